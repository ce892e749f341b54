"""A file of the configuration is replaced whole, checked before, and with its rights."""

from dataclasses import replace
from pathlib import Path

import pytest

from digest.config import holding, load
from digest.configure import changed, write_checked
from digest.errors import ConfigError
from digest.model import ListingRules

TEXT = '[[source]]\nname = "one"\nurl = "https://one.example/"\n'


def write(file: Path, text: str, *, config: Path, before: str = TEXT, item: str = "") -> None:
    (source,) = (one for one in load(config).sources if one.name == "one")
    expected = replace(source, listing=ListingRules(item=item))
    write_checked(file, text, config=config, before=before, expected=expected)


def new_text() -> str:
    return changed(TEXT, "one", {"listing.item": "li"})


def test_the_file_keeps_rights_byte_order_mark_and_the_link_that_leads_to_it(
    tmp_path: Path,
) -> None:
    real = tmp_path / "real.toml"
    real.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    real.chmod(0o640)
    link = tmp_path / "config.toml"
    link.symlink_to(real)
    write(link, new_text(), config=link, item="li")
    assert link.is_symlink()
    assert real.read_bytes() == b"\xef\xbb\xbf" + new_text().encode()
    assert real.stat().st_mode & 0o7777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.toml", "real.toml"]


def test_a_source_of_a_further_file_is_changed_there(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('files = ["sources/*.toml"]\n')
    (tmp_path / "sources").mkdir()
    file = tmp_path / "sources" / "press.toml"
    file.write_text(TEXT)
    assert holding(config, "one").path == file
    with pytest.raises(ConfigError, match='no source is named "two"'):
        holding(config, "two")
    write(file, new_text(), config=config, item="li")
    assert load(config).sources[0].listing.item == "li"
    assert config.read_text() == 'files = ["sources/*.toml"]\n'


def test_what_would_be_wrong_is_not_written(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(TEXT)
    for text, said in (
        (TEXT.replace("https", "gopher"), "would be wrong"),
        ("[", "config.toml:1:2"),
        (TEXT, "would not be read as meant"),
    ):
        with pytest.raises(ConfigError, match=said):
            write(config, text, config=config, item="li")
        assert config.read_text() == TEXT


def test_what_another_hand_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(TEXT + "# mine\n")
    with pytest.raises(ConfigError, match="by another hand"):
        write(config, new_text(), config=config, item="li")
    assert config.read_text() == TEXT + "# mine\n"


def test_a_selector_that_comes_from_defaults_is_not_guessed_away(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    text = f'[defaults.listing]\nitem = "li"\nlink = "a"\n{TEXT}'
    config.write_text(text)
    new = changed(text, "one", {"listing.item": "p"})
    with pytest.raises(ConfigError, match="defaults"):
        write(config, new, config=config, before=text, item="p")
    assert config.read_text() == text


def test_a_folder_that_may_not_be_written_is_an_error_with_its_reason(tmp_path: Path) -> None:
    """Root may write anywhere, so that a name that is too long stands for it."""
    config = tmp_path / ("c" * 250)
    config.write_text(TEXT)
    with pytest.raises(ConfigError, match="cannot be written: File name too long"):
        write(config, new_text(), config=config, item="li")
    assert config.read_text() == TEXT
