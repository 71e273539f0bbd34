"""Commands for data in and out: import, export, formats."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.commands.changing import unbroken
from briefing.cli.commands.listing import filter_option, matching
from briefing.cli.group import FileName, QueryText, Ref, cli, json_option
from briefing.cli.opening import open_reader, open_store
from briefing.cli.printing import fail, note, one_line, print_json, say
from briefing.model.plurals import plural
from briefing.model.terms import MARKINGS

if TYPE_CHECKING:
    from briefing.exchange.format import Format
    from briefing.exchange.plan import Entry, Plan
    from briefing.store.store import Store

max_marking_option: Callable[..., Any] = click.option(
    "--max-tlp",
    "max_marking",
    metavar="LEVEL",
    type=click.Choice(list(MARKINGS), case_sensitive=False),
    help=f"Leave out what is marked higher: {', '.join(MARKINGS)}.",
)
"""Adds `--max-tlp`."""

FEW = 20
"""Faults and doubtful matches that are printed; `--json` prints all."""

ALIKE = 100
"""Highest score of a look-alike."""


@cli.command(name="import")
@click.argument("file", metavar="FILE|-", type=FileName())
@click.option("--format", "format_name", metavar="F", default="", help="What FILE is; see formats.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option(
    "--match",
    "least",
    metavar="N",
    type=click.IntRange(50, ALIKE),
    help="Take a look-alike with a score of N or more, out of 100, for the record. Default: none.",
)
@click.option("--skip-faulty", is_flag=True, help="Import the rest of a file that has faults.")
@click.option(
    "--mapping",
    metavar="M",
    type=click.Path(path_type=Path),
    help="What the columns of a table are. Default: FILE.mapping.toml, if there is one.",
)
@click.option(
    "--write-mapping",
    is_flag=True,
    help="Write what the columns are taken for to FILE.mapping.toml, to be corrected; only that.",
)
@json_option
@click.pass_context
def import_file(
    ctx: click.Context,
    file: str,
    format_name: str,
    least: int | None,
    mapping: Path | None,
    *,
    dry_run: bool,
    skip_faulty: bool,
    write_mapping: bool,
    as_json: bool,
) -> None:
    """Import records from a file, in one change that one undo takes back.

    A record that is there already is recognised by its ids, or by its name if no other bears it. It
    gains what it lacks; where the file differs, it gains a cite that says so. Nothing is replaced.
    """
    from briefing.exchange.file import ImportFault, ImportFile
    from briefing.exchange.format import format_of

    if write_mapping:
        _write_mapping(file, format_name, mapping)
        return
    if mapping is not None and not mapping.is_file():
        fail(f"{mapping} does not exist; --write-mapping writes it")
    store = open_reader(ctx) if dry_run else open_store(ctx)
    done = None
    try:
        with _progress() as progress:
            source = ImportFile(file, progress)
            source.mapping = mapping or source.mapping
            found = format_of(source, format_name)
            plan = _planned(store, source, found, least)
        faults = list(plan.faults)
        if skip_faulty:
            plan.faults.clear()
        if not dry_run and not plan.faults:
            with unbroken():
                done = plan.commit(store)
    except ImportFault as fault:
        fail(f"{fault}; nothing was changed")
    except KeyboardInterrupt:
        saved = f"{source.name} was imported as revision {done.rev}" if done else ""
        fail(f"stopped; {saved or 'nothing was changed'}")
    finally:
        store.close()
    if source.guessed:
        note(f"read as {source.guessed}; if letters look wrong, save the file as UTF-8")
    if as_json:
        print_json(_plain(plan, found, faults, done.rev if done else None))
    else:
        _print(plan, found, faults, is_done=not dry_run and not plan.faults)
    if plan.faults:
        count = len(plan.faults)
        fail(
            f"{source.name} has {count:,} {plural(count, 'fault')}; nothing was changed. "
            "--skip-faulty imports the rest"
        )


def _write_mapping(file: str, format_name: str, mapping: Path | None) -> None:
    """Write what the columns of a table are taken for, where the next import finds it."""
    from briefing.exchange.file import ImportFault, ImportFile
    from briefing.exchange.format import format_of
    from briefing.store.files import write_whole

    try:
        source = ImportFile(file)
        out = mapping or source.mapping
        if out.exists():
            fail(f"{out} is there already; edit it, or delete it first")
        found = format_of(source, format_name)
        if found.mapping is None:
            fail(f"the columns of {found.title} are fixed")
        write_whole(out, found.mapping(source).encode())
    except (ImportFault, OSError) as fault:
        fail(str(fault))
    say(f"wrote {out}; correct it and import {source.name} again")


def _planned(store: "Store", source: Any, found: "Format", least: int | None) -> "Plan":
    from functools import cache

    from briefing.exchange.file import ImportFault
    from briefing.exchange.plan import Planner
    from briefing.search.entries import index_of

    if found.read is None:
        raise ImportFault(f"{found.title} is only written")
    index = cache(lambda: index_of(store.records(), reads_texts=False))
    least_score = ALIKE + 1 if least is None else least
    return Planner(store, source.name, index, least=least_score).make(found.read(source))


@contextmanager
def _progress() -> Iterator[Any]:
    """Shows on a terminal how much of a file has been read."""
    shown = -1

    def show(share: float) -> None:
        nonlocal shown
        percent = int(share * 100)
        if percent != shown and sys.stderr.isatty():
            shown = percent
            sys.stderr.write(f"\r{percent} % read")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if shown >= 0:
            sys.stderr.write("\r            \r")


def _print(plan: "Plan", found: "Format", faults: Any, *, is_done: bool) -> None:
    counts = [f"{count:,} {outcome}" for outcome, count in plan.counts().items()]
    verb = "imported" if is_done else "not imported yet" if not faults else "not imported"
    said = ", ".join(counts) or "no records"
    say(f"{plan.name} ({found.title}) {verb}: {said}")
    for each_note in plan.notes[:FEW]:
        note(each_note)
    _say_more(len(plan.notes), "notes")
    for what, count in plan.skipped.items():
        note(f"skipped: {count:,} {what}")
    doubtful = [each for each in plan.entries if each.is_doubtful]
    for each in doubtful[:FEW]:
        _print_row("doubtful", _label(each), _candidates(each))
    _say_more(len(doubtful), "doubtful matches")
    differing = [each for each in plan.entries if each.differs]
    for each in differing[:FEW]:
        for field, held, given in each.differs:
            _print_row("differs", f"{each.ref} {field}", held, given)
    _say_more(len(differing), "records that differ")
    for fault in faults[:FEW]:
        _print_row("fault", str(fault), err=True)
    _say_more(len(faults), "faults")


def _print_row(*cells: str, err: bool = False) -> None:
    click.echo("\t".join(map(one_line, cells)), err=err)


def _say_more(count: int, what: str) -> None:
    if count > FEW:
        note(f"and {count - FEW:,} more {what}; --json prints all")


def _label(entry: "Entry") -> str:
    from briefing.model.labels import label

    return label(entry.after) if entry.after is not None else entry.proposal.place


def _candidates(entry: "Entry") -> str:
    return "; ".join(
        f"{each.label} ({each.ref}, {each.why}, {each.score:g})" for each in entry.candidates
    )


def _plain(plan: "Plan", found: "Format", faults: Any, rev: int | None) -> dict[str, Any]:
    return {
        "file": plan.name,
        "format": found.name,
        "source": plan.source,
        "counts": plan.counts(),
        "skipped": dict(plan.skipped),
        "notes": list(plan.notes),
        "faults": [fault._asdict() for fault in faults],
        "revision": rev,
        "records": [_plain_entry(each) for each in plan.entries],
    }


def _plain_entry(entry: "Entry") -> dict[str, Any]:
    return {
        "number": entry.number,
        "place": entry.proposal.place,
        "outcome": entry.outcome.value,
        "ref": entry.ref,
        "label": _label(entry),
        "added": list(entry.added),
        "differs": [each._asdict() for each in entry.differs],
        "candidates": [each._asdict() for each in entry.candidates],
    }


@cli.command()
@json_option
def formats(*, as_json: bool) -> None:
    """List the formats, and what each reads and writes."""
    from briefing.exchange.format import formats as known

    found = known().values()
    if as_json:
        print_json(
            [
                {
                    "name": each.name,
                    "title": each.title,
                    "suffixes": each.suffixes,
                    "reads": each.read is not None,
                    "writes": each.is_written,
                    "about": each.about,
                    "cannot_hold": each.cannot_hold,
                }
                for each in found
            ]
        )
        return
    for each in found:
        ways = [word for word, way in (("in", each.read), ("out", each.is_written)) if way]
        click.echo(f"{each.name}\t{', '.join(ways)}\t{each.title}: {each.about}")


@cli.command()
@click.argument("format_name", metavar="FORMAT", type=QueryText())
@click.argument("refs", metavar="[REF]…", nargs=-1, type=Ref())
@click.option("--kind", metavar="K", multiple=True, help="Only this kind (repeatable).")
@filter_option
@max_marking_option
@click.option("--with-protected", is_flag=True, help="Also name protected sources: a backup.")
@click.option("-o", "--output", metavar="OUT", type=click.Path(path_type=Path), help="The file.")
@click.pass_context
def export(
    ctx: click.Context,
    format_name: str,
    refs: tuple[str, ...],
    kind: tuple[str, ...],
    filter_query: str,
    max_marking: str | None,
    output: Path | None,
    *,
    with_protected: bool,
) -> None:
    """Write records in a format: all, or those named, of a kind, or that a filter holds for.

    Protected sources lose their names. What is left out, and what the format cannot hold, is said
    on stderr.
    """
    from briefing.exchange.file import ImportFault
    from briefing.exchange.format import writable
    from briefing.exchange.writing import held_by, write, written
    from briefing.model.kinds import KINDS
    from briefing.model.refs import kind_of
    from briefing.views.books.released import released

    if unknown := [each for each in kind if each not in KINDS]:
        raise click.UsageError(f"there is no kind “{unknown[0]}”; choose from {', '.join(KINDS)}")
    store = open_reader(ctx)
    for ref in refs:
        store.need(ref)
    found = matching(store, store, filter_query)
    chosen = [
        ref
        for ref, _ in store.records()
        if (not refs or ref in refs)
        and (not kind or kind_of(ref) in kind)
        and (found is None or ref in found.refs)
    ]
    try:
        form = writable(format_name)
        book, shown, notes = released(store, chosen, max_marking, protects=not with_protected)
        if output is None:
            data, losses = written(form, book, shown)
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            losses = write(form, book, shown, output)
            count = len(held_by(form, shown))
            say(f"wrote {count:,} {plural(count, 'record')} to {output}")
    except ImportFault as fault:
        fail(str(fault))
    except KeyboardInterrupt:
        fail(f"stopped; {output} is written whole or not at all" if output else "stopped")
    for each in (*notes, *losses):
        note(str(each))
