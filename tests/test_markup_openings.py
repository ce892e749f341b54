"""What stands before an article is known by its shape, and nothing else is taken for it."""

import time

import pytest

from digest.markup.openings import (
    is_caption,
    is_furniture,
    repeats,
    without_dateline,
    without_title,
)


@pytest.mark.parametrize(
    "paragraph",
    [
        "SHARE THIS ARTICLE Share Tweet Post Email",
        "Share on Facebook | 12 comments",
        "Share via WhatsApp",
        "By David Jackson, USA TODAY",
        "By JANE DOE and John Smith, Staff Writers",
        "Von Angela Merkel und Olaf Scholz",
        "بقلم محمد علي",
        "كتب: أحمد سالم",
        "شارك المقال على فيسبوك",
        "PUBLISHED: 10:20 EST, 3 May 2012 | UPDATED: 12:00 EST, 3 May 2012",
        "Last updated on 3 May 2026 at 10:20",
        "Veröffentlicht am 3. Mai 2026",
        "Publié le 3 mai 2026 à 10h20",
        "Actualizado: 3 de mayo de 2026",
        "نشر في 12 مايو 2026",
        "(This post was last updated at 12:47 p.m. ET.)",
        "Image copyright Getty Images Image caption A ship in the harbour",
        "Media playback is unsupported on your device",
        "Enlarge this image toggle caption AP AP",
        "Story highlights Two police officers also killed, military says",
        "FILE - In this Thursday, Sept. 12, 2019, file photo, the president pauses.",
        "Photo: Reuters",
        "Foto: dpa",
        "مصدر الصورة: رويترز",
        "Read more: How the port was built",
        "Lesen Sie auch: Der Hafen",
        "À lire aussi : Le port",
        "اقرأ أيضا: الميناء",
        "3 min read",
        "Reporting by Ali; Editing by Omar",
        "The views expressed here are the author's own.",
        "ADVERTISEMENT",
        "* * *",
        "12:30",
    ],
)
def test_words_of_the_page_are_furniture(paragraph: str) -> None:
    assert is_furniture(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Share prices fell on Monday.",
        "By Monday the port was open.",
        "From the harbour came a ship.",
        "Published on Monday, the study says that prices rose sharply again.",
        "Published on 3 May, the study says that prices of bread rose sharply again.",
        "Veröffentlicht wurde die Studie am Montag.",
        "كتب الرئيس رسالة إلى الشعب الليبي اليوم.",
        "Photographs of the harbour were sold.",
        "Images of the harbour moved the town.",
        "It rained.",
        "Image copyright Getty Images. " + "The port opened. " * 40,
    ],
)
def test_sentence_that_begins_alike_is_none(paragraph: str) -> None:
    assert not is_furniture(paragraph)


@pytest.mark.parametrize(
    ("paragraph", "caption"),
    [
        ("A senator speaks, September 27, 2018. (Andrew Harnik/Pool via AP)", True),
        ("A senator speaks (AP Photo/Andrew Harnik)", True),
        ("A senator speaks [Getty Images]", True),
        ("A senator speaks (Reuters)", True),
        ("Residents queue for bread / AFP", True),
        ("Residents queue for bread. Getty Images", True),
        ("The port opened on Monday. (Reuters)", False),
        ("He came to either/or decisions, said Reuters.", False),
        ("The party (founded in 1990) won.", False),
    ],
)
def test_caption_ends_with_a_credit(paragraph: str, *, caption: bool) -> None:
    assert is_caption(paragraph) is caption


@pytest.mark.parametrize(
    "dateline",
    [
        "TRIPOLI (Reuters) - ",
        "Tripoli, Nov 22 (Xinhua) -- ",
        "(Reuters) - ",
        "PARIS — ",
        "WASHINGTON—",
        "WASHINGTON, D.C.—",
        "KALAMAZOO, Mich. (Reuters) - ",
        "BURLINGTON, Vt. — ",
        "NEW YORK, 22 November – ",
        "Dhaka, Bangladesh (CNN) ",
        "New York (CNN Business) ",
        "KARACHI: ",
        "Tripoli, 22 November 2026: ",
        "Berlin (dpa) - ",
        "طرابلس (رويترز) - ",
        "طرابلس – ",
        "طرابلس 22 نوفمبر 2026 (وال) – ",
        "新华社北京11月22日电（记者张三）",
        "【东京】",
    ],
)
def test_dateline_is_left_out(dateline: str) -> None:
    assert without_dateline(f"{dateline}The port opened.") == "The port opened."


@pytest.mark.parametrize(
    "text",
    [
        "The port - a large one - opened.",
        "NATO - the alliance of states - met.",
        "Oil (crude) rose.",
        "The Associated Press (AP) said no.",
        "The deal of May 12 – The end of a war – was kept.",
        "Libya: a country at war.",
        "TRIPOLI (Reuters) - ",
        "新华社说港口开放。",
    ],
)
def test_sentence_that_is_no_dateline_stays(text: str) -> None:
    assert without_dateline(text) == text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Port Opens in Tripoli", ""),
        ("PORT OPENS IN TRIPOLI.", ""),
        ("Port opens in Tripoli: Ships came.", "Ships came."),
        ("Port opens in Tripoli - Ships came.", "Ships came."),
        ("Port opens in Tripoli Ships came at once.", "Ships came at once."),
        ("Port opens in Tripoli 'Ships came.'", "'Ships came.'"),
        ("Port opens in Tripoli after years of war.", None),
        ("Port opens in Tripoli, where ships came.", None),
        ("Port opens in Tripolitania.", None),
        ("Another sentence.", None),
    ],
)
def test_title_before_the_text_is_left_out(text: str, rest: str | None) -> None:
    assert without_title(text, "Port opens in Tripoli") == (text if rest is None else rest)


def test_short_title_is_no_repetition_before_a_name() -> None:
    assert without_title("Port Said was closed.", "Port") == "Port Said was closed."


@pytest.mark.parametrize(
    ("sentence", "same"),
    [
        ("“Port opens” in Tripoli, at last!", True),
        ("Port opens in Tripoli.", True),
        ("Port opens.", False),
        ("The port opens in Tripoli at last.", False),
        ("…", False),
    ],
)
def test_sentence_with_the_words_of_the_title_repeats_it(sentence: str, *, same: bool) -> None:
    assert repeats(sentence, "Port opens in Tripoli at last") is same


@pytest.mark.parametrize(
    "unit",
    ["A", "A ", "(", "[/", "By A ", "A.", "The post ", "published ", "ا ", "1", "—", "| ", "A-"],
)
def test_hostile_paragraphs_take_no_time(unit: str) -> None:
    text = unit * (4000 // len(unit))
    began = time.process_time()
    for part in (text, text[:400]):
        is_furniture(part)
        is_caption(part)
        without_dateline(part)
        without_title(part, text[:300])
    assert time.process_time() - began < 0.2
