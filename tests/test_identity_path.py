"""The path of a key: endings and ways that sites vary are folded, names never."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.identity.path import folded


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", ""),
        ("/", ""),
        ("//", ""),
        ("/index.html", ""),
        ("/a", "/a"),
        ("/amp", "/amp"),
        ("/amp/", "/amp"),
        ("/a/amp", "/a"),
        ("/a/amp/print", "/a"),
        ("/a.html/amp.html", "/a"),
        ("/a/printable", "/a"),
        ("/a/blueprint", "/a/blueprint"),
        ("/guitar-amp", "/guitar-amp"),
        ("/a/index.php/b", "/a/b"),
        ("/a/INDEX.HTM", "/a"),
        ("/amp/2026/03/a", "/2026/03/a"),
        ("/print/2026", "/print/2026"),
        ("/news/amp/world-12345678", "/news/world-12345678"),
        ("/print/node/12345", "/node/12345"),
        ("/news/amp/world-1234", "/news/amp/world-1234"),
        ("/12345/amp/a", "/12345/amp/a"),
        ("/tags/amp/12345", "/tags/amp/12345"),
        ("/tag/amp", "/tag/amp"),
        ("/.html", "/.html"),
        ("/..html", "/..html"),
        ("/a..html", "/a."),
        ("/a.php", "/a.php"),
        ("/A/B.ASPX", "/a/b.aspx"),
        ("/A/%D9%84.aspx", "/a/%D9%84.aspx"),
        ("/A/Default.aspx", "/A"),
        ("/%7ea/%61", "/~a/a"),
        ("/a%2Fb", "/a%2Fb"),
        ("/%e0", "/%E0"),
        ("/a;jsessionid=1A2B/b;c", "/a/b%3Bc"),
        ("/a/.;jsessionid=1/b", "/a/b"),
    ],
)
def test_a_path_is_folded_from_its_end(path: str, expected: str) -> None:
    assert folded(path) == expected == folded(expected)


@given(st.text("/.ampintxhlAS()%21;", max_size=40).map("/".__add__))
def test_a_folded_path_is_folded_into_itself(path: str) -> None:
    assert folded(folded(path)) == folded(path)
