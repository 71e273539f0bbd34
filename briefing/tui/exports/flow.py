"""Put records out: which ones, in what format, where; and say what the format could not hold."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from briefing.exchange.file import ImportFault
from briefing.exchange.format import Format, Loss, formats
from briefing.exchange.writing import held_by, write
from briefing.model.kinds import KINDS, LISTS
from briefing.model.kinds.record import Record
from briefing.model.plurals import plural
from briefing.model.refs import kind_of, slug_of, slugify
from briefing.store.book import Book
from briefing.tui.actions.watched import watched
from briefing.tui.actions.where import for_whom, where
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.answers.screen import AnswerScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.progress import Report
from briefing.views.answer import Answer, Part, Row
from briefing.views.books.released import Release, released
from briefing.views.books.still import StillBook

MOST_NAMED: Final = 1_000
"""Records that are named under one loss."""


class _Records(NamedTuple):
    """Records to put out.

    Attributes:
        refs: The records.
        said: What they are, for the menu.
        name: What a file of them may be called.
    """

    refs: Sequence[str]
    said: str
    name: str


class _Written(NamedTuple):
    """What was written, and what the format could not hold of it."""

    release: Release
    losses: Sequence[Loss]


async def put_out(work: Workspace, chosen: Selection) -> None:
    """Write records in a format of other programs."""
    records = await _which(work, chosen)
    if records is None:
        return
    form = await _format(work, records)
    if form is None:
        return
    marking = await for_whom(work)
    if marking is None:
        return
    path = await _where(work, form, records)
    if path is None:
        return
    await _write(work, form, records.refs, path, marking)


async def _which(work: Workspace, chosen: Selection) -> _Records | None:
    """Which records; None if none are to be put out."""
    offered = dict(_offered(work, chosen))
    if not offered["everything"].refs:
        work.host.tell("there is nothing to put out yet")
        return None
    terms = {name: each.said for name, each in offered.items()}
    name = await work.host.ask(MenuScreen("Put out …", terms, at_once=True))
    return offered[name] if name else None


def _offered(work: Workspace, chosen: Selection) -> Iterable[tuple[str, _Records]]:
    book, host = work.book, work.host
    stem = slugify(work.store.meta.title or Path(work.store.location).stem or "briefing")
    if marked := _there(book, host.marked):
        yield "marked", _Records(marked, f"{_counted(marked)} marked", f"{stem}-marked")
    if host.in_sight is not None:
        shown = _there(book, (ref for ref in host.in_sight if kind_of(ref) in LISTS))
        yield "shown", _Records(shown, f"what the lists show: {_counted(shown)}", f"{stem}-part")
    if here := _there(book, (chosen.ref,)):
        ref = here[0]
        yield "this", _Records(here, f"this record: {book.label(ref)}", slug_of(ref))
    whole = sorted(ref for ref, _ in book.records())
    from_here = " as shown from this date" if host.viewpoint else ""
    yield "everything", _Records(whole, f"{_counted(whole)}{from_here}", stem)


def _there(book: Book, refs: Iterable[str]) -> Sequence[str]:
    return sorted(ref for ref in refs if ref and book.get(ref) is not None)


def _counted(refs: Collection[str]) -> str:
    return f"{len(refs):,} {plural(len(refs), 'record')}"


async def _format(work: Workspace, records: _Records) -> Format | None:
    """The format; None if none was chosen."""
    writing = {name: each for name, each in formats().items() if each.is_written}
    terms = {name: _said_of(each, records.refs) for name, each in writing.items()}
    name = await work.host.ask(MenuScreen("In which format?", terms, is_typed=True))
    return writing[name] if name else None


def _said_of(form: Format, refs: Sequence[str]) -> str:
    """A format, and how many of some records it has a place for."""
    held = len(held_by(form, refs))
    few = f"{held:,} of {len(refs):,} · " if held < len(refs) else ""
    return f"{few}{form.about}"


async def _where(work: Workspace, form: Format, records: _Records) -> Path | None:
    """The file or folder; None if none was chosen, or it is not to be replaced."""
    return await where(
        work,
        f"Put out {_counted(records.refs)} as {form.title}: where?",
        records.name,
        form.suffixes,
        is_folder=form.write_folder is not None,
    )


def _go_on() -> None:
    """Let the work go on."""


class _Watched(StillBook):
    """The records of one moment, of which reading one may end the work that needs it.

    Attributes:
        look: Raises if the work is to end.
    """

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self.look = _go_on

    def get(self, ref: str) -> Record | None:
        """The record a ref names, or None."""
        self.look()
        return super().get(ref)


async def _write(
    work: Workspace, form: Format, refs: Sequence[str], path: Path, marking: str
) -> None:
    viewpoint = work.host.viewpoint
    if marking and viewpoint is not None and viewpoint.day is not None:
        # What is marked higher but came later would be named by those that refer to it.
        work.host.tell("a limit by marking needs the present: esc shows it", severity="error")
        return
    # Taken here: a thread must not go through tables that keys can change.
    still = _Watched(work.book)

    def run(report: Report) -> _Written:
        still.look = lambda: report.say(f"{_counted(refs)} …")
        try:
            release = released(still, refs, marking or None)
            return _Written(release, tuple(write(form, release.book, release.refs, path)))
        finally:
            # What was not held is shown of these records once nothing can be stopped any more.
            still.look = _go_on

    try:
        written = await watched(work.host, f"Writing {path.name}", run)
    except ImportFault as fault:
        work.host.tell(str(fault), severity="error")
        return
    if written is None:
        work.host.tell(f"left; {path.name} is written whole or not at all")
        return
    (book, shown, notes), losses = written
    said = [f"wrote {_counted(held_by(form, shown))} to {path.absolute()}", *notes]
    if len(losses) <= 1:
        work.host.tell("; ".join([*said, *map(str, losses)]))
        return
    work.host.tell("; ".join([*said, f"what {form.title} cannot hold is listed"]))
    ref = await work.host.ask(AnswerScreen(_lost(form, book, losses), book, work.host))
    if ref:
        work.host.visit(ref)


def _lost(form: Format, book: Book, losses: Sequence[Loss]) -> Answer:
    """What a format could not hold."""
    parts = []
    for what, refs in losses:
        rows = [
            Row(book.label(ref), KINDS[kind_of(ref)].name, "", ref) for ref in refs[:MOST_NAMED]
        ]
        if more := len(refs) - MOST_NAMED:
            rows += [Row(f"and {more:,} more")] if more > 0 else []
        parts.append(Part(f"{what}: {_counted(refs)}", rows))
    told = {loss.what for loss in losses}
    notes = [f"It never holds {each}" for each in form.cannot_hold if each not in told]
    return Answer(f"Not held by {form.title}", parts, notes)
