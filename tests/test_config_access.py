"""The headers of a source's site come from files or the environment, in the forms people have."""

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config import AccessSettings, load
from digest.config.access import LONGEST, MOST_COOKIES_BYTES, access_headers
from digest.errors import ConfigError

URL = "https://www.news.example/politics/"
NOW = datetime(2026, 11, 29, tzinfo=UTC)
PAST, FUTURE = 1_700_000_000, 1_900_000_000
COOKIES = "it holds cookies as `name=value; other=value`, or is a cookies.txt"
LINES = "it holds headers as `Name: value`, one a line"
EXPORTED = f"""\
# Netscape HTTP Cookie File
# https://curl.se/docs/http-cookies.html

.news.example\tTRUE\t/\tTRUE\t{FUTURE}\tsession\tCANARY-1
#HttpOnly_www.news.example\tFALSE\t/\tTRUE\t0\tkey\tCANARY 2"
news.example\tFALSE\t/\tFALSE\t0\tapex\t1
.news.example\tTRUE\t/account\tTRUE\t0\taccount\t1
.news.example\tTRUE\t/politics\tTRUE\t0\tfront\tx=y
.news.example\tTRUE\t/\tFALSE\t{PAST}\told\t1
.news.example\tTRUE\t/\tFALSE\t0\tumlaut\t\u00e4
.example\tFALSE\t/\tFALSE\t0\tdomain\t1
.bank.example\tTRUE\t/\tTRUE\t{FUTURE}\tbank\tCANARY-3
news.example\tcut off
"""


def headers(url: str = URL, **held: str) -> dict[str, str]:
    """Return the headers of secrets that stand in variables of their names."""
    access = AccessSettings(**{f"{name}_env": name.upper() for name in held})  # type: ignore[arg-type]
    environ = {name.upper(): value for name, value in held.items()}
    return access_headers(access, url, now=NOW, environ=environ)


def refusal(url: str = URL, **held: str) -> str:
    with pytest.raises(ConfigError) as raised:
        headers(url, **held)
    said = str(raised.value)
    assert "CANARY" not in said
    return said


def test_a_source_that_names_nothing_shows_nothing() -> None:
    assert access_headers(AccessSettings(), URL, now=NOW) == {}


def test_all_three_are_read_from_files_as_well(tmp_path: Path) -> None:
    contents = {
        "cookies": b"a=1; b=2\n",
        "basic": b"me:hunter2\n",
        "headers": b"\xef\xbb\xbfX-Api-Key: 3\r\n\r\nAccept-Language:ar\n",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        (tmp_path / name).chmod(0o600)
    access = AccessSettings(
        cookies_file=tmp_path / "cookies",
        basic_file=tmp_path / "basic",
        headers_file=tmp_path / "headers",
    )
    assert access_headers(access, URL, now=NOW) == {
        "X-Api-Key": "3",
        "Accept-Language": "ar",
        "Authorization": "Basic bWU6aHVudGVyMg==",
        "Cookie": "a=1; b=2",
    }
    (tmp_path / "headers").chmod(0o644)
    with pytest.raises(ConfigError, match=r"^access\.headers_file: .*: others may read it; "):
        access_headers(access, URL, now=NOW)


def test_the_environment_of_the_process_is_meant_where_none_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DIGEST_OF_A_TEST", "a=1")
    access = AccessSettings(cookies_env="DIGEST_OF_A_TEST")
    assert access_headers(access, URL, now=NOW) == {"Cookie": "a=1"}


def test_what_is_not_there_is_named_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "none"
    with pytest.raises(ConfigError) as raised:
        access_headers(AccessSettings(cookies_file=path), URL, now=NOW)
    assert str(raised.value) == (
        f"access.cookies_file: {path}: no such file; make one with: (umask 077 && cat > {path})"
    )
    with pytest.raises(ConfigError) as raised:
        access_headers(AccessSettings(basic_env="LOGIN"), URL, now=NOW, environ={})
    assert str(raised.value) == (
        "access.basic_env: LOGIN is not set or empty; put the secret into it"
    )


@pytest.mark.parametrize(
    ("held", "sent"),
    [
        ("a=1", "a=1"),
        ("Cookie: a=1; b=x=y;", "a=1; b=x=y"),
        ("cookie:a=1;b=", "a=1; b="),
        ('a[0]={"x": 1, "y": 2}', 'a[0]={"x": 1, "y": 2}'),
    ],
)
def test_cookies_are_taken_as_a_browser_shows_them(held: str, sent: str) -> None:
    assert headers(cookies=held) == {"Cookie": sent}


@pytest.mark.parametrize(
    "held", ["CANARY", "CANARY=\u00e4", "a=1; CANARY", "a=CANARY\nb=2", "=CANARY"]
)
def test_what_are_no_cookies_is_refused_and_not_shown(held: str) -> None:
    assert refusal(cookies=held) == f"access.cookies_env: COOKIES: {COOKIES}"


def test_of_a_cookies_txt_counts_what_a_browser_would_send_to_the_source() -> None:
    assert headers(cookies=EXPORTED) == {"Cookie": 'session=CANARY-1; key=CANARY 2"; front=x=y'}
    apex = headers("https://news.example:8443/", cookies=EXPORTED)
    assert apex == {"Cookie": "session=CANARY-1; apex=1"}
    assert headers("http://news.example/", cookies=EXPORTED) == {"Cookie": "apex=1"}


def test_a_cookies_txt_without_cookies_of_the_site_or_with_ended_ones_is_told() -> None:
    said = "access.cookies_env: COOKIES: "
    other = refusal("https://other.example/", cookies=EXPORTED)
    assert other == f"{said}it holds no cookies of other.example"
    ended = EXPORTED.replace(str(FUTURE), str(PAST)).replace("\t0\t", f"\t{PAST}\t")
    assert refusal(cookies=ended) == (
        f"{said}all its cookies of www.news.example have ended; export them again"
    )


def test_the_cookies_of_all_sites_may_be_in_one_large_file(tmp_path: Path) -> None:
    path = tmp_path / "cookies.txt"
    more = "".join(f".x{n}.example\tTRUE\t/\tTRUE\t0\tname\tvalue\n" for n in range(20_000))
    path.write_text(more + EXPORTED, encoding="utf-8")
    path.chmod(0o600)
    access = AccessSettings(cookies_file=path)
    assert "CANARY-1" in access_headers(access, URL, now=NOW)["Cookie"]
    path.write_bytes(b"x" * (MOST_COOKIES_BYTES + 1))
    with pytest.raises(ConfigError, match=f"larger than {MOST_COOKIES_BYTES} bytes; it holds"):
        access_headers(access, URL, now=NOW)


def test_a_login_is_a_name_and_a_password_that_may_hold_anything() -> None:
    code = base64.b64encode(b"me:p:\xc3\xa4 ss").decode()
    assert headers(basic="me:p:\u00e4 ss") == {"Authorization": f"Basic {code}"}
    assert refusal(basic="CANARY") == (
        "access.basic_env: BASIC: it holds a name and a password as `name:password`"
    )
    assert refusal(basic="a:b\nCANARY:d").startswith("access.basic_env: BASIC: holds more than one")


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        ("CANARY", f"line 1: {LINES}"),
        ("A: 1\nX CANARY: 2", f"line 2: {LINES}"),
        ("A:", f"line 1: {LINES}"),
        ("A: 1\n\na: CANARY", "line 3: a stands there twice"),
        ("User-Agent: CANARY", "line 1: User-Agent cannot be set here"),
        ("host: CANARY", "line 1: host cannot be set here"),
        ("A: CANARY\u00e4", "line 1: A holds what is not printable ASCII"),
        ("A: CANARY\x00", "line 1: A holds what is not printable ASCII"),
    ],
)
def test_a_header_that_cannot_be_sent_is_refused_and_its_value_not_shown(
    held: str, reason: str
) -> None:
    assert refusal(headers=held) == f"access.headers_env: HEADERS: {reason}"


def test_a_header_and_what_makes_the_same_header_exclude_each_other() -> None:
    said = "stands among the headers as well; keep one of them"
    assert refusal(headers="cookie: a=1", cookies="b=2") == f"access: Cookie {said}"
    both = refusal(headers="Authorization: Bearer x", basic="a:b")
    assert both == f"access: Authorization {said}"


def test_more_than_servers_take_is_refused() -> None:
    most = LONGEST - len("Cookie") - 4 - len("a=")
    assert headers(cookies="a=" + "x" * most)
    assert refusal(cookies="a=" + "x" * (most + 1)) == (
        f"access: more than {LONGEST} bytes of headers, which no server takes"
    )


@given(st.text(), st.sampled_from(["cookies", "basic", "headers"]))
def test_whatever_a_secret_holds_no_header_is_written_by_it(held: str, name: str) -> None:
    try:
        made = headers(**{name: held})
    except ConfigError:
        return
    for one, value in made.items():
        assert (one + value).isascii()
        assert (one + value).isprintable()


def test_paths_start_from_the_folder_of_the_file_that_names_them(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    source = '[[source]]\nname = "{0}"\nurl = "https://{0}.example/"\n[source.access]\n'
    file, more = tmp_path / "config.toml", tmp_path / "more" / "one.toml"
    file.write_text('files = ["more/*.toml"]\n' + source.format("a") + 'cookies_file = "c"\n')
    more.write_text(source.format("b") + 'basic_file = "~/l"\nheaders_env = "H"\n')
    settings = load(file)
    assert settings.problems == ()
    assert settings.access == {
        "a": AccessSettings(cookies_file=tmp_path / "c"),
        "b": AccessSettings(basic_file=Path("~/l").expanduser(), headers_env="H"),
    }
    file.write_text(source.format("a"))
    assert load(file).access == {}
