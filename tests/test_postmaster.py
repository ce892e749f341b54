"""What is found of a sender's domain, asked of a real name server, and what is said of it."""

import socket
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from name_server import NameServer, Texts, naming

from digest.postmaster import Answer, Ask, Finding, asker, findings

DOMAIN = "example.org"
GOOD: dict[str, Texts] = {
    DOMAIN: ["some-site-verification=1", "v=spf1 include:_spf.host.example ~all"],
    "_spf.host.example": ["v=spf1 ip4:192.0.2.0/24 -all"],
    f"mail._domainkey.{DOMAIN}": [f"v=DKIM1; k=rsa; p={'MIIBIjANBg' * 40}"],
    f"_dmarc.{DOMAIN}": ["v=DMARC1; p=quarantine; rua=mailto:me@example.org"],
}


def look(texts: Mapping[str, Texts], domain: str = DOMAIN) -> dict[str, Finding]:
    with naming(texts) as server:
        return {one.what: one for one in findings(domain, asking(server))}


def asking(server: NameServer, timeout_s: float = 5.0) -> Ask:
    return asker(["127.0.0.1"], port=server.port, timeout_s=timeout_s)


def without(name: str) -> dict[str, Texts]:
    return {known: texts for known, texts in GOOD.items() if known != name}


def test_domain_that_has_all_three_is_good() -> None:
    found = look(GOOD)
    assert list(found) == ["SPF", "DKIM", "DMARC"]
    assert all(one.is_good and not one.todo for one in found.values())
    assert found["SPF"].said == "v=spf1 include:_spf.host.example ~all"
    assert found["DKIM"].said == "key of mail is published"
    assert found["DMARC"].said.startswith("v=DMARC1; p=quarantine")


def test_domain_that_has_none_is_told_what_to_ask_and_to_publish() -> None:
    found = look({DOMAIN: []})
    assert [one.what for one in found.values() if not one.is_good] == ["SPF", "DKIM", "DMARC"]
    assert "ask the mail host for its SPF record" in found["SPF"].todo
    assert "ask the mail host whether it signs" in found["DKIM"].todo
    assert '_dmarc.example.org, to begin with: "v=DMARC1; p=none"' in found["DMARC"].todo


def test_domain_that_is_not_there_is_all_that_is_said() -> None:
    found = look({"other.org": []})
    assert list(found) == ["domain"]
    assert found["domain"].said == "there is no domain example.org"


@pytest.mark.parametrize(
    "domain", ["localhost", "nas", "news.test", "mail.local", "a.b.home.arpa", "my.example"]
)
def test_domain_of_no_public_kind_is_not_asked_for(domain: str) -> None:
    with naming(GOOD) as server:
        (found,) = findings(domain, asking(server))
        assert not server.asked
    assert "nobody outside can check it" in found.said


@pytest.mark.parametrize(
    ("records", "todo"),
    [
        (["v=spf1 +all"], "every machine"),
        (["v=spf1 mx all"], "every machine"),
        (["V=SPF1 mx ALL"], "every machine"),
        (["v=spf1 mx"], "let it end with -all or ~all"),
        (["v=spf1"], "let it end with -all or ~all"),
        (["v=spf1 -all", "v=spf1 mx -all"], "make one of them"),
        (["v=spf10 -all"], "ask the mail host"),
        (
            ["v=spf1 " + " ".join(f"include:n{n}.example" for n in range(11)) + " -all"],
            "more than 10",
        ),
        (["v=spf1 a mx ptr a:b.example mx/24 exists:%{i}.x.example -all"], ""),
        (["v=spf1 redirect=_spf.host.example"], ""),
        (["v=spf1 ?all"], ""),
        (["v=spf1 -all"], ""),
    ],
)
def test_spf_is_judged(records: list[str], todo: str) -> None:
    found = look({**GOOD, DOMAIN: records})["SPF"]
    assert todo in found.todo
    assert found.is_good == (not todo)


def test_spf_counts_what_is_included_and_ends_in_a_circle() -> None:
    """The owner of the domain cannot see what a host includes; a receiver counts it all."""
    deep = {f"s{n}.example": [f"v=spf1 include:s{n + 1}.example a -all"] for n in range(6)}
    assert (
        "more than 10"
        in look({**GOOD, **deep, DOMAIN: ["v=spf1 include:s0.example -all"]})["SPF"].todo
    )
    circle = {"s.example": ["v=spf1 include:s.example -all"]}
    assert look({**GOOD, **circle, DOMAIN: ["v=spf1 include:s.example -all"]})["SPF"].is_good


def test_record_that_includes_without_end_is_not_followed_without_end() -> None:
    many = " ".join(f"include:n{n}.example" for n in range(400))
    with naming({**GOOD, DOMAIN: [f"v=spf1 {many} -all"]}) as server:
        findings(DOMAIN, asking(server))
        assert sum(name.startswith("n") for name in server.asked) <= 11


@pytest.mark.parametrize("key", ["v=DKIM1; p=", "k=rsa", "v=DKIM2; p=abc", "v=spf1 -all"])
def test_key_that_was_taken_back_or_is_none_does_not_count(key: str) -> None:
    assert not look({**GOOD, f"mail._domainkey.{DOMAIN}": [key]})["DKIM"].is_good


def test_same_text_under_every_selector_is_no_key() -> None:
    class Everywhere(dict[str, Texts]):
        def __contains__(self, name: object) -> bool:
            return True

        def __missing__(self, name: str) -> Texts:
            return ["v=DKIM1; p=abc"] if "_domainkey" in name else []

    assert not look(Everywhere())["DKIM"].is_good


@pytest.mark.parametrize(
    ("records", "todo"),
    [
        (["v=DMARC1; p=none"], ""),
        (["v=DMARC1;p=REJECT"], ""),
        (["v=DMARC1; rua=mailto:me@example.org"], "add one"),
        (["v=DMARC1; p=maybe"], "add one"),
        (["v=DMARC1; p=none", "v=DMARC1; p=reject"], "keep one"),
        (["v=DMARC12; p=none"], "publish a TXT record"),
    ],
)
def test_dmarc_is_judged(records: list[str], todo: str) -> None:
    found = look({**GOOD, f"_dmarc.{DOMAIN}": records})["DMARC"]
    assert todo in found.todo
    assert found.is_good == (not todo)


def test_policy_that_refuses_mail_which_nothing_proves_is_told() -> None:
    bare: dict[str, Texts] = {DOMAIN: [], f"_dmarc.{DOMAIN}": ["v=DMARC1; p=reject"]}
    assert "is refused: mend one of these first" in look(bare)["DMARC"].todo
    bare[f"_dmarc.{DOMAIN}"] = ["v=DMARC1; p=quarantine"]
    assert "is put into junk" in look(bare)["DMARC"].todo
    assert look(without(f"mail._domainkey.{DOMAIN}"))["DMARC"].is_good, "SPF proves it"


def test_dmarc_of_the_registered_domain_holds_for_those_below() -> None:
    below: dict[str, Texts] = {**without(DOMAIN), "news.example.org": ["v=spf1 -all"]}
    assert look(below, "news.example.org")["DMARC"].is_good


def test_name_server_that_fails_says_nothing_about_the_domain() -> None:
    names = (
        DOMAIN,
        f"_dmarc.{DOMAIN}",
        f"digest-asks-for-a-name-that-nobody-has._domainkey.{DOMAIN}",
    )
    found = look(dict.fromkeys(names, None))
    assert list(found) == ["SPF", "DKIM", "DMARC"]
    assert {one.todo for one in found.values()} == {"try again later"}
    assert {one.said for one in found.values()} == {
        "not looked up for example.org: the name servers could not say"
    }


def test_name_server_that_is_silent_is_not_waited_for() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        ask = asker(["127.0.0.1"], port=silent.getsockname()[1], timeout_s=0.05)
        assert ask(DOMAIN) == Answer(failed="no name server answered in time")


def test_name_that_dns_cannot_hold_is_no_answer() -> None:
    with naming(GOOD) as server:
        assert "LabelTooLong" in asking(server)(f"{'a' * 64}.org").failed
        assert not server.asked


def test_record_of_several_strings_is_one_text() -> None:
    with naming(GOOD) as server:
        (key,) = asking(server)(f"mail._domainkey.{DOMAIN}").texts
    assert key == GOOD[f"mail._domainkey.{DOMAIN}"][0]


def test_what_a_terminal_would_obey_is_not_shown() -> None:
    texts = (f"v=spf1 \x1b[31m{'x' * 500} -all",)
    found = findings(DOMAIN, lambda _: Answer(texts=texts))[0]
    assert found.said.isprintable()
    assert len(found.said) <= 121


@given(
    st.lists(st.text(max_size=60) | st.from_regex(r"v=(spf1|DMARC1;|DKIM1;) .{0,60}"), max_size=3)
)
def test_whatever_records_say_there_is_a_word_for_it(texts: list[str]) -> None:
    for one in findings(DOMAIN, lambda _: Answer(texts=tuple(texts))):
        assert one.said.isprintable()
        assert one.is_good == (not one.todo)


def test_machine_without_a_name_server_of_its_own_is_no_error() -> None:
    assert callable(asker())
