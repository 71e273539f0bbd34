"""Commands that read a briefing: show, history, changes, check."""

import sys
from collections.abc import Mapping
from itertools import chain, islice
from typing import TYPE_CHECKING

import click

from briefing.cli.as_of import as_asked, as_of_options, moment_of, read_moment, since_option
from briefing.cli.commands.listing import filter_option, matching
from briefing.cli.group import Ref, cli, json_option
from briefing.cli.opening import open_reader, path_of
from briefing.cli.printing import one_line, print_json, printable
from briefing.model.plurals import plural

if TYPE_CHECKING:
    from briefing.store.book import Book
    from briefing.store.store import Store

FOUND_ERRORS = 1
"""Exit status of `check` if there are errors."""

IN_FILES = "files"
"""What `check` lists in place of a check's id where `verify` finds a file damaged."""

FEW = 50
"""Changes `history` prints without `--limit`."""


@cli.command()
@click.argument("ref", type=Ref(), required=False)
@filter_option
@as_of_options
@json_option
@click.pass_context
def show(ctx: click.Context, ref: str | None, filter_query: str, *, as_json: bool) -> None:
    """Print the dossier of a record, or of all that a filter holds for.

    REF is its kind and id, such as leader:mokhtar-belmokhtar. With --filter and --json, each record
    is one line.
    """
    if ref is None and not filter_query:
        raise click.UsageError("Missing argument 'REF', or --filter QUERY instead of it.")
    if ref is not None and filter_query:
        raise click.UsageError("give either REF or --filter QUERY")
    store = open_reader(ctx)
    book = as_asked(ctx, store)
    found = matching(store, book, filter_query)
    refs = [ref or ""] if found is None else sorted(found.refs)
    for number, each in enumerate(refs):
        if number and not as_json:
            click.echo("\n" + "─" * 40 + "\n")
        _show(book, each, moment_of(ctx), as_json=as_json)


def _show(book: "Book", ref: str, moment: Mapping[str, object], *, as_json: bool) -> None:
    from briefing.dossier import build_dossier, dossier_text

    record = book.need(ref)
    if as_json:
        from briefing.links import ties
        from briefing.provenance import as_plain

        tied = []
        for tie in ties(book, ref):
            tied.append({**tie._asdict(), "label": book.label(tie.ref)})
            del tied[-1]["field"]
        provenance = as_plain(book, record)
        plain = {"ref": ref, "record": record, "ties": tied, "grounds": provenance}
        print_json({**moment, **plain, **({"notes": book.notes(ref)} if moment else {})})
    elif dossier := build_dossier(book, ref):
        click.echo(printable(dossier_text(dossier)))


@cli.command()
@click.argument("ref", type=Ref(), required=False, default="")
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(1),
    help=f"At most this many. Default: {FEW}, or all with --json.",
)
@since_option()
@json_option
@click.pass_context
def history(
    ctx: click.Context, ref: str, limit: int | None, since: str | None, *, as_json: bool
) -> None:
    """Show who changed what, when and why.

    The newest change comes first. With REF, only changes of that record are shown.
    """
    from briefing.history_text import as_plain, as_text
    from briefing.store.errors import UnknownRecord
    from briefing.views.books.known_at import made_after

    store = open_reader(ctx)
    if since is None:
        transactions = store.newest_first(ref)
    else:
        transactions = made_after(store, read_moment(since), ref)
    first = next(transactions, None)
    if first is None:
        if ref and store.get(ref) is None and next(store.newest_first(ref), None) is None:
            raise UnknownRecord(ref)
        if not as_json:
            click.echo("nothing was changed yet" if since is None else f"nothing since {since}")
        return
    found = chain([first], transactions)
    if as_json:
        for transaction in islice(found, limit):
            print_json(as_plain(transaction, store.label))
        return
    for number, transaction in enumerate(found):
        if number == (limit or FEW):
            click.echo(f"and earlier changes; --limit {2 * number} shows more of them")
            return
        if number:
            click.echo()
        click.echo(printable(as_text(transaction, store.label, about=ref)))


@cli.command()
@since_option(required=True)
@click.option("--in-words", is_flag=True, help="Say it in sentences, judgements first.")
@json_option
@click.pass_context
def changes(ctx: click.Context, since: str, *, in_words: bool, as_json: bool) -> None:
    """Show what changed in all since a date or a revision.

    Each record is listed once, as it was before and is now.
    """
    from briefing.history_text import changes_as_plain, changes_as_text
    from briefing.store.changes import net
    from briefing.views.books.known_at import made_after

    store = open_reader(ctx)
    if in_words:
        _say_changes(store, since, as_json=as_json)
        return
    found = net([*made_after(store, read_moment(since))][::-1])
    if as_json:
        print_json({"since": since, "changes": changes_as_plain(found, store.label)})
    else:
        click.echo(printable(changes_as_text(found, store.label) or f"nothing since {since}"))


def _say_changes(store: "Store", since: str, *, as_json: bool) -> None:
    from briefing.views import since as views
    from briefing.views.since_in_words import sentences

    said = sentences(views.since(store, read_moment(since)))
    if as_json:
        print_json({"since": since, "said": [each._asdict() for each in said]})
    else:
        click.echo(printable("\n".join(each.text for each in said) or f"nothing since {since}"))


@cli.command()
@click.option(
    "--only",
    "ids",
    metavar="CHECK",
    multiple=True,
    help="Only this check, by its id; may be repeated.",
)
@click.option("--all", "with_dismissed", is_flag=True, help="Also list dismissed findings.")
@as_of_options
@json_option
@click.pass_context
def check(ctx: click.Context, ids: tuple[str, ...], *, with_dismissed: bool, as_json: bool) -> None:
    """List errors and weak spots.

    Exit status 1 if there are errors.
    """
    import msgspec

    from briefing.checks import Finding, all_checks, findings
    from briefing.store.backends.jsonfile.paths import Paths
    from briefing.store.backends.jsonfile.verify import verify

    book = as_asked(ctx, open_reader(ctx))
    known = {each.id: each for each in all_checks()}
    if unknown := [each for each in ids if each not in known]:
        raise click.UsageError(f"there is no check {unknown[0]}; checks are {', '.join(known)}")
    found: list[Finding] = []
    if not ids:
        faults = (fault.partition(": ") for fault in verify(Paths(path_of(ctx))).faults)
        found += [Finding(IN_FILES, "error", file, "", problem) for file, _, problem in faults]
    checks = [each for each in known.values() if each.id in ids or not ids]
    found += [each for each in findings(book, checks) if with_dismissed or not each.dismissed]
    errors = sum(finding.level == "error" for finding in found)
    if as_json:
        print_json([msgspec.structs.asdict(finding) for finding in found])
    else:
        for finding in found:
            click.echo(one_line(str(finding)))
        warnings = len(found) - errors
        click.echo(f"{errors} {plural(errors, 'error')}, {warnings} {plural(warnings, 'warning')}")
    if errors:
        sys.exit(FOUND_ERRORS)
