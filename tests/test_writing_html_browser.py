"""A mail in a browser: nothing is wrong with it for anyone, at any width, light or dark.

What is judged is the page as a file shows it; a page that is wrong in each way stands
beside them, so that a blind judge would be noticed.
"""

from collections.abc import Iterator
from itertools import product

import pytest
from editions import WORDS, an_edition, with_rest
from mail_browser import Judged, Scheme, Way, chromium, judged
from playwright.sync_api import Browser

from digest.model import Edition
from digest.writing.html import html

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WAYS: list[Way] = list(product((320, 375, 700), SCHEMES))
BAD = (
    '<!doctype html><html lang="en"><title>x</title><main><h1>x</h1>'
    '<p style="width:2000px;color:#ccc;background:#fff">some pale words<img src="https://a.example/x">'
)

pytestmark = [pytest.mark.system("chromium"), pytest.mark.npm("axe-core")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


def _edition(stories: int, language: str) -> Edition:
    edition = an_edition(stories, language, troubled=7 if stories == 40 else 0)
    return with_rest(edition) if stories > 1 else edition


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("stories", [0, 1, 40, 200])
def test_mail_is_good_for_everyone_and_asks_for_nothing(
    browser: Browser, stories: int, language: str
) -> None:
    document = html(_edition(stories, language))
    assert dict(judged(browser, document, ways=WAYS)) == dict.fromkeys(WAYS, Judged())


def test_judge_sees_what_is_wrong(browser: Browser) -> None:
    (found,) = dict(judged(browser, BAD, ways=WAYS[:1])).values()
    rules = {violation.partition(":")[0] for violation in found.violations}
    assert rules == {"color-contrast", "image-alt"}
    assert found.requests == ("https://a.example/x",)
    assert found.overflow > 1600


@pytest.mark.parametrize(("scheme", "paper"), [("light", "253, 253, 252"), ("dark", "22, 25, 28")])
def test_mail_follows_the_system_into_the_dark(
    browser: Browser, scheme: Scheme, paper: str
) -> None:
    document = html(_edition(1, "en"))
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        page.set_content(document)
        for element in ("body", "[role=main]"):
            read = f"getComputedStyle(document.querySelector('{element}')).backgroundColor"
            assert page.evaluate(read) == f"rgb({paper})"


def test_mail_without_its_style_has_the_wrappers_colours_and_width(browser: Browser) -> None:
    before, _, after = html(_edition(40, "ar")).partition("<style>")
    bare = before + after.partition("</style>")[2]
    assert dict(judged(browser, bare, ways=WAYS)) == dict.fromkeys(WAYS, Judged())
