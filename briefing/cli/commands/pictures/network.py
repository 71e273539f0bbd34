"""The `network` command: who is tied to whom, who is central, and which parts are separate."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import click

from briefing.cli.commands.pictures.asking import Form, picture_options, put_out, sight_of
from briefing.cli.group import Ref, cli
from briefing.model.terms import LINK_TYPES

if TYPE_CHECKING:
    from briefing.views.answer import Answer
    from briefing.views.network.ties import Ties
    from briefing.views.pictures.canvas import Canvas
    from briefing.views.pictures.glyphs import Glyphs


class _Picture(NamedTuple):
    """One of the pictures, in each of its forms."""

    answer: "Callable[[], Answer]"
    plain: Callable[[], Mapping[str, object]]
    canvas: "Callable[[int, Glyphs], Canvas]"
    svg: Callable[[], str]


@cli.command()
@click.argument("ref", metavar="[REF]", type=Ref(), required=False, default="")
@click.option(
    "--depth",
    metavar="N",
    type=click.IntRange(1, 3),
    default=2,
    show_default=True,
    help="How many steps from REF.",
)
@click.option("--to", metavar="REF", default="", help="Show the shortest paths to this instead.")
@click.option("--central", is_flag=True, help="Rank the records by how central they are.")
@click.option(
    "--by",
    type=click.Choice(["between", "tied"]),
    default="between",
    show_default=True,
    help="Rank by what they lie between (betweenness) or how many they are tied to (degree).",
)
@click.option("--components", is_flag=True, help="Show the separate parts; so without REF.")
@click.option("--events", is_flag=True, help="Having taken part in one event is a tie, too.")
@click.option(
    "--type",
    "types",
    metavar="TYPE",
    type=click.Choice([each for each in LINK_TYPES if each != "not-same-as"]),
    multiple=True,
    help="Only links of this type; may be repeated.",
)
@picture_options
@click.pass_context
def network(
    ctx: click.Context,
    ref: str,
    depth: int,
    to: str,
    by: str,
    types: tuple[str, ...],
    *,
    central: bool,
    components: bool,
    events: bool,
    form: Form,
) -> None:
    """Show the network around a record, or of all groups and leaders.

    REF is a group or leader; of an event or another record, those it is about stand around it. A
    tie is a link that was, or may have been, in the period; one of unknown date is listed apart.
    """
    from briefing.views.network.ties import Ties

    if sum(map(bool, (ref, central, components))) > 1 or (to and not ref):
        raise click.UsageError("give REF, with or without --to, or --central, or --components")
    if ref and ref == to:
        raise click.UsageError("--to asks about another record")
    sight = sight_of(ctx, form)
    for each in filter(None, (ref, to)):
        sight.book.need(each)
    ties = Ties(sight, events=events, types=types or None)
    if to:
        picture = _between(ties, ref, to)
    elif ref:
        picture = _around(ties, ref, depth)
    else:
        picture = _ranking(ties, by) if central else _parts(ties)
    put_out(ctx, form, *picture)


def _around(ties: "Ties", ref: str, depth: int) -> _Picture:
    from briefing.report.pictures import network as svg
    from briefing.views.network import neighbourhood as views
    from briefing.views.network.drawing import draw_tree

    tree = views.neighbourhood(ties, ref, depth)
    return _Picture(
        lambda: views.neighbourhood_answer(tree),
        lambda: views.as_plain(tree),
        lambda width, glyphs: draw_tree(tree, width, 0, glyphs),
        lambda: svg.draw_tree(tree),
    )


def _between(ties: "Ties", ref: str, to: str) -> _Picture:
    from briefing.report.pictures import network as svg
    from briefing.views.network import neighbourhood as views
    from briefing.views.network import paths
    from briefing.views.network.drawing import draw_tree

    tree = views.between(ties, ref, to)
    return _Picture(
        lambda: paths.between_answer(tree.ties, ref, to),
        lambda: views.as_plain(tree),
        lambda width, glyphs: draw_tree(tree, width, 0, glyphs),
        lambda: svg.draw_tree(tree),
    )


def _ranking(ties: "Ties", by: str) -> _Picture:
    from briefing.report.pictures import network as svg
    from briefing.views.network import central as views
    from briefing.views.network.bars import draw_bars

    found = views.central(ties, "tied" if by == "tied" else "between")
    chart = views.central_chart(found)
    return _Picture(
        lambda: views.central_answer(found),
        lambda: views.as_plain(found),
        lambda width, glyphs: draw_bars(chart, width, 0, glyphs),
        lambda: svg.draw_bars(chart, "Who is central"),
    )


def _parts(ties: "Ties") -> _Picture:
    from briefing.report.pictures import network as svg
    from briefing.views.network import components as views
    from briefing.views.network.bars import draw_bars

    found = views.components(ties)
    chart = views.components_chart(found)
    return _Picture(
        lambda: views.components_answer(found),
        lambda: views.as_plain(found),
        lambda width, glyphs: draw_bars(chart, width, 0, glyphs),
        lambda: svg.draw_bars(chart, "Separate parts of the network"),
    )
