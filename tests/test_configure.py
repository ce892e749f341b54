"""`digest init`: a file to start from, never one overwritten."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from digest.config import load
from digest.configure import init
from digest.errors import ConfigError


def zone_of_new_file(folder: Path, tz: str, *more_path: str, **environ: str) -> str:
    """Write the file in a process whose environment names this time zone."""
    program = "import sys, pathlib, digest.configure as c; c.init(pathlib.Path(sys.argv[1]))"
    path = os.pathsep.join([*more_path, str(Path(__file__).parent.parent)])
    subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(folder)],
        check=True,
        env=os.environ | {"TZ": tz, "PYTHONPATH": path} | environ,
    )
    return load(folder / "config.toml", strict=True).digest.timezone


def test_the_new_file_is_right_strictly_and_has_no_sources(tmp_path: Path) -> None:
    path = init(tmp_path / "new" / "folder")
    assert path == tmp_path / "new" / "folder" / "config.toml"
    config = load(path, strict=True)
    assert (config.sources, config.problems) == ((), ())


def test_what_the_comments_of_the_new_file_teach_is_right_strictly(tmp_path: Path) -> None:
    path = init(tmp_path)
    commented = re.compile(r"^# (?=\[|\w+ = )", re.MULTILINE)
    path.write_text(commented.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    config = load(path, strict=True)
    assert [source.name for source in config.sources] == ["libyareview", "example-press"]
    assert config.sources[1].listing.item == "main .teaser"
    assert config.fetch.contact == "mailto:you@example.org"


def test_the_new_file_names_the_time_zone_of_the_machine(tmp_path: Path) -> None:
    assert zone_of_new_file(tmp_path, "Africa/Tripoli") == "Africa/Tripoli"


def test_a_broken_tz_leaves_a_zone_that_is_known(tmp_path: Path) -> None:
    assert zone_of_new_file(tmp_path, "Nowhere/Land") != "Nowhere/Land"


def test_a_machine_whose_zone_is_not_in_its_data_gets_utc(tmp_path: Path) -> None:
    (tmp_path / "tzdata").mkdir()
    (tmp_path / "tzdata" / "__init__.py").touch()  # an empty one hides the installed one
    zone = zone_of_new_file(tmp_path, "Europe/Rome", str(tmp_path), PYTHONTZPATH="")
    assert zone == "UTC"


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("mine")
    with pytest.raises(ConfigError) as raised:
        init(tmp_path)
    assert str(raised.value) == f"{path}: is there already; it is never overwritten"
    assert path.read_text() == "mine"


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.write_text("mine")
    with pytest.raises(ConfigError) as raised:
        init(folder)
    assert str(raised.value) == f"{folder}: is there already; it is never overwritten"


def test_a_folder_that_cannot_be_made_is_an_error_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ConfigError) as raised:
        init(tmp_path / "file" / "below")
    path = tmp_path / "file" / "below" / "config.toml"
    assert str(raised.value) == f"{path}: cannot be written: Not a directory"
    with pytest.raises(ConfigError, match="cannot be written: embedded null byte"):
        init(tmp_path / "nul\0")
