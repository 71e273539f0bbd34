"""Commands that read a briefing: show, history, check."""

import sys
from itertools import chain, islice
from typing import TYPE_CHECKING

import click

from briefing.cli.group import Ref, cli, json_option
from briefing.cli.listing import filter_option, matching
from briefing.cli.opening import open_reader, path_of
from briefing.cli.printing import one_line, print_json, printable
from briefing.model.plurals import plural

if TYPE_CHECKING:
    from briefing.store.store import Store

FOUND_ERRORS = 1
"""Exit status of `check` if there are errors."""

FEW = 50
"""Changes `history` prints without `--limit`."""


@cli.command()
@click.argument("ref", type=Ref(), required=False)
@filter_option
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
    found = matching(store, filter_query)
    refs = [ref or ""] if found is None else sorted(found.refs)
    for number, each in enumerate(refs):
        if number and not as_json:
            click.echo("\n" + "─" * 40 + "\n")
        _show(store, each, as_json=as_json)


def _show(store: "Store", ref: str, *, as_json: bool) -> None:
    from briefing.dossier import build_dossier, dossier_text

    record = store.need(ref)
    if as_json:
        from briefing.links import ties
        from briefing.provenance import as_plain

        tied = []
        for tie in ties(store, ref):
            tied.append({**tie._asdict(), "label": store.label(tie.ref)})
            del tied[-1]["field"]
        provenance = as_plain(store, record)
        print_json({"ref": ref, "record": record, "ties": tied, "grounds": provenance})
    elif dossier := build_dossier(store, ref):
        click.echo(printable(dossier_text(dossier)))


@cli.command()
@click.argument("ref", type=Ref(), required=False, default="")
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(1),
    help=f"At most this many. Default: {FEW}, or all with --json.",
)
@json_option
@click.pass_context
def history(ctx: click.Context, ref: str, limit: int | None, *, as_json: bool) -> None:
    """Show who changed what, when and why.

    The newest change comes first. With REF, only changes of that record are shown.
    """
    from briefing.history_text import as_plain, as_text
    from briefing.store.errors import UnknownRecord

    store = open_reader(ctx)
    transactions = store.newest_first(ref)
    first = next(transactions, None)
    if first is None:
        if ref and store.get(ref) is None:
            raise UnknownRecord(ref)
        if not as_json:
            click.echo("nothing was changed yet")
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
@json_option
@click.pass_context
def check(ctx: click.Context, *, as_json: bool) -> None:
    """List errors and weak spots.

    Exit status 1 if there are errors.
    """
    from briefing.checks import Finding
    from briefing.checks import check as findings_of
    from briefing.store.backends.jsonfile.paths import Paths
    from briefing.store.backends.jsonfile.verify import verify

    store = open_reader(ctx)
    faults = (fault.partition(": ") for fault in verify(Paths(path_of(ctx))).faults)
    findings = [Finding("error", file, "", problem) for file, _, problem in faults]
    findings += findings_of(store)
    errors = sum(finding.level == "error" for finding in findings)
    if as_json:
        print_json([finding._asdict() for finding in findings])
    else:
        for finding in findings:
            click.echo(one_line(str(finding)))
        warnings = len(findings) - errors
        click.echo(f"{errors} {plural(errors, 'error')}, {warnings} {plural(warnings, 'warning')}")
    if errors:
        sys.exit(FOUND_ERRORS)
