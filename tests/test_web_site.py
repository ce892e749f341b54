"""What a client gets of a folder that is really served."""

import gzip
import os
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest
from served import Served, served

FEED = b"<rss>" + b"news " * 5000 + b"</rss>"
PAGE = b"<html><head><style>p{}</style></head><body>all</body></html>"
TOKEN = "abcdefghijklmnopqrstuvwxyz-_0123"  # noqa: S105 - made up


def filled(folder: Path) -> Path:
    (folder / "output" / "feeds" / "group").mkdir(parents=True)
    (folder / "output" / "digest").mkdir()
    for name, content in {
        "feed.xml": FEED,
        "feeds/a.json": b"{}",
        "feeds/group/أخبار.xml": FEED,
        "digest/2026-11-22.md": b"# News",
        "index.html": PAGE,
        "icon.png": b"PNG",
        "digest.db": b"secret",
        ".digest-x.xml": b"half",
    }.items():
        (folder / "output" / name).write_bytes(content)
    return folder / "output"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Served]:
    with served(filled(tmp_path)) as one:
        yield one


def test_a_feed_comes_whole_with_all_that_a_reader_needs(site: Served) -> None:
    os.utime(site.folder / "feed.xml", (1_795_000_000, 1_795_000_000))
    answer = site.ask("/feed.xml?from=reader")
    assert (answer.status, answer.body) == (200, FEED)
    for name, value in {
        "content-type": "application/rss+xml; charset=utf-8",
        "content-length": str(len(FEED)),
        "last-modified": formatdate(1_795_000_000, usegmt=True),
        "cache-control": "public, max-age=600",
        "vary": "accept-encoding",
        "access-control-allow-origin": "*",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
    }.items():
        assert answer.headers[name] == value
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert answer.headers["etag"].startswith('"')
    assert "server" not in answer.headers


def test_all_kinds_of_files_are_served_and_the_folder_is_its_index(site: Served) -> None:
    found = {
        path: site.ask(path).headers.get("content-type")
        for path in ("/", "/index.html", "/digest/2026-11-22.md", "/feeds/a.json", "/icon.png")
    }
    assert [str(kind).split(";")[0] for kind in found.values()] == [
        "text/html",
        "text/html",
        "text/markdown",
        "application/feed+json",
        "image/png",
    ]
    assert site.ask("/").body == PAGE
    arabic = site.ask("/feeds/group/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1.xml")
    assert arabic.body == FEED


def test_a_client_that_has_the_bytes_gets_none(site: Served) -> None:
    before = site.ask("/feed.xml").headers
    for given in (
        {"if_none_match": before["etag"]},
        {"if_none_match": f'"other", W/{before["etag"]}'},
        {"if_modified_since": before["last-modified"]},
    ):
        for method in ("GET", "HEAD"):
            answer = site.ask("/feed.xml", method, **given)
            assert (answer.status, answer.body) == (304, b"")
            for name in ("etag", "last-modified", "cache-control", "vary"):
                assert answer.headers[name] == before[name]
            assert "content-type" not in answer.headers
    assert site.ask("/feed.xml", if_none_match='"other"').status == 200


def test_who_asks_for_gzip_gets_it_under_a_tag_of_its_own(site: Served) -> None:
    plain, packed = site.ask("/feed.xml"), site.ask("/feed.xml", accept_encoding="br, gzip")
    assert gzip.decompress(packed.body) == FEED
    assert len(packed.body) < len(FEED) / 10
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["etag"] != plain.headers["etag"]
    again = {"if_none_match": packed.headers["etag"], "accept_encoding": "gzip"}
    assert site.ask("/feed.xml", **again).status == 304
    assert site.ask("/feed.xml", if_none_match=packed.headers["etag"]).status == 200
    picture = site.ask("/icon.png", accept_encoding="gzip")
    assert "content-encoding" not in picture.headers
    assert "vary" not in picture.headers


def test_a_file_that_is_written_anew_is_sent_anew(site: Served) -> None:
    before = site.ask("/feed.xml").headers["etag"]
    (site.folder / "new").write_bytes(b"<rss>more</rss>")
    (site.folder / "new").replace(site.folder / "feed.xml")
    answer = site.ask("/feed.xml", if_none_match=before)
    assert (answer.status, answer.body) == (200, b"<rss>more</rss>")
    (site.folder / "feed.xml").unlink()
    assert site.ask("/feed.xml", if_none_match="*").status == 404


def test_a_head_tells_what_a_get_would(site: Served) -> None:
    for given in ({}, {"accept_encoding": "gzip"}):
        get, head = site.ask("/feed.xml", **given), site.ask("/feed.xml", "HEAD", **given)
        assert (head.status, head.body) == (200, b"")
        assert {**get.headers, "date": ""} == {**head.headers, "date": ""}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"])
def test_other_methods_are_refused_with_those_that_are_not(site: Served, method: str) -> None:
    answer = site.ask("/feed.xml", method)
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "path",
    [
        "/digest.db",
        "/.digest-x.xml",
        "/feeds",
        "/feeds/",
        "//feed.xml",
        "/feeds/../feed.xml",
        "/feeds/%2e%2e/feed.xml",
        "/%2e%2e/config.toml",
        "/..%2f..%2fetc%2fpasswd.xml",
        "/feed.xml%00",
        "/%ff.xml",
        "/feed.xml/",
        "/index.html%0d%0aSet-Cookie:x=1.xml",
        "*",
        "http://evil.example/feed.xml",
    ],
)
def test_what_is_no_file_to_serve_is_not_found_and_not_echoed(site: Served, path: str) -> None:
    text = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    head, _, body = site.say(text.encode()).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 404 ")
    assert b"no-store" in head
    assert body == b"Not found\n"


def test_only_known_hosts_are_answered(tmp_path: Path) -> None:
    with served(
        filled(tmp_path), hosts=("news.example",), base_url="https://feeds.example/x/"
    ) as site:
        for host in (
            "localhost",
            "LOCALHOST.:80",
            f"127.0.0.1:{site.port}",
            "[::1]:8000",
            "news.example",
            "News.Example:443",
            "feeds.example",
        ):
            assert site.ask("/feed.xml", host=host).status == 200
        for host in (
            "evil.example",
            "news.example.evil.example",
            "evil.example:8000",
            "127.0.0.1.evil.example",
            "10.0.0.1",
            "localhost@evil.example",
            "[::2]",
            "",
        ):
            answer = site.ask("/feed.xml", host=host)
            assert (answer.status, "access-control-allow-origin" in answer.headers) == (421, False)
        assert site.say(b"GET /feed.xml HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 421 ")


def test_with_a_token_only_its_addresses_are_there(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.touch(mode=0o600)
    file.write_text(f"{TOKEN}\n")
    with served(filled(tmp_path), token_file=file) as site:
        answer = site.ask(f"/{TOKEN}/feed.xml")
        assert (answer.status, answer.headers["cache-control"]) == (200, "private, max-age=600")
        assert site.ask(f"/{TOKEN}/").body == PAGE
        known = site.ask(f"/{TOKEN}/feed.xml", if_none_match=answer.headers["etag"])
        assert (known.status, known.headers["cache-control"]) == (304, "private, max-age=600")
        refused = [
            site.ask(path, **headers)
            for path in (
                "/feed.xml",
                "/",
                f"/{TOKEN}",
                f"/{TOKEN[:-1]}/feed.xml",
                f"/{TOKEN}x/feed.xml",
                f"/{TOKEN.upper()}/feed.xml",
                f"//{TOKEN}/feed.xml",
                f"/feed.xml?{TOKEN}",
                f"/%ff{TOKEN}/feed.xml",
                f"/{TOKEN}/none.xml",
            )
            for headers in ({}, {"if_none_match": "*"})
        ]
        assert {(one.status, one.body) for one in refused} == {(404, b"Not found\n")}
        assert site.ask("/feed.xml", "POST").status == 404
        assert site.ask(f"/{TOKEN}/feed.xml", "POST").status == 405
