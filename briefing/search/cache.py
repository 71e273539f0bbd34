"""A cache of search tables on disk, so that a large briefing can be searched at once.

The file name is a hash of all names and refs and of the source of this package, so a file is never
out of date; a checksum detects incomplete files. Any file may be deleted at any time: missing
tables are rebuilt.
"""

import contextlib
import os
import sys
from collections.abc import Sequence
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from briefing.search.entries import SearchEntry
from briefing.search.tables import Tables, tables_of
from briefing.store.files import read_plain, write_private

LEAST_ENTRIES: Final = 10_000
"""Fewer entries are faster to index than to read from the cache."""

MARKER: Final = ".no-cache"
"""Suffix of an empty file beside db.json that keeps its names out of the cache."""

_MOST_FILES: Final = 4
_SUFFIX: Final = ".tables"
_DIGEST: Final = 20
_BATCH: Final = 1000


def cache_folder() -> Path:
    """Return the cache folder of the user."""
    from platformdirs import user_cache_path

    return user_cache_path("briefing", appauthor=False)


def folder_for(briefing: str | Path) -> Path | None:
    """Return where to keep the tables of a briefing; None if a marker file beside it forbids it.

    Args:
        briefing: Its db.json; empty for one in memory.
    """
    if not briefing:
        return None
    real = Path(os.path.realpath(briefing))
    return None if real.with_suffix(MARKER).exists() else cache_folder()


def clear(folder: Path) -> int:
    """Delete the tables of all briefings, and return the number of files.

    Raises:
        OSError: A file cannot be deleted.
    """
    files = [path for path in folder.glob("*") if _SUFFIX in path.suffixes]
    for path in files:
        path.unlink()
    return len(files)


class TableCache:
    """Keeps search tables in a folder; files that cannot be read or written are no error.

    Args:
        folder: Created when needed.
        least: The number of entries from which tables are kept.
    """

    def __init__(self, folder: Path, least: int = LEAST_ENTRIES) -> None:
        self._folder = folder
        self._least = least

    def tables(self, entries: Sequence[SearchEntry]) -> Tables:
        """Return the tables of some entries, from the cache or built and then cached."""
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
        # Only the files used last are kept.
        files = sorted(self._folder.glob("*" + _SUFFIX), key=lambda path: -path.stat().st_mtime)
        for path in files[_MOST_FILES:]:
            path.unlink(missing_ok=True)


def _read(path: Path) -> Tables | None:
    """Return the tables in a file; None if it is missing or damaged."""
    try:
        raw = memoryview(read_plain(path))
        if bytes(raw[:_DIGEST]) != _checksum(raw[_DIGEST:]):
            return None
        tables = msgspec.msgpack.decode(raw[_DIGEST:], type=Tables, dec_hook=_array)
        os.utime(path)
    except (OSError, ValueError, TypeError):
        return None
    return tables


def _key(entries: Sequence[SearchEntry]) -> str:
    """Return a hash of all that the tables depend on: refs, names, and the source of this package.

    Returns "" if a name has half a surrogate pair, which no file can hold.
    """
    found = blake2b(sys.byteorder.encode(), digest_size=_DIGEST)
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        found.update(path.read_bytes())
    found.update(version("anyascii").encode())
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        try:
            known = [(entry.ref, entry.names, entry.is_named) for entry in batch]
            found.update(msgspec.msgpack.encode(known))
        except UnicodeEncodeError:
            return ""
    return found.hexdigest()


def _checksum(data: bytes | memoryview) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()


def _plain(value: Any) -> tuple[str, bytes]:
    return value.dtype.str, value.tobytes()


def _array(_type: Any, value: Any) -> Any:
    dtype, data = value
    return np.frombuffer(data, np.dtype(dtype))
