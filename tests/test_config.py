"""config.toml that is right: what it becomes."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.config import Config, ServeSettings, load, version
from digest.config.values import duration, written
from digest.model import ArticleRules, ListingRules, Network, Source, Subject

SHIPPED = Path(__file__).parent.parent / "config.toml"
TWO_LINES = '[[source]]\nname = "a"\nurl = "https://a.example/"\n'


def config_of(folder: Path, text: str, *, strict: bool = False) -> Config:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, strict=strict, environ={})


def test_two_lines_are_enough_for_a_source(tmp_path: Path) -> None:
    config = config_of(tmp_path, TWO_LINES, strict=True)
    assert config.sources == (Source(name="a", url="https://a.example/", title="a"),)
    assert config.problems == ()
    assert config.path == tmp_path / "config.toml"
    assert (config.digest.title, config.digest.timezone) == ("Digest", "UTC")
    assert config.digest.edition_at == time(7)
    assert (config.digest.language, config.digest.first) == ("en", "day")
    assert config.store_url == f"sqlite:///{tmp_path}/digest.db"
    assert config.output_folder == tmp_path / "output"
    assert (config.fetch.delay_s, config.fetch.timeout_s) == (1.0, 15.0)
    assert config.fetch.max_bytes == 10 * 1024 * 1024
    assert config.fetch.allow_networks == ()
    assert config.fetch.user_agent == f"digest/{version()}"
    assert config.serve == ServeSettings(host="127.0.0.1", port=8000)


EVERY_KEY = r"""
        [digest]
        title = " Morning "
        timezone = "Africa/Tripoli"
        edition_at = "06:30"
        language = "pt-BR"
        first = "all"
        subjects = ["oil"]
        [store]
        url = "postgresql://me@db.example/digest"
        [output]
        folder = "/srv/feeds"
        [fetch]
        contact = "mailto:me@example.org"
        delay = 0
        timeout = 12.5
        max_bytes = 2048
        [serve]
        listen = "[::]:8080"
        token_file = "serve-token"
        hosts = ["News.example", "[2001:DB8::1]", "10.0.0.7"]
        [[subject]]
        name = "libya"
        words = [" Libya ", "ليبيا", "oil field"]
        not = ["Libya, Illinois"]
        [[subject]]
        name = "oil"
        words = ["oil"]
        [[source]]
        name = "a-1"
        title = "أخبار"
        url = "HTTPS://Bücher.example/x y"
        cron = "0  6 * * mon-fri"
        group = "Politics"
        language = "ar"
        timezone = "Europe/Rome"
        max_articles = 7
        max_pages = 2
        max_age = "30d"
        weight = 2
        enabled = false
        formerly = ["old"]
        include = ['(?i)\blibya']
        exclude = ['/video/']
        subjects = ["oil", "libya", "oil"]
        reread = ["2d", "90s"]
        [source.listing]
        item = "li"
        link = "a"
        title = "b"
        date = "time"
        [source.article]
        title = "h1"
        body = "main"
        date = ".date"
        remove = ".ad, .more"
        """
LIBYA = Subject(name="libya", words=("Libya", "ليبيا", "oil field"), without=("Libya, Illinois",))
OIL = Subject(name="oil", words=("oil",))
EVERY_KEY_OF_A_SOURCE = Source(
    name="a-1",
    url="https://xn--bcher-kva.example/x%20y",
    title="أخبار",
    cron="0 6 * * mon-fri",
    group="Politics",
    language="ar",
    timezone="Europe/Rome",
    max_articles=7,
    max_pages=2,
    max_age=timedelta(days=30),
    weight=2.0,
    enabled=False,
    formerly=("old",),
    include=(r"(?i)\blibya",),
    exclude=("/video/",),
    subjects=(OIL, LIBYA),
    reread=(timedelta(seconds=90), timedelta(days=2)),
    listing=ListingRules(item="li", link="a", title="b", date="time"),
    article=ArticleRules(title="h1", body="main", date=".date", remove=".ad, .more"),
)


def test_every_key_arrives(tmp_path: Path) -> None:
    config = config_of(tmp_path, EVERY_KEY, strict=True)
    assert config.digest.title == "Morning"
    assert config.digest.edition_at == time(6, 30)
    assert (config.digest.language, config.digest.first) == ("pt-BR", "all")
    assert config.store_url == "postgresql://me@db.example/digest"
    assert config.output_folder == Path("/srv/feeds")
    assert config.fetch.user_agent == f"digest/{version()} (+mailto:me@example.org)"
    assert (config.fetch.delay_s, config.fetch.timeout_s) == (0.0, 12.5)
    assert config.fetch.max_bytes == 2048
    assert config.serve == ServeSettings(
        host="::",
        port=8080,
        token_file=tmp_path / "serve-token",
        hosts=("news.example", "2001:db8::1", "10.0.0.7"),
    )
    assert config.sources == (EVERY_KEY_OF_A_SOURCE,)
    assert (config.subjects, config.digest.subjects) == ((LIBYA, OIL), (OIL,))


def test_sources_of_further_files_name_the_subjects_of_the_file(tmp_path: Path) -> None:
    subject = '[[subject]]\nname = "oil"\nwords = ["oil"]\n'
    (tmp_path / "more.toml").write_text(TWO_LINES + 'subjects = ["oil"]\n')
    config = config_of(tmp_path, 'files = ["more.toml"]\n' + subject, strict=True)
    assert config.sources[0].subjects == (OIL,)
    (tmp_path / "more.toml").write_text(subject)
    (problem,) = config_of(tmp_path, 'files = ["more.toml"]\n' + subject).problems
    assert "holds [[source]] tables only" in problem


def test_the_default_subjects_are_those_of_a_source_that_names_none(tmp_path: Path) -> None:
    text = '[defaults]\nsubjects = ["oil"]\n[[subject]]\nname = "oil"\nwords = ["oil"]\n'
    assert config_of(tmp_path, text + TWO_LINES).sources[0].subjects == (OIL,)
    assert config_of(tmp_path, text + TWO_LINES + "subjects = []").sources[0].subjects == ()


def test_a_source_has_the_zone_of_the_digest_where_it_names_none(tmp_path: Path) -> None:
    config = config_of(tmp_path, '[digest]\ntimezone = "Asia/Tokyo"\n' + TWO_LINES)
    assert config.sources[0].timezone == "Asia/Tokyo"


def test_a_time_of_day_may_stand_without_quotes_as_toml_has_it(tmp_path: Path) -> None:
    assert config_of(tmp_path, "[digest]\nedition_at = 06:45:00\n").digest.edition_at == time(6, 45)


def test_a_user_agent_of_ones_own_is_taken_whole(tmp_path: Path) -> None:
    text = '[fetch]\nuser_agent = "mine/1"\ncontact = "https://me.example"\n'
    fetch = config_of(tmp_path, text).fetch
    assert (fetch.user_agent, fetch.contact) == ("mine/1", "https://me.example/")


@pytest.mark.parametrize(
    ("written_so", "network"),
    [
        ("10.0.0.0/8", Network(network="10.0.0.0/8")),
        ("127.0.0.1", Network(network="127.0.0.1/32")),
        ("127.0.0.1:8080", Network(network="127.0.0.1/32", port=8080)),
        ("10.0.0.0/8:80", Network(network="10.0.0.0/8", port=80)),
        ("::1", Network(network="::1/128")),
        ("[::1]", Network(network="::1/128")),
        ("[::1]:8080", Network(network="::1/128", port=8080)),
        ("FD00:0::/8", Network(network="fd00::/8")),
        ("[fd00::/8]:443", Network(network="fd00::/8", port=443)),
    ],
)
def test_networks_have_a_port_or_none(tmp_path: Path, written_so: str, network: Network) -> None:
    config = config_of(tmp_path, f'[fetch]\nallow_networks = ["{written_so}"]\n')
    assert config.fetch.allow_networks == (network,)


def test_defaults_hold_for_sources_that_do_not_say_otherwise(tmp_path: Path) -> None:
    config = config_of(
        tmp_path,
        """
        [defaults]
        cron = "0 6 * * *"
        group = "News"
        article = { remove = ".ad", body = "main" }
        [[source]]
        name = "a"
        url = "https://a.example/"
        [[source]]
        name = "b"
        url = "https://b.example/"
        every = "2h"
        group = ""
        [source.article]
        body = "article"
        """,
        strict=True,
    )
    a, b = config.sources
    assert (a.cron, a.group) == ("0 6 * * *", "News")
    assert a.article == ArticleRules(remove=".ad", body="main")
    assert (b.cron, b.every, b.group) == ("", timedelta(hours=2), "")
    assert b.article == ArticleRules(remove=".ad", body="article")


def test_one_bad_source_costs_that_source(tmp_path: Path) -> None:
    config = config_of(tmp_path, '[[source]]\nname = "bad"\n' + TWO_LINES)
    assert [source.name for source in config.sources] == ["a"]
    assert config.problems == (f'{tmp_path}/config.toml:1: source "bad": url is missing',)


def test_a_byte_order_mark_and_windows_line_ends_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TWO_LINES.replace("\n", "\r\n").encode())
    assert load(path).sources[0].name == "a"


def test_the_shipped_file_is_right_strictly_and_speaks_several_languages() -> None:
    config = load(SHIPPED, strict=True)
    assert len([source for source in config.sources if source.enabled]) >= 8
    assert config.sources[0].url == "https://libyareview.com/"
    assert "ar" in {source.language for source in config.sources}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("90s", timedelta(seconds=90)),
        ("30m", timedelta(minutes=30)),
        ("2h", timedelta(hours=2)),
        ("1h30m", timedelta(minutes=90)),
        ("1d2h3m4s", timedelta(days=1, hours=2, minutes=3, seconds=4)),
        ("3650d", timedelta(days=3650)),
    ],
)
def test_durations_are_read(text: str, meant: timedelta) -> None:
    assert duration(text) == meant


@settings(deadline=None)  # machines may be busy
@given(st.integers(min_value=1, max_value=3650 * 86400))
def test_a_written_duration_is_read_back(seconds: int) -> None:
    assert duration(written(timedelta(seconds=seconds))) == timedelta(seconds=seconds)
