"""What a running line is, and which box holds most of them."""

import pytest
from extracting import OTHER, PARAGRAPH

from digest.extract.density import LONG, densest, runs
from digest.extract.outline import Line, lines_of
from digest.page import parse

FERRY = (
    "The ferry that carries people over in the meantime stops at nine in the evening, so that"
    " those who work late have to drive forty kilometres to reach their homes."
)
TEXTS = [PARAGRAPH, OTHER, FERRY]
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXTS)


def only_line(markup: str) -> Line:
    (line,) = lines_of(parse(markup))
    return line


def found(body: str) -> list[str]:
    return [line.text for line in densest(lines_of(parse(f"<body>{body}</body>")))]


@pytest.mark.parametrize(
    "text",
    [
        PARAGRAPH,
        "市议会星期二晚上开会讨论了去年春天洪水冲走两个桥墩之后一直关闭的大桥。",
        "市議会は火曜日の夜に開かれ、橋について三時間にわたって話し合ったという。",
        "สภาเมืองประชุมกันในคืนวันอังคารและพูดคุยกันสามชั่วโมงเกี่ยวกับสะพานที่ปิดมาตั้งแต่น้ำท่วม",
        "اجتمع المجلس البلدي مساء الثلاثاء وتحدث ثلاث ساعات عن الجسر المغلق منذ فيضان الربيع؟",
        "परिषद की बैठक मंगलवार की शाम को हुई और पुल के बारे में तीन घंटे तक बहुत बातचीत हुई।",
    ],
)  # fmt: skip
def test_a_long_line_with_a_sentence_is_running_text_in_every_script(text: str) -> None:
    assert runs(only_line(f"<p>{text}</p>"))


@pytest.mark.parametrize(
    "markup",
    [
        "<p>The bridge stays closed.</p>",
        f"<p>{'x' * (LONG - 2)}.</p>",
        f"<p>{'word ' * 40}</p>",
        f"<h2>{PARAGRAPH}</h2>",
        f"<p>Far from all, but <a href='/x'>{PARAGRAPH}</a></p>",
        f"<footer>{PARAGRAPH}</footer>",
    ],
)
def test_short_lines_labels_headings_links_and_foreign_lines_do_not_run(markup: str) -> None:
    assert not runs(only_line(markup))


def test_a_line_runs_from_eighty_letters_on_also_with_links_up_to_half() -> None:
    assert runs(only_line(f"<p>{'x' * (LONG - 1)}.</p>"))
    assert runs(only_line(f"<p><a href='/x'>{'x' * 50}</a>{'y' * 49}.</p>"))


@pytest.mark.parametrize(
    "layout",
    [
        "<form id='aspnetForm'><div>{}</div></form>",
        "<table><tr><td><a href='/'>Home</a></td><td>{}</td></tr></table>",
        "<div><a href='/'>Home</a></div><article>{}</article><footer>The Valley Times</footer>",
        "<div class='menu'><p>Menu</p></div><div>{}</div>",
        "{}",
    ],
)
def test_the_box_of_the_text_is_found_in_every_layout(layout: str) -> None:
    assert found(layout.format(PARAGRAPHS)) == TEXTS


def test_paragraphs_in_boxes_of_their_own_are_one_text() -> None:
    assert found("<div>" + "".join(f"<div><p>{text}</p></div>" for text in TEXTS) + "</div>") == (
        TEXTS
    )


def test_of_two_texts_the_longer_one_is_found() -> None:
    page = f"<div><p>{FERRY}</p></div><div><section><p>{PARAGRAPH}</p><p>{OTHER}</p></section>"
    teasers = "".join(f"<a href='/{n}'><h3>Another headline of the day</h3></a>" for n in range(9))
    assert found(f"{page}{teasers}</div>") == [PARAGRAPH, OTHER]


def test_links_speak_against_a_box_but_a_long_one_not_more_than_sixty_letters() -> None:
    link = f"<p><a href='/x'>{'A headline of many words ' * 5}</a></p>"
    assert found(f"<div>{link * 2}<p>{PARAGRAPH}</p></div>") == [PARAGRAPH]
    assert found(f"<div>{link * 3}<p>{PARAGRAPH}</p></div>") == []


def test_short_lines_speak_against_a_box_but_not_headings_items_and_cells() -> None:
    labels = "".join(f"<div>Label {n}</div>" for n in range(40))
    text = f"<section><p>{PARAGRAPH}</p><p>{OTHER}</p></section>"
    assert found(f"<div>{labels}{text}</div>") == [PARAGRAPH, OTHER]
    one, two = (f"<section><p>{text}</p></section>" for text in (PARAGRAPH, OTHER))
    assert found(f"<div>{one}{labels}{two}</div>") == [PARAGRAPH]
    for tag in ("h3", "li", "td", "dt"):
        parts = "".join(f"<{tag}>Part {n}</{tag}>" for n in range(40))
        page = f"<div><div><p>{PARAGRAPH}</p></div><div>{parts}<p>{OTHER}</p></div></div>"
        lines = found(page)
        assert len(lines) >= 42 - (tag == "td"), tag  # bare cells are no elements for libxml2


def test_foreign_lines_speak_neither_for_nor_against_a_box() -> None:
    one, two = (f"<section><p>{text}</p></section>" for text in (PARAGRAPH, OTHER))
    for inside in ("<a href='/x'>A link</a>", "Label", FERRY):
        box = "<nav>" + f"<p>{inside}</p>" * 40 + "</nav>"
        assert found(f"<div>{one}{box}{two}</div>") == [PARAGRAPH, OTHER]


def test_a_little_text_beside_a_long_one_is_not_of_it() -> None:
    text = f"<section>{PARAGRAPHS}{PARAGRAPHS}</section>"
    note = "This page was made by the office of the town, which answers all letters at noon."
    assert found(f"<div>{text}<div><p>{note}</p></div></div>") == TEXTS * 2


def test_foreign_lines_and_links_in_the_text_are_left_out() -> None:
    inside = (
        f"<aside><p>{FERRY}</p></aside><p><a href='/x'>Read the other story</a></p>"
        f"<p>See <a href='/y'>this</a> note.</p>"
    )
    assert found(f"<div><p>{PARAGRAPH}</p>{inside}<p>{OTHER}</p></div>") == [
        PARAGRAPH,
        "See this note.",
        OTHER,
    ]


def test_the_text_begins_after_the_title() -> None:
    root = parse(
        f"<body><div><p>{FERRY}</p><h1><span>The bridge</span></h1><p>{PARAGRAPH}</p>"
        f"<p>{OTHER}</p></div></body>"
    )
    for heading in (root.find(".//h1"), root.find(".//h1/..")[1]):
        lines = lines_of(root, heading)
        assert [line.text for line in densest(lines, heading)] == [PARAGRAPH, OTHER]
    assert len(densest(lines_of(root))) == 4


def test_a_title_with_blocks_in_it_ends_the_lines_before_the_text() -> None:
    root = parse(f"<body><div><p>Date</p><div id=t><p>Title</p></div><p>{PARAGRAPH}</p></div>")
    heading = root.find(".//div[@id='t']")
    assert [line.text for line in densest(lines_of(root, heading), heading)] == [PARAGRAPH]


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<p>The bridge stays closed.</p>",
        "".join(f"<p><a href='/{n}'>{PARAGRAPH}</a></p>" for n in range(4)),
        f"<footer><p>{PARAGRAPH}</p></footer>",
        "".join(
            f"<div><h3><a href='/{n}'>A headline</a></h3><p>Short words</p></div>" for n in range(9)
        ),
    ],
)
def test_a_page_without_running_text_has_none(page: str) -> None:
    assert found(page) == []
