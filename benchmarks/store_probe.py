"""Opens a briefing once, in this fresh process, and prints how long it took and what it holds.

    python -m benchmarks.store_probe briefing FOLDER

The folder is one that `benchmarks.contenders.prepare` has filled.
"""

import gc
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from tinydb import TinyDB
from tinydb.storages import JSONStorage

from benchmarks.contenders import FILE, OTHER
from briefing.model.kinds import KINDS
from briefing.store.store import Store

GC_OFF = ", collector off"
"""What the name of a contender ends in that opens without Python's garbage collector."""


class Probe(msgspec.Struct):
    """One opening.

    Attributes:
        seconds: How long it took.
        before: Bytes in memory before it, everything imported.
        after: Bytes in memory after it.
        peak: The most bytes there ever were.
    """

    seconds: float
    before: int
    after: int
    peak: int


def _decode(folder: Path) -> object:
    return msgspec.json.decode((folder / FILE).read_bytes())


def _briefing(folder: Path) -> object:
    return Store.open(folder / FILE)


def _tiny(folder: Path) -> object:
    db = TinyDB(folder / OTHER["json"], storage=JSONStorage)
    return db, db.table("event").get(doc_id=1)


def _sqlite(folder: Path) -> object:
    db = sqlite3.connect(folder / OTHER["sqlite"])
    tables = {}
    for kind in KINDS:
        rows = db.execute(f'SELECT id, doc FROM "{kind}"')  # noqa: S608  # our own kinds
        tables[kind] = {slug: msgspec.json.decode(doc) for slug, doc in rows}
    return tables


OPENINGS: dict[str, Callable[[Path], object]] = {
    "briefing": _briefing,
    f"briefing{GC_OFF}": _briefing,
    "msgspec.json.decode": _decode,
    f"msgspec.json.decode{GC_OFF}": _decode,
    "TinyDB, first read": _tiny,
    "sqlite3, all rows decoded": _sqlite,
}
"""What opens a file, by name."""


def probe(name: str, folder: Path) -> Probe:
    """Open it; the collector is as the name says."""
    opening = OPENINGS[name]
    if name.endswith(GC_OFF):
        gc.disable()
    before = _memory("VmRSS")
    started = time.perf_counter()
    kept = opening(folder)
    seconds = time.perf_counter() - started
    found = Probe(seconds, before, _memory("VmRSS"), _memory("VmHWM"))
    del kept
    return found


def _memory(name: str) -> int:
    """A line of what the system says of this process, in bytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise KeyError(name)


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(probe(sys.argv[1], Path(sys.argv[2]))))
