"""Bodies become paragraphs."""

import pytest
from hypothesis import given
from tag_soup import TAG_SOUP

from digest.markup import text_of


class TestTextOf:
    def test_paragraphs_are_split_by_blank_lines(self) -> None:
        page = """<h2>Head</h2><p>One <b>bold</b>
            word<br>more.</p><ul><li>a</li><li>b</li></ul>
            <table><tr><th>x</th><td>y</td></tr><tr><td>z</td></tr></table>
            <figure><img src="/a.jpg" alt="A"><figcaption>Caption</figcaption></figure>
            <video>Your browser is old</video><script>x</script>
            <p>Fish &amp; chips</p>"""
        assert text_of(page) == (
            "Head\n\nOne bold word more.\n\na\n\nb\n\nx y\n\nz\n\nFish & chips"
        )

    def test_lines_of_code_stay_lines(self) -> None:
        assert text_of("<pre>a\n  b<br>c\n\nd</pre>e") == "a\n  b\nc\nd\n\ne"

    def test_characters_that_cannot_be_seen_are_gone(self) -> None:
        assert text_of("<p>a&#x200b;b&#x202e;</p><p>\ufeff</p>") == "ab"

    @pytest.mark.parametrize("page", ["", " ", "<p></p>", "<!-- x -->", "<img src=/a.jpg>"])
    def test_nothing_gives_no_text(self, page: str) -> None:
        assert text_of(page) == ""

    @given(TAG_SOUP)
    def test_blocks_are_never_empty(self, page: str) -> None:
        text = text_of(page)
        # A line of code may begin with white space.
        assert all(block.rstrip() == block != "" for block in text.split("\n\n") if text)
        assert text.strip() or not text
