"""A newspaper on this machine whose articles change as real ones do.

Another slug, scheme or section, an AMP page, an edited text, another date, withdrawn and
put back, published again at another address, linked with the parameters of a campaign:
each article goes through one of these, the step after it was published.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler

from benchmarks.serving import running

BEGIN = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
BETWEEN = timedelta(hours=20)
LISTED = 3
"""Steps for which an article stays on the list."""
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so",
              "tu", "va", "we", "xi", "yo", "zu")  # fmt: skip


def moment(step: int) -> datetime:
    """Return when a step is."""
    return BEGIN + step * BETWEEN


@dataclass(slots=True)
class Piece:
    """One article of the site, as it stands now."""

    name: str
    path: str
    title: str
    body: str
    published: datetime
    first_path: str
    link: str = ""
    """How the list links to it, where that is not its path."""
    head: str = ""

    def page(self) -> str:
        """Return the HTML of its page."""
        date = f'<meta property="article:published_time" content="{self.published.isoformat()}">'
        return (
            f'<!doctype html><html lang="en"><head><title>{self.title}</title>{date}{self.head}'
            f'<meta property="og:type" content="article"></head><body><main><article>'
            f"<h1>{self.title}</h1>{self.body}</article></main></body></html>"
        )


@dataclass(slots=True)
class Site:
    """A newspaper that changes what it has published."""

    url: str = ""
    now: datetime = BEGIN
    pages: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    born: dict[str, int] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)

    def step(self, now: int, new: range) -> None:
        """Publish new articles, and change those of the steps before."""
        self.now = moment(now)
        for number, piece in enumerate(self.pieces):
            age = now - self.born[piece.name]
            if age == 1:
                CHANGES[number % len(CHANGES)](self, piece)
            elif age == 2 and piece.name in self.withdrawn:
                self.withdrawn.discard(piece.name)
                self.put(piece)
        for number in new:
            piece = written(number, self.now - timedelta(hours=1, seconds=number))
            self.pieces.append(piece)
            self.born[piece.name] = now
            self.put(piece)
        shown = [
            one
            for one in reversed(self.pieces)
            if now - self.born[one.name] < LISTED and one.name not in self.withdrawn
        ]
        rows = "".join(
            f'<article><h2><a href="{one.link or one.path}">{one.title}</a></h2></article>'
            for one in shown
        )
        self.pages["/"] = (
            "<!doctype html><html lang='en'><head><title>Paper</title></head>"
            f"<body><main>{rows}</main></body></html>"
        )

    def put(self, piece: Piece) -> None:
        """Show an article at its address as it is now."""
        self.pages[piece.path] = piece.page()


def written(number: int, published: datetime) -> Piece:
    """Return an article of its own for each number, below 8,000."""
    chance = random.Random(number)  # noqa: S311 - the same texts each time
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(150)]
    name = "".join(_SYLLABLES[number // 20**n % 20] for n in range(3)) + "q"
    body = "".join(
        f"<p>{' '.join(words[at : at + 30]).capitalize()}.</p>" for at in range(0, 150, 30)
    )
    path = f"/news/{name}-{words[0]}-{words[1]}-{words[2]}"
    title = f"{name.capitalize()} {' '.join(words[:7])}"
    return Piece(name, path, title, body, published, path)


def _slug(site: Site, piece: Piece) -> None:
    old = piece.path
    piece.title += " as expected"
    piece.path += "-as-expected"
    site.moved[old] = piece.path
    del site.pages[old]
    site.put(piece)


def _scheme(site: Site, piece: Piece) -> None:
    secure = site.url.replace("http:", "https:") + piece.path
    piece.head = (
        f'<link rel="canonical" href="{secure}"><meta property="og:url" content="{secure}">'
    )
    piece.link = secure
    site.put(piece)


def _amp(site: Site, piece: Piece) -> None:
    piece.link = f"{piece.path}/amp/"
    piece.head = f'<link rel="canonical" href="{site.url}{piece.path}">'
    site.put(piece)
    site.pages[piece.link] = piece.page()


def _move(site: Site, piece: Piece) -> None:
    del site.pages[piece.path]
    piece.path = piece.path.replace("/news/", "/archive/2026/")
    site.put(piece)


def _edit(site: Site, piece: Piece) -> None:
    piece.title += " after all"
    piece.body += f"<p>{piece.body[3:180]} and more came later.</p>"
    site.put(piece)


def _date(site: Site, piece: Piece) -> None:
    piece.published = site.now
    site.put(piece)


def _withdraw(site: Site, piece: Piece) -> None:
    del site.pages[piece.path]
    site.withdrawn.add(piece.name)


def _again(site: Site, piece: Piece) -> None:
    piece.path = f"/again{piece.path}"
    piece.published = site.now
    site.put(piece)  # the old address stays


def _tracked(site: Site, piece: Piece) -> None:
    piece.link = f"{piece.path}?utm_source=front&fbclid={piece.name}"
    site.pages[piece.link] = piece.page()


CHANGES = (_slug, _scheme, _amp, _move, _edit, _date, _withdraw, _again, _tracked)


@contextmanager
def serving() -> Iterator[Site]:
    """Serve an empty newspaper while the block runs."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_GET(self) -> None:
            body, status = b"gone", 404
            if page := site.pages.get(self.path):
                body, status = page.encode(), 200
            elif self.path in site.moved:
                status = 301
            self.send_response(status)
            if status == 301:
                self.send_header("Location", site.moved[self.path])
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            pass

    with running(Handler) as site.url:
        yield site
