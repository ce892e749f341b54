"""The kind of each file, and what browsers are told to forbid."""

import base64
import hashlib

import pytest

from digest.web.headers import content_type, of_file, style_hash


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("feed.xml", "application/rss+xml; charset=utf-8"),
        ("feeds/group/أخبار.atom", "application/atom+xml; charset=utf-8"),
        ("feed.json", "application/feed+json; charset=utf-8"),
        ("digest/2026-11-22.md", "text/markdown; charset=utf-8"),
        ("index.html", "text/html; charset=utf-8"),
        ("subscriptions.opml", "text/x-opml; charset=utf-8"),
        ("favicon.ico", "image/x-icon"),
        ("icon.png", "image/png"),
        ("digest.db", ""),
        ("config.toml", ""),
        ("xml", ""),
        (".xml", ""),
        ("feeds.xml/secret", ""),
        ("", ""),
    ],
)
def test_a_file_has_the_type_of_its_suffix_or_is_not_served(name: str, kind: str) -> None:
    assert content_type(name) == kind


def test_the_style_of_a_page_is_allowed_by_its_hash_and_no_other() -> None:
    style = "body { color: #123 }\n"
    page = f"<html><head><title>x</title><style>{style}</style></head><body>"
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert style_hash(page.encode()) == f"'sha256-{hashed}'"
    policy = of_file("index.html", cache="", style=style_hash(page.encode()))
    assert f"; style-src 'sha256-{hashed}'; " in policy["content-security-policy"]
    assert style_hash(b"<html><head></head><body><style>p{}</style>") == ""


def test_a_page_without_a_style_may_have_none() -> None:
    policy = of_file("index.html", cache="", style="")["content-security-policy"]
    assert policy.startswith("default-src 'none'; img-src 'self'; ")
    assert "style-src" not in policy


def test_other_sites_may_read_feeds_and_nothing_else() -> None:
    shared = [
        name
        for name in ("a.xml", "a.atom", "a.json", "a.html", "a.md", "a.opml", "a.png")
        if of_file(name, cache="", style="").get("access-control-allow-origin") == "*"
    ]
    assert shared == ["a.xml", "a.atom", "a.json"]
