"""When a page says that its article was published."""

from dataclasses import replace

import pytest
from extracting import CALENDAR, FETCHED, URL, document, facts, layout, ld

from digest.extract.when import modified, published


def when(markup: str, url: str = URL) -> tuple[str, str]:
    found = facts(markup, url)
    date = published(found, layout(found), CALENDAR)
    return (date.at.isoformat(), date.provenance) if date else ("", "")


META = '<meta property="article:published_time" content="2025-12-06T23:30:00+00:00">'
NODE = ld(
    '{"@type": "NewsArticle", "dateModified": "2025-12-09",'
    ' "datePublished": "2025-12-07T01:30:00+02:00"}'
)
CARD = '<h3><a href="/o">Another story of the same day</a></h3>'
PARAGRAPH = (
    "<p>On December 1, 2025 the council met and spoke about the bridge for three hours, which is"
    " longer than it ever spoke about anything since the town hall burnt in the war.</p>"
)


def test_json_ld_is_believed_before_meta_and_published_before_modified() -> None:
    assert when(document(head=META + NODE)) == ("2025-12-07T01:30:00+02:00", "json-ld")


@pytest.mark.parametrize(
    "name", ["article:published_time", "DC.date.issued", "parsely-pub-date", "x-publish-date"]
)
def test_meta_elements_of_many_names_are_read(name: str) -> None:
    head = f'<meta name="{name}" content="2025-12-07T10:00:00+01:00">'
    assert when(document(head=head)) == ("2025-12-07T10:00:00+01:00", "meta")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<span itemprop="datePublished" content="2025-12-07">x</span>', "microdata"),
        ('<time datetime="2025-12-07">7 Dec</time>', "time"),
        ('<abbr class="published" title="2025-12-07">7 Dec</abbr>', "time"),
        ("<p>By Ada Lind | December 7, 2025 | Updated December 9, 2025</p>", "text"),
        ("<div><b>Updated: 9.12.2025</b> Published: 7.12.2025</div>", "text"),
        ("<ul><li>Ada Lind</li><li>7 Dec 2025, 10:15</li></ul>", "text"),
    ],
)
def test_the_date_by_the_title_is_the_articles(body: str, expected: str) -> None:
    at, provenance = when(document(body))
    assert (at[:10], provenance) == ("2025-12-07", expected)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/2025/12/07/story",
        "https://news.example/2025/dec/07/story",
        "https://news.example/story-2025-12-07.html",
        "https://news.example/20251207/story",
    ],
)
def test_the_address_tells_the_day(url: str) -> None:
    assert when(document("<p>December 1, 2025</p>"), url) == (
        "2025-12-07T00:00:00+02:00",
        "address",
    )


@pytest.mark.parametrize("url", ["https://a.example/2025/12/story", "https://a.example/20251345/x"])
def test_half_a_date_in_the_address_is_none(url: str) -> None:
    assert when(document(), url) == ("", "")


def test_the_local_day_is_that_of_the_address() -> None:
    """Systems that write all times in UTC are a day off near midnight."""
    assert when(document(head=META), "https://news.example/2025/12/07/x") == (
        "2025-12-07T00:30:00+01:00",
        "meta",
    )
    early = META.replace("12-06T23:30", "12-08T01:30")
    assert when(document(head=early), "https://news.example/2025/12/07/x") == (
        "2025-12-07T23:30:00-02:00",
        "meta",
    )
    far = META.replace("12-06T23:30", "12-06T03:30")
    assert when(document(head=far), "https://news.example/2025/12/07/x")[0][:10] == "2025-12-06"


@pytest.mark.parametrize(
    "around",
    [
        '<header><time datetime="2025-12-18">Thursday</time></header>{}',
        '<div class="top_date">Thursday, December 18, 2025</div>{}',
        "<div>Thursday, December 18, 2025</div><div>News</div>{}",
        '<div class="bar">News</div><div>Saturday, December 20, 2025</div>{}',
        '{}<aside class="comments"><time datetime="2025-12-01">x</time></aside>',
        '{}<div class="related"><p>December 1, 2025</p></div>',
        '{}<footer><time datetime="2025-12-01">x</time></footer>',
        '{}<nav><time datetime="2025-12-01">x</time></nav>',
        f'{{}}<div>{CARD}<time datetime="2025-12-01">x</time></div>',
        f'{{}}<li>{CARD}<span class="date">1 Dec 2025</span></li>',
        '{}<p class="date">1 Dec 2025</p><p class="date">2 Dec 2025</p>',
        f"{{}}{PARAGRAPH}",
    ],
)
def test_dates_of_other_things_are_not_the_articles(around: str) -> None:
    page = around.format(f"<div>{document()}</div>" + "<p>words of it</p>" * 200)
    assert when(page) == ("", "")


def test_the_article_is_dated_beside_its_text_where_nothing_else_dates_it() -> None:
    side = '<aside class="meta"><time datetime="2025-12-07T10:00:00Z">7 Dec</time></aside>'
    assert when(f"<main>{document()}{side}</main>")[0] == "2025-12-07T10:00:00+00:00"


def test_a_page_that_only_shows_its_last_change_gets_that_day() -> None:
    head = '<meta property="article:modified_time" content="2025-12-09T10:00:00+02:00">'
    assert when(document(head=head)) == ("", "")
    assert when(document("<p>Last updated: December 9, 2025</p>"))[0][:10] == "2025-12-09"


@pytest.mark.parametrize(
    "body",
    [
        '<span property="schema:datePublished" content="2025-12-07">x</span>',
        '<span property="dc:date dc:created" content="2025-12-07T10:00:00+02:00">x</span>',
        '<span property="https://schema.org/datePublished">December 7, 2025</span>',
    ],
)
def test_rdfa_dates_the_article(body: str) -> None:
    at, provenance = when(document(body))
    assert (at[:10], provenance) == ("2025-12-07", "microdata")


def test_what_hatom_calls_both_published_and_updated_is_published() -> None:
    body = '<time class="entry-date updated published" datetime="2025-12-07">x</time>'
    assert when(document(body))[0][:10] == "2025-12-07"


def test_words_are_read_in_the_month_that_the_address_gives() -> None:
    url = "https://news.example/2025/07/story"
    assert when(document("<p>12/07/2025</p>"), url)[0][:10] == "2025-07-12"
    assert when(document("<p>By Ada, 12 May 2025</p>"), url) == ("", "")


def test_the_masthead_of_a_page_without_a_shown_title_dates_nothing() -> None:
    page = f"<title>A title</title><div>December 7, 2025</div>{PARAGRAPH}"
    assert when(page) == ("", "")
    assert when(f"{page}<p>December 8, 2025</p>")[0][:10] == "2025-12-08"


@pytest.mark.parametrize(
    "body",
    [
        "<p>01.12.2025 „Der Markt ist gut in das Jahr gestartet“, sagte sie. " + "x " * 120,
        "<h1>The bridge<small><i></i> 1.12.2025 • Roads</small></h1>",
        "<div>words<br>Author: Ada am 1.12.2025, 13:36 Uhr</div>",
    ],
)
def test_a_date_that_opens_a_paragraph_or_signs_the_article_counts(body: str) -> None:
    found = facts(f'<html lang="de"><body><h1>The bridge</h1>{body}</body></html>')
    date = published(found, layout(found), replace(CALENDAR, language="de"))
    assert date is not None
    assert date.at.date().isoformat() == "2025-12-01"


def test_the_time_of_the_answer_is_not_the_time_of_a_change() -> None:
    head = f'<meta property="og:updated_time" content="{FETCHED.isoformat()}">'
    assert when(document(head=head)) == ("", "")


def test_an_update_is_no_publication() -> None:
    body = (
        '<time class="updated" datetime="2025-12-09">x</time>'
        '<p>Updated <time datetime="2025-12-10">x</time></p>'
        '<time class="entry-date" datetime="2025-12-07">x</time>'
    )
    assert when(document(body))[0][:10] == "2025-12-07"


def test_the_last_change_is_read_apart_from_the_publication() -> None:
    found = facts(document(head=NODE + META))
    assert str(modified(found, CALENDAR)) == "2025-12-09 00:00:00+02:00"
    assert modified(facts(document()), CALENDAR) is None


@pytest.mark.parametrize(
    "body",
    [
        '<div class="footer"><time itemprop="datePublished" datetime="2025-12-07">x</time></div>',
        '<aside class="meta"><time datetime="2025-12-07"></time></aside>',
    ],
)
def test_a_marked_day_in_the_foot_or_the_sidebar_counts_where_it_is_the_only_one(body: str) -> None:
    assert when(document(body))[0] == "2025-12-07T00:00:00+02:00"
    other = body.replace("12-07", "12-01")
    assert when(document(body + other)) == ("", "")


def test_a_marked_day_in_the_foot_is_not_believed_when_it_is_that_of_the_visit() -> None:
    body = '<div class="footer"><time itemprop="datePublished" datetime="2025-12-20">x</time></div>'
    assert when(document(body)) == ("", "")


@pytest.mark.parametrize(
    "start",
    [
        "7.12.2025 - ",
        "TRIPOLI, December 7, 2025 \u2013 ",
        "(7 December 2025) ",
    ],
)
def test_the_day_that_the_first_paragraph_begins_with_is_its_own(start: str) -> None:
    text = PARAGRAPH.replace("On December 1, 2025 the", "The")
    assert when(document(text.replace("<p>", "<p>" + start))) == (
        "2025-12-07T00:00:00+02:00",
        "text",
    )


@pytest.mark.parametrize(
    "body",
    [
        "<p>Read on.</p><p>Datum: <b>7.12.2025</b></p>",
        "<div><em>Sunday, December 7, 2025</em><h2>How it came</h2></div>",
        '<div class="elementor-widget"><span>December 7, 2025</span></div>',
        '<p><i class="icon-calendar"></i> December 7, 2025</p>',
    ],
)
def test_a_line_of_its_own_gives_the_day_however_it_is_built(body: str) -> None:
    assert when(document(body)) == ("2025-12-07T00:00:00+02:00", "text")


def test_the_date_below_a_long_text_counts_where_it_is_the_only_line_with_one() -> None:
    line = "<p>December 7, 2025</p>"
    assert when(document(PARAGRAPH * 12 + line)) == ("2025-12-07T00:00:00+02:00", "text")
    assert when(document(PARAGRAPH * 12 + line + "<p>May 3, 2025</p>")) == ("", "")
    assert when(document(PARAGRAPH * 12 + "<p>December 20, 2025</p>")) == ("", "")
    assert when(document(PARAGRAPH * 12 + "<p>\u00a9 December 7, 2025</p>")) == ("", "")


def test_a_change_that_is_labelled_below_the_text_dates_a_page_without_another_day() -> None:
    line = "<p>Last updated: <b>December 7, 2025</b></p>"
    assert when(document(PARAGRAPH * 12 + line)) == ("2025-12-07T00:00:00+02:00", "text")


def test_a_date_inside_the_heading_is_that_of_the_article() -> None:
    page = document().replace("</h1>", " <small>December 7, 2025</small></h1>")
    assert when(page) == ("2025-12-07T00:00:00+02:00", "text")


def test_the_first_words_of_a_page_count_where_a_small_box_holds_them_and_the_title() -> None:
    box = "<div><div>December 7, 2025</div><h1>The bridge stays closed</h1></div>"
    wrapped = f"<html><body><div><div>{box}{PARAGRAPH}</div></div></body></html>"
    assert when(wrapped) == ("2025-12-07T00:00:00+02:00", "text")
    bar = f"<html><body><div>December 7, 2025</div>{box.replace('December 7, 2025', '')}"
    assert when(bar + PARAGRAPH) == ("", "")


def test_the_line_by_the_title_tells_the_local_day_of_json_ld_in_utc() -> None:
    node = ld('{"@type": "NewsArticle", "datePublished": "2025-12-06T22:04:00Z"}')
    assert when(document("<p>December 7, 2025</p>", node)) == (
        "2025-12-07T00:04:00+02:00",
        "json-ld",
    )
    assert when(document("<p>December 5, 2025</p>", node))[0] == "2025-12-06T22:04:00+00:00"
    assert when(document("<p>December 7, 2025</p>", META.replace("12-06T23", "12-06T22"))) == (
        "2025-12-06T22:30:00+00:00",
        "meta",
    )


def test_an_earlier_day_by_the_title_is_believed_before_a_declared_day_without_a_clock() -> None:
    node = ld('{"@type": "NewsArticle", "datePublished": "2025-12-07"}')
    assert when(document("<p>May 3, 2025</p>", node)) == ("2025-05-03T00:00:00+02:00", "text")
    assert when(document("<p>December 9, 2025</p>", node))[1] == "json-ld"
    assert when(document("<p>Updated May 3, 2025</p>", node))[1] == "json-ld"
    assert when(document("<p>May 3, 2025</p>", NODE))[1] == "json-ld"
