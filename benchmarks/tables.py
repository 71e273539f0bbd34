"""How long the tables take that answer questions: tenures, ties, paths, figures.

    python -m benchmarks.tables --records 100000

Asked of the group with the most links, the worst case, in a made-up briefing held in memory.
"""

import argparse
from collections import Counter
from collections.abc import Callable
from time import perf_counter

from benchmarks.generate import Maker
from briefing.model.kinds.link import Link
from briefing.store.backends.memory import MemoryBackend
from briefing.store.snapshot import FORMAT, Meta, Snapshot
from briefing.store.store import Store
from briefing.views import tenures, tolls
from briefing.views.answer import Answer, Narrowing, answer_text
from briefing.views.network import paths
from briefing.views.network.ties import Ties

RUNS = 3


def measure(store: Store) -> None:
    """Print the best time of a few runs of each table, and how much there is in it."""
    links = [link for link in store.all("link").values() if isinstance(link, Link)]
    degrees = Counter(ref for link in links for ref in (link.from_, link.to))
    busiest = next(ref for ref, _ in degrees.most_common() if ref.startswith("group:"))
    other = min(degrees, key=lambda ref: (degrees[ref], ref))
    store.referrers(busiest)
    print(f"the busiest group has {degrees[busiest]} links")
    _time("who led it", lambda: len(tenures.offices(store, busiest)[0].tenures), "posts")
    _time("who led what, all groups", lambda: len(tenures.offices(store)), "groups")
    _time("its descent", lambda: len(tenures.lineage(store, busiest)), "links")
    for events in (False, True):
        by = "links and events" if events else "links"

        def ties(events: bool = events) -> Ties:  # noqa: FBT001  bound for each round
            return Ties.of_book(store, events=events)

        for steps in (2, 3):
            _time(
                f"within {steps} steps, by {by}",
                lambda: len(paths.ties_within(ties(), busiest, steps)),  # noqa: B023  called at once
                "records",
            )
        _time(
            f"to one of few links, by {by}",
            lambda: paths.paths_between(ties(), busiest, other).count,
            "paths",
        )
    refs = list(tolls.all_events(store))
    _time(f"figures of {len(refs):,} events", lambda: tolls.tolls(store, refs).events, "counted")
    answer = tolls.tolls_answer(store, refs)
    _time("their table as text", lambda: len(answer_text(answer)), "characters")
    narrowing = Narrowing(answer)
    _time("the first key that narrows it", lambda: _rows(Narrowing(answer).by("ab")), "rows")
    _time("the next one", lambda: _rows(narrowing.by("abd")), "rows")


def _rows(answer: Answer) -> int:
    return sum(len(part.rows) for part in answer.parts)


def _time(what: str, work: Callable[[], int], unit: str) -> None:
    times = []
    for _ in range(RUNS):
        began = perf_counter()
        count = work()
        times.append(perf_counter() - began)
    print(f"{what:55} {min(times) * 1000:9.1f} ms  {count:>9,} {unit}")


def main() -> None:
    """Make up a briefing and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    maker = Maker(parser.parse_args().records, seed=1)
    maker.make()
    snapshot = Snapshot(Meta(format=FORMAT, title="made up", revision=0), maker.tables)
    measure(Store(MemoryBackend(snapshot), by="benchmark"))


if __name__ == "__main__":
    main()
