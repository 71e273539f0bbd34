"""Options that show a briefing as of a date, or as it was known at one."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefing.cli.printing import fail, note

if TYPE_CHECKING:
    from briefing.model.parsers.dates.reference import DateContext
    from briefing.store.book import Book
    from briefing.store.store import Store
    from briefing.views.books.as_of import AsOf
    from briefing.views.books.known_at import Moment

T = TypeVar("T")

_AS_OF, _KNOWN_AT, _MOMENT = "briefing.as_of", "briefing.known_at", "briefing.moment"
_SAID = "briefing.moment_said"


def as_of_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--as-of` and `--known-at`, which `as_asked` follows."""
    until = click.option(
        "--as-of",
        metavar="DATE",
        callback=_kept_as(_AS_OF),
        expose_value=False,
        help="Leave out what was later in the world than the end of DATE.",
    )
    known_at = click.option(
        "--known-at",
        metavar="DATE|REV",
        callback=_kept_as(_KNOWN_AT),
        expose_value=False,
        help="The briefing as it was at the end of DATE, or at a revision, such as 12.",
    )
    return until(known_at(command))


def _kept_as(name: str) -> Callable[[click.Context, click.Parameter, str | None], None]:
    def keep(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
        ctx.meta[name] = value

    return keep


def as_asked(ctx: click.Context, store: "Store") -> "Book":
    """The briefing as `--as-of` and `--known-at` ask for it, which is noted on stderr."""
    return as_it_stood(ctx, as_it_was_known(ctx, store))


def asks_what_was_known(ctx: click.Context) -> bool:
    """Whether `--known-at` is given."""
    return ctx.meta.get(_KNOWN_AT) is not None


def as_it_was_known(ctx: click.Context, store: "Store") -> "Book":
    """The briefing as `--known-at` asks for it; noted on stderr."""
    text = ctx.meta.get(_KNOWN_AT)
    ctx.meta[_MOMENT], ctx.meta[_SAID] = {}, []
    if text is None:
        return store
    from briefing.views.books.when import read_known_at

    return _known(ctx, store, _read(read_known_at, text, "--known-at"))


def as_known(ctx: click.Context, store: "Store", until: "Moment") -> "Book":
    """The briefing as `--as-of` asks for it and as it was known at a moment; noted on stderr."""
    ctx.meta[_MOMENT], ctx.meta[_SAID] = {}, []
    return as_it_stood(ctx, _known(ctx, store, until))


def _known(ctx: click.Context, store: "Store", until: "Moment") -> "Book":
    from briefing.views.books.known_at import KnownAt

    known = KnownAt(store, until)
    note(known.summary())
    ctx.meta[_MOMENT]["known_at"] = known.revision
    ctx.meta[_SAID].append(known.said)
    return known


def as_it_stood(ctx: click.Context, book: "Book") -> "Book":
    """A state of the briefing as `--as-of` asks for it; noted on stderr."""
    shown = as_of(ctx, book)
    if shown is None:
        return book
    note(shown.summary())
    ctx.meta[_MOMENT]["as_of"] = shown.day
    ctx.meta[_SAID].append(shown.said)
    return shown


def as_of(ctx: click.Context, book: "Book") -> "AsOf | None":
    """A state of the briefing on the day that `--as-of` asks for; None if it does not."""
    if (text := ctx.meta.get(_AS_OF)) is None:
        return None
    from briefing.views.books.as_of import AsOf
    from briefing.views.books.when import read_as_of

    return AsOf(book, _read(read_as_of, text, "--as-of"))


def moment_of(ctx: click.Context) -> Mapping[str, object]:
    """The revision and the day that were asked for, for JSON; empty for the present."""
    moment: Mapping[str, object] = ctx.meta.get(_MOMENT, {})
    return moment


def moment_said(ctx: click.Context) -> Sequence[str]:
    """The moments that were asked for, in words: "as of 1 January 2013"; none for the present."""
    said: Sequence[str] = ctx.meta.get(_SAID, ())
    return said


def since_option(
    what: str = "Only changes", *, required: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--since`, which `read_moment` reads."""
    return click.option(
        "--since",
        metavar="DATE|REV",
        required=required,
        help=f"{what} since the start of DATE, or after a revision, such as 12.",
    )


def read_moment(since: str) -> "Moment":
    """The moment after which changes count; exits with the reason if it is not understood."""
    from briefing.views.books.when import read_since

    return _read(read_since, since, "--since")


def _read(reader: "Callable[[str, DateContext], T]", text: str, option: str) -> T:
    from briefing.config import read_config
    from briefing.model.parsers.dates.reference import DateContext
    from briefing.model.parsers.words import NotUnderstood

    today = dt.date.today()  # noqa: DTZ011  the reader's day
    try:
        return reader(text, DateContext(today, order=read_config().date_order))
    except NotUnderstood as reason:
        fail(f"{option} “{text}”: {reason}")
