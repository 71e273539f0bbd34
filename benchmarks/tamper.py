"""Whether a line of a history can be changed unseen, and how long it takes to prove that none was.

    python -m benchmarks.tamper [--changes 100000] [--mutations 1000] [--seed 1]

Lines of a history are removed, moved, doubled, edited with a new checksum, and cut off its end;
`verify` must detect each with the head noted before. Then a long history is verified, and compared
with a reader that only decodes and hashes its lines. The status is 1 if a mutation went unseen.
"""

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from zlib import crc32

import msgspec

from benchmarks.figures import machine, print_machine, print_table
from benchmarks.generate import snapshot
from briefing.store.backends.jsonfile.log import Log
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.verify import verify
from briefing.store.changes import Change, Transaction
from briefing.store.store import Store

RUNS = 5

Tamper = Callable[[list[bytes], int, Random], None]
"""Does something to the line at a place, or from there on; lines have their ends."""


def delete(every: list[bytes], at: int, _random: Random) -> None:
    """Take a line out."""
    del every[at]


def swap(every: list[bytes], at: int, random: Random) -> None:
    """Change two lines about."""
    other = random.choice([n for n in range(len(every)) if n != at])
    every[at], every[other] = every[other], every[at]


def double(every: list[bytes], at: int, random: Random) -> None:
    """Put a line in a second time."""
    every.insert(random.randint(at + 1, len(every)), every[at])


def edit(every: list[bytes], at: int, random: Random) -> None:
    """Change what a line says, with a new checksum."""
    raw = json.loads(every[at])
    name = random.choice([name for name in raw if name not in ("crc", "prev")])
    value = raw[name]
    if isinstance(value, int):
        raw[name] = value + random.choice((-1, 1, 7))
    elif isinstance(value, list):
        raw[name] = value[1:]
    elif name == "at":
        raw[name] = value[:3] + ("7" if value[3] != "7" else "8") + value[4:]
    else:
        raw[name] = f"{value[:-1]}{'a' if value[-1:] != 'a' else 'b'}"
    body = json.dumps(raw, separators=(",", ":"), ensure_ascii=False).rpartition(',"crc":')[0]
    every[at] = b'%s,"crc":"%08x"}\n' % (body.encode(), crc32(body.encode()))


def cut(every: list[bytes], at: int, _random: Random) -> None:
    """Cut the end off."""
    del every[at:]


KEPT_LENGTH: Sequence[Tamper] = (swap, double, edit)
"""What leaves no line out: it shows without a noted head too."""

TAMPERING: Sequence[Tamper] = (delete, *KEPT_LENGTH, cut)


def write(path: Path, changes: int, records: int = 1_000) -> None:
    """Make a briefing with a long history.

    Args:
        path: Its db.json, which is not there yet.
        changes: How many changes its history has.
        records: How many records it has.
    """
    store = Store.create(path, "Long", by="analyst")
    made = snapshot(records)
    with store.transaction("all") as draft:
        for kind, table in made.tables.items():
            for slug, record in table.items():
                draft.put(f"{kind}:{slug}", record)
    store.close()
    now = dict(Store.open(path).records())
    refs = [ref for ref in now if not ref.startswith("link:")]
    random = Random(1)
    transactions = []
    for rev in range(2, changes + 1):
        ref = random.choice(refs)
        before = now[ref]
        now[ref] = msgspec.structs.replace(before, summary=f"As of change {rev}.")
        change = Change(ref, before, now[ref])
        transactions.append(Transaction(rev, datetime.now(UTC), "analyst", "", (change,)))
    history = Log(Paths(path).history_path, path)
    history.news()
    history.append(*transactions)
    Store.open(path).close()


def unseen(folder: Path, count: int, seed: int) -> tuple[int, int]:
    """Tamper with the lines of a history again and again.

    Args:
        folder: An empty one.
        count: How many times.
        seed: The same tampers in the same way.

    Returns:
        How many of them `verify` detected with a noted head, and how many without one.
    """
    path = folder / "db.json"
    write(path, 60, 200)
    home, random = Paths(path), Random(seed)
    data = home.history_path.read_bytes()
    head = verify(home).head
    with_head = without = 0
    for number in range(count):
        every = data.splitlines(keepends=True)
        TAMPERING[number % len(TAMPERING)](every, random.randrange(len(every)), random)
        home.history_path.write_bytes(b"".join(every))
        with_head += bool(verify(home, head).faults)
        without += bool(verify(home).faults)
    return with_head, without


def seconds(run: Callable[[], object]) -> float:
    """How long something takes."""
    start = perf_counter()
    run()
    return perf_counter() - start


def _only_read(path: Path) -> None:
    """Decode each line, and hash it."""
    with path.open("rb") as file:
        for line in file:
            msgspec.json.decode(line)
            hashlib.sha256(line).digest()


def main(arguments: Sequence[str] | None = None) -> int:
    """Tamper, then time; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--changes", type=int, default=100_000, help="of the long history")
    parser.add_argument("--mutations", type=int, default=1_000, help="how often to tamper")
    parser.add_argument("--seed", type=int, default=1, help="the same seed tampers the same way")
    options = parser.parse_args(arguments)
    print_machine(machine())
    with tempfile.TemporaryDirectory() as folder:
        seen, without = unseen(Path(folder), options.mutations, options.seed)
    print(f"{seen:,} of {options.mutations:,} detected with a noted head, {without:,} without one")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "db.json")
        write(path, options.changes)
        home = Paths(path)
        times = [
            (seconds(lambda: verify(home)), seconds(lambda: _only_read(home.history_path)))
            for _ in range(RUNS)
        ]
        size = home.history_path.stat().st_size
    ours, theirs = (median(each) for each in zip(*times, strict=True))
    print_table(
        ("changes", "MB", "verify s", "decode and hash s", "ratio"),
        [
            (
                f"{options.changes:,}",
                f"{size / 1e6:.0f}",
                f"{ours:.2f}",
                f"{theirs:.2f}",
                f"{ours / theirs:.1f}",
            )
        ],
    )
    return int(seen < options.mutations)


if __name__ == "__main__":
    sys.exit(main())
