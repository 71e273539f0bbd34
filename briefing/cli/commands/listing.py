"""The `list` command, and the filter that other commands take."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.as_of import as_asked, as_of_options
from briefing.cli.group import QueryText, cli, json_option
from briefing.cli.opening import open_reader
from briefing.cli.printing import note, one_line, print_json

if TYPE_CHECKING:
    from briefing.store.book import Book
    from briefing.store.store import Store
    from briefing.views.filters.filters import Filters, Matches

filter_option: Callable[..., Any] = click.option(
    "--filter",
    "filter_query",
    metavar="QUERY",
    default="",
    help="Only records that a query holds for, as in `briefing list`.",
)
"""Adds `--filter`."""


@cli.command(name="list")
@click.argument("words", metavar="[KIND] [QUERY]", nargs=-1, type=QueryText())
@click.option("--sort", metavar="P", help="Sort by a property; -P puts the highest first.")
@as_of_options
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.pass_context
def list_records(
    ctx: click.Context, words: tuple[str, ...], sort: str | None, *, as_json: bool, as_csv: bool
) -> None:
    """List records that a query holds for, or all of a kind.

    KIND is a kind of record or its plural, such as events. QUERY is, for example,
    `kind:battle place:kidal after:2013-03 killed>10`; the guide explains all of it. For what must
    not hold write `not`, as a minus would be an option.
    """
    if as_json and as_csv:
        raise click.UsageError("give either --json or --csv")
    store = open_reader(ctx)
    book = as_asked(ctx, store)
    filters = filters_over(store, book)
    found, kinds = _asked(filters, book, words)
    refs = _sorted(book, filters, found, sort)
    if as_json:
        print_json([_plain(book, found, ref) for ref in refs])
    elif as_csv:
        click.echo(_csv(book, found, refs, kinds), nl=False)
    else:
        for ref in refs:
            click.echo("\t".join(_columns(book, found, ref)))
        _say_count(found)


def filters_over(store: "Store", book: "Book | None" = None) -> "Filters":
    """Filters over the briefing of a command; names are searched once a query has any.

    Args:
        store: The briefing with its history.
        book: The same as it is shown, if not as it is today.
    """
    from functools import cache

    from briefing.config import read_config
    from briefing.model.parsers.dates.reference import DateContext
    from briefing.search.cache import folder_for
    from briefing.views.filters import over

    config, book = read_config(), book or store

    @cache
    def index() -> Any:
        from briefing.search.entries import index_of

        is_cached = config.cache != "off" and book is store
        folder = folder_for(store.location) if is_cached else None
        return index_of(book.records(), cache=folder, reads_texts=False)

    said = DateContext(_today(), order=config.date_order)
    return over.filters_over(book, said, index, store if book is store else None)


def matching(store: "Store", book: "Book", query: str) -> "Matches | None":
    """The records that the query of `filter_option` holds for; None without a query.

    Raises:
        click.UsageError: The query is wrong.
    """
    return find(filters_over(store, book), query) if query.strip() else None


def find(filters: "Filters", query: str) -> "Matches":
    """Evaluate a query.

    Raises:
        click.UsageError: It is wrong.
    """
    from briefing.views.filters.syntax import QueryFault

    try:
        return filters.find(query)
    except QueryFault as fault:
        raise click.UsageError(fault.told(query)) from None


def _today() -> Any:
    from datetime import date

    return date.today()  # noqa: DTZ011  the reader's day


def _asked(
    filters: "Filters", book: "Book", words: Sequence[str]
) -> tuple["Matches", Sequence[str]]:
    """What the arguments ask for, and the kinds it is limited to."""
    from dataclasses import replace

    from briefing.model.kinds import KINDS
    from briefing.views.filters.filters import read_query

    kinds = [
        name for name, kind in KINDS.items() if words and words[0].lower() in (name, kind.plural)
    ]
    query = " ".join(words[1:] if kinds else words)
    found = find(filters, query)
    if kinds:
        found = found.of_kinds(kinds)
    if caveat := filters.caveat(read_query(query), kinds or tuple(KINDS)):
        note(caveat)
    uncertain = found.uncertain | {ref for ref in found.refs if book.is_uncertain(ref)}
    return replace(found, uncertain=uncertain), kinds or tuple(KINDS)


def _sorted(store: "Book", filters: "Filters", found: "Matches", sort: str | None) -> Sequence[str]:
    from briefing.model.kinds import KINDS
    from briefing.model.refs import kind_of, slug_of
    from briefing.views.filters.syntax import QueryFault

    if sort:
        try:
            return filters.in_order(found.refs, sort)
        except QueryFault as fault:
            raise click.UsageError(f"--sort: {fault.problem}") from None
    refs: list[str] = []
    for name, kind in KINDS.items():
        order = kind.orders[0]
        of_kind = sorted((ref for ref in found.refs if kind_of(ref) == name), key=slug_of)
        of_kind.sort(key=lambda ref: order.key(store.need(ref)), reverse=order.is_reversed)
        refs += of_kind
    return refs


def _columns(store: "Book", found: "Matches", ref: str) -> Iterator[str]:
    from briefing.model.kinds import kind_for

    record = store.need(ref)
    kind = kind_for(record)
    _, main, tail = kind.row(record, store.label)
    main = store.label(ref) if kind.is_tie else main
    tail = store.row_tail(ref, tail)
    date = kind.date_of(record)
    possibly = "possibly" if ref in found.uncertain else ""
    return map(one_line, (ref, main, date, tail, possibly))


def _say_count(found: "Matches") -> None:
    note(f"{found.counted}: {found.said}" if found.said else found.counted)


def _plain(store: "Book", found: "Matches", ref: str) -> dict[str, Any]:
    record = store.need(ref)
    return {
        "ref": ref,
        "kind": record.kind_name,
        "label": store.label(ref),
        "certain": ref not in found.uncertain,
        "record": record,
    }


def _csv(store: "Book", found: "Matches", refs: Sequence[str], kinds: Sequence[str]) -> str:
    """The records as CSV: those of one kind with its fields, else what all kinds have.

    No two columns have one name, and dates are in EDTF.
    """
    from briefing.model.fields import Shape
    from briefing.model.formatting import value_line
    from briefing.model.kinds import KINDS, kind_for

    is_mixed = len(kinds) > 1
    fields = [each for each in KINDS[kinds[0]].fields if each.name != "cites"]
    names = ("date", "status") if is_mixed else tuple(each.name for each in fields)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("ref", *(("record_kind",) if is_mixed else ()), "label", "certain", *names))
    for ref in refs:
        record = store.need(ref)
        kind = kind_for(record)
        certain = "no" if ref in found.uncertain else "yes"
        if is_mixed:
            row = [ref, kind.name, store.label(ref), certain]
            row += [kind.date_of(record), kind.status(record)]
        else:
            row = [ref, store.label(ref), certain]
            for each in fields:
                value = getattr(record, each.attribute)
                # Dates are sorted and computed with, so they stay in EDTF.
                is_date = each.shape is Shape.DATE
                row.append(value if is_date else value_line(each, value, store.label))
        writer.writerow(map(_cell, row))
    return text.getvalue()


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _cell(text: str) -> str:
    """A text that no spreadsheet runs as a formula (OWASP, "CSV Injection")."""
    return f"'{text}" if text.startswith(_FORMULA) else text
