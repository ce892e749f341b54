"""The files of a configuration: where they are found, what they name, and the environment."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from digest.config import Config, find, load
from digest.errors import ConfigError

TWO_LINES = '[[source]]\nname = "a"\nurl = "https://a.example/"\n'


def config_of(folder: Path, text: str, *, strict: bool = False) -> Config:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, strict=strict, environ={})


def test_the_four_places_are_looked_at_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    of_user = home / ".config" / "digest" / "config.toml"
    of_user.parent.mkdir(parents=True)
    of_user.touch()
    monkeypatch.chdir(tmp_path)
    assert find(None, environ={}, home=home) == of_user
    Path("config.toml").touch()
    assert find(None, environ={}, home=home) == Path("config.toml")
    environ = {"DIGEST_CONFIG": "other.toml"}
    assert find(None, environ=environ, home=home) == Path("other.toml")
    assert find(Path("given.toml"), environ=environ, home=home) == Path("given.toml")


def test_an_empty_digest_config_counts_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("config.toml").touch()
    environ = {"DIGEST_CONFIG": ""}
    assert find(None, environ=environ, home=tmp_path) == Path("config.toml")


def test_without_a_configuration_the_places_and_the_remedy_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError) as raised:
        find(None, environ={}, home=tmp_path / "home")
    assert str(raised.value) == (
        f"no configuration: looked at --config, $DIGEST_CONFIG, {tmp_path}/config.toml, "
        f"{tmp_path}/home/.config/digest/config.toml; make one with: digest init FOLDER"
    )


def test_a_home_that_cannot_be_looked_at_is_left_to_load_to_explain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    home = tmp_path / ("h" * 300)  # longer than a file's name may be
    found = find(None, environ={}, home=home)
    with pytest.raises(ConfigError, match="cannot be read"):
        load(found)


def test_more_files_bring_more_sources_each_once(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "folder.toml").mkdir()
    (folder / "2.toml").write_text('[[source]]\nname = "two"\nurl = "https://two.example/"\n')
    (folder / "1.toml").write_text('[[source]]\nname = "one"\nurl = "https://one.example/"\n')
    patterns = f'["sources/*.toml", "sources/1.toml", "{folder}/2.toml", "*.toml"]'
    text = f'files = {patterns}\n[defaults]\ngroup = "G"\n{TWO_LINES}'
    config = config_of(tmp_path, text, strict=True)
    assert [source.name for source in config.sources] == ["a", "one", "two"]
    assert {source.group for source in config.sources} == {"G"}


def test_a_broken_further_file_costs_its_sources_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("syntax.toml").write_text("[[source]\n")
    Path("other.toml").write_text('[[source]]\nname = "b"\n\n[defaults]\nevery = "1h"\n')
    Path("single.toml").write_text('[source]\nname = "b"\n')
    Path("config.toml").write_text(
        'files = ["syntax.toml", "other.toml", "single.toml", "none/*", "**x"]\n' + TWO_LINES
    )
    config = load(Path("config.toml"))
    assert [source.name for source in config.sources] == ["a"]
    assert config.problems == (
        (
            "syntax.toml:1:9: Expected ']]' at the end of an array declaration; "
            "write two brackets on both sides"
        ),
        (
            'other.toml:4: "defaults" does not belong here; '
            "a further file holds [[source]] tables only"
        ),
        "single.toml:1: write [[source]], with two brackets",
        'config.toml:1: files: no file matches "none/*"',
        'config.toml:1: files: no file matches "**x"',
    )
    with pytest.raises(ConfigError) as raised:
        load(Path("config.toml"), strict=True)
    assert str(raised.value).splitlines() == list(config.problems)


def test_an_error_in_a_further_file_names_that_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "more.toml").write_text(TWO_LINES + 'gruop = "x"\n')
    config = config_of(tmp_path, 'files = ["more.toml"]\n')
    assert config.sources == ()
    assert config.problems == (
        f'{tmp_path}/more.toml:4: source "a": unknown key "gruop"; did you mean "group"?',
    )


@pytest.mark.parametrize("folder", ["plain", "per%20cent", "what?", "with space", "a#b@c:d"])
def test_a_relative_store_lies_beside_the_file_whatever_the_folder_is_called(
    tmp_path: Path, folder: str
) -> None:
    (tmp_path / folder).mkdir()
    text = '[store]\nurl = "sqlite:///data/my.db?timeout=5"\n'
    url = make_url(config_of(tmp_path / folder, text).store_url)
    assert url.database == str(tmp_path / folder / "data" / "my.db")
    assert url.query == {"timeout": "5"}


def test_absolute_and_home_paths_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    text = '[store]\nurl = "sqlite:////var/d.db"\n[output]\nfolder = "~/feeds"\n'
    config = config_of(tmp_path, text)
    assert config.store_url == "sqlite:////var/d.db"
    assert config.output_folder == tmp_path / "home" / "feeds"


def test_a_home_nobody_knows_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="~nobody-of-that-name/x: this machine knows no home"):
        config_of(tmp_path, '[output]\nfolder = "~nobody-of-that-name/x"\n')


def test_the_store_may_come_from_the_environment_with_its_password(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[store]\nurl = "env:DIGEST_STORE"\n')
    url = "postgresql://me:secret@db.example/digest"
    assert load(path, environ={"DIGEST_STORE": url}).store_url == url


def test_no_error_shows_a_password(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    for url in ("postgresql://me:canary@db/x", "postgresql://db/x?password=canary", "env:STORE"):
        path.write_text(f'[store]\nurl = "{url}"\n[[source]]\nurl = "https://u:canary@x.example"\n')
        with pytest.raises(ConfigError) as raised:
            load(path, environ={"STORE": "mysql://me:canary@db"})
        assert "canary" not in str(raised.value)


def test_the_environment_of_the_process_is_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_STORE", "sqlite:///from-environment.db")
    path = tmp_path / "config.toml"
    path.write_text('[store]\nurl = "env:A_STORE"\n')
    assert load(path).store_url == f"sqlite:///{tmp_path}/from-environment.db"
