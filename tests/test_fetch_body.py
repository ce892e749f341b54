"""Bodies within bounds: gzip, bombs, cut-off answers."""

import gzip
import tracemalloc
import zlib

import pytest
from fetch_server import Answer, Server, answer, cut, fetcher, reset, run
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import BrokenError, FetchError, TooLargeError
from digest.model import Page

MEBI = 1024 * 1024


async def read(given: Answer, *, max_bytes: int = MEBI) -> Page:
    async with Server({"/": given}) as server, fetcher(max_bytes=max_bytes) as reader:
        return await reader.get(server.base + "/")


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n", coding: str = "") -> bytes:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
    head += f"Content-Encoding: {coding}\r\n".encode() if coding else b""
    return head + b"\r\n" + b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in chunks) + end


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP", "identity, gzip"])
def test_gzip_is_decoded(coding: str) -> None:
    text = b"news " * 50_000
    assert run(read(answer(gzip.compress(text), content_encoding=coding))).body == text


def test_gzip_in_many_chunks_is_decoded() -> None:
    packed = gzip.compress(bytes(range(256)) * 100)
    given = chunked(*(packed[n : n + 7] for n in range(0, len(packed), 7)), coding="gzip")
    assert run(read(given)).body == bytes(range(256)) * 100


@pytest.mark.parametrize("coding", ["", "identity", ", ,"])
def test_plain_body_stays_as_it_is(coding: str) -> None:
    given = answer(b"\x1f\x8bplain", content_encoding=coding)
    assert run(read(given)).body == b"\x1f\x8bplain"


def test_empty_body_is_no_broken_gzip() -> None:
    assert run(read(answer(b"", content_encoding="gzip"))).body == b""


def test_bytes_after_the_end_of_the_gzip_are_ignored() -> None:
    given = chunked(gzip.compress(b"news"), b"\0\0\0", coding="gzip")
    assert run(read(given)).body == b"news"


@pytest.mark.parametrize("coding", ["br", "gzip, gzip", "deflate", "zstd", "nonsense"])
def test_coding_that_was_not_asked_for_is_broken(coding: str) -> None:
    with pytest.raises(BrokenError, match="coding"):
        run(read(answer(b"x", content_encoding=coding)))


def test_plain_text_that_says_gzip_is_broken() -> None:
    with pytest.raises(BrokenError, match="not the gzip"):
        run(read(answer(b"plain", content_encoding="gzip")))


def test_gzip_without_its_end_is_broken() -> None:
    with pytest.raises(BrokenError, match="no end"):
        run(read(answer(gzip.compress(b"news" * 999)[:-9], content_encoding="gzip")))


def test_gzip_bomb_is_stopped_in_little_memory() -> None:
    """Sixty-four mebibytes of nothing inside sixty-four kibibytes on the wire."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(deflate.compress(bytes(MEBI)) for _ in range(64)) + deflate.flush()
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            run(read(answer(bomb, content_encoding="gzip"), max_bytes=MEBI))
        assert tracemalloc.get_traced_memory()[1] < 10 * MEBI
    finally:
        tracemalloc.stop()


def test_body_of_just_the_most_is_read() -> None:
    assert run(read(answer(b"x" * 100), max_bytes=100)).body == b"x" * 100


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(answer(b"x" * 101), id="announced"),
        pytest.param(chunked(b"x" * 60, b"x" * 41), id="chunked"),
        pytest.param(cut(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 101), id="until closed"),
        pytest.param(answer(gzip.compress(b"x" * 101), content_encoding="gzip"), id="gzip"),
    ],
)
def test_one_byte_more_than_the_most_is_too_large(more: Answer) -> None:
    with pytest.raises(TooLargeError):
        run(read(more, max_bytes=100))


def test_gzip_of_the_most_is_read_although_it_announces_more() -> None:
    noise = bytes(range(256))
    with pytest.raises(TooLargeError, match="announces"):
        run(read(answer(gzip.compress(noise), content_encoding="gzip"), max_bytes=256))
    assert run(read(answer(gzip.compress(noise), content_encoding="gzip"))).body == noise


def test_length_above_the_most_is_refused_before_the_body() -> None:
    given = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000000\r\n\r\n"
    with pytest.raises(TooLargeError, match="announces"):
        run(read(given))


def test_empty_page_is_a_page() -> None:
    assert run(read(answer(b""))).body == b""


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(cut(answer(b"half", content_length="500")), id="short"),
        pytest.param(cut(chunked(b"half", end=b"ffff\r\nabc")), id="chunk cut"),
        pytest.param(cut(chunked(b"half", end=b"")), id="no last chunk"),
        pytest.param(chunked(b"half", end=b"zz\r\n"), id="no chunk"),
        pytest.param(reset(answer(b"half", content_length="500")), id="reset"),
        pytest.param(answer(b"x", content_length="-5"), id="negative"),
        pytest.param(answer(b"x", content_length="1\r\nContent-Length: 2"), id="two lengths"),
        pytest.param(cut(b"<p>no HTTP</p>\r\n\r\n"), id="no status line"),
        pytest.param(answer(b"x", x_big="h" * 200_000), id="endless header"),
        pytest.param(chunked(b"x", end=b"0\r\n" + b"X: y\r\n" * 50_000), id="endless trailers"),
    ],
)
def test_cut_off_or_senseless_answer_is_broken(given: Answer) -> None:
    with pytest.raises(BrokenError):
        run(read(given))


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=2000), st.integers(1, 200), st.integers(1, 400))
def test_decoded_body_is_whole_or_an_error(text: bytes, most: int, kept: int) -> None:
    packed = gzip.compress(text)
    try:
        page = run(read(answer(packed[:kept], content_encoding="gzip"), max_bytes=most))
    except FetchError:
        assert kept < len(packed) or len(text) > most or len(packed) > most
    else:
        assert page.body == text
