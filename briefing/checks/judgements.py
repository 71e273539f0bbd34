"""Checks of judgements: how they are worded, what they rest on, whether they still stand.

Only current judgements are examined: the others need no more work.
"""

from collections.abc import Iterator
from typing import Final

from briefing.checks import wording
from briefing.checks.check import Found
from briefing.checks.survey import Survey
from briefing.model.kinds import kind_for
from briefing.model.kinds.judgement import JUDGEMENT, Judgement, is_current
from briefing.reasoning import sources_behind, support

_NEEDED: Final = {
    "likelihood": "it states no likelihood",
    "evidence": "it lists no evidence",
    "confidence": "it states no confidence",
    "confidence_basis": "it gives no reason for its confidence",
}
"""The fields that a judgement should not be without, each with what is missing then."""

_DOUBTED: Final = ("disputed", "retracted")


def worded_vaguely(survey: Survey) -> Iterator[Found]:
    """Judgements that say "could", "may" or "might", and no likelihood."""
    for ref, judgement in _current(survey):
        if word := wording.vague_word(judgement.text):
            problem = f"“{word}” does not say how likely it is; use a term of likelihood"
            yield Found(ref, "text", problem, judgement.text)


def worded_otherwise(survey: Survey) -> Iterator[Found]:
    """Judgements that mix two scales, or say another likelihood than their field."""
    for ref, judgement in _current(survey):
        terms = wording.likelihoods(judgement.text)
        about = f"{judgement.likelihood} {judgement.text}"
        if two := wording.mixed(terms):
            said = " and ".join(f"“{each.words}”" for each in two)
            yield Found(ref, "text", f"{said} belong to two scales; use the terms of one", about)
        elif judgement.likelihood and terms:
            degree = wording.degree_of(judgement.likelihood)
            if all(term.degree != degree for term in terms):
                said = f"it says “{terms[0].words}”, but its likelihood is {judgement.likelihood}"
                yield Found(ref, "text", said, about)


def both_in_one_sentence(survey: Survey) -> Iterator[Found]:
    """Judgements with likelihood and confidence in one sentence."""
    for ref, judgement in _current(survey):
        if wording.says_both(judgement.text):
            problem = "one sentence states both likelihood and confidence; split it in two"
            yield Found(ref, "text", problem, judgement.text)


def incomplete(survey: Survey) -> Iterator[Found]:
    """Judgements without likelihood, evidence or confidence, or without the reason for that."""
    for ref, judgement in _current(survey):
        for name, problem in _NEEDED.items():
            is_asked = name != "confidence_basis" or judgement.confidence
            if is_asked and not getattr(judgement, name):
                yield Found(ref, name, problem)


def of_one_origin(survey: Survey) -> Iterator[Found]:
    """Judgements all of whose evidence goes back to one source."""
    for ref, judgement in _current(survey):
        rows = support(judgement)
        if judgement.confidence == "low" or not all(row.ref for row in rows):
            continue
        sources = [sources_behind(survey.book, row.ref) for row in rows]
        origins = {survey.origin(source) for each in sources for source in each}
        if len(origins) == 1 and all(sources):
            (origin,) = origins
            problem = (
                f"all its evidence goes back to {origin}; find another or lower the confidence"
            )
            yield Found(ref, "evidence", problem, origin, origin)


def on_fallen_evidence(survey: Survey) -> Iterator[Found]:
    """Judgements that rest on what is disputed or retracted, or no longer judged so."""
    for ref, judgement in _current(survey):
        for row in support(judgement):
            record = survey.book.get(row.ref) if row.ref else None
            if record is None:
                continue
            status = kind_for(record).status(record)
            is_over = isinstance(record, Judgement) and not is_current(record)
            if is_over or status in _DOUBTED:
                problem = f"it rests on {row.ref}, which is {status}"
                yield Found(ref, "evidence", problem, f"{row.ref} {status}", row.ref)


def not_replaced(survey: Survey) -> Iterator[Found]:
    """Judgements called superseded that none supersedes, or superseded and still called current."""
    followers = {
        judgement.supersedes: ref for ref, judgement in _all(survey) if judgement.supersedes
    }
    for ref, judgement in _all(survey):
        follower = followers.get(ref, "")
        if judgement.status == "superseded" and not follower:
            yield Found(ref, "status", "it is marked superseded, but no judgement supersedes it")
        elif follower and is_current(judgement):
            problem = f"{follower} supersedes it; set its status to superseded"
            yield Found(ref, "status", problem, follower, follower)


def _all(survey: Survey) -> Iterator[tuple[str, Judgement]]:
    for ref, record in survey.of(JUDGEMENT.name):
        if isinstance(record, Judgement):
            yield ref, record


def _current(survey: Survey) -> Iterator[tuple[str, Judgement]]:
    return ((ref, judgement) for ref, judgement in _all(survey) if is_current(judgement))
