"""How names are cut apart and cleaned."""

import pytest
from extracting import document, facts, ld
from hypothesis import given
from hypothesis import strategies as st

from digest.extract.names import MOST_AUTHORS, cleaned, collectives, looks_like_a_name, owners

POST = document(head=ld('{"@type": "NewsArticle", "publisher": {"name": "The Post"}}'))


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("By Ada Lind", ("Ada Lind",)),
        ("Ada Lind and Tom Reyes", ("Ada Lind", "Tom Reyes")),
        ("Ada Lind, Tom Reyes & Eva Sand", ("Ada Lind", "Tom Reyes", "Eva Sand")),
        ("Ada Lind, Senior Editor", ("Ada Lind",)),
        ("Ada Lind (Tripoli)", ("Ada Lind",)),
        ("Ada Lind @adalind", ("Ada Lind",)),
        ("ada@news.example", ()),
        ("https://news.example/ada", ()),
        ("ADA LIND", ("Ada Lind",)),
        ("Von Ada Lind", ("Ada Lind",)),
        ("بقلم: سالم الورفلي", ("سالم الورفلي",)),
        ("The Post", ()),
        ("news.example", ()),
        ("admin", ()),
        ("Staff", ()),
        ("Reuters", ()),
        ("<b>Ada Lind</b>", ("Ada Lind",)),
        ("Ada Lind|Ada Lind", ("Ada Lind",)),
        ("x", ()),
        ("Brenda Goodman", ("Brenda Goodman",)),
        ("Ursula Le Guin", ("Ursula Le Guin",)),
        ("rider99", ("rider99",)),
        ("Ada Lind \u22c5 Founder", ("Ada Lind",)),
        ("Ada Lind, Director, Content & Marketing", ("Ada Lind",)),
        ("Ada Lind am 25.08.2015", ("Ada Lind",)),
        ("Written by: Ada Lind", ("Ada Lind",)),
        ("Geschrieben von Ada Lind", ("Ada Lind",)),
        ("View all posts by Ada Lind", ("Ada Lind",)),
        ("Text: Ada Lind / Interview: Tom Reyes", ("Ada Lind", "Tom Reyes")),
        ("content: The Crew", ()),
        ("Written by", ()),
        ("A sentence that is much too long to be the name of any person at all", ()),
    ],
)
def test_people_are_named_one_by_one_and_clean(name: str, people: tuple[str, ...]) -> None:
    assert cleaned([name], facts(POST)) == people


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("By Metro Desk", ("Metro Desk",)),
        ("Redaktion", ("Redaktion",)),
        ("AFP", ("AFP",)),
        ("Share with the team", ()),
        ("Ada Lind", ()),
        ("admin", ()),
        ("news.example", ()),
    ],
)
def test_desks_and_agencies_are_told_from_people_and_buttons(
    name: str, body: tuple[str, ...]
) -> None:
    assert collectives([name], facts(POST)) == body


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Lind", True),
        ("Ada van der Lind", True),
        ("\u0633\u0627\u0644\u0645 \u0627\u0644\u0648\u0631\u0641\u0644\u064a", True),
        ("Ada", False),
        ("the end of the road", False),
        ("van der", False),
        ("Ada 2", False),
    ],
)
def test_a_name_has_capitals_and_two_words(text: str, *, name: bool) -> None:
    assert looks_like_a_name(text) is name


@given(st.lists(st.text(max_size=200), max_size=5))
def test_any_text_gives_few_short_names(texts: list[str]) -> None:
    found = facts(POST)
    people = cleaned(texts, found)
    assert len(people) <= MOST_AUTHORS
    assert all(0 < len(person) <= 70 for person in people)
    assert len(owners(texts, found)) <= 1
    assert len(collectives(texts, found)) <= 1
