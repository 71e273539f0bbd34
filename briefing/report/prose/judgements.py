"""Judgements in sentences: likelihood and confidence apart, then what they rest on.

Source: ICD 203, section D.6.e.(2): a degree of likelihood and a level of confidence are never
expressed in the same sentence.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from briefing.checks import wording
from briefing.model import dates
from briefing.model.english import listed, when
from briefing.model.kinds import KINDS
from briefing.model.kinds.judgement import Evidence, Judgement, is_current
from briefing.model.quotation_marks import quoted
from briefing.model.refs import kind_of
from briefing.model.terms import UNSURE_STATUSES
from briefing.reasoning import support
from briefing.report.document import Note, Paragraph, Run, Sentence
from briefing.report.prose.narrator import Narrator, names
from briefing.search.words.lexicon import word_set
from briefing.store.book import Book

_FUNCTION_WORDS: Final = word_set(
    "a all an any at both by during each few for from he in it its many most neither no none "
    "some such that the their there these they this those two three we when while within"
)
"""Words that are written small within a sentence, whatever follows."""

_QUESTIONS: Final = word_set("how what when where whether which who whom whose why")
"""Words that begin what is not known."""


_LIKELIHOOD: Final = re.compile(r"likely|probab|certain|chance|odds", re.IGNORECASE)
"""What may be a likelihood already, of whatever degree."""


def judgement_paragraph(narrator: Narrator, *, is_full: bool) -> Paragraph:
    """A judgement with its likelihood, its confidence, and its evidence.

    Args:
        narrator: Tells of the judgement.
        is_full: Whether to say everything, not only what a short brief needs.
    """
    judgement = narrator.record
    if not isinstance(judgement, Judgement):
        raise TypeError(f"{narrator.ref} is not a judgement")
    sentences = [
        _judged(narrator, judgement),
        *_status(narrator, judgement),
        *_confidence(narrator, judgement),
        *_evidence(narrator, judgement, is_full=is_full),
    ]
    if is_full:
        sentences += [*_reservations(narrator, judgement), *_standing(narrator, judgement)]
        sentences += [*narrator.aliases(), *narrator.summary()]
    return Paragraph(tuple(sentences), (), narrator.ref, is_item=True)


def judged_words(judgement: Judgement) -> str:
    """The judgement in a sentence that has its likelihood in it.

    The words are the analyst's; where they do not have its likelihood, it is set before them.
    """
    text = " ".join(judgement.text.split())
    end = "" if text[-1:] in ".?!…" else "."
    likelihood = judgement.likelihood
    degrees = [term.degree for term in wording.likelihoods(text)]
    if not likelihood or wording.degree_of(likelihood) in degrees:
        return f"{text}{end}"
    first, _, rest = text.partition(" ")
    # “It is unlikely that they are not likely to return” would say the opposite.
    if _LIKELIHOOD.search(text) or first.casefold() not in _FUNCTION_WORDS:
        return f"{likelihood.capitalize()}: {text}{end}"
    words = f"{first[:1].lower()}{first[1:]} {rest}"
    if likelihood in ("almost no chance", "roughly even chance"):
        article = "a " if likelihood.startswith("roughly") else ""
        return f"There is {article}{likelihood} that {words}{end}"
    return f"It is {likelihood} that {words}{end}"


def _judged(narrator: Narrator, judgement: Judgement) -> Sentence:
    fields = ["text", *(["likelihood"] if judgement.likelihood else [])]
    return (narrator.states(judged_words(judgement), *fields, style="strong"),)


def _status(narrator: Narrator, judgement: Judgement) -> Iterator[Sentence]:
    if not is_current(judgement):
        yield (narrator.states(f"It has been {judgement.status}.", "status"),)


def _confidence(narrator: Narrator, judgement: Judgement) -> Iterator[Sentence]:
    why = judgement.confidence_basis.rstrip(".")
    if judgement.confidence:
        runs = [narrator.states(f"Our confidence in this is {judgement.confidence}", "confidence")]
        if why:
            runs.append(narrator.states(f": {why}", "confidence_basis"))
        yield (*runs, Run("."))
    elif why:
        yield (narrator.states(f"On our confidence in this: {why}.", "confidence_basis"),)


def _evidence(narrator: Narrator, judgement: Judgement, *, is_full: bool) -> Iterator[Sentence]:
    """What a judgement rests on, what speaks against it, and in full what does neither."""
    if not judgement.evidence:
        yield (Run("No evidence is given for it."),)
    resting = support(judgement)
    weighed = [row for row in resting if row.bearing]
    against = [row for row in judgement.evidence if row.bearing in _WEIGHS and row not in resting]
    neither = [row for row in judgement.evidence if row.bearing == "neutral"]
    open_rows = [row for row in resting if not row.bearing]
    said = [("It rests on ", weighed), ("Against it: ", against)]
    if is_full:
        said += [("Neither for nor against it: ", neither), ("Not yet weighed: ", open_rows)]
    for before, rows in said:
        if rows:
            runs = [_piece(narrator, row) for row in rows]
            yield (Run(before), *_joined(runs), narrator.states(".", "evidence"))


_WEIGHS: Final = ("consistent", "inconsistent")
"""The bearings that speak for or against what is judged."""


def _piece(narrator: Narrator, row: Evidence) -> tuple[Run, ...]:
    """One piece of evidence, with the cites of the record it is."""
    record = narrator.book.get(row.ref) if row.ref else None
    status = getattr(record, "status", "")
    # What may not have happened carries less.
    said = [status if status in UNSURE_STATUSES else "", row.note.rstrip(".")]
    aside = "; ".join(filter(None, said))
    note = Run(f" ({aside})" if aside else "")
    if not row.ref:
        return (Run(row.what.rstrip(".")), note)
    if record is None:
        return (Run(narrator.book.label(row.ref)), note)
    found = Narrator(narrator.book, row.ref)
    return (_named(narrator.book, row.ref)._replace(notes=evidence_notes(found)), note)


def _named(book: Book, ref: str) -> Run:
    """What evidence is called: titles and judgements in quotation marks, words as they are."""
    kind, label = KINDS[kind_of(ref)], book.label(ref)
    if kind.is_party:
        return names(book, ref)
    is_sentence = kind.is_tie or bool(kind.source_by)
    return Run(label if is_sentence else quoted(label.rstrip(".")))


def evidence_notes(narrator: Narrator) -> tuple[Note, ...]:
    """The cites that support a record as such: for the whole of it, or for its name."""
    named_by = narrator.named_by
    return narrator.notes(named_by) or narrator.all_notes()[:1]


def _joined(pieces: Sequence[tuple[Run, ...]]) -> Iterator[Run]:
    for at, piece in enumerate(pieces):
        if at:
            yield Run(
                "; "
                if len(pieces) > 2 or any(run.text for _, *notes in pieces for run in notes)
                else " and "
            )
        yield from filter(lambda run: run.text, piece)


def _reservations(narrator: Narrator, judgement: Judgement) -> Iterator[Sentence]:
    """What is assumed, what is missing, and what would change it."""
    if judgement.assumptions:
        said = listed_clauses(judgement.assumptions)
        yield (narrator.states(f"It is assumed that {said}.", "assumptions"),)
    if judgement.gaps:
        yield (narrator.states(f"Not known: {listed_clauses(judgement.gaps)}.", "gaps"),)
    if judgement.indicators:
        signs = listed_clauses([each.what for each in judgement.indicators])
        yield (narrator.states(f"It would change if: {signs}.", "indicators"),)


def listed_clauses(clauses: Sequence[str]) -> str:
    """Clauses in a row, with semicolons where they have commas."""
    bare = [_within(clause.rstrip(". ")) for clause in clauses]
    return "; ".join(bare) if any("," in each for each in bare) else listed(bare)


def _within(clause: str) -> str:
    """A clause within a sentence, with a small letter where that is certain."""
    first = clause.partition(" ")[0]
    is_small = first.casefold() in _FUNCTION_WORDS | _QUESTIONS
    return f"{clause[:1].lower()}{clause[1:]}" if is_small else clause


def _standing(narrator: Narrator, judgement: Judgement) -> Iterator[Sentence]:
    if judgement.made:
        yield (narrator.states(f"Judged {when(judgement.made)}.", "made"),)
    if judgement.supersedes:
        before = narrator.book.label(judgement.supersedes).rstrip(".")
        yield (narrator.states(f"It supersedes: {before}.", "supersedes"),)
    if judgement.outcome:
        seen = f" ({dates.describe(judgement.resolved)})" if judgement.resolved else ""
        fields = ["outcome", *(["resolved"] if judgement.resolved else [])]
        yield (narrator.states(f"Outcome: {judgement.outcome}{seen}.", *fields),)
