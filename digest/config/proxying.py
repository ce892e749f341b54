"""The proxy of config.toml: one address, whose password comes from the environment."""

import re
from collections.abc import Mapping

from digest.address import absolute, without_credentials
from digest.config.values import line

_PASSWORD = re.compile(r"[^/]*//[^/]*@")


def proxy(value: str, environ: Mapping[str, str]) -> str:
    """Return a proxy's address; "env:NAME" is looked up, and may hold user and password.

    Raises:
        ValueError: it is no http or https address, has a path, or holds a password in
            the file, which is copied, shown and kept in versions.
    """
    value = line(value)
    if not value.startswith("env:"):
        if _PASSWORD.match(value):
            raise ValueError(
                ": it holds a user or password; put it into an environment variable and "
                'write "env:VARIABLE"'
            )
        return _checked(value) if value else ""
    name = value.removeprefix("env:")
    found = environ.get(name, "").strip()
    try:
        return _checked(found)
    except ValueError as error:
        holds = "holds no http or https address of a proxy" if found else "is not set or empty"
        raise ValueError(f": in the environment {name} {holds}") from error


def _checked(value: str) -> str:
    bare = absolute(without_credentials(value))
    if not bare or bare.count("/") > 3 or not bare.endswith("/"):
        raise ValueError
    return value
