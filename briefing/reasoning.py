"""What a judgement rests on: the evidence for it, and the sources behind that."""

from collections.abc import Iterable, Sequence

from briefing.model.kinds import kind_for
from briefing.model.kinds.judgement import Evidence, Judgement
from briefing.model.kinds.record import Record
from briefing.model.terms import LIKELIHOOD_RANGES
from briefing.provenance import Grounds, grounds
from briefing.store.book import Book

_EVEN = 50
"""Per cent at which something is as likely as not."""


def support(judgement: Judgement) -> Sequence[Evidence]:
    """The evidence a judgement rests on; what has no bearing yet counts as such.

    Evidence bears on what is judged, whatever its likelihood. So what is called likely rests on
    what is consistent with it, what is called unlikely on what is inconsistent, and a roughly even
    chance on both.
    """
    least, most = LIKELIHOOD_RANGES.get(judgement.likelihood, (_EVEN, 100))
    middle = (least + most) / 2
    bears = ["", *["consistent"] * (middle >= _EVEN), *["inconsistent"] * (middle <= _EVEN)]
    return [each for each in judgement.evidence if each.bearing in bears]


def sources_behind(book: Book, ref: str) -> Sequence[str]:
    """The sources that a piece of evidence rests on, each once.

    Those that support a record; a source itself; of a judgement, those behind what it rests on.

    Args:
        book: The briefing.
        ref: The record; nothing is behind one that does not exist.
    """
    found: dict[str, None] = {}
    waiting, seen = [ref], {ref}
    for each in waiting:
        record = book.get(each)
        if record is None:
            continue
        if kind_for(record).is_source:
            found[each] = None
        for sources in grounds(record, book.label).values():
            found |= dict.fromkeys(sources)
        if isinstance(record, Judgement):
            rests_on = dict.fromkeys(row.ref for row in support(record) if row.ref)
            waiting += [ref for ref in rests_on if ref not in seen]
            seen.update(rests_on)
    return tuple(found)


def grounds_in(book: Book, record: Record) -> Grounds:
    """The sources that the fields of a record rest on, those behind its evidence included."""
    known = grounds(record, book.label)
    if not isinstance(record, Judgement):
        return known
    behind = (sources_behind(book, row.ref) for row in support(record) if row.ref)
    sources = tuple(dict.fromkeys(source for each in behind for source in each))
    return {**known, "evidence": sources} if sources else known


def with_judgements(book: Book, refs: Iterable[str]) -> list[str]:
    """Some records and all judgements that rest on them, by way of others too, each once."""
    found = list(dict.fromkeys(refs))
    known = set(found)
    for ref in found:
        for other in book.referrers(ref):
            record = book.get(other) if other not in known else None
            if isinstance(record, Judgement) and any(row.ref == ref for row in support(record)):
                known.add(other)
                found.append(other)
    return found
