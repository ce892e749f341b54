"""Bytes to one bounded tree."""

import time
from encodings import aliases

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml.html import HtmlElement

from digest.page import LONGEST_TITLE, MOST_CHARACTERS, MOST_SEPARATORS, base_of, decode, parse


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("Überfällig – ليبيا".encode(), "text/html; charset=utf-8"),
        ("Überfällig – ليبيا".encode(), "text/html"),
        ("Überfällig – ليبيا".encode(), ""),
        ("\ufeffÜberfällig – ليبيا".encode("utf-16"), "text/html; charset=iso-8859-1"),
        ("\ufeffÜberfällig – ليبيا".encode(), "text/html; charset=iso-8859-1"),
    ],
)
def test_the_mark_then_the_header_then_a_guess_name_the_charset(
    body: bytes, content_type: str
) -> None:
    assert decode(body, content_type).lstrip("\ufeff") == "Überfällig – ليبيا"


def test_a_meta_element_names_the_charset_where_the_header_does_not() -> None:
    page = '<meta charset="windows-1256"><p>ليبيا'
    assert decode(page.encode("windows-1256"), "text/html") == page


def test_the_header_is_believed_before_the_meta_element() -> None:
    page = '<meta charset="windows-1252"><p>ليبيا'
    assert decode(page.encode(), "text/html; charset=utf-8") == page


@pytest.mark.parametrize(
    "text",
    ["Schlüsselübergabe", "ليبيا", "市议会", "мост", "“quoted”", "a 🌉 bridge", "\xa0", "\x80"],
)
@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1256", "gb2312", "nonsense"])
def test_utf8_is_read_as_such_whatever_header_and_meta_say(text: str, charset: str) -> None:
    page = f'<meta charset="{charset}"><p>{text}</p>'
    assert decode(page.encode(), f"text/html; charset={charset}") == page
    assert decode(page.encode(), "text/html") == page


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("<p>市议会星期二晚上开会</p>", "gb2312"),
        ("<p>市議會星期二晚上開會</p>", "big5"),
        ("<p>市議会は火曜日の夜に開かれた</p>", "shift_jis"),
        ("<p>市議会は火曜日の夜に開かれた</p>", "euc-jp"),
        ("<p>시의회는 화요일 저녁에 열렸다</p>", "euc-kr"),
        ("<p>Совет говорил о мосте</p>", "windows-1251"),
        ("<p>Совет говорил о мосте</p>", "koi8-r"),
        ("<p>المجلس البلدي</p>", "windows-1256"),
        ("<p>สภาเมืองประชุมกัน</p>", "windows-874"),
        ("<p>Schlüsselübergabe</p>", "iso-8859-1"),
    ],
)
def test_bytes_that_are_no_utf8_are_read_as_they_are_declared(text: str, charset: str) -> None:
    body = text.encode("cp874" if charset == "windows-874" else charset)
    assert decode(body, f"text/html; charset={charset}") == text
    page = f'<meta charset="{charset}">'.encode() + body
    assert decode(page, "text/html").endswith(text)


def test_one_wrong_byte_in_the_middle_makes_it_another_charset() -> None:
    body = "<p>Schlüssel</p>".encode("iso-8859-1") + "<p>Schlüssel</p>".encode()
    assert decode(body, "text/html; charset=iso-8859-1").startswith("<p>Schlüssel</p>")


def test_a_page_cut_within_a_character_is_utf8_still_with_a_sign_for_the_rest() -> None:
    body = "<p>ليبيا".encode()[:-1]
    assert decode(body, "text/html; charset=windows-1252") == "<p>ليبي\ufffd"


@pytest.mark.parametrize("charset", ["utf-16le", "utf-16be"])
def test_two_bytes_a_letter_are_read_as_the_header_says(charset: str) -> None:
    text = "<p>Words é</p>"
    assert decode("<p>\ua9c3".encode("utf-16-le"), "text/html; charset=utf-16le") == "<p>\ua9c3"
    assert decode(text.encode(charset), f"text/html; charset={charset}") == text


def test_ascii_alone_is_left_to_what_is_declared() -> None:
    page = b"<p>\x1b$B;T5D2q\x1b(B</p>"
    assert decode(page, "text/html; charset=iso-2022-jp") == "<p>市議会</p>"
    assert decode(b"<p>plain</p>", "text/html; charset=iso-8859-1") == "<p>plain</p>"


def test_the_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbf<p>" + "ü".encode()) == "<p>ü"


def test_bytes_that_are_no_utf8_are_read_as_western() -> None:
    page = "<p>Schlüsselübergabe in Köln</p>"
    assert decode(page.encode("windows-1252")) == page


def test_a_character_cut_off_at_the_end_does_not_change_the_charset() -> None:
    assert decode("<p>ليبيا".encode()[:-1]).startswith("<p>ليبي")


@given(
    st.binary(max_size=300),
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(sorted(set(aliases.aliases.values()) | {"idna", "undefined"})).map(
            "text/html; charset={}".format
        ),
    ),
)
@example(b"\xff", "text/html; charset=hex")
@example(b"\xff", "text/html; charset=idna")
def test_any_bytes_have_a_text_and_a_tree(body: bytes, content_type: str) -> None:
    root = parse(decode(body, content_type))
    assert isinstance(root.text_content(), str)


@given(st.text(st.characters(), max_size=300))
def test_any_text_has_a_tree(text: str) -> None:
    assert isinstance(parse(text).text_content(), str)


@given(st.text(alphabet="<>/=\"'! -?[]ab&;\x00\n", max_size=200))
def test_any_heap_of_punctuation_has_a_tree(text: str) -> None:
    assert isinstance(parse(text).text_content(), str)


@pytest.mark.parametrize("text", ["", " \n", "<!-- nothing -->", "<?pi?>", "\x00", "\ud800"])
def test_an_empty_page_has_a_root_without_children(text: str) -> None:
    root = parse(text)
    assert root.tag == "html"
    assert root.text_content().strip() == ""
    assert len(root) == 0


def test_comments_and_instructions_are_no_part_of_the_tree() -> None:
    root = parse("<p>one<!-- two --><?three four?>five</p>")
    assert [node.tag for node in root.iter()] == ["html", "body", "p"]


def test_all_elements_are_of_one_class() -> None:
    root = parse("<form><input name=a><select><option>b</select><label>c</label></form><x-y>d")
    assert {type(node) for node in root.iter()} == {HtmlElement}
    assert root.text_content() == "bcd"


def test_control_characters_that_xml_forbids_are_dropped() -> None:
    assert parse("<p>a\x00b\x0bc\ufffed\ud800e</p>").text_content() == "abcde"


@pytest.mark.parametrize("reference", ["&#0;", "&#xD800;", "&#57343;", "&#x110000;"])
def test_a_reference_to_no_character_shows_that_one_is_lost(reference: str) -> None:
    assert parse(f"<p>a{reference}b</p>").text_content() == "a\ufffdb"


def test_a_page_is_cut_before_it_is_parsed() -> None:
    text = "<p>a</p>" + " " * MOST_CHARACTERS + "<p>b</p>"
    assert parse(text).xpath("//p/text()") == ["a"]


def test_a_title_is_cut_where_nobody_reads_on() -> None:
    root = parse(f"<title>{'word ' * LONGEST_TITLE}</title><p>text</p>")
    assert root.findtext(".//title") == "word " * (LONGEST_TITLE // 5)
    assert root.findtext(".//p") == "text"


def attributes(count: int) -> str:
    return " ".join(f"a{number}" for number in range(count))


def test_a_tag_with_a_thousand_attributes_and_more_loses_them() -> None:
    root = parse(f"<div id=one {attributes(MOST_SEPARATORS)}>in</div><p id=two>after</p>")
    assert root.xpath("//div")[0].attrib == {}
    assert root.xpath("//div")[0].text == "in"
    assert root.xpath("//p/@id") == ["two"]


def test_a_long_address_in_a_tag_stays() -> None:
    address = "https://example.org/" + "a" * 5000
    assert parse(f"<a href='{address}'>x</a>").xpath("//a/@href") == [address]


def test_a_long_text_before_a_tag_stays() -> None:
    text = "word " * 3000
    assert parse(f"<p>{text}</p>").xpath("//p")[0].text == text


def test_a_comparison_in_a_script_does_not_swallow_the_page() -> None:
    script = "for (i = 0; i <n; i++) {" + "a = b; " * 2000 + "}"
    root = parse(f"<script>{script}</script><p>after</p>")
    assert root.xpath("//p/text()") == ["after"]


@pytest.mark.parametrize(
    "text",
    [
        f"<p {attributes(12_000)}>" * 20,
        f"<p x='</a' {attributes(100_000)}>",
        ("<a" * 32_000 + ">") * 20,
        "<a" * 1_000_000,
        "<div>" * 300_000,
        "<b><i>" * 150_000,
        "<table><tr><td>" * 50_000,
        "<a href=x><p>" * 50_000,
        "&" * 1_000_000,
        "<!--" * 250_000,
    ],
    ids=["attributes", "end tag", "no end", "open", "deep", "inline", "tables", "links", "entities",
         "comments"],
)  # fmt: skip
def test_a_page_made_to_be_slow_is_parsed_in_time(text: str) -> None:
    began = time.process_time()
    parse(text)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", "https://example.org/a/page"),
        ("<base href='/b/'>", "https://example.org/b/"),
        ("<base href='https://other.example/'>", "https://other.example/"),
        ("<base target=_blank><base href='/c/'>", "https://example.org/c/"),
        ("<base href='javascript:alert(1)'>", "https://example.org/a/page"),
        ("<base href='http://['>", "https://example.org/a/page"),
    ],
)
def test_relative_addresses_join_to_the_base_element(head: str, expected: str) -> None:
    assert base_of(parse(f"<head>{head}</head>x"), "https://example.org/a/page") == expected


@pytest.mark.parametrize(
    "reference",
    ["&#27;", "&#7", "&#x1B;", "&#X0001b;", "&#xffff;", "&#0000000027;", "&#27ed"],
)
def test_references_to_what_xml_forbids_are_dropped(reference: str) -> None:
    root = parse(f"<p>One{reference} two &#65; &#x41; &amp; &#9;&#1114112;</p>")
    root.text_content().encode()
    (paragraph,) = root.iter("p")
    paragraph.text = paragraph.text  # lxml takes back what it gave
    assert root.text_content().startswith(("One two A A &", "Oneed two A A &"))
