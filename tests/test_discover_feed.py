"""Feeds in RSS, RDF and Atom, read through `survey`."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.discover.kinds import survey
from digest.model import Enclosure, Link, Page, Source, Survey

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ADDRESS = "https://gazette.example/feed/"
LONG = "<p>" + "The council met in the old town hall and talked until late. " * 20 + "</p>"


def read(body: str | bytes, content_type: str = "application/rss+xml", zone: str = "UTC") -> Survey:
    data = body.encode() if isinstance(body, str) else body
    page = Page(
        requested=ADDRESS, url=ADDRESS, body=data, content_type=content_type, fetched_at=NOW
    )
    return survey(page, Source(name="gazette", url="https://gazette.example/", timezone=zone))


def rss(items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:media="http://search.yahoo.com/mrss/" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">'
        f"<channel><title>The Coast Gazette</title>{items}</channel></rss>"
    )


def only(found: Survey) -> Link:
    (link,) = found.links
    return link


def test_item_gives_title_date_teaser_text_authors_and_image() -> None:
    link = only(
        read(
            rss(
                "<item><title>Road &amp;amp; rail</title><link>/2026/road</link>"
                "<pubDate>Fri, 20 Nov 2026 08:30:00 +0200</pubDate>"
                "<dc:creator>Salma Haddad</dc:creator>"
                "<description>&lt;p&gt;The road is open.&lt;/p&gt;</description>"
                f"<content:encoded><![CDATA[{LONG}<img src='/i.jpg'>]]></content:encoded>"
                "<media:thumbnail url='/small.jpg'/></item>"
            )
        )
    )
    assert link.url == "https://gazette.example/2026/road"
    assert link.title == "Road & rail"
    assert link.teaser == "The road is open."
    assert link.authors == ("Salma Haddad",)
    assert link.image == "https://gazette.example/small.jpg"
    assert "old town hall" in link.html
    assert "https://gazette.example/i.jpg" in link.html
    assert link.published is not None
    assert link.published.provenance == "feed"
    assert link.published.at == datetime(2026, 11, 20, 8, 30, tzinfo=timezone(timedelta(hours=2)))


def test_whole_article_in_the_description_is_its_text() -> None:
    link = only(
        read(rss(f"<item><link>/a</link><description><![CDATA[{LONG}]]></description></item>"))
    )
    assert len(link.teaser) <= 500
    assert len(link.html) > 1000


def test_content_that_says_no_more_than_the_teaser_is_no_text() -> None:
    link = only(
        read(
            rss(
                "<item><link>/a</link><description>The road is open.</description>"
                "<content:encoded>&lt;p&gt;The road is open.&lt;/p&gt;</content:encoded></item>"
            )
        )
    )
    assert link.html == ""


def test_scripts_in_content_are_gone() -> None:
    link = only(
        read(
            rss(
                "<item><title>&lt;script&gt;alert(1)&lt;/script&gt;Road</title><link>/a</link>"
                f"<description><![CDATA[{LONG}<script>alert(1)</script>"
                '<a href="javascript:alert(1)" onclick="alert(1)">x</a>]]></description></item>'
            )
        )
    )
    assert link.title == "Road"
    assert "alert" not in link.html


def test_address_before_the_counting_service_is_taken() -> None:
    link = only(
        read(
            rss(
                "<item><link>https://count.example/~r/1</link>"
                "<feedburner:origLink>https://gazette.example/a</feedburner:origLink></item>"
            )
        )
    )
    assert link.url == "https://gazette.example/a"


def test_permanent_guid_stands_for_a_missing_link() -> None:
    assert only(read(rss("<item><guid>https://gazette.example/a</guid></item>"))).url == (
        "https://gazette.example/a"
    )


def test_entry_without_any_address_is_left_out() -> None:
    found = read(rss("<item><title>Nowhere</title></item><item><link>javascript:x</link></item>"))
    assert found == Survey(kind="feed")


def test_address_that_stands_twice_is_one_link() -> None:
    found = read(rss("<item><link>/a#x</link></item><item><link>/a#y</link></item>"))
    assert [link.url for link in found.links] == ["https://gazette.example/a"]


def test_feed_without_entries_is_a_feed_without_links() -> None:
    assert read(rss("")) == Survey(kind="feed")


def test_date_without_offset_is_in_the_zone_of_the_source() -> None:
    link = only(
        read(
            rss("<item><link>/a</link><dc:date>2026-11-20T08:30:00</dc:date></item>"),
            zone="Africa/Tripoli",
        )
    )
    assert link.published is not None
    assert link.published.at.utcoffset() == timedelta(hours=2)


def test_date_in_the_future_is_none() -> None:
    link = only(
        read(rss("<item><link>/a</link><pubDate>Tue, 20 Nov 2029 08:30:00 GMT</pubDate></item>"))
    )
    assert link.published is None


def test_atom_entry_is_read() -> None:
    link = only(
        read(
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>x</title>'
            '<entry><title type="html">A &lt;b&gt;road&lt;/b&gt;</title>'
            '<link rel="alternate" href="/road"/><link rel="edit" href="/edit"/>'
            "<published>2026-11-20T08:30:00Z</published><updated>2026-11-21T08:30:00Z</updated>"
            "<author><name>Salma Haddad</name></author><author><name>Omar Fakih</name></author>"
            "<summary>The road is open.</summary>"
            f'<content type="html"><![CDATA[{LONG}]]></content>'
            '<link rel="enclosure" type="image/jpeg" href="/i.jpg"/></entry></feed>',
            "application/atom+xml",
        )
    )
    assert link.url == "https://gazette.example/road"
    assert link.title == "A road"
    assert link.authors == ("Salma Haddad", "Omar Fakih")
    assert link.image == "https://gazette.example/i.jpg"
    assert link.published is not None
    assert link.published.at.day == 20
    assert "old town hall" in link.html


def test_plain_text_of_an_atom_entry_is_its_teaser_alone() -> None:
    link = only(
        read(
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/a"/>'
            '<summary>Short.</summary><content type="text">A text of some more words.</content>'
            "</entry></feed>"
        )
    )
    assert (link.teaser, link.html) == ("Short.", "")


def test_rdf_is_read() -> None:
    link = only(
        read(
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            '<channel rdf:about="/"/><item rdf:about="/a"><title>Road</title><link>/a</link>'
            "<dc:date>2026-11-20</dc:date></item></rdf:RDF>"
        )
    )
    assert (link.title, link.url) == ("Road", "https://gazette.example/a")
    assert link.published is not None
    assert link.published.day_only


def test_image_of_media_content_counts_only_if_it_is_one() -> None:
    item = (
        "<item><link>/a</link><media:content url='/film.mp4' medium='video'/>"
        "<media:content url='/i.jpg' medium='image'/></item>"
    )
    assert only(read(rss(item))).image == "https://gazette.example/i.jpg"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "utf-32-be"])
def test_feed_is_read_in_every_unicode_form(encoding: str) -> None:
    text = rss("<item><title>الطريق مفتوح</title><link>/a</link></item>")
    found = read(text.replace("UTF-8", "utf-16").encode(encoding))
    assert only(found).title == "الطريق مفتوح"


def test_charset_of_the_declaration_is_kept() -> None:
    text = rss("<item><title>Дорога</title><link>/a</link></item>")
    assert only(read(text.replace("UTF-8", "windows-1251").encode("cp1251"))).title == "Дорога"


ENTITY = '<!DOCTYPE rss [<!ENTITY a "AAAAAAAAAA"><!ENTITY b "&a;&a;&a;&a;&a;"> %s ]>'


@pytest.mark.parametrize(
    "doctype",
    [
        pytest.param(ENTITY % "", id="bomb"),
        pytest.param(ENTITY % '<!ENTITY x SYSTEM "file:///etc/hostname">', id="file"),
        pytest.param(ENTITY % '<!ENTITY x SYSTEM "http://127.0.0.1:9/">', id="http"),
        pytest.param('<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">', id="external"),
    ],
)
def test_entities_of_a_document_type_are_never_read(doctype: str) -> None:
    body = rss("<item><title>Road &b;&x;</title><link>/a</link></item>")
    found = read(body.replace('encoding="UTF-8"?>', f'encoding="UTF-8"?>{doctype}'))
    assert "AAAA" not in only(found).title
    assert "Road" in only(found).title


@pytest.mark.parametrize(
    "items",
    [
        pytest.param("<item><a>" + "<b>" * 300_000, id="deep"),
        pytest.param("<item><link>/a</link><description>" + "&" * 2_000_000, id="ampersands"),
        pytest.param(
            "<item><link>/a</link><description>"
            + "&lt;div&gt;" * 300_000
            + "</description></item>",
            id="deep content",
        ),
        pytest.param("<item " + " ".join(f'a{n}="x"' for n in range(100_000)) + "/>", id="wide"),
        pytest.param("<item><link>/a</link></item>" * 200_000, id="long"),
    ],
)
def test_hostile_feed_ends_soon(items: str) -> None:
    started = time.process_time()
    found = read(rss(items))
    assert found.kind == "feed"
    assert time.process_time() - started < 5


def test_entry_that_feedparser_cannot_read_costs_itself_alone() -> None:
    """Seen with feedparser 6.0.14, which raises KeyError on a position outside a place."""
    body = rss(
        "<item><title>Road</title><link>/a</link></item>"
        "<item><link>/b</link><gml:pos>1</gml:pos></item><item><title>Ferry</title><link>/c</link></item>"
    ).replace("<rss ", '<rss xmlns:gml="http://www.opengis.net/gml" ')
    found = read(body)
    assert [(link.url[-1], link.title) for link in found.links] == [("a", "Road"), ("c", "Ferry")]


@pytest.mark.parametrize("reference", ["&#xFFFFFFFF;", "&#99999999999;", "&#xD800;", "&#xD83D;"])
def test_reference_to_no_character_costs_itself_alone(reference: str) -> None:
    item = f"<item><title>Road{reference} &#233;t&#xe9;</title><link>/a</link></item>"
    assert only(read(rss(item))).title == "Road été"


def test_long_feed_gives_its_first_five_hundred_entries() -> None:
    found = read(rss("".join(f"<item><link>/{n}</link></item>" for n in range(2000))))
    assert [link.url for link in found.links] == [
        f"https://gazette.example/{n}" for n in range(500)
    ]


def test_feed_of_endless_markup_is_cut_between_entries() -> None:
    item = "<item><link>/%d</link><description>" + "&lt;i&gt;" * 9000 + "</description></item>"
    found = read(rss("".join(item % n for n in range(9))))
    assert 0 < len(found.links) < 9


@given(st.text(alphabet=st.sampled_from("<>/&;'\"[]! ?abitemlnkr:=-"), max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_feed_raises(inner: str) -> None:
    assert read(rss(f"<item>{inner}</item>")).kind == "feed"
    assert read(f"<feed>{inner}").kind in {"feed", "nothing"}


def item(path: str, guid: str) -> str:
    return f"<item><link>{path}</link><guid isPermaLink='false'>{guid}</guid></item>"


def test_an_entry_keeps_its_id_unless_others_of_the_feed_have_it_too() -> None:
    long = "x" * 600
    found = read(rss(item("/a", " 7 ") + item("/b", "8") + item("/c", "8") + item("/d", long)))
    assert [link.guid for link in found.links] == ["7", "", "", ""]


def test_an_entry_that_is_listed_twice_keeps_its_id() -> None:
    assert only(read(rss(item("/a", "7") + item("/a", "7")))).guid == "7"


def test_the_id_of_an_atom_entry_is_kept() -> None:
    entry = "<entry><id>tag:gazette.example,2026:7</id><link href='/a'/></entry>"
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><id>f</id>{entry}</feed>"
    assert only(read(atom, "application/atom+xml")).guid == "tag:gazette.example,2026:7"


def test_what_is_enclosed_comes_along_but_for_pictures_and_what_is_no_address() -> None:
    enclosed = (
        '<enclosure url="/a.mp3" type="Audio/mpeg" length="1234"/>'
        '<enclosure url="/b.jpg" type="image/jpeg" length="5"/>'
        '<enclosure url="javascript:1" type="audio/mpeg" length="5"/>'
        '<enclosure url="/c.mp4" length="-5"/>'
    )
    link = only(read(rss(f"<item><title>A</title><link>/a</link>{enclosed}</item>")))
    assert link.enclosures == (
        Enclosure(url="https://gazette.example/a.mp3", type="audio/mpeg", length=1234),
        Enclosure(url="https://gazette.example/c.mp4"),
    )
