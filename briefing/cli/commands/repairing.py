"""The `repair` command, for damaged briefings."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.group import cli, json_option
from briefing.cli.opening import path_of
from briefing.cli.printing import one_line, print_json
from briefing.model.plurals import plural

if TYPE_CHECKING:
    from briefing.store.backends.jsonfile.repair.read import LogReading, ReadableFile
    from briefing.store.backends.jsonfile.repair.repair import Repaired, Written

NOT_ALL = 1
"""Exit status of `repair` if something could not be saved."""

FEW = 20
"""Lines of a list that are printed; `--json` has all."""


@cli.command()
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
def repair(ctx: click.Context, out: Path | None, *, in_place: bool, as_json: bool) -> None:
    """Save what is readable of a damaged briefing.

    Reads db.json, its history and db.json.bak. Exit status 1 when something could not be saved.
    """
    from briefing.config import read_config
    from briefing.store.backends.jsonfile.paths import Paths
    from briefing.store.backends.jsonfile.repair.repair import examine, repair_in_place, write_copy
    from briefing.store.files import remove_strays
    from briefing.store.store import login_name

    if out and in_place:
        raise click.UsageError("give either -o OUT or --in-place")
    home = Paths(path_of(ctx))
    remove_strays(home.real)
    by = read_config().by or login_name()
    written = None
    if in_place:
        repaired, written = repair_in_place(home, by)
    else:
        repaired = examine(home)
        if repaired.is_needed or out:
            copy = out or home.path.with_name(f"{home.path.stem}.repaired.json")
            written = write_copy(repaired, copy, by)
    if as_json:
        print_json(_as_plain(repaired, written))
    else:
        for line in _lines(_as_plain(repaired, written)):
            click.echo(line)
    if repaired.is_needed and not repaired.is_all:
        sys.exit(NOT_ALL)


def _as_plain(repaired: "Repaired", written: "Written | None") -> dict[str, Any]:
    log, revisions = repaired.log, [each.rev for each in repaired.log.transactions]
    return {
        "needed": repaired.is_needed,
        "saved": not repaired.is_needed or repaired.is_all,
        "files": [_briefing_as_plain(each) for each in (repaired.main, repaired.backup)],
        "history": _file_as_plain(log, is_whole=log.is_there and log.is_sound)
        | {
            "lines": len(log.lines),
            "first": min(revisions, default=None),
            "last": max(revisions, default=None),
            "damaged": [
                {"line": it.number, "revision": it.revision, "refs": it.refs} for it in log.left_out
            ],
            "torn": log.torn,
        },
        "revision": repaired.snapshot.meta.revision,
        "counts": {kind: len(table) for kind, table in repaired.snapshot.tables.items()},
        "proven": repaired.is_proven,
        "records": [origin._asdict() for origin in repaired.origins],
        "unsure": repaired.unsure,
        "lost": repaired.lost(),
        "broken_references": repaired.broken(),
        "written": written and {name: _plain(it) for name, it in written._asdict().items()},
    }


def _file_as_plain(file: "ReadableFile | LogReading", *, is_whole: bool) -> dict[str, Any]:
    return {
        "path": _plain(file.path),
        "there": file.is_there,
        "whole": is_whole,
        "problem": file.problem,
        "notes": file.notes,
    }


def _briefing_as_plain(reading: "ReadableFile") -> dict[str, Any]:
    from briefing.model.kinds import KINDS

    refs = [*reading.versions]
    return _file_as_plain(reading, is_whole=reading.is_whole) | {
        "revision": reading.revision,
        "read": {kind: sum(ref.startswith(f"{kind}:") for ref in refs) for kind in KINDS},
        "not_read": [
            {"ref": it.ref, "line": it.line, "byte": it.byte, "bytes": it.size, "faults": it.faults}
            for it in reading.strays.values()
        ],
    }


def _plain(found: Path | Sequence[Path] | None) -> str | list[str] | None:
    """Paths as text; the name of a file may not be valid text."""
    if isinstance(found, Path):
        return str(found).encode(errors="backslashreplace").decode()
    return found if found is None else [str(_plain(path)) for path in found]


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    for each in report["files"]:
        of = "" if each["revision"] is None else f", revision {each['revision']}"
        yield from _state(each, f"whole{of}" if each["whole"] else f"damaged: {each['problem']}")
        if each["there"]:
            yield f"  read: {_counts(each['read'])}"
            strays = [
                f"{it['ref'] or 'text'} (line {it['line']}): {'; '.join(it['faults'])}"
                for it in each["not_read"]
            ]
            yield from _few(strays, f"  not read: {len(strays)}", "    ")
            yield from _few(each["notes"])
    log = report["history"]
    of = f", revisions {log['first']} to {log['last']}" if log["first"] else ""
    state = "whole" if log["whole"] else "damaged"
    left_out = f", {len(log['damaged'])} left out" if log["damaged"] else ""
    size = f"{log['torn']} {plural(log['torn'], 'byte')}"
    torn = f"; its last line breaks off after {size}" if log["torn"] else ""
    lines = f"{log['lines']} sound {plural(log['lines'], 'line')}"
    yield from _state(log, f"{state}: {lines}{of}{left_out}{torn}")
    yield from _few(log["notes"])
    if report["needed"]:
        yield f"Recovered: {_counts(report['counts'])}, revision {report['revision']}"
        yield from _result_lines(report)
    else:
        yield "No repair needed."
    if written := report["written"]:
        yield from (f"Kept as it was: {one_line(path)}" for path in written["kept"])
        yield f"Written: {one_line(written['path'])}"
        yield f"Written: {one_line(written['history'])}, its history"
        if written["unreadable"]:
            yield f"Written: {one_line(written['unreadable'])}, what was not taken, as it was found"
        if not written["kept"]:
            yield f"Look at it with `briefing {one_line(written['path'])}`"


def _state(report: Mapping[str, Any], state: str) -> Iterator[str]:
    missing = report["problem"] or "there is no such file"
    yield one_line(f"{Path(report['path']).name}: {state if report['there'] else missing}")


def _result_lines(report: Mapping[str, Any]) -> Iterator[str]:
    origins: dict[bool, list[str]] = {True: [], False: []}
    for ref, file, revision, is_certain, note in map(dict.values, report["records"]):
        of = f", revision {revision}" if revision else ""
        origins[is_certain].append(f"{ref}: from {file}{of}" + (f"; {note}" if note else ""))
    yield from _few(origins[True], "From other files:")
    yield from _few([*origins[False], *report["unsure"]], "Not certain:")
    yield from _few(report["lost"], "Lost:")
    broken = (
        f"{it['ref']} {it['path']}: {it['missing']} does not exist"
        for it in report["broken_references"]
    )
    yield from _few(broken, "References that lead nowhere:")
    if report["saved"]:
        yield "Everything is saved."


def _few(lines: Iterable[str], title: str = "", indent: str = "  ") -> Iterator[str]:
    """The first lines of a list, under a title, and how many more there are."""
    every = [*lines]
    yield from [title] if title and every else []
    yield from (indent + one_line(line) for line in every[:FEW])
    if len(every) > FEW:
        yield f"{indent}and {len(every) - FEW} more; --json has them all"


def _counts(counts: Mapping[str, int]) -> str:
    from briefing.model.kinds import KINDS

    report = [
        f"{count} {kind if count == 1 else KINDS[kind].plural}"
        for kind, count in counts.items()
        if count
    ]
    return ", ".join(report) or "no records"
