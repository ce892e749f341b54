"""Does a browser run, or fetch, anything for a page of strangers' texts?

The policy is taken out of the pages first: what is judged is the escaping alone.
"""

import html
from datetime import date, time
from pathlib import Path

import pytest
from injections import injections, judged
from port import with_article
from reading_pages import page

from digest.model import Feed, Listed, Series
from digest.pages import POLICY, index

A_PAGE = 60
"""Injections in a page: a page for each takes minutes."""


def _page(texts: list[str]) -> bytes:
    articles = [
        with_article(title=one, url=one, summary=one, text=one, language=one, direction=one)
        for one in texts
    ]
    first = texts[0]
    feed = Feed(title=first, url=first, description=first, language=first)
    return page(*articles, feed=feed, source=first)


def _index(texts: list[str]) -> bytes:
    listed = [Listed(title=one, kind="source", path=f"feeds/{one}", url=one) for one in texts]
    series = [
        Series(name=f"n{n}", title=one, timezone="UTC", at=time(7)) for n, one in enumerate(texts)
    ]
    return index(texts[0], listed, {one: [date(2026, 11, 22)] for one in series})


@pytest.mark.shared
@pytest.mark.system("chromium")
def test_no_injection_runs_or_fetches_anything_in_a_browser(shared: Path, tmp_path: Path) -> None:
    policy = html.escape(POLICY).replace("&#x27;", "&#39;").encode()
    texts = injections(shared)
    for number in range(0, len(texts), A_PAGE):
        document = _page(texts[number : number + A_PAGE])
        assert policy in document
        (tmp_path / f"{number}.html").write_bytes(document.replace(policy, b""))
    document = _index(texts[: 2 * A_PAGE])
    assert policy in document
    (tmp_path / "index.html").write_bytes(document.replace(policy, b""))
    results = judged(tmp_path, shared)
    assert len(results) > 20
    for one in results.values():
        found = [one[kind] for kind in ("executed", "after_act", "network", "error")]
        assert found == [[], [], [], None], one["id"]
        # These are ours: the style, the policy, and the links in the head.
        assert set(one["active"]) <= {"<style>", "meta[http-equiv]", "<link>"}, one["id"]
