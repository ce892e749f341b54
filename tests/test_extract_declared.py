"""What the head declares, weighed against itself and against what readers see."""

from extracting import CALENDAR, URL, document, facts, layout, ld

from digest.extract.declared import changes, publications
from digest.extract.when import published


def when(markup: str) -> tuple[str, str]:
    found = facts(markup, URL)
    date = published(found, layout(found), CALENDAR)
    return (date.at.isoformat(), date.provenance) if date else ("", "")


def test_the_head_is_read_from_the_most_trusted_name_on() -> None:
    metas = "".join(
        f'<meta name="{name}" content="{name}">'
        for name in ("date", "publish-date", "lastmod", "x-published-time")
    )
    node = ld('{"@type": "NewsArticle", "datePublished": "a", "dateModified": "b"}')
    found = facts(document(head=metas + node))
    declared = [(one.value, one.of_document) for one in publications(found)]
    assert declared == [
        ("a", False),
        ("publish-date", False),
        ("date", True),
        ("x-published-time", False),
    ]
    assert [(one.value, one.where) for one in changes(found)] == [
        ("b", "json-ld"),
        ("lastmod", "meta"),
    ]


def test_a_time_in_utc_takes_the_offset_that_another_source_gives() -> None:
    node = ld('{"@type": "NewsArticle", "datePublished": "2025-12-08T02:10:00Z"}')
    head = '<meta property="article:published_time" content="2025-12-07T20:10:00-06:00">'
    assert when(document(head=node + head)) == ("2025-12-07T20:10:00-06:00", "json-ld")


def test_of_two_declared_days_the_one_that_readers_see_wins() -> None:
    node = ld('{"@type": "NewsArticle", "datePublished": "2024-01-05T09:00:00+02:00"}')
    meta = '<meta name="publish-date" content="2025-12-07T08:00:00+02:00">'
    assert when(document("<p>7 Dec 2025</p>", node + meta))[0][:10] == "2025-12-07"
    assert when(document("<p>9 Dec 2025</p>", node + meta))[0][:10] == "2024-01-05"
    assert when(document("", node + meta))[0][:10] == "2024-01-05"


def test_a_date_of_the_document_gives_way_to_the_line_by_the_title() -> None:
    meta = '<meta name="date" content="2025-11-20T08:00:00+02:00">'
    changed = '<meta property="article:modified_time" content="2025-12-07T08:00:00+02:00">'
    assert when(document("<p>7 Dec 2025</p>", meta)) == ("2025-12-07T00:00:00+02:00", "text")
    assert when(document("<p>7 Dec 2025</p>", meta + changed))[0][:10] == "2025-11-20"
    assert when(document("", meta))[0][:10] == "2025-11-20"
