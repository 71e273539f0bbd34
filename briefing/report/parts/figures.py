"""Casualties by event and claimant, and where the sources disagree."""

import re
from collections.abc import Iterator, Sequence

from briefing.model import dates
from briefing.model.english import capitalised
from briefing.model.fields import Field, field_at, field_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Casualties, Event
from briefing.model.parsers.values import items_in, shown
from briefing.model.quotation_marks import quoted
from briefing.provenance import Against
from briefing.report.document import Block, Note, Paragraph, Picture, Run, Sentence, Table, plain
from briefing.report.marks import mark_of
from briefing.report.parts.chronology import latest, not_listed
from briefing.report.prose.narrator import Narrator
from briefing.report.told import Options, Told

_COLUMNS = ("Date", "Event", "Outcome", "Who", "Lowest", "Best", "Highest", "According to")
_NUMERIC = frozenset((4, 5, 6))

_VERDICTS = {
    "set aside": "It was set aside",
    "disputed": "It is left open as disputed",
    "": "It has not been weighed yet",
}


def casualties(told: Told, options: Options) -> Iterator[Block]:
    """A row for each figure, the briefing's own and those that others give instead."""
    events = [
        (ref, event)
        for ref in told.scope.of(Event.kind_name)
        if isinstance(event := told.record(ref), Event) and event.casualties
    ]
    shown = latest(told, [ref for ref, _ in events], options.last)
    found = [(ref, row) for ref, event in events if ref in shown for row in _rows(told, ref, event)]
    if not found:
        return
    yield Table(_COLUMNS, tuple(row for _, row in found), tuple(ref for ref, _ in found), _NUMERIC)
    yield from not_listed(len(events) - len(shown), "other event")
    marks = tuple(mark_of(ref, told.record(ref)) for ref in shown) if options.full else ()
    if any(each.low or each.best or each.high for each in marks):
        yield Picture("casualties", marks, "People killed, by event")


def _rows(told: Told, ref: str, event: Event) -> Iterator[tuple[Sentence, ...]]:
    narrator = told.narrator(ref)
    date, title = plain(capitalised(dates.describe(event.date))), plain(event.title)
    held = narrator.provenance.get("casualties") if narrator.is_contested else None
    for at, row in enumerate(event.casualties):
        place = f"casualties[{at}]"
        cites = (event.cites[note.number - 1] for note in narrator.notes(place))
        who = ", ".join(dict.fromkeys(told.source(cite.source) for cite in cites))
        outcome = narrator.states(row.outcome or "not stated", place)
        yield (date, title, *_cells(row, outcome), plain(who or "no source"))
    field = narrator.field("casualties")
    for against in held.against if held else ():
        verdict = against.cite.verdict or "not weighed"
        given = f"{told.source(against.cite.source)} ({verdict})"
        for row in _given(field, against):
            note = (Note(narrator.ref, against.number),)
            # The cites of the briefing's own figure say nothing for this one.
            cells = _cells(row, Run(row.outcome or "not stated"))
            yield (date, title, *cells, (Run(given, narrator.ref, ("casualties",), note),))


def _given(field: Field, against: Against) -> Sequence[Casualties]:
    rows = items_in(field, against.cite.value)
    return [row for row in rows or () if isinstance(row, Casualties)]


def _cells(row: Casualties, outcome: Run) -> tuple[Sentence, ...]:
    figures = [("" if each is None else f"{each:,}") for each in (row.low, row.best, row.high)]
    return ((outcome,), plain(row.who or "people"), *map(plain, figures))


def contradictions(told: Told, options: Options) -> Iterator[Block]:
    """What sources say against what is held, and how that was weighed; open ones first."""
    found = sorted(_contradicted(told), key=lambda each: not each[1].is_open)
    shown = found[: options.last]
    for name, against, narrator in shown:
        yield _contradiction(told, narrator, name, against)
    yield from not_listed(len(found) - len(shown), "other contradiction")


def _contradicted(told: Told) -> Iterator[tuple[str, Against, Narrator]]:
    for kind in KINDS:
        for ref in told.scope.of(kind):
            narrator = told.narrator(ref)
            if not narrator.is_contested:
                continue
            for name, found in narrator.provenance.items():
                for against in found.against:
                    yield name, against, narrator


def _of_part(path: str, part: Field) -> str:
    """Which part of a field a value is for: ` for “low” in row 1`; empty for all of it."""
    row = re.search(r"\[(\d+)\]", path)
    what = f" for “{part.label.lower()}”" if "." in path else ""
    return f"{what} in row {int(row[1]) + 1}" if row else what


def _contradiction(told: Told, narrator: Narrator, name: str, against: Against) -> Paragraph:
    cite = against.cite
    label = narrator.book.label(narrator.ref).rstrip(".")
    note = (Note(narrator.ref, against.number),)
    source = told.source(cite.source)
    field = field_of(type(narrator.record), name)
    held = narrator.value(name).rstrip(".") if field else ""
    runs = [Run(f"{label}, {field.label.lower()}: " if field else f"{label}: ")]
    if held:
        # That it is contested need not be said here.
        stated = narrator.states("", name)
        runs += [stated._replace(text=f"this briefing holds {held}"), Run("; ")]
    if field and cite.value:
        part = field_at(type(narrator.record), cite.field) or field
        given = shown(part, cite.value, narrator.book.label).rstrip(".")
        said = f"{source} gives {given}{_of_part(cite.field, part)}"
    else:
        said = f"{source} contradicts it"
    runs += [Run(said, narrator.ref, (name,) if field else (), note), Run(".")]
    verdict = _VERDICTS.get(cite.verdict, cite.verdict)
    why = f": {cite.reason.rstrip('. ')}" if cite.reason else ""
    weighed = Run(f"{verdict}{why}.", narrator.ref, (), note)
    lead = quoted(cite.value) if not field and cite.value else ""
    return Paragraph(
        (tuple(runs), (weighed,)), plain(lead) if lead else (), narrator.ref, is_item=True
    )
