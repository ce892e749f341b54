"""See that the locks fit pyproject.toml, and one another.

Whoever adds a requirement and forgets `make lock` is told here; without it the first to
notice would be a stranger whose `make run` lacks a package.
"""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def pins(name: str) -> dict[str, set[str]]:
    """Return the versions that a lock allows for each package; more than one by markers."""
    found: dict[str, set[str]] = {}
    for package, version in PIN.findall(Path(f"requirements/{name}.txt").read_text("utf-8")):
        found.setdefault(canonicalize_name(package), set()).add(version)
    return found


def missing(requirements: list[str], lock: dict[str, set[str]], name: str) -> list[str]:
    """Return a line for each requirement that no pin of the lock meets."""
    wanted = [Requirement(requirement) for requirement in requirements]
    return [
        f"requirements/{name}.txt does not meet {requirement}"
        for requirement in wanted
        if not any(
            requirement.specifier.contains(version, prereleases=True)
            for version in lock.get(canonicalize_name(requirement.name), ())
        )
    ]


def main() -> int:
    """Print what does not fit; 1 if anything does not."""
    settings = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
    project = settings["project"]
    build, core, dev = pins("build"), pins("core"), pins("dev")
    wrong = [
        *missing(settings["build-system"]["requires"], build, "build"),
        *missing(project["dependencies"], core, "core"),
        *missing(project["optional-dependencies"]["dev"], dev, "dev"),
        *(
            f"{name} differs in core.txt and dev.txt"
            for name in core
            if core[name] != dev.get(name)
        ),
    ]
    print("\n".join([*wrong, "type: make lock"]) if wrong else "the locks fit pyproject.toml")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
