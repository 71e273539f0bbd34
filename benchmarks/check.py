"""How long it takes to check a whole briefing, and which checks take how much of it.

    python -m benchmarks.check
    python -m benchmarks.check --records 100000 --runs 5

The whole check is that of `briefing check` without reading the file.
"""

import argparse
import gc
from collections.abc import Sequence
from time import perf_counter

from benchmarks.figures import machine, milliseconds, print_machine, print_table
from benchmarks.generate import snapshot
from briefing.checks import Survey, all_checks, check, found_by
from briefing.store.backends.memory import MemoryBackend
from briefing.store.store import Store


def whole(store: Store) -> float:
    """Seconds for a whole check."""
    gc.collect()
    start = perf_counter()
    list(check(store))
    return perf_counter() - start


def single(store: Store) -> dict[str, tuple[float, int]]:
    """Seconds for each check, in their order, and how many findings it has."""
    survey = Survey(store)
    taken = {}
    for each in all_checks():
        start = perf_counter()
        found = [*found_by(each, survey)]
        taken[each.id] = perf_counter() - start, len(found)
    return taken


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    store = Store(MemoryBackend(snapshot(options.records, options.seed)))
    seconds = [whole(store) for _ in range(options.runs)]
    print_machine(machine())
    print(f"\nall checks of {options.records:,} records: {milliseconds(seconds):,} ms")
    rows = [
        (name, f"{found:,}", f"{taken * 1000:,.0f}")
        for name, (taken, found) in single(store).items()
    ]
    print()
    print_table(("check", "findings", "ms"), rows)


if __name__ == "__main__":
    main()
