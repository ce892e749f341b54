"""Two findings of one text: when a second is sought, and which of the two is taken."""

from typing import TYPE_CHECKING

import pytest

from digest.extract.choice import choose, is_certain
from digest.extract.density import densest
from digest.extract.outline import Line, lines_of
from digest.page import parse

if TYPE_CHECKING:
    from lxml.html import HtmlElement

WORDS = (
    *("bridge", "school", "market", "library", "harbour", "station", "theatre", "hospital"),
    *("museum", "garden", "tunnel", "airport", "prison", "bakery", "brewery", "chapel"),
)
TEXTS = [
    f"The {word} costs {number} millions more than the council said when it asked the people of"
    f" the town about the {word}, a report of number {number} to the {word} board says today."
    for number, word in enumerate(WORDS)
]
OTHERS = [text[::-1].replace(" ", ".") + " " + text[::-1] for text in TEXTS]
"""Words that no text has."""
LINKS = "<ul>" + "<li><a href='/x'>A link of the menu</a></li>" * 80 + "</ul>"


def second(*texts: str) -> list[Line]:
    return lines_of(parse("<body>" + "".join(f"<p>{text}</p>" for text in texts) + "</body>"))


def chosen(first: list[str], *texts: str) -> list[str] | None:
    lines = choose(" ".join(first), second(*texts))
    return None if lines is None else [line.text for line in lines]


def certain(body: str, title: str | None = None) -> bool:
    root = parse(f"<body>{body}</body>")
    heading: HtmlElement | None = root.find(f".//{title}") if title else None
    lines = lines_of(root, heading)
    return is_certain(densest(lines, heading), lines, heading)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_all_running_text_of_the_page_is_certain() -> None:
    menu, foot = "<nav>" + "<a href='/x'>Section</a> " * 90 + "</nav>", "<footer>Imprint</footer>"
    assert certain(f"{menu}<article>{paragraphs(*TEXTS)}</article>{foot}")
    assert certain(f"<form>{paragraphs(*TEXTS)}</form>")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>Nothing long here</p>",
        f"<div>{paragraphs(*TEXTS[:2])}</div>",
        f"<div>{paragraphs(*TEXTS[:6])}</div>{LINKS}<div>{paragraphs(*TEXTS[6:10])}</div>",
        f"<div>{paragraphs(*TEXTS[:6])}</div><footer>{paragraphs(*TEXTS[6:10])}</footer>",
        f"<div>{paragraphs(*TEXTS[:6])}{'<h4>Of the tables that follow here</h4>' * 20}</div>",
        f"<div>{paragraphs(*TEXTS[:9])}<aside>{TEXTS[9]}</aside>{paragraphs(*TEXTS[10:])}</div>",
        f"<div>{paragraphs(*TEXTS[:6])}<p><a href='/x'>{TEXTS[6]}</a></p><p>{TEXTS[7]}</p></div>",
    ],
    ids=["nothing", "short", "little", "more elsewhere", "more foreign", "labels", "aside", "link"],
)
def test_a_finding_is_doubtful_when(body: str) -> None:
    assert not certain(body)


def test_running_text_between_the_title_and_the_finding_is_doubtful() -> None:
    lead, text = f"<div><p>{TEXTS[0]}</p></div>", f"<div>{paragraphs(*TEXTS[1:])}</div>"
    box = lead + LINKS
    assert not certain(f"<h1>Title</h1>{box}{text}", "h1")
    assert certain(f"{box}<h1>Title</h1>{text}", "h1")
    assert not certain(box + text)


def test_a_title_without_words_has_nothing_after_it_that_could_be_missed() -> None:
    lead, text = f"<div><p>{TEXTS[0]}</p></div>", f"<div>{paragraphs(*TEXTS[1:])}</div>"
    assert certain(f"<h1></h1>{lead}{LINKS}{text}", "h1")


def test_a_title_with_blocks_in_it_counts_to_its_end() -> None:
    title = f"<section><p>{TEXTS[0]}</p></section>"
    text = f"<div>{paragraphs(*TEXTS[2:])}</div>"
    assert certain(f"{title}{text}", "section")
    short = "<section><p>Title</p></section>"
    assert not certain(f"{short}<div><p>{TEXTS[1]}</p></div>{LINKS}{text}", "section")
    assert certain(f"<div><p>{TEXTS[1]}</p></div>{LINKS}{short}{text}", "section")


def test_without_a_second_the_first_stands() -> None:
    assert choose(" ".join(TEXTS), []) is None
    assert choose("", []) is None


def test_a_first_of_nothing_need_not_agree() -> None:
    assert chosen(["Please sign in."], *TEXTS) == TEXTS
    assert chosen([], *TEXTS) == TEXTS
    assert chosen(["Please sign in to read."], "A note") is None


def test_two_that_disagree_say_nothing() -> None:
    assert chosen(TEXTS[:8], *OTHERS) is None
    assert chosen(TEXTS[:8], *TEXTS[4:8], *OTHERS[:4]) is None
    assert chosen(TEXTS[:8], *OTHERS[:8], TEXTS[7]) is None


def test_two_that_are_alike_leave_the_first() -> None:
    assert chosen(TEXTS, *TEXTS) is None


def test_paragraphs_that_the_first_missed_inside_are_text() -> None:
    first = TEXTS[:3] + TEXTS[6:]
    assert chosen(first, *TEXTS) == TEXTS


def test_what_follows_the_end_of_the_first_is_not_text() -> None:
    assert chosen(TEXTS[:12], *TEXTS) is None
    assert chosen(TEXTS[:4], *TEXTS[:4], *OTHERS) is None
    assert chosen(TEXTS[:3] + TEXTS[6:12], *TEXTS) == TEXTS[:12]
    assert chosen(TEXTS[:3] + TEXTS[6:12], *TEXTS, "The bridge") == TEXTS[:12]


def test_a_standfirst_that_the_first_missed_is_text_though_it_is_short() -> None:
    lead = f"{TEXTS[0]} It is the first of them."
    first = TEXTS[1:]
    assert len(lead) < 0.1 * len(" ".join(first))
    many = [text.upper() for text in TEXTS]
    assert chosen(first + many, lead, *first, *many) == [lead, *first, *many]
    assert chosen(first + many, lead[:90] + ".", *first, *many) is None


def test_a_little_that_was_missed_inside_is_not_worth_the_change() -> None:
    assert chosen(TEXTS[:8] + TEXTS[9:], *TEXTS) is None


def test_labels_that_only_the_second_has_are_not_missed() -> None:
    labels = [f"Label of box {number}" for number in range(30)]
    assert chosen(TEXTS, *TEXTS[:4], *labels, *TEXTS[4:]) is None


def test_a_song_whose_refrain_the_first_dropped_is_taken_whole() -> None:
    verses = [f"{text[:45].strip()} and flows" for text in TEXTS]
    refrain = "Row, row, all night with me, my dear, and we shall never come home again"
    song = [line for verse in verses for line in (verse, refrain, refrain)]
    assert chosen([*verses, refrain], *song) == song


def test_the_beginning_of_a_first_that_goes_on_to_another_article_is_taken() -> None:
    assert chosen(TEXTS[:8] + OTHERS[8:], *TEXTS[:8]) == TEXTS[:8]


def test_a_part_of_the_first_that_is_not_its_beginning_is_not_taken() -> None:
    assert chosen(TEXTS, *TEXTS[6:12]) is None
    assert chosen(TEXTS, *TEXTS[12:]) is None
    assert chosen(TEXTS, *TEXTS[:4], *TEXTS[12:]) is None


def test_a_beginning_with_other_words_in_it_is_not_taken() -> None:
    labels = [f"Zyx{number} wvu{number}" for number in range(30)]
    first = TEXTS[:8] + OTHERS[8:]
    assert chosen(first, *TEXTS[:4], *labels, *TEXTS[4:8]) is None


def test_a_long_word_at_the_end_of_the_first_is_no_other_article() -> None:
    assert chosen([*TEXTS[:4], "x" * 100], *TEXTS[:4]) is None


def test_too_little_of_a_first_is_not_its_beginning() -> None:
    assert chosen(TEXTS, *TEXTS[:3]) is None
    assert chosen(TEXTS, *TEXTS[:8]) == TEXTS[:8]


def test_a_second_of_short_lines_changes_nothing() -> None:
    assert chosen(TEXTS, *(text[:40] for text in TEXTS)) is None
    assert chosen(TEXTS, "The bridge", "The school") is None


@pytest.mark.parametrize("alphabet", ["市议会晚上开会讨论", "กขคงจฉชซ", "اجتمعالمجلس"])
def test_texts_of_other_scripts_are_compared_as_well(alphabet: str) -> None:
    texts = [
        "".join(alphabet[(n * k + k) % len(alphabet)] + chr(0x4E10 + 31 * n) for k in range(50))
        + "。"
        for n in range(1, 12)
    ]
    assert chosen([*texts[:4], *texts[6:]], *texts) == texts
