"""Commands that read a briefing: show, search, history, check."""

import sys
from itertools import chain, islice
from typing import Any

import click

from briefing.cli.group import cli
from briefing.cli.opening import open_store
from briefing.cli.options import db_option, json_option
from briefing.cli.printing import one_line, print_json, printable

FOUND_ERRORS = 1
"""Exit status of `check` when it found errors."""

FEW = 50
"""Changes `history` prints when it is not told how many."""


@cli.command()
@db_option
@click.argument("ref")
@json_option
@click.pass_context
def show(ctx: click.Context, ref: str, *, as_json: bool) -> None:
    """Print the dossier of a record, such as leader:mokhtar-belmokhtar."""
    from briefing.dossier import build_dossier
    from briefing.dossier_text import dossier_text

    store = open_store(ctx)
    record = store.need(ref)
    if as_json:
        from briefing.links import ties

        tied = [{**tie._asdict(), "label": store.label(tie.ref)} for tie in ties(store, ref)]
        print_json({"ref": ref, "record": record, "ties": tied})
    elif dossier := build_dossier(store, ref):
        click.echo(printable(dossier_text(dossier)))


@cli.command()
@db_option
@click.argument("query", required=False)
@click.option("--queries", type=click.File("rb"), help="A file of names to look up, one a line.")
@click.option("--kind", multiple=True, help="Only this kind: group, leader, event, quote, source.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@json_option
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
    index = index_of(open_store(ctx).records())
    for asked in [query] if query is not None else _lines(queries):
        wanted = read_query(asked)
        hits = index.search(wanted.text, kinds=kind or wanted.kinds, limit=limit)
        if as_json:
            found = [
                {"ref": hit.ref, "label": hit.label, "text": hit.text, "score": round(hit.score, 1)}
                for hit in hits
            ]
            print_json({"query": asked, "hits": found})
            continue
        for hit in hits:
            text = hit.label if hit.text == hit.label else f"{hit.label}: {hit.text}"
            columns = [asked, hit.ref, text] if queries is not None else [hit.ref, text]
            click.echo("\t".join(map(one_line, columns)))


@cli.command()
@db_option
@click.argument("ref", required=False, default="")
@click.option("--limit", type=click.IntRange(1), help=f"At most so many; {FEW} unless --json.")
@json_option
@click.pass_context
def history(ctx: click.Context, ref: str, limit: int | None, *, as_json: bool) -> None:
    """Tell who changed what, when and why, the last change first; of one record, or of all."""
    from briefing.history_text import as_plain, as_text
    from briefing.store.errors import UnknownRecord

    store = open_store(ctx)
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
            click.echo(f"and more before that; --limit {2 * number} shows more of it")
            return
        if number:
            click.echo()
        click.echo(printable(as_text(transaction, store.label, about=ref)))


@cli.command()
@db_option
@json_option
@click.pass_context
def check(ctx: click.Context, *, as_json: bool) -> None:
    """Say what is wrong or weak; exit status 1 when there are errors."""
    from briefing.checks import check as findings_of

    findings = list(findings_of(open_store(ctx)))
    errors = sum(finding.level == "error" for finding in findings)
    if as_json:
        print_json([finding._asdict() for finding in findings])
    else:
        for finding in findings:
            click.echo(one_line(str(finding)))
        click.echo(f"{errors} errors, {len(findings) - errors} warnings")
    if errors:
        sys.exit(FOUND_ERRORS)


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
