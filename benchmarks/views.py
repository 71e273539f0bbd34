"""How long the pictures of the whole take to open, and to answer a key.

    python -m benchmarks.views
    python -m benchmarks.views --file briefing.json --json

The briefing is made up, or a file, such as one with imported events. Each picture is opened some
times, and each of its keys pressed; the time is that until the last cell changed. A program with
one plain input gets a letter in turn, which no picture can be drawn faster than.
"""

import argparse
import shlex
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
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
from benchmarks.startup import PROGRAM
from benchmarks.terminal import COLUMNS, Terminal, end_programs_on_signals
from benchmarks.typist import Typist
from briefing.store.backends.jsonfile.snapshot_codec import encode

_PLAIN = (sys.executable, str(Path(__file__).with_name("plain_input.py")))


_OPENED = 1.0
"""Seconds without output after which a picture is open."""


class View(NamedTuple):
    """A picture that is measured.

    Attributes:
        name: What it is called, and says when it is there.
        key: What opens it.
        keys: What is pressed in it, in turn.
    """

    name: str
    key: bytes
    keys: Sequence[bytes]


VIEWS = (
    View("chronology", b"t", (b"j", b"l", b"+", b"l", b"]", b"-", b"k", b"[", b"a", b"h")),
    View("network", b"W", (b"l", b"j", b"j", b"k", b"h", b"l", b"h")),
    View("map", b"m", (b"l", b"j", b"+", b"k", b"-", b"h", b"<", b">")),
    View("patterns", b"B", (b"l", b"j", b"l", b"k", b"h", b"j")),
)


class Figures(msgspec.Struct):
    """What was measured; times in milliseconds.

    Attributes:
        view: The picture.
        first: Its first opening, when nothing is prepared.
        opens: The median of the others.
        key: The median of its keys.
        key_p95: What 95 of 100 keys are faster than.
        slowest: The slowest keys.
        ratio: The median of its keys to that of the echo of a letter.
    """

    view: str
    first: float
    opens: float
    key: float
    key_p95: float
    slowest: list[tuple[str, float]]
    ratio: float


def _hub(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """The name of the record that most others are tied to, or took part with in events."""
    ties = Counter(link["from"] for link in tables.get("link", {}).values())
    if not ties:
        events = tables.get("event", {}).values()
        ties = Counter(
            row["ref"] for each in events for row in each.get("actors", ()) if "ref" in row
        )
    kind, _, slug = ties.most_common(1)[0][0].partition(":")
    name: str = tables[kind][slug]["name"]
    return name


def measure(path: Path, program: Sequence[str], runs: int) -> list[Figures]:
    """Open each picture some times, and press its keys."""
    found = []
    tables = msgspec.json.decode(path.read_bytes())
    title, hub = tables["meta"]["title"], _hub(tables)
    with ExitStack() as stack:
        real = stack.enter_context(Terminal([*program, str(path)]))
        plain = stack.enter_context(Terminal(_PLAIN))
        reader, echo = Typist(real, COLUMNS), Typist(plain, COLUMNS)
        echo.wait("ready")
        reader.wait(title)
        reader.press(b"/", "Jump to")
        reader.press(hub.encode(), hub, lines=2)  # typed and found: the names are read
        reader.press(b"\r", title)
        for view in VIEWS:
            openings, answers, echoes = [], [], []
            for _ in range(runs):
                openings.append(reader.timed(view.key, quiet=_OPENED).last)
                for key in view.keys:
                    answer = reader.timed(key)
                    answers.append((key.decode(), answer.last))
                    echoes.append(echo.timed(b"x").last)
                reader.timed(b"\x1b", quiet=_OPENED)
            times = [time for _, time in answers]
            slowest = sorted(answers, key=lambda each: -each[1])[:3]
            found.append(
                Figures(
                    view.name,
                    round(openings[0] * 1000, 1),
                    milliseconds(openings[1:]),
                    milliseconds(times),
                    slow_milliseconds(times),
                    [(key, round(time * 1000, 1)) for key, time in slowest],
                    round(median(times) / median(echoes), 2),
                )
            )
    return found


def _report(found: Sequence[Figures]) -> None:
    head = ("", "first ms", "opens ms", "key ms", "95 of 100 ms", "key / echo", "slowest")
    rows = [
        (
            each.view,
            f"{each.first:.0f}",
            f"{each.opens:.0f}",
            f"{each.key:.1f}",
            f"{each.key_p95:.1f}",
            f"{each.ratio:.2f}",
            ", ".join(f"{key} {time:.0f}" for key, time in each.slowest),
        )
        for each in found
    ]
    print_table(head, rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=100_000, help="size of the briefing")
    parser.add_argument("--file", type=Path, help="a briefing instead of a made-up one")
    parser.add_argument("--runs", type=int, default=4, help="how often each picture is opened")
    parser.add_argument("--program", default=PROGRAM, help="the command that is measured")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    end_programs_on_signals()
    about = machine()
    with tempfile.TemporaryDirectory() as folder:
        path = options.file
        if path is None:
            path = Path(folder) / "db.json"
            path.write_bytes(b"".join(encode(snapshot(options.records))))
        found = measure(path, shlex.split(options.program), options.runs)
    if options.json:
        print(msgspec.json.encode({"machine": about, "views": found}).decode())
    else:
        print_machine(about)
        _report(found)


if __name__ == "__main__":
    main()
