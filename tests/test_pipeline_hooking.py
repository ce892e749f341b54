"""What becomes of telling a webhook, and that its address stays secret."""

import json

import pytest
from fetch_server import Answer, Server, answer, cut, fetcher, run, silence

from digest.config import WebhookSettings
from digest.model import Delivery, Network
from digest.model.letter import WebhookKind
from digest.pipeline.hooking import Hooks

PATH = "/services/T0123/B0456/s3cretPart"


async def _send(given: Answer, kind: WebhookKind = "slack") -> tuple[Delivery, Server]:
    async with Server({PATH: given}) as server, fetcher() as teller:
        one = WebhookSettings(name="team", kind=kind, url=server.base + PATH)
        return await Hooks(settings={"team": one}, fetcher=teller).send("team", b"{}"), server


def test_webhook_that_answers_well_has_it() -> None:
    delivery, server = run(_send(answer(b"ok")))
    assert delivery == Delivery(result="sent", said="200")
    assert [(one.method, one.body) for one in server.asked] == [("POST", b"{}")]
    assert server.asked[0].headers["content-type"] == "application/json"
    delivery, _ = run(_send(answer(b"", "299 Unheard of")))
    assert delivery.result == "sent"


@pytest.mark.parametrize(
    ("status", "result"),
    [
        ("400 Bad Request", "refused"),
        ("401 Unauthorized", "refused"),
        ("403 Forbidden", "refused"),
        ("404 Not Found", "refused"),
        ("410 Gone", "refused"),
        ("413 Too Large", "refused"),
        ("408 Request Timeout", "later"),
        ("425 Too Early", "later"),
        ("429 Too Many Requests", "later"),
        ("500 Internal Server Error", "later"),
        ("503 Busy", "later"),
    ],
)
def test_answer_decides_whether_it_is_tried_again(status: str, result: str) -> None:
    delivery, server = run(_send(answer(b"no_service", status)))
    assert delivery.result == result
    assert delivery.said.startswith(status[:3])
    assert delivery.said.endswith(": no_service")
    assert len(server.asked) == 1


def test_redirect_is_for_good_and_says_what_to_do() -> None:
    delivery, _ = run(_send(answer(b"", "301 Moved", location="https://elsewhere.example/")))
    assert delivery.result == "refused"
    assert "write the address itself" in delivery.said


@pytest.mark.parametrize("given", [cut(b""), cut(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nx")])
def test_network_that_fails_is_tried_again(given: Answer) -> None:
    delivery, _ = run(_send(given))
    assert delivery.result == "later"


def test_server_that_is_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.pipeline.hooking.TIMEOUT_S", 0.05)
    delivery, _ = run(_send(silence))
    assert (delivery.result, delivery.said) == ("later", "no whole answer within 0.05 s")


@pytest.mark.parametrize(
    "said",
    [f"no such page: {PATH}", "S3CRETPART is no token", f"{'x' * 192}s3cretPart"],
)
def test_secret_that_a_server_repeats_is_not_told(said: str) -> None:
    delivery, _ = run(_send(answer(said.encode(), "404 Not Found")))
    assert delivery == Delivery(result="refused", said="404 Not Found")


def test_message_of_ntfy_goes_to_the_server_with_its_topic() -> None:
    async def test() -> None:
        async with Server({"/": answer(b"{}")}) as server, fetcher() as teller:
            one = WebhookSettings(name="phone", kind="ntfy", url=f"{server.base}/topic")
            hooks = Hooks(settings={"phone": one}, fetcher=teller)
            assert (await hooks.send("phone", b'{"message": "x"}')).result == "sent"
            assert json.loads(server.asked[0].body) == {"topic": "topic", "message": "x"}

    run(test())


def test_private_address_needs_to_be_allowed_and_waits_until_it_is() -> None:
    async def test() -> Delivery:
        one = WebhookSettings(name="team", kind="json", url="http://127.0.0.1:9/x")
        async with fetcher(Network(network="10.0.0.0/8")) as teller:
            return await Hooks(settings={"team": one}, fetcher=teller).send("team", b"{}")

    delivery = run(test())
    assert delivery.result == "later"
    assert "allow_networks" in delivery.said


def test_settings_that_are_wrong_cost_their_webhook_alone() -> None:
    """Nothing is `stopped`: that would keep the other webhooks waiting."""

    async def test() -> list[Delivery]:
        ones = {
            "lost": WebhookSettings(name="lost", kind="slack", url_env="DIGEST_TEST_NO_HOOK"),
            "odd": WebhookSettings(name="odd", kind="ntfy", url="https://ntfy.sh/"),
        }
        async with fetcher() as teller:
            hooks = Hooks(settings=ones, fetcher=teller)
            return [await hooks.send(name, b"{}") for name in ("lost", "odd", "gone")]

    lost, odd, gone = run(test())
    assert {one.result for one in (lost, odd, gone)} == {"later"}
    assert "DIGEST_TEST_NO_HOOK is not set" in lost.said
    assert "https://SERVER/TOPIC" in odd.said
    assert "outbox drop" in gone.said
