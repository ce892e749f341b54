"""Who may ask: the hosts that this server answers to, and the token in the address.

A name that a stranger makes point to 127.0.0.1 would let a page in the owner's browser read
what is served there (DNS rebinding), so that only known hosts are answered. Whatever can be
reached from other machines is private: its address begins with a token, and without one
nothing is bound elsewhere than to loopback.
"""

import hmac
import ipaddress
import re
import secrets
import shlex
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from digest.config import ServeSettings
from digest.config.secrets import secret
from digest.errors import ConfigError

SHORTEST_TOKEN = 20
"""Characters; some hundred and twenty bits."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]+")
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]@/\s]+)(?::\d{1,5})?")
_LOOPBACK_NAMES = frozenset(("localhost", "127.0.0.1", "::1"))
_TOKEN_NAME = "serve-token"  # noqa: S105 - the name of a file


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What a request must bring."""

    hosts: frozenset[str]
    """Lower case, without ports and brackets."""
    token: str = ""
    """First part of each address; "" for none."""

    def knows_host(self, host: str, local: str) -> bool:
        """Whether a Host header names this server; `local` is the address that was connected to.

        That address itself may always stand there: no other name can be made to mean it.
        """
        match = _HOST.fullmatch(host)
        if not match:
            return False
        name = bare(match[1])
        return name in self.hosts or name == bare(local)

    def inside(self, path: str) -> str | None:
        """Return what a path names within the folder, "" for the folder; None without token."""
        if not path.startswith("/"):
            return None
        if not self.token:
            return path[1:]
        given, slash, rest = path[1:].partition("/")
        right = hmac.compare_digest(given.encode(), self.token.encode())
        return rest if right and slash else None


def access(settings: ServeSettings, *, base_url: str, folder: Path) -> Access:
    """Return who may ask, by [serve]; `folder` is that of config.toml.

    Raises:
        ConfigError: the token file cannot be used, or there must be one.
    """
    hosts = {bare(host) for host in settings.hosts} | {bare(settings.host)}
    if base_url:
        hosts.add(bare(urlsplit(base_url).hostname or ""))
    if is_loopback(settings.host) or is_everywhere(settings.host):
        hosts |= _LOOPBACK_NAMES
    if settings.token_file is None and not is_loopback(settings.host):
        raise ConfigError(_token_wanted(settings, folder))
    token = read_token(settings.token_file) if settings.token_file else ""
    return Access(hosts=frozenset(hosts), token=token)


def read_token(path: Path) -> str:
    """Return the token that a file holds.

    Raises:
        ConfigError: it cannot be read, others may read it, or it is no token.
    """
    said = f"[serve] token_file: {path}"
    if not path.exists():
        command = _command(path, secrets.token_urlsafe(32))
        raise ConfigError(f"{said}: no such file; make one with: {command}")
    text = secret("[serve] token", path, wanted=_WANTED)
    if not _TOKEN.fullmatch(text) or len(text) < SHORTEST_TOKEN:
        raise ConfigError(f"{said}: {_WANTED}")
    return text


_WANTED = f"a token is one line of at least {SHORTEST_TOKEN} letters, digits, hyphens or _"


def _token_wanted(settings: ServeSettings, folder: Path) -> str:
    token = secrets.token_urlsafe(32)
    name = settings.hosts[0] if settings.hosts else named(settings.host)
    lines = [f'token_file = "{_TOKEN_NAME}"']
    if not settings.hosts and bare(name) != bare(settings.host):
        lines.append(f'hosts = ["{name}"]')
    added = "\n".join(f"    {line}" for line in lines)
    return (
        f"[serve] listen: {address(settings.host, settings.port)} can be reached from other "
        "machines, so that a token in the address must keep the feeds private. Type\n"
        f"    {_command(folder / _TOKEN_NAME, token)}\n"
        f"and add to [serve] in {folder / 'config.toml'}:\n{added}\n"
        f"The feed is then http://{address(name, settings.port)}/{token}/feed.xml"
    )


def _command(path: Path, token: str) -> str:
    return f"(umask 077 && echo {token} > {shlex.quote(str(path))})"


def named(host: str) -> str:
    """Return a name by which others reach a listener: its host, or the machine's name."""
    return socket.gethostname() if is_everywhere(host) else host


def address(host: str, port: int) -> str:
    """Return `HOST:PORT` as it stands in an address."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens there."""
    found = _ip(host)
    return found is not None and found.is_loopback


def is_everywhere(host: str) -> bool:
    """Whether it stands for all addresses of the machine."""
    found = _ip(host)
    return found is not None and found.is_unspecified


def bare(host: str) -> str:
    """Return a host in the one form that is compared: lower case, no brackets, no last dot."""
    name = host.lower().strip("[]").rstrip(".")
    found = _ip(name)
    return name if found is None else str(found)


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found
