"""What tests may ask of the machine, and what happens where it is not there.

`shared`: the folder of large public sets; marked so, or by the fixture of that name.
`system("program")` and `npm("package")`: what PyPI cannot bring. A test that lacks any of
it is skipped and says what lacks. With `--no-skip`, as in CI, a skipped test has failed.

Every feed that a test leaves in an `output/` keeps the rules of `feed_rules`, or it failed.
"""

import asyncio
import io
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from feed_rules import broken
from hypothesis import settings
from runner import NOON, Runner
from site_server import Site, configuration, serving
from uncounted import uncounted
from visits import Case, opened, read_thrice

from digest import cli
from digest.model import Page, Source
from digest.parsing import Parsers

# How long an example takes says more of the machine than of the code.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

_BLANK = Page(
    requested="https://blank.invalid/",
    url="https://blank.invalid/",
    body=b"<p>Nothing.</p>",
    content_type="text/html",
    fetched_at=NOON,
)

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("DIGEST_SHARED") or ROOT.parent / "shared")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skip", action="store_true", help="count a skipped test as failed")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of the shared sets, or skip."""
    _skip_without_sets()
    return SHARED


def _skip_without_sets() -> None:
    if not SHARED.is_dir():
        pytest.skip(f"needs the sets of {SHARED}; DIGEST_SHARED names another folder")


@pytest.fixture(scope="session")
def parsers() -> Iterator[Parsers]:
    """Give the processes that parse pages, started once for all tests.

    What runs in them is counted where it is called by tests of its own.
    """
    made = Parsers(processes=1)
    with uncounted():
        asyncio.run(made.survey(_BLANK, Source(name="blank", url=_BLANK.url)))
    yield made
    made.close()


@pytest.fixture
def site() -> Iterator[Site]:
    """Give a site to publish on, served on this machine."""
    with serving() as one:
        yield one


@pytest.fixture
def runner(tmp_path: Path, site: Site, parsers: Parsers) -> Runner:
    """Give a run of the program over that site."""
    return Runner(tmp_path, configuration(tmp_path, [site]), parsers)


@pytest.fixture
def three_read(site: Site, runner: Runner) -> None:
    """Publish three articles on that site, and read them."""
    for number in range(3):
        site.publish(number)
    runner.run()


@pytest.fixture(scope="session")
def read_before(
    tmp_path_factory: pytest.TempPathFactory, parsers: Parsers
) -> Iterator[Callable[[str], Case]]:
    """Give, by look, a healthy site that was read three times; once for all tests."""
    made: dict[str, Case] = {}

    def of(look: str) -> Case:
        if look not in made:
            site = stack.enter_context(serving())
            made[look] = opened(look, site, tmp_path_factory.mktemp(look), parsers)
            read_thrice(made[look])
        return made[look]

    with ExitStack() as stack:
        yield of


@pytest.fixture
def case_of(read_before: Callable[[str], Case], tmp_path: Path) -> Callable[[str], Case]:
    """Give, by look, a healthy site that was read three times, the last two hours after noon."""
    return lambda look: read_before(look).copy(tmp_path / "copy")


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., int]:
    """Type a command in the test's folder, and an answer; returns the exit status."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DIGEST_CONFIG", raising=False)

    def type_(*words: str, answer: str | None = None) -> int:
        monkeypatch.setattr(sys, "argv", ["digest", *words])
        if answer is not None:
            monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0)

    return type_


@pytest.hookimpl(trylast=True)  # after the order was made random
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes minutes: begun last, it would leave the other cores idle."""
    items.sort(key=lambda item: item.path.stem not in _LONG)


_LONG = {"test_yield_sixty_days", "test_run_newsworld", "test_run_killed"}


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("shared"):
        _skip_without_sets()
    for marker in item.iter_markers("system"):
        for program in marker.args:
            if not shutil.which(program):
                pytest.skip(f"needs the program {program}")
    for marker in item.iter_markers("npm"):
        for package in marker.args:
            if not (ROOT / "node_modules" / package).is_dir():
                pytest.skip(f"needs npm's {package} in node_modules")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    yield
    given = getattr(item, "funcargs", {})
    if "tmp_path" in given:
        now = given["runner"].now if "runner" in given else datetime.max.replace(tzinfo=UTC)
        _check_feeds(given["tmp_path"], now)


def _check_feeds(folder: Path, now: datetime) -> None:
    """Fail when a feed that was written below the folder breaks a rule."""
    for path in _feeds_below(folder):
        document = path.read_bytes()
        if document.startswith(_BEGINNINGS):  # else it only stands for a feed
            wrong = broken(document, now=min(now, _LATEST) + _CLOCKS)
            assert not wrong, f"{path.relative_to(folder)}: {wrong[:10]}"


def _feeds_below(folder: Path) -> Iterator[Path]:
    for where, _, names in os.walk(folder):  # passes over what it may not read
        if "output" in Path(where).relative_to(folder).parts:
            found = (Path(where) / name for name in names)
            yield from (one for one in found if one.suffix in _SUFFIXES and one.is_file())


_SUFFIXES = (".xml", ".atom", ".json")
_BEGINNINGS = (b"<?xml", b'{"version":')
"""Of what our writers write."""
_CLOCKS = timedelta(minutes=10)
"""By so much the clocks of two machines may differ."""
_LATEST = datetime.max.replace(tzinfo=UTC) - _CLOCKS


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if item.config.getoption("--no-skip"):
        _no_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if collector.config.getoption("--no-skip"):
        _no_skip(report)
    return report


def _no_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which --no-skip does not allow: {report.longrepr}"
