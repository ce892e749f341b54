"""A small news site on 127.0.0.1 that a test changes as it goes on."""

import hashlib
import random
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from benchmarks.serving import running

_NOUNS = (
    "harbour council vote bridge winter market school river engine bakery lantern minister "
    "orchard railway festival valley teacher budget island museum garden storm ferry library"
)
WORDS = _NOUNS.split()


def story(number: int) -> str:
    """A text of its own for each number, long enough to be an article's."""
    chance = random.Random(number)
    return "".join(
        f"<p>{' '.join(chance.choices(WORDS, k=40))} said number {number} in part {n}.</p>"
        for n in range(4)
    )


def article(title: str, *, body: str, date: str = "", head: str = "") -> str:
    """A plain article page."""
    meta = f'<meta property="article:published_time" content="{date}">' if date else ""
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{meta}{head}'
        f'<meta property="og:type" content="article"></head>'
        f"<body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    )


@dataclass(slots=True)
class Answer:
    """What the site says at one address."""

    body: str | bytes = ""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Site:
    """Pages by path; what was asked for is kept."""

    url: str = ""
    pages: dict[str, Answer] = field(default_factory=dict)
    listed: list[tuple[str, str]] = field(default_factory=list)
    """Path and title of what the front page lists, newest first."""
    otherwise: Answer = field(
        default_factory=lambda: Answer("gone", status=404, content_type="text/plain")
    )
    """What it says at every other address."""
    asked: list[str] = field(default_factory=list)
    unchanged: int = 0
    """Answers with 304."""
    first_request: threading.Event = field(default_factory=threading.Event)
    answering: threading.Event = field(default_factory=threading.Event)
    """Set but while a test lets all requests wait."""

    def __post_init__(self) -> None:
        self.answering.set()

    def publish(self, number: int, *, title: str = "", date: str = "", path: str = "") -> str:
        """Put an article at the top of the front page; return its address."""
        title = title or f"A long enough headline about story number {number}"
        path = path or f"/news/story-number-{number}"
        self.pages[path] = Answer(article(title, body=story(number), date=date))
        self.listed.insert(0, (path, title))
        return self.url + path

    def answer(self, path: str) -> Answer:
        if path == "/" and "/" not in self.pages:
            rows = "".join(
                f'<article><h2><a href="{path}">{title}</a></h2></article>'
                for path, title in self.listed
            )
            return Answer(
                f"<!doctype html><html lang='en'><head><title>Site</title></head>"
                f"<body><nav><a href='/about'>About us</a></nav><main>{rows}</main></body></html>"
            )
        return self.pages.get(path, self.otherwise)


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet: two would wait 40 ms for each other

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.first_request.set()
            site.answering.wait(30)
            answer = site.answer(self.path)
            body = answer.body if isinstance(answer.body, bytes) else answer.body.encode()
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if answer.status == 200 and self.headers.get("If-None-Match") == tag:
                site.unchanged += 1
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(answer.status)
            for name, value in {
                "Content-Type": answer.content_type,
                "Content-Length": str(len(body)),
                "ETag": tag,
                **answer.headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            pass

    return Handler


@contextmanager
def serving(host: str = "127.0.0.1") -> Iterator[Site]:
    """Serve a site on a free port while the block runs."""
    site = Site()
    with running(_handler(site), host) as site.url:
        yield site


@contextmanager
def unreachable(sites: int) -> Iterator[list[Site]]:
    """Give sites that refuse to be connected to, at ports that nothing else can take."""
    with ExitStack() as stack:
        held = [stack.enter_context(socket.socket()) for _ in range(sites)]
        for one in held:
            one.bind(("127.0.0.1", 0))
        yield [Site(url=f"http://127.0.0.1:{one.getsockname()[1]}") for one in held]


def configuration(folder: Path, sites: list[Site], *, more: str = "", first: str = "all") -> Path:
    """Write a config.toml that follows the sites as site0, site1 and so on."""
    sources = "".join(
        f'[[source]]\nname = "site{n}"\nurl = "{site.url}/"\nmax_articles = 300\n{more}\n'
        for n, site in enumerate(sites)
    )
    file = folder / "config.toml"
    file.write_text(
        f'[digest]\ntitle = "Test"\ntimezone = "Africa/Tripoli"\nfirst = "{first}"\n'
        f'[fetch]\ndelay = 0\nallow_networks = ["127.0.0.0/8"]\n{sources}'
    )
    return file


def mailed(file: Path, *, to: str = "me@example.org") -> None:
    """Let the editions of a configuration go to somebody, as files in the folder "mail"."""
    mail = f'[mail]\nfrom = "digest@example.org"\nto = ["{to}"]\nserver = "folder"\n'
    file.write_text(f"{file.read_text()}{mail}")
