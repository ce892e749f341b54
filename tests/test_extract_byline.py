"""The lines of a page that name its authors to readers."""

import pytest
from extracting import document, facts, layout

from digest.extract.byline import bylines
from digest.extract.names import cleaned


def named(body: str) -> tuple[str, ...]:
    found = facts(document(body))
    sources = (cleaned(names, found) for names in bylines(found, layout(found)))
    return next((people for people in sources if people), ())


@pytest.mark.parametrize(
    "body",
    [
        '<div class="post-author"><div>Ada Lind</div><div>Gardener</div></div>',
        '<p class="byline">Written by <b>Ada Lind</b><br>Chefredakteurin</p>',
        '<p><span class="author vcard">von Ada Lind</span> <a href="/c">3 Kommentare</a></p>',
        "<p>Von: Ada Lind</p>",
        "<p>3.5.2025 | 13:10 Uhr | Ada Lind</p>",
        "<p>May 3, 2025 · Ada Lind</p>",
        "<p>Posted on May 3, 2025 by Ada Lind</p>",
        "<p>5 min | By Ada Lind | May 3, 2025</p>",
        "<div><p>Written by</p><p>Ada Lind</p></div>",
        "<p>Ein Artikel von Ada Lind</p>",
        '<aside><p class="author-name">Ada Lind</p></aside>',
        "<p>Geschrieben von Ada Lind am 3.5.2025</p>",
        '<p>Last week &middot; <a href="/authors/ada-lind">Ada Lind</a></p>',
    ],
)
def test_the_line_by_the_title_names_the_author_without_her_role(body: str) -> None:
    assert named(body) == ("Ada Lind",)


def test_all_the_authors_of_one_line_are_named() -> None:
    body = '<p class="byline">By Ada Lind, Tom Reyes and Eva Sand | December 7, 2025</p>'
    assert named(body) == ("Ada Lind", "Tom Reyes", "Eva Sand")


@pytest.mark.parametrize(
    "body",
    [
        '<p><span class="author vcard"><a href="/u/7">rider99</a></span></p>',
        '<p class="byline"><span class="fn">rider99</span></p>',
        "<p>Posted by rider99</p>",
    ],
)
def test_one_word_is_a_name_where_it_is_marked_or_labelled_so(body: str) -> None:
    assert named(body) == ("rider99",)


def test_the_signature_below_the_text_counts_and_that_of_a_comment_does_not() -> None:
    text = "<p>" + "The council met again and again. " * 80 + "</p>"
    signed = '<div class="author-box"><h4 class="author-name">Ada Lind</h4></div>'
    comment = '<div class="comment"><cite class="author">Tom Reyes</cite></div>'
    assert named(text + comment + signed) == ("Ada Lind",)
    assert named(text + comment) == ()


def test_running_text_and_buttons_are_no_bylines() -> None:
    body = "<p>By the end of the day all was said</p><a class='author'>View all posts</a>"
    assert named(body) == ()


@pytest.mark.parametrize(
    "body",
    [
        "<p>May 3, 2025 · Last Modified</p>",
        "<p>May 3, 2025 · Roads, Floods</p>",
        '<aside><p class="author-name">Ada Lind</p><p class="author-name">Bo Ek</p></aside>',
    ],
)
def test_what_stands_by_a_date_is_not_always_a_name(body: str) -> None:
    assert named(body) == ()


def test_a_section_by_a_date_is_no_author() -> None:
    found = facts(
        document(
            "<p>3 May 2025 | North Korea</p>", '<meta name="keywords" content="x,North Korea">'
        )
    )
    assert not any(cleaned(names, found) for names in bylines(found, layout(found)))
