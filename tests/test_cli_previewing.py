"""`digest preview` of names, of addresses and of all sources: against what is usual."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from site_server import Answer, Site, configuration, serving

Type = Callable[..., int]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        for number in range(3):
            one.publish(number, date="2026-11-20T08:00:00+02:00")
        yield one


def test_an_address_is_shown_and_neither_stored_nor_written(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    before = configuration(tmp_path, []).read_text()
    assert typed("preview", f"{site.url}/") == 0
    assert "3 links, by listing" in capsys.readouterr().out
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]
    assert (tmp_path / "config.toml").read_text() == before


def test_an_address_that_is_followed_is_read_by_the_rules_of_its_source(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site], more='exclude = ["number 1"]')
    assert typed("preview", site.url, "--json") == 0
    seen = json.loads(capsys.readouterr().out)
    assert (seen["source"], len(seen["articles"]), len(seen["dropped"])) == ("site0", 2, 1)


def test_all_sources_have_a_line_each_and_one_that_fails_makes_it_1(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as other:
        other.publish(9, date="2026-11-19T08:00:00+02:00")
        configuration(tmp_path, [site, other])
        typed("run")
        assert typed("preview", "--all") == 0
        rows = [line.split() for line in capsys.readouterr().out.splitlines() if "site" in line]
        assert rows == [
            ["site0", "listing", "3", "3", "2026-11-20", "well"],
            ["site1", "listing", "1", "1", "2026-11-19", "well"],
        ]
        other.pages["/"] = Answer("no", status=500, headers={"Retry-After": "999"})
        assert typed("preview", "--all", "--json") == 1
        one, failed = json.loads(capsys.readouterr().out)["sources"]
        assert (one["state"], one["usual_links"]) == ("well", 3)
        assert failed["state"] == "500 Internal Server Error"


def test_several_names_are_shown_one_after_the_other(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site])
    assert typed("preview", "site0", f"{site.url}/nothing") == 1
    told = capsys.readouterr()
    assert f"site0: {site.url}/" in told.out
    assert told.err.startswith(f"{site.url}/nothing: ")
    assert typed("preview", f"{site.url}/nothing", "--json") == 1
    assert json.loads(capsys.readouterr().out)["source"] is None


def test_bad_use_is_2(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site])
    for words in ([], ["site0", "--all"], ["http://", "--json"], ["sight0"]):
        assert typed("preview", *words) == 2
    assert 'no source is named "sight0"' in capsys.readouterr().err


def test_a_source_that_shows_far_less_than_usual_has_fallen(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(3, 12):
        site.publish(number)
    configuration(tmp_path, [site])
    typed("run")
    site.pages["/"] = Answer(
        "<html><body><main><a href='/company/about-us-and-more'>All about this old company</a>"
        "</main></body></html>"
    )
    assert typed("preview", "site0") == 1
    assert "the list had 12 items, now" in capsys.readouterr().err


LIBYA = """
[[subject]]
name = "libya"
words = ["Tripoli", "Libya"]
[[subject]]
name = "oil"
words = ["oil field"]
"""


def test_each_article_is_shown_with_the_word_of_each_subject_that_it_has(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    site.publish(7, title="An oil field of Libya burns at night")
    configuration(tmp_path, [site], more=LIBYA)
    assert typed("preview", "site0", "--json") == 0
    first, *others = json.loads(capsys.readouterr().out)["articles"]
    assert (first["subjects"], first["not_kept"]) == ({"libya": "Libya", "oil": "oil field"}, None)
    assert [(one["subjects"], one["not_kept"]) for one in others] == [({}, None)] * 3
    assert typed("preview", "site0") == 0
    told = capsys.readouterr().out
    assert "subject: word" in told
    assert "libya: Libya" in told
    assert "not kept" not in told


def test_an_article_that_the_subjects_of_a_source_keep_away_is_shown_as_not_kept(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    site.publish(7, title="An oil field of Libya burns at night")
    configuration(tmp_path, [site], more='subjects = ["oil"]' + LIBYA)
    assert typed("preview", "site0") == 0
    told = capsys.readouterr().out
    assert "not kept: 3 of 4 articles read, with no word of subjects: oil" in told
    assert typed("preview", "site0", "--json") == 0
    first, *others = json.loads(capsys.readouterr().out)["articles"]
    assert first["not_kept"] is None
    assert {one["not_kept"] for one in others} == {"no word of subjects: oil"}


def test_without_subjects_there_is_no_column_for_them(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site])
    assert typed("preview", "site0") == 0
    assert "subject" not in capsys.readouterr().out
