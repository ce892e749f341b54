"""Makes the values that extraction takes, from a few lines of HTML."""

from datetime import UTC, datetime, timedelta, timezone

from digest.extract.article import extract
from digest.extract.calendar import Calendar
from digest.extract.facts import Facts, facts_of
from digest.extract.regions import Layout
from digest.extract.title import title_of
from digest.model import Article, ArticleRules, Link, Page, Source
from digest.page import parse

URL = "https://news.example/2025/story"
FETCHED = datetime(2025, 12, 20, 12, tzinfo=UTC)
CALENDAR = Calendar(timezone(timedelta(hours=2)), FETCHED, "en")

PARAGRAPH = (
    "The council met on Tuesday evening and spoke for three hours about the bridge, which has"
    " been closed since the flood of last spring took away two of its piers."
)
OTHER = (
    "A new one would cost more than the town earns in a year, the treasurer said, and nobody"
    " in the hall had an answer when he asked who should pay for it."
)


def page(body: str | bytes, *, url: str = URL, content_type: str = "text/html") -> Page:
    """Return a fetched page."""
    data = body if isinstance(body, bytes) else body.encode()
    return Page(requested=url, url=url, body=data, content_type=content_type, fetched_at=FETCHED)


def read(
    body: str | bytes,
    *,
    link: Link | None = None,
    rules: ArticleRules | None = None,
    content_type: str = "text/html",
    zone: str = "UTC",
) -> Article:
    """Return the article of a page."""
    source = Source(name="news", url=URL, article=rules or ArticleRules(), timezone=zone)
    return extract(page(body, content_type=content_type), source, link or Link(url=URL)).article


def document(body: str = "", head: str = "") -> str:
    """Return a page with two paragraphs of text after what is given."""
    return (
        f"<html><head>{head}</head><body><article><h1>The bridge stays closed</h1>{body}"
        f"<p>{PARAGRAPH}</p><p>{OTHER}</p></article></body></html>"
    )


def facts(markup: str, url: str = URL) -> Facts:
    """Return what a page says of itself."""
    return facts_of(parse(markup), url, url)


def layout(found: Facts) -> Layout:
    """Return the layout of a page around its title."""
    return Layout(title_of(found).heading)


def ld(*nodes: str) -> str:
    """Return a JSON-LD block."""
    return f'<script type="application/ld+json">[{",".join(nodes)}]</script>'
