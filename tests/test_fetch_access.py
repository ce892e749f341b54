"""What a source's site is shown of its reader goes to that site, and to nobody else."""

import base64
import time

import pytest
from fetch_server import TLS, Answer, Server, answer, fetcher, redirect, resolver, run
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import StatusError
from digest.fetch import Access, Fetcher
from digest.fetch.echo import secrets_of, without
from digest.fetch.exchange import Answer as Given
from digest.fetch.wording import readable

COOKIE = "session=CANARY-5e55-10n"
KEY = "CANARY-k3y-0f-4-r34d3r"
HEADERS = {"Cookie": COOKIE, "X-Api-Key": KEY, "Authorization": "Basic bWU6aHVudGVyLTIyMg=="}
UUID = "123e4567-e89b-12d3-a456-426614174000"
NAMES = {"cookie", "x-api-key", "authorization"}
SITE = resolver({"news.test": ["127.0.0.1"], "www.news.test": ["127.0.0.1"]})


def bearing(reader: Fetcher, place: str) -> Fetcher:
    return reader.bearing(Access(place=place, headers=HEADERS))


def shown(server: Server) -> list[tuple[str, bool]]:
    """What was asked for, and whether the credentials came with it: all or none of them."""
    told = [(asked.path, NAMES & asked.headers.keys()) for asked in server.asked]
    assert all(names in (set(), NAMES) for _, names in told)
    return [(path, bool(names)) for path, names in told]


def test_the_site_is_shown_the_credentials_but_its_robots_txt_is_asked_without() -> None:
    async def test() -> None:
        async with Server({"/": answer(b"for readers")}) as server, fetcher() as reader:
            page = await bearing(reader, f"{server.base}/news").get(server.base + "/")
            assert page.body == b"for readers"
            assert shown(server) == [("/robots.txt", False), ("/", True)]
            headers = server.asked[-1].headers
            assert headers["cookie"] == COOKIE
            assert headers["x-api-key"] == KEY
            assert headers["user-agent"] == reader.user_agent

    run(test())


def test_who_shares_the_fetcher_shows_nothing() -> None:
    async def test() -> None:
        async with Server({"/": answer(b"x")}) as server, fetcher() as reader:
            bearer = bearing(reader, server.base + "/")
            await bearer.get(server.base + "/")
            await reader.get(server.base + "/")
            await reader.bearing(Access(place=server.base + "/", headers={})).get(server.base + "/")
            await bearer.post(server.base + "/", b"told", content_type="text/plain")
            assert shown(server) == [("/robots.txt", False), ("/", True), *[("/", False)] * 3]
            assert server.connections == 2  # one is shared; to tell takes one of its own

    run(test())


def test_a_redirect_to_another_site_is_followed_without_and_back_home_with_them() -> None:
    async def test() -> None:
        async with Server({}) as home, Server({}) as other, fetcher() as reader:
            home.pages |= {
                "/a": redirect(f"{other.base}/b?from={COOKIE[8:]}"),
                "/c": redirect("/d"),
                "/d": answer(b"there"),
                "/robots.txt": redirect(f"{other.base}/robots.txt"),
            }
            other.pages["/b?from=***"] = redirect(f"{home.base}/c")
            page = await bearing(reader, home.base + "/").get(home.base + "/a")
            assert page.body == b"there"
            assert not any(told for _, told in shown(other))
            assert [path for path, told in shown(home) if told] == ["/a", "/c", "/d"]
            # Not even the address tells: what a server repeats of them was cut.
            assert all("CANARY" not in str(asked) for asked in other.asked)

    run(test())


@pytest.mark.parametrize(
    ("place", "address", "told"),
    [
        ("https://example.org/", "https://example.org/a", True),
        ("https://www.example.org/x", "https://example.org/a", True),
        ("https://example.org/", "https://feeds.example.org/a", True),
        ("https://example.org/", "https://example.org./a", True),
        ("https://example.org/", "http://example.org/a", False),
        ("http://example.org/", "https://example.org/a", True),
        ("http://example.org/", "http://www.example.org/a", True),
        ("https://example.org/", "https://example.org:8443/a", False),
        ("https://example.org:8443/", "https://example.org:8443/a", True),
        ("https://example.org:8443/", "https://example.org/a", True),
        ("https://example.org/", "https://example.org.evil.net/a", False),
        ("https://example.org/", "https://xexample.org/a", False),
        ("https://example.org/", "https://org/a", False),
        ("https://news.co.uk/", "https://other.co.uk/a", False),
        ("https://one.github.io/", "https://two.github.io/a", False),
        ("https://1.2.3.4/", "https://1.2.3.4/a", True),
        ("https://1.2.3.4/", "https://1.2.3.5/a", False),
        ("https://1.2.3.4:8443/", "https://1.2.3.4/a", False),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/a", True),
        ("https://[2001:db8::1]/", "https://[2001:db8::2]/a", False),
        ("http://intranet/", "http://intranet/a", True),
        ("http://intranet/", "http://files.intranet/a", False),
    ],
)
def test_own_is_what_has_the_registrable_name_the_port_and_no_less_secrecy(
    place: str,
    address: str,
    told: bool,  # noqa: FBT001 - pytest gives it
) -> None:
    access = Access(place=readable(place), headers=HEADERS)
    assert access.at(readable(address)) == (HEADERS if told else {})


def test_a_way_from_https_to_http_on_the_same_site_loses_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))

    async def test() -> None:
        pages: dict[str, Answer] = {"/b": answer(b"in clear")}
        async with (
            Server({}, tls="news.pem") as secure,
            Server(pages) as plain,
            fetcher(resolve=SITE) as reader,
        ):
            secure.pages["/a"] = redirect(f"http://news.test:{plain.port}/b")
            start = f"https://news.test:{secure.port}/a"
            page = await bearing(reader, start).get(start)
            assert page.body == b"in clear"
            assert [path for path, told in shown(secure) if told] == ["/a"]
            assert not any(told for _, told in shown(plain))

    run(test())


def test_a_header_of_the_user_stands_in_place_of_ours_of_the_same_name() -> None:
    async def test() -> None:
        async with Server({"/": answer(b"x")}) as server, fetcher() as reader:
            access = Access(place=server.base + "/", headers={"accept": "text/csv", "X-A": "1"})
            await reader.bearing(access).get(server.base + "/", etag='"1"')
            assert server.asked[-1].headers["accept"] == "text/csv"
            assert server.asked[-1].headers["if-none-match"] == '"1"'

    run(test())


def test_no_repr_and_no_error_shows_a_secret() -> None:
    async def test() -> None:
        async with (
            Server({"/": answer(status="403 Forbidden")}) as server,
            fetcher() as reader,
        ):
            bearer = bearing(reader, server.base + "/")
            with pytest.raises(StatusError) as raised:
                await bearer.get(server.base + "/")
            access = Access(place=server.base + "/", headers=HEADERS)
            said = [str(raised.value), repr(raised.value), repr(bearer), repr(access)]
            assert not any("CANARY" in one or "bWU6" in one for one in said)

    run(test())


def test_what_an_answer_repeats_of_the_secrets_is_cut() -> None:
    async def test() -> None:
        body = f'<a href="/?s={COOKIE[8:]}">me</a> hunter-222 {KEY} bWU6aHVudGVyLTIyMg== *'
        pages: dict[str, Answer] = {"/": answer(body.encode(), etag=f'"{KEY}"')}
        async with Server(pages) as server, fetcher() as reader:
            page = await bearing(reader, server.base + "/").get(server.base + "/")
            assert page.body == b'<a href="/?s=***">me</a> *** *** *** *'
            assert page.etag == '"***"'
            page = await reader.get(server.base + "/")
            assert page.body == body.encode()

    run(test())


def cut(text: str, headers: dict[str, str]) -> str:
    given = Given(status=200, body=text.encode())
    return without(given, secrets_of(headers)).body.decode()


@pytest.mark.parametrize(
    "cookie",
    [
        "edition=international",
        "seen=2026-11-29T10:00:00",
        "last=https://news.example/a/2026/libya-budget-vote-12345",
        "last=libya-budget-vote-in-2026",
        "sid=12",
        "login=somebody",
        "lang=en; theme=dark",
        "flag",
    ],
)
def test_words_dates_and_addresses_in_cookies_stay_in_the_texts(cookie: str) -> None:
    text = f"<p>{cookie} international somebody 12 2026-11-29T10:00:00</p>"
    assert cut(text, {"Cookie": cookie}) == text


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        ({"Cookie": "a=1; sid=0123-4567-89ab"}, "0123-4567-89ab"),
        ({"Cookie": 'token="a/b+c&d<e>\\9"'}, "a/b+c&d<e>\\9"),
        ({"Cookie": "token=a/b+c&d<e>9"}, "a%2Fb%2Bc%26d%3Ce%3E9"),
        ({"Cookie": "token=a/b+c&d<e>9"}, "a/b+c&amp;d&lt;e&gt;9"),
        ({"Cookie": "token=a/b+c&d<e>9"}, "a\\/b+c&d<e>9"),
        ({"Cookie": "x=0123456789abcdef0123"}, "0123456789abcdef0123"),
        ({"Cookie": f"x={UUID}"}, UUID),
        ({"Authorization": "Bearer eyJ.0.x-y"}, "eyJ.0.x-y"),
        ({"Authorization": "no-scheme-at-all"}, "no-scheme-at-all"),
        ({"authorization": "basic not!base64"}, "not!base64"),
    ],
)  # fmt: skip
def test_a_secret_is_cut_however_a_page_writes_it(headers: dict[str, str], text: str) -> None:
    assert cut(f"<p>{text}</p>", headers) == "<p>***</p>"


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=8))
def test_no_key_is_left_in_what_repeats_it(value: str) -> None:
    if value.isalpha():
        return
    left = cut(f"a {value} b", {"X-Token": value})
    assert value not in left.replace("***", "\0")


def test_a_page_of_megabytes_is_searched_in_no_time() -> None:
    cookie = "; ".join(f"session{n}={n:030x}" for n in range(60))
    began = time.process_time()
    cut("<p>0123456789abcdef</p>" * 350_000, {"Cookie": cookie})
    assert time.process_time() - began < 3


def test_a_password_in_basic_form_counts_as_well_as_its_code() -> None:
    code = base64.b64encode(b"me:p\xc3\xa4ss-w\xc3\xb6rd").decode()
    assert {code, "päss-wörd"} <= set(secrets_of({"Authorization": f"Basic {code}"}))
