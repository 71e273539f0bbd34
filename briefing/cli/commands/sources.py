"""The `sources` command: what rests on each source, what falls with it, where a record is from."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from briefing.cli.as_of import as_asked, as_of_options, moment_of
from briefing.cli.group import Ref, cli, json_option
from briefing.cli.opening import open_reader
from briefing.cli.printing import fail, one_line, print_json

if TYPE_CHECKING:
    from briefing.store.book import Book
    from briefing.views.sources import SourceLine

_HEAD = ("source", "grade", "published", "records", "alone", "origin")


@cli.command()
@click.argument("ref", type=Ref(), required=False, default="")
@click.option("--falls", is_flag=True, help="What would no longer be supported without REF.")
@as_of_options
@json_option
@click.pass_context
def sources(ctx: click.Context, ref: str, *, falls: bool, as_json: bool) -> None:
    """List the sources and how much rests on each.

    With REF, list the records and fields that rest on it or on its copies. What rests on it alone
    comes first. Of a record that is no source, list the independent origins of each field.
    """
    from briefing.provenance import source_at
    from briefing.views.books.without_source import consequences
    from briefing.views.sources import corroboration, resting_on, source_lines

    if falls and not ref:
        raise click.UsageError("--falls needs the REF of a source")
    book = as_asked(ctx, open_reader(ctx))
    record = book.need(ref) if ref else None
    is_source = source_at(book, ref) is not None
    if falls and not is_source:
        fail(f"{ref} is no source; `briefing sources` lists them")
    rows: list[Sequence[str]]
    if falls:
        found = consequences(book, [ref])
        rows = [(each.effect, *_named(book, each.ref, each.field)) for each in found]
        _print(
            ctx, {"source": ref, "falls": [each._asdict() for each in found]}, rows, as_json=as_json
        )
    elif record and not is_source:
        origins = corroboration(book, record)
        rows = [(str(len(each.origins)), each.field, *each.names) for each in origins]
        _print(
            ctx,
            {"ref": ref, "fields": [each._asdict() for each in origins]},
            rows,
            as_json=as_json,
        )
    elif ref:
        resting = resting_on(book, ref)
        rows = [(each.said, *_named(book, each.ref, each.field)) for each in resting]
        _print(
            ctx,
            {"source": ref, "rests": [each._asdict() for each in resting]},
            rows,
            as_json=as_json,
        )
    else:
        lines = source_lines(book)
        rows = [_HEAD, *map(_columns, lines)] if lines else []
        _print(ctx, {"sources": [line._asdict() for line in lines]}, rows, as_json=as_json)


def _print(
    ctx: click.Context, plain: dict[str, object], rows: Sequence[Sequence[str]], *, as_json: bool
) -> None:
    if as_json:
        print_json({**moment_of(ctx), **plain})
        return
    for row in rows:
        click.echo("\t".join(map(one_line, row)))


def _columns(line: "SourceLine") -> Sequence[str]:
    copied = "" if line.origin == line.ref else line.origin
    counts = f"{line.records:,}", f"{line.records_alone:,}"
    return line.ref, line.grade or "–", line.date or "–", *counts, copied


def _named(book: "Book", ref: str, field: str) -> Sequence[str]:
    from briefing.views.sources import WHOLE

    return ref, field or WHOLE, book.label(ref)
