"""Which Chromium is started, and how: without a way to the network.

Intercepting requests is not enough of a wall: what a browser sends by itself (the opening
of connections ahead, look-ups of names, calls between browsers) is never offered to be
intercepted. So it is also told of a proxy that is not there, and that no name exists: what
is not answered by us gets no answer.
"""

import os
import shutil

from digest.errors import BrowserError

PROGRAMS = (
    "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome",
    "microsoft-edge", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)  # fmt: skip
"""What is looked for, in this order: on the PATH, or where it stands."""

ARGUMENTS = (
    "--proxy-server=http://0.0.0.0:9",
    "--proxy-bypass-list=<-loopback>",  # 127.0.0.1 is no exception
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-domain-reliability",
    "--no-pings",
    "--disable-gpu",
    "--js-flags=--max-old-space-size=512",  # MiB of what the scripts of a page hold
)

_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "XDG_RUNTIME_DIR", "FONTCONFIG_PATH")
"""Of our environment, which may hold passwords."""


def program(wanted: str) -> str:
    """Return the path of the Chromium to start.

    Args:
        wanted: the path that `[fetch] browser` names; "" to look for one.

    Raises:
        BrowserError: there is none.
    """
    found = next(filter(None, map(shutil.which, (wanted,) if wanted else PROGRAMS)), None)
    if found:
        return found
    if wanted:
        raise BrowserError(f"[fetch] browser: {wanted} is no program that can be started")
    raise BrowserError(
        "render = true needs Chromium or Chrome, and none was found; install it "
        "(apt install chromium), or name its file in [fetch] browser"
    )


def environment() -> dict[str, str | float | bool]:
    """Return what the browser gets to know of our environment."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ}


def may_be_confined() -> bool:
    """Return whether Chromium can lock its own processes in; it refuses to for root."""
    return not hasattr(os, "geteuid") or os.geteuid() != 0
