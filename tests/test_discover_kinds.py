from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.discover.kinds import survey
from digest.model import Page, Source

RSS = b"<rss><channel><item><link>https://a.example/x</link></item></channel></rss>"


def kind(body: bytes, content_type: str = "") -> str:
    page = Page(
        requested="https://a.example/",
        url="https://a.example/",
        body=body,
        content_type=content_type,
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    return survey(page, Source(name="a", url="https://a.example/")).kind


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (RSS, "text/html", "feed"),
        (b"\n\n " + RSS, "", "feed"),
        (b"<!-- a --><?xml-stylesheet href='x'?>" + RSS, "", "feed"),
        (b"Warning: something in line 3<br>\n<?xml version='1.0'?>" + RSS, "text/html", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "", "feed"),
        (b"<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'/>", "", "feed"),
        (b"<urlset/>", "text/html", "sitemap"),
        (b"<sitemapindex></sitemapindex>", "", "sitemap"),
        (b"<!doctype html><p>x", "", "listing"),
        (b"<!doctype html>\n<!-- x --><html><p>x", "application/xml", "listing"),
        (b"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a 'b'>]><html/>", "", "listing"),
        (b"plain words", "text/html", "listing"),
        (b"words <a href='/x'>x</a>", "", "listing"),
        (b"<custom-app>x</custom-app>", "text/html; charset=utf-8", "listing"),
        ("<html><p>ö".encode("utf-16"), "", "listing"),
        (b"", "text/html", "nothing"),
        (b"   \n", "text/html", "nothing"),
        (b"plain words", "text/plain", "nothing"),
        (b"%PDF-1.7\n\x00\x01", "application/pdf", "nothing"),
        (b"\x00\x01\x02<html>", "text/html", "nothing"),
        (b"<opml><body/></opml>", "text/xml", "nothing"),
        (b"<svg/>", "", "nothing"),
        (b"{}", "application/json", "nothing"),
        (b"\x1f\x8bno gzip", "application/gzip", "nothing"),
        (b"<!DOCTYPE rss [ <!ENTITY ", "", "nothing"),
        (b"<!DOCTYPE rss", "", "nothing"),
        (b"<!-- never closed <rss>", "", "nothing"),
        (b"<!---->" * 1000, "", "nothing"),
    ],
)
def test_bytes_decide_and_then_the_content_type(
    body: bytes, content_type: str, expected: str
) -> None:
    assert kind(body, content_type) == expected


@given(st.binary(max_size=300), st.sampled_from(["", "text/html", "text/xml", "x; charset=\ud800"]))
@settings(max_examples=300, deadline=None)
def test_no_bytes_raise(body: bytes, content_type: str) -> None:
    assert kind(body, content_type) in {"listing", "feed", "sitemap", "nothing"}


@given(st.text(alphabet="<>/=\"' ahrefdivl1.#?:", max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_markup_raises(html: str) -> None:
    assert kind(f"<html><body>{html}".encode()) == "listing"
