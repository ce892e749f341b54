"""Answer the addresses bench: the identity key of each address.

The keys are those of `identity.key`, by which the store knows an article again.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from digest.identity import key


def answer(source: Path, target: Path) -> int:
    """Write the key of every address, each address once; return how many there were.

    Args:
        source: JSON lines with a `url` each, or one JSON list of pairs `a` and `b`.
        target: written as JSON lines of `url` and `key`.
    """
    addresses = dict.fromkeys(_addresses(source.read_text(encoding="utf-8")))
    with target.open("w", encoding="utf-8") as out:
        for address in addresses:
            out.write(json.dumps({"url": address, "key": key(address)}) + "\n")
    return len(addresses)


def _addresses(text: str) -> Iterator[str]:
    if text.lstrip().startswith("["):
        for pair in json.loads(text):
            yield from (pair["a"], pair["b"])
    else:
        # Not splitlines(): a JSON string may hold U+2028 as it is.
        for line in filter(str.strip, text.split("\n")):
            yield json.loads(line)["url"]
