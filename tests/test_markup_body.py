"""A body is made safe and whole, and cleaning it again changes nothing."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from tag_soup import TAG_SOUP

from digest.markup import clean, text_of

BASE = "https://example.org/news/story"


class TestClean:
    @pytest.mark.parametrize(
        ("body", "kept"),
        [
            ("<p>one<p>two", "<p>one</p><p>two</p>"),
            ("<p onclick=x style='color:red' class=y id=z>a</p>", "<p>a</p>"),
            ("<section>a</section><section>b</section>", "<div>a</div><div>b</div>"),
            ("<p>a</p><script>x</script><style>y</style><p>b</p>", "<p>a</p><p>b</p>"),
            ("<iframe src=/x>no frames</iframe><p>b</p>", "<p>b</p>"),
            ("<svg onload=x><path/></svg><p>b</p>", "<p>b</p>"),
            ("<form><input><p>b</p></form>", "<div><p>b</p></div>"),
            ("<!-- c --><p>b</p>", "<p>b</p>"),
            ("<p>&lt;i&gt; &eacute;&nbsp;]]&gt;</p>", "<p>&lt;i&gt; é&nbsp;]]&gt;</p>"),
            ("<pre>\n\na\n  b</pre>", "<pre>a\n  b</pre>"),
            ("<p>a\x00b&#1;c&#xFFFE;d\x92</p>", "<p>abcd’</p>"),
            ("<pre>&#xFFFE;a</pre>", "<pre>a</pre>"),
            ("<p dir=rtl>a</p><p dir=x>b</p>", '<p dir="rtl">a</p><p>b</p>'),
            ("super<wbr>califragi<wbr>listic", "supercalifragilistic"),
            ("<frameset><frame></frameset>", ""),
            ("", ""),
        ],
    )
    def test_body_keeps_its_text_and_nothing_that_acts(self, body: str, kept: str) -> None:
        assert clean(body, BASE) == kept

    @pytest.mark.parametrize(
        ("body", "kept"),
        [
            ('<a href="../a b?x=1&y=2">t</a>', 'href="https://example.org/a%20b?x=1&amp;y=2"'),
            ('<img src="//cdn.example.org/a.jpg">', '<img src="https://cdn.example.org/a.jpg">'),
            (
                '<img src="/a.jpg" srcset="/a.jpg 1x, /w_2,h_3/b.jpg 2.5x,/c.jpg 3q">',
                (
                    '<img src="https://example.org/a.jpg" srcset="https://example.org/a.jpg 1x,'
                    ' https://example.org/w_2,h_3/b.jpg 2.5x">'
                ),
            ),
            (
                '<img srcset="/a.jpg, /b.jpg 2x">',
                'src="https://example.org/a.jpg"',
            ),
            (
                '<img src="data:image/gif;base64,R0" data-src="/real.jpg" width="640px" height=x>',
                '<img src="https://example.org/real.jpg" width="640">',
            ),
            ('<img src="/low.jpg" data-src="17">', '<img src="https://example.org/low.jpg">'),
            (
                '<img src="/blank.gif" data-lazy-srcset="/a.jpg 300w">',
                'srcset="https://example.org/a.jpg 300w"',
            ),
            (
                (
                    '<figure><picture><source srcset="/a.webp" type="image/webp"><source>'
                    '<img src="/a.jpg" alt="A"></picture><figcaption>C</figcaption></figure>'
                ),
                (
                    "<figure><picture>"
                    '<source srcset="https://example.org/a.webp" type="image/webp">'
                    '<img src="https://example.org/a.jpg" alt="A"></picture>'
                    "<figcaption>C</figcaption></figure>"
                ),
            ),
            (
                '<video poster="/p.jpg"><source src="/v.mp4" type="video/mp4"></video>',
                (
                    '<video poster="https://example.org/p.jpg" controls="">'
                    '<source src="https://example.org/v.mp4" type="video/mp4"></video>'
                ),
            ),
            ('<audio src="/a.mp3"></audio>', '<audio src="https://example.org/a.mp3" controls="">'),
            ('<video src="data:x">none</video>', "none"),
        ],
    )
    def test_addresses_are_those_that_a_browser_would_open(self, body: str, kept: str) -> None:
        assert kept in clean(body, BASE)

    @pytest.mark.parametrize(
        "body",
        [
            '<img src="/a.gif" width="1" height="1">',
            '<img src="/a.gif" style="width:1px; height:1px">',
            '<img src="/a.gif" style="display: none">',
            '<div style="visibility:hidden"><img src="/a.gif"></div>',
            '<img src="data:image/png;base64,AA">',
            "<img>",
            "<noscript>Please switch on scripts</noscript>",
        ],
    )
    def test_pixels_and_images_without_address_are_gone(self, body: str) -> None:
        cleaned = clean(f"<p>a</p>{body}<p>b</p>", BASE)
        assert "img" not in cleaned
        assert text_of(cleaned) == "a\n\nb"

    @pytest.mark.parametrize(
        "href", ["mailto:a@b.org", "javascript:x", "ftp://a.org/", "", "http://"]
    )
    def test_link_that_leads_nowhere_is_text(self, href: str) -> None:
        assert clean(f'<p><a href="{href}">t</a></p>', BASE) == "<p>t</p>"

    @pytest.mark.parametrize(
        "href",
        [
            "java\tscript:alert(1)",
            "\x01java\x03script:alert(1)",
            "&#1;java&#3;script:alert(1)",
            "java\u200bscript:alert(1)",
        ],
    )
    def test_control_characters_do_not_uncover_a_script(self, href: str) -> None:
        cleaned = clean(f'<a href="{href}">t</a>', BASE)
        assert 'href="java' not in cleaned
        assert not any(character in cleaned for character in "\x01\x03\u200b")

    def test_srcset_without_end_is_cut(self) -> None:
        srcset = ",".join(f"/{width}.jpg {width}w" for width in range(400))
        assert clean(f'<img srcset="{srcset}">', BASE).count("w,") == 19

    def test_image_that_stands_for_a_late_one_is_not_shown_twice(self) -> None:
        body = '<img src="data:x" data-src="/a.jpg"><noscript><img src="/a.jpg"></noscript>'
        assert clean(body, BASE) == '<img src="https://example.org/a.jpg">'

    def test_image_of_a_noscript_alone_is_shown(self) -> None:
        assert clean("<noscript><img src=/a.jpg></noscript>", BASE).count("<img") == 1

    def test_image_shown_twice_by_the_page_stays_twice(self) -> None:
        assert clean("<img src=/a.jpg><img src=/a.jpg>", BASE).count("<img") == 2

    def test_right_to_left_body_is_wrapped_once(self) -> None:
        once = clean("<p>خبر</p>", BASE, direction="rtl")
        assert once == '<div dir="rtl"><p>خبر</p></div>'
        assert clean(once, BASE, direction="rtl") == once
        assert clean("", BASE, direction="rtl") == ""

    @settings(deadline=None)
    @given(TAG_SOUP, st.sampled_from(["ltr", "rtl"]))
    def test_cleaning_again_changes_nothing(self, body: str, direction: str) -> None:
        once = clean(body, BASE, direction=direction)
        assert clean(once, BASE, direction=direction) == once
        assert not any(
            word in once for word in ("<script", "<style", "<svg", "<iframe", "<math", "<!--")
        )

    def test_long_body_is_cut_between_blocks(self) -> None:
        cleaned = clean(f"<div>{'<p>A paragraph &amp; more.</p>' * 20_000}</div>", BASE)
        assert 290_000 < len(cleaned.encode()) <= 300_000
        assert cleaned.endswith("<p>A paragraph &amp; more.</p></div>")

    def test_long_body_without_blocks_is_cut_at_a_word(self) -> None:
        cleaned = clean("أخبار & more " * 100_000, BASE)
        assert 290_000 < len(cleaned.encode()) <= 300_000
        assert cleaned.endswith(("أخبار…", "&amp;…", "more…"))

    def test_long_word_is_cut_outside_an_entity(self) -> None:
        cleaned = clean("<p>" + "a&" * 300_000, BASE)
        assert len(cleaned.encode()) <= 300_000
        assert cleaned.endswith(("a…</p>", "&amp;…</p>"))

    def test_block_too_large_after_others_is_left_out_whole(self) -> None:
        cleaned = clean(f"<p>first</p><p>{'word ' * 100_000}</p><p>last</p>", BASE)
        assert cleaned == "<p>first</p>"

    def test_large_table_is_cut_between_rows(self) -> None:
        cleaned = clean(f"<p>a</p><table>{'<tr><td>cell</td></tr>' * 20_000}</table>", BASE)
        assert cleaned.endswith("<td>cell</td></tr></tbody></table>")
        assert len(cleaned.encode()) <= 300_000

    def test_deep_nesting_keeps_the_text_inside_and_after(self) -> None:
        """libxml2 stops reading at a depth of 256."""
        body = "<div>" * 20_000 + "<p>inside</p>" + "</div>" * 20_000 + "<p>after</p>"
        assert text_of(clean(body, BASE)) == "inside\n\nafter"

    @pytest.mark.parametrize(
        "body",
        [
            "word " * 1_000_000,
            "<div>" * 1_000_000,
            "<a>x</a>" * 200_000,
            "<noscript><img src=/a></noscript>" * 20_000,
            "<p " + "".join(f"a{n}=b " for n in range(50_000)) + ">",
            "<script>x</script>y" * 40_000,
            "&" * 1_000_000,
            "<b dir=ltr>" * 70_000,
        ],
    )
    def test_huge_body_takes_bounded_time(self, body: str) -> None:
        start = time.process_time()
        cleaned = clean(body, BASE)
        assert time.process_time() - start < 2
        assert len(cleaned.encode()) <= 300_000


def test_body_parses_to_the_same_text_in_another_parser() -> None:
    cleaned = clean("<p>one<p>two<div><b><i>three</b></i><li>x<td>y", BASE)
    words = lxml_html.fragment_fromstring(cleaned, create_parent=True).text_content()
    assert words.split() == ["onetwothreexy"]
