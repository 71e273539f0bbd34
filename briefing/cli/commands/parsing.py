"""The `parse` command, which shows how a text would be understood."""

import datetime as dt
import sys
from typing import TYPE_CHECKING

import click

from briefing.cli.group import cli, json_option
from briefing.cli.opening import open_store, path_of
from briefing.cli.printing import print_json, printable

if TYPE_CHECKING:
    from briefing.model.parsers.understanding import Context

NOT_UNDERSTOOD = 1
"""Exit status when the text is not understood."""

NAMELESS = ("date", "casualties", "coordinates", "place")
NAMING = ("actors", "link", "cite", "quote")
"""What can be parsed without a briefing, and what refers to its records."""


@cli.command()
@click.argument("what", type=click.Choice((*NAMELESS, *NAMING)))
@click.argument("text")
@click.option(
    "--on",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day “yesterday” counts from. Default: today.",
)
@json_option
@click.pass_context
def parse(
    ctx: click.Context, what: str, text: str, on: dt.datetime | None, *, as_json: bool
) -> None:
    """Show how a text would be understood.

    Nothing is changed. Names are looked up in the briefing. Exit status 1 if the text is not
    understood.
    """
    from briefing.model.parsers.understanding import understand
    from briefing.model.parsers.words import NotUnderstood

    try:
        found = understand(what, text, _context(ctx, on, names=what in NAMING))
    except NotUnderstood as reason:
        if as_json:
            print_json({"understood": False, "value": None, "said": str(reason)})
        else:
            click.echo(f"not understood: {printable(str(reason))}")
        sys.exit(NOT_UNDERSTOOD)
    if as_json:
        print_json(
            {"understood": True, "value": found.value, "said": found.said, "left": found.left}
        )
        return
    click.echo(printable(found.said))
    for words in found.left:
        click.echo(f"not kept: {printable(words)}")


def _context(ctx: click.Context, on: dt.datetime | None, *, names: bool) -> "Context":
    from briefing.config import read_config
    from briefing.model.parsers.dates.reference import DateContext
    from briefing.model.parsers.understanding import Context

    today = dt.date.today()  # noqa: DTZ011  the reader's day
    order = read_config().date_order
    said = DateContext(on.date(), "as you said", order) if on else DateContext(today, order=order)
    if not names or (ctx.find_root().obj is None and not path_of(ctx).exists()):
        return Context(said=said)
    from briefing.provenance import day_of
    from briefing.search.entries import index_of
    from briefing.search.identity.find import Identities

    store = open_store(ctx)
    names_known = Identities(index_of(store.records(), reads_texts=False))
    return Context(
        said=said,
        find=names_known.find,
        by_surname=names_known.by_surname,
        label_of=store.label,
        day_of=lambda source: day_of(store.get(source)),
    )
