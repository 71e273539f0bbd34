"""Commands that answer a question: holders, ties, tolls, compare, watches."""

import sys
from typing import TYPE_CHECKING

import click

from briefing.cli.as_of import (
    as_asked,
    as_known,
    as_of_options,
    moment_of,
    read_moment,
    since_option,
)
from briefing.cli.group import Ref, cli, json_option
from briefing.cli.opening import open_reader
from briefing.cli.printing import fail, one_line, print_json, printable

if TYPE_CHECKING:
    from briefing.model.dates import Date
    from briefing.views.answer import Answer

MOST_STEPS = 6
"""Steps `ties` goes at most."""


def print_answer(answer: "Answer") -> None:
    """Print an answer as text, two texts side by side where the terminal is wide enough."""
    import shutil

    from briefing.views.answer import answer_text

    # A file or a pipe gets each text on a line of its own.
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    click.echo(printable(answer_text(answer, width)))


def print_object(ctx: click.Context, value: object) -> None:
    """Print JSON that says what state of the briefing it is about."""
    import msgspec

    print_json({**moment_of(ctx), **msgspec.to_builtins(value)})


def read_date(text: str) -> "Date":
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
@as_of_options
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

    day = read_date(on) if on else None
    book = as_asked(ctx, open_reader(ctx))
    if ref:
        book.need(ref)
        if not KINDS[kind_of(ref)].is_party:
            raise click.UsageError("holders asks about a group or a leader")
    is_person = bool(ref) and KINDS[kind_of(ref)].is_person
    if day and (not ref or is_person):
        raise click.UsageError("--on asks who led a group; name the GROUP")
    if as_json:
        if day:
            found = [tenures.as_plain(each) for each in tenures.holders_on(book, ref, day)]
        elif is_person:
            found = [tenures.as_plain(each) for each in tenures.posts_of(book, ref)]
        else:
            found = [tenures.as_plain(each) for each in tenures.offices(book, ref)]
        print_json(found)
    elif day:
        print_answer(tenures.holders_on_answer(book, ref, day))
    elif is_person:
        print_answer(tenures.posts_answer(book, ref))
    else:
        print_answer(tenures.holders_answer(book, ref) if ref else tenures.all_holders_answer(book))


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
@as_of_options
@json_option
@click.pass_context
def ties(
    ctx: click.Context, ref: str, steps: int, to: str | None, *, events: bool, as_json: bool
) -> None:
    """Show what is tied to a group or leader within a few steps.

    Each record comes with a path to it, its grade being that of the weakest step.
    """
    from briefing.views.network import paths
    from briefing.views.network.ties import Ties

    book = as_asked(ctx, open_reader(ctx))
    for each in filter(None, (ref, to)):
        book.need(each)
    if ref == to:
        raise click.UsageError("--to asks about another record")
    tied = Ties.of_book(book, events=events)
    if to and as_json:
        print_object(ctx, paths.paths_between(tied, ref, to))
    elif to:
        print_answer(paths.between_answer(tied, ref, to))
    elif as_json:
        print_json(paths.ties_within(tied, ref, steps))
    else:
        print_answer(paths.ties_answer(tied, ref, steps))


@cli.command()
@click.argument("refs", metavar="[REF]…", type=Ref(), nargs=-1)
@click.option("--during", metavar="DATE", help="Only what happened then: 2013, January 2013.")
@as_of_options
@json_option
@click.pass_context
def tolls(ctx: click.Context, refs: tuple[str, ...], during: str | None, *, as_json: bool) -> None:
    """Add up casualties, counting nothing twice.

    REF is an event, or a group or leader, which stands for the events it took part in. An event
    alone brings its parts with it. Without REF, all events are added up.
    """
    from briefing.model.kinds import PARTIES
    from briefing.model.kinds.event import Event
    from briefing.model.refs import kind_of
    from briefing.views import tolls as views

    period = read_date(during) if during else None
    book = as_asked(ctx, open_reader(ctx))
    for ref in refs:
        book.need(ref)
        if kind_of(ref) not in (Event.kind_name, *PARTIES):
            raise click.UsageError(f"tolls asks about events, groups and leaders, not {ref}")
    wanted = views.events_of(book, refs) if refs else views.all_events(book)
    if as_json:
        print_object(ctx, views.tolls(book, wanted, period))
    else:
        print_answer(views.tolls_answer(book, wanted, period))


@cli.command()
@click.argument("one", metavar="A", type=Ref())
@click.argument("other", metavar="[B]", type=Ref(), required=False, default="")
@since_option("Show how A changed")
@as_of_options
@json_option
@click.pass_context
def compare(ctx: click.Context, one: str, other: str, since: str | None, *, as_json: bool) -> None:
    """Show two records side by side, field by field.

    With --since instead of B, show how A changed: up to now, or up to --known-at.
    """
    from briefing.views import compare as views
    from briefing.views.books.when import describe_since

    if bool(other) == (since is not None):
        raise click.UsageError("give either a second REF or --since")
    store = open_reader(ctx)
    if since is None:
        book = as_asked(ctx, store)
        if as_json:
            print_json(views.compare(book.need(one), book.need(other), book))
        else:
            print_answer(views.compare_answer(book, one, other))
        return
    moment = read_moment(since)
    before, now = as_known(ctx, store, moment), as_asked(ctx, store)
    if as_json:
        print_json(views.changed(before, now, one))
    else:
        print_answer(views.changed_answer(before, now, one, describe_since(moment)))


@cli.command()
@click.argument("ref", metavar="[REQUIREMENT]", type=Ref(), required=False, default="")
@click.option("--seen", is_flag=True, help="Take what is new on REQUIREMENT as seen.")
@json_option
@click.pass_context
def watches(ctx: click.Context, ref: str, *, seen: bool, as_json: bool) -> None:
    """Show what is new on the open questions, or on one.

    New is what the queries of a question and its indicators find among the records changed after it
    was last seen.
    """
    from briefing.cli.commands.listing import filters_over
    from briefing.cli.opening import open_store
    from briefing.views import watches as views

    if seen and not ref:
        raise click.UsageError("--seen needs the REQUIREMENT")
    store = open_store(ctx) if seen else open_reader(ctx)
    if ref and store.need(ref).kind_name != "requirement":
        raise click.UsageError("watches asks about a requirement")
    questions = [each for each in views.open_questions(store) if ref in ("", each.ref)]
    filters, changed = filters_over(store), views.changed_after(store, questions)
    news = [views.news_of(each, filters, changed) for each in questions]
    if as_json:
        print_json([views.as_plain(store, each) for each in news])
    elif ref:
        print_answer(views.news_answer(store, filters, ref))
    else:
        for each in news:
            label = one_line(store.label(each.question.ref))
            click.echo(f"{each.question.ref}\t{views.in_words(each)}\t{label}")
    if seen:
        views.take_as_seen(store, [ref])
        store.close()
