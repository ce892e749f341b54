"""What belongs to the article and what to the page around it."""

import pytest
from lxml.html import HtmlElement

from digest.extract.regions import Layout, text_of
from digest.page import parse

LONG = "word " * 200
TARGET = "<b id=target>x</b>"


def layout(markup: str) -> tuple[Layout, HtmlElement]:
    root = parse(f"<html><body>{markup}</body></html>")
    heading = next(root.iter("h1"), None)
    return Layout(heading), root.get_element_by_id("target")


@pytest.mark.parametrize(
    "markup",
    [
        f"<h1>T</h1><nav>{TARGET}</nav>",
        f"<h1>T</h1><header>{TARGET}</header>",
        f'<h1>T</h1><div class="jeg_top_date">{TARGET}</div>',
        f'<h1>T</h1><div id="comments"><p>{TARGET}</p></div>',
        f'<h1>T</h1><ul class="widget_recent_entries"><li>{TARGET}</li></ul>',
        f'<h1>T</h1><li><a href="/o"><h4>A headline of another story</h4></a>{TARGET}</li>',
        f'<h1>T</h1><div><h3><a href="/o">A headline of another story</a></h3>{TARGET}</div>',
    ],
)
def test_boxes_beside_the_title_are_judged_by_what_they_are(markup: str) -> None:
    found, target = layout(markup)
    assert found.apart(target)
    assert found.apart(target, beside_counts=False)


@pytest.mark.parametrize(
    "markup",
    [
        f"<h1>T</h1><p>{TARGET}</p>",
        f'<div class="related sidebar"><h1>T</h1><p>{TARGET}</p></div>',
        f"<article><header><h1>T</h1></header><footer>{TARGET}</footer></article>",
        f'<h1>T</h1><div><h3><a href="/ada">Ada Lind</a></h3>{TARGET}</div>',
        f"<h1>T</h1><div><h3>A headline without a link to it</h3>{TARGET}</div>",
        f'<h1>T</h1><div><h3><a href="/o">A headline of a section</a></h3>{LONG}{TARGET}</div>',
    ],
)
def test_boxes_of_the_article_are_not_apart(markup: str) -> None:
    found, target = layout(markup)
    assert not found.apart(target)


def test_a_sidebar_counts_only_where_it_is_asked_for() -> None:
    found, target = layout(f"<h1>T</h1><aside>{TARGET}</aside>")
    assert found.apart(target)
    assert not found.apart(target, beside_counts=False)


def test_without_a_title_cards_are_not_told_from_articles() -> None:
    found, target = layout(f'<div><h3><a href="/o">The headline of a story</a></h3>{TARGET}</div>')
    assert not found.apart(target)


def test_text_is_what_readers_see() -> None:
    root = parse("<p> a <script>b</script> <style>c</style>d\n<b>e</b></p>")
    assert text_of(root) == "a d e"
