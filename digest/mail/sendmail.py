"""Messages handed over to the machine's own `sendmail`: of Postfix, Exim, msmtp, or another.

All understand `-i -f SENDER -- RECIPIENT`, and end with a status of sysexits.h. Postfix
answers 0 for a recipient that it does not know; what follows is a mail to the sender.
"""

import os
import shutil
import subprocess
import tempfile

from digest.mail import addresses, replies
from digest.model import Delivery
from digest.model.letter import Result

TIMEOUT_S = 120.0
"""Seconds; msmtp talks to its server meanwhile."""
_ELSEWHERE = "/usr/sbin:/usr/lib"
"""Where the program is on systems that do not have it in everyone's PATH."""
_MEANINGS: dict[int, Result] = {
    os.EX_OK: "sent",
    os.EX_USAGE: "stopped",
    os.EX_DATAERR: "refused",
    os.EX_NOUSER: "refused",
    os.EX_NOPERM: "stopped",
    os.EX_CONFIG: "stopped",
}
"""All else is tried again: a disk, a network, a server that may be better later."""
_LACKS = "there is no program sendmail; install one, such as msmtp-mta, or set [mail] server"


class SendmailMailer:
    """Starts the program once for each message."""

    def __init__(self, timeout_s: float = TIMEOUT_S) -> None:
        """Keep for how many seconds the program may run."""
        self._timeout_s = timeout_s

    def send(self, message_id: str, sender: str, recipient: str, body: bytes) -> Delivery:
        """Hand over a message to one recipient, and return what became of it.

        Args:
            message_id: stands in the body too.
            sender: of the envelope; a name beside the address is left out.
            recipient: likewise.
            body: the whole message, with CRLF.

        Raises:
            ValueError: an address is none.
        """
        del message_id
        program = shutil.which("sendmail") or shutil.which("sendmail", path=_ELSEWHERE)
        if program is None:
            return Delivery(result="stopped", said=_LACKS)
        command = [program, "-i", "-f", addresses.bare(sender), "--", addresses.bare(recipient)]
        try:
            return self._run(command, body.replace(b"\r\n", b"\n"))
        except subprocess.TimeoutExpired:
            return Delivery(result="later", said=f"{program} did not end in {self._timeout_s:g} s")
        except OSError as error:
            return Delivery(result="stopped", said=f"{program} does not start: {error.strerror}")

    def close(self) -> None:
        """Do nothing: no program is left running."""

    def _run(self, command: list[str], body: bytes) -> Delivery:
        """Run the program; what it says goes to a file, which no child of it can hold open."""
        with tempfile.TemporaryFile() as said:
            ended = subprocess.run(  # noqa: S603  (no shell, and both addresses were checked)
                command,
                input=body,
                stdout=said,
                stderr=subprocess.STDOUT,
                timeout=self._timeout_s,
                check=False,
            )
            said.seek(0)
            words = said.read(10_000).decode(errors="replace")
        return replies.exited(ended.returncode, words, _MEANINGS)
