"""The text of an article as blocks, from pages of many layouts and languages."""

import pytest
from extracting import OTHER, PARAGRAPH, document, read
from lxml import html

from digest.extract.body import main_blocks
from digest.page import parse

FERRY = (
    "The ferry that carries people over in the meantime stops at nine in the evening, so that"
    " those who work late have to drive forty kilometres to reach their homes."
)
PIERS = (
    "Engineers of the university offered to look at what is left of the old piers without pay,"
    " and the mayor thanked them, but promised nothing before the summer."
)
TEXTS = [PARAGRAPH, OTHER, FERRY, PIERS]
HERRING = [
    (
        "Herring is cheaper this year than in any of the last ten, the fish market said on Friday"
        " morning, and the fishermen of the northern harbour are angry with the buyers."
    ),
    (
        "Whoever wants a boat now finds many of them on the quay, with a board on the mast that"
        " tells its price, and next to nobody stops there to read what is written on it."
    ),
    (
        "The bank that lent money for the boats has not said what it does when rates are not paid,"
        " and the minister said only that he reads about it in the papers too."
    ),
]
"""Another article."""
MENU = "<ul>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(12)) + "</ul>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def blocks(body: str, title: str = "") -> list[tuple[str, str]]:
    """Return the tag and the words of each block; a page of its own has no title element."""
    root = parse(f"<html><body>{body}</body></html>")
    heading = root.find(f".//{title}") if title else None
    return [
        (block.tag, " ".join(" ".join(block.itertext()).split()))
        for block in main_blocks(root, heading)
    ]


def texts(body: str, title: str = "") -> list[str]:
    return [text for _, text in blocks(body, title)]


@pytest.mark.parametrize(
    "layout",
    [
        "<form action='page.aspx'><div id='wrapper'><div>{}</div></div></form>",
        "<table><tr><td>MENU</td><td>{}</td></tr></table>",
        "<table><tr><td><table><tr><td>{}</td></tr></table></td></tr></table>MENU",
        "<div>MENU</div><div><div><div>{}</div></div></div><footer>The Valley Times</footer>",
        "<header>MENU</header><main><article>{}</article></main><aside>MENU</aside>",
        "<div class='cookie-consent'><p>" + " ".join(HERRING) + "</p></div><div>{}</div>",
        "<div>{}</div><section id='comments'><p>" + "</p><p>".join(HERRING) + "</p></section>",
        "<article>{}</article><div class='related-posts'><p>" + HERRING[0] + "</p></div>",
        "<center><font>{}</font></center>",
        "{}",
    ],
)
def test_the_text_is_found_in_every_layout(layout: str) -> None:
    assert texts(layout.replace("MENU", MENU).format(paragraphs(*TEXTS))) == TEXTS


@pytest.mark.parametrize(
    "box",
    [
        "<div class='related-posts'><h3>Related</h3><p>{}</p></div>",
        "<aside><p>{}</p></aside>",
        "<figure><img src='a.jpg'><figcaption>{}</figcaption></figure>",
        "<div class='newsletter-signup'><p>{}</p></div>",
        "<div><p><a href='/x'>{}</a></p></div>",
    ],
)
def test_a_box_in_the_middle_goes_and_the_text_after_it_stays(box: str) -> None:
    middle = box.format(HERRING[0])
    page = f"<div>{paragraphs(*TEXTS[:2])}{middle}{paragraphs(*TEXTS[2:])}</div>"
    assert texts(page) == TEXTS


def test_a_box_at_the_end_of_the_text_does_not_end_it() -> None:
    box = f"<div class='related-posts'><p>{HERRING[0]}</p></div>"
    page = f"<article><div>{paragraphs(*TEXTS[:3])}{box}</div><p>{PIERS}</p></article>"
    assert texts(page) == TEXTS


def test_a_list_of_paragraphs_is_a_list() -> None:
    items = "".join(f"<li>{text}</li>" for text in TEXTS)
    assert blocks(f"{MENU}<div><ol>{items}</ol></div>") == [("ol", " ".join(TEXTS))]


def test_links_in_a_list_that_is_content_stay() -> None:
    items = "".join(
        f"<li>The <a href='/r{n}'>report {n}</a> of the engineers says that pier {n} can stay.</li>"
        for n in range(3)
    )
    root = parse(f"<div>{paragraphs(*TEXTS[:3])}<ul>{items}</ul><p>{PIERS}</p></div>")
    found = main_blocks(root)
    assert [block.tag for block in found] == ["p", "p", "p", "ul", "p"]
    assert found.xpath("ul//a/@href") == ["/r0", "/r1", "/r2"]


def test_definitions_quotations_code_and_headings_stay_what_they_are() -> None:
    page = (
        f"<article><p>{PARAGRAPH}</p><h2>Words</h2><dl><dt>Ferry</dt><dd>{FERRY}</dd></dl>"
        f"<blockquote><p>{OTHER}</p></blockquote><h3>Plan</h3><pre>span = 40\n  / 2</pre>"
        f"<p>{PIERS}</p></article>"
    )
    assert [tag for tag, _ in blocks(page)] == ["p", "h2", "dl", "blockquote", "h3", "pre", "p"]


def test_a_table_of_figures_is_a_table() -> None:
    table = "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2024</td><td>1</td></tr></table>"
    page = f"<div>{paragraphs(*TEXTS[:2])}{table}{paragraphs(*TEXTS[2:])}</div>"
    assert ("table", "Year Cost 2024 1") in blocks(page)


def test_lines_parted_by_two_breaks_are_paragraphs() -> None:
    page = f"<div>{PARAGRAPH}<br><br>{OTHER}<br> <br/>{FERRY}<br>{PIERS}</div>"
    assert texts(page) == [PARAGRAPH, OTHER, f"{FERRY} {PIERS}"]


def test_loose_words_between_blocks_are_kept() -> None:
    loose = "Loose words stand here, between <b>two</b> of the boxes."
    found = texts(f"<div>{paragraphs(*TEXTS[:2])}{loose}{paragraphs(*TEXTS[2:])}</div>")
    assert sorted(found) == sorted([*TEXTS, "Loose words stand here, between two of the boxes."])


def test_a_standfirst_in_the_header_of_the_article_is_text() -> None:
    """The engine drops what stands in a header, even in that of the article."""
    page = f"<article><header><h1>Bridge</h1><p>{PIERS}</p></header>{paragraphs(*TEXTS[:3])}"
    assert texts(f"{page}</article>", "h1") == [PIERS, *TEXTS[:3]]


def test_a_standfirst_in_a_box_of_its_own_is_text() -> None:
    page = f"<h1>Bridge</h1><div class='lead'>{PIERS}</div><div>{paragraphs(*TEXTS[:3])}</div>"
    assert texts(f"<div>{page}</div>", "h1") == [PIERS, *TEXTS[:3]]


@pytest.mark.parametrize("name", ["teaser", "lead share-text", "widget-text"])
def test_paragraphs_that_the_engine_drops_by_their_class_are_text(name: str) -> None:
    box, comments = f"<p class='{name}'>{PIERS}</p>", paragraphs(*HERRING)
    for before in (0, 2):
        text = f"{paragraphs(*TEXTS[:before])}{box}{paragraphs(*TEXTS[before:3])}"
        page = f"<article><div>{text}</div></article><div id='comments'>{comments}</div>"
        assert texts(page) == [*TEXTS[:before], PIERS, *TEXTS[before:3]]


def test_what_stands_before_the_title_is_not_text() -> None:
    page = f"<div><p>Seen on Friday by ten readers.</p><h1>Bridge</h1>{paragraphs(*TEXTS)}</div>"
    assert texts(page) == ["Seen on Friday by ten readers.", "Bridge", *TEXTS]
    assert texts(page, "h1") == TEXTS


def test_the_next_article_of_an_endless_page_is_left_when_it_stands_apart() -> None:
    more = f"<article>{MENU * 6}<h1>Herring</h1>{paragraphs(*HERRING)}</article>"
    page = f"<main><article><h1>Bridge</h1>{paragraphs(*TEXTS)}</article>{more}</main>"
    assert [text for text in texts(page, "h1") if text != "Bridge"] == TEXTS


@pytest.mark.parametrize(
    "sentences",
    [
        "市议会星期二晚上开会，花了三个小时讨论{}之后一直关闭的大桥。新桥的费用超过全市一年的收入，没有人回答谁付钱。",
        "市議会は火曜日の夜に開かれ、{}から閉鎖されている橋について三時間も話し合った。費用は町の一年分の収入より多い。",
        "สภาเมืองประชุมกันในคืนวันอังคารและพูดคุยกันสามชั่วโมงเกี่ยวกับสะพานที่ปิดมาตั้งแต่ {} ไม่มีใครรู้",
        "اجتمع المجلس البلدي مساء الثلاثاء وتحدث عن الجسر المغلق منذ {}. ولم يعرف أحد من يدفع.",
        "Совет три часа говорил о мосте, закрытом с {} года. Никто не знал, кто заплатит.",
        "Der Rat sprach lange über die Brücke, die seit {} zu ist. Niemand wusste, wer bezahlt.",
    ],
    ids=["zh", "ja", "th", "ar", "ru", "de"],
)
def test_texts_of_all_scripts_are_found(sentences: str) -> None:
    wanted = [sentences.format(year) for year in range(2015, 2023)]
    assert texts(f"{MENU}<div>{paragraphs(*wanted)}</div>{MENU}") == wanted


def test_a_page_of_teasers_has_no_running_text_to_be_sure_of() -> None:
    teasers = "".join(
        f"<div><h3><a href='/{n}'>Headline of story {n}</a></h3><p>Short words {n}.</p></div>"
        for n in range(12)
    )
    assert not any(len(text) > 80 for text in texts(f"<div>{teasers}</div>"))


def test_refrains_are_kept_as_often_as_they_are_sung() -> None:
    refrain = "Row, row, all night with me."
    song = ["Over the river and down to the sea", refrain, "The lamps are lit on shore", refrain]
    page = f"<div>{paragraphs(*TEXTS, *song)}</div>"
    assert texts(page) == [*TEXTS, *song]


def test_a_page_without_text_gives_no_blocks() -> None:
    assert len(main_blocks(parse("<html><body></body></html>"))) == 0
    assert len(main_blocks(parse(""))) == 0


def test_a_page_too_large_for_the_rules_is_read_by_its_density() -> None:
    menu = "<nav>" + "<p>Label</p>" * 6_000 + "</nav>"
    assert texts(f"{menu}<div>{paragraphs(*TEXTS[:2])}</div>") == TEXTS[:2]


def test_a_short_notice_is_found_by_the_rules() -> None:
    notice = "The library is closed today, as its heating has failed in the night."
    assert texts(f"<article><p>{notice}</p></article>") == [notice]


def test_headings_lists_tables_quotes_and_links_stay_what_they_are() -> None:
    article = read(
        document(
            f"<p>{OTHER}</p><h3>Cost</h3>"
            "<ul><li>One pier costs a million.</li><li>Two cost more.</li></ul>"
            "<blockquote><p>Nobody has that money.</p></blockquote>"
            "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2024</td><td>1</td></tr></table>"
            "<p>It was <strong>never</strong> <em>cheap</em>,"
            " <a href='/old'>they wrote</a>.<br>So be it.</p>"
            "<pre><code>if x == {1}: pass</code></pre>"
        )
    )
    for tag in ("h3", "ul", "li", "blockquote", "table", "th", "td", "strong", "em", "br"):
        assert f"<{tag}>" in article.html, tag
    assert '<a href="https://news.example/old"' in article.html
    assert "It was never cheap, they wrote. So be it." in article.text


def test_the_tree_of_the_page_stays_as_it_is() -> None:
    root = parse(document("<img src=a.jpg><a href='/x'>link</a>"))
    before = html.tostring(root)
    main_blocks(root)
    assert html.tostring(root) == before


def test_a_picture_between_two_paragraphs_is_kept_and_others_are_not() -> None:
    picture = (
        '<figure><img src="/{}.jpg" alt="{}" width="{}"><figcaption>Words</figcaption></figure>'
    )
    article = read(
        "<html><body><article><h1>The bridge stays closed</h1>"
        + picture.format("top", "top", 800)
        + f"<p>{PARAGRAPH}</p>"
        + picture.format("mid", "A pier", 800)
        + picture.format("icon", "icon", 16)
        + f"<p>{OTHER}</p>"
        + picture.format("end", "end", 800)
        + "</article></body></html>"
    )
    assert article.html.count("<img") == 1
    assert 'src="https://news.example/mid.jpg" alt="A pier"' in article.html
    assert article.text == f"{PARAGRAPH}\n\n{OTHER}"


def test_a_picture_of_another_box_is_not_the_articles() -> None:
    box = f'<div><div><img src="/box.jpg" width="300"></div>{"<span>word </span>" * 100}</div>'
    between = f"<div>{'<span>word </span>' * 100}</div>{box}"
    assert "box.jpg" not in read(document(f"<p>{OTHER}</p>{between}")).html


def test_a_text_in_a_box_named_like_something_else_is_not_lost() -> None:
    lines = "".join(
        f"<p>Paragraph {n} of the text, which stands in a box that a template never closed, and"
        " which tells of the council and its bridge in a sentence that is long enough.</p>"
        for n in range(5)
    )
    root = parse(f"<html><body><aside class='popup'><h3>Hi</h3><div>{lines}</div></body></html>")
    assert main_blocks(root).text_content().count("Paragraph") == 5
