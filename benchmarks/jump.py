"""How long it takes from a key in the jump to the results on the screen.

    python -m benchmarks.jump
    python -m benchmarks.jump --records 100000 --json

A program with one plain input gets the same keys in turn, so that the echo of a letter, which
no search can be faster than, is measured under the same load.
"""

import argparse
import shlex
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median

import msgspec

from benchmarks.figures import (
    machine,
    milliseconds,
    print_machine,
    print_table,
    slow_milliseconds,
)
from benchmarks.generate import snapshot
from benchmarks.startup import PROGRAM
from benchmarks.terminal import COLUMNS, Terminal, end_programs_on_signals
from benchmarks.typist import CLEAR, Answer, Typist
from benchmarks.words import respelled
from briefing.model.labels import names
from briefing.store.backends.jsonfile.snapshot_codec import encode
from briefing.store.snapshot import Snapshot

PLAIN = (sys.executable, str(Path(__file__).with_name("plain_input.py")))

_LEFT = COLUMNS // 2 - 2  # results stand on the left, beside them a scrollbar and the preview
_LONGEST = 10


class Figures(msgspec.Struct):
    """What was measured; times in milliseconds."""

    records: int
    names: int
    keys: int
    echo: float
    echo_p95: float
    results: float
    results_p95: float
    last: float
    last_p95: float
    results_ratio: float
    slowest: list[tuple[str, float]]


def queries(briefing: Snapshot, count: int) -> list[str]:
    """What an analyst may type: names, names in another spelling, words, the middle of a name."""
    random = Random(count)
    people = [record for _, record in sorted(briefing.tables["leader"].items())]
    groups = [record for _, record in sorted(briefing.tables["group"].items())]
    events = [record for _, record in sorted(briefing.tables["event"].items())]
    wanted: list[str] = []
    for number in range(count):
        person, group, event = (random.choice(of) for of in (people, groups, events))
        family = names(person)[0].split()[-1].removeprefix("al-")
        choices = (
            names(person)[0],
            respelled(family.casefold(), random),
            names(group)[0],
            names(event)[0],
            family[1:],
        )
        wanted.append(choices[number % len(choices)].casefold()[:_LONGEST].rstrip())
    return wanted


def measure(briefing: Snapshot, program: Sequence[str], count: int) -> Figures:
    """Type the same queries into the jump and into a plain input, by turns."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "db.json"
        path.write_bytes(b"".join(encode(briefing)))
        person = min(names(record)[0] for record in briefing.tables["leader"].values())
        with Terminal([*program, str(path)]) as real, Terminal(PLAIN) as plain:
            jump, echo = Typist(real, _LEFT), Typist(plain, COLUMNS)
            echo.wait("ready")
            jump.wait(briefing.meta.title)
            jump.press(b"/", "Jump to")
            jump.press(person.encode(), person, lines=2)  # typed and found: the names are read
            jump.press(CLEAR, "Jump to")
            answers: list[Answer] = []
            echoes: list[Answer] = []
            for query in queries(briefing, count):
                answers += jump.type(query)
                echoes += echo.type(query)
    return _figures(briefing, answers, echoes)


def _figures(briefing: Snapshot, answers: Sequence[Answer], echoes: Sequence[Answer]) -> Figures:
    echo = [one.results for one in echoes]
    results = [one.results for one in answers]
    last = [one.last for one in answers]
    slowest = sorted(answers, key=lambda one: -one.results)[:5]
    tables = briefing.tables
    found = [record for kind in tables if kind != "link" for record in tables[kind].values()]
    return Figures(
        records=sum(map(len, tables.values())),
        names=sum(len(names(record)) for record in found),
        keys=len(answers),
        echo=milliseconds(echo),
        echo_p95=slow_milliseconds(echo),
        results=milliseconds(results),
        results_p95=slow_milliseconds(results),
        last=milliseconds(last),
        last_p95=slow_milliseconds(last),
        results_ratio=round(median(results) / median(echo), 2),
        slowest=[(one.typed, round(one.results * 1000, 1)) for one in slowest],
    )


def _report(found: Figures) -> None:
    print(f"{found.records:,} records, {found.names:,} names; {found.keys} keys typed")
    head = ("from a key to", "median ms", "95 of 100 within ms", "median / echo")
    rows = [
        ("echo in a plain input", f"{found.echo:.1f}", f"{found.echo_p95:.1f}", "1.00"),
        (
            "results in the jump",
            f"{found.results:.1f}",
            f"{found.results_p95:.1f}",
            f"{found.results_ratio:.2f}",
        ),
        (
            "last change (preview)",
            f"{found.last:.1f}",
            f"{found.last_p95:.1f}",
            f"{found.last / found.echo:.2f}",
        ),
    ]
    print_table(head, rows)
    slowest = ", ".join(f"“{typed}” {time:.0f} ms" for typed, time in found.slowest)
    print(f"slowest results: {slowest}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=10_000, help="size of the briefing")
    parser.add_argument("--queries", type=int, default=20, help="how many are typed")
    parser.add_argument("--program", default=PROGRAM, help="the command that is measured")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    end_programs_on_signals()
    about = machine()
    found = measure(snapshot(options.records), shlex.split(options.program), options.queries)
    if options.json:
        print(msgspec.json.encode({"machine": about, "jump": found}).decode())
    else:
        print_machine(about)
        _report(found)


if __name__ == "__main__":
    main()
