"""docs/configuration.md is what the code says, and what it shows works."""

import re
import runpy
import tomllib
from pathlib import Path

import pytest

from digest.config import load, reference
from digest.config.delivery_tables import WebhookTable
from digest.config.edition_tables import EditionTable
from digest.config.source_tables import AccessTable, SourceTable
from digest.config.table import Table
from digest.config.tables import FeedTable, SubjectTable, TopTable
from digest.errors import ConfigError

DOCS = Path(__file__).parent.parent / "docs"
FOLLOWED = '[[source]]\nname = "libyareview"\nurl = "https://a.example/"\ngroup = "Politics"\n'
"""What examples of feeds name."""
PAGE = (DOCS / "configuration.md").read_text(encoding="utf-8")


def test_the_page_is_what_its_generator_writes() -> None:
    page = runpy.run_path(str(DOCS / "make_configuration.py"))["page"]
    assert page() == PAGE, "run: python -m docs.make_configuration"


def test_every_key_has_a_row_with_its_meaning() -> None:
    sections = [field.annotation for field in TopTable.model_fields.values()]
    tables = [table for table in sections if isinstance(table, type) and issubclass(table, Table)]
    tables += [SubjectTable, FeedTable, EditionTable, WebhookTable, SourceTable, AccessTable]
    keys = {key for table in tables for key in table.written()} - {"listing", "article", "access"}
    rows = re.findall(
        r"^\| `(\w+)` \| (.+?) \| (.*?) \| (.+?) \| (.*?) \|$", reference(), re.MULTILINE
    )
    assert keys <= {row[0] for row in rows}
    assert all(len(row[3]) > 10 and row[3].endswith(".") for row in rows)


SOURCE = '[[source]]\nname = "a"\nurl = "https://a.example/"\n'
SUBJECT = '[[subject]]\nname = "libya"\nwords = ["Libya"]\n'
USER = 'server = "smtps://you@mail.example.org"\n'
FRAMES = {
    "Above": "{row}",
    "`[[source]]`": "[[source]]\n{row}",
    "`[[source]]` and": SOURCE + "{row}",
    "`[[subject]]`": "[[subject]]\n{row}",
    "`[[feed]]`": FOLLOWED + "[[feed]]\n{row}",
    "`[[edition]]`": FOLLOWED + '[mail]\nfrom = "a@example.org"\n[[edition]]\n{row}',
    "`[[webhook]]`": '[[edition]]\nname = "oil"\n[[webhook]]\n{row}',
    "`[source.listing]`": SOURCE + "[source.listing]\n{row}",
    "`[source.article]`": SOURCE + "[source.article]\n{row}",
    "`[source.access]`": SOURCE + "[source.access]\n{row}",
}
NEEDED = {
    "`[[source]]`": {"name": '"a"', "url": '"https://a.example/"'},
    "`[[subject]]`": {"name": '"a"', "words": '["a"]'},
    "`[[feed]]`": {"name": '"a"'},
    "`[[edition]]`": {"name": '"a"'},
    "`[[webhook]]`": {"name": '"a"', "kind": '"json"'},
    "`[mail]`": {"from": '"a@example.org"'},
    "`[summary]`": {"url": '"https://a.example/"', "model": '"m"'},
    "`[source.listing]` and `[defaults.listing]`": {"item": '"li"'},
}
BESIDE = {
    ("`[mail]`", "server"): 'password_env = "SECRET"\n',
    ("`[mail]`", "password_file"): USER,
    ("`[mail]`", "password_env"): USER,
    **{("`[[webhook]]`", key): 'url_env = "HOOK"\n' for key in ("name", "kind", "editions")},
}
"""What the example of a key needs in the same section."""


def test_the_example_of_every_key_is_a_right_value(tmp_path: Path) -> None:
    """Each row is tried by itself, in the section that it stands under."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.toml").write_text('[[source]]\nname = "b"\nurl = "http://b.example"')
    tried = 0
    for section in reference().split("## ")[1:]:
        heading = section.split("\n", 1)[0]
        frame = next(
            (FRAMES[start] for start in sorted(FRAMES, reverse=True) if heading.startswith(start)),
            heading.strip("`") + "\n{row}",
        )
        for key, example in re.findall(r"^\| `(\w+)` .* \| `([^`]+)` \|$", section, re.MULTILINE):
            needed = NEEDED.get(heading, {}) | {key: example}
            row = "".join(f"{k} = {v}\n" for k, v in needed.items())
            text = frame.format(row=row + BESIDE.get((heading, key), ""))
            (tmp_path / "config.toml").write_text(text + SUBJECT * (key == "subjects"))
            load(tmp_path / "config.toml", strict=True, environ={})
            tried += 1
    assert tried > 60


def test_the_errors_that_the_page_shows_are_the_ones_that_are_said(tmp_path: Path) -> None:
    said = []
    for text in (
        '[[source]]\nname = "libyareview"\nurl = "https://a.example/"\ngruop = "x"\n',
        '[fetch]\ndelay = "one"\n',
    ):
        path = tmp_path / "config.toml"
        path.write_text(text)
        with pytest.raises(ConfigError) as raised:
            load(path, strict=True)
        said.append(str(raised.value).split(": ", 1)[1])
    shown = re.findall(r"^config\.toml:\d+: (.*)$", PAGE, re.MULTILINE)
    assert shown == said


def test_the_first_example_of_the_page_is_right(tmp_path: Path) -> None:
    example = PAGE.split("```toml\n")[1].split("```")[0]
    assert tomllib.loads(example)
    (tmp_path / "config.toml").write_text(example)
    assert load(tmp_path / "config.toml", strict=True).sources[0].name == "libyareview"


def test_the_example_of_several_editions_is_right(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(PAGE.split("```toml\n")[2].split("```")[0])
    everything, oil = load(tmp_path / "config.toml", strict=True).series
    assert (everything.language, everything.languages) == ("en", ())
    assert (oil.language, oil.languages) == ("fr", ("ar", "fr"))
    assert everything.recipients == ("you@example.org",)
