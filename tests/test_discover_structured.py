"""Which of a page's data is believed."""

import pytest
from surveying import paths, script, surveyed

TITLES = [
    "The long road to the north",
    "The long road to the south",
    "The long way to come back home",
]


def ld(*names: str) -> str:
    entries = [f"/ld/{name}" for name in names]
    return script({"@type": "ItemList", "itemListElement": entries}, "application/ld+json")


def micro(*names: str) -> str:
    return "".join(
        '<div itemscope itemtype="https://schema.org/NewsArticle">'
        f'<a itemprop="url" href="/micro/{name}"><b itemprop="headline">Title</b></a></div>'
        for name in names
    )


STATE = script({"x": [{"title": t, "url": f"/state/{n}"} for n, t in enumerate(TITLES)]})


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (ld("a", "b", "c") + micro("a", "b", "c") + STATE, "/ld/a"),
        (ld("a", "b") + micro("a", "b", "c") + STATE, "/micro/a"),
        (ld("a", "b") + micro("a", "b") + STATE, "/state/0"),
        (ld("a", "b") + micro("a", "b"), "/ld/a"),
    ],
)
def test_first_that_lists_three_counts(html: str, expected: str) -> None:
    assert paths(surveyed(html).structured)[0] == expected
