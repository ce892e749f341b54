"""What an article is filed under."""

import pytest
from extracting import document, facts, layout, ld

from digest.extract.subject import section_of, tags_of


def tags(body: str = "", head: str = "") -> tuple[str, ...]:
    found = facts(document(body, head))
    return tags_of(found, layout(found)).value


def section(body: str = "", head: str = "") -> str:
    found = facts(document(body, head))
    return section_of(found, layout(found)).value


LINKS = (
    '<a rel="tag" href="/1">#roads</a><a rel="category tag" href="/c">News</a>'
    '<a rel="tag" href="/2">Floods</a>'
)
METAS = "".join(f'<meta property="article:tag" content="{tag}">' for tag in ("roads", "Floods"))


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ('<p class="post-tags">Tags: <a href="/1">roads</a><a href="/2">Floods</a></p>', ""),
        (LINKS, ""),
        ("", METAS),
        ("", '<meta name="news_keywords" content="roads, Floods,roads">'),
        ("", ld('{"@type": "NewsArticle", "keywords": ["roads", {"name": "Floods"}]}')),
        ("", ld('{"@type": "NewsArticle", "keywords": "roads، Floods"}')),
        ("", '<meta name="keywords" content="roads;Floods">'),
    ],
)  # fmt: skip
def test_tags_come_one_by_one_and_once(body: str, head: str) -> None:
    assert tags(body, head) == ("roads", "Floods")


@pytest.mark.parametrize(
    "code",
    [
        "5f0c1a52-8d8f-4a53-9a41-0e3c1ad4b7e1",
        "0123456789abcdef0123",
        "2025",
        "_Prio_3",
        "sections/sverige",
        "AIRS08",
        "type:article",
        "{tag}",
        "layout-wide",
    ],
)
def test_codes_are_no_tags(code: str) -> None:
    assert tags("", f'<meta property="article:tag" content="{code}">') == ()


def test_the_links_of_a_text_are_no_tags_because_its_box_has_tags_among_its_classes() -> None:
    text = "words around it that are longer than all of the links of this paragraph together"
    assert tags(f'<div class="post tags"><p>{text} <a href="/x">a link</a> {text}</p></div>') == ()


def test_the_tags_of_the_menu_and_the_sidebar_are_not_the_articles() -> None:
    cloud = '<aside class="tagcloud"><a rel="tag" href="/1">sea</a></aside>'
    found = facts(f'<nav class="tags"><a href="/">Home</a></nav>{document()}{cloud}')
    assert tags_of(found, layout(found)).value == ()


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("", ld('{"@type": "NewsArticle", "articleSection": ["Roads", "Town"]}')),
        ("", '<meta property="article:section" content="Roads">'),
        ("", ld('{"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"},'
                '{"item": {"name": "Roads"}}, {"name": "The bridge stays closed"}]}')),
        ('<a rel="category" href="/c">Roads</a>', ""),
        ('<p class="kicker"><a href="/c">Roads</a></p>', ""),
        ('<p class="breadcrumbs"><a href="/">Home</a> <a href="/c">Roads</a></p>', ""),
    ],
)  # fmt: skip
def test_the_section_is_named_in_many_places(body: str, head: str) -> None:
    assert section(body, head) == "Roads"


def test_home_is_no_section() -> None:
    one = '{"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"}]}'
    assert section('<p class="breadcrumb"><a href="/">Home</a></p>', ld(one)) == ""


def test_the_count_of_articles_is_no_part_of_a_tag() -> None:
    assert tags(
        '<a rel="tag" href="/1">Floods (611 posts)</a><a rel="tag" href="/2">G (20)</a>'
    ) == (
        "Floods",
        "G",
    )


@pytest.mark.parametrize("code", ["ISIN_US345370", "siteGroup: CO", "subsection: Finance"])
def test_keys_of_a_system_are_no_tags(code: str) -> None:
    assert tags(head=f'<meta name="news_keywords" content="{code},roads">') == ("roads",)


@pytest.mark.parametrize(
    "trail",
    [
        '<nav aria-label="Breadcrumb">{}</nav>',
        '<ol itemscope itemtype="https://schema.org/BreadcrumbList">{}</ol>',
        '<ol typeof="BreadcrumbList">{}</ol>',
        '<div class="breadcrumbs">{}</div>',
    ],
)
def test_the_last_step_of_the_breadcrumbs_is_the_section_unless_it_is_the_page(trail: str) -> None:
    links = '<a href="/">Home</a><a href="/r">Roads</a><a href="/s">The bridge stays closed</a>'
    assert section(trail.format(links)) == "Roads"
