"""A body in Markdown says what it says in HTML, and nothing in it acts."""

import gzip
import re
import time
from pathlib import Path

import pytest
from extracting import page
from forms import rendered, without_media, words, words_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tag_soup import TAG_SOUP

from digest.errors import NoArticleError
from digest.extract.article import extract
from digest.markup import clean, markdown_of, text_of
from digest.model import Link, Source

BASE = "https://example.org/news/story"
PAGES = Path(__file__).parent / "pages"


def written(body: str) -> str:
    return markdown_of(clean(body, BASE))


def test_each_block_is_the_block_of_markdown() -> None:
    body = """<h2>A <b>head</b></h2><p>Words,<br>a line.<br><br>Another.</p>
        <h4>Deep<br>down</h4><blockquote><p>Said</p><blockquote>before</blockquote></blockquote>
        <pre>\n  code ```\n\n    more</pre><hr><dl><dt>Term</dt><dd>Meaning</dd></dl>
        <details><summary>More</summary>inside</details>"""
    assert written(body) == (
        "## A head\n\nWords,\\\na line.\n\nAnother.\n\n#### Deep down\n\n> Said\n>\n> > before\n\n"
        "````\n  code ```\n\n    more\n````\n\n***\n\n**Term**\n\nMeaning\n\n**More**\n\ninside"
    )


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ("<ul><li>a<li>b<ul><li>c</ul><li></ul>", "- a\n- b\n  - c"),
        ("<ul><li>a</ul><ul><li>b</ul><ol><li>c</ol>", "- a\n\n+ b\n\n1. c"),
        ("<ol start=9><li>a<li>b</ol><ol><li>c</ol>", "9. a\n10. b\n\n1) c"),
        ("<ol reversed><li>a<li>b</ol>", "2. a\n1. b"),
        ("<ol><li value=7>a<li>b<li value=-3>c</ol>", "7. a\n8. b\n0. c"),
        ("<ol start=x><li>a</ol>", "1. a"),
        ("<ol start=99999999999><li>a</ol>", "999999999. a"),
        ("<ul><li>a<ol><li>b</ol><li>c</ul>", "- a\n  1. b\n- c"),
        ("<ul><li>a<ol start=3><li>b</ol><li>c</ul>", "- a\n\n  3. b\n\n- c"),
        ("<ul><li><p>a</p><p>b</p></ul>", "- a\n\n  b"),
        ("<ul><li><h3>a</h3><ul><li>b</ul></ul>", "- ### a\n\n  - b"),
        ("<ul>a<li>b<li>c</li><ul><li>d</ul></ul>", "- a\n- b\n- c\n  - d"),
        ("<ol><li><pre>a\n\nb</pre></ol>", "1. ```\n   a\n\n   b\n   ```"),
        ("<ul><li></li></ul><ol></ol>", ""),
    ],
)
def test_lists_keep_their_levels_and_numbers(body: str, markdown: str) -> None:
    assert written(body) == markdown


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ("a<b> b </b>c", "a **b** c"),
        ("<b>a</b><b>b</b> <em>c <strong>d</strong></em>", "**ab** _c_ **_d_**"),
        ("<i>a</i>b, <i>a</i>!", "*a*b, _a_!"),
        ("a<i>!b</i>c<b>‘d’</b>e", "a<em>\\!b</em>c<strong>‘d’</strong>e"),
        ("<b>💡</b>a", "<strong>💡</strong>a"),
        ("这是<b>重点</b>内容", "这是**重点**内容"),
        ("H<sub>2</sub>O, <del>x</del> <u>y</u>", "H<sub>2</sub>O, ~~x~~ y"),
        ("<code>a | b</code> <kbd>`</kbd><code>c</code>", "`a | b` `` `c ``"),
        ("<a href=/a(b)>t <b>u</b></a>", "[t **u**](https://example.org/a%28b%29)"),
        ("<a href=/a><img src=/b alt='c]'></a>", None),
        ("Go!<a href=/a>t</a>", "Go\\![t](https://example.org/a)"),
        ("<a href=/a>t</a><a href=/a>u</a><a href=/c></a>", None),
        ("<p><a href=/a><p>t</p><p>u</p></a></p>", None),
        ("<b> <br> </b>a<br>", "a"),
        ("<em>a<br>b</em>", "_a\\\nb_"),
        ("<figure><img src=/a><figcaption>A <em>b</em></figcaption></figure>", None),
        ("<video src=/v></video><audio><source src=/a></audio>", None),
        ("<a href=/x><video poster=/p><source src=/v></video></a>", None),
        ("<img src=/a width=9 height=9><img>", "![](https://example.org/a)"),
    ],
)
def test_marks_links_and_pictures_of_a_line(body: str, markdown: str | None) -> None:
    others = {
        "<a href=/a><img src=/b alt='c]'></a>": (
            "[![c\\]](https://example.org/b)](https://example.org/a)"
        ),
        "<a href=/a>t</a><a href=/a>u</a><a href=/c></a>": (
            "[t](https://example.org/a)[u](https://example.org/a)"
        ),
        "<p><a href=/a><p>t</p><p>u</p></a></p>": (
            "[t](https://example.org/a)\n\n[u](https://example.org/a)"
        ),
        "<figure><img src=/a><figcaption>A <em>b</em></figcaption></figure>": (
            "![](https://example.org/a)\n\n_A b_"
        ),
        "<video src=/v></video><audio><source src=/a></audio>": (
            "[Video](https://example.org/v)[Audio](https://example.org/a)"
        ),
        "<a href=/x><video poster=/p><source src=/v></video></a>": "[Video](https://example.org/v)",
    }
    assert written(body) == (others[body] if markdown is None else markdown)


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        (
            (
                "<table><caption>C</caption><thead><tr><td>a<td>b</thead>"
                "<tr><td>1|<code>|</code><td>2<p>3</table>"
            ),
            "_C_\n\n| a | b |\n| --- | --- |\n| 1\\|`\\|` | 2<br>3 |",
        ),
        (
            (
                "<table><tr><th><b>a</b><th>b<tr><td colspan=2>1"
                "<tr><td rowspan=2>2<td>3<tr><td>4</table>"
            ),
            "| a | b |\n| --- | --- |\n| 1 |  |\n| 2 | 3 |\n|  | 4 |",
        ),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "|  |  |\n| --- | --- |\n| a | b |\n| c |  |"),
        ("<table><tr><td>a<tr><td>b</table>", "a\n\nb"),
        ("<table><tr><td>a<td><ul><li>b</ul></table>", "a\n\n- b"),
        ("<table><tr><td>a<td><table><tr><td>b<td>c</table></table>", None),
        ("<table><tr><td>a<td>b</tr><caption>c</caption></table>", "a\n\nb\n\n_c_"),
        ("<table><tr><td colspan=900>a<td>b</table>", "a\n\nb"),
        ("<table></table>", ""),
    ],
)
def test_tables_are_rows_or_keep_their_words(body: str, markdown: str | None) -> None:
    inner = "a\n\n|  |  |\n| --- | --- |\n| b | c |"
    assert written(body) == (inner if markdown is None else markdown)


def test_html_that_was_not_cleaned_is_written_too() -> None:
    table = "<table><tr><th>a<th>b<tr><td>c<td>d</table>"
    assert markdown_of(f"<video></video>{table}") == "| a | b |\n| --- | --- |\n| c | d |"


def test_body_from_right_to_left_says_so() -> None:
    body = clean("<p>خبر <b>عاجل</b></p>", BASE, direction="rtl")
    assert markdown_of(body) == '<div dir="rtl">\n\nخبر **عاجل**\n\n</div>'
    assert rendered(markdown_of(body)) == (
        '<div dir="rtl">\n<p>خبر <strong>عاجل</strong></p>\n</div>'
    )
    assert markdown_of("") == ""


HOSTILE = (
    *("*", "**a**", "_", "__b__", "# c", "1. d", "2)", "- e", "+", "> f", "---", "===", "***"),
    *("&lt;script&gt;", "[x](javascript:alert(1))", "[x]: /y", "|", "| a | b |", "`", "``` x"),
    *("&amp;amp;", "&amp;#35;", "\\", "\\*", "~~g~~", "!", "![h](/i)", "<br>", "\n", " ", "    j"),
    *("https://example.com/k_l", "www.example.com", "a@b.org", "$m$", "^n^", "==o==", ":p:", "q"),
    *("كلمة", "字", "’", "💡", "é", "\u0301", "&nbsp;", "\u200e", "3", ".", ")"),
)
INLINE = ("b", "strong", "em", "i", "del", "sub", "sup", "code", "a href=/x", "span", "u", "q")
BLOCK = (
    *("p", "div", "blockquote", "ul", "ol", "ol start=4", "li", "h1", "h3", "pre", "dl", "dt"),
    *("dd", "figure", "figcaption", "details", "summary", "table", "tr", "td", "th", "caption"),
    *("td colspan=2", "th rowspan=2", "a href=/y"),
)


def _element(tags: tuple[str, ...], inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(tags), inside).map(
        lambda both: f"<{both[0]}>{both[1]}</{both[0].split()[0]}>"
    )


TEXTS = st.lists(st.sampled_from(HOSTILE), max_size=5).map("".join)
LINES = st.recursive(
    TEXTS,
    lambda inside: st.lists(_element(INLINE, inside) | TEXTS, max_size=4).map("".join),
    max_leaves=6,
)
BODIES = st.recursive(
    LINES,
    lambda inside: st.lists(
        _element(BLOCK, inside) | LINES | st.sampled_from(["<hr>", "<img src=/i alt='*]'>"]),
        max_size=4,
    ).map("".join),
    max_leaves=12,
)


def same_words(body: str) -> None:
    """All forms of a cleaned body have the same words in the same order."""
    wanted = words(body)
    assert words_of(text_of(body, captions=True)) == wanted
    assert words(rendered(markdown_of(body))) == wanted


@settings(deadline=None)
@given(st.lists(BODIES, max_size=4).map("".join))
@example("<ul><li>- <ul><li><ul><li>1.</ul></ul></ul>")
def test_all_forms_have_the_same_words(body: str) -> None:
    same_words(clean(body, BASE))


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>a" * 40,
        "<ol><li>1. <blockquote>a" * 30,
        "<blockquote><p>a" * 40,
        "<table><tr><td>a" * 90,
        "<dl><dd>a" * 200,
        "<b>a<i>b<a href=/x>" * 60,
        "<h2><div>a" * 60,
        "<ul><li><h3>a</h3><pre>b</pre>" * 30,
    ],
)
def test_deep_body_loses_no_word(body: str) -> None:
    same_words(clean(body, BASE))


@settings(deadline=None)
@given(TAG_SOUP)
def test_forms_of_tag_soup_have_the_same_words(body: str) -> None:
    same_words(without_media(clean(body, BASE)))


@settings(deadline=None)
@given(st.lists(st.sampled_from(HOSTILE), max_size=12).map("".join))
def test_text_that_looks_like_markup_is_rendered_as_text(text: str) -> None:
    paragraph = text.replace("<br>", " ")
    shown = rendered(written(f"<p>{paragraph}</p>"))
    assert set(re.findall(r"<(\w+)", shown)) <= {"p"}


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("name", [file.stem for file in sorted(PAGES.glob("*.html"))])
def test_forms_of_a_page_have_the_same_words(name: str, direction: str) -> None:
    found = _body((PAGES / f"{name}.html").read_bytes())
    same_words(clean(found, BASE, direction=direction))


def _body(data: bytes) -> str:
    try:
        article = extract(page(data), Source(name="news", url=BASE), Link(url=BASE)).article
    except NoArticleError:
        return ""
    return without_media(article.html)


@pytest.mark.shared
def test_forms_of_a_hundred_pages_of_the_web_have_the_same_words(shared: Path) -> None:
    folder = shared / "bench" / "extract" / "wcxb_dev"
    pages = sorted(folder.glob("*.html.gz"))[::7][:100]
    wrong = []
    for name in pages:
        body = _body(gzip.decompress(name.read_bytes()))
        wanted = words(body)
        forms = (words_of(text_of(body, captions=True)), words(rendered(markdown_of(body))))
        wrong += [name.name for form in forms if form != wanted]
    assert len(pages) == 100
    assert wrong == []


@pytest.mark.parametrize(
    "body",
    [
        "word " * 60_000,
        "<b>a</b>" * 40_000,
        "<b>a</b><i>b</i> " * 20_000,
        "<br>" * 70_000,
        "`" * 290_000,
        f"<code>{'`' * 290_000}</code>",
        f"<pre>{'`' * 290_000}</pre>",
        "<ul><li>a" * 30_000,
        "<blockquote>a" * 20_000,
        f"<ul>{'<li>a' * 60_000}</ul>",
        "<table><tr><td>" * 15_000,
        f"<table>{'<tr><td rowspan=1000>a' * 12_000}</table>",
        f"<table><tr>{'<td colspan=1000>a' * 12_000}</table>",
        "<a href=/x>" * 20_000,
        "<dl><dt>a" * 20_000,
        "<p>a!" * 60_000,
        "<h2><div>a" * 20_000,
        "<table><tr><td>a<td>b</table>" * 9_000,
        "<ul><li>" * 100 + "<p>word</p>" * 20_000,
    ],
)
def test_huge_body_takes_bounded_time(body: str) -> None:
    cleaned = clean(body, BASE)
    start = time.process_time()
    markdown = markdown_of(cleaned)
    assert time.process_time() - start < 6  # what is quadratic takes minutes
    assert len(markdown) < 12 * len(cleaned) + 1000
