"""`digest add`, as it is typed: an address, ten articles, a question, a source."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from site_server import Answer, Site, article, configuration, serving, story

from digest import config

Type = Callable[..., int]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        for number in range(4):
            one.publish(number, date="2026-11-20T08:00:00+02:00")
        yield one


@pytest.fixture(autouse=True)
def file(tmp_path: Path) -> Path:
    return configuration(tmp_path, [])


def names(file: Path) -> list[str]:
    return [one.name for one in config.load(file, strict=True).sources]


def test_an_address_becomes_a_source_and_all_else_in_the_file_stays(
    site: Site, file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    before = file.read_text()
    assert typed("add", f"{site.url}/", "--yes", "--group", "Press") == 0
    shown = capsys.readouterr().out
    assert "4 links, by listing" in shown
    assert "A long enough headline about story number 3" in shown
    assert "2026-11-20 08:00" in shown
    assert "added site to config.toml" in shown
    assert "digest run" in shown
    written = file.read_text()
    assert written.startswith(before)
    (source,) = config.load(file, strict=True).sources
    assert (source.name, source.title, source.url) == ("site", "Site", f"{site.url}/")
    assert source.group == "Press"
    assert not (file.parent / "digest.db").exists()


def test_what_is_followed_already_is_refused_without_asking_the_site(
    site: Site, file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(file.parent, [site])
    before = file.read_text()
    assert typed("add", f"{site.url}?utm_source=rss#top", "--yes") == 1
    assert f'followed already, as "site0" ({site.url}/)' in capsys.readouterr().err
    assert (file.read_text(), site.asked) == (before, [])


def test_the_feed_that_a_front_page_advertises_is_the_same_source(
    site: Site, file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    with_feed(site)
    file.write_text(file.read_text() + f'[[source]]\nname = "fed"\nurl = "{site.url}/feed.xml"\n')
    assert typed("add", f"{site.url}/", "--yes") == 1
    assert 'followed already, as "fed"' in capsys.readouterr().err
    assert names(file) == ["fed"]


def with_feed(site: Site) -> None:
    rows = "".join(
        f"<item><title>{title}</title><link>{site.url}{path}</link></item>"
        for path, title in site.listed
    )
    page = str(site.answer("/").body)
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    site.pages["/"] = Answer(page.replace("</head>", f"{link}</head>"))
    site.pages["/feed.xml"] = Answer(
        f'<rss version="2.0"><channel><title>Fed</title>{rows}</channel></rss>',
        content_type="application/rss+xml",
    )


def test_behind_a_wall_what_answers_is_listed_to_be_typed(
    site: Site, file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    with_feed(site)
    site.pages["/"] = Answer("no", status=403)
    assert typed("add", f"{site.url}/", "--yes") == 1
    said = capsys.readouterr().err
    assert "403 Forbidden; the site does not let programs read it" in said
    assert f"digest add {site.url}/feed.xml  (4 links by feed)" in said
    assert names(file) == []
    assert typed("add", f"{site.url}/feed.xml", "--yes") == 0
    assert names(file) == ["fed"]


def test_a_page_that_lists_nothing_is_read_by_the_feed_of_its_site(
    site: Site, file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    with_feed(site)
    site.pages["/"] = Answer("<html><head><title>Shell</title></head><body></body></html>")
    assert typed("add", f"{site.url}/", "--yes") == 0
    assert f"4 links, by feed: {site.url}/feed.xml" in capsys.readouterr().out
    assert names(file) == ["shell"]


def test_an_address_that_moved_for_good_is_written_as_what_it_is_now(
    site: Site, file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/old"] = Answer("", status=301, headers={"Location": "/"})
    assert typed("add", f"{site.url}/old", "--yes") == 0
    assert [one.url for one in config.load(file, strict=True).sources] == [f"{site.url}/"]
    assert typed("add", f"{site.url}/old", "--yes") == 1
    assert 'followed already, as "site"' in capsys.readouterr().err


def test_of_several_addresses_one_that_fails_costs_itself(
    site: Site, file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as other:
        other.publish(7)
        addresses = [f"{other.url}/", f"{site.url}/gone/", f"{site.url}/", f"{site.url}/?fbclid=1"]
        assert typed("add", *addresses, "--yes", "--json") == 1
        told = capsys.readouterr()
    one, gone, another = json.loads(told.out)["sources"]
    assert f"the same as {site.url}/" in told.err
    assert (one["added"], one["name"], len(one["articles"])) == (True, "site", 1)
    assert (another["added"], another["name"]) == (True, "site-2")
    assert (gone["added"], gone["name"]) == (False, None)
    assert gone["refused"].startswith("404 Not Found; look")
    assert gone["proposals"] == [{"url": f"{site.url}/", "way": "listing", "links": 4}]
    assert names(file) == ["site", "site-2"]


def test_a_wrong_page_is_answered_with_what_to_type(
    site: Site, file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/paper"] = Answer(b"%PDF-1.7 \0\1\2", content_type="application/pdf")
    site.pages["/empty"] = Answer("<html><body><p>Nothing at all</p></body></html>")
    site.pages["/closed"] = Answer("no", status=403)
    assert (
        typed("add", f"{site.url}/paper", f"{site.url}/empty", f"{site.url}/closed", "--yes") == 1
    )
    said = capsys.readouterr().err
    assert f"{site.url}/paper: it is neither a page nor a feed (application/pdf)" in said
    assert f"{site.url}/empty: no links to articles were found on it" in said
    assert f"{site.url}/closed: 403 Forbidden; the site does not let programs read it" in said
    assert names(file) == []


def test_a_page_whose_articles_all_fail_is_refused_with_the_first_of_them(
    site: Site, file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, _ in site.listed:
        site.pages[path] = Answer("gone", status=410)
    assert typed("add", f"{site.url}/", "--yes") == 1
    assert "4 links, and no article could be read" in capsys.readouterr().err
    assert names(file) == []


def test_a_page_that_only_robots_txt_forbids_says_so(
    site: Site, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /\n", content_type="text/plain")
    assert typed("add", f"{site.url}/", "--yes") == 1
    assert "robots.txt forbids it; the site asks" in capsys.readouterr().err


def test_a_private_address_is_answered_with_the_line_that_allows_it(
    site: Site, file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text('[fetch]\nallow_networks = ["10.0.0.0/8", "127.0.0.1:1", "[::1]:8080"]\n')
    assert typed("add", f"{site.url}/", "--yes") == 1
    line = f'allow_networks = ["10.0.0.0/8", "127.0.0.1:1", "[::1]:8080", "{site.url[7:]}"]'
    assert line in capsys.readouterr().err
    file.write_text(f"[fetch]\n{line}\n")
    assert typed("add", f"{site.url}/", "--yes", "--name", "mine", "--title", "My own") == 0
    assert names(file) == ["mine"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["https://example.org/"], "say --yes"),
        (["https://example.org/", "--json"], "say --yes"),
        (["no address", "--yes"], "no web address"),
        (["ftp://example.org/", "--yes"], "no web address"),
        (["a.org", "b.org", "--yes", "--name", "one"], "give one address"),
        (["a.org", "--yes", "--name", "My Name"], 'did you mean "my-name"'),
        (["a.org", "--yes", "--group", "a\nb"], "line end"),
        ([], "Missing argument"),
    ],
)
def test_bad_use_is_2(
    words: list[str], said: str, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("add", *words) == 2
    assert said in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_without_a_config_the_way_to_one_is_told(
    file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    file.unlink()
    assert typed("add", "example.org", "--yes") == 2
    assert "digest init FOLDER" in capsys.readouterr().err


def test_a_name_that_another_source_has_is_refused(
    site: Site, file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(file.parent, [site])
    assert typed("add", "example.org", "--yes", "--name", "site0") == 2
    assert "name of another source" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(("answer", "added"), [(b"y\n", True), (b"n\n", False)])
def test_on_a_terminal_it_asks(answer: bytes, added: bool, site: Site, file: Path) -> None:  # noqa: FBT001 - pytest gives it
    ours, theirs = pty.openpty()
    os.write(ours, answer)
    done = subprocess.run(
        [sys.executable, "-m", "digest", "add", f"{site.url}/"],
        cwd=file.parent,
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert "add Site as site? [Y/n]" in done.stderr
    assert (done.returncode, names(file)) == ((0, ["site"]) if added else (1, []))


def test_articles_that_come_too_late_are_shown_from_the_listing(
    site: Site, file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 3\n", content_type="text/plain")
    for number in range(4, 8):
        site.publish(number)
    assert typed("add", f"{site.url}/", "--yes") == 0
    shown = capsys.readouterr().out
    assert shown.count("not read") >= 6
    assert "about story number 0" in shown
    assert names(file) == ["site"]


def test_an_article_is_not_a_source(
    site: Site, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nothing is linked from it; the section that lists it is proposed."""
    site.pages["/politics/2026/11/only"] = Answer(article("A story", body=story(1)))
    assert typed("add", f"{site.url}/politics/2026/11/only", "--yes") == 1
    assert f"{site.url}/politics/2026/11/only: " in capsys.readouterr().err


LONG = "".join(story(number) for number in range(3))
INSTEAD = {
    "login": (
        (
            "<title>Log in</title><main><h1>Log in</h1><form><input type='email'>"
            "<label>Password <input type='password'></label><button>Log in</button></form></main>"
        ),
        "login",
    ),
    "bot wall": (
        (
            "<title>Just a moment...</title><h1>Checking your browser before you go on</h1>"
            "<script src='/cdn-cgi/challenge-platform/h.js'></script>"
        ),
        "human",
    ),
    "consent": (
        (
            "<title>Before you continue</title><main><h1>We value your privacy</h1><p>We and our "
            "partners use cookies to store information on your device and to measure advertising. "
            "Give your consent or manage your choices in our privacy settings.</p>"
            "<button>Accept all cookies</button><button>Reject all cookies</button></main>"
        ),
        "consent",
    ),
    "script shell": (
        (
            "<title>News</title><noscript>Please enable JavaScript to use this site.</noscript>"
            "<div id='root'></div><script src='/app.js'></script>"
        ),
        "scripts",
    ),
    "empty": (
        "<title>Jobs</title><main><h1>Jobs</h1><p>There are no open positions.</p></main>",
        "nothing",
    ),
    "article": (
        (
            "<title>The bridge</title><meta property='og:type' content='article'>"
            f"<article><h1>The bridge is open again after years</h1>{LONG}</article>"
        ),
        "article",
    ),
    "nothing": ("<title>Blank</title><p>Hello.</p>", "no "),
}
"""Pages that stand in place of a list, and a word of the answer to each."""


@pytest.mark.parametrize("kind", INSTEAD)
def test_a_page_that_is_no_list_is_answered_by_what_it_is(
    kind: str, site: Site, file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    html, word = INSTEAD[kind]
    site.pages["/section/"] = Answer(f"<!doctype html><html lang='en'><body>{html}</body></html>")
    assert typed("add", f"{site.url}/section/", "--yes") == 1
    said = capsys.readouterr().err
    assert word in said.partition(f"{site.url}/section/: ")[2].partition("\n")[0], said
    assert names(file) == []


def test_what_a_server_calls_its_page_reaches_no_terminal_as_a_command(
    site: Site, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/"] = Answer("x", content_type="image/\x1b[31mred\x9b")
    assert typed("add", f"{site.url}/", "--yes") == 1
    assert "(image/[31mred)" in capsys.readouterr().err


def test_what_was_added_while_the_question_stood_open_is_not_added_again(
    site: Site, file: Path
) -> None:
    ours, theirs = pty.openpty()
    asking = subprocess.Popen(
        [sys.executable, "-m", "digest", "add", f"{site.url}/"],
        cwd=file.parent,
        stdin=theirs,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert asking.stderr
    said = b""
    while b"[Y/n]" not in said:
        more = os.read(asking.stderr.fileno(), 1000)
        assert more, said
        said += more
    with file.open("a") as opened:
        opened.write(f'[[source]]\nname = "other"\nurl = "{site.url}"\n')
    os.write(ours, b"y\n")
    assert b'it is followed already, as "other"' in asking.communicate(timeout=30)[1]
    assert asking.returncode == 1
    assert names(file) == ["other"]
    os.close(ours)
    os.close(theirs)
