"""The command that saves what is readable of a damaged briefing: repair."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.group import cli
from briefing.cli.opening import path_of
from briefing.cli.options import db_option, json_option
from briefing.cli.printing import one_line, print_json

if TYPE_CHECKING:
    from briefing.store.backends.jsonfile.repair.files import Examined, Written
    from briefing.store.backends.jsonfile.repair.salvage import Reading, Stray
    from briefing.store.backends.jsonfile.repair.salvage_log import LogReading

NOT_ALL = 1
"""Exit status of `repair` when something could not be saved."""

FEW = 20
"""Lines of a list that are printed; `--json` has them all."""


@cli.command()
@db_option
@click.argument("path", metavar="[DB]", required=False, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "out",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="The repaired copy; default: db.repaired.json beside it. Never overwrites a file.",
)
@click.option(
    "--in-place",
    is_flag=True,
    help="Put the repaired files in the place of the damaged ones, which are kept beside them.",
)
@json_option
@click.pass_context
def repair(
    ctx: click.Context, path: Path | None, out: Path | None, *, in_place: bool, as_json: bool
) -> None:
    """Show what is readable of a damaged briefing, and write a repaired copy.

    Reads db.json, its history and db.json.bak. Exit status 1 when something could not be saved.
    """
    from briefing.config import read_config
    from briefing.store.backends.jsonfile.paths import Home, login_name
    from briefing.store.backends.jsonfile.repair.files import (
        default_copy,
        examine,
        repair_in_place,
        write_copy,
    )
    from briefing.store.files import remove_strays

    if out and in_place:
        raise click.UsageError("give either -o OUT or --in-place")
    home = Home(path or path_of(ctx))
    remove_strays(home.real)
    by = read_config().by or login_name()
    if in_place:
        examined, written = repair_in_place(home, by)
    else:
        examined, written = examine(home), None
        if examined.is_needed or out:
            written = write_copy(examined, out or default_copy(home), by)
    if as_json:
        print_json(_as_plain(examined, written))
    else:
        for line in _lines(examined, written):
            click.echo(line)
    if examined.is_needed and not examined.repaired.is_all:
        sys.exit(NOT_ALL)


# For a reader


def _lines(examined: "Examined", written: "Written | None") -> Iterator[str]:
    for reading in (examined.main, examined.backup):
        yield from _file_lines(reading)
    yield from _log_lines(examined.log)
    if not examined.is_needed:
        yield "Nothing needs repair."
    else:
        yield from _result_lines(examined)
    if written:
        yield from _written_lines(written)


def _file_lines(reading: "Reading") -> Iterator[str]:
    name = one_line(reading.name)
    if not reading.is_there:
        yield f"{name}: {one_line(reading.problem) or 'there is no such file'}"
        return
    of = "" if reading.revision is None else f", revision {reading.revision}"
    state = "whole" if reading.is_whole else f"damaged: {one_line(reading.problem)}"
    yield f"{name}: {state}{of if reading.is_whole else ''}"
    yield f"  read: {_counts(reading.counts())}"
    if reading.strays:
        yield f"  not read: {len(reading.strays)}"
        yield from _few(map(_stray_line, reading.strays), "    ")
    yield from _few(reading.notes)


def _stray_line(stray: "Stray") -> str:
    where = f" (line {stray.line}, byte {stray.byte})" if stray.line else ""
    what = stray.ref or (f"{stray.size} bytes" if stray.size > 0 else "a table")
    return f"{what}{where}: {'; '.join(stray.faults)}"


def _log_lines(log: "LogReading") -> Iterator[str]:
    name = one_line(log.name)
    if not log.is_there:
        yield f"{name}: {one_line(log.problem) or 'there is no such file'}"
        return
    state = "whole" if log.is_as_written else "damaged"
    told = f", revisions {log.first} to {log.last}" if log.last else ""
    yield f"{name}: {state}: {len(log.lines)} whole lines{told}"
    yield from _few(
        f"line {line.number} is damaged"
        + ("" if line.revision is None else f" (revision {line.revision})")
        for line in log.damaged
    )
    if log.torn:
        yield f"  its last line breaks off ({log.torn} bytes); it was never acknowledged"
    yield from _few(log.notes)


def _result_lines(examined: "Examined") -> Iterator[str]:
    repaired = examined.repaired
    snapshot = repaired.snapshot
    counts = {kind: len(table) for kind, table in snapshot.tables.items()}
    yield f"Put together: {_counts(counts)}, revision {snapshot.meta.revision}"
    if repaired.is_proven and not examined.main.is_whole:
        yield f"  {one_line(examined.main.name)} was found again, byte for byte"
    sure = [origin for origin in repaired.origins if origin.is_certain]
    unsure = [origin for origin in repaired.origins if not origin.is_certain]
    lists: Mapping[str, Iterable[str]] = {
        "From other files:": map(_origin_line, sure),
        "Not certain:": [*map(_origin_line, unsure), *repaired.unsure],
        "Lost:": repaired.lost,
        "References that lead nowhere:": (
            f"{ref} {path}: {missing} does not exist" for ref, path, missing in repaired.broken
        ),
    }
    for title, lines in lists.items():
        for number, line in enumerate(_few(lines)):
            if not number:
                yield title
            yield line
    if repaired.is_all:
        yield "Everything is saved."


def _origin_line(origin: tuple[str, str, int, bool, str]) -> str:
    ref, file, revision, _, note = origin
    of = f", revision {revision}" if revision else ""
    return f"{ref}: from {file}{of}" + (f"; {note}" if note else "")


def _written_lines(written: "Written") -> Iterator[str]:
    for path in written.kept:
        yield f"Kept as it was: {one_line(str(path))}"
    name = one_line(written.history.name)
    yield f"Written: {one_line(str(written.path))} and its history {name}"
    if written.unreadable:
        yield f"Written: {one_line(str(written.unreadable))}, what could not be taken, as it stood"
    if not written.kept:
        yield f"Look at it with `briefing {one_line(str(written.path))}`"


def _few(lines: Iterable[str], indent: str = "  ") -> Iterator[str]:
    """The first lines of a list, and how many more there are."""
    more = 0
    for number, line in enumerate(lines):
        if number < FEW:
            yield indent + one_line(line)
        else:
            more += 1
    if more:
        yield f"{indent}and {more} more; --json tells all"


def _counts(counts: Mapping[str, int]) -> str:
    from briefing.model.kinds import KINDS

    told = [
        f"{count} {kind if count == 1 else KINDS[kind].plural}"
        for kind, count in counts.items()
        if count
    ]
    return ", ".join(told) or "no records"


# For a program


def _as_plain(examined: "Examined", written: "Written | None") -> dict[str, Any]:
    repaired = examined.repaired
    return {
        "needed": examined.is_needed,
        "saved": not examined.is_needed or repaired.is_all,
        "files": [_file_as_plain(each) for each in (examined.main, examined.backup)],
        "history": _log_as_plain(examined.log),
        "revision": repaired.snapshot.meta.revision,
        "counts": {kind: len(table) for kind, table in repaired.snapshot.tables.items()},
        "proven": repaired.is_proven,
        "records": [origin._asdict() for origin in repaired.origins],
        "unsure": repaired.unsure,
        "lost": repaired.lost,
        "broken_references": [missing._asdict() for missing in repaired.broken],
        "written": written and _written_as_plain(written),
    }


def _file_as_plain(reading: "Reading") -> dict[str, Any]:
    return {
        "path": _name(reading.path),
        "there": reading.is_there,
        "whole": reading.is_whole,
        "problem": reading.problem,
        "revision": reading.revision,
        "read": reading.counts(),
        "not_read": [
            {
                "ref": stray.ref,
                "line": stray.line or None,
                "byte": None if stray.byte < 0 else stray.byte,
                "bytes": stray.size if stray.size > 0 else None,
                "faults": stray.faults,
            }
            for stray in reading.strays
        ],
        "notes": reading.notes,
    }


def _log_as_plain(log: "LogReading") -> dict[str, Any]:
    return {
        "path": _name(log.path),
        "there": log.is_there,
        "whole": log.is_there and log.is_as_written,
        "problem": log.problem,
        "lines": len(log.lines),
        "first": log.first or None,
        "last": log.last or None,
        "damaged": [
            {
                "line": line.number,
                "revision": line.revision,
                "refs": [guess.ref for guess in line.guesses],
            }
            for line in log.damaged
        ],
        "torn": log.torn,
        "notes": log.notes,
    }


def _written_as_plain(written: "Written") -> dict[str, Any]:
    return {
        "path": _name(written.path),
        "history": _name(written.history),
        "unreadable": written.unreadable and _name(written.unreadable),
        "kept": [_name(path) for path in written.kept],
    }


def _name(path: Path) -> str:
    """A path as JSON can hold it; names of files may be no text."""
    return str(path).encode(errors="backslashreplace").decode()
