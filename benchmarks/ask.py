"""How long a briefing takes to answer a filter, beside SQLite and VisiData on the same records.

    python -m benchmarks.ask
    python -m benchmarks.ask --records 100000 --json

Queries are typed letter by letter, as in the query line, and each key is timed until the rows of
all lists are known. SQLite has the same values in indexed tables in memory and is asked each whole
query; so is VisiData, where it is installed, over the rows of the events.
"""

import argparse
import sqlite3
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from random import Random
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

import msgspec

from benchmarks.figures import (
    machine,
    milliseconds,
    print_machine,
    print_table,
    slow_milliseconds,
)
from benchmarks.generate import snapshot
from briefing.model import dates
from briefing.model.kinds import KINDS, PANES
from briefing.model.kinds.event import Event
from briefing.search.entries import index_of
from briefing.store.backends.memory import MemoryBackend
from briefing.store.store import Store
from briefing.tui.main.sorted_rows import SortedRows
from briefing.views.filters.completion import complete, without_begun
from briefing.views.filters.filters import Filters
from briefing.views.filters.names import finder
from briefing.views.filters.syntax import QueryFault, parse
from briefing.views.filters.values import Context

IN_2012 = ("2012-01-01", "2012-12-31")


class Asked(NamedTuple):
    """One question, as each contender is asked it.

    Attributes:
        query: For the briefing.
        sql: For SQLite, with the value that it binds, if any.
        expression: For VisiData, over the rows of events.
    """

    query: str
    sql: tuple[str, ...]
    expression: str


def questions(store: Store, seed: int) -> Sequence[Asked]:
    """Questions with values that some records have."""
    random = Random(seed)
    events = [each for _, each in store.records() if isinstance(each, Event)]
    place = random.choice([each.place.name for each in events if each.place])
    actor = random.choice([row.ref for each in events for row in each.actors if row.ref])
    return [
        Asked(
            "kind:battles in:2012",
            ("select ref from event where kind = 'battles' and last >= ? and first <= ?", *IN_2012),
            "kind == 'battles' and first <= '2012-12-31' and last >= '2012-01-01'",
        ),
        Asked(
            "killed>10 status:disputed",
            ("select ref from event where high > 10 and status = 'disputed'",),
            "high > 10 and status == 'disputed'",
        ),
        Asked(
            f"place:{place} after:2013-03",
            ("select ref from event where place = ? and last > '2013-03-31'", place),
            f"place == '{place}' and last > '2013-03-31'",
        ),
        Asked(
            f"actor:{actor}",
            ("select distinct event from actor where ref = ?", actor),
            f"'{actor}' in actors",
        ),
        Asked(
            "cites<1 country:ML",
            ("select ref from event where cites < 1 and country = 'ML'",),
            "cites < 1 and country == 'ML'",
        ),
        Asked(
            "is:event convoy",
            ("select ref from event where text like '% convoy%'",),
            "' convoy' in text",
        ),
    ]


def rows_of(store: Store) -> list[dict[str, Any]]:
    """The events as flat rows."""
    rows = []
    for slug, each in store.all("event").items():
        if not isinstance(each, Event):
            continue
        date = dates.parse(each.date)
        killed = [row for row in each.casualties if row.outcome == "killed"]
        highs = [10**9 if row.high is None else row.high for row in killed]
        rows.append(
            {
                "ref": f"event:{slug}",
                "kind": each.kind,
                "status": each.status,
                "first": date.earliest.isoformat(),
                "last": date.latest.isoformat(),
                "place": each.place.name if each.place else "",
                "country": each.place.country if each.place else "",
                "high": sum(highs),
                "cites": len(each.cites),
                "actors": [row.ref for row in each.actors],
                "text": f" {each.title} {each.summary}".lower(),
            }
        )
    return rows


def typed(filters: Filters, query: str, rows: dict[str, SortedRows]) -> list[float]:
    """Type a query; the seconds after each key until all rows are known."""
    seconds = []
    for length in range(1, len(query) + 1):
        began = perf_counter()
        begun = without_begun(query[:length])
        try:
            found = filters.matches(parse(begun)).refs if begun else None
        except QueryFault:
            found = None
        for kind in PANES if found is not None else ():
            rows[kind].narrowed(found or ())
        seconds.append(perf_counter() - began)
    return seconds


def in_sqlite(rows: Sequence[dict[str, Any]]) -> sqlite3.Connection:
    """The rows in indexed tables."""
    base = sqlite3.connect(":memory:")
    columns = [name for name in rows[0] if name != "actors"]
    base.execute(f"create table event ({', '.join(columns)})")
    base.execute("create table actor (event, ref)")
    values = ", ".join(f":{name}" for name in columns)
    base.executemany(f"insert into event values ({values})", rows)  # noqa: S608  our own names
    pairs = ((row["ref"], actor) for row in rows for actor in row["actors"])
    base.executemany("insert into actor values (?, ?)", pairs)
    for name in columns:
        if name != "text":
            base.execute(f"create index by_{name} on event ({name})")
    base.execute("create index by_actor on actor (ref)")
    base.execute("analyze")
    return base


def answer(base: sqlite3.Connection, sql: Sequence[str]) -> object:
    """The answer of SQLite."""
    return base.execute(sql[0], sql[1:]).fetchall()


def in_visidata(rows: Sequence[dict[str, Any]]) -> Callable[[str], object] | None:
    """A function that evaluates an expression over a sheet; None where VisiData is missing."""
    if find_spec("visidata") is None:
        return None
    visidata: Any = import_module("visidata")
    sheet = visidata.ListOfDictSheet("events", source=list(rows))
    sheet.reload()

    def select(expression: str) -> object:
        code = compile(expression, "<expression>", "eval")
        return [row for row in sheet.rows if sheet.evalExpr(code, row)]

    return select


def timed(work: Callable[[], object], times: int) -> list[float]:
    """The seconds that something takes, several times."""
    seconds = []
    for _ in range(times):
        began = perf_counter()
        work()
        seconds.append(perf_counter() - began)
    return seconds


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3, help="times each query is typed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)

    store = Store(MemoryBackend(snapshot(chosen.records, chosen.seed)))
    index = index_of(store.records(), reads_texts=False)
    filters = Filters(store, Context(find=finder(store, lambda: index), label_of=store.label))
    lists = {kind: SortedRows(kind, KINDS[kind].orders[0], store.all(kind)) for kind in PANES}
    asked = questions(store, chosen.seed)
    rows = rows_of(store)
    base, visidata = in_sqlite(rows), in_visidata(rows)

    first = {each.query: max(typed(filters, each.query, lists)) for each in asked}
    keys: dict[str, list[float]] = {each.query: [] for each in asked}
    sql: dict[str, list[float]] = {each.query: [] for each in asked}
    expressions: dict[str, list[float]] = {each.query: [] for each in asked}
    for _ in range(chosen.rounds):
        for each in asked:
            keys[each.query] += typed(filters, each.query, lists)
            sql[each.query] += timed(partial(answer, base, each.sql), 3)
            if visidata is not None:
                expressions[each.query] += timed(partial(visidata, each.expression), 1)
    facets = []
    for text in ("kind:", "in:2012 status:", "place:", "actor:", "country:ML kind:"):
        complete(filters, text, len(text))
        facets += timed(partial(complete, filters, text, len(text)), chosen.rounds)

    every = [second for seconds in keys.values() for second in seconds]
    figures = {
        "records": chosen.records,
        "a key": [milliseconds(every), slow_milliseconds(every)],
        "choices": [milliseconds(facets), slow_milliseconds(facets)],
        "sqlite, a query": milliseconds([second for each in sql.values() for second in each]),
        "visidata, a query": milliseconds(
            [second for each in expressions.values() for second in each]
        ),
    }
    if chosen.json:
        about = {"figures": figures, "machine": machine()}
        sys.stdout.write(msgspec.json.encode(about).decode() + "\n")
        return
    table = [
        (
            each.query,
            f"{first[each.query] * 1000:.0f}",
            f"{milliseconds(keys[each.query])}",
            f"{slow_milliseconds(keys[each.query])}",
            f"{milliseconds(sql[each.query])}",
            f"{milliseconds(expressions[each.query])}" if visidata else "–",
            f"{median(keys[each.query]) / median(sql[each.query]):.1f}",
        )
        for each in asked
    ]
    print(f"{chosen.records:,} records; milliseconds")
    head = ("query", "first key", "a key", "95 of 100", "sqlite", "visidata", "key : sqlite")
    print_table(head, table)
    print(f"all keys: median {milliseconds(every)}, 95 of 100 in {slow_milliseconds(every)}")
    print(
        f"choices with counts: median {milliseconds(facets)}, "
        f"95 of 100 in {slow_milliseconds(facets)}"
    )
    print_machine(machine())


if __name__ == "__main__":
    main()
