"""Lists of subscriptions: what readers write, what we write, and what nobody should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import UnreadableError
from digest.opml import Subscription, read, write

NESTED = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
  <outline text="Africa">
    <outline title="Libya">
      <outline text="Review" type="rss" XMLURL="https://libyareview.com/feed/"
               htmlUrl="https://libyareview.com/"/>
    </outline>
    <outline text="Continent &amp; all" xmlUrl="feed://africa.example.org/rss"/>
    <outline text="A note"/>
  </outline>
  <outline text="Bookmark" type="link" url="https://example.org/"/>
  <outline xmlUrl="feed:https://example.org/atom.xml"/>
  <outline text="Broken" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def test_folders_inside_each_other_are_one_group_and_notes_are_passed_by() -> None:
    found = read(NESTED)
    assert [(one.title, one.feed, one.group) for one in found] == [
        ("Review", "https://libyareview.com/feed/", "Africa / Libya"),
        ("Continent & all", "http://africa.example.org/rss", "Africa"),
        ("feed:https://example.org/atom.xml", "https://example.org/atom.xml", ""),
        ("Broken", "", ""),
    ]
    assert found[0].page == "https://libyareview.com/"


def test_a_list_in_two_byte_characters_is_read() -> None:
    text = NESTED.decode().replace("UTF-8", "UTF-16")
    assert read(text.encode("utf-16")) == read(NESTED)


def test_a_list_that_is_cut_off_gives_what_is_there() -> None:
    assert [one.title for one in read(NESTED[: NESTED.index(b'<outline text="Cont')])] == ["Review"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "no XML"),
        (b"not at all", "no OPML"),
        (b"<html><body>A page</body></html>", "no OPML"),
        (b"<!DOCTYPE opml [<!ENTITY a 'b'>]><opml><body/></opml>", "document type"),
        (b"<!DOC\0TYPE opml><opml><body/></opml>", "document type"),
        ("<!DOCTYPE opml><opml/>".encode("utf-16"), "document type"),
        (b"<opml>" + b'<outline text="a">' * 60 + b'<outline xmlUrl="http://a.b/"/>', "folders"),
        (b"<opml>" + b'<outline xmlUrl="http://a.b/"/>' * 20_001 + b"</opml>", "more than 20000"),
        (b" " * (16 * 1024 * 1024 + 1), "larger than"),
    ],
)
def test_what_is_no_list_is_refused_with_its_reason(body: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read(body)


@given(st.binary(max_size=300))
def test_no_bytes_raise_another_error(body: bytes) -> None:
    for hostile in (body, b"<opml><body>" + body, b'<opml><outline xmlUrl="' + body):
        try:
            read(hostile)
        except UnreadableError:
            continue


_TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=60).map(
    str.strip
)


@given(
    st.lists(
        st.builds(
            Subscription,
            title=_TEXT.filter(bool),
            feed=st.sampled_from(["https://example.org/feed?a=1&b=2", "http://127.0.0.1:81/"]),
            page=st.sampled_from(["", "https://example.org/"]),
            group=_TEXT,
            url=st.sampled_from(["https://example.org/a", "http://127.0.0.1:81/"]),
            name=st.sampled_from(["one", "two-3"]),
        ),
        max_size=6,
    ),
    st.text(max_size=30),
)
def test_what_is_written_is_read_again_without_loss(listed: list[Subscription], title: str) -> None:
    written = write(title, listed)
    assert sorted(read(written), key=repr) == sorted(listed, key=repr)
    assert write(title, listed) == written


def test_a_list_of_white_space_takes_no_time_to_speak_of() -> None:
    """Two minutes for 300 KB when the declaration was looked for at every place."""
    assert read(b"<opml>" + b" " * 2_000_000 + b"</opml>") == ()


def test_many_subscriptions_in_deep_folders_take_no_time_to_speak_of() -> None:
    """Twelve seconds when the names of the folders were joined for each of them."""
    folders = f'<outline text="{"x" * 990}">' * 45
    listed = "<outline xmlUrl='http://a.example/'/>" * 20_000
    found = read(f"<opml>{folders}{listed}".encode())
    assert len(found) == 20_000
    assert 900 < len(found[0].group) <= 1000
