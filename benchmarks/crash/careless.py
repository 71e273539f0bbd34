"""Stores with one sin each, which the harness must detect; otherwise its zeros mean nothing."""

import json
import os
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.crash.books import Book, Subject, TinySubject
from benchmarks.crash.model import Changes, Contents
from briefing.model.kinds import KINDS
from briefing.model.refs import kind_of, slug_of
from briefing.store.files import sync_folder


class CarelessSubject(TinySubject):
    """A store that is not to be trusted.

    Args:
        sin: What it does wrong.
        save: How it writes the file.
        every: After how many changes it writes.
    """

    def __init__(self, sin: str, save: Callable[[Path, bytes], None], every: int = 1) -> None:
        self.name = sin
        self._save = save
        self._every = every

    def open(self, path: Path) -> Book:
        """Open it for changes."""
        return CarelessBook(path, self._save, self._every)


class CarelessBook:
    """Records in memory, written whole with every so many changes."""

    def __init__(self, path: Path, save: Callable[[Path, bytes], None], every: int) -> None:
        self._path = path
        self._save = save
        self._every = every
        self._waiting = 0
        tables = json.loads(path.read_bytes())
        self._contents: Contents = {
            f"{kind}:{slug}": fields
            for kind, table in tables.items()
            for slug, fields in table.items()
        }

    def change(self, changes: Changes) -> None:
        """Make changes; they reach the file when it is time."""
        for ref, fields in changes.items():
            if fields is None:
                del self._contents[ref]
            else:
                self._contents[ref] = fields
        self._waiting += 1
        if self._waiting >= self._every:
            self.fold()

    def fold(self) -> None:
        """Write what is in memory."""
        if not self._waiting:
            return
        tables: dict[str, Contents] = {kind: {} for kind in KINDS}
        for ref, fields in self._contents.items():
            tables[kind_of(ref)][slug_of(ref)] = fields
        self._save(self._path, json.dumps(tables).encode())
        self._waiting = 0

    def contents(self) -> Contents:
        """Every record by its ref."""
        return dict(self._contents)

    def close(self) -> None:
        """Write what is left."""
        self.fold()


def replaced(path: Path, data: bytes, *, is_waiting: bool = True) -> None:
    """Write a file beside the old one, then put it in its place."""
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        if is_waiting:
            file.flush()
            os.fsync(descriptor)
    Path(name).replace(path)
    if is_waiting:
        sync_folder(path.parent)


def rewritten(path: Path, data: bytes) -> None:
    """Write a file over the old one."""
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


class Sin(NamedTuple):
    """A store with one sin, and how it must be detected.

    Attributes:
        subject: The store.
        moment: When it has to be killed.
        leads_to: The figures of which at least one must then be above zero.
    """

    subject: Subject
    moment: str
    leads_to: Sequence[str]


SINS = (
    Sin(CarelessSubject("acknowledges first, writes later", replaced, 4), "append", ["lost"]),
    Sin(CarelessSubject("rewrites its file in place", rewritten), "append", ["lost", "corrupt"]),
    Sin(CarelessSubject("leaves temporary files", replaced), "append", ["stray"]),
    Sin(
        CarelessSubject("does not wait for the disk", partial(replaced, is_waiting=False)),
        "power cut",
        ["lost", "corrupt"],
    ),
)
