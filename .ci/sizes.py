"""Keep files and functions short enough to be read in one go.

A file of more than 500 lines, or a function of more than 40, fails; a file of more than
300 is named. A function's lines are those of its body without the docstring: what one
has to hold in mind, while words about it cost nothing. Complexity is ruff's to check.
"""

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

LONG_FILE = 300
LONGEST_FILE = 500
LONGEST_FUNCTION = 40

FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def functions(tree: ast.Module) -> Iterator[tuple[str, int, int]]:
    """Yield each function's name, first line and number of lines, inner ones too."""
    for node in ast.walk(tree):
        if isinstance(node, FUNCTION):
            documented = ast.get_docstring(node, clean=False) is not None
            body = node.body[documented:]
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            yield node.name, node.lineno, lines


def main(folders: list[str]) -> int:
    """Print what is too long, and how long half of the functions are; 1 if anything fails."""
    failed = False
    lengths = []
    for path in sorted(path for folder in folders for path in Path(folder).rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        count = len(source.splitlines())
        if count > LONG_FILE:
            print(f"{path}: {count} lines; {LONGEST_FILE} at most, better {LONG_FILE}")
            failed |= count > LONGEST_FILE
        for name, line, lines in functions(ast.parse(source)):
            lengths.append(lines)
            if lines > LONGEST_FUNCTION:
                print(f"{path}:{line}: {name} has {lines} lines; {LONGEST_FUNCTION} at most")
                failed = True
    half = statistics.median(lengths) if lengths else 0
    print(f"{len(lengths)} functions, half of them of {half:g} lines or fewer")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
