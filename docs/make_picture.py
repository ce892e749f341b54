#!/usr/bin/env python3
"""Draw docs/digest.svg: the first lines of the demo's digest, as a terminal shows them."""

import io
import tempfile
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown

from digest.demo import demo

PICTURE = Path(__file__).with_name("digest.svg")
LINES = 34


def main() -> None:
    """Run the demo in a folder of its own and write the picture beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        demo(Path(folder), say=lambda _: None)
        (edition,) = (Path(folder) / "output" / "digest").glob("*.md")
        text = edition.read_text(encoding="utf-8")
    console = Console(record=True, width=88, force_terminal=True, file=io.StringIO())
    console.print(Markdown("\n".join(text.split("\n")[:LINES]), hyperlinks=False))
    PICTURE.write_text(console.export_svg(title="output/digest/2026-11-23.md"), encoding="utf-8")


if __name__ == "__main__":
    main()
