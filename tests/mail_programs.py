"""The programs that mail meets on its way: Postfix, Dovecot and SpamAssassin, on this machine.

Each runs in the foreground and says in its log when it is ready, and what it has done; the
log is read, so that nothing waits by the clock. They want root, and folders that their own
users may enter, which pytest's are not.
"""

import re
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from shutil import chown

from mail_servers import TLS

MAILBOX_USER = "nobody"
_POSTFIX = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = /dev/stdout
mail_owner = postfix
inet_interfaces = loopback-only
inet_protocols = ipv4
mydestination =
mynetworks = 127.0.0.0/8
myhostname = mail.example.net
virtual_mailbox_domains = example.net
virtual_mailbox_base = {folder}/boxes
virtual_mailbox_maps = inline:{{ {{ you@example.net = you/ }}, {{ she@example.net = she/ }} }}
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtp_dns_support_level = disabled
default_transport = error:nothing leaves this machine
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {certificate}
smtpd_tls_security_level = encrypt
smtpd_recipient_restrictions = permit_mynetworks, reject
"""
_SERVICES = """
127.0.0.1:{starttls} inet n - n - - smtpd
127.0.0.1:{implicit} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
error unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
"""
_DOVECOT = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = /dev/stdout
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{boxes}/%n
default_login_user = nobody
default_internal_user = nobody
default_internal_group = nogroup
passdb {{
  driver = static
  args = password=x
}}
userdb {{
  driver = static
  args = uid=65534 gid=65534 home={boxes}/%n
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass
class Running:
    """A program and what it says."""

    process: subprocess.Popen[str]
    lines: Queue[str]

    def wait_for(self, words: str, times: int = 1) -> None:
        """Read the log until it has said the words so many times.

        Raises:
            queue.Empty: it did not within a minute.
        """
        while times:
            times -= words in self.lines.get(timeout=60)


@dataclass
class Post:
    """A Postfix that takes mail for you@example.net and she@example.net."""

    folder: Path
    starttls: int
    implicit: int
    running: Running

    @property
    def boxes(self) -> Path:
        """Return the folder of the mailboxes, each a Maildir."""
        return self.folder / "boxes"

    def wait_for_delivery(self, messages: int) -> None:
        """Wait until so many more lie in their mailboxes."""
        self.running.wait_for("status=sent (delivered to maildir)", messages)


@contextmanager
def folder_for_all() -> Iterator[Path]:
    """Give a folder that programs may enter which gave up being root."""
    with tempfile.TemporaryDirectory(prefix="digest-mail-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def running(*command: str | Path, end: Sequence[str | Path] = ()) -> Iterator[Running]:
    """Run a program in the foreground while the block runs, and read all that it says.

    Args:
        command: the program and its arguments.
        end: what ends it, where it would leave others behind if it were told itself.
    """
    lines: Queue[str] = Queue()
    with subprocess.Popen(
        [*command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        reader = threading.Thread(target=lambda: [*map(lines.put, process.stdout or ())])
        reader.start()
        try:
            yield Running(process, lines)
        finally:
            if end:
                subprocess.run([*end], check=True, capture_output=True)
            process.terminate()
            process.wait()
            reader.join()


@contextmanager
def postfix() -> Iterator[Post]:
    """Run a Postfix while the block runs."""
    with folder_for_all() as folder:
        starttls, implicit = free_port(), free_port()
        for name, owner in (("queue", "root"), ("data", "postfix"), ("boxes", MAILBOX_USER)):
            (folder / name).mkdir()
            chown(folder / name, owner)
        certificate = TLS / "here.pem"
        (folder / "main.cf").write_text(_POSTFIX.format(folder=folder, certificate=certificate))
        services = _SERVICES.format(starttls=starttls, implicit=implicit)
        (folder / "master.cf").write_text(services)
        postfix = "postfix", "-c", folder
        with running(*postfix, "start-fg", end=(*postfix, "stop")) as program:
            program.wait_for("daemon started")
            yield Post(folder, starttls, implicit, program)


@contextmanager
def dovecot(boxes: Path) -> Iterator[int]:
    """Read mailboxes by IMAP while the block runs; gives the port. The password is x."""
    with folder_for_all() as folder:
        port = free_port()
        place = folder / "dovecot.conf"
        place.write_text(_DOVECOT.format(folder=folder, boxes=boxes, port=port))
        with running("dovecot", "-F", "-c", place) as program:
            program.wait_for("starting up")
            yield port


@contextmanager
def spamd() -> Iterator[Callable[[bytes], float]]:
    """Run SpamAssassin with its local rules while the block runs; gives what scores a message.

    Without a server spamc says 0 and that all is well, so a score of its own is wanted.
    """
    with folder_for_all() as folder:
        port = str(free_port())
        where = "-i", "127.0.0.1", "-p", port
        options = "-L", "-m", "1", "-x", "-u", MAILBOX_USER, "-s", "stderr", "-H", folder
        with running("spamd", *where, *options, "--cf=use_bayes 0") as program:
            program.wait_for("server started on")
            yield lambda message: _score(message, port)


def _score(message: bytes, port: str) -> float:
    command = ["spamc", "-d", "127.0.0.1", "-p", port, "-s", "5000000", "-R"]
    answer = subprocess.run(command, input=message, capture_output=True, check=True)
    shown = answer.stdout.decode(errors="replace")
    found = re.match(r"(-?[\d.]+)/5\.0\n", shown)
    assert found, f"spamc says no score: {shown[:200]}"
    return float(found[1])
