"""Pages given by name are read, or it is said why not."""

import asyncio
import gzip
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from digest.cli.explaining import explanation, print_explanation
from digest.cli.pages import NOWHERE, Named, listed, read
from digest.errors import UnreadableError
from digest.fetch import Fetcher
from digest.model import Article, Dropped, Extraction, Image, Page, Published

PAGE = b"<!doctype html><title>T</title><p>Text</p>"


def _read(file: Path, url: str = "") -> Page:
    async def once() -> Page:
        async with Fetcher(user_agent="test") as fetcher:
            return await read(Named(name=str(file), url=url), fetcher)

    return asyncio.run(once())


@pytest.mark.parametrize(
    "data",
    [PAGE, PAGE.decode().encode("utf-16"), PAGE.decode().encode("utf-16-le"), PAGE * 3 + b"\0\x01"],
)
def test_file_is_read_also_when_packed_or_cut_off(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "page"
    file.write_bytes(data)
    assert _read(file).body == data
    assert _read(file).url == NOWHERE
    file.write_bytes(gzip.compress(data))
    assert _read(file).body == data
    file.write_bytes(gzip.compress(data * 9)[:-9])
    assert _read(file).body.startswith(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (gzip.compress(b"", mtime=0), "it is empty"),
        (bytes(range(256)) * 10, "it is no HTML, but bytes of another kind"),
        (b"\x1f\x8bbroken", "its gzip is broken"),
    ],
)
def test_file_that_holds_no_page_says_why(data: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(data)
    with pytest.raises(UnreadableError, match=reason):
        _read(tmp_path / "page")


def test_file_that_grows_when_unpacked_is_read_up_to_a_bound(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(gzip.compress(b"a" * 40_000_000, compresslevel=1))
    assert len(_read(tmp_path / "page").body) == 32 * 1024 * 1024


@pytest.mark.parametrize(
    "comment",
    [
        b"<!-- saved from url=(0024)https://example.org/abcd -->",
        b"<!--\n Page saved with SingleFile \n url: https://example.org/abcd \n saved date: x\n-->",
    ],
)
def test_saved_page_knows_where_it_came_from(comment: bytes, tmp_path: Path) -> None:
    file = tmp_path / "page"
    file.write_bytes(b"<!doctype html>\n" + comment + PAGE)
    assert _read(file).url == "https://example.org/abcd"
    assert _read(file, "https://example.com/").url == "https://example.com/"
    file.write_bytes(PAGE + b" " * 5000 + comment)
    assert _read(file).url == NOWHERE


def test_list_names_paths_and_where_they_came_from(tmp_path: Path) -> None:
    (tmp_path / "list").write_text(" a b.html \n\nc.html\thttps://example.org/c\nd\tnonsense\n")
    assert listed(str(tmp_path / "list")) == [
        Named(name="a b.html"),
        Named(name="c.html", url="https://example.org/c"),
        Named(name="d"),
    ]


def test_explanation_tells_where_fields_came_from_and_what_was_left_out() -> None:
    article = Article(
        url="https://example.org/",
        title="A [bold] title",
        text="word " * 200,
        published=Published(at=datetime(2026, 1, 2, tzinfo=UTC), provenance="time", day_only=True),
        image=Image(url="https://example.org/i"),
        tags=("a", "b"),
        provenance=(("title", "h1"), ("published", "time"), ("body", "selector")),
    )
    extraction = Extraction(
        article=article,
        dropped=(Dropped(text="Share [this]", reason="label"),),
        unmatched=("date",),
    )
    console = Console(file=io.StringIO(), width=120, soft_wrap=True)
    print_explanation(extraction, console)
    shown = console.file.getvalue()  # type: ignore[attr-defined] # it is the one given above
    rows = [line.split() for line in shown.splitlines()]
    assert ["title", "A", "[bold]", "title", "h1"] in rows
    assert ["published", "2026-01-02", "time"] in rows
    assert ["tags", "a,", "b"] in rows
    assert "body        1000 characters: word word" in shown
    assert "left out (label): Share [this]" in shown
    assert "the selector of date matched nothing" in shown
    assert explanation(extraction) == {
        "provenance": {"title": "h1", "published": "time", "body": "selector"},
        "dropped": [{"text": "Share [this]", "reason": "label"}],
        "unmatched": ["date"],
    }
