"""The demo is what a stranger sees first, so all that it promises is checked here."""

import re
import resource
import tomllib
from calendar import timegm
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

import feedparser
import pytest
import tzlocal

from digest.config import load
from digest.demo import demo, serving
from digest.demo.folder import MARK, Followed, begin_anew, write_config
from digest.demo.piece import Piece, Visit
from digest.demo.sites import COPY, SITES, Site
from digest.demo.texts import ebbet, miren, rayhan, vellin
from digest.errors import ConfigError, DigestError, OutputError
from digest.store import Store

NOW = datetime(2026, 11, 22, 9, 30, 15, tzinfo=UTC)
TITLES = [title for site in SITES for title in site.titles]


@dataclass(frozen=True, kw_only=True)
class Done:
    """A demo that ran."""

    folder: Path
    status: int
    said: tuple[str, ...]
    cpu_s: float

    @property
    def feed(self) -> feedparser.FeedParserDict:
        return feedparser.parse((self.folder / "output" / "feed.xml").read_bytes())

    @property
    def digest(self) -> str:
        (path,) = (self.folder / "output" / "digest").glob("*.md")
        return path.read_text(encoding="utf-8")


def run(folder: Path) -> Done:
    said: list[str] = []
    before = cpu_s()
    status = demo(folder, say=said.append)
    return Done(folder=folder, status=status, said=tuple(said), cpu_s=cpu_s() - before)


def cpu_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    return run(tmp_path_factory.mktemp("demo") / "digest-demo")


def test_demo_ends_well_and_says_where_everything_lies(done: Done) -> None:
    assert done.status == 0, "\n".join(done.said)
    paths = [line.split("  ")[1] for line in done.said if line.startswith(f"  {done.folder}")]
    assert len(paths) == 3
    assert all(Path(path).is_file() for path in paths)
    assert any("digest init my-news" in line for line in done.said)


def test_demo_takes_less_than_ten_seconds(done: Done) -> None:
    """Of work, since other tests run beside this one; it never waits for a clock."""
    assert done.cpu_s < 10


def test_lines_of_the_demo_fit_any_terminal(done: Done) -> None:
    own = [line for line in done.said if str(done.folder) not in line]
    assert max(map(len, own)) < 80
    assert all(line.isascii() and line.isprintable() for line in own)


def test_each_reading_says_what_was_new_known_and_merged(done: Done) -> None:
    told = {tuple(line.split(maxsplit=1)) for line in done.said if line.startswith("  ")}
    assert ("ebbet-courier", "4 known, 1 of them updated") in told
    assert ("rayhan-post", "4 known, 1 of them moved") in told
    assert ("lake-miren", "1 new, 4 known") in told
    assert ("vellin-review", "1 new, 5 known") in told
    assert ("17", "new, 1 merged as a copy: 16 articles in feed and digest.") in told
    assert any(line.startswith("  2 new, 1 updated, 1 moved, nothing twice") for line in done.said)
    assert sum(line.endswith("304 Not Modified") for line in done.said) == len(SITES)


def test_feed_has_every_article_once_and_the_copy_under_one_headline(done: Done) -> None:
    assert not done.feed.bozo
    found = Counter(entry.title for entry in done.feed.entries)
    (headline,) = found.keys() & set(COPY)
    assert found == {title: 1 for title in TITLES if title not in COPY} | {headline: 1}


def test_feed_has_whole_texts_and_nothing_of_the_page_around_them(done: Done) -> None:
    bodies = {entry.title: entry.content[0].value for entry in done.feed.entries}
    later = (piece for site in (vellin, rayhan, ebbet, miren) for piece in site.LATER)
    for piece in (piece for piece in later if piece.title in bodies):
        body = bodies[piece.title]
        assert body.count("<p>") == len(piece.paragraphs), piece.title
        assert "MUST READ" not in body
        assert "Share on" not in body
        assert piece.title not in body


def test_dates_are_those_of_the_articles_and_not_of_the_masthead(done: Done) -> None:
    ages = {piece.title: piece.age_h for piece in (*rayhan.LATER, *ebbet.LATER, *miren.LATER)}
    at = {one.title: datetime.fromtimestamp(timegm(one.published_parsed), UTC)
          for one in done.feed.entries}  # fmt: skip
    began = at[miren.LATER[0].title] + timedelta(hours=miren.LATER[0].age_h)
    for title, age_h in ages.items():
        if title not in COPY:
            expected = began - timedelta(hours=age_h)
            assert abs(at[title] - expected) <= timedelta(minutes=2), title


def test_moved_article_keeps_its_place_in_the_feed_and_shows_its_new_address(done: Done) -> None:
    ((old, new),) = rayhan.MOVED.items()
    (entry,) = (one for one in done.feed.entries if one.title == old.title)
    assert urlsplit(entry.link).path == quote(f"/{new.section}/{new.slug}")
    feed = feedparser.parse((done.folder / "output/feeds/rayhan-post.xml").read_bytes())
    assert [one.title for one in feed.entries] == [piece.title for piece in rayhan.PIECES]


def test_digest_has_a_section_for_each_group_and_names_who_else_printed_the_copy(
    done: Done,
) -> None:
    headings = [line for line in done.digest.splitlines() if line.startswith("## ")]
    assert headings == ["## Top stories", "## The coast", "## The oasis", "## The lake"]
    assert done.digest.count("### ") == len(TITLES) - 1
    assert done.digest.count("Also in: [") == 1


def test_config_of_the_demo_is_one_to_learn_from(done: Done) -> None:
    path = done.folder / "config.toml"
    settings = load(path, strict=True)
    assert [one.name for one in settings.sources] == [site.name for site in SITES]
    assert settings.digest.first == "all"
    assert settings.fetch.delay_s == 0
    assert all(network.port for network in settings.fetch.allow_networks)
    with Store(settings.store_url) as store:
        assert len(store.articles.everything(most=100)) == len(TITLES) - 1


def test_demo_begins_anew_where_a_demo_was(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert run(folder).status == 0
    (folder / "notes.txt").write_text("mine")
    before = tomllib.loads((folder / "config.toml").read_text("utf-8"))
    done = run(folder)
    assert done.status == 0, "\n".join(done.said)
    assert tomllib.loads((folder / "config.toml").read_text("utf-8")) != before
    assert len(done.feed.entries) == len(TITLES) - 1
    assert (folder / "notes.txt").read_text() == "mine"


def test_config_of_somebody_is_never_touched(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[digest]\ntitle = "Mine"\n')
    with pytest.raises(ConfigError, match="not of a demo; name another folder"):
        demo(tmp_path, say=pytest.fail)
    assert config.read_text() == '[digest]\ntitle = "Mine"\n'
    assert list(tmp_path.iterdir()) == [config]


@pytest.mark.parametrize("name", ["output", "digest.db"])
def test_output_and_store_of_somebody_are_never_touched(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(ConfigError, match=f"{name}: not of a demo"):
        demo(tmp_path, say=pytest.fail)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "demo"
    file.touch()
    with pytest.raises(ConfigError, match="is no folder"):
        demo(file, say=pytest.fail)


def test_what_cannot_be_removed_or_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "config.toml").write_text(f"{MARK}\n")
    (folder / "output").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="symbolic link"):
        begin_anew(folder)
    (tmp_path / "dangling").mkdir()
    (tmp_path / "dangling" / "config.toml").symlink_to(tmp_path / "no" / "such")
    with pytest.raises(OutputError, match="no such file"):
        demo(tmp_path / "dangling", say=pytest.fail)


def test_demo_that_goes_wrong_says_so_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A piece is taken out of the sites, so that less comes than the demo expects."""
    monkeypatch.setattr(miren, "PIECES", miren.PIECES[1:])
    monkeypatch.setattr(miren, "LATER", miren.LATER[1:])
    done = run(tmp_path / "demo")
    assert done.status == 1
    assert "NOT AS IT SHOULD BE:" in done.said
    assert "  lake-miren: 4 new expected, 3 came" in done.said
    assert f'  the feed has "{TITLES[-5]}" 0 times, not once' in done.said
    assert (done.folder / "output" / "feed.xml").is_file()


def pieces() -> Iterator[Piece]:
    for site in (vellin, rayhan, ebbet, miren):
        yield from {piece.title: piece for piece in (*site.PIECES, *site.LATER)}.values()


def test_every_invented_article_has_a_text_of_its_own_but_the_copy() -> None:
    texts = Counter(piece.text for piece in pieces())
    assert [count for count in texts.values() if count > 1] == [2]
    assert all(4 <= len(piece.paragraphs) <= 6 for piece in pieces())
    assert all(sum(map(len, piece.paragraphs)) >= 400 for piece in pieces())


@pytest.mark.parametrize("site", SITES, ids=[site.name for site in SITES])
def test_sites_stamp_all_their_links_anew_at_each_visit(site: Site) -> None:
    links = []
    for number in (1, 2):
        pages = site.show(Visit(base="http://127.0.0.1:1", now=NOW, number=number))
        links.append(
            {part for page in pages.values() for part in re.findall(r"\?utm[^<\"]*", page.body)}
        )
    assert all(links)
    assert not links[0] & links[1]


def test_machine_without_a_port_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(serving, "HOST", "192.0.2.1")  # of no machine: RFC 5737
    with pytest.raises(DigestError, match="no port for the demo"):
        demo(tmp_path, say=pytest.fail)


@pytest.fixture
def set_zone(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the machine be in a zone; tzlocal keeps what it once found."""

    def set_(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        monkeypatch.setattr(tzlocal.unix, "_cache_tz", None)
        monkeypatch.setattr(tzlocal.unix, "_cache_tz_name", None)

    return set_


def test_zone_of_the_machine_stands_in_the_config(
    set_zone: Callable[[str], None], tmp_path: Path
) -> None:
    set_zone("Africa/Tripoli")
    followed = [Followed(name="a", title="A", group="", port=8080)]
    assert load(write_config(tmp_path, followed), strict=True).digest.timezone == "Africa/Tripoli"
