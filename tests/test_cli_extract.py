"""`digest extract` as it is typed: what it reads, prints and exits with."""

import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from site_server import Answer, Site, article, configuration, serving, story

from digest import cli

TITLE = "A headline of some length"
PAGE = article(TITLE, body=story(1), date="2026-11-20")
SMALL = "<p>no</p>"

Type = Callable[..., int]


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Type:
    """Type the command in the test's folder, perhaps with a pipe; returns the exit status."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DIGEST_CONFIG", raising=False)

    def type_(*words: str, piped: bytes = b"") -> int:
        monkeypatch.setattr(sys, "argv", ["digest", "extract", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0)

    return type_


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        one.publish(1, date="2026-11-20T08:00:00+02:00")
        yield one


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "good.html"
    file.write_text(PAGE)
    return file


def test_each_page_is_a_line_of_json(
    page: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("good.html", "--url", "https://example.org/a") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["title"], told["published"]) == (TITLE, "2026-11-20")
    assert told["url"] == "https://example.org/a"
    (page.parent / "bad.html").write_text(SMALL)
    assert typed("good.html", "bad.html", str(page), "--format", "json") == 1
    shown = capsys.readouterr()
    assert [json.loads(line)["title"] for line in shown.out.splitlines()] == [TITLE, TITLE]
    assert shown.err.startswith("bad.html: no text")


@pytest.mark.parametrize("words", [(), ("-",)])
@pytest.mark.parametrize("data", [PAGE.encode(), gzip.compress(PAGE.encode(), mtime=0)])
def test_standard_input_is_read_also_when_packed(
    words: tuple[str, ...], data: bytes, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(*words, piped=data) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["title"], told["url"]) == (TITLE, "")


@pytest.mark.usefixtures("page")
def test_each_format_is_a_document(typed: Type, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("good.html", "--format", "markdown", "--url", "https://example.org/a") == 0
    markdown = capsys.readouterr().out
    assert markdown.startswith(f'---\ntitle: "{TITLE}"\ndate: 2026-11-20\n')
    assert "said number 1 in part 3." in markdown
    assert typed("good.html", "--format", "html") == 0
    html = capsys.readouterr().out
    assert html.startswith('<!doctype html>\n<html lang="en" dir="ltr">')
    assert "said number 1 in part 3." in html
    assert typed("good.html", "good.html", "--format", "text") == 0
    assert capsys.readouterr().out.count(f"{TITLE}\n\n2026-11-20\n\n") == 2
    assert typed("good.html", "good.html", "--format", "html") == 2
    assert "html makes one document" in capsys.readouterr().err


@pytest.mark.usefixtures("page")
def test_explain_tells_where_each_field_came_from(
    typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("good.html", "--explain") == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["published", "2026-11-20", "meta"] in rows
    assert any(row[:1] == ["body"] and row[2] == "characters:" for row in rows)
    assert typed("good.html", "--explain", "--format", "json") == 0
    explained = json.loads(capsys.readouterr().out)["explain"]
    assert explained["provenance"]["published"] == "meta"
    assert explained["unmatched"] == []
    assert typed("good.html", "--explain", "--format", "text") == 0
    shown = capsys.readouterr()
    assert shown.out.startswith(TITLE)
    assert "characters:" in shown.err


def test_address_is_read_where_its_network_is_allowed(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"{site.url}/news/story-number-1"
    assert typed(address) == 1
    told = capsys.readouterr().err
    assert "allow_networks" in told
    assert "under [fetch] of a config.toml and name that by --config" in told
    assert site.asked == []
    configuration(tmp_path, [site])
    assert typed(address, "--config", "config.toml") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["url"], found["published"]) == (address, "2026-11-20T08:00:00+02:00")
    site.pages["/paper"] = Answer(b"%PDF-1.7", content_type="application/pdf")
    assert typed(f"{site.url}/paper", f"{site.url}/none", "--config", "config.toml") == 1
    told = capsys.readouterr().err
    assert f"{site.url}/paper: no HTML (application/pdf)" in told
    assert f"{site.url}/none: 404" in told


def test_address_that_cannot_be_reached_says_why(
    typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("https://nobody.invalid/story") == 1
    assert capsys.readouterr().err == (
        "https://nobody.invalid/story: no such name: nobody.invalid\n"
    )


def test_rules_of_a_source_are_applied(
    site: Site, page: Path, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = '[source.article]\ntitle = "h2.own"\nremove = ".none"'
    configuration(tmp_path, [site], more=rules)
    page.write_text(PAGE.replace("<h1>", '<h2 class="own">A title of its own</h2><h1>'))
    assert typed("good.html", "--source", "site0") == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["title"] == "A title of its own"
    assert "the selector of remove matched nothing" in shown.err
    assert typed("good.html", "--source", "site0", "--explain") == 0
    assert "the selector of remove matched nothing" in capsys.readouterr().out
    assert typed("good.html", "--source", "sight0") == 2
    assert 'no source is named "sight0"; there are: site0' in capsys.readouterr().err


def test_language_and_time_zone_stand_in_where_the_page_says_nothing(
    page: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    page.write_text(PAGE.replace(' lang="en"', "").replace("2026-11-20", "2026-11-20T08:00:00"))
    assert typed("good.html", "--timezone", "Africa/Tripoli", "--language", "eo") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["published"], told["language"]) == ("2026-11-20T08:00:00+02:00", "eo")
    for zone in ("Nowhere/City", "../etc/passwd", "Africa"):
        assert typed("good.html", "--timezone", zone) == 2
        assert "is no time zone" in capsys.readouterr().err


@pytest.mark.usefixtures("page")
def test_what_is_no_file_is_told_and_the_others_are_read(
    typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("none.html", ".", "good.html") == 2
    shown = capsys.readouterr()
    assert "none.html: No such file or directory" in shown.err
    assert ".: it is a folder; read all of its pages by --batch" in shown.err
    assert json.loads(shown.out)["title"] == TITLE


@pytest.mark.usefixtures("page")
def test_bad_use_is_refused(typed: Type, capsys: pytest.CaptureFixture[str]) -> None:
    for words, told in (
        (("--url", "nonsense", "good.html"), "nonsense is no http or https address"),
        (("--batch", "-", "good.html"), "the pages stand in the list"),
        (("--batch", "-", "--format", "html"), "--batch prints JSON"),
        (("--batch", "none.txt"), "none.txt: No such file"),
    ):
        assert typed(*words) == 2
        assert told in capsys.readouterr().err


@pytest.mark.usefixtures("page")
def test_batch_reads_a_list_in_order_and_goes_on_after_a_bad_page(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site])
    (tmp_path / "bad.html").write_text(SMALL)
    address = f"{site.url}/news/story-number-1"
    names = ["good.html\thttps://example.org/b", "bad.html", "", "a\0b", address, "no\udcff.html"]
    data = "\n".join(names).encode("utf-8", "surrogateescape")
    assert typed("--batch", "-", "--config", "config.toml", "--explain", piped=data) == 2
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["page"] for row in rows] == [
        "good.html", "bad.html", "a\0b", address, "no\ufffd.html",
    ]  # fmt: skip
    assert ["error" in row for row in rows] == [False, True, True, False, True]
    assert rows[0]["url"] == "https://example.org/b"
    assert rows[0]["explain"]["provenance"]
    assert rows[1]["error"].startswith("no text")


def test_batch_reads_the_pages_of_a_folder_by_name(
    tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(12):
        text = article(f"Headline of the page {number:02}", body=story(number))
        (folder / f"{number:02}.html.gz").write_bytes(gzip.compress(text.encode()))
    (folder / "notes.txt").write_text("no page")
    assert typed("--batch", "pages") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["page"] for row in rows] == [f"pages/{n:02}.html.gz" for n in range(12)]
    assert [row["title"] for row in rows] == [f"Headline of the page {n:02}" for n in range(12)]


def test_output_is_utf_8_whatever_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(article("Überall ein Titel 字", body=story(1)), "utf-8")
    command = [sys.executable, "-m", "digest", "extract", "a.html"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout.decode())["title"] == "Überall ein Titel 字"


def test_terminal_is_asked_for_a_page_and_shown_how_far_a_batch_is(page: Path) -> None:
    ours, terminal = os.openpty()
    command = [sys.executable, "-m", "digest", "extract"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "200", "PYTHONPATH": str(Path.cwd())}
    none = subprocess.run(
        command, env=environment, stdin=terminal, capture_output=True, check=False
    )
    assert none.returncode == 2
    assert b"name a file or an address, or send a page to standard input" in none.stderr
    done = subprocess.run(
        [*command, "--batch", str(page.parent)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=terminal,
        check=True,
    )
    assert json.loads(done.stdout)["page"] == str(page)
    assert b"extracting" in os.read(ours, 100_000)
    mixed = subprocess.run(
        [*command, "--batch", str(page.parent)],
        env=environment,
        stdout=terminal,
        stderr=terminal,
        check=True,
    )
    shown = os.read(ours, 100_000)
    os.close(terminal)
    os.close(ours)
    assert mixed.returncode == 0
    assert b"extracting" not in shown
    assert TITLE.encode() in shown
