"""Readers that keep what they read: each is asked to look at a feed, again and again.

`look` reads the feed at an address once more, `items` gives the title and link of every
item that the reader has brought to its user so far. All of them write into one folder.
"""

import email
import email.policy
import json
import os
import sqlite3
import subprocess
from configparser import ConfigParser
from dataclasses import dataclass
from mailbox import Maildir
from pathlib import Path

import reader as lemon24

from readers.parsers import Shown


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader with a folder of its own as its home."""

    folder: Path
    url: str

    def _typed(self, *words: str | Path) -> str:
        home = {"HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config")}
        done = subprocess.run(
            words,
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", **home},
        )
        return done.stdout


class Newsboat(Reader):
    def look(self) -> None:
        urls = self.folder / "urls"
        urls.write_text(f"{self.url}\n")
        cache = self.folder / "cache"
        self._typed("newsboat", "-r", "-u", urls, "-c", cache, "-C", "/dev/null", "-x", "reload")

    def items(self) -> Shown:
        with sqlite3.connect(self.folder / "cache") as cache:
            return cache.execute("SELECT title, url FROM rss_item ORDER BY id").fetchall()


class Sfeed(Reader):
    def look(self) -> None:
        settings = self.folder / "sfeedrc"
        settings.write_text(
            f'sfeedpath="{self.folder}/feeds"\nfeeds() {{\n  feed "one" "{self.url}"\n}}\n'
        )
        self._typed("sfeed_update", settings)

    def items(self) -> Shown:
        lines = (self.folder / "feeds" / "one").read_text(encoding="utf-8").splitlines()
        return [(fields[1], fields[2]) for fields in (line.split("\t") for line in lines)]


class Rss2email(Reader):
    def look(self) -> None:
        settings, kept = self.folder / "r2e.cfg", self.folder / "r2e.json"
        command = ("r2e", "-c", settings, "-d", kept)
        if not settings.exists():
            self._typed(*command, "new", "me@example.org")
            self._deliver_to(settings, "mail")
            for part in ("cur", "new", "tmp"):
                (self.folder / "mail" / part).mkdir(parents=True)
            self._typed(*command, "add", "one", self.url)
        self._typed(*command, "run")

    def _deliver_to(self, settings: Path, box: str) -> None:
        """Let mails go into a folder; its own settings stay as they are otherwise."""
        parsed = ConfigParser(interpolation=None)
        parsed.read(settings)
        parsed["DEFAULT"].update(
            {
                "email-protocol": "maildir",
                "maildir-path": str(self.folder),
                "maildir-mailbox": box,
            }
        )
        with settings.open("w") as file:
            parsed.write(file)

    def items(self) -> Shown:
        return [
            (message["Subject"], _address_in(message.get_content()))
            for message in _messages(self.folder / "mail")
        ]


def _messages(folder: Path) -> list[email.message.EmailMessage]:
    box = Maildir(folder, create=False)
    policy = email.policy.default
    return [email.message_from_bytes(box.get_bytes(key), policy=policy) for key in box.iterkeys()]


def _address_in(text: str) -> str:
    """Return what stands after the last "URL:" of a mail."""
    return text.rpartition("URL:")[2].strip().split("\n")[0]


class Feed2exec(Reader):
    def look(self) -> None:
        command = (
            "feed2exec",
            "--config",
            self.folder / "f.ini",
            "--database",
            self.folder / "f.db",
        )
        if not (self.folder / "f.ini").exists():
            self._typed(*command, "add", "one", self.url, "--output", "json")
        with (self.folder / "brought").open("a", encoding="utf-8") as brought:
            brought.write(self._typed(*command, "fetch"))

    def items(self) -> Shown:
        lines = (self.folder / "brought").read_text(encoding="utf-8").splitlines()
        return [(one["title"], one.get("link") or "") for one in map(json.loads, lines)]


class Lemon24(Reader):
    """lemon24's `reader`, from PyPI, in this process."""

    def look(self) -> None:
        with lemon24.make_reader(str(self.folder / "reader.db"), feed_root=None) as library:
            library.add_feed(self.url, exist_ok=True)
            library.update_feeds(scheduled=False)

    def items(self) -> Shown:
        with lemon24.make_reader(str(self.folder / "reader.db"), feed_root=None) as library:
            return [(entry.title, entry.link or "") for entry in library.get_entries()]
