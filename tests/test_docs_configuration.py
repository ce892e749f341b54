"""docs/configuration.md is what the code says, and what it shows works."""

import re
import runpy
import tomllib
from pathlib import Path

import pytest

from digest.config import load, reference
from digest.config.source_tables import SourceTable
from digest.config.tables import TopTable
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
    keys = {key for table in sections for key in getattr(table, "model_fields", {})}
    keys |= set(SourceTable.model_fields) - {"listing", "article"}
    keys -= {"listing", "article"}
    keys |= {"words", "not"}
    rows = re.findall(
        r"^\| `(\w+)` \| (.+?) \| (.*?) \| (.+?) \| (.*?) \|$", reference(), re.MULTILINE
    )
    assert keys <= {row[0] for row in rows}
    assert all(len(row[3]) > 10 and row[3].endswith(".") for row in rows)


def test_the_example_of_every_key_is_a_right_value(tmp_path: Path) -> None:
    """Each row is tried by itself, in the section that it stands under."""
    source = '[[source]]\nname = "a"\nurl = "https://a.example/"\n'
    frames = {
        "Above": "{key} = {example}\n",
        "`[[source]]`": "[[source]]\n{key} = {example}\n",
        "`[[source]]` and": source + "{key} = {example}\n",
        "`[[subject]]`": "[[subject]]\n{key} = {example}\n",
        "`[[feed]]`": FOLLOWED + "[[feed]]\n{key} = {example}\n",
        "`[source.listing]`": source + 'listing = {{ {key} = {example}, "item" = "li" }}\n',
        "`[source.article]`": source + "article = {{ {key} = {example} }}\n",
    }
    required = {
        "`[[source]]`": {"name": '"a"', "url": '"https://a.example/"'},
        "`[[subject]]`": {"name": '"a"', "words": '["a"]'},
        "`[[feed]]`": {"name": '"a"'},
    }
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.toml").write_text('[[source]]\nname = "b"\nurl = "http://b.example"')
    tried = 0
    for section in reference().split("## ")[1:]:
        heading = section.split("\n", 1)[0]
        frame = next(
            (frames[start] for start in sorted(frames, reverse=True) if heading.startswith(start)),
            heading.strip("`") + "\n{key} = {example}\n",
        )
        for key, example in re.findall(r"^\| `(\w+)` .* \| `([^`]+)` \|$", section, re.MULTILINE):
            text = frame.format(key=key, example=example)
            if key == "item":
                text = text.replace(', "item" = "li"', "")
            if heading in required:
                rest = required[heading]
                text += "".join(f"{k} = {v}\n" for k, v in rest.items() if k != key)
            if key == "subjects":
                text += '[[subject]]\nname = "libya"\nwords = ["Libya"]\n'
            (tmp_path / "config.toml").write_text(text)
            load(tmp_path / "config.toml", strict=True, environ={})
            tried += 1
    assert tried > 30


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
