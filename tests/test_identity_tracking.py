"""A parameter says nothing of the text by its name, by name and value, or on one site."""

import pytest

from digest.identity.tracking import NAMES, OF_SITES, PREFIXES, VALUES, is_tracking


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("utm_anything", "x", True),
        ("FBCLID", "x", True),
        ("id", "x", False),
        ("ref", "twitter", True),
        ("ref", "tw-share", True),
        ("ref", "4711", False),
        ("ref", "v1", False),
        ("source", "reuters", False),
        ("from", "rss", True),
        ("from", "2026-03-01", False),
        ("via", "someone", True),
        ("via", "1", False),
        ("mod", "rss_front", True),
        ("si", "12", False),
        ("sid", "0123456789abcdef01234567", True),
        ("sid", "12", False),
        ("s", "22c09551c71c1a6b64e4364ca45cbf28", True),
        ("s", "5", False),
        ("session_id", "17", False),
        ("replytocom", "854379", True),
        ("_", "1741608000000", True),
        ("_", "7", False),
        ("m", "1", True),
        ("m", "202603", False),
        ("view", "print", True),
        ("view", "article", False),
        ("pagewanted", "2", False),
        ("ASPSESSIONIDQQ", "x", True),
        ("", "", False),
    ],
)
def test_a_parameter_is_tracking_by_its_name_or_its_name_and_value(
    name: str, value: str, *, expected: bool
) -> None:
    assert is_tracking(name, value) is expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [("www.nytimes.com", True), ("cooking.nytimes.com", True), ("example.org", False), ("", False)],
)
def test_some_parameters_are_tracking_on_their_site_only(host: str, *, expected: bool) -> None:
    assert is_tracking("module", "Top Stories", host) is expected


def test_each_parameter_stands_in_one_table_in_lower_case() -> None:
    names = [*NAMES, *VALUES, *OF_SITES]
    assert len(names) == len(set(names))
    assert all(name == name.lower() for name in (*names, *PREFIXES))
    assert not [name for name in names if name.startswith(PREFIXES)]


@pytest.mark.parametrize(
    "name", ["id", "p", "page", "article", "story", "q", "lang", "t", "v", "cat"]
)
@pytest.mark.parametrize("value", ["1", "rss", "print", "amp", "a" * 32])
def test_parameters_by_which_sites_select_are_in_no_table(name: str, value: str) -> None:
    assert not is_tracking(name, value, "www.nytimes.com")
