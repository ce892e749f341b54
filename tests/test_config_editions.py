"""Editions, mail, webhooks and the language model of config.toml: what they become."""

from datetime import time
from pathlib import Path

import pytest

from digest.config import Config, MailSettings, SummarySettings, WebhookSettings, load
from digest.model import Limits, MailServer, Series, Subject
from digest.pipeline.publication import publication

SOURCE = '[[source]]\nname = "a"\nurl = "https://a.example/"\ngroup = "Coast"\n'
OIL = Subject(name="oil", words=("oil",))
GAS = Subject(name="gas", words=("gas",))
SUBJECTS = (
    '[[subject]]\nname = "oil"\nwords = ["oil"]\n[[subject]]\nname = "gas"\nwords = ["gas"]\n'
)


def config_of(folder: Path, text: str) -> Config:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, strict=True, environ={})


def test_without_a_word_of_editions_there_is_one_every_day_of_everything(tmp_path: Path) -> None:
    config = config_of(tmp_path, SOURCE)
    assert config.series == (Series(title="Digest", timezone="UTC", at=time(7)),)
    assert config.edition_files == ("md",)
    assert config.mail == MailSettings(folder=tmp_path / "mail")
    assert (config.webhooks, config.summary) == ((), None)


OF_DIGEST = """
[digest]
title = "Morning"
timezone = "Africa/Tripoli"
edition_at = "06:30"
days = ["mon-wed", "Fri"]
language = "ar"
subjects = ["oil"]
sections = "site"
empty = "note"
top = 0
section_articles = 20
source_articles = 3
[output]
edition_files = ["txt", "html", "txt"]
[mail]
from = "Doe, Jane <Jane@Bücher.Example>"
to = ["You@Example.org", "you@example.org", "You@example.ORG"]
server = "smtps://me@example.org@Mail.Example"
password_file = "secrets/mail"
folder = "/srv/mail"
unsubscribe = "mailto:stop@Example.org?subject=stop%20it"
[[webhook]]
name = "all"
kind = "json"
url = "https://Hooks.example/x"
"""
MORNING = Series(
    title="Morning",
    timezone="Africa/Tripoli",
    at=time(6, 30),
    days=(0, 1, 2, 4),
    language="ar",
    subjects=(OIL,),
    recipients=("You@example.org", "you@example.org"),
    webhooks=("all",),
    sections_by="site",
    empty="note",
    limits=Limits(top=0, section=20, source=3),
)


def test_every_key_of_the_edition_of_digest_and_of_its_mail_arrives(tmp_path: Path) -> None:
    config = config_of(tmp_path, OF_DIGEST + SUBJECTS + SOURCE)
    assert config.series == (MORNING,)
    assert config.edition_files == ("md", "txt", "html")
    assert config.mail == MailSettings(
        sender='"Doe, Jane" <Jane@xn--bcher-kva.example>',
        to=("You@example.org", "you@example.org"),
        server=MailServer(kind="smtps", host="mail.example", port=465, user="me@example.org"),
        folder=Path("/srv/mail"),
        password_file=tmp_path / "secrets" / "mail",
        unsubscribe="mailto:stop@example.org?subject=stop%20it",
    )
    assert config.webhooks == (
        WebhookSettings(name="all", kind="json", url="https://hooks.example/x"),
    )


def test_the_files_that_are_written_are_told_of_every_edition(tmp_path: Path) -> None:
    config = config_of(tmp_path, OF_DIGEST + SUBJECTS + SOURCE)
    written = publication(config)
    assert (written.series, written.edition_files) == (config.series, config.edition_files)


def test_an_edition_falls_back_on_digest_and_with_one_there_is_none_of_digest_itself(
    tmp_path: Path,
) -> None:
    text = OF_DIGEST + '[[edition]]\nname = "plain"\n' + SUBJECTS + SOURCE
    assert config_of(tmp_path, text).series == (
        Series(
            name="plain",
            title="Morning: plain",
            timezone=MORNING.timezone,
            at=MORNING.at,
            days=MORNING.days,
            language=MORNING.language,
            subjects=MORNING.subjects,
            recipients=MORNING.recipients,
            webhooks=MORNING.webhooks,
            sections_by=MORNING.sections_by,
            empty=MORNING.empty,
            limits=MORNING.limits,
        ),
    )


OWN = """
[[edition]]
name = "gas"
title = " Gas "
at = "18:00"
days = ["sat-mon"]
sources = ["a", "a"]
groups = ["Coast"]
subjects = ["gas"]
language = "de"
languages = ["pt", "ar"]
recipients = ["b@example.org", "b@EXAMPLE.org"]
sections = "subject"
empty = "skip"
top = 1
section_articles = 2
source_articles = 3
[[edition]]
name = "quiet"
subjects = []
recipients = []
"""


def test_every_key_of_an_edition_arrives(tmp_path: Path) -> None:
    hook = '[[webhook]]\nname = "one"\nkind = "ntfy"\nurl_env = "HOOK"\neditions = ["gas"]\n'
    gas, quiet = config_of(tmp_path, OF_DIGEST + OWN + hook + SUBJECTS + SOURCE).series
    assert gas == Series(
        name="gas",
        title="Gas",
        timezone="Africa/Tripoli",
        at=time(18),
        days=(0, 5, 6),
        language="de",
        sources=("a",),
        groups=("Coast",),
        subjects=(GAS,),
        languages=("pt", "ar"),
        recipients=("b@example.org",),
        webhooks=("all", "one"),
        sections_by="subject",
        empty="skip",
        limits=Limits(top=1, section=2, source=3),
    )
    assert (quiet.subjects, quiet.recipients, quiet.webhooks) == ((), (), ("all",))


@pytest.mark.parametrize(
    ("written", "server"),
    [
        ("sendmail", MailServer(kind="sendmail")),
        ("folder", MailServer(kind="folder")),
        ("smtp://localhost", MailServer(kind="smtp", host="localhost", port=587)),
        ("smtp://127.0.0.1:25/", MailServer(kind="smtp", host="127.0.0.1", port=25)),
        ("smtps://[::1]", MailServer(kind="smtps", host="::1", port=465)),
        ("smtps://[::1]:2465", MailServer(kind="smtps", host="::1", port=2465)),
        (
            "smtps://Bücher.example",
            MailServer(kind="smtps", host="xn--bcher-kva.example", port=465),
        ),
    ],
)
def test_mail_is_handed_over_to_a_server_a_program_or_a_folder(
    tmp_path: Path, written: str, server: MailServer
) -> None:
    assert config_of(tmp_path, f'[mail]\nserver = "{written}"\n').mail.server == server


@pytest.mark.parametrize("user", ["me@example.org", "me%40example.org"])
def test_the_user_of_a_server_may_be_an_address(tmp_path: Path, user: str) -> None:
    text = f'[mail]\nserver = "smtp://{user}@mail.example"\npassword_env = "MAIL_PASSWORD"\n'
    mail = config_of(tmp_path, text).mail
    assert (mail.server.user, mail.server.host) == ("me@example.org", "mail.example")
    assert mail.password_env == "MAIL_PASSWORD"  # noqa: S105 - a name


def test_a_language_model_has_an_address_a_name_and_may_have_a_key(tmp_path: Path) -> None:
    text = '[summary]\nurl = "http://127.0.0.1:11434/v1/"\nmodel = "llama3.2"\n'
    assert config_of(tmp_path, text).summary == SummarySettings(
        url="http://127.0.0.1:11434/v1", model="llama3.2"
    )
    assert config_of(tmp_path, text + 'key_file = "key"\ntimeout = 5\n').summary == SummarySettings(
        url="http://127.0.0.1:11434/v1", model="llama3.2", key_file=tmp_path / "key", timeout_s=5
    )
    assert config_of(tmp_path, '[mail]\nfrom = ""\n').summary is None
