"""Which answer a request gets, from its headers and what is known of the file."""

from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.web.choosing import Facts, choose, names, newer, takes_gzip

FACTS = Facts(fingerprint="abc", modified=1_795_000_000, packable=True)
MOMENTS = st.integers(0, 4_000_000_000)
TAGS = st.from_regex(r"[A-Za-z0-9 ,*/-]{0,9}", fullmatch=True).map('"{}"'.format)


def chosen(facts: Facts = FACTS, **headers: str) -> tuple[bool, bool]:
    choice = choose(facts, lambda name: headers.get(name.replace("-", "_")))
    return choice.packed, choice.unchanged


def test_without_headers_the_bytes_are_sent_as_they_are() -> None:
    choice = choose(FACTS, lambda _: None)
    assert (choice.packed, choice.unchanged, choice.etag) == (False, False, '"abc"')
    assert choice.last_modified == formatdate(FACTS.modified, usegmt=True)


def test_the_packed_form_has_a_tag_of_its_own() -> None:
    assert chosen(accept_encoding="gzip", if_none_match='"abc"') == (True, False)
    assert chosen(accept_encoding="gzip", if_none_match='"abc-gzip"') == (True, True)
    assert chosen(if_none_match='"abc-gzip"') == (False, False)
    assert chosen(if_none_match='"abc"') == (False, True)


def test_a_picture_is_not_packed() -> None:
    picture = Facts(fingerprint="abc", modified=0, packable=False)
    assert chosen(picture, accept_encoding="gzip") == (False, False)


def test_the_time_counts_only_where_no_tag_is_given() -> None:
    now = formatdate(FACTS.modified, usegmt=True)
    assert chosen(if_modified_since=now) == (False, True)
    assert chosen(if_modified_since=now, if_none_match='"other"') == (False, False)
    assert chosen(if_modified_since="Thu, 01 Jan 1970 00:00:00 GMT", if_none_match='"abc"') == (
        False,
        True,
    )


@given(before=st.lists(TAGS), after=st.lists(TAGS), weak=st.booleans())
def test_a_tag_is_found_in_every_list_that_holds_it(
    before: list[str], after: list[str], *, weak: bool
) -> None:
    ours = 'W/"0f"' if weak else '"0f"'
    assert names(", ".join([*before, ours, *after]), '"0f"')
    assert names(" * ", '"0f"')


@given(st.lists(TAGS.filter(lambda tag: tag != '"0f"')))
def test_a_list_without_the_tag_does_not_name_it(others: list[str]) -> None:
    assert not names(",".join(others), '"0f"')


@pytest.mark.parametrize(
    "tags", ["", "0f", '"0f', '0f"', '"0F"', "w/", '"0f-gzip"', '"0f" "', "**"]
)
def test_what_is_not_exactly_the_tag_does_not_count(tags: str) -> None:
    assert names(tags, '"0f"') is (tags == '"0f" "')


@given(modified=MOMENTS, since=MOMENTS)
def test_a_file_is_newer_than_an_earlier_second_and_no_other(modified: int, since: int) -> None:
    assert newer(modified, formatdate(since, usegmt=True)) is (modified > since)


def test_old_forms_of_dates_are_read_and_other_zones_too() -> None:
    for since in (
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 06 Nov 1994 10:49:37 +0200",
        "Sun, 06 Nov 1994 08:49:37 -0000",
    ):
        assert not newer(784111777, since)
        assert newer(784111778, since)


@given(st.text() | st.from_regex(r"\w{3}, -?\d{1,12} Nov -?\d{1,12} \d+:\d+:\d+ [+-]?\w+"))
def test_whatever_stands_in_a_header_is_no_error(text: str) -> None:
    assert newer(2**40, text) in (True, False)
    assert names(text, '"no such tag"') is (text.strip() == "*")
    assert takes_gzip(text) in (True, False)


@pytest.mark.parametrize(
    ("accepted", "wanted"),
    [
        ("", False),
        ("gzip", True),
        ("GZIP, deflate, br", True),
        ("x-gzip", True),
        ("*", True),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("*;q=0, gzip;q=0.1", True),
        ("gzip;q=0", False),
        ("gzip;q=0.000", False),
        ("gzip ; q=0.5", True),
        ("identity, gzip;q=0.5", False),
        ("identity;q=0.5, gzip;q=0.5", True),
        ("identity;q=0, br", False),
        ("gzip;q=2", False),
        ("gzip;level=9", False),
        ("br, deflate", False),
        ("notgzip", False),
    ],
)
def test_gzip_is_sent_to_who_wants_it_as_much_as_anything(accepted: str, *, wanted: bool) -> None:
    assert takes_gzip(accepted) is wanted
