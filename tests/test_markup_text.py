"""Bodies become paragraphs, and paragraphs their first sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tag_soup import TAG_SOUP

from digest.markup import lead, text_of


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


class TestLead:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("One two. Three four! Five?", "One two. Three four! Five?"),
            ("Mr. Smith met Dr. Jones in the U.S. Senate. End.", None),
            ("Prices rose by 3.5 per cent. No. 10 denied it.", None),
            ("Am 3. November kam z.B. Frau Dr. Meier. Ende.", None),
            ("“Go away!” he said. She went.", None),
            ("ذهب الرجل؟ نعم ذهب. وعاد.", None),
            ("他走了。她来吗？好！", None),
            ("First paragraph\n\nSecond one.", "First paragraph Second one."),
            ("", ""),
            ("\n\n", ""),
        ],
    )
    def test_short_text_is_told_whole(self, text: str, told: str | None) -> None:
        assert lead(text) == (text if told is None else told)

    @pytest.mark.parametrize(
        ("text", "first"),
        [
            (
                "Mr. Smith of the U.S. Navy went home. Then he slept.",
                "Mr. Smith of the U.S. Navy went home.",
            ),
            ("The J. B. Hall was full. Nobody left.", "The J. B. Hall was full."),
            ("Er kam am 3. November an. Dann ging er.", "Er kam am 3. November an."),
            ("“Go away!” he said aloud. She went.", "“Go away!” he said aloud."),
            ("هل ذهب الرجل؟ نعم ذهب الرجل.", "هل ذهب الرجل؟"),
            ("他昨天走了。她明天来吗？好！", "他昨天走了。"),
            ("She left (on foot.) He stayed at home.", "She left (on foot.)"),
        ],
    )
    def test_sentence_ends_where_a_reader_would_end_it(self, text: str, first: str) -> None:
        assert lead(text, limit=len(first) + 1) == first

    @pytest.mark.parametrize(
        "dateline",
        [
            "TRIPOLI (Reuters) - ",
            "Tripoli, Nov 22 (Xinhua) -- ",
            "PARIS — ",
            "NEW YORK, 22 November – ",
            "طرابلس (رويترز) - ",
        ],
    )
    def test_dateline_is_left_out(self, dateline: str) -> None:
        assert lead(f"{dateline}The port opened today.") == "The port opened today."

    @pytest.mark.parametrize("text", ["The port - a large one - opened.", "Oil (crude) rose."])
    def test_sentence_that_is_no_dateline_stays(self, text: str) -> None:
        assert lead(text) == text

    def test_repetition_of_the_title_is_left_out(self) -> None:
        text = "Port opens in Tripoli\n\nThe port opened today."
        assert lead(text, title="Port Opens in Tripoli") == "The port opened today."

    def test_longer_word_than_the_title_is_no_repetition(self) -> None:
        assert lead("Ports opened today.", title="Port") == "Ports opened today."

    def test_sentence_longer_than_the_limit_is_cut_at_a_word(self) -> None:
        assert lead("word " * 100, limit=23) == "word word word word…"

    @given(st.text(), st.text(max_size=10), st.integers(min_value=10, max_value=300))
    def test_lead_is_never_longer_than_its_limit(self, text: str, title: str, limit: int) -> None:
        assert len(lead(text, title=title, limit=limit)) <= limit
