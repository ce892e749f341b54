"""Who wrote an article."""

import pytest
from extracting import document, facts, layout, ld

from digest.extract.people import MOST_AUTHORS, authors_of, cleaned


def authors(body: str = "", head: str = "") -> tuple[str, ...]:
    found = facts(document(body, head))
    return authors_of(found, layout(found)).value


def node(author: str) -> str:
    return ld(
        f'{{"@type": "NewsArticle", "author": {author}, "publisher": {{"name": "The Post"}}}}'
    )


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
        ("A sentence that is much too long to be the name of any person at all", ()),
    ],
)
def test_people_are_named_one_by_one_and_clean(name: str, people: tuple[str, ...]) -> None:
    found = facts(node('"x"'))
    assert cleaned([name], found) == people


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("", node('{"@type": "Person", "name": "Ada Lind"}')),
        ("", node('["Ada Lind", {"@type": "Organization", "name": "The Post"}]')),
        ("", '<meta name="author" content="Ada Lind">'),
        ("", '<meta name="citation_author" content="Lind, Ada">'),
        ('<p itemprop="author"><span itemprop="name">Ada Lind</span>, x</p>', ""),
        ('<a rel="author" href="/ada">Ada Lind</a>', ""),
        ('<p class="byline">By <a href="/ada">Ada Lind</a> December 7, 2025</p>', ""),
        ('<div><span class="post-author">Ada Lind</span> · <span>3 May 2025</span></div>', ""),
        ("<p>By Ada Lind</p>", ""),
        ("<p>By Ada Lind</p>", node('{"@type": "Organization", "name": "The Post"}')),
    ],
)
def test_an_author_is_found_wherever_she_is_named(body: str, head: str) -> None:
    assert authors(body, head) == ("Ada Lind",)


def test_the_authors_of_other_articles_are_not_named() -> None:
    related = '<div class="related"><a rel="author" href="/t">Tom Reyes</a></div>'
    comment = '<div class="comment"><span itemprop="author">Eva Sand</span></div>'
    assert authors() == ()
    assert authors_of(facts(document() + related + comment), layout(facts(document()))).value == ()


def test_there_are_never_more_authors_than_a_byline_holds() -> None:
    names = ", ".join(f'"Ada Lind{"abcdefghijklmnopqrstuvwxyz"[n]}"' for n in range(26))
    assert len(authors("", node(f"[{names}]"))) == MOST_AUTHORS
