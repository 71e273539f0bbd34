"""How long it takes from the start of the program to the first frame, and to the data on it.

    python -m benchmarks.startup
    python -m benchmarks.startup --sizes 0 1000 --runs 15 --json

An empty Textual program is started in turn with each briefing, so that a busy machine slows both.
"""

import argparse
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from benchmarks.figures import machine, milliseconds, print_machine, print_table
from benchmarks.generate import generate
from benchmarks.terminal import LAST_LINE, Emulator, Frame, Terminal, end_programs_on_signals, first
from briefing.model.kinds import KINDS, PANES
from briefing.model.labels import label
from briefing.store.backends.jsonfile.snapshot_codec import decode
from briefing.store.backends.memory import MemoryBackend
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store
from briefing.tui.widgets.row_list import row_of

SIZES = (0, 1_000, 10_000, 100_000)
"""Numbers of records; 0 means the briefing that is shipped."""

SHIPPED = Path(__file__).resolve().parent.parent / "db.json"
EMPTY = (sys.executable, str(Path(__file__).with_name("empty_app.py")))
PROGRAM = str(Path(sys.executable).with_name("briefing"))

_QUIET = 0.3  # seconds without output after which the start is taken to be over
_SHOWN = 12  # so many characters of a row always fit
_DECODE = """
import sys, time
from pathlib import Path
import msgspec
started = time.perf_counter()
kept = msgspec.json.decode(Path(sys.argv[1]).read_bytes())
print(time.perf_counter() - started)
"""


class Start(NamedTuple):
    """One start, in seconds from its beginning.

    Attributes:
        frame: The first frame, in which every cell was painted.
        data: The first frame with a row in each pane.
        all: The first frame with the first record's dossier as well.
        in_frame: Whether the first frame had the rows already.
    """

    frame: float
    data: float
    all: float
    in_frame: bool


class Figures(msgspec.Struct):
    """What was measured of one size; times are medians in milliseconds."""

    records: int
    megabytes: float
    runs: int
    empty: float
    frame: float
    data: float
    all: float
    in_frame: int
    frame_ratio: float
    data_ratio: float
    decode: float | None = None
    over_decode: float | None = None


class Texts(NamedTuple):
    """What must stand on the screen: a row of each pane, and the title of the dossier."""

    rows: tuple[str, ...]
    dossier: str


def texts_of(briefing: Snapshot) -> Texts:
    """The first rows of a briefing, as far as they are shown on any screen."""
    store = Store(MemoryBackend(briefing))
    filled = ((KINDS[kind], table) for kind in PANES if (table := store.all(kind)))
    firsts = [min(table.values(), key=kind.orders[0].key) for kind, table in filled]
    rows = (" ".join(row_of(record, store.label).main.split()) for record in firsts)
    dossier = f"│ {label(firsts[0])[:_SHOWN].rstrip()}" if firsts else ""
    return Texts((briefing.meta.title, *(row[:_SHOWN].rstrip() for row in rows)), dossier)


def start(
    command: Sequence[str], texts: Texts | None, timeout: float, quiet: float = _QUIET
) -> Start:
    """Start a program once and read the clock at its frames.

    Raises:
        TimeoutError: What it should show did not come.
    """
    rows = texts.rows if texts else ()
    with Terminal(command) as terminal:
        terminal.read_until((LAST_LINE, *rows), timeout, quiet)
        frames = list(Emulator().frames(terminal.chunks))
        ending = "it ended" if terminal.has_ended else f"in {terminal.now:.0f} s"
    whole = first(frames, lambda frame: frame.is_whole)
    shown = first(frames, lambda frame: frame.is_whole and frame.has(*rows))
    if whole is None or shown is None:
        screen = "\n".join(frames[-1].lines).rstrip() if frames else ""
        raise TimeoutError(f"{shlex.join(command)}: {rows} not painted, {ending}:\n{screen}")
    if texts is None:
        return Start(whole.at, whole.at, whole.at, in_frame=False)
    everything = first(frames, lambda frame: frame.at >= shown.at and _has_dossier(frame, texts))
    return Start(
        whole.at,
        shown.at,
        everything.at if everything else float("nan"),
        in_frame=shown.at == whole.at,
    )


def _has_dossier(frame: Frame, texts: Texts) -> bool:
    return any(texts.dossier in line[len(line) // 3 :] for line in frame.lines)


def decode_time(path: Path) -> float:
    """Seconds msgspec takes to read and decode the file, in a process of its own."""
    command = (sys.executable, "-c", _DECODE, str(path))
    return float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def measure(path: Path, size: int, runs: int, program: Sequence[str], timeout: float) -> Figures:
    """Start the empty program and the real one in turn."""
    data = path.read_bytes()
    texts = texts_of(decode(data, path))
    command = (*program, str(path))
    quiet = _QUIET + size / 50_000  # the first dossier of a large briefing takes its time
    for warming in (EMPTY, command):
        start(warming, texts if warming is command else None, timeout)
    empties, starts, decodes = [], [], []
    for _ in range(runs):
        empties.append(start(EMPTY, None, timeout).frame)
        starts.append(start(command, texts, timeout, quiet))
        if size >= max(SIZES):
            decodes.append(decode_time(path))
    return _figures(size, len(data), empties, starts, decodes)


def _figures(
    size: int,
    size_bytes: int,
    empties: Sequence[float],
    starts: Sequence[Start],
    decodes: Sequence[float],
) -> Figures:
    empty = milliseconds(empties)
    frame = milliseconds([one.frame for one in starts])
    data = milliseconds([one.data for one in starts])
    found = Figures(
        records=size,
        megabytes=round(size_bytes / 1e6, 2),
        runs=len(starts),
        empty=empty,
        frame=frame,
        data=data,
        all=milliseconds([one.all for one in starts]),
        in_frame=sum(one.in_frame for one in starts),
        frame_ratio=round(frame / empty, 2),
        data_ratio=round(data / empty, 2),
    )
    if decodes:
        found.decode = milliseconds(decodes)
        after = milliseconds([one.data - one.frame for one in starts])
        found.over_decode = round(after / found.decode, 2)
    return found


def _report(results: Sequence[Figures]) -> None:
    head = (
        "briefing",
        "MB",
        "empty ms",
        "first frame ms",
        "data ms",
        "dossier ms",
        "frame / empty",
        "data / empty",
        "data in first frame",
    )
    rows = [
        (
            f"{one.records:,} records" if one.records else "db.json",
            f"{one.megabytes:.2f}",
            f"{one.empty:.0f}",
            f"{one.frame:.0f}",
            f"{one.data:.0f}",
            f"{one.all:.0f}",
            f"{one.frame_ratio:.2f}",
            f"{one.data_ratio:.2f}",
            f"{one.in_frame} of {one.runs}",
        )
        for one in results
    ]
    print_table(head, rows)
    for one in results:
        if one.decode and one.over_decode:
            print(
                f"{one.records:,} records: msgspec.json.decode of the file {one.decode:.0f} ms; "
                f"(data - first frame) / decode = {one.over_decode:.2f}"
            )


def _briefing(size: int, folder: Path) -> Path:
    """The file to open, in a folder of its own, so that nothing beside it plays a part."""
    path = folder / f"{size}.json"
    path.write_bytes(generate(size) if size else SHIPPED.read_bytes())
    return path


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the sizes asked for, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, help="numbers of records; 0 is db.json"
    )
    parser.add_argument("--runs", type=int, default=9, help="starts of each (default: 9)")
    parser.add_argument("--program", default=PROGRAM, help="the command that is measured")
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds to wait for a screen")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    end_programs_on_signals()
    about = machine()
    program = shlex.split(options.program)
    with tempfile.TemporaryDirectory() as folder:
        results = [
            measure(_briefing(size, Path(folder)), size, options.runs, program, options.timeout)
            for size in options.sizes
        ]
    if options.json:
        found: dict[str, Any] = {"machine": about, "startup": results}
        print(msgspec.json.encode(found).decode())
    else:
        print_machine(about)
        _report(results)


if __name__ == "__main__":
    main()
