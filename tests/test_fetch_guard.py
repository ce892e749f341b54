"""Which addresses may be connected to: registries, exemptions, names that change."""

import asyncio
import json
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import pytest
from fetch_server import Server, answer, cut, fetcher, redirect, resolver, run
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.guard import answer as answer_guard
from digest.errors import FetchError, RefusedError, UnreachableError
from digest.fetch.guard import Guard, is_public
from digest.fetch.wording import readable
from digest.model import Network


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - refused, not bound to
        "0.255.255.255",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::c0a8:101",
        "64:ff9b:1::a00:1",
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_address_of_a_special_registry_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:1.1.1.1",
        "64:ff9b::101:101",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2606:4700:4700::1111",
        "2a00::1",
    ],
)
def test_address_beside_the_special_registries_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_address_is_as_public_as_the_one_it_stands_for(address: IPv4Address) -> None:
    mapped = IPv6Address(0xFFFF << 32 | int(address))
    behind_nat64 = IPv6Address((0x64FF9B << 96) | int(address))
    assert is_public(mapped) == is_public(behind_nat64) == is_public(address)


@given(st.ip_addresses())
def test_what_python_calls_private_is_never_public(address: IPv4Address | IPv6Address) -> None:
    if address.is_private or address.is_multicast or address.is_loopback:
        assert not is_public(address)


def checked(guard: Guard, host: str, port: int = 80) -> tuple[str, ...]:
    return asyncio.run(guard.addresses(host, port))


@pytest.mark.parametrize("port", [80, 443, 8080, 8443])
def test_ports_of_web_servers_are_open(port: int) -> None:
    assert checked(Guard(), "1.1.1.1", port) == ("1.1.1.1",)


@pytest.mark.parametrize("port", [0, 22, 25, 81, 3306, 6379, 65535])
def test_other_ports_are_closed(port: int) -> None:
    with pytest.raises(RefusedError, match=f"port {port} "):
        checked(Guard(), "1.1.1.1", port)


def test_exempt_network_is_open_on_every_port() -> None:
    guard = Guard([Network(network="10.0.0.0/8"), Network(network="fd00::1")])
    assert checked(guard, "10.1.2.3", 6379) == ("10.1.2.3",)
    assert checked(guard, "fd00::1", 81) == ("fd00::1",)
    for host in ("11.0.0.1", "fd00::2"):
        with pytest.raises(RefusedError):
            checked(guard, host, 81)


def test_exempt_network_with_a_port_is_open_on_that_port_only() -> None:
    guard = Guard([Network(network="127.0.0.1/32", port=8000)])
    assert checked(guard, "127.0.0.1", 8000) == ("127.0.0.1",)
    with pytest.raises(RefusedError):
        checked(guard, "127.0.0.1", 8080)


def test_mapped_address_is_dialled_as_the_one_that_was_checked() -> None:
    guard = Guard([Network(network="127.0.0.0/8")])
    assert checked(guard, "::ffff:7f00:1") == ("127.0.0.1",)


def test_name_with_one_closed_address_is_refused() -> None:
    guard = Guard(resolve=resolver({"multi.test": ("1.1.1.1", "127.0.0.1")}))
    with pytest.raises(RefusedError, match=r"127\.0\.0\.1 is not a public address"):
        checked(guard, "multi.test")


def test_name_gives_all_its_addresses_in_the_order_of_the_resolver() -> None:
    guard = Guard(resolve=resolver({"two.test": ("2606:4700::1", "1.1.1.1")}))
    assert checked(guard, "two.test") == ("2606:4700::1", "1.1.1.1")


@pytest.mark.parametrize("host", ["nowhere.test", "empty.test"])
def test_name_that_leads_nowhere_is_unreachable(host: str) -> None:
    guard = Guard(resolve=resolver({"empty.test": ()}))
    with pytest.raises(UnreachableError, match=f"no such name: {host}"):
        checked(guard, host)


@pytest.mark.parametrize("host", ["a..test", "a" * 64 + ".test", "."])
def test_name_that_dns_cannot_hold_is_unreachable(host: str) -> None:
    with pytest.raises(UnreachableError):
        checked(Guard(), host)


def test_system_is_asked_when_no_resolver_is_given() -> None:
    with pytest.raises(RefusedError):
        checked(Guard(), "localhost")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]"]
)
def test_redirect_into_a_closed_network_is_refused_and_never_connected(host: str) -> None:
    async def test() -> None:
        async with Server({"/secret": answer(b"secret")}) as canary:
            target = f"http://{host}:{canary.port}/secret"
            async with Server({"/": redirect(target)}) as server:
                allowed = Network(network="127.0.0.1/32", port=server.port)
                async with fetcher(allowed) as reader:
                    with pytest.raises(RefusedError):
                        await reader.get(server.base + "/")
            assert canary.connections == 0

    run(test())


def test_robots_txt_that_redirects_into_a_closed_network_is_none_and_never_connected() -> None:
    async def test() -> None:
        async with Server({}) as canary:
            pages = {"/robots.txt": redirect(canary.base + "/robots.txt"), "/": answer(b"x")}
            async with Server(pages) as server:
                allowed = Network(network="127.0.0.1/32", port=server.port)
                async with fetcher(allowed) as reader:
                    assert (await reader.get(server.base + "/")).body == b"x"
            assert canary.connections == 0

    run(test())


def test_name_that_changes_to_a_closed_address_is_refused() -> None:
    """DNS rebinding: each connection dials what was checked for it, and asks once."""
    answers = [["127.0.0.2"], ["127.0.0.1"]]
    calls = 0

    async def rebind(_host: str, _port: int) -> list[str]:
        nonlocal calls
        calls += 1
        return answers[min(calls, 2) - 1]

    async def test() -> None:
        pages = {"/robots.txt": cut(answer(status="404 Not Found")), "/": answer(b"secret")}
        async with (
            Server(pages, host="127.0.0.2") as server,
            Server(pages, host="127.0.0.1", port=server.port) as canary,
            fetcher(Network(network="127.0.0.2/32"), resolve=rebind) as reader,
        ):
            with pytest.raises(RefusedError):
                await reader.get(f"http://rebind.test:{server.port}/")
            assert [asked.path for asked in server.asked] == ["/robots.txt"]
            assert server.asked[0].headers["host"] == f"rebind.test:{server.port}"
            assert canary.connections == 0
            assert calls == 2

    run(test())


def test_next_address_of_a_name_is_dialled_when_the_first_refuses() -> None:
    async def test() -> None:
        names = resolver({"two.test": ("127.0.0.3", "127.0.0.4")})
        async with (
            Server({"/": answer(b"x")}, host="127.0.0.4") as server,
            fetcher(resolve=names) as reader,
        ):
            page = await reader.get(f"http://two.test:{server.port}/")
            assert page.body == b"x"

    run(test())


def test_closed_address_is_refused_before_anything_is_asked() -> None:
    async def test() -> None:
        async with Server({}) as server, fetcher(Network(network="10.0.0.0/8")) as reader:
            for _ in range(2):  # the second time from memory
                with pytest.raises(RefusedError) as caught:
                    await reader.get(server.base + "/")
                assert isinstance(caught.value, FetchError)
            assert server.connections == 0

    run(test())


def test_a_port_of_the_configuration_is_open_on_public_addresses_only() -> None:
    guard = Guard(ports=[8000])
    assert checked(guard, "1.1.1.1", 8000) == ("1.1.1.1",)
    with pytest.raises(RefusedError, match=r"127\.0\.0\.1 is not a public address"):
        checked(guard, "127.0.0.1", 8000)
    with pytest.raises(RefusedError, match="port 8001 is not open to reading; see ports and"):
        checked(guard, "1.1.1.1", 8001)


def test_every_address_of_the_set_is_judged_right(shared: Path, tmp_path: Path) -> None:
    """166 that must be refused, 20 that must not; each looked up twice."""
    vectors = shared / "vectors" / "ssrf_urls.jsonl"
    assert answer_guard(vectors, tmp_path / "answers") == 186
    wanted = [json.loads(line) for line in vectors.read_text("utf-8").split("\n") if line]
    given = [json.loads(line) for line in (tmp_path / "answers").read_text("utf-8").splitlines()]
    wrong = [
        (row["url"], found["why"])
        for row, found in zip(wanted, given, strict=True)
        if (row["expect"] == "refuse") != found["refused"]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com\\@evil.test/",
        "http:\\\\example.com/",
        "http://example.com/\r\nHost: evil.test",
        "http://example.com/\0",
    ],
)
def test_an_address_that_two_programs_read_as_two_is_refused(address: str) -> None:
    with pytest.raises(RefusedError, match="a backslash or a line break"):
        readable(address)


def test_a_backslash_in_a_path_is_a_slash_as_browsers_have_it() -> None:
    assert readable("http://example.com/a\\b") == "http://example.com/a/b"
    assert readable("\\b", "http://example.com/a/") == "http://example.com/b"


def test_user_and_password_of_an_address_are_neither_sent_nor_kept() -> None:
    async def test() -> None:
        async with Server({"/": answer(b"x"), "/on": redirect("/")}) as server:
            address = server.base.replace("//", "//me:secret@")
            async with fetcher() as reader:
                page = await reader.get(f"{address}/on")
            assert (page.requested, page.url) == (f"{server.base}/on", f"{server.base}/")
            assert all("authorization" not in asked.headers for asked in server.asked)

    run(test())
