"""How quickly and how surely a name is found, beside what else could find it.

    python -m benchmarks.search
    python -m benchmarks.search --sizes 10000 100000 1000000 --pool FILE --variants FILE
    python -m benchmarks.search --pool FILE --variants FILE --negatives FILE --recall

Every contender gets the same keys in turn in the same run. What takes long gets fewer of them.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import msgspec

from benchmarks.figures import machine, print_machine, print_table
from benchmarks.search_memory import Built
from benchmarks.search_names import (
    Pair,
    keystrokes,
    names,
    read_negatives,
    read_pool,
    read_variants,
    typed,
)
from benchmarks.search_peers import Ours, Peer, peers
from benchmarks.search_recall import (
    THRESHOLDS,
    Recall,
    Told,
    all_names,
    known_distinct,
    recalls,
    screening,
    taken,
)
from briefing.search.entries import SearchEntry

LENGTHS = ((1, 1), (2, 2), (3, 3), (4, 7), (8, 12), (13, 24))
_PATIENCE = 20.0
"""Seconds each contender may take at each size; ours types all its keys."""


class Latency(msgspec.Struct):
    """From a key to the names, in milliseconds, of the keys after which so many letters stand.

    Attributes:
        who: What was asked.
        letters: From and to how many letters; 0 for any number.
        keys: How many times it was asked.
        ours: How long ours took for the same keys.
    """

    who: str
    names: int
    letters: tuple[int, int]
    keys: int
    median: float
    p95: float
    ours: float


class Edited(msgspec.Struct):
    """From a record that was put to the answer to the next key, in milliseconds."""

    names: int
    median: float
    p95: float


Row = tuple[str, ...]


def latencies(among: Sequence[str], queries: Sequence[str]) -> tuple[list[Latency], Edited]:
    """Type the queries into each contender."""
    keys = list(keystrokes(queries))
    found: list[Latency] = []
    with ExitStack() as stack:
        contenders = peers(among, stack)
        times = {who: _times(peer, keys, who) for who, peer in contenders.items()}
        ours = contenders["briefing"]
        edited = _edited(ours, len(among)) if isinstance(ours, Ours) else Edited(0, 0, 0)
    best = times["briefing"]
    for who, spent in times.items():
        for low, high in ((0, 0), *(LENGTHS if who == "briefing" else ())):
            chosen = [at for at in spent if not low or low <= len(keys[at]) <= high]
            if chosen:
                found.append(
                    Latency(
                        who,
                        len(among),
                        (low, high),
                        len(chosen),
                        _milliseconds([spent[at] for at in chosen]),
                        _slow([spent[at] for at in chosen]),
                        _milliseconds([best[at] for at in chosen]),
                    )
                )
    return found, edited


def _times(peer: Peer, keys: Sequence[str], who: str) -> dict[int, float]:
    """Seconds by the number of the key: of all keys, or of as many as there is time for."""
    peer.find(keys[-1])
    began = perf_counter()
    peer.find(keys[-1])
    once = perf_counter() - began
    step = 1 if who == "briefing" else max(1, round(len(keys) * once / _PATIENCE))
    spent: dict[int, float] = {}
    for at in range(0, len(keys), step):
        began = perf_counter()
        peer.find(keys[at])
        spent[at] = perf_counter() - began
    return spent


def _edited(ours: Ours, size: int) -> Edited:
    """Put records one by one, and search for each at once."""
    spent: list[float] = []
    for number in range(30):
        name = f"Edited Recordholder {number}"
        began = perf_counter()
        ours.index.put(SearchEntry(f"leader:{number}", "leader", (name,)))
        found = ours.find(name)
        spent.append(perf_counter() - began)
        if found[0] != name:
            raise AssertionError(f"{name} was put and is not found")
    return Edited(size, _milliseconds(spent), _slow(spent))


def built(size: int, pool: Path | None) -> Built:
    """Build in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.search_memory", str(size)]
    done = subprocess.run(
        [*command, *(["--pool", str(pool)] if pool else [])], capture_output=True, check=True
    )
    return msgspec.json.decode(done.stdout, type=Built)


def _milliseconds(seconds: Sequence[float]) -> float:
    return round(median(seconds) * 1000, 2)


def _slow(seconds: Sequence[float]) -> float:
    return round(sorted(seconds)[int(0.95 * len(seconds))] * 1000, 2)


def _report_speed(found: Sequence[Latency], edited: Edited, made: Built) -> None:
    size = found[0].names
    print(f"\n{size:,} names: index built in {made.seconds} s; {made.held} bytes a name held, ")
    print(f"the process grew by {made.resident} bytes a name; a record put and found by the ")
    print(f"next key: {edited.median} ms, 95 of 100 within {edited.p95} ms")
    head = ("from a key to the names", "keys", "median ms", "95 of 100 within ms", "x ours")
    rows = [
        (
            _called(one),
            str(one.keys),
            f"{one.median:.2f}",
            f"{one.p95:.2f}",
            f"{one.median / one.ours:.1f}",
        )
        for one in found
    ]
    print_table(head, rows)


def _called(one: Latency) -> str:
    low, high = one.letters
    if not low:
        return one.who
    letters = f"letter {low}" if low == high else f"letters {low} to {high}"
    return f"{one.who}, {letters}"


def _report_recall(found: Sequence[Recall]) -> None:
    head = ("found among the first", "queries", "1", "10")
    rows = [
        (
            f"{one.who}: {one.kind} {one.group}",
            str(one.queries),
            f"{one.first:.3f}",
            f"{one.ten:.3f}",
        )
        for one in found
    ]
    print_table(head, rows)


def _report_told(found: Sequence[Told]) -> None:
    head = ("taken for the same at", "pairs", *(f"{at:.0f}" for at in THRESHOLDS), "look-alike")
    rows: list[Row] = [
        (
            f"{one.kind} {one.group}",
            str(one.pairs),
            *(f"{one.at[at]:.2f}" for at in THRESHOLDS),
            f"{one.lookalike:.2f}",
        )
        for one in found
    ]
    print_table(head, rows)


def _report_absent(shares: dict[float, float]) -> None:
    head = ("absent names taken for one at", *(f"{at:.0f}" for at in shares))
    print_table(head, [("share", *(f"{share:.3f}" for share in shares.values()))])


def _recalled(
    variants: Sequence[Pair], pool: Sequence[str], sample: int | None, peer_sample: int
) -> Iterator[Recall]:
    among = all_names(variants, pool)
    yield from recalls("briefing", screening(among), variants, sample)
    if peer_sample:
        with ExitStack() as stack:
            for who, peer in peers(among, stack).items():
                if who != "briefing":
                    yield from recalls(who, peer, variants, peer_sample)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--queries", type=int, default=60, help="how many are typed key by key")
    parser.add_argument("--pool", type=Path, help="names to search among; else invented ones")
    parser.add_argument("--variants", type=Path, help="names and other spellings of them")
    parser.add_argument("--negatives", type=Path, help="look-alikes that are not the same")
    parser.add_argument("--absent", type=Path, help="names that are not there, one a line")
    parser.add_argument("--recall", action="store_true", help="only what is found, not how quickly")
    parser.add_argument("--sample", type=int, help="so many spellings of each class, not all")
    parser.add_argument("--peers", type=int, default=0, help="so many of each for the peers")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    pool = read_pool(options.pool) if options.pool else []
    variants = read_variants(options.variants) if options.variants else []
    found: dict[str, Any] = {"machine": machine()}

    def show(name: str, figures: Any, report: Callable[[], None]) -> None:
        found.setdefault(name, []).append(figures)
        if not options.json:
            report()

    if not options.json:
        print_machine(found["machine"])
    for size in () if options.recall else options.sizes:
        among = names(size, pool)
        spent, edited = latencies(among, typed(among, options.queries, variants))
        made = built(size, options.pool)
        figures = {"names": size, "latency": spent, "edited": edited, "built": made}
        show("speed", figures, lambda: _report_speed(spent, edited, made))  # noqa: B023  called at once
    if variants:
        recalled = list(_recalled(variants, pool, options.sample, options.peers))
        show("recall", recalled, lambda: _report_recall(recalled))
    if options.negatives:
        index = screening(all_names(variants, pool)).index
        told = list(known_distinct(index, read_negatives(options.negatives), variants, 200))
        show("told", told, lambda: _report_told(told))
    if options.absent:
        index = screening(all_names(variants, pool)).index
        shares = taken(index, read_pool(options.absent))
        show("absent", shares, lambda: _report_absent(shares))
    if options.json:
        print(msgspec.json.encode(found).decode())


if __name__ == "__main__":
    main()
