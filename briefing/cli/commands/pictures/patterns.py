"""The command that counts events and casualties by two things at once."""

from typing import TYPE_CHECKING

import click

from briefing.cli.commands.pictures.asking import Form, picture_options, put_out, sight_of
from briefing.cli.group import cli

if TYPE_CHECKING:
    from briefing.views.patterns.table import Table
    from briefing.views.pictures.canvas import Canvas
    from briefing.views.pictures.glyphs import Glyphs


@cli.command()
@click.option(
    "--rows",
    metavar="BY",
    default="kind",
    show_default=True,
    help="What each row stands for: kind, actor, country, region, place, source, month …",
)
@click.option(
    "--columns",
    metavar="BY",
    default="time",
    show_default=True,
    help="The same for columns; time is what fits: days to decades. none draws bars.",
)
@click.option(
    "--measure",
    metavar="M",
    default="events",
    show_default=True,
    help="What is counted: events, or an outcome: killed, wounded …",
)
@click.option("--against", metavar="M", default="", help="A second measure beside the first.")
@click.option(
    "--top",
    metavar="N",
    type=click.IntRange(0),
    default=12,
    show_default=True,
    help="Values with a line of their own; 0 for all.",
)
@click.option(
    "--sort",
    "order",
    type=click.Choice(["total", "name"]),
    default="total",
    show_default=True,
    help="How rows are sorted; time always runs on.",
)
@picture_options
@click.pass_context
def patterns(
    ctx: click.Context,
    rows: str,
    columns: str,
    measure: str,
    against: str,
    top: int,
    order: str,
    *,
    form: Form,
) -> None:
    """Count events or casualties over time, place, actors and more.

    An event of imprecise date is "possibly" in each month it may mean. Casualties are added up as
    `tolls` does. A total counts every event once.
    """
    from dataclasses import replace

    from briefing.views.patterns.bars import draw_patterns
    from briefing.views.patterns.strips import columns_in
    from briefing.views.patterns.table import Asked, Table, UnknownChoice
    from briefing.views.patterns.telling import patterns_answer, patterns_plain

    sight = sight_of(ctx, form)
    try:
        asked = Asked(rows, columns, measure, against, top, order)
        table = Table(sight, replace(asked, fit=columns_in(form.columns)) if form.draw else asked)
    except UnknownChoice as fault:
        raise click.UsageError(str(fault)) from None

    def drawn(width: int, glyphs: "Glyphs") -> "Canvas":
        return draw_patterns(table, width, len(table.rows) + 4, glyphs)

    put_out(
        ctx,
        form,
        lambda: patterns_answer(table),
        lambda: patterns_plain(table),
        drawn,
        lambda: _svg(table),
    )


def _svg(table: "Table") -> str:
    from briefing.report.pictures.patterns import draw_table

    return draw_table(table)
