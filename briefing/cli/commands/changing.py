"""Commands that change a briefing: new, apply, dismiss, undo, redo, checkpoint."""

import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager
from copy import copy
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.group import Ref, cli
from briefing.cli.opening import open_store, path_of
from briefing.cli.printing import fail, note, print_json, say
from briefing.model.plurals import plural

if TYPE_CHECKING:
    from briefing.store.backend import Keep
    from briefing.store.changes import Transaction
    from briefing.store.store import Store


@cli.command(needs_db=True)
@click.option("--title", metavar="TITLE", default="", help="Title of the briefing.")
@click.pass_context
def new(ctx: click.Context, title: str) -> None:
    """Create an empty briefing in a new file."""
    from briefing.store.store import Store

    path = path_of(ctx)
    Store.create(path, title).close()
    say(f"{path} is ready; open it with `briefing {path}`")


_APPLY = """Make changes given as JSON lines.

Each change is acknowledged once it is on disk.

\b
{"op": "put", "ref": "group:aqim", "record": {…}, "why": "…"}
{"op": "delete", "ref": "group:aqim", "unlink": true, "why": "…"}
"""


@cli.command(help=_APPLY)
@click.argument("changes", metavar="FILE|-", type=click.File("rb"))
@click.option("--atomic", is_flag=True, help="Make all changes as one, or none.")
@click.pass_context
def apply(ctx: click.Context, changes: Any, *, atomic: bool) -> None:
    """Make changes given as JSON lines."""
    from briefing.cli.progress import Progress
    from briefing.scripting import apply_lines, apply_together

    store = _writable(ctx)
    work = apply_together if atomic else apply_lines
    is_checkpointing = not atomic
    made = refused = 0
    try:
        with (
            Progress(changes) as progress,
            closing(work(store, progress.lines(), unbroken)) as answers,
        ):
            for answer in answers:
                made += answer["ok"]
                refused += not answer["ok"]
                progress.make_way()
                print_json(answer)
                if is_checkpointing and (problem := _checkpoint_if_due(store)):
                    is_checkpointing = False
                    progress.take_away()
                    note(problem)
    except KeyboardInterrupt:
        done = plural(made, "change was made and is", "changes were made and are")
        fail(f"stopped; {made} {done} saved" if made else "stopped; nothing was changed")
    finally:
        store.close()
    if refused and atomic:
        fail(f"{refused} {plural(refused, 'line')} cannot be applied; nothing was changed")
    if refused:
        of = f"{refused} of {made + refused} {plural(made + refused, 'change')}"
        saved = f"; {plural(made, 'the other is', 'the others are')} saved" if made else ""
        fail(f"{of} {plural(refused, 'was', 'were')} refused{saved}")


@cli.command()
@click.argument("ref", type=Ref())
@click.argument("check", metavar="CHECK")
@click.option("--field", metavar="FIELD", help="Only what is found at this field.")
@click.option("--why", metavar="TEXT", required=True, help="Why it needs no more work.")
@click.pass_context
def dismiss(ctx: click.Context, ref: str, check: str, field: str | None, why: str) -> None:
    """Dismiss what a check finds on a record.

    It is not listed again until the facts it rests on change. `undo` brings it back.
    """
    from briefing.checks import all_checks, dismissed, findings

    known = {each.id: each for each in all_checks()}
    if check not in known:
        raise click.UsageError(f"there is no check {check}; checks are {', '.join(known)}")
    if instead := known[check].instead:
        fail(f"what {check} finds cannot be dismissed: {instead}")
    if not why.strip():
        raise click.UsageError("--why is empty; say why it needs no more work")
    store = _writable(ctx)
    record = store.need(ref)
    found = [
        each
        for each in findings(store, [known[check]])
        if each.ref == ref and field in (None, each.path) and not each.dismissed
    ]
    if not found:
        where = ref if field is None else f"{ref} {field}"
        fail(f"{check} finds nothing on {where} that is not dismissed already")
    settled = dismissed(record, found, why.strip())
    done = store.put(ref, settled, f"dismissed {check}: {why.strip()}", record)
    store.close()
    count = len(found)
    say(f"dismissed {count} {plural(count, 'finding')} of {check} on {ref}; revision {done.rev}")


@cli.command()
@click.option(
    "--rev", metavar="N", type=click.IntRange(1), help="Undo this revision instead of the last one."
)
@click.option("--with-later", is_flag=True, help="First undo the later changes that depend on it.")
@click.pass_context
def undo(ctx: click.Context, rev: int | None, *, with_later: bool) -> None:
    """Undo the last change, or the one that made revision N."""
    from briefing.store.errors import CannotUndo

    if with_later and rev is None:
        raise click.UsageError("--with-later needs --rev")
    store = _writable(ctx)
    try:
        done = store.undo_with_later(rev) if rev and with_later else [store.undo(rev)]
    except CannotUndo as error:
        if not error.later or rev is None:
            raise
        fail(f"{error}; `briefing undo --rev {rev} --with-later` undoes that too")
    for transaction in done:
        _acknowledge(store, transaction)
    store.close()


@cli.command()
@click.pass_context
def redo(ctx: click.Context) -> None:
    """Redo the change last undone."""
    store = _writable(ctx)
    _acknowledge(store, store.redo())
    store.close()


@cli.command()
@click.option(
    "--keep",
    type=click.Choice(["both", "mine", "theirs"]),
    help="Which version to keep if db.json was changed outside while changes were waiting in the "
    "history.",
)
@click.pass_context
def checkpoint(ctx: click.Context, keep: "Keep | None") -> None:
    """Bring db.json up to date with its history."""
    store = _writable(ctx, keep)
    store.catch_up()
    is_new = store.checkpoint()
    if store.pending and not is_new:
        fail(f"{store.location}: another program is changing it right now; try again")
    state = f"up to date (revision {store.meta.revision})"
    say(f"{store.location} is {'brought ' if is_new else ''}{state}")
    store.close()


# The former name, which scripts use.
_fold = copy(checkpoint)
_fold.hidden = True
cli.add_command(_fold, "fold")


@contextmanager
def unbroken() -> Iterator[None]:
    """Postpone ctrl+c until the block is done.

    Raises:
        KeyboardInterrupt: It was pressed during the block.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:
        # The parent process ignores ctrl+c or handles it in its own way.
        yield
        return
    is_pressed = False

    def take_note(_signal: int, _frame: FrameType | None) -> None:
        nonlocal is_pressed
        is_pressed = True

    signal.signal(signal.SIGINT, take_note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if is_pressed:
        raise KeyboardInterrupt


def _writable(ctx: click.Context, keep: "Keep | None" = None) -> "Store":
    from briefing.store.errors import ReadOnly

    store = open_store(ctx, keep)
    if store.read_only:
        raise ReadOnly(store.read_only)
    return store


def _checkpoint_if_due(store: "Store") -> str:
    """Write a checkpoint if one is due; return why that failed, if it did."""
    from briefing.store.errors import NotSaved

    try:
        if store.is_checkpoint_due():
            store.checkpoint()
    except NotSaved as error:
        # The changes are safe in the history, where the next program to open it finds them.
        return f"{error.reason}; the changes are saved in its history"
    return ""


def _acknowledge(store: "Store", done: "Transaction") -> None:
    from briefing.store.wording import described

    original = store.original(done)
    verb = "undid" if done.operation.name == "undo" else "redid"
    what = described(original, store.label)
    say(f"{verb} revision {original.rev}: {what}; this is revision {done.rev}")
