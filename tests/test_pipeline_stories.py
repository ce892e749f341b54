"""Two sites on one event are one entry of the edition, and `why` names both."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from runner import Runner
from site_server import Answer, Site, article, configuration, serving, story

from digest.parsing import Parsers
from digest.stories.gathering import FEWEST

QUAKE = (
    "A quake of magnitude 6 shook the harbour of Tobruk on Friday. Eleven houses fell down and "
    "forty people were hurt, the governor Salem Mansour said. Rescue teams from Benghazi arrived."
)
QUAKE_2 = (
    "Eleven houses fell when a quake shook Tobruk on Friday, governor Salem Mansour told us. "
    "Forty people were hurt near the harbour, and rescue teams came from Benghazi at noon."
)


def publish(site: Site, path: str, title: str, text: str) -> None:
    site.pages[path] = Answer(article(title, body=f"<p>{text}</p>" * 2))
    site.listed.insert(0, (path, title))


def test_an_event_that_two_sites_tell_is_one_entry(
    tmp_path: Path,
    site: Site,
    parsers: Parsers,
    typed: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    for number in range(FEWEST):
        names = [f"{random.Random(number * 9 + n).getrandbits(40):x}" for n in range(9)]
        site.pages[f"/news/report-number-{number}"] = Answer(
            article(f"Report {names[0]} about {names[1]}", body=story(number) + " ".join(names))
        )
        site.listed.append((f"/news/report-number-{number}", f"Report {names[0]} about {names[1]}"))
    publish(site, "/news/quake-in-tobruk-today", "Quake shakes the harbour of Tobruk", QUAKE)
    with serving() as other:
        publish(other, "/2026/houses-fall-in-tobruk", "Houses fall as quake hits Tobruk", QUAKE_2)
        other.publish(100, title="Bakery of the old town is closed for good")
        other.publish(101, title="Choir wins first prize at a contest")
        runner = Runner(tmp_path, configuration(tmp_path, [site, other]), parsers)
        runner.run()
        edition = runner.edition("2026-11-20")
        assert edition.count("\n### ") + edition.count("\n- [") == FEWEST + 4
        assert edition.count("houses-fall-in-tobruk") == 1
        (entry,) = (part for part in edition.split("\n### ") if "quake-in-tobruk-today" in part)
        assert "houses-fall-in-tobruk" in entry
        assert f"{FEWEST + 4} articles from 2 sources" in edition
        runner.run()
        assert runner.edition("2026-11-20") == edition
        url = f"{other.url}/2026/houses-fall-in-tobruk"
        assert typed("why", url) == 0
    said = capsys.readouterr().out
    assert "Same story" in said
    assert f"{site.url}/news/quake-in-tobruk-today" in said.replace("\n", "")
