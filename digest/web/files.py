"""The files of the output folder: which may be served, what is known of them, their bytes.

A 304 must cost no reading: what is known of a file is kept by its place on the disk, time
and size, which together change whenever it is written. Bytes are kept too, packed and not,
up to a bound, so that all who are being answered share them however slowly they take them.
Files are read and packed one at a time, in a thread: a crowd that asks for one new file has
it read once, and meanwhile others are answered.
"""

import asyncio
import gzip
import hashlib
import os
import stat
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from digest.web.choosing import Facts
from digest.web.headers import PICTURES, content_type, style_hash, suffix_of

MOST_BYTES = 64 * 1024 * 1024
"""Kept, of all files together."""
MOST_STATES = 50_000
"""States of files of which facts are kept; a thousand sources have some five thousand files."""


@dataclass(frozen=True, slots=True)
class State:
    """One state of one file; another when the file was written again."""

    name: str
    device: int
    inode: int
    modified_ns: int
    size: int


class Files:
    """What the folder holds, as it is asked for."""

    def __init__(self, folder: Path, *, most_bytes: int = MOST_BYTES) -> None:
        """Serve out of `folder`, which need not exist yet."""
        self._folder = folder
        self._most = most_bytes
        self._facts: OrderedDict[State, Facts] = OrderedDict()
        self._bytes: OrderedDict[tuple[State, bool], bytes] = OrderedDict()
        self._held = 0
        self._reading = asyncio.Lock()

    async def look(self, name: str) -> tuple[State, Facts] | None:
        """Return a file's state and what is known of it; None where there is none to serve."""
        state = self._state(name)
        if state is None:
            return None
        facts = self._facts.get(state)
        if facts:
            return state, facts
        async with self._reading:
            facts = self._facts.get(state)  # whoever was here before may have read it
            return (state, facts) if facts else await self._read(name)

    async def content(self, state: State, *, packed: bool) -> bytes | None:
        """Return the bytes of a state, packed or not; None where it is another by now."""
        known = self._kept(state, packed=packed)
        if known is not None:
            return known
        async with self._reading:
            known = self._kept(state, packed=packed)
            if known is not None:
                return known
            plain = self._kept(state, packed=False)
            if plain is None:
                read = await asyncio.to_thread(self._load, state.name)
                if read is None or read[0] != state:
                    return None
                plain = read[1]
            made = await asyncio.to_thread(pack, plain) if packed else plain
            self._keep(state, made, packed=packed)
            return made

    def _state(self, name: str) -> State | None:
        """Return the present state of a file that may be served."""
        if not is_served(name):
            return None
        try:
            found = (self._folder / name).stat()
        except (OSError, ValueError):  # ValueError: no name that a system can take
            return None
        return _state_of(name, found) if stat.S_ISREG(found.st_mode) else None

    async def _read(self, name: str) -> tuple[State, Facts] | None:
        read = await asyncio.to_thread(self._load, name)
        if read is None:
            return None
        state, content = read
        facts = await asyncio.to_thread(facts_of, state, content)
        self._facts[state] = facts
        if len(self._facts) > MOST_STATES:
            self._facts.popitem(last=False)
        self._keep(state, content, packed=False)
        return state, facts

    def _load(self, name: str) -> tuple[State, bytes] | None:
        """Return the state and the bytes of a file, both of the same opened file."""
        try:
            folder = self._folder.resolve(strict=True)
            place = (folder / name).resolve(strict=True)
            if not place.is_relative_to(folder) or not is_served(str(place.relative_to(folder))):
                return None  # a link that leads to what is not served
            with place.open("rb") as file:
                return _state_of(name, os.fstat(file.fileno())), file.read()
        except (OSError, ValueError, RuntimeError):  # RuntimeError: links in a circle
            return None

    def _kept(self, state: State, *, packed: bool) -> bytes | None:
        known = self._bytes.get((state, packed))
        if known is not None:
            self._bytes.move_to_end((state, packed))
        return known

    def _keep(self, state: State, content: bytes, *, packed: bool) -> None:
        self._held += len(content) - len(self._bytes.pop((state, packed), b""))
        self._bytes[state, packed] = content
        while self._held > self._most:
            _, dropped = self._bytes.popitem(last=False)
            self._held -= len(dropped)


def is_served(name: str) -> bool:
    """Whether a name, relative to the folder, is of a file that may be served.

    Its kind is known, it leads nowhere else, and no part of it is hidden, as temporary
    files are.
    """
    parts = name.split("/")
    return (
        bool(content_type(name))
        and not any(part == "" or part.startswith(".") for part in parts)
        and name.isprintable()
        and "\\" not in name
    )


def facts_of(state: State, content: bytes) -> Facts:
    """Return what is to be known of a file with these bytes."""
    suffix = suffix_of(state.name)
    return Facts(
        fingerprint=hashlib.sha256(content).hexdigest()[:32],
        modified=max(0, state.modified_ns // 10**9),
        packable=suffix not in PICTURES,
        style_hash=style_hash(content) if suffix == ".html" else "",
    )


def pack(content: bytes) -> bytes:
    """Return bytes packed by gzip; the same for the same."""
    return gzip.compress(content, compresslevel=6, mtime=0)


def _state_of(name: str, found: os.stat_result) -> State:
    return State(name, found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size)
