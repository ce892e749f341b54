"""The blocks that a site repeats over its articles, and those that only look so."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from digest.extract.furniture import ARTICLES, SURE, without_repeated
from digest.model import Furniture

LETTER = "<p>Get the letter of the editors: what matters, every morning before breakfast, free.</p>"
LIFE = (
    "<p>Jane Doe has written about harbours for twenty years. She lives by the sea with two"
    " dogs, and is the author of three books on ships and the people who build them.</p>"
)
BACKGROUND = (
    "<p>The bridge was closed after the flood of last spring took away two of its piers, and"
    " the council has argued about a new one ever since, in six meetings and one court case.</p>"
)
WORDS = [f"word{n}" for n in range(400)]


def own(number: int, *, blocks: int = 6) -> list[str]:
    """Paragraphs that no other number has."""
    chance = random.Random(number)
    return [f"<p>{' '.join(chance.choices(WORDS, k=30))}</p>" for _ in range(blocks)]


class Site:
    """A site whose articles are read one after another."""

    def __init__(self) -> None:
        self.known = Furniture()
        self.read = 0
        self.dropped: list[str] = []

    def article(self, *blocks: str, url: str = "") -> list[str]:
        """Read an article; return its blocks that stay, as HTML."""
        self.read += 1
        made = html.fragment_fromstring("".join(blocks), create_parent="div")
        url = url or f"https://news.example/{self.read}"
        self.known, dropped = without_repeated(made, url, self.known)
        self.dropped = [one.text for one in dropped]
        assert {one.reason for one in dropped} <= {"furniture of the site"}
        return [html.tostring(block, encoding="unicode") for block in made]


def test_from_the_third_article_on_what_stood_in_two_others_at_the_edge_goes() -> None:
    site = Site()
    for number in range(2):
        blocks = [LETTER, *own(number), LIFE]
        assert site.article(*blocks) == blocks
        assert site.dropped == []
    assert site.article(LETTER, *own(2), LIFE) == own(2)
    assert [text[:13] for text in site.dropped] == ["Get the lette", "Jane Doe has "]


def test_other_spaces_case_and_punctuation_are_the_same_block() -> None:
    site = Site()
    site.article("<p>Sign up!</p>", *own(0))
    site.article("<p>SIGN  UP</p>", *own(1))
    assert site.article("<div><b>Sign</b> up …</div>", *own(2)) == own(2)


def test_an_article_read_again_or_moved_or_updated_counts_once() -> None:
    site = Site()
    text = own(0)
    for _ in range(3):
        assert site.article(*text, LIFE, url="https://news.example/same") == [*text, LIFE]
    for number in range(3):
        assert site.article(*text, LIFE, url=f"https://other.example/{number}") == [*text, LIFE]
    longer = [f"<p>Update {'now ' * 5}</p>", *text, *own(7, blocks=4), LIFE]
    assert site.article(*longer) == longer
    assert site.article(*own(1), LIFE) == [*own(1), LIFE]
    assert site.article(*own(2), LIFE) == own(2)


def test_a_live_page_that_grows_at_one_address_is_one_article() -> None:
    site = Site()
    for number in range(8):
        blocks = [*own(number, blocks=8), BACKGROUND]
        assert site.article(*blocks, url="https://news.example/live") == blocks


def test_the_background_of_an_affair_inside_articles_stays() -> None:
    site = Site()
    for number in range(12):
        before, after = own(number, blocks=4), own(1000 + number, blocks=4)
        assert site.article(*before, BACKGROUND, *after) == [*before, BACKGROUND, *after]


def test_short_lines_and_links_inside_go_when_six_articles_had_them() -> None:
    site = Site()
    more = f"<p><a href='/a'>{' '.join(WORDS[:30])}</a></p>"
    advertisement = "<p>Story continued below</p>"
    for number in range(8):
        before, after = own(number, blocks=4), own(1000 + number, blocks=4)
        left = site.article(
            *before, advertisement, *after[:3], more, *after[3:], *own(2000 + number)
        )
        gone = number >= 5
        assert (advertisement not in left) == gone
        assert (len(left) == 14) == gone


def test_a_heading_stays_while_its_section_does() -> None:
    site = Site()
    heading, bold = "<h2>Background</h2>", "<p><strong>What is next</strong></p>"
    question, announced = "<p>What did he say?</p>", "<p>The main moves today:</p>"
    for number in range(8):
        blocks = [
            block
            for n, title in enumerate((heading, bold, question, announced))
            for block in (title, *own(100 * n + number, blocks=3))
        ]
        assert site.article(*blocks) == blocks


def test_a_heading_above_other_headings_stays() -> None:
    site = Site()
    for number in range(8):
        blocks = [*own(number), "<h2>Questions</h2>", "<h3>Who pays</h3>", *own(900 + number)]
        assert site.article(*blocks) == blocks


def test_a_heading_goes_with_all_that_follows_it() -> None:
    site = Site()
    about = "<h3>About the author</h3>"
    for number in range(2):
        site.article(*own(number), about, LIFE)
    assert site.article(*own(2), "<h3>The author</h3>", LIFE) == own(2)
    assert site.article(*own(3), about, LIFE) == own(3)
    assert site.article(*own(4), about) == own(4)


def test_never_half_of_the_words_are_dropped() -> None:
    site = Site()
    for number in range(4):
        site.article(*own(number), LIFE)
    short = "<p>The council meets at noon.</p>"
    assert site.article(short, LIFE) == [short, LIFE]
    assert site.article(LIFE) == [LIFE]


def test_pictures_with_captions_code_and_lines_without_words_stay() -> None:
    site = Site()
    figure = '<figure><img src="/a.jpg"><figcaption>Photo: AFP</figcaption></figure>'
    for number in range(8):
        code = "<pre>make install</pre>"
        blocks = [figure, *own(number), "<hr>", code, "<p>***</p>", *own(100 + number)]
        assert site.article(*blocks) == blocks


def test_words_without_spaces_are_counted_as_words() -> None:
    site = Site()
    text = (
        "市议会周二晚上开会讨论了三个小时关于去年春天洪水冲走两个桥墩之后一直关闭的大桥的问题但是没有人知道谁来付钱"
        * 2
    )
    for number in range(12):
        before, after = own(number, blocks=4), own(1000 + number, blocks=4)
        block = f"<p>{text}</p>"
        assert block in site.article(*before, block, *after)


def test_the_memory_is_bounded_and_forgets_the_oldest() -> None:
    site = Site()
    for number in range(ARTICLES + 20):
        site.article(*own(number, blocks=60), LIFE)
    assert len(site.known.articles) == ARTICLES
    assert len(site.known.seen) <= 40 * ARTICLES + SURE
    assert site.article(*own(999), LIFE) == own(999)
    first, last = own(0), own(ARTICLES + 19)
    learnt = {seen.block for seen in site.known.seen}
    assert learnt.isdisjoint(seen.block for seen in _of(first))
    assert not learnt.isdisjoint(seen.block for seen in _of(last))


def test_of_the_blocks_known_as_furniture_the_newest_are_kept() -> None:
    site = Site()
    for turn in range(30):
        boxes = [f"<p>box {turn} {n}</p>" for n in range(38)]
        for number in range(3):
            site.article(*own(3 * turn + number, blocks=40)[:1], *boxes, own(5000 + turn)[0])
    sure = [one for one in site.known.seen if len(one.articles) > 2]
    assert len(sure) <= SURE


def test_nothing_is_learnt_from_nothing() -> None:
    site = Site()
    assert site.article("<hr>") == ["<hr>"]
    assert site.known == Furniture()


def _of(blocks: list[str]) -> tuple[object, ...]:
    one = Site()
    one.article(*blocks)
    return one.known.seen


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from([LETTER, LIFE, BACKGROUND, *own(1), *own(2)])), max_size=12)
)
def test_whatever_comes_less_than_half_goes_and_the_rest_is_as_it_was(
    articles: list[list[str]],
) -> None:
    site = Site()
    for blocks in articles:
        left = site.article(*blocks)
        assert 2 * _words(left) > _words(blocks) or left == blocks
        rest = iter(blocks)
        assert all(block in rest for block in left)


def _words(blocks: list[str]) -> int:
    return sum(len(html.fromstring(block).text_content().split()) for block in blocks)
