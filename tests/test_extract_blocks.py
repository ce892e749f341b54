"""The lines that stand in a text and are no part of it, and those that only look so."""

import time

import pytest
from extracting import OTHER, PARAGRAPH
from lxml import html

from digest.extract.blocks import without_furniture
from digest.extract.phrases import SHARE, UPDATED

TITLE = "The bridge stays closed"
LINKS = "<ul><li><a href='/a'>Another bridge</a></li><li><a href='/b'>A pier</a></li></ul>"


def kept(*lines: str, authors: tuple[str, ...] = (), title: str = TITLE) -> list[str]:
    blocks = html.fragment_fromstring("<div>" + "".join(lines) + "</div>")
    without_furniture(blocks, title, authors, lambda text: text.endswith("December 7, 2025"))
    return [" ".join(block.text_content().split()) for block in blocks]


@pytest.mark.parametrize(
    "line",
    [
        f"<h2>{TITLE}</h2>",
        f"<p>“{TITLE.upper()}”</p>",
        "<p>Share on FacebookShare on Twitter</p>",
        "<p>Share this article</p>",
        "<p>Teilen auf Facebook</p>",
        "<p>Compartir en WhatsApp</p>",
        "<p>شارك</p>",
        "<p>Read more: Something else</p>",
        "<p>Related: The ferry</p>",
        "<p>Les også: Broen</p>",
        "<p>Lire aussi : Le pont</p>",
        "<p>Mehr zum Thema</p>",
        "<p>También te puede interesar: el puente</p>".replace("También te", "Te"),
        "<p>Leia também: a ponte</p>",
        "<p>Leggi anche: il ponte</p>",
        "<p>Czytaj też: most</p>",
        "<p>Читайте также: Мост</p>",
        "<p>اقرأ أيضا: الجسر</p>",
        "<p>相关阅读：大桥</p>",
        "<p>関連記事：橋</p>",
        "<p>Tags: roads, floods</p>",
        "<p>標籤</p>".replace("標籤", "Schlagwörter: Brücke, Flut"),
        "<p>5 min read</p>",
        "<p>12 Minutes de lecture</p>",
        "<p>December 7, 2025</p>",
        "<p>Valley, December 7, 2025</p>",
        "<p>By Ada Lind</p>",
        "<p>Ada Lind</p>",
        "<p>von Ada Lind, Redakteurin</p>",
        "<p>Sign up for our morning newsletter</p>",
        "<p>Get the best of the valley in your inbox, every day.</p>",
        "<p>Follow us on Mastodon</p>",
        "<p>Jetzt Newsletter abonnieren</p>",
        "<p>Inscrivez-vous à notre lettre</p>",
        "<p>Suscríbete a nuestro boletín</p>",
        "<p>Подпишитесь на наш канал</p>",
        "<p>تابعونا على فيسبوك</p>",
        "<p>Leave a comment</p>",
        "<p>12 Kommentare</p>",
        "<p>Advertisement</p>",
        "<p>Werbung</p>",
        "<p>Loading…</p>",
        "<p>About the author</p>",
        "<p>Photo: A. Lind / Valley Times</p>",
        "<p>© Valley Times</p>",
        "<p>Share this: Facebook X</p>",
    ],
)
def test_lines_that_are_not_the_article_go(line: str) -> None:
    around = f"<p>{PARAGRAPH}</p>"
    assert kept(line, around, authors=("Ada Lind",)) == [PARAGRAPH]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Read many newspapers, the old man used to say.</p>",
        "<p>By then Ada Lind had left the town.</p>",
        "<p>By Ada Lind's account, the town was left.</p>",
        "<p>Share prices fell on Tuesday.</p>",
        "<p>Related to the duke by marriage, she kept the house.</p>",
        "<p>The bridge stays closed until spring, the council said.</p>",
        f"<p>Read more: {PARAGRAPH} {OTHER}</p>",
        f"<p>Sign up for our {PARAGRAPH} {OTHER}</p>",
        f"<p>Tags: {PARAGRAPH} {OTHER} {PARAGRAPH}</p>",
        "<p>In 2025 the bridge fell.</p>",
        "<p>On December 7, 2025 the bridge fell.</p>",
        "<p>Loading the ships took three days.</p>",
        "<p>Printing stopped in 1901.</p>",
        "<p>12 comments were read aloud.</p>",
        "<p>5 minutes later it fell.</p>",
        "<p>Topics were many.</p>",
        "<p>Top stories of the house had burnt.</p>",
        "<p>Über den Autor weiß man wenig.</p>",
        "<p>***</p>",
    ],
)
def test_sentences_stay(line: str) -> None:
    wanted = html.fragment_fromstring(line).text_content()
    assert kept(line, f"<p>{PARAGRAPH}</p>", authors=("Ada Lind",)) == [wanted, PARAGRAPH]


@pytest.mark.parametrize(
    "announcement",
    [
        "<h3>Related stories</h3>",
        "<p>More news from The Valley Times</p>",
        "<h2>You may also like</h2>",
        "<p><strong>Das könnte Sie auch interessieren:</strong></p>",
        "<p>À lire aussi</p>",
        "<p>Artículos relacionados</p>",
        "<p>Articoli correlati</p>",
        "<p>Похожие новости</p>",
        "<p>مواضيع ذات صلة</p>",
        "<p>相关新闻</p>",
        "<p>あわせて読みたい</p>",
        "<p>관련 기사</p>",
    ],
)
def test_a_list_of_others_goes_with_its_announcement_up_to_the_next_running_text(
    announcement: str,
) -> None:
    box = [announcement, LINKS, "<p>A teaser of the pier.</p>"]
    text = [f"<p>{PARAGRAPH}</p>", f"<p>{OTHER}</p>"]
    assert kept(text[0], *box, text[1]) == [PARAGRAPH, OTHER]
    assert kept(*text, *box) == [PARAGRAPH, OTHER]
    assert kept(*text, *box, *box) == [PARAGRAPH, OTHER]


def test_the_heading_of_the_text_after_a_list_of_others_stays() -> None:
    box = ["<h3>Related stories</h3>", LINKS]
    lines = [f"<p>{PARAGRAPH}</p>", *box, "<h3>What it costs</h3>", f"<p>{OTHER}</p>"]
    assert kept(*lines) == [PARAGRAPH, "What it costs", OTHER]
    linked = "<h3><a href='/x'>What it costs</a></h3>"
    assert kept(*lines[:3], linked, f"<p>{OTHER}</p>") == [PARAGRAPH, OTHER]


def test_a_heading_right_after_the_announcement_is_the_texts() -> None:
    lines = [f"<p>{PARAGRAPH}</p>", "<h3>Related stories</h3>", "<h3>Costs</h3>", f"<p>{OTHER}</p>"]
    assert kept(*lines) == [PARAGRAPH, "Costs", OTHER]
    assert kept(lines[0], "<h3>Related stories</h3>", lines[3]) == [PARAGRAPH, OTHER]


def test_a_long_teaser_that_is_a_link_does_not_end_the_list_of_others() -> None:
    teaser = f"<p><a href='/x'>{OTHER}</a></p>"
    lines = [f"<p>{PARAGRAPH}</p>", "<p>Related stories</p>", teaser, f"<p>{PARAGRAPH}</p>"]
    assert kept(*lines) == [PARAGRAPH, PARAGRAPH]


def test_a_long_line_announces_nothing() -> None:
    line = f"<p>More from {'the valley times ' * 8}</p>"
    assert len(kept(f"<p>{PARAGRAPH}</p>", line, "<p>It rains.</p>", f"<p>{OTHER}</p>")) == 4


def test_a_copyright_line_goes_at_the_end_with_the_heading_before_it() -> None:
    lines = [f"<p>{PARAGRAPH}</p>"] * 5
    end = ["<h2>Imprint</h2>", "<p>Copyright 2025 by The Valley Times</p>"]
    assert kept(*lines, *end) == [PARAGRAPH] * 5
    assert len(kept("<p>Copyright is what the court was asked about.</p>", *lines)) == 6
    assert len(kept(*lines, f"<p>Copyright {PARAGRAPH} {OTHER}</p>")) == 6


def test_links_alone_at_the_end_go_with_their_heading() -> None:
    assert kept(f"<p>{PARAGRAPH}</p>", "<h3>Elsewhere</h3>", LINKS) == [PARAGRAPH]
    assert len(kept(f"<p>{PARAGRAPH}</p>", LINKS, f"<p>{OTHER}</p>")) == 3
    assert len(kept(f"<p>{PARAGRAPH}</p>", f"<p>She wrote it in {LINKS[8:42]}.</p>")) == 2


def test_the_last_block_stays_whatever_it_is() -> None:
    assert kept(LINKS) == ["Another bridgeA pier"]
    assert kept("<h2>Elsewhere</h2>") == ["Elsewhere"]


def test_a_heading_far_down_may_say_the_title_a_name_or_a_date_again() -> None:
    lines = [f"<p>{PARAGRAPH}</p>"] * 6
    again = [f"<h2>{TITLE}</h2>", "<p>Ada Lind</p>", "<p>December 7, 2025</p>", f"<p>{OTHER}</p>"]
    assert kept(*lines, *again, authors=("Ada Lind",))[6:] == [
        TITLE, "Ada Lind", "December 7, 2025", OTHER,
    ]  # fmt: skip
    assert kept(*lines[:5], again[0], again[3]) == [PARAGRAPH] * 5 + [OTHER]


def test_a_title_of_signs_alone_repeats_nothing() -> None:
    assert kept("<p>…</p>", f"<p>{PARAGRAPH}</p>", title="…!") == ["…", PARAGRAPH]


def test_refrains_stay_as_often_as_they_are_sung() -> None:
    song = ["Row, row, all night with me.", "The lamps are lit.", "Row, row, all night with me."]
    assert kept(*(f"<p>{line}</p>" for line in song)) == song


def test_without_authors_a_name_stays() -> None:
    assert kept("<p>Ada Lind</p>", f"<p>{PARAGRAPH}</p>") == ["Ada Lind", PARAGRAPH]


def test_labels_made_to_be_slow_are_read_in_time() -> None:
    began = time.process_time()
    for line in ("share " + "email" * 22 + "z", "share " + "compartxx" * 12 + "-z"):
        assert not SHARE.match(line)
    assert SHARE.match("Email" * 22)
    assert SHARE.match("Compartir e-mail, compartir en Facebook".replace("en ", "on "))
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "label", ["Updated", "last-revised", "Lastrevised", "post_edited", "修改更新"]
)
def test_words_of_a_change_label_it(label: str) -> None:
    assert UPDATED.search(label)


@pytest.mark.parametrize("word", ["Marco Trevisan", "Entrevista", "previsto", "credited"])
def test_words_that_only_hold_such_a_word_do_not(word: str) -> None:
    assert not UPDATED.search(word)
