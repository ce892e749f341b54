"""What carries letters, as config.toml names it: a mail server, webhooks, or neither any more."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fetch_server import Server, answer
from mail_servers import failing
from mailing import is_well
from stored import article, keep, url_of

from digest import config, pipeline
from digest.pipeline import Asked, Flushed
from digest.store import Parcel, Store

BOTH = '"a@example.org", "b@example.org"'
SOURCE = '[[source]]\nname = "one"\nurl = "https://example.org/"\n'


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as store:
        keep(store, article("a"), now=datetime.now(UTC))
        yield store


def now() -> datetime:
    return datetime.now(UTC)


def write(folder: Path, *, mail: str = "", hook: str = "") -> config.Config:
    """Write a configuration and return it; `hook` is the address of a webhook."""
    text = '[digest]\ntimezone = "UTC"\n' + SOURCE
    if mail:
        text += f'[mail]\nfrom = "digest@example.org"\nto = [{BOTH}]\n{mail}\n'
    if hook:
        text += f'[[webhook]]\nname = "team"\nkind = "json"\nurl = "{hook}"\n'
        text += f'[fetch]\nallow_networks = ["{hook.split("/")[2]}"]\n'
    (folder / "config.toml").write_text(text)
    return config.load(folder / "config.toml", strict=True)


def queue(settings: config.Config, store: Store, asked: Asked | None = None) -> tuple[Parcel, ...]:
    """Close the edition of today and queue it, as `digest send` does."""
    to = pipeline.publication(settings)
    (plan,) = pipeline.plans(store, to, asked or Asked(), now=now())
    return pipeline.queue_planned(store, settings.sources, to, plan, now=now())


async def send(settings: config.Config, store: Store) -> Flushed:
    async with pipeline.fetcher(settings) as fetcher:
        return await pipeline.send_waiting(settings, store, fetcher, clock=now)


def test_a_letter_goes_to_mailboxes_and_to_webhooks(store: Store, tmp_path: Path) -> None:
    async def sent() -> tuple[Flushed, Server]:
        async with Server({"/hook": answer(b"ok")}) as server:
            settings = write(tmp_path, mail='server = "folder"', hook=f"{server.base}/hook")
            queue(settings, store)
            return await send(settings, store), server

    flushed, server = asyncio.run(sent())
    assert is_well(flushed)
    assert [one.recipient for one in flushed.sent] == ["a@example.org", "b@example.org", "team"]
    assert len(list(tmp_path.glob("mail/*.eml"))) == 2
    (asked,) = server.asked
    assert json.loads(asked.body)["id"] == flushed.sent[2].message_id
    assert "Title of a" in json.loads(asked.body)["text"]


def test_a_further_copy_is_another_one_for_a_webhook_too(store: Store, tmp_path: Path) -> None:
    async def sent() -> Server:
        async with Server({"/hook": answer(b"ok")}) as server:
            settings = write(tmp_path, hook=f"{server.base}/hook")
            for asked in (Asked(), Asked(), Asked(again=True), Asked(again=True)):
                queue(settings, store, asked)
            # The further copy was asked for while the first was on its way.
            assert [one.again for one in store.outbox.list()] == [0]
            await send(settings, store)
            queue(settings, store, Asked(again=True))
            await send(settings, store)
            return server

    first, second = (json.loads(one.body) for one in asyncio.run(sent()).asked)
    assert first["id"] != second["id"]
    assert first["text"] == second["text"]


def test_many_messages_go_over_one_connection(store: Store, tmp_path: Path) -> None:
    with failing() as server:
        settings = write(tmp_path, mail=f'server = "smtp://127.0.0.1:{server.port}"')
        queue(settings, store)
        assert is_well(asyncio.run(send(settings, store)))
    assert (len(server.kept), server.connections) == (2, 1)


def test_a_password_that_others_can_read_stops_mail_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("secret")
    (tmp_path / "password").chmod(0o644)

    async def sent() -> Flushed:
        async with Server({"/hook": answer(b"ok")}) as server:
            mail = 'server = "smtps://user@mail.example.org"\npassword_file = "password"'
            settings = write(tmp_path, mail=mail, hook=f"{server.base}/hook")
            queue(settings, store)
            return await send(settings, store)

    flushed = asyncio.run(sent())
    assert [one.recipient for one in flushed.sent] == ["team"]
    assert len(flushed.waiting) == 2
    (reason,) = flushed.stopped
    assert "chmod 600" in reason
    assert "secret" not in reason


def test_what_config_toml_names_no_more_waits_and_is_told(store: Store, tmp_path: Path) -> None:
    queue(write(tmp_path, mail='server = "folder"', hook="http://127.0.0.1:9/hook"), store)
    flushed = asyncio.run(send(write(tmp_path), store))
    assert len(flushed.waiting) == 3
    assert ["digest outbox drop" in reason for reason in flushed.stopped] == [True, True]
