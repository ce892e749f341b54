"""Who wrote an article."""

import pytest
from extracting import document, facts, layout, ld

from digest.extract.names import MOST_AUTHORS
from digest.extract.people import authors_of


def authors(body: str = "", head: str = "") -> tuple[str, ...]:
    found = facts(document(body, head))
    return authors_of(found, layout(found)).value


def node(author: str) -> str:
    return ld(
        f'{{"@type": "NewsArticle", "author": {author}, "publisher": {{"name": "The Post"}}}}'
    )


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("", node('{"@type": "Person", "name": "Ada Lind"}')),
        ("", node('["Ada Lind", {"@type": "Organization", "name": "The Post"}]')),
        ("", '<meta name="author" content="Ada Lind">'),
        ("", '<meta name="citation_author" content="Lind, Ada">'),
        ('<p itemprop="author"><span itemprop="name">Ada Lind</span>, x</p>', ""),
        ('<a rel="author" href="/ada">Ada Lind</a>', ""),
        ('<p property="schema:author"><b property="schema:name">Ada Lind</b>, x</p>', ""),
        ('<a property="dc:creator" href="/ada">Ada Lind</a>', ""),
        ("", '<meta property="dc:creator" content="Lind, Ada">'),
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


def test_the_labelled_line_in_the_preview_of_a_link_names_the_author() -> None:
    head = (
        '<meta name="twitter:label1" content="Verfasst von">'
        '<meta name="twitter:data1" content="Ada Lind">'
        '<meta name="twitter:label2" content="Lesezeit">'
        '<meta name="twitter:data2" content="Tom Reyes">'
    )
    assert authors("", head) == ("Ada Lind",)
    assert authors("", head.replace("Verfasst von", "Lesezeit")) == ()


def test_a_desk_is_the_author_only_where_no_person_is_named() -> None:
    desk = node('{"@type": "Person", "name": "Metro Desk"}')
    assert authors("", desk) == ("Metro Desk",)
    assert authors("<p>By Ada Lind</p>", desk) == ("Ada Lind",)
    assert authors("", node('"The Post"')) == ()


def test_a_site_called_by_its_writer_has_an_author_unless_it_is_a_firm() -> None:
    head = (
        '<meta property="og:site_name" content="Ada Lind"><meta name="author" content="Ada Lind">'
    )
    firm = ld('{"@type": "Organization", "name": "Ada Lind"}')
    assert authors("", head) == ("Ada Lind",)
    assert authors("", head + firm) == ()
    assert authors("", head.replace("Ada Lind", "Lind Post")) == ()
    assert authors("", head.replace("Ada Lind", "Lindblog")) == ()
