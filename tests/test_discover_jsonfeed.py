"""JSON Feeds, read through `survey`."""

import json
from datetime import UTC, datetime

import pytest

from digest.discover.kinds import survey
from digest.model import Page, Source, Survey

ADDRESS = "https://gazette.example/feed.json"
VERSION = "https://jsonfeed.org/version/1.1"


def read(body: object, content_type: str = "application/feed+json") -> Survey:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    page = Page(
        requested=ADDRESS,
        url=ADDRESS,
        body=data,
        content_type=content_type,
        fetched_at=datetime(2026, 11, 22, 8, tzinfo=UTC),
    )
    return survey(page, Source(name="gazette", url="https://gazette.example/"))


def test_item_gives_all_that_it_holds() -> None:
    found = read(
        {
            "version": VERSION,
            "items": [
                {
                    "url": "/road",
                    "title": "The road is open",
                    "summary": "At last.",
                    "content_html": "<p>The road is open again.</p><script>x</script>",
                    "date_published": "2026-11-20T08:30:00+02:00",
                    "authors": [{"name": "Salma Haddad"}, {"name": "Salma Haddad"}, "x"],
                    "image": "/i.jpg",
                }
            ],
        }
    )
    (link,) = found.links
    assert found.kind == "feed"
    assert link.url == "https://gazette.example/road"
    assert link.title == "The road is open"
    assert link.teaser == "At last."
    assert "again" in link.html
    assert "script" not in link.html
    assert link.authors == ("Salma Haddad",)
    assert link.image == "https://gazette.example/i.jpg"
    assert link.published is not None
    assert link.published.at.day == 20


def test_version_one_has_one_author_and_may_have_text_alone() -> None:
    found = read(
        {
            "version": "https://jsonfeed.org/version/1",
            "items": [
                {
                    "external_url": "https://a.example/x",
                    "content_text": "Text.",
                    "author": {"name": "Omar"},
                    "banner_image": "/b.jpg",
                }
            ],
        }
    )
    (link,) = found.links
    assert (link.url, link.teaser, link.authors) == ("https://a.example/x", "Text.", ("Omar",))
    assert link.image == "https://gazette.example/b.jpg"


@pytest.mark.parametrize("items", [None, "x", [1, "x", None], [{"url": 5}], [{}]])
def test_odd_items_are_left_out(items: object) -> None:
    assert read({"version": VERSION, "items": items}) == Survey(kind="feed")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"items": []}, id="no version"),
        pytest.param({"version": "2", "items": []}, id="another version"),
        pytest.param(b'{"version": ', id="cut off"),
        pytest.param(b'{"a":' * 100_000, id="deep"),
        pytest.param(b'{"version": "\xff\xfe"}', id="no text"),
        pytest.param(b"{" + b"1" * 5000, id="number"),
    ],
)
def test_other_json_is_nothing(body: object) -> None:
    assert read(body) == Survey(kind="nothing")


def test_the_id_of_an_item_is_kept() -> None:
    items = [{"url": "/a", "id": "7"}, {"url": "/b", "id": 8}]
    found = read({"version": VERSION, "items": items})
    assert [link.guid for link in found.links] == ["7", ""]


def test_attachments_come_along() -> None:
    attached = [
        {"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 7},
        {"url": 3},
        "none",
    ]
    item = {"url": "/a", "title": "A", "attachments": attached}
    (link,) = read({"version": VERSION, "items": [item]}).links
    assert [(one.url, one.type, one.length) for one in link.enclosures] == [
        ("https://gazette.example/a.mp3", "audio/mpeg", 7)
    ]
