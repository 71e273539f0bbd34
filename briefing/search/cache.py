"""Tables kept in the user's cache, so that a large briefing is ready to be searched at once.

A file is named after a hash of all names and refs and of the rules themselves, so it can never be
out of date; it carries a checksum, so it can never be half written. Any file may be deleted at any
time: what is missing is worked out anew.
"""

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from briefing.search.hits import Entry
from briefing.search.tables import Tables, tables_of
from briefing.store.files import read_plain, write_private

LEAST_ENTRIES: Final = 10_000
"""Fewer entries are prepared in less time than it is worth to keep them."""

_MOST_FILES: Final = 4
_SUFFIX: Final = ".tables"
_DIGEST: Final = 20
_BATCH: Final = 1000


def user_folder() -> Path:
    """Where a user's tables are kept."""
    from platformdirs import user_cache_path

    return user_cache_path("briefing", appauthor=False)


def folder_for(briefing: str | Path) -> Path | None:
    """Where the tables of a briefing are kept; None where a file beside it says nowhere.

    Args:
        briefing: Its db.json; empty for one in memory.
    """
    if not briefing:
        return None
    real = Path(os.path.realpath(briefing))
    return None if real.with_suffix(MARKER).exists() else user_folder()


MARKER: Final = ".no-cache"
"""What the name of an empty file beside a db.json ends in that leaves no trace of its names."""


def clear(folder: Path) -> int:
    """Delete the tables of all briefings; returns how many files that were.

    Raises:
        OSError: They cannot be deleted.
    """
    files = [path for path in folder.glob("*") if _SUFFIX in path.suffixes]
    for path in files:
        path.unlink()
    return len(files)


class TableCache:
    """Keeps tables in a folder.

    Args:
        folder: Where; made when it is needed. What cannot be read or written there is no error.
        least: How many entries are worth keeping.
    """

    def __init__(self, folder: Path, least: int = LEAST_ENTRIES) -> None:
        self._folder = folder
        self._least = least

    def tables(self, entries: Sequence[Entry]) -> Tables:
        """Return the tables of some entries: those kept, or new ones, which are kept then."""
        key = _key(entries) if len(entries) >= self._least else ""
        if not key:
            return tables_of(entries)
        path = self._folder / (key + _SUFFIX)
        tables = _read(path)
        if tables is None:
            tables = tables_of(entries)
            with contextlib.suppress(OSError):
                self._write(path, tables)
        return tables

    def _write(self, path: Path, tables: Tables) -> None:
        data = msgspec.msgpack.encode(tables, enc_hook=_plain)
        write_private(path, _checksum(data) + data)
        self._prune()

    def _prune(self) -> None:
        """Keep the files used last."""
        files = sorted(self._folder.glob("*" + _SUFFIX), key=lambda path: -path.stat().st_mtime)
        for path in files[_MOST_FILES:]:
            path.unlink(missing_ok=True)


def _read(path: Path) -> Tables | None:
    """Return the tables of a file; None where there are none that can be trusted."""
    try:
        raw = memoryview(read_plain(path))
        if bytes(raw[:_DIGEST]) != _checksum(raw[_DIGEST:]):
            return None
        tables = msgspec.msgpack.decode(raw[_DIGEST:], type=Tables, dec_hook=_array)
        os.utime(path)
    except (OSError, ValueError, TypeError):
        return None
    return tables


def _key(entries: Sequence[Entry]) -> str:
    """Return what the tables depend on: refs, names, and the rules of this package.

    Names with half a surrogate pair have none: no file can hold them.
    """
    found = blake2b(sys.byteorder.encode(), digest_size=_DIGEST)
    for rule in _rules():
        found.update(rule)
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        try:
            found.update(msgspec.msgpack.encode([_known(entry) for entry in batch]))
        except UnicodeEncodeError:
            return ""
    return found.hexdigest()


def _known(entry: Entry) -> tuple[str, tuple[str, ...], bool]:
    return entry.ref, entry.names, entry.is_named


def _rules() -> Iterator[bytes]:
    for path in sorted(Path(__file__).parent.glob("*.py")):
        yield path.read_bytes()
    yield version("anyascii").encode()


def _checksum(data: bytes | memoryview) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()


def _plain(value: Any) -> tuple[str, bytes]:
    return value.dtype.str, value.tobytes()


def _array(_type: Any, value: Any) -> Any:
    dtype, data = value
    return np.frombuffer(data, np.dtype(dtype))
