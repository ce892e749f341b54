"""`digest report`: what a bug report needs, and nothing that is the reader's own."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from site_server import Site, configuration, serving

from digest import config, pipeline
from digest.model import Page
from digest.store import Store

Type = Callable[..., int]
NOW = datetime(2026, 11, 25, tzinfo=UTC)
KEY = "s3cr3t" * 4


def write_configuration(folder: Path, site: Site) -> Path:
    file = configuration(folder, [site], more='[source.listing]\nitem = ".note"\n')
    text = file.read_text().replace("[fetch]", '[fetch]\ncontact = "mailto:me@home.example"')
    text = text.replace(f"{site.url}/", f"{site.url}/?access_token={KEY}")
    file.write_text(f'{text}\n[[source]]\nname = "other"\nurl = "https://other.example/"\n')
    return file


def keep_pages(file: Path, site: Site) -> None:
    settings = config.load(file)
    with Store(settings.store_url) as store:
        store.sources.sync(settings.sources, now=NOW)
        for kind, word in (("good", "before"), ("failing", "after")):
            body = f"<p>{word} \xe9 <a href='/n?page=2&amp;token={KEY}'>next</a>"
            page = Page(
                requested=site.url,
                url=f"{site.url}/?access_token={KEY}",
                body=body.encode("latin-1"),
                content_type="text/html",
                fetched_at=NOW,
            )
            store.snapshots.keep("site0", kind, page)  # type: ignore[arg-type]


def test_the_bundle_holds_what_its_text_says_and_no_secret(
    tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as site:
        file = write_configuration(tmp_path, site)
    assert typed("report", "site0") == 1
    assert "nothing was read yet" in capsys.readouterr().err
    keep_pages(file, site)
    assert typed("report", "site0", "--output", "sent.zip") == 0
    said = capsys.readouterr().out
    with zipfile.ZipFile(tmp_path / "sent.zip") as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    everything = b"\n".join(held.values())
    assert set(re.findall(r"(?m)^(\w+\.\w+) ", held["README.txt"].decode())) == set(held)
    assert all(f"  {name} (" in said for name in held)
    for secret in (KEY, "me@home", "other", str(tmp_path), "sqlite:"):
        assert secret.encode() not in everything.replace(b"other sources", b"")
    assert b"before \xe9 <a href='/n?page=2&amp;token=***'>" in held["good.html"]
    assert b"after" in held["failing.html"]
    assert b'item = ".note"' in held["source.toml"]
    assert json.loads(held["state.json"])["state"]["name"] == "site0"


def test_a_report_is_not_written_over_another_file(
    tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as site:
        keep_pages(write_configuration(tmp_path, site), site)
    assert typed("report", "site0") == 0
    (made,) = tmp_path.glob("site0-report-????-??-??.zip")
    before = made.read_bytes()
    assert typed("report", "site0") == 1
    assert "is there already; move it away" in capsys.readouterr().err
    assert made.read_bytes() == before
    assert typed("report", "site0", "--output", "no/such/folder.zip") == 1
    assert "cannot be written: No such file" in capsys.readouterr().err
    assert typed("report", "nobody") == 2


def test_two_reports_of_one_state_are_the_same_bytes(tmp_path: Path) -> None:
    with serving() as site:
        file = write_configuration(tmp_path, site)
    keep_pages(file, site)
    settings = config.load(file)
    source = next(one for one in settings.sources if one.name == "site0")
    with Store(settings.store_url) as store:
        one, other = (pipeline.bundle(store, source, now=NOW) for _ in range(2))
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        toml = archive.read("source.toml").decode()
    again = tmp_path / "again.toml"
    again.write_text(toml)
    (reread,) = config.load(again).sources
    assert (reread.listing, reread.max_articles) == (source.listing, source.max_articles)
