"""Pages of one small site, surveyed as `digest run` does."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

from digest.discover.kinds import survey
from digest.model import Link, Page, Source, Survey

HOME = "https://gazette.example/news/"
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
SOURCE = Source(name="gazette", url=HOME)


def page(html: str | bytes, url: str = HOME, content_type: str = "text/html") -> Page:
    body = html if isinstance(html, bytes) else html.encode()
    return Page(requested=url, url=url, body=body, content_type=content_type, fetched_at=NOW)


def surveyed(html: str, url: str = HOME) -> Survey:
    return survey(page(html, url), SOURCE)


def paths(links: tuple[Link, ...]) -> list[str]:
    return [link.url.removeprefix("https://gazette.example") for link in links]


def script(value: object, kind: str = "application/json", name: str = "") -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f'<script type="{kind}" id="{name}">{text}</script>'


def seconds(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began
