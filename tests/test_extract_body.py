"""The blocks of the text, what is dropped among them, and the pictures between."""

import pytest
from extracting import OTHER, PARAGRAPH, document, read
from lxml import html

from digest.extract.blocks import without_furniture
from digest.extract.body import main_blocks
from digest.page import parse

TITLE = "The bridge stays closed"


def kept(*lines: str, authors: tuple[str, ...] = ()) -> list[str]:
    blocks = html.fragment_fromstring("<div>" + "".join(lines) + "</div>")
    without_furniture(blocks, TITLE, authors, lambda text: text == "December 7, 2025")
    return [block.text_content() for block in blocks]


@pytest.mark.parametrize(
    "line",
    [
        f"<h2>{TITLE}</h2>",
        f"<p>“{TITLE.upper()}”</p>",
        "<p>Share on FacebookShare on Twitter</p>",
        "<p>Share this article</p>",
        "<p>Read more: Something else</p>",
        "<p>Related stories</p>",
        "<p>Les også: Broen</p>",
        "<p>Читайте также: Мост</p>",
        "<p>اقرأ أيضا: الجسر</p>",
        "<p>Tags: roads, floods</p>",
        "<p>5 min read</p>",
        "<p>December 7, 2025</p>",
        "<p>By Ada Lind</p>",
        "<p>Ada Lind</p>",
    ],
)
def test_lines_that_are_not_the_article_go(line: str) -> None:
    assert kept(line, f"<p>{PARAGRAPH}</p>", authors=("Ada Lind",)) == [PARAGRAPH]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Read more than one newspaper, the old man used to say.</p>".replace("more", "many"),
        "<p>By then Ada Lind had left the town.</p>",
        "<p>Share prices fell on Tuesday.</p>",
        "<p>Related to the duke by marriage, she kept the house.</p>",
        "<p>The bridge stays closed until spring, the council said.</p>",
        f"<p>Read more: {PARAGRAPH} {OTHER}</p>",
        "<p>In 2025 the bridge fell.</p>",
    ],
)
def test_sentences_stay(line: str) -> None:
    wanted = html.fragment_fromstring(line).text_content()
    assert kept(line, f"<p>{PARAGRAPH}</p>", authors=("Ada Lind",)) == [wanted, PARAGRAPH]


def test_a_copyright_line_goes_at_the_end_with_the_heading_before_it() -> None:
    lines = [f"<p>{PARAGRAPH}</p>"] * 5
    end = ["<h2>Imprint</h2>", "<p>© 2025 The Valley Times</p>"]
    assert kept(*lines, *end) == [PARAGRAPH] * 5
    assert len(kept("<p>© marks were painted on it.</p>", *lines)) == 6


def test_links_alone_at_the_end_go_with_their_heading() -> None:
    links = "<ul><li><a href='/a'>Another bridge</a></li><li><a href='/b'>A pier</a></li></ul>"
    assert kept(f"<p>{PARAGRAPH}</p>", "<h3>Elsewhere</h3>", links) == [PARAGRAPH]
    assert len(kept(f"<p>{PARAGRAPH}</p>", links, f"<p>{OTHER}</p>")) == 3


def test_a_heading_far_down_may_say_the_title_again() -> None:
    lines = [f"<p>{PARAGRAPH}</p>"] * 7
    assert TITLE in kept(*lines, f"<h2>{TITLE}</h2>", f"<p>{OTHER}</p>")


def test_headings_lists_tables_quotes_and_links_stay_what_they_are() -> None:
    article = read(
        document(
            f"<p>{OTHER}</p><h3>Cost</h3>"
            "<ul><li>One pier costs a million.</li><li>Two cost more.</li></ul>"
            "<blockquote><p>Nobody has that money.</p></blockquote>"
            "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2024</td><td>1</td></tr></table>"
            "<p>It was <strong>never</strong> <em>cheap</em>,"
            " <a href='/old'>they wrote</a>.<br>So be it.</p>"
            "<pre><code>if x == {1}: pass</code></pre>"
        )
    )
    for tag in ("h3", "ul", "li", "blockquote", "table", "th", "td", "strong", "em", "br"):
        assert f"<{tag}>" in article.html, tag
    assert '<a href="https://news.example/old"' in article.html
    assert "It was never cheap, they wrote. So be it." in article.text


def test_the_tree_of_the_page_stays_as_it_is() -> None:
    root = parse(document("<img src=a.jpg><a href='/x'>link</a>"))
    before = html.tostring(root)
    main_blocks(root)
    assert html.tostring(root) == before


def test_a_picture_between_two_paragraphs_is_kept_and_others_are_not() -> None:
    picture = (
        '<figure><img src="/{}.jpg" alt="{}" width="{}"><figcaption>Words</figcaption></figure>'
    )
    article = read(
        "<html><body><article><h1>The bridge stays closed</h1>"
        + picture.format("top", "top", 800)
        + f"<p>{PARAGRAPH}</p>"
        + picture.format("mid", "A pier", 800)
        + picture.format("icon", "icon", 16)
        + f"<p>{OTHER}</p>"
        + picture.format("end", "end", 800)
        + "</article></body></html>"
    )
    assert article.html.count("<img") == 1
    assert 'src="https://news.example/mid.jpg" alt="A pier"' in article.html
    assert article.text == f"{PARAGRAPH}\n\n{OTHER}"


def test_a_picture_of_another_box_is_not_the_articles() -> None:
    box = f'<div><div><img src="/box.jpg" width="300"></div>{"<span>word </span>" * 100}</div>'
    between = f"<div>{'<span>word </span>' * 100}</div>{box}"
    assert "box.jpg" not in read(document(f"<p>{OTHER}</p>{between}")).html


def test_a_page_without_text_gives_no_blocks() -> None:
    assert len(main_blocks(parse("<html><body></body></html>"))) == 0
