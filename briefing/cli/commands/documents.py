"""The command that takes documents in: read."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.commands.changing import unbroken
from briefing.cli.group import FileName, Ref, cli, json_option
from briefing.cli.opening import open_reader, open_store
from briefing.cli.printing import fail, note, one_line, print_json, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.reading.documents.document import Document
    from briefing.reading.taking_in import Taken, TakingIn

NOT_ALL_READ = 1
"""Exit status of `read` if a file of a folder cannot be read."""

PASTED = "-"

_BETWEEN = 2.0
"""Seconds between two looks at a watched folder."""


@cli.command()
@click.argument("file", metavar="FILE|DIR|-", type=FileName())
@click.option("--dry-run", is_flag=True, help="Say what would be recorded, and change nothing.")
@click.option("--source", "ref", metavar="REF", type=Ref(), help="Give this source its text.")
@click.option("--copies", is_flag=True, help="Record what copies a source as derived from it.")
@click.option("--watch", is_flag=True, help="Go on with what comes into the folder, until Ctrl+C.")
@json_option
@click.pass_context
def read(
    ctx: click.Context,
    file: str,
    ref: str | None,
    *,
    dry_run: bool,
    copies: bool,
    watch: bool,
    as_json: bool,
) -> None:
    """Take documents in as sources to read: text, Markdown, HTML, PDF, Word, e-mail.

    What a document says of itself is recorded: title, authors, publisher, date, language, each
    printed with where it was found. What is there already is not taken in twice, and what shares
    half of its text with a source is told. A folder is read with those below it, in one change;
    exit status 1 if some of it cannot be read.
    """
    from briefing.reading.taking_in import Outcome, TakingIn

    path = Path(file)
    is_folder = file != PASTED and path.is_dir()
    if is_folder and ref:
        raise click.UsageError("a source is one document; name a file")
    if watch:
        if not is_folder or dry_run or as_json:
            raise click.UsageError("--watch reads a folder, and tells what it takes in as it comes")
        _watch(ctx, path, copies=copies)
        return
    store = open_reader(ctx) if dry_run else open_store(ctx)
    done = None
    try:
        taking = TakingIn(store, is_tried=dry_run, records_copies=copies)
        taken = []
        for each in _each(taking, _files(path, file), path, ref or ""):
            if each.outcome is Outcome.UNREADABLE and not is_folder:
                fail(f"{each.name}: {each.reason}")
            taken.append(each)
            if not as_json:
                _print(each)
        with unbroken():
            done = taking.commit(f"read {path.name if file != PASTED else 'a pasted text'}")
    except KeyboardInterrupt:
        saved = f"they were recorded as revision {done.rev}" if done else "nothing was changed"
        fail(f"stopped; {saved}")
    finally:
        store.close()
    _conclude(taken, done.rev if done else None, is_tried=dry_run, as_json=as_json)
    if any(each.outcome is Outcome.UNREADABLE for each in taken):
        sys.exit(NOT_ALL_READ)


def _watch(ctx: click.Context, folder: Path, *, copies: bool) -> None:
    """Take in what comes into a folder, each time in one change, until it is stopped."""
    import time

    from briefing.reading.taking_in import TakingIn, counted
    from briefing.reading.watching import Watch

    watch = Watch(folder)
    note(f"watching {folder}; Ctrl+C stops")
    try:
        while True:
            if files := watch.ready():
                store = open_store(ctx)
                try:
                    taking = TakingIn(store, records_copies=copies)
                    taken = []
                    for each in _each(taking, files, folder, ""):
                        taken.append(each)
                        _print(each)
                    with unbroken():
                        taking.commit(f"read {folder.name}")
                finally:
                    store.close()
                say(counted(taken))
            time.sleep(_BETWEEN)
    except KeyboardInterrupt:
        note("stopped; what was told is recorded")


def _files(path: Path, file: str) -> "Iterable[Path]":
    """The files that are named: one, or those of a folder."""
    from briefing.reading.documents.read import documents_in

    return documents_in(path) if file != PASTED and path.is_dir() else [path]


def _each(taking: "TakingIn", files: "Iterable[Path]", path: Path, ref: str) -> "Iterator[Taken]":
    """Take in a file, or each of a folder; one that cannot be read stops none of the others."""
    from briefing.reading.documents.document import Unreadable
    from briefing.reading.taking_in import unreadable

    file = str(path)
    is_folder = file != PASTED and path.is_dir()
    for number, each in enumerate(files, 1):
        name = str(each.relative_to(path)) if is_folder else each.name
        _show_progress(f"{number:,} {name}" if is_folder else "")
        try:
            document = _document(each, is_pasted=file == PASTED)
            found = taking.attach(document, ref) if ref else taking.take(document)
        except Unreadable as error:
            found = unreadable(name, str(error))
        _show_progress("")
        # The name of a file may be no text at all.
        name = os.fsencode(name).decode(errors="replace")
        yield replace(found, name="standard input" if file == PASTED else name)


def _document(path: Path, *, is_pasted: bool) -> "Document":
    from briefing.reading.documents.read import read_file, read_pasted

    return read_pasted() if is_pasted else read_file(path)


def _show_progress(text: str) -> None:
    """Show which file is being read, on a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{one_line(text)[:70]}")
        sys.stderr.flush()


def _print(taken: "Taken") -> None:
    from briefing.reading.taking_in import Outcome

    if taken.outcome is Outcome.UNREADABLE:
        return _row("unreadable", taken.name, taken.reason, err=True)
    _row(taken.outcome, taken.name, taken.ref)
    if taken.outcome is Outcome.SAME:
        return None
    for name, told in taken.told.items():
        value = ", ".join(told.value) if isinstance(told.value, tuple) else told.value
        _row("", name, value, told.where)
    length = f"{taken.characters:,} characters"
    _row("", "text", f"{length}, {taken.pages:,} pages" if taken.pages else length)
    for alike in taken.alike:
        copies = "it seems to copy it" if alike.ref == taken.derived_from else ""
        _row("", "like", alike.ref, f"{alike.share:.0%} of the shorter text", copies)
    for each in taken.notes:
        _row("", "note", each)
    return None


def _row(*cells: str, err: bool = False) -> None:
    click.echo("\t".join(map(one_line, cells)).rstrip("\t"), err=err)


def _conclude(taken: "Sequence[Taken]", rev: int | None, *, is_tried: bool, as_json: bool) -> None:
    from briefing.reading.taking_in import counted

    if as_json:
        print_json({"revision": rev, "documents": [_plain(each) for each in taken]})
        return
    say(f"{counted(taken)}{'; nothing was changed' if is_tried else ''}")
    if any(each.derived_from for each in taken) and rev is None:
        note("--copies records what copies a source as derived from it, so that it counts once")


def _plain(taken: "Taken") -> dict[str, Any]:
    return {
        "file": taken.name,
        "outcome": taken.outcome.value,
        "ref": taken.ref,
        "media_type": taken.media_type,
        "told": {name: told._asdict() for name, told in taken.told.items()},
        "characters": taken.characters,
        "pages": taken.pages,
        "alike": [each._asdict() for each in taken.alike],
        "derived_from": taken.derived_from,
        "notes": list(taken.notes),
        "reason": taken.reason,
    }
