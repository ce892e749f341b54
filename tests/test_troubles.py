"""What has one cause is told in one message, and no trouble is lost or told twice."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Trouble
from digest.troubles import MOST_NAMED, Alarm, alarms, cause, grouped, who

SINCE = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def _trouble(name: str, url: str, reason: str, *, hours: int = 0) -> Trouble:
    since = SINCE + timedelta(hours=hours)
    return Trouble(source=name, title=name.upper(), url=url, since=since, reason=reason)


def _names(told: tuple[Alarm, ...]) -> list[tuple[str, ...]]:
    return [alarm.sources for alarm in told]


@pytest.mark.parametrize(
    ("reason", "shared"),
    [
        ("https://a.example/x: 503 Service Unavailable", "Service Unavailable"),
        ("https://b.example/: 503 Service Unavailable", "Service Unavailable"),
        (
            "24 links, no article; https://a.example/1: 404 Not Found",
            "links, no article; Not Found",
        ),
        ("7 links, no article; https://a.example/2: 404 Not Found", "links, no article; Not Found"),
        ("the list had 24 items, now none", "the list had items, now none"),
        ("all dated 2026-03-10", "all dated"),
        ("no such name: a.example", "no such name"),
        ("no such name: www.a.example", "no such name"),
        ("https://a.example/: 503", "https://a.example/: 503"),
        ("", ""),
    ],
)
def test_cause_is_the_reason_without_addresses_hosts_and_numbers(reason: str, shared: str) -> None:
    assert cause(_trouble("a", "https://www.a.example/", reason)) == shared


def test_two_of_one_host_are_one_message_with_its_evidence() -> None:
    told = alarms(
        [
            _trouble("a", "https://www.post.example/a", "https://post.example/a: 404 Not Found"),
            _trouble("b", "https://times.example/", "the list had 9 items, now none"),
            _trouble("c", "https://post.example/c", "the list had 24 items, now none", hours=-1),
        ]
    )
    assert _names(told) == [("a", "c"), ("b",)]
    assert (told[0].host, told[0].cause) == ("post.example", "")
    assert told[0].since == SINCE - timedelta(hours=1)
    assert told[0].reason == "404 Not Found; the list had 24 items, now none"
    assert who(told[0], told[0].titles) == "2 sources of post.example (A, C)"
    assert (who(told[1], told[1].sources), told[1].reason) == (
        "b",
        "the list had 9 items, now none",
    )


def test_three_with_one_cause_are_one_message_and_two_are_not() -> None:
    three = [
        _trouble(name, f"https://{name}.example/", f"https://{name}.example/x: 503 Unavailable")
        for name in "abc"
    ]
    (told,) = alarms(three)
    assert (told.host, told.cause, told.reason) == ("", "Unavailable", "503 Unavailable")
    assert who(told, told.sources) == "3 sources (a, b, c)"
    assert _names(alarms(three[:2])) == [("a",), ("b",)]
    assert alarms(three)[0].reason == "503 Unavailable"
    assert alarms(three[:1])[0].reason == "https://a.example/x: 503 Unavailable"


def test_sources_without_an_address_are_of_no_common_host() -> None:
    assert _names(alarms([_trouble("a", "", "x"), _trouble("b", "", "y")])) == [("a",), ("b",)]


def test_a_message_names_five_sources_and_three_reasons_and_counts_the_rest() -> None:
    many = [_trouble(f"s{n}", "https://a.example/", f"reason {'x' * n}") for n in range(1, 9)]
    (told,) = alarms(many)
    assert who(told, told.sources) == "8 sources of a.example (s1, s2, s3, s4, s5 and 3 more)"
    assert told.reason == "reason x; reason xx; reason xxx; and 5 more reasons"
    assert who(told, told.sources[:MOST_NAMED]).endswith("s5)")


def test_groups_by_host_or_reason_hold_all_and_the_largest_comes_first() -> None:
    troubles = [
        _trouble("a", "https://a.example/", "404 Not Found"),
        _trouble("b", "https://b.example/1", "503 Unavailable"),
        _trouble("c", "https://b.example/2", "404 Not Found"),
    ]
    by_host = grouped(troubles, by="host")
    assert [(one.host, one.sources) for one in by_host] == [
        ("b.example", ("b", "c")),
        ("a.example", ("a",)),
    ]
    by_reason = grouped(troubles, by="reason")
    assert [(one.cause, one.sources) for one in by_reason] == [
        ("Not Found", ("a", "c")),
        ("Unavailable", ("b",)),
    ]
    assert by_reason[0].hosts == ("a.example", "b.example")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "https://a.example/", "https://b.example/", "no address"]),
            st.text(max_size=12) | st.sampled_from(["404", "https://x: 5", "https://(9), 3"]),
        ),
        max_size=12,
    )
)
def test_each_trouble_is_in_one_message(found: list[tuple[str, str]]) -> None:
    troubles = [_trouble(f"s{n}", url, reason) for n, (url, reason) in enumerate(found)]
    for told in (
        alarms(troubles),
        grouped(troubles, by="host"),
        grouped(troubles, by="reason"),
    ):
        assert sorted(name for alarm in told for name in alarm.sources) == sorted(
            one.source for one in troubles
        )
        assert all(alarm.reasons for alarm in told)
