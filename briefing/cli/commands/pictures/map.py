"""The `map` command: what happened where."""

from typing import TYPE_CHECKING

import click

from briefing.cli.commands.pictures.asking import Form, picture_options, put_out, sight_of
from briefing.cli.group import cli

if TYPE_CHECKING:
    from briefing.views.pictures.canvas import Canvas
    from briefing.views.pictures.glyphs import Glyphs

_LINES = 30
"""Lines of the drawing."""


@cli.command("map")
@picture_options
@click.pass_context
def show_map(
    ctx: click.Context,
    *,
    form: Form,
) -> None:
    """Show what happened where, by country, region and place.

    How exactly a place is known is said with it. What has no coordinates comes last; nothing is
    put where it might have been. What is only possibly in the days asked for is marked ≈.
    """
    from briefing.report.marks import marks_on_map
    from briefing.report.pictures import map as drawn
    from briefing.views.map.drawing import draw_map
    from briefing.views.map.layout import lay_out
    from briefing.views.map.listing import as_plain, heading, map_answer
    from briefing.views.map.places import Places

    sight = sight_of(ctx, form)
    seen = Places(sight).during(sight.period)

    def canvas(columns: int, glyphs: "Glyphs") -> "Canvas":
        return draw_map(lay_out(seen, columns, _LINES), glyphs)

    put_out(
        ctx,
        form,
        lambda: map_answer(sight, seen),
        lambda: as_plain(seen),
        canvas,
        lambda: drawn.draw([*marks_on_map(seen)], heading(sight, seen)),
    )
