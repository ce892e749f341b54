"""Summaries of a language model: asked once for each text, and missed by nobody where they lack."""

import asyncio
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fetch_server import Answer, Asked, Server, answer, fetcher, in_turn, run, silence
from stored import article, keep, url_of

from digest.config import SummarySettings
from digest.errors import StoreError
from digest.model import Network, Stored
from digest.pipeline.summarising import AT_ONCE, MOST_FAILURES, summaries, summarise
from digest.store import Store

PATH = "/v1/chat/completions"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as opened:
        yield opened


def said(text: str) -> bytes:
    return answer(json.dumps({"choices": [{"message": {"content": text}}]}).encode())


async def model(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Answer with a sentence that names the article."""
    content = json.loads(asked.body)["messages"][1]["content"]
    writer.write(said(f"The model has read the {content.splitlines()[1]}."))
    await writer.drain()


def settings(server: Server, name: str = "small", timeout_s: float = 5.0) -> SummarySettings:
    return SummarySettings(url=f"{server.base}/v1", model=name, timeout_s=timeout_s)


def some(store: Store, count: int) -> list[Stored]:
    return [keep(store, article(f"n{number}")) for number in range(count)]


async def ask(
    store: Store, stored: list[Stored], given: Answer, *, key: str = "", within_s: float = 60.0
) -> tuple[dict[str, str], Server]:
    async with Server({PATH: given}) as server, fetcher() as teller:
        await summarise(store, stored, settings(server), fetcher=teller, key=key, within_s=within_s)
        return summaries(store, stored, settings(server)), server


def test_every_article_gets_the_summary_that_the_model_gave_it(store: Store) -> None:
    stored = some(store, 9)
    got, server = run(ask(store, stored, model))
    assert got == {
        one.id: f"The model has read the Title of n{number}." for number, one in enumerate(stored)
    }
    assert server.most_at_once <= AT_ONCE
    assert "/robots.txt" not in [one.path for one in server.asked]


def test_model_is_asked_once_for_each_text(store: Store) -> None:
    stored = some(store, 3)
    first, _ = run(ask(store, stored, model))
    again, server = run(ask(store, stored, model))
    assert (again, server.asked) == (first, [])
    edited = replace(stored[0], article=replace(stored[0].article, title="Another title"))
    got, server = run(ask(store, [edited, *stored[1:]], model))
    assert len(server.asked) == 1
    assert got[edited.id] == "The model has read the Another title."


def test_what_is_kept_can_be_had_without_asking(store: Store) -> None:
    stored = some(store, 2)
    got, server = run(ask(store, stored[:1], model))
    assert summaries(store, stored, settings(server)) == got != {}
    assert summaries(store, stored, settings(server, name="other")) == {}


def test_answer_of_no_use_is_not_asked_for_again(store: Store) -> None:
    stored = some(store, 1)
    got, _ = run(ask(store, stored, said("See https://evil.example/ now.")))
    assert got == {}
    got, server = run(ask(store, stored, model))
    assert (got, server.asked) == ({}, [])


def test_key_is_sent_where_there_is_one(store: Store) -> None:
    stored = some(store, 2)
    _, server = run(ask(store, stored[:1], model, key="s3cret"))
    assert server.asked[0].headers["authorization"] == "Bearer s3cret"
    _, server = run(ask(store, stored[1:], model))
    assert "authorization" not in server.asked[0].headers


def test_copies_and_short_texts_are_not_asked_about(store: Store) -> None:
    whole = keep(store, article("a"))
    short = keep(store, article("b", text="Bread is dear."))
    got, server = run(ask(store, [whole, short, replace(whole, copy_of=short.id)], model))
    assert list(got) == [whole.id]
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "given",
    [
        answer(status="500 Internal Server Error"),
        answer(b"<html>the model is loading"),
        answer(status="429 Too Many Requests"),
        answer(status="302 Found", location="/elsewhere"),
    ],
)
def test_model_that_fails_is_asked_no_more_in_this_run_and_told_once(
    store: Store, given: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    stored = some(store, 20)
    with caplog.at_level(logging.INFO):
        got, server = run(ask(store, stored, given))
    assert got == {}
    assert MOST_FAILURES <= len(server.asked) < MOST_FAILURES + AT_ONCE
    assert [one.levelname for one in caplog.records] == ["WARNING"]
    got, _ = run(ask(store, stored, model))
    assert len(got) == 20, "the next run asks again"


def test_key_that_is_wrong_is_tried_by_the_first_questions_only(store: Store) -> None:
    _, server = run(ask(store, some(store, 20), answer(status="401 Unauthorized"), key="x"))
    assert len(server.asked) <= AT_ONCE


def test_single_failure_costs_one_article(store: Store) -> None:
    stored = some(store, 8)
    got, _ = run(ask(store, stored, in_turn(answer(status="500 Internal Server Error"), model)))
    assert len(got) == 7


def test_failures_that_are_not_in_a_row_do_not_end_the_asking(store: Store) -> None:
    busy = answer(status="503 Service Unavailable")
    got, _ = run(ask(store, some(store, 20), in_turn(*[busy, model, model] * 7)))
    assert len(got) == 13


def test_silent_model_is_not_waited_for(store: Store) -> None:
    got, server = run(ask(store, some(store, 20), silence, within_s=0.1))
    assert got == {}
    assert len(server.asked) == AT_ONCE


def test_what_was_said_before_the_time_was_over_is_kept(store: Store) -> None:
    got, _ = run(ask(store, some(store, 20), in_turn(model, model, silence), within_s=0.3))
    assert len(got) == 2


def test_address_that_the_guard_refuses_is_not_reached(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    async def test() -> None:
        elsewhere = Network(network="10.0.0.0/8")
        async with Server({PATH: model}) as server, fetcher(elsewhere) as teller:
            await summarise(store, some(store, 3), settings(server), fetcher=teller)
            assert server.connections == 0

    run(test())
    assert "allow_networks" in caplog.text


def test_store_that_cannot_be_written_is_no_fault_of_the_model(tmp_path: Path) -> None:
    async def test() -> None:
        with Store(url_of(tmp_path / "digest.db")) as store:
            stored = some(store, 5)

            async def lose(asked: Asked, writer: asyncio.StreamWriter) -> None:
                store.close()
                (tmp_path / "digest.db").write_bytes(b"no store any more" * 1000)
                await model(asked, writer)

            await ask(store, stored, lose)

    with pytest.raises(StoreError):
        run(test())
