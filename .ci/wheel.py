"""Build the wheel, install it as a user would, and try it where the sources are not.

Tests run on the sources, so only this notices a file that the wheel lacks, or a package
that only developers have.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

PIP = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check"]
ROOT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, folder: Path) -> str:
    """Run a command in a folder, print what it prints, and return it; stop where it fails.

    The environment is a bare one, so that no variable leads back to the sources.
    """
    print("$", *(Path(part).name if isinstance(part, Path) else part for part in command))
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"}
    done = subprocess.run(  # noqa: S603 - the commands stand below
        command, cwd=folder, env=bare, stdout=subprocess.PIPE, text=True, check=False, timeout=300
    )
    print(done.stdout, end="")
    if done.returncode:
        sys.exit(f"exit status {done.returncode}")
    return done.stdout


def pip(*arguments: str | Path) -> None:
    """Run the environment's pip on something else than the environment."""
    subprocess.run([*PIP, *arguments], cwd=ROOT, check=True)  # noqa: S603 - likewise


def install(folder: Path) -> Path:
    """Install the wheel into a new environment, with the locked core; return its programs."""
    built, environment = folder / "built", folder / "environment"
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", built, ".")
    [wheel] = built.glob("*.whl")
    subprocess.run(  # noqa: S603 - likewise
        [sys.executable, "-m", "venv", "--without-pip", environment], check=True
    )
    programs = environment / "bin"
    into = ("--python", programs / "python", "install")
    pip(*into, "--require-hashes", "-r", "requirements/core.txt")
    pip(*into, "--no-deps", wheel)
    pip("--python", programs / "python", "check")
    return programs


def main() -> None:
    """Build, install and try."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        programs = install(folder)
        elsewhere = folder / "empty"
        elsewhere.mkdir()
        where = run(
            programs / "python", "-c", "import digest; print(digest.__file__)", folder=elsewhere
        )
        if not where.startswith(str(folder)):
            sys.exit("the sources were found instead of the wheel")
        run(programs / "digest", "--version", folder=elsewhere)
        run(programs / "digest", "demo", folder=elsewhere)


if __name__ == "__main__":
    main()
