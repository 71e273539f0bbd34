"""The `chronology` command: what happened, in order of time."""

from typing import TYPE_CHECKING

import click

from briefing.cli.commands.pictures.asking import Form, picture_options, put_out, sight_of
from briefing.cli.group import cli

if TYPE_CHECKING:
    from briefing.views.pictures.canvas import Canvas
    from briefing.views.pictures.glyphs import Glyphs

_LINES = 30
"""Lines of the drawing, as far as it needs them."""


@cli.command()
@click.option(
    "--lanes",
    type=click.Choice(["none", "group", "leader", "place", "kind", "source"]),
    default="none",
    show_default=True,
    help="How it is parted; what belongs to several lanes stands in each.",
)
@click.option("--kind", "kinds", metavar="KIND", multiple=True, help="Default: event.")
@picture_options
@click.pass_context
def chronology(
    ctx: click.Context,
    lanes: str,
    kinds: tuple[str, ...],
    *,
    form: Form,
) -> None:
    """Show what happened, in order of time.

    What is only possibly in the days asked for is marked ≈; what has no date comes last. Where
    another source gives another date, both are shown.
    """
    from briefing.report.pictures import chronology as pictures
    from briefing.views.chronology import chronology as views
    from briefing.views.chronology import listing
    from briefing.views.chronology.drawing import Setting
    from briefing.views.chronology.drawing import draw as drawn

    for kind in kinds:
        if kind not in views.datable():
            raise click.UsageError(f"--kind: “{kind}” is none of {', '.join(views.datable())}")
    sight = sight_of(ctx, form)
    found = views.Chronology(sight, tuple(dict.fromkeys(kinds)) or ("event",))

    def canvas(columns: int, glyphs: "Glyphs") -> "Canvas":
        setting = Setting(sight.period or found.whole, lanes, views.lanes_of(found, lanes))
        drawing = drawn(found, setting, columns, _LINES, glyphs)
        spare = sum(not line.strip(f" {glyphs.grid}") for line in drawing.lines())
        return drawn(found, setting, columns, _LINES - spare, glyphs) if spare else drawing

    put_out(
        ctx,
        form,
        lambda: listing.chronology_answer(found, lanes),
        lambda: listing.as_plain(found, lanes),
        canvas,
        lambda: pictures.draw(found, lanes),
    )
