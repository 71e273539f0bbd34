"""What the commands that print pictures have in common: what is shown, and in which form."""

import shutil
import sys
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from briefing.cli.as_of import (
    as_asked,
    as_it_stood,
    as_it_was_known,
    as_of_options,
    moment_of,
    moment_said,
)
from briefing.cli.commands.asking import print_answer, read_date
from briefing.cli.commands.listing import filter_option, matching
from briefing.cli.group import json_option
from briefing.cli.opening import open_reader
from briefing.cli.printing import note, print_json, printable, say, write_file
from briefing.model.terms import MARKINGS

if TYPE_CHECKING:
    from briefing.store.book import Book
    from briefing.store.store import Store
    from briefing.views.answer import Answer
    from briefing.views.pictures.canvas import Canvas
    from briefing.views.pictures.glyphs import Glyphs
    from briefing.views.pictures.sight import Sight

_WIDTH, _NARROWEST = 100, 40
"""Columns of a picture that is not printed to a terminal, and of any picture at least."""


class Form(NamedTuple):
    """What all pictures are asked: what they show, and how they are put out.

    Attributes:
        lens: The record to which all that is shown is linked; empty for none.
        filter_query: The query that holds for it; empty for none.
        during: When it was, as typed; empty for any time.
        max_marking: The highest marking in an SVG; None for any.
        as_json: As JSON.
        draw: Drawn in characters, above the list.
        width: Columns of that; None for those of the terminal.
        ascii_only: Whether it is drawn in ASCII.
        svg: The file for an SVG; None for none.
    """

    lens: str
    filter_query: str
    during: str
    max_marking: str | None
    as_json: bool
    draw: bool
    width: int | None
    ascii_only: bool
    svg: Path | None

    @property
    def columns(self) -> int:
        """How many columns a picture in characters has."""
        is_terminal = sys.stdout.isatty()
        wide = shutil.get_terminal_size().columns if is_terminal else _WIDTH
        return max(_NARROWEST, self.width or wide)

    @property
    def glyphs(self) -> "Glyphs":
        """What it is drawn with."""
        from briefing.views.pictures.glyphs import glyphs, is_ascii_only

        return glyphs(ascii_only=self.ascii_only or is_ascii_only())


def picture_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what all pictures take; the command gets it as `form`."""

    @wraps(command)
    def run(*args: Any, **given: Any) -> Any:
        form = Form(**{name: given.pop(name) for name in Form._fields})
        return command(*args, form=form, **given)

    taking: Callable[..., Any] = run
    for option in (
        click.option(
            "--svg",
            metavar="FILE",
            type=click.Path(path_type=Path),
            help="Write the picture to a file as SVG.",
        ),
        click.option(
            "--max-tlp",
            "max_marking",
            metavar="LEVEL",
            type=click.Choice(list(MARKINGS), case_sensitive=False),
            help="Leave out of the SVG, and of what is printed with it, what is marked higher.",
        ),
        click.option("--ascii", "ascii_only", is_flag=True, help="Draw in ASCII only."),
        click.option(
            "--width",
            metavar="N",
            type=click.IntRange(_NARROWEST, 500),
            help="Columns of the drawing. Default: those of the terminal.",
        ),
        click.option("--draw", is_flag=True, help="Draw it in characters, too, above the list."),
        json_option,
        as_of_options,
        click.option(
            "--during",
            metavar="DATE",
            default="",
            help="Only what was, or may have been, then: 2013, 2012-03/2013-01.",
        ),
        filter_option,
        click.option("--lens", metavar="REF", default="", help="Only what is linked to this."),
    ):
        taking = option(taking)
    return taking


def sight_of(ctx: click.Context, form: Form) -> "Sight":
    """The records that the options leave."""
    from briefing.links import lens as linked
    from briefing.views.filters.periods import Period
    from briefing.views.pictures.sight import Sight

    date = read_date(form.during) if form.during else None
    store = open_reader(ctx)
    book = as_asked(ctx, store) if form.svg is None else _released(ctx, store, form.max_marking)
    refs: frozenset[str] | None = None
    said = [*moment_said(ctx)]
    uncertain: frozenset[str] = frozenset()
    if form.lens:
        book.need(form.lens)
        refs = frozenset((*linked(book, form.lens), form.lens))
        said.append(f"linked to {book.label(form.lens)}")
    if (found := matching(store, book, form.filter_query)) is not None:
        refs = found.refs if refs is None else refs & found.refs
        said.append(found.said)
        uncertain = found.uncertain
        note(found.counted)
    period = Period(date.earliest, date.latest) if date else None
    return Sight(book, refs, period, tuple(said), uncertain)


def _released(ctx: click.Context, store: "Store", max_marking: str | None) -> "Book":
    """The briefing as it may leave in a file: sources protected, nothing marked higher."""
    from briefing.views.books.released import released

    known = as_it_was_known(ctx, store)
    refs = [ref for ref, _ in known.records()]
    found = released(known, refs, max_marking)
    for each in found.notes:
        note(each)
    return as_it_stood(ctx, found.book)


def put_out(
    ctx: click.Context,
    form: Form,
    answer: Callable[[], "Answer"],
    plain: Callable[[], Mapping[str, object]],
    canvas: Callable[[int, "Glyphs"], "Canvas"],
    svg: Callable[[], str],
) -> None:
    """Print a picture, and write its SVG if that is asked for.

    Args:
        ctx: The command.
        form: How it is put out.
        answer: Gives the list that says the same.
        plain: Gives what JSON is made of.
        canvas: Draws it in so many columns.
        svg: Draws it as SVG; empty if there is nothing to draw.
    """
    if form.svg is not None:
        _write(form.svg, svg())
        if not form.as_json and not form.draw:
            return
    if form.as_json:
        import msgspec

        print_json({**moment_of(ctx), **msgspec.to_builtins(plain())})
        return
    if form.draw:
        for line in canvas(form.columns, form.glyphs).lines():
            click.echo(printable(line))
        click.echo()
    print_answer(answer())


def _write(path: Path, svg: str) -> None:
    if not svg:
        note(f"there is nothing to draw, so {path} was not written")
        return
    write_file(path, f"{svg}\n".encode())
    say(f"wrote {path}")
