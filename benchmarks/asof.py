"""How long a large briefing takes to show as of a date, and without a source.

    python -m benchmarks.asof
    python -m benchmarks.asof --records 10000 --runs 20

Everything is done in memory, in one process; references are indexed and dates parsed beforehand, as
in a program that has been open for a moment. "first" is the first time, with nothing parsed yet.
"""

import argparse
import datetime as dt
import gc
import time
from collections.abc import Callable, Sequence

from benchmarks.figures import machine, milliseconds, print_machine, print_table
from benchmarks.generate import snapshot
from briefing.dossier import build_dossier
from briefing.model.kinds import KINDS
from briefing.store.backends.memory import MemoryBackend
from briefing.store.book import Book
from briefing.store.store import Store
from briefing.views.books.as_of import AsOf
from briefing.views.books.without_source import consequences
from briefing.views.sources import source_lines

RECORDS = 100_000
RUNS = 10
DAY = dt.date(2013, 1, 1)
AIM = 200
"""Milliseconds for a view with its counts and one dossier."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--runs", type=int, default=RUNS)
    asked = parser.parse_args(arguments)
    store = Store(MemoryBackend(snapshot(asked.records)))
    source = next(iter(store.all("source")))
    group = _often_mentioned(store)
    gc.collect()
    gc.freeze()
    jobs: dict[str, Callable[[], object]] = {
        "counts of all kinds, dossier": lambda: _look(AsOf(store, DAY), group),
        "counts alone": lambda: _count(AsOf(store, DAY)),
        "the same dossier of today": lambda: build_dossier(store, group),
        "every record": lambda: sum(1 for _ in AsOf(store, DAY).records()),
        "table of sources": lambda: source_lines(store),
        "what falls with a source": lambda: consequences(store, [f"source:{source}"]),
    }
    rows = []
    for name, job in jobs.items():
        first, *times = [_seconds(job) for _ in range(asked.runs + 1)]
        rows.append([name, f"{milliseconds([first]):.1f}", f"{milliseconds(times):.1f}"])
    print_machine(machine())
    print(f"{asked.records:,} records; the dossier has {len(store.referrers(group)):,} ties")
    print_table(["milliseconds", "first", "median"], rows)
    print(f"aim: {AIM} for the first line")


def _often_mentioned(store: Store) -> str:
    """A group in the hundredth part that is mentioned most."""
    refs = (f"group:{slug}" for slug in store.all("group"))
    ranked = sorted(refs, key=lambda ref: len(store.referrers(ref)), reverse=True)
    book = AsOf(store, DAY)
    return next(ref for ref in ranked[len(ranked) // 100 :] if book.get(ref))


def _look(book: Book, ref: str) -> object:
    return _count(book), build_dossier(book, ref)


def _count(book: Book) -> object:
    return [len(book.all(kind)) for kind in KINDS]


def _seconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
