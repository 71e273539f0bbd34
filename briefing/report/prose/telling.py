"""Tells any record: a kind with prose of its own in that, any other field by field."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import chain
from typing import Final

from briefing.model.fields import fields_of
from briefing.model.kinds.record import SHARED
from briefing.model.refs import kind_of
from briefing.report.document import Paragraph, Quotation, Run, Sentence, sentences
from briefing.report.prose.events import event_paragraph
from briefing.report.prose.judgements import judgement_paragraph
from briefing.report.prose.narrator import Narrator
from briefing.report.prose.parties import profile
from briefing.report.prose.quotes import quote_block
from briefing.report.prose.ties import tie_paragraph
from briefing.store.book import Book

_TELLERS: Final[Mapping[str, Callable[..., Paragraph | Quotation]]] = {
    "group": profile,
    "leader": profile,
    "event": event_paragraph,
    "quote": quote_block,
    "link": tie_paragraph,
    "judgement": judgement_paragraph,
}


def tell(book: Book, ref: str, *, is_full: bool) -> Paragraph | Quotation:
    """A record in sentences.

    Args:
        book: The briefing.
        ref: The record.
        is_full: Whether to say everything, not only what a short brief needs.

    Raises:
        UnknownRecord: There is no such record.
    """
    narrator = Narrator(book, ref)
    teller = _TELLERS.get(kind_of(ref), _fields)
    told = teller(narrator, is_full=is_full)
    # Such as that a status has no date, so that it is today's in a report of the past.
    names = {name for run in chain(*sentences((told,))) for name in run.fields if run.ref == ref}
    labels = [field.label for field in fields_of(type(narrator.record)) if field.name in names]
    found = (note for note in book.notes(ref) if is_full or any(each in note for each in labels))
    notes = tuple((Run(note),) for note in found)
    if isinstance(told, Quotation):
        return replace(told, said=(*told.said, *notes))
    return replace(told, sentences=(*told.sentences, *notes))


def _fields(narrator: Narrator, *, is_full: bool) -> Paragraph:
    """A record of a kind without prose of its own: each field with its label."""
    record = narrator.record
    lead = (narrator.states(narrator.book.label(narrator.ref), narrator.named_by),)
    told = [
        field
        for field in fields_of(type(record))
        if getattr(record, field.attribute) not in (None, "", ())
        and not field.is_evidence
        and field.attribute not in SHARED
        and field.attribute != narrator.named_by
    ]
    sentences: list[Sentence] = [
        (Run(f"{field.label}: "), narrator.states(f"{narrator.value(field.name)}.", field.name))
        for field in told
    ]
    more = [*narrator.aliases(), *narrator.summary()] if is_full else []
    return Paragraph((*sentences, *more), lead, narrator.ref, is_item=True)
