"""The details of a finding: what it rests on, and what to do about it."""

from collections.abc import Iterator

from briefing.checks import Check, Finding
from briefing.model.contradictions import field_name
from briefing.model.differences import differences
from briefing.model.fields import Field, field_of
from briefing.model.formatting import value_line
from briefing.model.kinds.record import Record
from briefing.model.quotation_marks import quoted
from briefing.model.refs import kind_of
from briefing.provenance import grade_of
from briefing.store.book import Book
from briefing.tui.checks.entries import Inbox
from briefing.tui.commands.command import keys_shown
from briefing.tui.commands.main import COMMANDS
from briefing.tui.widgets.differences import WARNING, difference_lines, wrapped
from briefing.tui.widgets.dossier_layout import DIM, HEADING, TITLE, Line, Piece


def finding_lines(book: Book, inbox: Inbox, finding: Finding, width: int) -> Iterator[Line]:
    """Show a finding.

    Args:
        book: The briefing.
        inbox: Gives names for refs, and the check.
        finding: The finding.
        width: The cells in a line.
    """
    check = inbox.checks[finding.check]
    record = book.get(finding.ref)
    field = field_of(type(record), head(finding.path)) if record else None
    yield from wrapped([Piece(book.label(finding.ref), TITLE)], width)
    where = " · ".join(part for part in (finding.ref, field.label if field else "") if part)
    yield from wrapped([Piece(where, DIM)], width)
    yield Line(())
    yield from wrapped([Piece(inbox.problem(finding), WARNING)], width)
    if finding.dismissed:
        yield from wrapped([Piece(f"dismissed: {finding.dismissed}")], width)
    yield from _ways(check, finding, width)
    yield Line(())
    if check.mend == "merge":
        yield from _two_records(book, finding, width)
    elif record is not None:
        yield from _evidence(book, record, field, width)
        if finding.other:
            yield Line(())
            name = Piece(book.label(finding.other))
            yield from wrapped([name], width, [Piece(f"{kind_of(finding.other)}  ", HEADING)])
    yield Line(())
    yield from wrapped([Piece(check.help, DIM)], width)


def heading_lines(check: Check, width: int) -> Iterator[Line]:
    """Show what a check looks for."""
    yield from wrapped([Piece(check.title, TITLE)], width)
    yield from wrapped([Piece(check.id, DIM)], width)
    yield Line(())
    yield from wrapped([Piece(check.help)], width)
    yield Line(())
    yield from wrapped([Piece("enter folds or unfolds them", DIM)], width)


def head(path: str) -> str:
    """The field that a path begins with: `casualties` for `casualties[0].low`."""
    return path.partition(".")[0].partition("[")[0]


def _ways(check: Check, finding: Finding, width: int) -> Iterator[Line]:
    """The keys that mend or settle it."""
    mend = next((each for each in COMMANDS if each.id == check.mend), None)
    if mend:
        key = Piece(f"m or {keys_shown(mend)}  ", HEADING)
        yield from wrapped([Piece(mend.label)], width, [key])
    if finding.dismissed:
        yield from wrapped([Piece("let it wait again")], width, [Piece("r  ", HEADING)])
    elif check.mend == "merge":
        yield from wrapped([Piece("mark as different")], width, [Piece("x  ", HEADING)])
    elif not check.instead:
        yield from wrapped([Piece("dismiss with a reason")], width, [Piece("x  ", HEADING)])


def _two_records(book: Book, finding: Finding, width: int) -> Iterator[Line]:
    """Two records that may be the same, field by field."""
    other = book.get(finding.other)
    name = Piece(book.label(finding.other), TITLE)
    yield from wrapped([name, Piece(f"  {finding.other}", DIM)], width, [Piece("→ ", DIM)])
    for difference in differences(book.get(finding.ref), other, book.label):
        yield from difference_lines(difference, width)


def _evidence(book: Book, record: Record, field: Field | None, width: int) -> Iterator[Line]:
    """The value of a field, and the cites for it."""
    if field is not None and field.name != "cites":
        value = value_line(field, getattr(record, field.attribute), book.label) or "–"
        yield from wrapped([Piece(value)], width, [Piece(f"{field.label}  ", HEADING)])
    wanted = ("",) if field is None else ("", field.name)
    for number, cite in enumerate(record.cites, 1):
        if field is not None and field.name != "cites" and field_name(cite) not in wanted:
            continue
        passage = quoted(cite.passage) if cite.passage else ""
        verdict = ": ".join(part for part in (cite.verdict, cite.reason) if part)
        judged = f"({verdict})" if verdict else ""
        said = " ".join(part for part in (cite.value, passage, judged) if part)
        source = " ".join(part for part in (book.label(cite.source), grade_of(book, cite)) if part)
        pieces = [Piece(f"{said}  ")] if said else []
        yield from wrapped([*pieces, Piece(source, DIM)], width, [Piece(f"[{number}] ", DIM)], "  ")
