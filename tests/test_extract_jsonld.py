"""JSON-LD as publishers write it."""

import json

import pytest
from extracting import URL, facts, ld
from hypothesis import given
from hypothesis import strategies as st

from digest.extract.jsonld import MOST_NODES, graph_of, kinds
from digest.page import parse

NAMES = ("@type", "@id", "@graph", "author", "headline")
ARTICLE = '{"@type": "NewsArticle", "headline": "Closed", "datePublished": "2025-12-07"}'


def headline(script: str) -> str:
    markup = f'<script type="application/ld+json">{script}</script>'
    return " ".join(str(facts(markup).article.get("headline", "")).split())


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        f"[{ARTICLE}]",
        f'{{"@context": "https://schema.org", "@graph": [{ARTICLE}]}}',
        f"<!-- {ARTICLE} -->",
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        f"/*<![CDATA[*/ {ARTICLE} /*]]>*/",
        f"{ARTICLE};",
        ARTICLE.replace("}", ",}"),
        ARTICLE.replace('"', "&quot;"),
        ARTICLE.replace("Closed", "\tClosed\n"),
        f'{{"@type": "WebSite"}} {ARTICLE}',
        f'{{"@type": "WebPage", "mainEntity": {ARTICLE}}}',
        ARTICLE.replace('"NewsArticle"', '["Thing", "http://schema.org/NewsArticle"]'),
        '{"headline": "Closed", "description": "He said "no" twice"}',
    ],
)
def test_broken_blocks_are_mended(script: str) -> None:
    assert headline(script) == "Closed"


@pytest.mark.parametrize("script", ["", "null", "12", "{", "<p>no</p>", '"text"', "[" * 5000])
def test_what_cannot_be_mended_is_nothing(script: str) -> None:
    assert headline(script) == ""


JSON = st.recursive(
    st.none() | st.text(max_size=5) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3)
    ),
)


@given(JSON)
def test_no_json_raises(value: object) -> None:
    found = facts(f'<script type="application/ld+json">{json.dumps(value)}</script>')
    assert found.graph.text(found.article.get("headline")) is not None


def test_the_article_of_the_page_is_told_from_those_it_lists() -> None:
    markup = ld(
        '{"@type": "ItemList", "itemListElement": [{"@type": "Article", "headline": "Listed"}]}',
        '{"@type": "NewsArticle", "headline": "Teaser", "url": "https://news.example/other"}',
        f'{{"@type": "NewsArticle", "headline": "Own", "mainEntityOfPage": {{"@id": "{URL}/"}}}}',
    )
    assert facts(markup).article["headline"] == "Own"


def test_the_article_with_the_title_of_the_page_is_its_own() -> None:
    markup = "<title>Own story - News</title>" + ld(
        '{"@type": "NewsArticle", "headline": "Other story"}',
        '{"@type": "NewsArticle", "headline": "Own story"}',
    )
    assert facts(markup).article["headline"] == "Own story"


def test_references_lead_to_their_objects() -> None:
    graph = graph_of(parse(ld('{"@type": "Person", "@id": "#a", "name": "Ada"}', '{"@id": "#a"}')))
    assert graph.texts([{"@id": "#a"}, "Tom", None, {"@id": "#none"}], "name") == ("Ada", "Tom")
    assert graph.texts({"@list": [{"name": ["Ada", "x"]}, {"@value": "Eva"}]}, "name") == (
        "Ada",
        "Eva",
    )
    assert graph.texts([True, 7, 1.5, {"name": 3}]) == ("7", "1.5")


def test_as_many_objects_are_read_as_a_page_may_need_and_no_more() -> None:
    many = ",".join('{"@type": "Person"}' for _ in range(MOST_NODES + 10))
    assert len(graph_of(parse(ld(many))).nodes) < MOST_NODES


def test_kinds_are_named_without_their_vocabulary() -> None:
    assert kinds({"@type": ["schema:Article", "http://schema.org/NewsArticle", 3]}) == {
        "Article",
        "NewsArticle",
    }
    assert kinds({}) == frozenset()


def test_other_scripts_are_not_read() -> None:
    assert graph_of(parse(f"<script>{ARTICLE}</script>")).nodes == ()


def test_an_address_that_is_none_does_not_hurt() -> None:
    node = '{"@type": "NewsArticle", "url": "http://[::", "headline": "Closed"}'
    assert facts(ld(node)).article["headline"] == "Closed"


@pytest.mark.parametrize(
    "block",
    [
        '/* by hand */ {"@type": "NewsArticle", "headline": "A", "author": "Ada Lind"}',
        '{"@type": "NewsArticle",\n // its title\n "headline": "A", "author": "Ada Lind"}',
        'window.data = {"@type": "NewsArticle", "headline": "A", "author": "Ada Lind"};',
        '[{"@type": "NewsArticle", "headline": "A", "author": "Ada Lind"}',
        '{"@type": "NewsArticle", "headline": "A", "author": {"@type": "x", "name": "Ada Lind"',
        r'{"@type": "NewsArticle", "headline": "A", "author": "Ada Lind", "x": "it\'s [ {"}',
        '{"@type": "WebPage"};{"@type": "NewsArticle", "headline": "A", "author": "Ada Lind",},',
    ],
)
def test_all_of_a_block_is_read_once_its_faults_are_mended(block: str) -> None:
    page = facts(f'<script type="application/ld+json">{block}</script>')
    assert page.graph.text(page.article.get("headline")) == "A"
    assert page.graph.text(page.article.get("author"), "name") == "Ada Lind"


def test_a_live_blog_is_the_article_and_its_entries_are_not() -> None:
    entry = '{"@type": "BlogPosting", "headline": "Late news", "datePublished": "2025-12-08"}'
    live = f'{{"@type": "LiveBlogPosting", "headline": "The flood", "liveBlogUpdate": [{entry}]}}'
    page = facts(ld(f'{{"@graph": [{{"@type": "WebPage"}}, {live}]}}'))
    assert page.graph.text(page.article.get("headline")) == "The flood"


@pytest.mark.parametrize("piece", ["/* ", '"\\"', "\n", "*/", '{"a":"', "//\n", "\\"])
def test_what_cannot_be_mended_takes_no_time(piece: str) -> None:
    assert facts(f'<script type="application/ld+json">{{{piece * 100_000}</script>').article == {}
