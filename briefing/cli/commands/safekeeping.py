"""Commands that verify, copy and purge a briefing: verify, backup, forget, cache clear."""

import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.group import Ref, cli, json_option
from briefing.cli.opening import open_store, path_of
from briefing.cli.printing import note, one_line, print_json, say
from briefing.model.plurals import plural

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.store.backends.jsonfile.forget import Forgetting
    from briefing.store.backends.jsonfile.verify import Verdict

NOT_PROVED = 1
"""Exit status of `verify` and `backup` if anything is wrong."""

FEW = 20
"""Faults that are printed; `--json` prints all."""


def _as_head(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    if value is None:
        return ""
    head = value.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{64}", head):
        raise click.BadParameter("a head is the 64 digits that `briefing verify` prints")
    return head


@cli.command()
@click.option(
    "--head",
    metavar="HASH",
    callback=_as_head,
    help="A head you noted earlier: prove that nothing up to it was removed or changed.",
)
@json_option
@click.pass_context
def verify(ctx: click.Context, head: str, *, as_json: bool) -> None:
    """Prove the whole store, history included.

    Reads db.json and every line of its history, and prints the head of the history for you to note
    elsewhere. Exit status 1 if anything is wrong.
    """
    from briefing.store.backends.jsonfile.paths import Paths
    from briefing.store.backends.jsonfile.verify import verify as prove

    verdict = prove(Paths(path_of(ctx)), head)
    if as_json:
        print_json(as_plain(verdict))
    else:
        for line in _lines(verdict):
            click.echo(one_line(line))
    if verdict.faults:
        sys.exit(NOT_PROVED)


@cli.command()
@click.argument("destination", metavar="DEST", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def backup(ctx: click.Context, destination: Path, *, as_json: bool) -> None:
    """Copy a briefing with its history.

    DEST is a file name ending in .json, or a folder. Nothing is overwritten. Others may keep
    writing while it runs. The copy is proved.
    """
    from briefing.store.backends.jsonfile.backup import back_up
    from briefing.store.backends.jsonfile.paths import Paths

    place, verdict = back_up(Paths(path_of(ctx)), destination)
    if as_json:
        print_json({"path": str(place), **as_plain(verdict)})
    else:
        for line in _lines(verdict):
            click.echo(one_line(line))
        say(f"copied to {place}")
    if verdict.faults:
        sys.exit(NOT_PROVED)


@cli.command()
@click.argument("refs", metavar="REF…", type=Ref(), nargs=-1, required=True)
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask for confirmation.")
@click.pass_context
def forget(ctx: click.Context, refs: tuple[str, ...], *, is_sure: bool) -> None:
    """Remove records from all files for good.

    No version of them is left in db.json, its history or any copy beside it. This cannot be undone.
    """
    from briefing.config import read_config
    from briefing.search.cache import cache_folder
    from briefing.search.cache import clear as clear_folder
    from briefing.store.backends.jsonfile.forget import forget as forget_all
    from briefing.store.backends.jsonfile.forget import to_forget
    from briefing.store.backends.jsonfile.paths import Paths
    from briefing.store.errors import ReadOnly
    from briefing.store.store import login_name
    from briefing.tui.forms.drafts import Drafts, drafts_folder
    from briefing.tui.main.remembered import Remembered, remembered_file

    store = open_store(ctx)
    if store.read_only:
        raise ReadOnly(store.read_only)
    path = path_of(ctx)
    forgetting = to_forget(store, Paths(path), refs)
    for line in _what_goes(forgetting, store.label):
        click.echo(one_line(line))
    if not is_sure:
        click.confirm("Forget all of this for good?", abort=True)
    store.close()

    def clear_beside() -> None:
        clear_folder(cache_folder())
        Drafts(drafts_folder(), path).delete_all()
        Remembered(remembered_file(), path).source = ""

    forget_all(path, forgetting, read_config().by or login_name(), clear_beside)
    say(f"forgotten: {', '.join(forgetting.refs)}")
    note(
        "copies elsewhere, such as backups and git, are not cleared, nor are programs that have "
        "the briefing open: close them"
    )


def _what_goes(forgetting: "Forgetting", label: "Callable[[str], str]") -> Iterator[str]:
    yield from (f"will be deleted: {ref} ({label(ref)})" for ref in forgetting.refs)
    yield from (f"will be deleted: {path}" for path in forgetting.files)
    yield from (f"will lose its reference: {ref} ({label(ref)})" for ref in forgetting.edited)
    yield from (
        f"still names it: {ref} ({label(ref)}); edit it, or forget it too"
        for ref in forgetting.naming
    )
    yield from (
        f"named it before: {ref} ({label(ref)}); earlier versions stay in the history unless you "
        "forget it too"
        for ref in forgetting.named
    )
    if forgetting.is_title:
        yield "still names it: the title of the briefing"


def as_plain(verdict: "Verdict") -> dict[str, Any]:
    """A verdict as `--json` prints it."""
    return {"proved": not verdict.faults, **asdict(verdict)}


def _lines(verdict: "Verdict") -> Iterator[str]:
    lines, faults = plural(verdict.lines, "line"), len(verdict.faults)
    yield f"head {verdict.head}"
    yield f"revision {verdict.revision}, {verdict.lines} {lines} of history"
    yield from (f"note: {note}" for note in verdict.notes)
    yield from (f"fault: {fault}" for fault in verdict.faults[:FEW])
    if faults > FEW:
        yield f"and {faults - FEW} more; --json has them all"
    yield f"{faults} {plural(faults, 'fault')}" if faults else "proved"


@cli.group()
def cache() -> None:
    """Manage the search tables of large briefings."""


@cache.command()
def clear() -> None:
    """Delete the search tables.

    They are rebuilt when a large briefing is opened.
    """
    from briefing.search.cache import cache_folder
    from briefing.search.cache import clear as clear_folder

    count = clear_folder(cache_folder())
    say(f"{count} {plural(count, 'file')} deleted from {cache_folder()}")
