"""A parameter that a site's links change from reading to reading, and which says nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from runner import Runner
from site_server import Answer, Site, article, configuration, serving, story

from digest.model import Link
from digest.parsing import Parsers
from digest.pipeline.judging import is_shown_again
from digest.store import Listed

TITLES = ("The harbour opens again", "Bread gets dearer in town", "A ferry for the island")
OTHER = "Nobody has seen the old lighthouse keeper"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        yield one


def test_a_link_is_to_an_article_again_by_its_title_or_as_it_was_listed_before() -> None:
    listed = {"a?t=1": Listed(article="urn:1", title="On the list"), "b": Listed(article="urn:2")}

    def again(title: str, key: str = "a?t=2") -> bool:
        return is_shown_again(key, Link(url="x", title=title), "urn:1", "On its page", listed)

    assert again("On its page!")
    assert again("On the list (3)")
    assert again("Read on", "a?t=1")
    assert not again("On its page", "b")
    assert not again("Read on")
    assert not again("")


def show(site: Site, value: int, titles: tuple[str, ...] = TITLES) -> None:
    """List the same articles under another value of `place`."""
    site.listed.clear()
    for number, title in enumerate(titles):
        site.publish(number, title=title, path=f"/story?id={number}&place={value}")


def test_articles_are_asked_no_more_once_their_noise_is_learnt_and_new_ones_are(
    tmp_path: Path, site: Site, parsers: Parsers
) -> None:
    runner = Runner(tmp_path, configuration(tmp_path, [site]), parsers)
    for value, new in ((1, 3), (2, 0)):
        show(site, value)
        assert runner.run().outcomes[0].new == new
    for value in (3, 4):
        show(site, value)
        site.asked.clear()
        assert runner.run().outcomes[0].new == 0
        assert not [path for path in site.asked if "/story" in path]

    # The parameter selects from now on: what has another title is asked for, and is new.
    show(site, 5, (OTHER, *TITLES[1:]))
    site.pages["/story?id=0&place=5"] = Answer(article(OTHER, body=story(9)))
    assert runner.run().outcomes[0].new == 1
    assert sorted(runner.titles()) == sorted((OTHER, *TITLES))
