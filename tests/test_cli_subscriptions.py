"""`digest opml`: what another reader follows comes in, and goes out again."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from site_server import Answer, Site, configuration, serving

from digest import config

Type = Callable[..., int]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        for path in ("/a.xml", "/b.xml"):
            one.pages[path] = feed(one)
        yield one


def feed(site: Site) -> Answer:
    item = f"<item><title>News</title><link>{site.url}/news/1</link></item>"
    return Answer(
        f'<rss version="2.0"><channel><title>Fed</title>{item}</channel></rss>',
        content_type="application/rss+xml",
    )


@pytest.fixture(autouse=True)
def _configured(tmp_path: Path) -> None:
    configuration(tmp_path, [])


def opml(folder: Path, *outlines: str) -> str:
    (folder / "in.opml").write_text(f"<opml><body>{''.join(outlines)}</body></opml>")
    return "in.opml"


def outline(title: str, url: str, page: str = "") -> str:
    return f'<outline text="{title}" xmlUrl="{url}" htmlUrl="{page}"/>'


def sources(folder: Path) -> list[tuple[str, str, str, str]]:
    found = config.load(folder / "config.toml", strict=True).sources
    return [(one.name, one.title, one.url, one.group) for one in found]


def test_feeds_come_in_with_their_folders_and_dead_ones_are_told(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = outline("First", f"{site.url}/a.xml")
    file = opml(
        tmp_path,
        f'<outline text="Press"><outline text="Libya">{inner}</outline></outline>',
        outline("Second", f"{site.url}/b.xml?utm_source=x"),
        outline("Again", f"{site.url}/b.xml"),
        outline("Dead", f"{site.url}/dead.xml", f"{site.url}/it's/"),
        outline("No feed", f"{site.url}/c"),
        outline("Nowhere", "mailto:me@example.org"),
    )
    site.pages["/b.xml?utm_source=x"] = feed(site)
    site.pages["/c"] = Answer("<html><body><p>Words</p></body></html>")
    assert typed("opml", "import", file, "--dry-run") == 1
    assert site.asked == []
    told = capsys.readouterr()
    assert "6 subscriptions: 4 new, 1 followed already" in told.out
    assert "Press / Libya" in told.out
    assert typed("opml", "import", file, "--yes") == 1
    told = capsys.readouterr()
    assert "2 sources added to config.toml" in told.out
    assert f"not added: Dead: {site.url}/dead.xml: 404 Not Found" in told.err
    assert f"digest add '{site.url}/it'\"'\"'s/'" in told.err
    assert "No feed" in told.err
    assert "not added: Nowhere: it has no http or https address" in told.err
    assert sources(tmp_path) == [
        ("first", "First", f"{site.url}/a.xml", "Press / Libya"),
        ("second", "Second", f"{site.url}/b.xml?utm_source=x", ""),
    ]


def test_what_is_in_the_file_already_is_not_asked_again(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    file = opml(tmp_path, outline("First", f"{site.url}/a.xml"))
    assert typed("opml", "import", file, "--yes", "--json") == 0
    assert json.loads(capsys.readouterr().out)["subscriptions"][0]["added"]
    asked, before = list(site.asked), (tmp_path / "config.toml").read_bytes()
    assert typed("opml", "import", file, "--yes", "--json") == 0
    (one,) = json.loads(capsys.readouterr().out)["subscriptions"]
    assert (one["there"], one["added"], one["name"]) == (True, False, "first")
    assert (site.asked, (tmp_path / "config.toml").read_bytes()) == (asked, before)


def test_a_private_address_is_answered_with_the_line_that_allows_it(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text("[digest]\n")
    file = opml(tmp_path, outline("First", f"{site.url}/a.xml"))
    assert typed("opml", "import", file, "--yes") == 1
    line = f'allow_networks = ["{site.url[7:]}"]'
    assert line in capsys.readouterr().err
    (tmp_path / "config.toml").write_text(f"[fetch]\n{line}\n")
    assert typed("opml", "import", file, "--yes") == 0


def test_what_goes_out_comes_in_as_the_same_sources(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(3):
        site.publish(number)
    page = str(site.answer("/").body)
    link = '<link rel="alternate" type="application/rss+xml" href="/a.xml">'
    rows = "".join(
        f"<item><title>{title}</title><link>{site.url}{path}</link></item>"
        for path, title in site.listed
    )
    site.pages["/"] = Answer(page.replace("</head>", f"{link}</head>"))
    site.pages["/a.xml"] = Answer(f'<rss version="2.0"><channel>{rows}</channel></rss>')
    file = tmp_path / "config.toml"
    with serving() as other:
        other.publish(9)
        text = configuration(tmp_path, [site, other]).read_text()
        text = text.replace('name = "site0"', 'name = "site0"\ntitle = "A & <b>"\ngroup = "X / Y"')
        file.write_text(f'[output]\nbase_url = "https://example.org/news"\n{text}')
        assert typed("run") == 0
        expected = sources(tmp_path)
        assert typed("opml", "export", "out.opml") == 0
        assert "wrote 2 sources to out.opml" in capsys.readouterr().out
        written = (tmp_path / "out.opml").read_text()
        assert typed("opml", "export") == 0
        assert capsys.readouterr().out == written
        assert f'xmlUrl="{site.url}/a.xml"' in written
        assert 'xmlUrl="https://example.org/news/feeds/site1.xml"' in written
        assert f'htmlUrl="{other.url}/"' in written
        configuration(tmp_path, [])
        assert typed("opml", "import", "out.opml", "--yes") == 0
    assert sources(tmp_path) == expected


def test_an_import_that_is_killed_keeps_what_it_found_and_goes_on(
    site: Site, tmp_path: Path, typed: Type
) -> None:
    with serving() as slow:
        # Its second feed is not asked for before this much time.
        slow.pages["/robots.txt"] = Answer(
            "User-agent: *\nCrawl-delay: 50", content_type="text/plain"
        )
        slow.pages["/a.xml"] = feed(slow)
        file = opml(
            tmp_path,
            outline("Slow", f"{slow.url}/a.xml"),
            outline("First", f"{site.url}/a.xml"),
            outline("Second", f"{site.url}/b.xml"),
        )
        started = subprocess.Popen(
            [sys.executable, "-m", "digest", "opml", "import", file, "--yes"],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while (tmp_path / "config.toml").read_bytes().count(b"[[source]]") < 2:
            with suppress(subprocess.TimeoutExpired):
                pytest.fail(f"ended with {started.wait(timeout=0.1)}")
        started.send_signal(signal.SIGKILL)
        started.wait()
        assert sorted(one[0] for one in sources(tmp_path)) == ["first", "second"]
        slow.pages.pop("/robots.txt")
        asked = len(site.asked)
        assert typed("opml", "import", file, "--yes") == 0
    assert len(site.asked) == asked
    assert sorted(one[0] for one in sources(tmp_path)) == ["first", "second", "slow"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["missing.opml", "--yes"], "No such file"),
        (["config.toml", "--yes"], "no OPML"),
        (["in.opml"], "say --yes or"),
        (["-"], "say --yes or"),
        (["nul\0", "--yes"], "null byte"),
    ],
)
def test_bad_use_is_2(
    words: list[str],
    said: str,
    tmp_path: Path,
    typed: Type,
    capsys: pytest.CaptureFixture[str],
) -> None:
    opml(tmp_path, outline("First", "https://example.org/"))
    assert typed("opml", "import", *words) == 2
    assert said in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_a_list_comes_from_standard_input(site: Site, tmp_path: Path) -> None:
    configuration(tmp_path, [])
    done = subprocess.run(
        [sys.executable, "-m", "digest", "opml", "import", "-", "--yes"],
        cwd=tmp_path,
        input=f"<opml><body>{outline('First', f'{site.url}/a.xml')}</body></opml>",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, [one[0] for one in sources(tmp_path)]) == (0, ["first"]), done.stderr


def test_a_long_title_hides_neither_name_nor_address(
    tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    long = outline("very long title " * 60, "https://example.org/feed")
    name = opml(tmp_path, long, outline("Broken", "javascript:x"))
    assert typed("opml", "import", name, "--dry-run") == 1
    told = capsys.readouterr()
    assert "https://example.org/feed" in told.out
    assert max(map(len, told.out.splitlines())) <= 160
    assert "not added: Broken: it has no http or https address" in told.err
