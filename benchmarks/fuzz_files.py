"""Whether anything that may have happened to a file brings the program down, or makes it lie.

    python -m benchmarks.fuzz_files [--inputs 100000] [--seed 1]

db.json, its history, the settings and the lines of `apply` are damaged at random: bytes flipped,
lost, doubled and put in; lines moved; values exchanged for others of any sort, named twice, nested
deep or made endless. Each must be refused with the files untouched, or read rightly: db.json as
any reader of JSON reads it, the history as what it led to before, or to a change before that.
"""

import argparse
import gc
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from typing import Any

import msgspec

from benchmarks.figures import machine, print_machine
from benchmarks.fuzz import BOOK, ORDERS, Outcome, give, report
from briefing.config import VARIABLE, ConfigFault, read_config
from briefing.model.dates import is_date
from briefing.model.fields import Shape, fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.validation import build, plain
from briefing.scripting import apply_lines
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.verify import verify
from briefing.store.errors import StoreError
from briefing.store.store import Store

LIMIT = 2.0
"""Seconds of the processor that one file may take."""

MEMORY_MB = 200
"""Megabytes that the program may grow by while it reads them all."""

_SETTINGS = b'# mine\nby = "A. Analyst"\ndate_order = "day"\ncache = "off"\n'

Reader = Callable[[bytes], bool]

_ODD: Sequence[Any] = (
    *(None, True, -1, 0.5, 10**30),
    *("", "x", "2013-02-30", "\ud800", "\u202e", "9" * 5000),
    *([], {}, [[]], {"a": {}}),
)


class Wrong(AssertionError):
    """A file was read as something else than it says, or changed."""


class Files:
    """A briefing in a folder, one file of which is damaged again and again.

    Args:
        folder: Where.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "db.json"
        self.log = folder / "db.history.jsonl"
        self.states: list[Mapping[str, Record]] = []
        store = Store.create(self.path, "Damaged", by="analyst")
        with store.transaction("all") as change:
            for ref, raw in BOOK.items():
                change.put(ref, build(ref.partition(":")[0], raw))
        store.checkpoint()
        self.states.append(dict(store.records()))
        for ref in ("group:mnla", "leader:talon", "event:raid"):
            store.put(ref, build(ref.partition(":")[0], {**BOOK[ref], "summary": f"Of {ref}."}))
            self.states.append(dict(store.records()))
        # Left as a crash leaves it: what waits is in the history alone.
        self.data, self.lines = self.path.read_bytes(), self.log.read_bytes()

    def read_main(self, data: bytes) -> bool:
        """Open with a damaged db.json."""
        return self._read(data, self.lines, lambda found: self._is_said(data, found))

    def read_history(self, lines: bytes) -> bool:
        """Open with a damaged history."""
        return self._read(self.data, lines, lambda found: found in self.states)

    def _read(
        self, data: bytes, lines: bytes, is_right: Callable[[Mapping[str, Record]], bool]
    ) -> bool:
        self.path.write_bytes(data)
        self.log.write_bytes(lines)
        try:
            found = dict(Store.read(self.path, "it is only looked at").records())
        except StoreError:
            found = None
        with_faults = _judged(Paths(self.path))
        if (self.path.read_bytes(), self.log.read_bytes()) != (data, lines):
            raise Wrong("a file was changed")
        if found is not None and not is_right(found):
            raise Wrong("it was read as something that it does not say")
        if found is None and with_faults is False:
            raise Wrong("it was proved though it cannot be opened")
        return found is not None

    def _is_said(self, data: bytes, found: Mapping[str, Record]) -> bool:
        """Whether what was read is what db.json says, together with what waits in the history."""
        raw = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
        said = {
            f"{kind}:{slug}": _record(kind, fields)
            for kind in KINDS
            for slug, fields in raw.get(kind, {}).items()
        }
        if any(_has_impossible_date(record) for record in said.values()):
            raise Wrong("it has a date that there cannot be")
        changed = {ref for ref in found if self.states[-1].get(ref) != self.states[0].get(ref)}
        return all(found.get(ref) == said[ref] for ref in said.keys() - changed) and all(
            ref in said or ref in self.states[-1] for ref in found
        )


def _record(kind: str, fields: Any) -> Record:
    try:
        record: Record = msgspec.convert(fields, KINDS[kind].cls)
    except msgspec.ValidationError:
        # What says nothing, such as null, is left out.
        record = build(kind, fields)
    return record


def _has_impossible_date(record: Record) -> bool:
    fields = fields_of(type(record))
    dates = (getattr(record, each.attribute) for each in fields if each.shape is Shape.DATE)
    return any(date and not is_date(date) for date in dates)


def _judged(home: Paths) -> bool | None:
    """Whether `verify` finds faults; None where it cannot read the files at all."""
    try:
        return bool(verify(home).faults)
    except StoreError:
        return None


def _read_settings(path: Path) -> Reader:
    def read(data: bytes) -> bool:
        path.write_bytes(data)
        try:
            read_config({VARIABLE: str(path)})
        except ConfigFault:
            return False
        return True

    return read


def _read_orders(data: bytes) -> bool:
    store = Store.in_memory()
    with store.transaction() as change:
        for ref, raw in BOOK.items():
            change.put(ref, build(ref.partition(":")[0], raw))
    answers = list(apply_lines(store, data.split(b"\n")))
    for ref, record in store.records():
        # What is taken can be kept, and read again as it was.
        if build(ref.partition(":")[0], msgspec.json.decode(msgspec.json.encode(record))) != record:
            raise Wrong(f"{ref} cannot be kept: {plain(record)}")
    return all(answer["ok"] for answer in answers)


# Damage -------------------------------------------------------------------------------------------


def damaged(random: Random, data: bytes) -> Iterator[bytes]:
    """A file as it may be after something happened to it, without end."""
    while True:
        made = data
        for _ in range(random.choice((1, 1, 1, 2, 5))):
            made = random.choice(_DAMAGE)(random, made)
        yield made


def _flip(random: Random, data: bytes) -> bytes:
    changed = bytearray(data or b" ")
    changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _lose(random: Random, data: bytes) -> bytes:
    start = random.randint(0, len(data))
    return data[:start] + data[start + random.choice((1, 2, 10, 100, 4096)) :]


def _double(random: Random, data: bytes) -> bytes:
    start = random.randint(0, len(data))
    part = data[start : start + random.choice((1, 10, 100, 1000))]
    return data[:start] + part * random.choice((2, 2, 50)) + data[start + len(part) :]


def _put_in(random: Random, data: bytes) -> bytes:
    start = random.randint(0, len(data))
    return data[:start] + random.choice(_STRANGE) + data[start:]


_STRANGE = (
    *(b"\0" * 512, b"\xff", b"\xef\xbb\xbf"),
    *(b"[" * 3000, b'{"a":' * 3000, b"9" * 400),
)


def _cut(random: Random, data: bytes) -> bytes:
    return data[: random.randint(0, len(data))]


def _move_lines(random: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    one, other = (random.randrange(len(lines)) for _ in range(2))
    way = random.randrange(3)
    if way == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif way == 1:
        lines.insert(other, lines[one])
    else:
        del lines[one]
    return random.choice((b"\n", b"\n", b"\r\n")).join(lines)


def _change_value(random: Random, data: bytes) -> bytes:
    """Exchange a value of the file, or of one of its lines, for any other; or name it twice."""
    lines = [data] if data[:1] == b"{" and b"\n  " in data else data.split(b"\n")
    at = random.randrange(len(lines))
    try:
        raw = json.loads(lines[at])
    except (ValueError, RecursionError):
        return data
    places = list(_places(raw))
    if not places:
        return data
    holder, key = random.choice(places)
    odd = random.choice(_ODD)
    if random.random() < 0.2:
        del holder[key]
    elif random.random() < 0.2 and isinstance(holder, dict):
        holder[random.choice(("rev", "name", "date", "a", "meta", "group", "__proto__"))] = odd
    else:
        holder[key] = odd
    lines[at] = json.dumps(raw, indent=2 if len(lines) == 1 else None).encode()
    if random.random() < 0.1:
        lines[at] = lines[at].replace(b'"name":', b'"name": "Twice", "name":', 1)
    return b"\n".join(lines)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a value, as what holds it and the key there."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


_DAMAGE = (_flip, _lose, _double, _put_in, _cut, _move_lines, _change_value, _change_value)


def run(folder: Path, count: int, seed: int) -> list[Outcome]:
    """Damage each file again and again.

    Args:
        folder: An empty one.
        count: How many times in all.
        seed: The same makes the same damage.
    """
    files = Files(folder)
    readers: Mapping[str, tuple[Reader, bytes]] = {
        "db.json": (files.read_main, files.data),
        "history": (files.read_history, files.lines),
        "settings": (_read_settings(folder / "config.toml"), _SETTINGS),
        "apply": (_read_orders, "\n".join(ORDERS).encode()),
    }
    found = []
    for name, (read, data) in readers.items():
        outcome = Outcome(name, limit=LIMIT)
        random = Random(f"{seed} {name}")
        give(outcome, read, islice(damaged(random, data), count // len(readers)), 1)
        found.append(outcome)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Damage all files, print what came of it; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=100_000, help="how many in all")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same inputs")
    options = parser.parse_args(arguments)
    print_machine(machine())
    gc.freeze()
    before = getrusage(RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), options.inputs, options.seed)
    status = report(found)
    grown = (getrusage(RUSAGE_SELF).ru_maxrss - before) // 1024
    print(f"the program grew by {grown} MB")
    return status or int(grown > MEMORY_MB)


if __name__ == "__main__":
    sys.exit(main())
