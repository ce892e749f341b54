"""Names that a person gave, and names that a tool makes anew with each build."""

import pytest
from lxml import html

from digest.discover.names import classes_of, id_of, lasts


@pytest.mark.parametrize(
    "name",
    [
        "teaser",
        "entry-title",
        "PageList-items",
        "mainStory",
        "o-entry__item",
        "hentry",
        "nav",
        "crux",
    ],
)
def test_names_of_persons_last(name: str) -> None:
    assert lasts(name)


@pytest.mark.parametrize(
    "name",
    [
        *("css-1x2y3z", "css-abcde", "sc-bdvvtf", "jsx-abc", "svelte-abc", "post-1234", "_7HrhEZ"),
        *("Card_title__xKqTd", "qlwzptr", "md:flex", "w-1/2", "is-open", "js-more", "active"),
        *("first", "text-lg", "flex", "mt-auto", "", "x" * 61, "-", "teäser"),
    ],
)
def test_names_of_tools_states_and_looks_do_not(name: str) -> None:
    assert not lasts(name)


def test_an_element_has_its_lasting_names_once_and_in_their_order() -> None:
    element = html.fromstring('<li class="css-9 post hentry post odd" id="post-17">x</li>')
    assert (classes_of(element), id_of(element)) == (["post", "hentry"], "")
