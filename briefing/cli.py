"""The command line: `briefing` alone opens the screen, a command does one thing and ends.

Nothing heavy is imported before a command runs, so that `--help` answers at once.
"""

import contextlib
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from briefing import __version__

if TYPE_CHECKING:
    from briefing.store.changes import Transaction
    from briefing.store.store import Store
    from briefing.store.versions import Keep

REFUSED = 2
"""Exit status when something could not be done; the reason is on stderr in one line."""

FOUND_ERRORS = 1
"""Exit status of `check` when it found errors."""

QUICK_BYTES = 1 << 20
"""A file up to this size is read before the first frame; a larger one after it."""

PATIENCE = 1.0
"""Seconds the screen waits for another program to finish a change; it can try again by itself."""


class OpenByDefault(click.Group):
    """A group whose only argument may also be a briefing to open."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take a last argument that is neither an option nor a command for a briefing."""
        options = args[:-1]
        is_alone = all(
            part.startswith("-") or (place and options[place - 1] == "--db")
            for place, part in enumerate(options)
        )
        is_value = bool(options) and options[-1] == "--db"
        if args and is_alone and not is_value:
            last = args[-1]
            if not last.startswith("-") and last not in self.commands:
                args = [*options, "--db", last]
        return super().parse_args(ctx, args)


def _db_option(command: Callable[..., Any]) -> Callable[..., Any]:
    def keep(ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
        if value is not None:
            ctx.find_root().obj = value

    return click.option(
        "--db",
        metavar="PATH",
        type=click.Path(path_type=Path),
        callback=keep,
        expose_value=False,
        help="The briefing; default: ./db.json, else $BRIEFING_DB, else in your data folder.",
    )(command)


def _json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


@click.group(
    cls=OpenByDefault,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="[DB] | COMMAND …",
)
@_db_option
@click.version_option(__version__, prog_name="briefing")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Open a briefing book: groups, leaders, events and quotes of an armed conflict.

    Without a command the briefing DB opens on the screen; press ? there for the keys.
    """
    if ctx.invoked_subcommand is None:
        _open_screen(_path(ctx))


@cli.command()
@_db_option
@click.argument("path", metavar="DB", type=click.Path(path_type=Path))
@click.option("--title", default="", help="What it is about.")
def new(path: Path, title: str) -> None:
    """Start an empty briefing in a new file."""
    from briefing.store.store import Store

    Store.create(path, title).close()
    click.echo(f"{path} is ready: open it with `briefing {path}`")


@cli.command()
@_db_option
@click.argument("ref")
@_json_option
@click.pass_context
def show(ctx: click.Context, ref: str, *, as_json: bool) -> None:
    """Print the dossier of a record, such as leader:mokhtar-belmokhtar."""
    from briefing.dossier import build_dossier
    from briefing.dossier_text import dossier_text

    store = _store(ctx)
    record = store.need(ref)
    if as_json:
        from briefing.links import ties

        tied = [{**tie._asdict(), "label": store.label(tie.ref)} for tie in ties(store, ref)]
        _print_json({"ref": ref, "record": record, "ties": tied})
    elif dossier := build_dossier(store, ref):
        click.echo(_printable(dossier_text(dossier)))


@cli.command()
@_db_option
@click.argument("query", required=False)
@click.option("--queries", type=click.File("rb"), help="A file of names to look up, one a line.")
@click.option("--kind", multiple=True, help="Only this kind: group, leader, event, quote, source.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@_json_option
@click.pass_context
def search(
    ctx: click.Context,
    query: str | None,
    queries: Any,
    kind: tuple[str, ...],
    limit: int,
    *,
    as_json: bool,
) -> None:
    """Find records by any spelling of a name, or by words of a text."""
    from briefing.search.entries import index_of, read_query

    if (query is None) == (queries is None):
        raise click.UsageError("give either a QUERY or --queries FILE")
    _known_kinds(kind)
    index = index_of(_store(ctx).records())
    for asked in [query] if query is not None else _lines(queries):
        wanted = read_query(asked)
        hits = index.search(wanted.text, kinds=kind or wanted.kinds, limit=limit)
        if as_json:
            found = [
                {"ref": hit.ref, "label": hit.label, "text": hit.text, "score": round(hit.score, 1)}
                for hit in hits
            ]
            _print_json({"query": asked, "hits": found})
            continue
        for hit in hits:
            text = hit.label if hit.text == hit.label else f"{hit.label}: {hit.text}"
            columns = [asked, hit.ref, text] if queries is not None else [hit.ref, text]
            click.echo("\t".join(map(_one_line, columns)))


@cli.command()
@_db_option
@click.argument("changes", metavar="FILE|-", type=click.File("rb"))
@click.pass_context
def apply(ctx: click.Context, changes: Any) -> None:
    r"""Make changes given as JSON lines, and acknowledge each once it is on the disk.

    \b
    {"op": "put", "ref": "group:aqim", "record": {…}, "why": "…"}
    {"op": "delete", "ref": "group:aqim", "unlink": true, "why": "…"}
    """
    from briefing.scripting import apply_lines

    refused = total = 0
    for answer in apply_lines(_store(ctx), changes):
        total += 1
        refused += not answer["ok"]
        _print_json(answer)
    if refused:
        _fail(f"{refused} of {total} changes were refused; the others are saved")


@cli.command()
@_db_option
@click.option("--rev", type=click.IntRange(1), help="Take back this revision, not the last one.")
@click.pass_context
def undo(ctx: click.Context, rev: int | None) -> None:
    """Take the last change back."""
    transaction = _store(ctx).undo(rev)
    _acknowledge(transaction, f"took back revision {transaction.undoes}")


@cli.command()
@_db_option
@click.pass_context
def redo(ctx: click.Context) -> None:
    """Make the last change taken back again."""
    _acknowledge(_store(ctx).redo(), "made again")


@cli.command()
@_db_option
@_json_option
@click.pass_context
def check(ctx: click.Context, *, as_json: bool) -> None:
    """Say what is wrong or weak; exit status 1 when there are errors."""
    from briefing.checks import check as findings_of

    findings = list(findings_of(_store(ctx)))
    errors = sum(finding.level == "error" for finding in findings)
    if as_json:
        _print_json([finding._asdict() for finding in findings])
    else:
        for finding in findings:
            click.echo(_one_line(str(finding)))
        click.echo(f"{errors} errors, {len(findings) - errors} warnings")
    if errors:
        sys.exit(FOUND_ERRORS)


def main() -> None:
    """Run the program; whatever goes wrong is one line on stderr."""
    # The collector would walk every object of every import for nothing.
    gc.disable()
    try:
        sys.exit(cli.main(standalone_mode=False, prog_name="briefing") or 0)
    except click.ClickException as error:
        _fail(error.format_message())
    except click.Abort:
        _fail("stopped")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        from briefing.model.faults import InvalidRecord
        from briefing.store.errors import StoreError

        if not isinstance(error, StoreError | InvalidRecord):
            raise
        _fail(str(error))


def _path(ctx: click.Context) -> Path:
    from briefing.locate import default_db

    return ctx.find_root().obj or default_db()


def _store(ctx: click.Context) -> "Store":
    from briefing.store.store import Store

    store = Store.open(_path(ctx))
    _settle()
    return store


def _settle() -> None:
    """Start the garbage collector, now that what is there will stay."""
    gc.freeze()
    gc.enable()


def _open_screen(path: Path) -> None:
    from briefing.store.errors import TwoVersions
    from briefing.store.store import Store

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _fail("the screen needs a terminal; `briefing --help` lists what works without one")
    if not path.exists():
        _offer(path)
    is_large = path.stat().st_size > QUICK_BYTES
    # A small file is read here, so that what is wrong with it is said without the screen.
    opened = None
    if not is_large:
        # Which of two versions goes on is asked on the screen.
        with contextlib.suppress(TwoVersions):
            opened = Store.open(path, patience=PATIENCE)
    from briefing.tui.app import BriefingApp

    def open_store(keep: "Keep | None") -> Store:
        return opened or Store.open(path, keep=keep, patience=PATIENCE)

    app = BriefingApp(open_store, is_large=is_large, ready=_settle)
    app.run()
    if app.failure:
        _fail(app.failure)
    # All is saved and the terminal is given back; taking a large briefing apart, object by
    # object, or waiting for its index, would only keep the reader waiting.
    sys.stdout.flush()
    os._exit(0)


def _offer(path: Path) -> None:
    """There is no briefing yet: make the sample or an empty one, or say how."""
    from briefing.locate import default_db, sample
    from briefing.store.files import write_whole
    from briefing.store.store import Store

    data = sample()
    if path != default_db() or data is None:
        _fail(f"{path}: there is no such file; start one with `briefing new {path}`")
    click.echo(f"There is no briefing yet; it would be kept in {path}")
    click.echo("  s  begin with the sample: a report on Mali, January 2014")
    click.echo("  n  begin with an empty one")
    click.echo("  q  do nothing")
    answer = click.prompt("Your choice", type=click.Choice(["s", "n", "q"]), default="s")
    if answer == "q":
        sys.exit(0)
    path.parent.mkdir(parents=True, exist_ok=True)
    if answer == "s":
        write_whole(path, data)
    else:
        Store.create(path, click.prompt("Its title", default="Briefing"))


def _lines(file: Any) -> list[str]:
    """The lines of a file of names, empty ones left out."""
    try:
        text: str = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file.name}: not UTF-8 text at byte {error.start}") from None
    return [line.strip() for line in text.splitlines() if line.strip()]


def _known_kinds(kinds: tuple[str, ...]) -> None:
    from briefing.model.records import KINDS

    for kind in kinds:
        if kind not in KINDS:
            raise click.UsageError(f"there is no kind “{kind}”; choose from {', '.join(KINDS)}")


def _acknowledge(transaction: "Transaction", what: str) -> None:
    refs = ", ".join(change.ref for change in transaction.changes)
    click.echo(f"{what}: {refs} (revision {transaction.rev})")


def _print_json(value: object) -> None:
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()


def _printable(text: str) -> str:
    """Text for a terminal: control characters of a record must not reach it."""
    return "".join(
        character
        if character.isprintable() or character in "\n\t"
        # A no-break space is not "printable", but a space nonetheless.
        else (" " if character.isspace() else "·")
        for character in text
    )


def _one_line(text: str) -> str:
    """Text for a line of its own: no break or tab of a record may look like ours."""
    return _printable(" ".join(text.split()))


def _fail(message: str) -> NoReturn:
    click.echo(f"briefing: {_one_line(message)}", err=True)
    sys.exit(REFUSED)
