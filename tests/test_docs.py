"""What the documentation says can be typed, and it says all that can be typed."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from digest.cli import app

ROOT = Path(__file__).parents[1]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *(page for page in sorted((ROOT / "docs").rglob("*")) if page.suffix != ".py"),
]
PAGES = [page for page in PAGES if page.is_file()]
OPERATOR = re.compile(r"[|&;<>]+")


def _commands() -> dict[str, Any]:
    """Return each command by what is typed after `digest`; "" for digest itself."""
    root = typer.main.get_command(app)
    found: dict[str, Any] = {"": root}  # Any, since typer keeps click's classes to itself
    waiting: list[tuple[str, Any]] = [("", root)]
    while waiting:
        before, group = waiting.pop()
        for name, command in getattr(group, "commands", {}).items():
            found[f"{before} {name}".strip()] = command
            waiting.append((f"{before} {name}".strip(), command))
    return found


COMMANDS = _commands()


def _options(command: Any) -> set[str]:
    options = {"--help"}
    for parameter in command.params:
        options.update(name for name in parameter.opts if name.startswith("-"))
        options.update(parameter.secondary_opts)
    return options


def _code(page: Path) -> Iterator[str]:
    """Yield the lines of code on a page, and the code within its lines."""
    text = page.read_text(encoding="utf-8")
    if page.suffix != ".md":
        yield from (line for line in text.splitlines() if not line.startswith("#"))
        return
    for number, part in enumerate(re.split(r"^```.*$", text, flags=re.MULTILINE)):
        yield from part.splitlines() if number % 2 else re.findall(r"`([^`\n]+)`", part)


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line, comments=True)
    except ValueError:  # an apostrophe: no line for a shell
        return []


def _typed(line: str) -> Iterator[list[str]]:
    """Yield what follows each `digest` of a line that runs it."""
    words = _words(line)
    for place, word in enumerate(words):
        program = re.fullmatch(r"(?:ExecStart=)?(?:\S*bin/)?digest", word)
        if program and (place == 0 or words[place - 1] not in ("import", "from", "--home", "-u")):
            rest = words[place + 1 :]
            end = next((i for i, one in enumerate(rest) if OPERATOR.fullmatch(one)), len(rest))
            if end:
                yield rest[:end]


def _wrong(typed: list[str]) -> str:
    """Return what is wrong with the words after `digest`, or ""."""
    name = ""
    while typed and f"{name} {typed[0]}".strip() in COMMANDS:
        name = f"{name} {typed[0]}".strip()
        typed = typed[1:]
    if not name and typed and not typed[0].startswith("-"):
        return f"no command {typed[0]}"
    given = {word.strip("[],.").split("=")[0] for word in typed}
    unknown = {word for word in given if word.startswith("-")} - _options(COMMANDS[name])
    return f"{name} knows no {', '.join(sorted(unknown))}" if unknown else ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_line_on_the_page_can_be_typed(page: Path) -> None:
    wrong = {
        " ".join(typed): reason
        for line in _code(page)
        for typed in _typed(line)
        if (reason := _wrong(typed))
    }
    assert not wrong


def test_every_command_and_option_is_explained() -> None:
    pages = (ROOT / "README.md", ROOT / "docs" / "guide.md")
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages if page.exists())
    wanted = {f"digest {name}" for name in COMMANDS if name}
    wanted |= {
        option
        for command in COMMANDS.values()
        for option in _options(command)
        if option.startswith("--") and option != "--help"
    }
    missing = {one for one in wanted if not re.search(rf"{re.escape(one)}(?![\w-])", text)}
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_target_on_the_page_is_there(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    typed = {
        target
        for line in _code(page)
        if (words := _words(line)) and words[0] == "make"
        for target in words[1:]
        if "=" not in target and not target.startswith("-")
    }
    assert typed <= set(re.findall(r"^([a-z]+)[a-z ]*:(?!=)", makefile, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    broken = [
        link for link in links if "://" not in link and not (page.parent / link).resolve().exists()
    ]
    assert not broken


def test_an_invented_command_line_is_noticed() -> None:
    """What these tests stand on: they do find what is wrong."""
    lines = {
        "digest fly": "no command fly",
        "cd x && sudo /opt/digest/bin/digest run --wings=2 | less": "run knows no --wings",
        "digest run --due --quiet": "",
        "digest --version": "",
        "ExecStart=/opt/digest/bin/digest start --jump": "start knows no --jump",
    }
    assert {line: _wrong(next(_typed(line))) for line in lines} == lines
