"""Real listing pages that break are told within two readings, as made-up ones are.

Ten pages of the listings set, of several kinds and scripts, are served from 127.0.0.1 with
every address in them led there. Their articles are ours, under the titles of the page.
"""

import gzip
import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import lxml.html
import pytest
import wall_pages
from press import LIST, Press, piece
from runner import NOON, Runner
from site_server import Answer, Site, article, configuration, serving
from visits import Case

from digest.discover.kinds import survey
from digest.model import Page, Source
from digest.page import decode
from digest.parsing import Parsers
from digest.pipeline import Report

pytestmark = pytest.mark.shared

PAGES = ("a95", "a119", "a162", "a180", "a185", "w0729", "w2968", "w3013", "w4636", "w5575")
ABSOLUTE = re.compile(r"https?:\\?/\\?/(?!schema\.org|www\.w3\.org|ogp\.me)([\w.-]+)(?::\d+)?")
NAMED = re.compile(r"\b(class|id)=(\"[^\"]*\"|'[^']*')", re.IGNORECASE)


@dataclass(slots=True)
class RealPress(Press):
    """A site whose front page is a real one."""

    path_of_list: str = "/"
    real: str = ""
    """The listing, with addresses of this site only."""
    articles: dict[str, Answer] = field(default_factory=dict)
    """By path."""
    labelled: int = 0
    """So many of them must be found; the others may."""

    @property
    def front(self) -> str:
        return self.path_of_list

    def show(self) -> None:
        self.site.pages |= self.articles | {self.front: Answer(self.real)}


def _local(text: str, site: Site, host: str) -> str:
    """Lead addresses of the web here; those of other hosts to a folder of theirs."""

    def here(found: re.Match[str]) -> str:
        return site.url if found[1] == host else f"{site.url}/other/{found[1]}"

    return ABSOLUTE.sub(here, text)


def _path(address: str, site: Site) -> str:
    path = address.removeprefix(site.url).partition("#")[0]
    return quote(path, safe="/%:@!$&'()*+,;=~?[]-._")


def _real(shared: Path, name: str, site: Site) -> RealPress:
    listings = shared / "bench" / "listings"
    rows = map(json.loads, (listings / "labels.jsonl").read_text().splitlines())
    row = next(row for row in rows if row["id"] == name)
    host = urlsplit(row["url"]).netloc
    packed = (listings / f"{name}.html.gz").read_bytes()
    charset = f"; charset={row['encoding']}" if row["encoding"] else ""
    real = _local(decode(gzip.decompress(packed), f"text/html{charset}"), site, host)
    url = _local(row["url"], site, host)
    press = RealPress(site, LIST, NOON, path_of_list=_path(url, site), real=real)
    press.labelled = len(row["articles"])
    titles = _titles(real, url)
    for number, address in enumerate([*row["articles"], *row["optional"]]):
        here = _local(address, site, host)
        title = titles.get(here, f"What nobody said of number {number}")
        text = "".join(f"<p>{one}</p>" for one in piece(number, NOON, paragraphs=3).paragraphs)
        press.articles[_path(here, site)] = Answer(article(html.escape(title), body=text))
    return press


def _titles(page: str, url: str) -> dict[str, str]:
    asked = Page(requested=url, url=url, body=page.encode(), fetched_at=NOON)
    return {link.url: link.title for link in survey(asked, Source(name="real", url=url)).links}


def emptied(press: RealPress) -> None:
    """Of each article's links, all that stands around them and around no other's is gone."""
    root = lxml.html.document_fromstring(press.real)
    for link in list(root.iter("a")):
        own = _articles_in(link, press)
        if not own or root not in link.iterancestors():
            continue  # or gone already, with what stood around it
        block = link
        for above in link.iterancestors():
            if above.tag in ("body", "main", "html") or _articles_in(above, press) != own:
                break
            block = above
        block.drop_tree()
    press.site.pages[press.front] = Answer(lxml.html.tostring(root, encoding="unicode"))


def _articles_in(element: lxml.html.HtmlElement, press: RealPress) -> set[str]:
    base = press.site.url + press.front
    found = {_path(urljoin(base, link.get("href", "")), press.site) for link in element.iter("a")}
    return found & press.articles.keys()


def renamed(press: RealPress) -> None:
    """Every class and id is another word, of which nothing can be read."""

    def other(found: re.Match[str]) -> str:
        names = (f"q{sum(map(ord, name)) * 7919 % 99991}z" for name in found[2][1:-1].split())
        return f'{found[1]}="{" ".join(names)}"'

    press.site.pages[press.front] = Answer(NAMED.sub(other, press.real))


def shell(press: RealPress) -> None:
    press.site.pages[press.front] = wall_pages.shell(press)


def _everywhere(press: RealPress, answer: Answer) -> None:
    press.site.pages = dict.fromkeys(press.site.pages, answer)
    press.site.otherwise = answer


def consent(press: RealPress) -> None:
    _everywhere(press, wall_pages.consent(press))


def login(press: RealPress) -> None:
    _everywhere(press, wall_pages.login(press))


def bot_wall(press: RealPress) -> None:
    _everywhere(press, wall_pages.moment(200))


FAULTS = {one.__name__: one for one in (emptied, shell, consent, login, bot_wall)}


@pytest.fixture(scope="module")
def real_before(
    shared: Path, tmp_path_factory: pytest.TempPathFactory, parsers: Parsers
) -> Iterator[Callable[[str], Case]]:
    """Give a real page that was read twice within an hour, once for all tests.

    Its articles are to be read again at the next visit.
    """
    made: dict[str, Case] = {}

    def of(name: str) -> Case:
        if name not in made:
            site = stack.enter_context(serving())
            press = _real(shared, name, site)
            folder = tmp_path_factory.mktemp(name)
            file = configuration(folder, [site])
            text = file.read_text().replace(f'"{site.url}/"', f'"{site.url}{press.front}"')
            file.write_text(text)
            case = made[name] = Case(press, Runner(folder, file, parsers))
            _assert_healthy(case)
        return made[name]

    with ExitStack() as stack:
        yield of


def _assert_healthy(case: Case) -> None:
    assert isinstance(case.press, RealPress)
    _assert_well(case.visit(0))
    _assert_well(case.visit(0.5))
    assert len(case.stored()) >= 0.9 * case.press.labelled


def _assert_well(report: Report) -> None:
    assert [outcome.reason for outcome in report.outcomes] == [""]
    assert report.trouble == ()


@pytest.fixture
def real(real_before: Callable[[str], Case], tmp_path: Path) -> Callable[[str], Case]:
    return lambda name: real_before(name).copy(tmp_path / "copy")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_real_page_that_breaks_is_told_at_the_second_reading_and_spoils_nothing(
    fault: str, name: str, real: Callable[[str], Case]
) -> None:
    case = real(name)
    before = case.kept()
    case.visit(2, FAULTS[fault])
    assert case.kept() == before
    report = case.visit(3, FAULTS[fault])
    assert case.kept() == before
    assert [trouble.source for trouble in report.trouble] == ["site0"]
    assert re.search(r"\w+ \w+", report.trouble[0].reason)
    _assert_well(case.visit(4))


@pytest.mark.parametrize("name", PAGES)
def test_a_real_page_whose_classes_were_renamed_is_well_and_loses_nothing(
    name: str, real: Callable[[str], Case]
) -> None:
    case = real(name)
    before = case.kept()
    for hours in (2, 3):
        _assert_well(case.visit(hours, renamed))
    after = case.kept()
    assert {id_: after.get(id_) for id_ in before} == before
