"""The `report` command: the briefing in writing."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.as_of import (
    as_it_stood,
    as_it_was_known,
    as_of,
    as_of_options,
    asks_what_was_known,
    moment_said,
    read_moment,
    since_option,
)
from briefing.cli.commands.asking import read_date
from briefing.cli.commands.exchanging import max_marking_option
from briefing.cli.commands.listing import filter_option, filters_over, matching
from briefing.cli.group import Ref, cli
from briefing.cli.opening import open_reader
from briefing.cli.printing import fail, note, say, write_file
from briefing.model.english import capitalised, listed
from briefing.model.plurals import plural

if TYPE_CHECKING:
    from briefing.model.dates import Date
    from briefing.report.scope import Asked
    from briefing.store.book import Book
    from briefing.store.store import Store
    from briefing.views.since import Since
    from briefing.views.watches import News

FORMATS = ("md", "html", "docx")


@cli.command()
@click.argument("refs", metavar="[REF]…", type=Ref(), nargs=-1)
@click.option("--lens", metavar="REF", default="", help="Only what is linked to this record.")
@filter_option
@click.option("--from", "start", metavar="D", default="", help="Only what happened from then on.")
@click.option("--to", "end", metavar="D", default="", help="Only what happened until then.")
@click.option(
    "--template",
    metavar="T",
    default="",
    help="One of those that --templates lists, or a file. Default: brief.",
)
@click.option("--templates", is_flag=True, help="List the templates, and stop.")
@click.option(
    "--write-template",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write the templates to a folder, to be changed there, and stop.",
)
@click.option("--title", metavar="TEXT", default="", help="Its title, if not the briefing’s.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: by the name of OUT, else Markdown.",
)
@click.option(
    "--reference",
    metavar="DOCX",
    type=click.Path(path_type=Path),
    help="A Word document whose styles the report takes.",
)
@click.option("-o", "--output", metavar="OUT", type=click.Path(path_type=Path), help="The file.")
@max_marking_option
@since_option("Also tell what changed")
@as_of_options
@click.pass_context
def report(
    ctx: click.Context,
    refs: tuple[str, ...],
    lens: str,
    filter_query: str,
    start: str,
    end: str,
    template: str,
    folder: Path | None,
    title: str,
    form: str | None,
    reference: Path | None,
    output: Path | None,
    max_marking: str | None,
    since: str | None,
    *,
    templates: bool,
) -> None:
    """Write a report: judgements, chronology, who is who, quotes, figures, sources.

    Each statement has a footnote with its source, date, grade and passage; one without a source is
    marked. REF is a record to report on; a group or leader brings all that is linked to it. Without
    REF the report is about the whole briefing.
    """
    if templates or folder is not None:
        _templates(folder)
        return
    from briefing.report.compose import DEFAULT_TEMPLATE, Request, compose, release, sayable
    from briefing.report.formats import ReportFault, written
    from briefing.report.template import TemplateFault

    chosen = form or _by_suffix(output)
    if reference is not None and chosen != "docx":
        raise click.UsageError("--reference goes only with --format docx")
    is_past = asks_what_was_known(ctx)
    if since and is_past:
        raise click.UsageError("--since counts changes up to today; it does not go with --known-at")
    store = open_reader(ctx)
    released, left_out, notes = release(as_it_was_known(ctx, store), max_marking)
    for each in notes:
        note(each)
    # Only now, as the name of a record that is later takes the place of the reference to it.
    book = as_it_stood(ctx, released)
    for ref in filter(None, (*refs, lens)):
        book.need(ref)
    title = title or _title(store, book, refs)
    if sayable(released, [title]) != (title,):
        note(f"review the title, which names something left out: {title}")
    asked = _asked(store, book, refs, lens, filter_query, _period(start, end))
    said = [f"{capitalised(each)}." for each in moment_said(ctx)]
    if refs and [title] != [*map(book.label, refs)]:
        said.append(f"On {listed([*map(book.label, refs)])}.")
    request = Request(
        title=title,
        template=template or DEFAULT_TEMPLATE,
        asked=replace(asked, said=sayable(released, [*said, *asked.said])),
        left_out=left_out,
        since=_changes(ctx, store, since, max_marking) if since else None,
        # What is new is new today.
        news=() if is_past else _news(store, book),
    )
    try:
        found = compose(book, request)
        data = written(found, chosen, reference)
    except (TemplateFault, ReportFault) as fault:
        fail(str(fault))
    if not any(found.told.scope.records()):
        note("no record matches what you asked for")
    if output is not None:
        write_file(output, data)
        count = len(list(found.notes.written()))
        say(f"wrote {output}: {count:,} {plural(count, 'footnote')}")
    elif chosen == "docx" and sys.stdout.isatty():
        raise click.UsageError("a terminal cannot show a Word document; name a file with -o")
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _templates(folder: Path | None) -> None:
    """List the templates, or write them to a folder."""
    from briefing.report.template import TemplateFault, template_names, write_templates

    if folder is None:
        for name, about in template_names().items():
            click.echo(f"{name}\t{about}")
        return
    try:
        for path in write_templates(folder):
            say(f"wrote {path}; use it with --template {path}")
    except TemplateFault as fault:
        fail(str(fault))


def _by_suffix(output: Path | None) -> str:
    """The format that the name of a file tells; Markdown without a file."""
    if output is None:
        return "md"
    suffix = output.suffix.lower().removeprefix(".")
    known = {"markdown": "md", "htm": "html"}.get(suffix, suffix)
    if known not in FORMATS:
        raise click.UsageError(
            f"“{output}” does not show the format; add --format md, html or docx"
        )
    return known


def _period(start: str, end: str) -> "Date | None":
    from briefing.model.dates import DateFault, parse

    if not start and not end:
        return None
    first, last = (read_date(text) if text else None for text in (start, end))
    begin = first.earliest.isoformat() if first else ".."
    until = last.latest.isoformat() if last else ".."
    try:
        return parse(f"{begin}/{until}")
    except DateFault as fault:
        raise click.UsageError(f"--from and --to: {fault}") from None


def _asked(
    store: "Store",
    book: "Book",
    refs: Sequence[str],
    lens: str,
    filter_query: str,
    period: "Date | None",
) -> "Asked":
    """What the arguments ask for, and how the report says so."""
    from briefing.links import lens as linked
    from briefing.report.scope import Asked

    said: list[str] = []
    within: frozenset[str] | None = None
    if lens:
        within = frozenset(linked(book, lens))
        said.append(f"Only what is linked to {book.label(lens)}.")
    if (found := matching(store, book, filter_query)) is not None:
        within = found.refs if within is None else within & found.refs
        said.append(f"Only records for which this holds: {found.said}.")
        note(found.counted)
    if period is not None:
        said.append(f"Only what may have happened {_period_words(period)}.")
    return Asked(refs=tuple(refs), within=within, period=period, said=tuple(said))


def _changes(ctx: click.Context, store: "Store", since: str, max_marking: str | None) -> "Since":
    """What changed, each state of the briefing as it may be released."""
    from briefing.report.compose import release
    from briefing.views import since as views

    def shown(book: "Book") -> "Book":
        free = release(book, max_marking)[0]
        return as_of(ctx, free) or free

    return views.since(store, read_moment(since), shown)


def _news(store: "Store", book: "Book") -> "Sequence[News]":
    from briefing.views import watches

    return watches.all_news(store, book, partial(filters_over, store))


def _period_words(period: "Date") -> str:
    """A period in words: “from 1 January 2015 on”."""
    from briefing.model.dates import describe

    start, _, end = period.text.partition("/")
    if end == "..":
        return f"from {describe(start)} on"
    return f"until {describe(end)}" if start == ".." else f"from {describe(period)}"


def _title(store: "Store", book: "Book", refs: Sequence[str]) -> str:
    return book.label(refs[0]) if len(refs) == 1 else store.meta.title
