"""Charsets by the order and the labels of the WHATWG."""

import codecs
import json
from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from w3lib.encoding import resolve_encoding

from digest.charset import SCANNED, declared, label, text_of
from digest.page import decode, parse


@pytest.mark.parametrize(
    ("body", "content_type", "name"),
    [
        (b"\xef\xbb\xbf<meta charset=koi8-r>", "text/html; charset=windows-1251", "utf-8"),
        (b"\xfe\xff\0<", "text/html; charset=utf-8", "utf-16be"),
        (b"\xff\xfe<\0", "", "utf-16le"),
        (b"<meta charset=koi8-r>\xf2", "text/html; charset=windows-1251", "windows-1251"),
        (b"<meta charset=koi8-r>\xf2", 'text/html;Charset = "Latin1"; x=y', "windows-1252"),
        (b"<meta charset=koi8-r>\xf2", "text/html; charset=x-klingon", "koi8-r"),
        (b"<meta charset=koi8-r>\xf2", "text/html", "koi8-r"),
        (b"<p>\xf2", "text/html", "windows-1252"),
        ("<p>ž".encode(), "", "utf-8"),
        (b"<p>plain", "", "windows-1252"),
        (b"", "", "windows-1252"),
    ],
)
def test_the_mark_counts_before_the_header_before_the_page_before_a_guess(
    body: bytes, content_type: str, name: str
) -> None:
    assert label(body, content_type) == name


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("<META CHARSET = 'euc-jp'>", "euc-jp"),
        ("<meta/charset=euc-jp/>", ""),
        ("<meta charset=euc-jp x>", "euc-jp"),
        ("<meta http-equiv=Content-Type content='text/html; charset=euc-jp'>", "euc-jp"),
        ("<meta http-equiv=Content-Type content='charset=\"euc-jp\"'>", "euc-jp"),
        ("<meta content='text/html; charset=euc-jp'>", ""),
        ("<meta http-equiv=refresh content='0; charset=euc-jp'>", ""),
        ("<meta http-equiv=Content-Type content=text/html>", ""),
        ("<meta charset=euc-jp", ""),
        ("<meta charset='euc-jp>", ""),
        ('<meta charset="euc-jp>', ""),
        ("<!--<meta charset=koi8-r>--><meta charset=euc-jp>", "euc-jp"),
        ("<!--><meta charset=euc-jp>", "euc-jp"),
        ("<!-- <meta charset=euc-jp>", ""),
        ("<p title='<meta charset=koi8-r>'><meta charset=euc-jp>", "euc-jp"),
        ("</p title='<meta charset=koi8-r>'><meta charset=euc-jp>", "euc-jp"),
        ("<metadata charset=koi8-r>", ""),
        ("<!doctype html><?php ?></ ><1<meta charset=euc-jp>", "euc-jp"),
        ("<!doctype", ""),
        ("<meta charset=koi8-r charset=euc-jp>", "koi8-r"),
        ("<meta charset=nonsense><meta charset=euc-jp>", "euc-jp"),
        ("<meta charset=utf-16>", "utf-8"),
        ("<meta charset=x-user-defined>", "windows-1252"),
        ("<?xml version='1.0' encoding='euc-jp'?><meta charset=koi8-r>", "euc-jp"),
        ("<?xml version='1.0' encoding='nonsense'?><meta charset=koi8-r>", "koi8-r"),
        ("<p>charset=euc-jp", ""),
    ],
)
def test_a_page_declares_its_charset_as_browsers_read_it(page: str, name: str) -> None:
    assert declared(page.encode()) == name


def test_a_declaration_counts_far_from_the_beginning_but_not_for_ever() -> None:
    meta = b"<meta charset=euc-jp>"
    assert declared(b" " * (SCANNED - len(meta)) + meta) == "euc-jp"
    assert declared(b" " * SCANNED + meta) == ""


@pytest.mark.parametrize("name", ["hex", "idna", "utf-7", "unicode_escape", "undefined", "hz"])
def test_codecs_that_are_no_charsets_of_the_web_cannot_be_chosen(name: str) -> None:
    page = f"<meta charset={name}>".encode() + b"\\u0041 caf\xe9 +ADw-"
    assert declared(page) == ""
    assert decode(page, f"text/html; charset={name}").endswith("\\u0041 café +ADw-")


@given(st.text("<>/=\"'! -?metacharsutfhpqivn8;\n", max_size=300))
def test_any_heap_of_tags_has_a_charset_that_reads_it(page: str) -> None:
    body = page.encode() + b"\xff"
    assert isinstance(text_of(body, label(body)), str)


def sets(shared: Path, name: str) -> list[dict[str, str]]:
    lines = (shared / "vectors" / f"{name}.jsonl").read_text("utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def python_name(charset: str) -> str:
    return codecs.lookup(resolve_encoding(charset) or "").name


def test_the_labels_of_html5lib_are_found(shared: Path) -> None:
    """All but one, which a script writes."""
    rows = sets(shared, "charset_html5lib")
    wrong = [
        row["id"]
        for row in rows
        if python_name(label(b64decode(row["bytes_b64"]))) != python_name(row["encoding"])
    ]
    assert len(rows) == 83
    assert wrong == ["charset_html5lib-0082"]


def test_pages_in_seventy_seven_combinations_of_charsets_have_their_text(shared: Path) -> None:
    rows = [row for row in sets(shared, "charset_own") if row["text"]]
    wrong = []
    for row in rows:
        root = parse(decode(b64decode(row["bytes_b64"]), row["content_type"]))
        if row["text"] not in root.text_content():
            wrong.append(row["title"])
    assert len(rows) == 77
    assert wrong == []
