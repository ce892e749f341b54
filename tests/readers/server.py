"""One address that serves a feed, asked conditionally or not, as any static host does."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler

from benchmarks.serving import running

_FIRST = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@dataclass(slots=True)
class Served:
    """A feed at an address."""

    url: str = ""
    document: bytes = b""
    content_type: str = "application/rss+xml"
    version: int = 0
    answers: list[int] = field(default_factory=list)
    """The status of each, in their order."""

    def put(self, document: bytes) -> None:
        """Serve this from now on, changed a minute later than the one before."""
        self.document = document
        self.version += 1

    def validators(self) -> dict[str, str]:
        """Return what a reader may ask with the next time."""
        tag = hashlib.sha256(self.document).hexdigest()[:16]
        changed = _FIRST + timedelta(minutes=self.version)
        return {"ETag": f'"{tag}"', "Last-Modified": format_datetime(changed, usegmt=True)}


@contextmanager
def serving_feed(document: bytes, path: str = "/feed.xml") -> Iterator[Served]:
    """Serve a feed on a free port of this machine while the block runs."""
    served = Served(document=document)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            validators = served.validators()
            asked = self.headers.get("If-None-Match")
            same = asked == validators["ETag"] or (
                asked is None
                and self.headers.get("If-Modified-Since") == validators["Last-Modified"]
            )
            status = 404 if self.path != path else 304 if same else 200
            served.answers.append(status)
            body = served.document if status == 200 else b""
            self.send_response(status)
            self.send_header("Content-Type", served.content_type)
            self.send_header("Content-Length", str(len(body)))
            for name, value in validators.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            pass

    with running(Handler) as origin:
        served.url = origin + path
        yield served
