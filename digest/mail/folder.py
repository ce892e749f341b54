"""Messages put into a folder as files, which needs no server: a mailbox may read them there.

A file's name is made of the Message-ID, so that a message that is handed over again finds
itself there. It is written under another name, forced to the disk and renamed, as files of
the output folder are; the name of the part is always the same, so none is left behind.
"""

import errno
import os
import re
from hashlib import sha256
from pathlib import Path

from digest.mail import replies
from digest.model import Delivery

_PRIVATE = 0o600
"""Mail is for its owner to read."""
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
_FOR_NOW = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EINTR})

_ADVICE = "give this user the right to write there, or set [mail] folder to another"


class FolderMailer:
    """Writes each message into a file of its own."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder, which is made by the first message."""
        self._folder = folder

    def send(self, message_id: str, sender: str, recipient: str, body: bytes) -> Delivery:
        """Write a message, and return what became of it; one that is there counts as sent.

        Args:
            message_id: gives the file's name.
            sender: stands in the body too.
            recipient: likewise.
            body: the whole message, with CRLF.
        """
        del sender, recipient
        place = self._folder / name(message_id)
        try:
            if place.exists():
                return Delivery(result="sent", said=f"{place} was there")
            self._folder.mkdir(parents=True, exist_ok=True)
            _put(place, body)
        except OSError as error:
            said = f"{place}: {replies.reason_of(error)}"
            if error.errno in _FOR_NOW:
                return Delivery(result="later", said=said)
            return Delivery(result="stopped", said=f"{said}; {_ADVICE}")
        return Delivery(result="sent", said=str(place))

    def close(self) -> None:
        """Do nothing: no file is left open."""


def name(message_id: str) -> str:
    """Return the file of a message: what its id begins with, such as a day, and a hash."""
    begin = re.sub(r"[^A-Za-z0-9-]", "", message_id.partition(".")[0])[:20] or "mail"
    return f"{begin}-{sha256(message_id.encode(errors='replace')).hexdigest()[:20]}.eml"


def _put(place: Path, body: bytes) -> None:
    part = place.with_name(f".{place.name}.part")
    with os.fdopen(os.open(part, _FLAGS, _PRIVATE), "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    part.replace(place)
    descriptor = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
