"""Reads a page by the selectors of `[source.article]`; they win over everything.

Only here and only when a source has rules does BeautifulSoup read a page: people write
CSS selectors, and it understands all of them, but it costs more than all the rest.
"""

from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from digest.errors import ConfigError
from digest.markup import plain
from digest.model import ArticleRules


@dataclass(frozen=True, slots=True)
class Selected:
    """What the selectors found; "" for what they did not, or were not asked for."""

    text: str
    """The page's markup, without what `remove` matched."""
    title: str = ""
    body: str = ""
    """HTML as the page has it, not yet cleaned."""
    date: str = ""
    """The `datetime` or `content` attribute of the element, else its text."""
    unmatched: tuple[str, ...] = ()
    """The names of the selectors that matched nothing."""


def select(text: str, rules: ArticleRules) -> Selected:
    """Return what the rules of a source find in the text of a page.

    Raises:
        ConfigError: one of them is no CSS selector; the message names it.
    """
    if rules == ArticleRules():
        return Selected(text)
    soup = BeautifulSoup(text, "lxml")
    removed = _matches(soup, "remove", rules.remove)
    for element in removed:
        element.decompose()
    title = next((plain(e.get_text(" ")) for e in _matches(soup, "title", rules.title)), "")
    date = next((_date(element) for element in _matches(soup, "date", rules.date)), "")
    body = "".join(str(element) for element in _outer(_matches(soup, "body", rules.body)))
    found = {"title": title, "body": body, "date": date, "remove": removed}
    unmatched = tuple(name for name, value in found.items() if getattr(rules, name) and not value)
    return Selected(str(soup) if rules.remove else text, title, body, date, unmatched)


def _matches(soup: BeautifulSoup, name: str, selector: str) -> list[Tag]:
    if not selector:
        return []
    try:
        return list(soup.select(selector))
    except SelectorSyntaxError as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise ConfigError(f'article.{name} = "{selector}" is no CSS selector: {reason}') from error


def _outer(elements: list[Tag]) -> list[Tag]:
    """Those that do not stand inside another of them."""
    chosen = {id(element) for element in elements}
    return [e for e in elements if not any(id(above) in chosen for above in e.parents)]


def _date(element: Tag) -> str:
    for name in ("datetime", "content"):
        if value := str(element.get(name) or "").strip():
            return value
    return element.get_text(" ", strip=True)
