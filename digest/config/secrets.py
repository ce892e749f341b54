"""Secrets of the user's own: from a file that nobody else may read, or from the environment.

config.toml is copied, shown and kept in versions, so that it names where a secret is, and
never holds it. It is looked up where it is used: what delivers nothing needs none. No error
shows anything of one.
"""

import os
import shlex
import stat
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from digest.config.settings import MailSettings, SummarySettings, WebhookSettings
from digest.config.values import web_address
from digest.errors import ConfigError

MOST_BYTES = 8192
"""A larger file holds no secret of one line."""
_WANTED = "it holds the secret alone, in one line"


def password(mail: MailSettings, environ: Mapping[str, str] | None = None) -> str:
    """Return the password of the user of the mail server; "" where there is no user.

    Raises:
        ConfigError: as of `secret`.
    """
    return secret("[mail] password", mail.password_file, mail.password_env, environ)


def summary_key(summary: SummarySettings, environ: Mapping[str, str] | None = None) -> str:
    """Return the key of the language model; "" where it wants none.

    Raises:
        ConfigError: as of `secret`, or it cannot stand in a header.
    """
    key = secret("[summary] key", summary.key_file, summary.key_env, environ)
    if not key.isascii() or " " in key:
        raise ConfigError("[summary] key: it holds a space, or what is not ASCII; copy it again")
    return key


def webhook_url(webhook: WebhookSettings, environ: Mapping[str, str] | None = None) -> str:
    """Return the address of a webhook, wherever it stands.

    Raises:
        ConfigError: as of `secret`, or it is no address.
    """
    if webhook.url:
        return webhook.url
    said = f'webhook "{webhook.name}": url'
    try:
        return web_address(secret(said, webhook.url_file, webhook.url_env, environ))
    except ValueError as error:
        kept = f"_file: {webhook.url_file}" if webhook.url_file else f"_env: {webhook.url_env}"
        raise ConfigError(f"{said}{kept}: holds no http or https address") from error


def secret(
    key: str,
    file: Path | None,
    env: str = "",
    environ: Mapping[str, str] | None = None,
    *,
    wanted: str = _WANTED,
) -> str:
    """Return the secret that a file or a variable of the environment holds; "" with neither.

    Args:
        key: how messages name it, with its section: "[mail] password".
        file: what holds it, and nothing else; white space around it does not count.
        env: the variable that holds it, where `file` is None.
        environ: the environment (default: the process's).
        wanted: what messages say that it is.

    Raises:
        ConfigError: it is not there, is empty or no text of one line, or the file cannot be
            read, or can be by others.
    """
    held = text(key, file, env, environ, wanted=wanted)
    return _line(held, place(key, file, env), wanted) if held else ""


def text(
    key: str,
    file: Path | None,
    env: str,
    environ: Mapping[str, str] | None = None,
    *,
    most: int = MOST_BYTES,
    wanted: str = _WANTED,
) -> str:
    """Return what a file or a variable holds, of any number of lines; "" with neither.

    Args:
        key: as of `secret`, and so are the next three.
        file: what holds it.
        env: the variable that holds it, where `file` is None.
        environ: the environment (default: the process's).
        most: bytes of the file.
        wanted: what it should hold, in words.

    Raises:
        ConfigError: it is not there, is empty or no text, or the file cannot be read, or can
            be by others.
    """
    if file is not None:
        held = _content(file, place(key, file, env), most, wanted).strip()
        if not held:
            raise ConfigError(f"{place(key, file, env)}: is empty; {wanted}")
        return held
    if not env:
        return ""
    held = (os.environ if environ is None else environ).get(env, "").strip()
    if not held:
        raise ConfigError(f"{place(key, file, env)} is not set or empty; put the secret into it")
    return held


def place(key: str, file: Path | None, env: str) -> str:
    """Return where a secret is, as messages name it: "[mail] password_env: MAIL"."""
    return f"{key}_file: {file}" if file is not None else f"{key}_env: {env}"


def _content(path: Path, said: str, most: int, wanted: str) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
            raise ConfigError(f"{said}: is no file")
        with path.open("rb") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            held = opened.read(most + 1)
        text = held.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(f"{said}: no such file; make one with: {_command(path)}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{said}: not UTF-8; {wanted}") from error
    except OSError as error:
        raise ConfigError(f"{said}: cannot be read: {error.strerror}") from error
    if mode & 0o077:
        command = f"chmod 600 {shlex.quote(str(path))}"
        raise ConfigError(f"{said}: others may read it; forbid them with: {command}")
    if len(held) > most:
        raise ConfigError(f"{said}: larger than {most} bytes; {wanted}")
    return text


def _line(text: str, said: str, wanted: str) -> str:
    if any(unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") for one in text):
        raise ConfigError(f"{said}: holds more than one line of text; {wanted}")
    return text


def _command(path: Path) -> str:
    """Return what makes the file; `cat` waits for the secret, which no history then holds."""
    return f"(umask 077 && cat > {shlex.quote(str(path))})"
