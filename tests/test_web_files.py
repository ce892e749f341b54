"""What of the output folder is served, and that it is read no oftener than needed."""

import asyncio
import gzip
import os
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import output
from digest.web.files import Files, State, is_served

T = TypeVar("T")


def now(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def looked(files: Files, name: str) -> tuple[State, str]:
    seen = now(files.look(name))
    assert seen
    return seen[0], seen[1].fingerprint


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".xml",
        ".digest-abc.part",
        ".hidden.xml",
        "feeds/.xml",
        ".git/feed.xml",
        "../feed.xml",
        "feeds/../feed.xml",
        "./feed.xml",
        "/feed.xml",
        "feeds//a.xml",
        "feeds/",
        "feed.xml/",
        "feeds\\a.xml",
        "feed\0.xml",
        "feed\n.xml",
        "digest.db",
        "config.toml",
        "feed.xml.part",
        "feed.XML",
    ],
)
def test_a_name_that_is_hidden_or_leads_elsewhere_is_not_served(name: str) -> None:
    assert not is_served(name)


@given(
    st.text() | st.lists(st.sampled_from(["..", ".", "", "/", "a", "a.xml", "\\"])).map("/".join)
)
def test_no_name_that_is_served_leads_out_of_the_folder(name: str) -> None:
    if is_served(name):
        place = Path(os.path.normpath(f"/output/{name}"))
        assert place.is_relative_to("/output")
        assert place == Path("/output") / name


def test_what_is_missing_or_a_folder_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "feeds.xml").mkdir()
    files = Files(tmp_path)
    for name in ("feed.xml", "feeds.xml", "feeds.xml/a.xml", f"{'a' * 300}.xml"):
        assert now(files.look(name)) is None
    assert now(Files(tmp_path / "none").look("feed.xml")) is None


def test_a_link_out_of_the_folder_or_to_what_is_not_served_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "output"
    (folder / ".private").mkdir(parents=True)
    (tmp_path / "secret.xml").write_text("secret")
    (folder / ".private" / "a.xml").write_text("secret")
    (folder / "digest.db").write_text("secret")
    (folder / "a.xml").write_text("feed")
    (folder / "out.xml").symlink_to(tmp_path / "secret.xml")
    (folder / "up").symlink_to(tmp_path)
    (folder / "hidden.xml").symlink_to(folder / ".private" / "a.xml")
    (folder / "store.xml").symlink_to(folder / "digest.db")
    (folder / "circle.xml").symlink_to(folder / "circle.xml")
    (folder / "in.xml").symlink_to("a.xml")
    files = Files(folder)
    for name in ("out.xml", "up/secret.xml", "hidden.xml", "store.xml", "circle.xml"):
        assert now(files.look(name)) is None
    assert looked(files, "in.xml")[1] == looked(files, "a.xml")[1]


def test_a_folder_that_is_itself_a_link_is_served(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.xml").write_text("feed")
    (tmp_path / "output").symlink_to(tmp_path / "real")
    assert looked(Files(tmp_path / "output"), "a.xml")


def test_a_file_that_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    """Other bytes of the same size and time show that nobody looked at them."""
    path = tmp_path / "a.xml"
    path.write_bytes(b"one")
    files = Files(tmp_path)
    before, fingerprint = looked(files, "a.xml")
    with path.open("r+b") as file:
        file.write(b"two")
    os.utime(path, ns=(before.modified_ns, before.modified_ns))
    assert looked(files, "a.xml") == (before, fingerprint)
    os.utime(path, ns=(before.modified_ns, before.modified_ns + 1))
    assert looked(files, "a.xml")[1] != fingerprint


def test_a_file_that_was_written_again_has_another_state_and_fingerprint(tmp_path: Path) -> None:
    files = Files(tmp_path, most_bytes=2)
    output.write(tmp_path, [("a.xml", b"one")])
    before, fingerprint = looked(files, "a.xml")
    output.write(tmp_path, [("a.xml", b"two")])
    assert looked(files, "a.xml")[1] != fingerprint
    assert now(files.content(before, packed=True)) is None
    output.write(tmp_path, [("a.xml", b"one")])
    assert looked(files, "a.xml")[1] == fingerprint


def test_bytes_are_shared_by_all_who_ask_and_packed_ones_unpack_to_them(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"feed " * 10_000)
    files = Files(tmp_path)
    state, _ = looked(files, "a.xml")

    async def crowd(*, packed: bool) -> list[bytes | None]:
        return await asyncio.gather(*(files.content(state, packed=packed) for _ in range(20)))

    for packed in (False, True):
        [first, *others] = now(crowd(packed=packed))
        assert first is not None
        assert all(one is first for one in others)
        assert (gzip.decompress(first) if packed else first) == b"feed " * 10_000


def test_no_more_bytes_are_kept_than_allowed(tmp_path: Path) -> None:
    files = Files(tmp_path, most_bytes=2500)
    for name in "abcd":
        (tmp_path / f"{name}.xml").write_bytes(name.encode() * 1000)
    states = [looked(files, f"{name}.xml")[0] for name in "abcd"]
    kept = [now(files.content(state, packed=False)) for state in states]
    assert [one and one[:1] for one in kept] == [b"a", b"b", b"c", b"d"]
    again = [now(files.content(state, packed=False)) for state in reversed(states)]
    assert again[0] is kept[3]
    assert again[1] is kept[2]
    assert again[2] is not kept[1]
    (tmp_path / "large.xml").write_bytes(b"x" * 3000)
    large, _ = looked(files, "large.xml")
    assert now(files.content(large, packed=False)) == b"x" * 3000


def test_only_a_page_has_a_style_and_only_texts_are_packed(tmp_path: Path) -> None:
    page = b"<head><style>p{}</style></head><body>"
    for name in ("a.html", "a.xml", "icon.png"):
        (tmp_path / name).write_bytes(page)
    found = {name: now(Files(tmp_path).look(name)) for name in ("a.html", "a.xml", "icon.png")}
    facts = {name: seen[1] for name, seen in found.items() if seen}
    assert [bool(one.style_hash) for one in facts.values()] == [True, False, False]
    assert [one.packable for one in facts.values()] == [True, True, False]
