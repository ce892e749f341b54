"""`python -m digest`, and the command `digest`.

The processes that parse pages import the program's main module anew when they start. So
this one imports the command line only when it runs: that saves each of them half a second.
"""

import importlib


def main() -> None:
    """Run the program."""
    importlib.import_module("digest.cli").main()


if __name__ == "__main__":
    main()
