"""The details of a proposal: its fields, what a record gains, both values, the candidates."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from briefing.exchange.identity import Candidate
from briefing.exchange.joining import Difference as Differs
from briefing.exchange.plan import Decision, Entry, Outcome
from briefing.model.differences import Difference, differences
from briefing.model.fields import field_of, fields_of
from briefing.model.formatting import value_line
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.quotation_marks import quoted
from briefing.store.book import Book
from briefing.tui.imports.entries import Review
from briefing.tui.widgets.differences import (
    SEAM,
    WARNING,
    difference_lines,
    side_by_side,
    wrapped,
)
from briefing.tui.widgets.dossier_layout import DIM, HEADING, TITLE, Line, Piece
from briefing.views.compare import compare

NARROWEST = 16
"""Cells of a column from which two records stand side by side."""

_ASIDE = ("cites", "dismissed")
"""Fields in which a proposal and a record are not compared."""


def row_lines(book: Book, review: Review, row: str, width: int) -> Iterable[Line]:
    """Show what a row is about.

    Args:
        book: The briefing, with the records that the file adds.
        review: The review.
        row: The row.
        width: The cells in a line.
    """
    if entry := review.entry(row):
        return _entry_lines(book, review, entry, width)
    if fault := review.fault(row):
        return chain(
            wrapped([Piece(fault.place or "the file", TITLE)], width),
            [Line(())],
            wrapped([Piece(fault.problem, WARNING)], width),
        )
    if note := review.note(row):
        return wrapped([Piece(note)], width)
    if skipped := review.skipped(row):
        what, count = skipped
        said = (
            f"{count:,} times in the file. The briefing has no field for it; nothing is taken in."
        )
        return chain(
            wrapped([Piece(what, TITLE)], width), [Line(())], wrapped([Piece(said)], width)
        )
    section = review.section(row)
    if section is None:
        return ()
    keys = "enter folds or unfolds them; A takes all of them, X leaves them out"
    return chain(
        wrapped([Piece(section.title, TITLE)], width),
        wrapped([Piece(f"{len(section.rows):,}", DIM)], width),
        [Line(())],
        wrapped([Piece(keys, DIM)], width),
    )


def _entry_lines(book: Book, review: Review, entry: Entry, width: int) -> Iterator[Line]:
    proposal, decision = entry.proposal, review.decisions.get(entry.number)
    yield from wrapped([Piece(review.name(entry), TITLE)], width)
    about = (KINDS[proposal.kind].name, proposal.place, *proposal.ids[:3])
    yield from wrapped([Piece(" · ".join(filter(None, about)), DIM)], width)
    if proposal.passage:
        yield from wrapped([Piece(quoted(proposal.passage), DIM)], width)
    yield Line(())
    yield from wrapped([_verdict(book, review, entry, decision)], width)
    yield Line(())
    if entry.after is None:
        return
    match = decision.match if decision else ""
    if match and (held := book.get(match)) is not None and match != entry.ref:
        yield from _joined(book, review, entry, held, width)
    elif review.waits(entry):
        for number, candidate in enumerate(entry.candidates, start=1):
            yield from _candidate(book, entry.after, candidate, number, width)
            yield Line(())
    elif entry.before is None:
        yield from _fields(book, entry.after, width)
    else:
        yield from _changes(book, entry.before, entry.after, entry.differs, width)


def _verdict(book: Book, review: Review, entry: Entry, decision: Decision | None) -> Piece:
    """What becomes of a proposal."""
    if review.is_left_out(entry):
        own = decision is not None and decision.rejects
        why = "u takes that back" if own else "it needs a record that is left out"
        return Piece(f"left out; {why}", WARNING)
    if review.waits(entry):
        return Piece("Is it one of these? a takes the first, m another, n none: it is new", WARNING)
    if decision is not None and decision.match:
        return Piece(f"is {book.label(decision.match)} ({decision.match})", TITLE)
    if entry.outcome is Outcome.CONFLICTING:
        return Piece(f"{entry.ref} keeps its value and gains a cite that contradicts it", WARNING)
    if entry.outcome is Outcome.CHANGED:
        return Piece(f"{entry.ref} gains what it lacks")
    if entry.outcome is Outcome.SAME:
        return Piece(f"{entry.ref} has all of it")
    return Piece(f"a new record, {entry.ref}")


def _fields(book: Book, record: Record, width: int) -> Iterator[Line]:
    """The fields of a record."""
    values = {
        field.label: value
        for field in fields_of(type(record))
        if (value := value_line(field, getattr(record, field.attribute), book.label))
    }
    lead = max(map(len, values), default=0) + 2
    for label, value in values.items():
        yield from wrapped([Piece(value)], width, [Piece(label.ljust(lead), HEADING)], " " * lead)


def _changes(
    book: Book, before: Record, after: Record, differs: Sequence[Differs], width: int
) -> Iterator[Line]:
    """What a record gains, and where the file differs from it."""
    for field, held, given in differs:
        declared = field_of(type(before), field)
        name = declared.label if declared else field
        yield from wrapped([Piece(name, HEADING)], width)
        yield from wrapped([Piece(held)], width, [Piece("  the briefing  ", DIM)], "    ")
        yield from wrapped([Piece(given, WARNING)], width, [Piece("  the file      ", DIM)], "    ")
    if differs:
        yield Line(())
    for difference in differences(before, after, book.label):
        yield from difference_lines(difference, width)


def _joined(book: Book, review: Review, entry: Entry, held: Record, width: int) -> Iterator[Line]:
    """What a record gains from a proposal that was matched with it."""
    decision = review.decisions[entry.number]
    found = review.would_join(entry, decision.match)
    if found is None or found.record == held:
        yield from wrapped([Piece("it has all of it", DIM)], width)
        return
    yield from _changes(book, held, found.record, found.differs, width)


def _candidate(
    book: Book, record: Record, candidate: Candidate, number: int, width: int
) -> Iterator[Line]:
    """A proposal and a record that it may be, field by field."""
    other = book.get(candidate.ref)
    name = Piece(candidate.label, TITLE)
    behind = Piece(f"  {candidate.ref} · {candidate.why}, {candidate.score:g}", DIM)
    yield from wrapped([name, behind], width, [Piece(f"{number}  ", HEADING)])
    if other is None:
        return
    rows = [row for row in compare(record, other, book) if row.field not in _ASIDE]
    lead = max((len(row.label) for row in rows), default=0) + 2
    half = (width - lead - SEAM) // 2
    is_wide = half >= NARROWEST
    if is_wide:
        heads = (Piece("the file", DIM), Piece("the briefing", DIM))
        yield from _in_columns("", heads, lead, half)
    for row in rows:
        first, second = Piece(row.first or "–"), Piece(row.second or "–")
        if row.verdict == "same":
            label = Piece(row.label.ljust(lead), DIM)
            yield from wrapped([first._replace(look=DIM)], width, [label], " " * lead)
        elif is_wide:
            yield from _in_columns(row.label, (first, second), lead, half)
        else:
            difference = Difference(row.field, row.label, row.first, row.second)
            yield from difference_lines(difference, width)


def _in_columns(label: str, values: tuple[Piece, Piece], lead: int, half: int) -> Iterator[Line]:
    """A field and its two values, in columns."""
    before = Piece(label.ljust(lead), HEADING)
    left = wrapped([values[0]], lead + half, [before], " " * lead)
    yield from side_by_side(left, wrapped([values[1]], half), lead + half)
