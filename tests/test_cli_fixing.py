"""`digest fix`: a source that broke is read again after it, and config.toml stays a person's."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from site_server import Answer, Site, article, configuration, serving, story

from digest import config

Type = Callable[..., int]
SHORT = ("Bridge", "Ferry", "Budget", "Harbour", "Market", "School", "Winter", "Museum")
MENU = "".join(
    f'<li class="m"><a href="/guide/all-about-the-{word}-of-our-city">All about the {word} of '
    f"our old and beautiful city</a></li>"
    for word in ("streets", "parks", "churches", "schools", "markets", "bridges", "ships")
)


def notes(*, row: str, link: str, words: tuple[str, ...] = SHORT) -> str:
    """A page of short notes below a menu of long entries, which scoring takes for the news."""
    rows = "".join(
        f'<div class="{row}"><a href="/tag/city">City</a><b class="{link}">'
        f'<a href="/n/{word.lower()}">{word}</a></b><i>20 November 2026</i></div>'
        for word in words
    )
    return f"<!doctype html><html><body><ul>{MENU}</ul><main>{rows}</main></body></html>"


def publish_notes(site: Site, words: tuple[str, ...] = SHORT) -> None:
    for number, word in enumerate(words):
        site.pages[f"/n/{word.lower()}"] = Answer(
            article(f"{word} and what the council said of it", body=story(number))
        )


RULES = """# written by hand, with care

[source.listing]
item = ".note"       # each of them
link = ".head a"

# nothing below here
"""


def test_renamed_classes_get_selectors_that_read_the_source_again(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    file = configuration(tmp_path, [site], more=RULES)
    publish_notes(site)
    site.pages["/"] = Answer(notes(row="note", link="head"))
    assert typed("run") == 0
    before = file.read_text()
    site.pages["/"] = Answer(notes(row="entry", link="caption"))
    typed("run")
    assert typed("fix", "site0", answer="n\n") == 0
    said = capsys.readouterr().out
    assert '-item = ".note"       # each of them' in said
    assert "8 links, 8 of them known articles" in said
    assert file.read_text() == before
    assert typed("fix", "site0", answer="y\n") == 0
    assert "now: digest run --source site0" in capsys.readouterr().out
    after = file.read_text()
    kept = [line for line in before.splitlines() if "item =" not in line and "link =" not in line]
    assert [line for line in after.splitlines() if line in kept] == kept
    assert "# each of them" in after
    assert typed("run") == 0
    assert "0 new, 8 known" in capsys.readouterr().out


def test_selectors_are_found_offline_from_the_pages_that_were_kept(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    file = configuration(tmp_path, [site], more=RULES)
    publish_notes(site)
    site.pages["/"] = Answer(notes(row="note", link="head"))
    typed("run")
    assert typed("fix", "site0", "--offline") == 1
    assert "no failing page was kept" in capsys.readouterr().err
    site.pages["/"] = Answer(notes(row="entry", link="caption"))
    typed("run")
    before = file.read_text()
    site.asked.clear()
    assert typed("fix", "site0", "--offline", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["good_links"], said["then"]["known"], said["written"]) == (8, 8, False)
    assert said["changes"]["listing.item"]
    assert typed("fix", "site0", "--offline", "--dry-run", "--yes") == 0
    assert '-item = ".note"' in capsys.readouterr().out
    assert (site.asked, file.read_text()) == ([], before)


def test_a_site_that_moved_for_good_gets_its_new_address(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    file = configuration(tmp_path, [site], more="# the best paper in town")
    for number in range(5):
        site.publish(number)
    typed("run", "--quiet")
    with serving() as other:
        for number in range(6):
            other.publish(number)
        site.pages["/"] = Answer(status=301, headers={"Location": f"{other.url}/"})
        assert typed("fix", "site0", "--yes") == 0
        said = capsys.readouterr().out
        assert f"its address moved for good to {other.url}/" in said
        assert f'-url = "{site.url}/"\n+url = "{other.url}/"' in said
        assert "6 links, 5 of them known articles" in said
        assert config.load(file).sources[0].url == f"{other.url}/"
        assert "# the best paper in town" in file.read_text()
        assert typed("fix", "site0") == 0
        assert "site0 is well" in capsys.readouterr().out


def test_a_list_that_left_its_address_is_found_where_its_articles_are(
    site: Site, tmp_path: Path, typed: Type
) -> None:
    file = configuration(tmp_path, [site])
    for number in range(5):
        site.publish(number)
    typed("run", "--quiet")
    site.pages["/news/"] = site.answer("/")
    site.pages["/"] = Answer("gone", status=404)
    typed("run", "--quiet")
    assert typed("fix", "site0", "--yes") == 0
    assert config.load(file).sources[0].url == f"{site.url}/news/"


def test_a_page_made_by_scripts_gives_way_to_the_feed_that_answers(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    file = configuration(tmp_path, [site], more='[source.listing]\nitem = "article"\n')
    for number in range(5):
        site.publish(number)
    typed("run", "--quiet")
    items = "".join(
        f"<item><title>{title}</title><link>{site.url}{path}</link></item>"
        for path, title in site.listed
    )
    site.pages["/feed/"] = Answer(
        f"<rss version='2.0'><channel><title>S</title>{items}</channel></rss>",
        content_type="application/rss+xml",
    )
    site.pages["/"] = Answer("<html><body><div id='app'></div><script src=a.js></script></body>")
    typed("run", "--quiet")
    assert typed("fix", "site0", "--yes") == 0
    said = capsys.readouterr().out
    assert "did not help: no listing.item: " in said
    assert "5 links, 5 of them known articles, by feed" in said
    (source,) = config.load(file).sources
    assert (source.url, source.listing.item) == (f"{site.url}/feed/", "")


def test_selectors_that_are_no_longer_needed_are_taken_out(
    site: Site, tmp_path: Path, typed: Type
) -> None:
    rules = '[source.listing]\nitem = "article"\n[source.article]\nbody = "article"\ntitle = "h1"\n'
    file = configuration(tmp_path, [site], more=rules)
    for number in range(5):
        site.publish(number)
    typed("run", "--quiet")
    site.pages["/"] = Answer(str(site.answer("/").body).replace("article>", "section>"))
    for number, (path, title) in enumerate(site.listed):
        site.pages[path] = Answer(
            f"<html><body><main><h1>{title}</h1>{story(number)}</main></body></html>"
        )
    assert typed("fix", "site0", "--yes") == 0
    (source,) = config.load(file).sources
    assert (source.listing.item, source.article.body, source.article.title) == ("", "", "h1")
    assert "[source.listing]" not in file.read_text()


def test_a_moved_site_with_new_classes_gets_address_and_selectors(
    site: Site, tmp_path: Path, typed: Type
) -> None:
    file = configuration(tmp_path, [site], more=RULES)
    publish_notes(site)
    site.pages["/"] = Answer(notes(row="note", link="head"))
    typed("run", "--quiet")
    site.pages["/list"] = Answer(notes(row="entry", link="caption"))
    site.pages["/"] = Answer(status=308, headers={"Location": "/list"})
    assert typed("fix", "site0", "--yes") == 0
    (source,) = config.load(file).sources
    assert source.url == f"{site.url}/list"
    assert (source.listing.item, source.listing.link) == (".entry", ".caption a")


def test_a_selector_of_articles_that_matches_nothing_is_taken_out_alone(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is removed may stand on some pages only: a whole reading must have missed it."""
    rules = '[source.article]\nbody = ".gone"\ntitle = "h1" # as it is\nremove = ".ad"\n'
    file = configuration(tmp_path, [site], more=rules)
    for number in range(4):
        site.publish(number)
    assert typed("fix", "site0", "--yes") == 0
    assert "site0: nothing matches article.body" in capsys.readouterr().out
    assert config.load(file).sources[0].article.remove == ".ad"
    typed("run", "--quiet")
    assert typed("fix", "site0", "--yes") == 0
    assert "nothing matches article.remove" in capsys.readouterr().out
    assert file.read_text().endswith('[source.article]\ntitle = "h1" # as it is\n\n')


def test_where_nothing_helps_it_says_what_was_tried_and_what_the_page_is(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    file = configuration(tmp_path, [site], more='[source.listing]\nitem = "article"\n')
    for number in range(5):
        site.publish(number)
    typed("run", "--quiet")
    before = file.read_text()
    site.pages = {"/": Answer("<html><body><p>We are closed.</p></body></html>")}
    assert typed("fix", "site0", "--yes") == 1
    said = capsys.readouterr().out
    assert "site0: the list had 5 items, now none" in said
    assert "did not help: no listing.item: the list had 5 items, now none" in said
    assert "what to do: " in said
    assert "digest report site0" in said
    assert file.read_text() == before
    site.pages["/"] = Answer("busy", status=503)
    assert typed("fix", "site0", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["tried"], told["changes"], told["written"]) == ([], {}, False)


def test_fix_works_before_the_first_run_and_makes_no_store(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site], more='[source.listing]\nitem = ".nothing"\n')
    for number in range(5):
        site.publish(number)
    assert typed("fix", "site0", "--yes") == 0
    assert "5 links, by listing" in capsys.readouterr().out
    assert not list(tmp_path.glob("*.db"))
    assert typed("fix", "nobody") == 2


def test_a_site_that_is_like_this_now_is_taken_as_it_is(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site])
    assert typed("fix", "site0", "--accept") == 0
    for number in range(8):
        site.publish(number)
    assert typed("run") == 0
    site.listed.clear()
    for number in range(50, 52):
        site.pages["/"] = Answer("<!doctype html><p>nothing")
        assert typed("run") == (0 if number == 50 else 1)
    del site.pages["/"]
    for number in range(50, 53):
        site.publish(number, title=f"Another thing altogether in place {number}")
    assert typed("fix", "site0", "--accept") == 0
    assert "site0 is judged by what it gives from now on" in capsys.readouterr().out
    assert typed("status") == 0
    assert typed("run") == 0


@pytest.mark.parametrize("option", ["--dry-run", "--offline", "--json"])
def test_accept_with_an_option_that_promises_to_write_nothing_changes_nothing(
    option: str, site: Site, tmp_path: Path, typed: Type
) -> None:
    configuration(tmp_path, [site])
    site.publish(1)
    assert typed("run") == 0
    before = (tmp_path / "digest.db").read_bytes()
    assert typed("fix", "site0", "--accept", option) == 2
    assert (tmp_path / "digest.db").read_bytes() == before


def test_what_to_type_next_names_the_same_configuration(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    own = configuration(tmp_path, [site]).rename(tmp_path / "mine.toml")
    assert typed("fix", "site0", "--accept", "--config", str(own)) == 0
    assert "digest run --source site0 --config mine.toml\n" in capsys.readouterr().out
    assert typed("report", "site0", "--config", str(own)) == 1
    assert "digest run --source site0 --config mine.toml\n" in capsys.readouterr().err
    site.pages["/"] = Answer("busy", status=503)
    assert typed("fix", "site0", "--config", str(own)) == 1
    assert "digest report site0 --config mine.toml\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer("no", status=403), "the site does not let programs read it; its feed may be open"),
        (Answer("gone", status=404), "look the right address up in a browser"),
        (Answer("busy", status=503), "try again later"),
    ],
)
def test_what_to_do_follows_from_what_the_server_says(
    answer: Answer, said: str, site: Site, tmp_path: Path, typed: Type,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """A wall was once called a fault of the server, to be tried again later."""
    configuration(tmp_path, [site])
    site.pages["/"] = answer
    assert typed("fix", "site0") == 1
    assert f"what to do: {said}\n" in capsys.readouterr().out
