"""How long an index takes to build and what it holds, in a process of its own.

python -m benchmarks.search_memory 100000 --pool FILE
"""

import argparse
import gc
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import msgspec

from benchmarks.search_names import names, read_pool
from briefing.search.entries import SearchEntry
from briefing.search.index import SearchIndex


class Built(msgspec.Struct):
    """What was measured.

    Attributes:
        seconds: To build the index.
        held: Bytes a name that the index holds, the names themselves and their refs not counted.
        resident: Bytes a name by which the process has grown, what is free for others included.
    """

    seconds: float
    held: int
    resident: int


def measure(size: int, pool: Sequence[str]) -> Built:
    """Build twice: once with the clock, once with every byte counted."""
    entries = [
        SearchEntry(f"leader:{number}", "leader", (name,))
        for number, name in enumerate(names(size, pool))
    ]
    SearchIndex(entries[:100])
    gc.collect()
    before = _resident()
    began = perf_counter()
    index = SearchIndex(entries)
    seconds = perf_counter() - began
    gc.collect()
    resident = _resident() - before
    del index
    tracemalloc.start()
    index = SearchIndex(entries)
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(index) == size  # noqa: S101  what was counted is still there
    return Built(round(seconds, 2), round(held / size), round(resident / size))


def _resident() -> int:
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what was measured as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", type=int)
    parser.add_argument("--pool", type=Path)
    options = parser.parse_args(arguments)
    pool = read_pool(options.pool) if options.pool else []
    print(msgspec.json.encode(measure(options.size, pool)).decode())


if __name__ == "__main__":
    main()
