"""Where `digest serve` listens, and by which names it is reached, as config.toml has them."""

import ipaddress
import re

_LISTEN = re.compile(r"([\w.-]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})", re.ASCII)
_NAME = re.compile(
    r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*"
)


def listen(value: str) -> str:
    """Return an address to listen at, with its port: "127.0.0.1:8000", "[::1]:8000"."""
    host_and_port(value)
    return value


def host_and_port(value: str) -> tuple[str, int]:
    """Return the two parts of an address to listen at, brackets taken off."""
    match = _LISTEN.fullmatch(value)
    if not match:
        digits = value.removeprefix(":")
        proposal = f"127.0.0.1:{digits}" if digits.isdecimal() and digits.isascii() else ""
        raise ValueError(f'; did you mean "{proposal}"?' if proposal else "")
    where, port = match[1].strip("[]").lower(), int(match[2])
    if port > 65535:
        raise ValueError(": a port is a number from 0 to 65535; 0 takes a free one")
    where = "127.0.0.1" if where == "localhost" else where
    try:
        ipaddress.ip_address(where)
    except ValueError as error:
        raise ValueError(": the address is an IP address of this machine") from error
    return where, port


def host(value: str) -> str:
    """Return a host by which a server is reached, in lower case, without brackets."""
    name = value.lower().strip("[]")
    if _NAME.fullmatch(name):
        return name
    try:
        return str(ipaddress.ip_address(name))
    except ValueError as error:
        bare = re.sub(r"[:/].*$", "", re.sub(r"^https?://", "", name))
        proposal = bare if _NAME.fullmatch(bare) else ""
        raise ValueError(f'; did you mean "{proposal}"?' if proposal else "") from error
