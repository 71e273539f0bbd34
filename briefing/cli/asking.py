"""Commands that answer a question about records: holders, ties, tolls, compare."""

from typing import TYPE_CHECKING

import click

from briefing.cli.group import Ref, cli, json_option
from briefing.cli.opening import open_reader
from briefing.cli.printing import fail, print_json, printable

if TYPE_CHECKING:
    from briefing.model.dates import Date
    from briefing.views.answer import Answer

MOST_STEPS = 6
"""Steps `ties` goes at most."""


def _print(answer: "Answer") -> None:
    from briefing.views.answer import answer_text

    click.echo(printable(answer_text(answer)))


def _date(text: str) -> "Date":
    """A date in EDTF or in words, counted from today."""
    import datetime as dt

    from briefing.config import read_config
    from briefing.model.dates import parse
    from briefing.model.parsers.dates.reference import DateContext
    from briefing.model.parsers.words import NotUnderstood

    today = dt.date.today()  # noqa: DTZ011  the reader's day
    try:
        return parse(DateContext(today, order=read_config().date_order).read(text).edtf)
    except NotUnderstood as reason:
        fail(f"{text}: {reason}")


@cli.command()
@click.argument("ref", metavar="[GROUP]", type=Ref(), required=False, default="")
@click.option("--on", metavar="DATE", help="Only who held a post then: 2013-01-01, January 2013.")
@json_option
@click.pass_context
def holders(ctx: click.Context, ref: str, on: str | None, *, as_json: bool) -> None:
    """Show who led a group, and when.

    Gaps and overlaps are said where the dates leave no doubt. Of a leader, show what they held.
    Without GROUP, show all groups.
    """
    from briefing.model.kinds import KINDS
    from briefing.model.refs import kind_of
    from briefing.views import tenures

    day = _date(on) if on else None
    store = open_reader(ctx)
    if ref:
        store.need(ref)
    is_person = bool(ref) and KINDS[kind_of(ref)].is_person
    if day and (not ref or is_person):
        raise click.UsageError("--on asks who led a group; name the GROUP")
    if as_json:
        if day:
            found = [tenures.as_plain(each) for each in tenures.holders_on(store, ref, day)]
        elif is_person:
            found = [tenures.as_plain(each) for each in tenures.posts_of(store, ref)]
        else:
            found = [tenures.as_plain(each) for each in tenures.offices(store, ref)]
        print_json(found)
    elif day:
        _print(tenures.holders_on_answer(store, ref, day))
    elif is_person:
        _print(tenures.posts_answer(store, ref))
    else:
        _print(tenures.holders_answer(store, ref) if ref else tenures.all_holders_answer(store))


@cli.command()
@click.argument("ref", type=Ref())
@click.option(
    "--steps",
    metavar="N",
    type=click.IntRange(1, MOST_STEPS),
    default=2,
    show_default=True,
    help="How far to go.",
)
@click.option("--to", metavar="REF", help="Show the shortest paths to this record instead.")
@click.option("--events", is_flag=True, help="Having taken part in one event is a tie, too.")
@json_option
@click.pass_context
def ties(
    ctx: click.Context, ref: str, steps: int, to: str | None, *, events: bool, as_json: bool
) -> None:
    """Show what is tied to a group or leader within a few steps.

    Each record comes with a path to it, its grade being that of the weakest step.
    """
    from briefing.views import paths

    store = open_reader(ctx)
    for each in filter(None, (ref, to)):
        store.need(each)
    if to and as_json:
        print_json(paths.paths_between(store, ref, to, events=events))
    elif to:
        _print(paths.between_answer(store, ref, to, events=events))
    elif as_json:
        print_json(paths.ties_within(store, ref, steps, events=events))
    else:
        _print(paths.ties_answer(store, ref, steps, events=events))


@cli.command()
@click.argument("refs", metavar="[REF]…", type=Ref(), nargs=-1)
@click.option("--during", metavar="DATE", help="Only what happened then: 2013, January 2013.")
@json_option
@click.pass_context
def tolls(ctx: click.Context, refs: tuple[str, ...], during: str | None, *, as_json: bool) -> None:
    """Add up casualties, counting nothing twice.

    REF is an event, or a group or leader, which stands for the events it took part in. An event
    alone brings its parts with it. Without REF, all events are added up.
    """
    from briefing.views import tolls as views

    period = _date(during) if during else None
    store = open_reader(ctx)
    for ref in refs:
        store.need(ref)
    wanted = views.events_of(store, refs) if refs else views.all_events(store)
    if as_json:
        print_json(views.tolls(store, wanted, period))
    else:
        _print(views.tolls_answer(store, wanted, period))


@cli.command()
@click.argument("one", metavar="A", type=Ref())
@click.argument("other", metavar="B", type=Ref())
@json_option
@click.pass_context
def compare(ctx: click.Context, one: str, other: str, *, as_json: bool) -> None:
    """Show two records side by side, field by field."""
    from briefing.views import compare as views

    store = open_reader(ctx)
    if as_json:
        print_json(views.compare(store.need(one), store.need(other), store))
    else:
        _print(views.compare_answer(store, one, other))
