"""Does a browser run, or fetch, anything for an edition of strangers' texts?

Its Markdown is rendered with HTML on, as many programs do, and its HTML is the mail as it
is: what is judged is the escaping alone.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from injections import injections, judged
from markdown_it import MarkdownIt
from morning import EDITION, SEEN, VERSION, about

from digest.model import Change, Edition, Entry, Mention, Section, Trouble
from digest.writing import html, markdown

A_PAGE = 60
"""Injections in a page: a page for each takes minutes."""
A_MAIL = 12
"""Likewise, of a size at which none is left out for want of room."""
A_MAIL_CHARACTERS = 1500


def _entry(text: str) -> Entry:
    entry = about(text, url=text, language=text, direction=text)
    return replace(
        entry,
        source_title=text,
        summary=text,
        also=(Mention(title=text, url=text),),
        others=(replace(VERSION, stored=entry.stored, source_title=text),),
    )


def _edition(texts: list[str]) -> Edition:
    entries = tuple(map(_entry, texts))
    sections = [
        Section(title=one, entries=(entry,)) for one, entry in zip(texts, entries, strict=True)
    ]
    return replace(
        EDITION,
        title=texts[0],
        top=entries[:2],
        sections=(*sections, Section(title="Rest", rest=entries[:2])),
        missing=tuple(texts[:20]),
        changes=tuple(Change(source=one, title=one, at=SEEN, note=one) for one in texts[:5]),
        trouble=tuple(
            Trouble(source=one, title=one, url=one, since=SEEN, reason=one) for one in texts[:5]
        ),
        whole=texts[0],
    )


def _page(texts: list[str]) -> str:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    rendered = parser.render(markdown(_edition(texts)))
    return f"<!doctype html><meta charset=utf-8><title>T</title><body>{rendered}"


@pytest.mark.shared
@pytest.mark.system("chromium")
def test_no_injection_runs_or_fetches_anything_once_it_is_rendered(
    shared: Path, tmp_path: Path
) -> None:
    texts = injections(shared)
    for number in range(0, len(texts), A_PAGE):
        page = _page(texts[number : number + A_PAGE])
        assert page.count("<h3>") == len(texts[number : number + A_PAGE]) + 2
        (tmp_path / f"{number}.html").write_text(page, "utf-8")
    results = judged(tmp_path, shared)
    assert len(results) > 20
    for one in results.values():
        found = [one[kind] for kind in ("executed", "after_act", "active", "network", "error")]
        assert found == [[], [], [], [], None], one["id"]


def _mails(texts: list[str]) -> Iterator[list[str]]:
    """Yield the texts in mails, those that are too long in one of their own."""
    some: list[str] = []
    for text in texts:
        if some and (len(some) == A_MAIL or len("".join((*some, text))) > A_MAIL_CHARACTERS):
            yield some
            some = []
        some.append(text)
    yield some


@pytest.mark.shared
@pytest.mark.system("chromium")
def test_no_injection_runs_or_fetches_anything_in_a_mail(shared: Path, tmp_path: Path) -> None:
    for number, texts in enumerate(_mails(injections(shared))):
        page = html(_edition(texts))
        if len(texts) > 1:
            assert page.count("<h3") == len(texts) + 2
        (tmp_path / f"{number}.html").write_text(page, "utf-8")
    results = judged(tmp_path, shared)
    assert len(results) > 100
    for one in results.values():
        found = [one[kind] for kind in ("executed", "after_act", "active", "network", "error")]
        assert found == [[], [], ["<style>"], [], None], one["id"]  # the style is ours
