"""Mail addresses, servers and days of the week: every text is one, or is refused."""

import re
from email.utils import getaddresses

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.config.mailing import mail_server, mailbox, sender, server, unsubscribe
from digest.config.weekdays import NAMES, day_or_days, numbers

SAFE = re.compile(r"[!-~]+@[a-z0-9.-]+", re.ASCII)
"""What may stand in a header and in a command to a server as it is."""
PIECES = st.sampled_from(
    ["a", "ø", "@", ".", "<", ">", " ", ",", "\r\n", "\0", '"', "xn--", "b.example", "%0d", "-"]
)
HOSTILE = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=8).map("".join)


@settings(deadline=None)  # machines may be busy
@given(HOSTILE)
@example("a@b.example\r\nRCPT TO:<c@d.example>")
@example("a@b.example\u2028")
@example("a@xn--b.example")
def test_a_mailbox_is_safe_in_headers_and_commands_or_refused(text: str) -> None:
    try:
        found = mailbox(text)
    except ValueError:
        return
    assert SAFE.fullmatch(found)
    assert not set(found) & set('<>,;"()\\ ')
    assert mailbox(found) == found


@settings(deadline=None)  # machines may be busy
@given(HOSTILE, HOSTILE)
@example("Jane", "jane@b.example>, <eve@b.example")
@example("Jane\r\nBcc: eve@b.example", "jane@b.example")
@example("Doe, Jane (x); 'y.z'", "jane@b.example")
@example("بوابة  الوسط", "a@b.example")
def test_a_sender_is_one_name_and_one_mailbox_to_who_reads_headers_or_refused(
    name: str, address: str
) -> None:
    for text in (address, f"{name} <{address}>", f'"{name}" <{address}>'):
        try:
            found = sender(text)
        except ValueError:
            continue
        (parsed,) = getaddresses([found]) if found else [("", "")]
        assert not found or SAFE.fullmatch(parsed[1])
        assert not set(parsed[0]) & set('\r\n\0<>"@\\')
        assert " ".join(parsed[0].split()) in " ".join(text.split())
        assert sender(found) == found


@settings(deadline=None)  # machines may be busy
@given(HOSTILE, HOSTILE, st.one_of(st.just(""), st.integers().map(":{}".format)))
def test_a_server_has_a_host_and_a_port_or_is_refused(user: str, host: str, port: str) -> None:
    for text in (f"smtps://{host}{port}", f"smtp://{user}@{host}{port}"):
        try:
            found = mail_server(server(text))
        except ValueError:
            continue
        assert 0 < found.port < 65536
        assert re.fullmatch(r"[a-z0-9.:-]+", found.host)
        assert not set(found.user) & set("\r\n\0\u2028")


@settings(deadline=None)  # machines may be busy
@given(HOSTILE, HOSTILE)
@example("", "a@b.example>, <https://eve.example/")
@example("mailto:", "a@b.example?subject=a\r\nBcc: b")
def test_a_way_to_unsubscribe_fits_between_brackets_or_is_refused(start: str, rest: str) -> None:
    for scheme in ("", "mailto:", "https://"):
        try:
            found = unsubscribe(f"{scheme}{start}{rest}")
        except ValueError:
            continue
        assert found == "" or re.fullmatch(r"(mailto:|https://)[!-~]+", found)
        assert not set(found) & set("<>, ")
        assert unsubscribe(found) == found


def test_a_mailbox_is_no_longer_than_mail_servers_take() -> None:
    longest = f"{'a' * 64}@{'b' * 61}.{'c' * 61}.{'d' * 61}.ee"
    assert len(longest) == 64 + 1 + 3 * 62 + 2 == 253
    assert mailbox(longest) == longest
    assert mailbox(f"{longest}e") == f"{longest}e"
    for too_long in (f"a{longest}", f"{longest}ee"):
        with pytest.raises(ValueError, match=r"^(: longer than 254 characters)?$"):
            mailbox(too_long)
    with pytest.raises(ValueError, match=r"^$"):
        mailbox(f"{'a' * 65}@b.example")


def test_a_user_written_with_escapes_may_hold_no_line_end() -> None:
    with pytest.raises(ValueError, match="control character"):
        server("smtps://me%0d%0a@mail.example")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["mon"], (0,)),
        (["Sun", " tue "], (1, 6)),
        (["mon-fri"], (0, 1, 2, 3, 4)),
        (["sat-mon", "sun"], (0, 5, 6)),
        (["wed-wed"], (2,)),
        (["mon-sun"], tuple(range(7))),
        (["thu-wed"], tuple(range(7))),
    ],
)
def test_days_are_names_and_ranges_also_over_the_end_of_the_week(
    written: list[str], meant: tuple[int, ...]
) -> None:
    assert numbers([day_or_days(one) for one in written]) == meant


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_a_range_and_the_one_from_its_end_to_its_start_are_the_whole_week(a: str, b: str) -> None:
    assert set(numbers([f"{a}-{b}"])) | set(numbers([f"{b}-{a}"])) == set(range(7)) or a == b
    assert {NAMES.index(a), NAMES.index(b)} <= set(numbers([f"{a}-{b}"]))
