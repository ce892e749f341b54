"""Text stays text in Markdown and HTML, and the target of a link a target."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from digest.markup import html_address, html_text, markdown_address, markdown_text
from digest.markup.words import one_line


def _shown(markdown: str) -> list[str]:
    """Return the kinds of CommonMark tokens, with tables and bare addresses as on GitHub."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(markdown)
    return [child.type for token in tokens for child in (token.children or [token])]


class TestMarkdown:
    @pytest.mark.parametrize(
        "text",
        [
            "# no heading",
            "1. no list",
            "- no list",
            "+ no list",
            "> no quote",
            "--- ",
            "```",
            "[no](https://example.org) link",
            "![no](https://example.org/a.png) image",
            "<https://example.org/>",
            "<b>no html</b> &amp; &copy;",
            "*no* _emphasis_ ~~at~~ `all`",
            "a | b",
            "back\\slash",
            "[a]: https://example.org/",
            "title\n===",
            "خبر: «عاجل»!",
        ],
    )
    def test_text_is_shown_as_it_stands(self, text: str) -> None:
        markdown = markdown_text(text)
        (paragraph,) = (t for t in MarkdownIt("commonmark").parse(markdown) if t.type == "inline")
        shown = "".join(child.content for child in paragraph.children or [])
        assert shown == " ".join(text.split())

    def test_sign_that_can_mean_nothing_is_left_alone(self) -> None:
        assert markdown_text("a well-known man - 3.5 (or 4), he said.") == (
            "a well-known man - 3\\.5 (or 4), he said."
        )

    @given(st.text(max_size=60))
    def test_no_text_changes_the_structure(self, text: str) -> None:
        markdown = markdown_text(text)
        allowed = {"paragraph_open", "paragraph_close", "text", "text_special"}
        assert "\n" not in markdown
        assert set(_shown(markdown)) <= allowed
        assert set(_shown(f"### [{markdown}](https://example.org/)")) == {
            *("heading_open", "heading_close", "link_open", "link_close"),
            *(["text"] if markdown else []),
        }

    @pytest.mark.parametrize(
        ("address", "target"),
        [
            ("https://example.org/a", "https://example.org/a"),
            ("https://example.org/a b", "https://example.org/a%20b"),
            ("https://example.org/a(b)c", "https://example.org/a%28b%29c"),
            ("https://example.org/<x>\\y", "https://example.org/%3Cx%3E/y"),
            ("https://example.org/?q=a*b|c'd", "https://example.org/?q=a%2Ab%7Cc%27d"),
            ("https://example.org/?a=1&copy;=2", r"https://example.org/?a=1\&copy;=2"),
            ("https://example.org/خبر", "https://example.org/%D8%AE%D8%A8%D8%B1"),
            ("javascript:alert(1)", ""),
            ("data:text/html,x", ""),
            ("/relative", ""),
            ("", ""),
        ],
    )
    def test_target_of_a_link_cannot_end_early(self, address: str, target: str) -> None:
        assert markdown_address(address) == target

    @given(st.text(max_size=30))
    def test_any_address_makes_one_link(self, rest: str) -> None:
        address = markdown_address(f"https://example.org/{rest}")
        if address:
            assert _shown(f"[x]({address})")[1:-1] == ["link_open", "text", "link_close"]


def _paragraph(html: str) -> html5lib.HTMLParser:
    """Return the only element of the body; its attributes are quoted with double quotes."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    (element,) = tree.find("body")
    assert not list(element)
    return element


class TestHtml:
    @given(st.text(max_size=60) | st.text(alphabet="<>&\"'`=/ a;#x3", max_size=60))
    def test_no_text_is_anything_but_text(self, text: str) -> None:
        html = html_text(text)
        element = _paragraph(f'<p title="{html}">{html}</p>')
        shown = one_line(text)
        assert ((element.text or ""), dict(element.attrib)) == (shown, {"title": shown})

    def test_apostrophe_costs_no_more_than_itself(self) -> None:
        assert html_text('Libya\'s "port"\n<b>') == "Libya's &quot;port&quot; &lt;b&gt;"

    @pytest.mark.parametrize(
        ("address", "target"),
        [
            ("https://example.org/?a=1&copy=2", "https://example.org/?a=1&amp;copy=2"),
            ('https://example.org/"onclick="a', "https://example.org/%22onclick=%22a"),
            ("https://example.org/خبر", "https://example.org/%D8%AE%D8%A8%D8%B1"),
            ("java\nscript:alert(1)", ""),
            ("data:text/html,x", ""),
            ("//example.org/", ""),
        ],
    )
    def test_reference_is_to_the_web_or_none(self, address: str, target: str) -> None:
        assert html_address(address) == target

    @given(st.text(max_size=30) | st.text(alphabet="\"'<>& /?#=", max_size=30))
    def test_no_address_is_more_than_one_attribute(self, rest: str) -> None:
        address = html_address(f"https://example.org/{rest}")
        if address:
            element = _paragraph(f'<a href="{address}">x</a>')
            assert list(element.attrib) == ["href"]
            assert element.attrib["href"].startswith("https://example.org")


def test_a_common_sentence_stays_as_a_person_writes_it() -> None:
    sentence = 'Well-known, isn\'t it? The mayor (57) said: "At six, we go." So they did!'
    assert markdown_text(sentence) == sentence
    assert markdown_text("1. One") == r"1\. One"
