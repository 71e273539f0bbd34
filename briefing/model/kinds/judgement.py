"""Judgements: what an analyst concludes, how likely it is, and what speaks for and against it."""

from typing import Annotated, ClassVar

from briefing.model import dates
from briefing.model import fields as f
from briefing.model.kinds.citation import Citation, CitationWriter, full_stop
from briefing.model.kinds.kind import Kind, Order, RowParts, day_in, name_key
from briefing.model.kinds.record import Record, Row, Texts
from briefing.model.kinds.registry import KINDS, LiveSequence
from briefing.model.kinds.requirement import Indicator
from briefing.model.kinds.rules import either, in_order
from briefing.model.refs import LabelOf, slugify
from briefing.model.terms import (
    BEARINGS,
    CONFIDENCES,
    JUDGEMENT_OUTCOMES,
    JUDGEMENT_STATUSES,
    LIKELIHOODS,
)

_SLUG_WORDS = 6
_LONGEST_NAME = 80
"""Characters of a judgement shown in search results."""

EVIDENCE_KINDS = LiveSequence(
    lambda: (name for name, kind in KINDS.items() if not kind.is_own or name == "judgement")
)
"""What can speak for or against a judgement: whatever a source says, and other judgements."""


class Evidence(Row, frozen=True):
    """What bears on a judgement, and how: a record, or what is known without one."""

    rules: ClassVar = (either("ref", "what", "there is no evidence", "event:…"),)
    role_by: ClassVar = "bearing"

    ref: Annotated[
        str, f.ref("Record", EVIDENCE_KINDS, "what bears on it", "event:…", otherwise="what")
    ] = ""
    what: Annotated[str, f.text("What", "when there is no record", "no claim was made")] = ""
    bearing: Annotated[str, f.choice("Bearing", BEARINGS)] = ""
    note: Annotated[str, f.text("Note", "why it bears so", "named by both sides")] = ""


class Judgement(Record, frozen=True):
    """A conclusion of the analyst, with its likelihood and what it rests on."""

    kind_name: ClassVar = "judgement"
    rules: ClassVar = (in_order("made", "resolved"),)

    text: Annotated[
        str, f.prose("Judgement", "one sentence", "The bands will very likely attack Kidal again")
    ]
    likelihood: Annotated[str, f.choice("Likelihood", LIKELIHOODS)] = ""
    confidence: Annotated[str, f.choice("Confidence", CONFIDENCES)] = ""
    confidence_basis: Annotated[
        str, f.text("Basis", "why no more and no less confidence", "one unnamed source")
    ] = ""
    question: Annotated[
        str, f.ref("Answers", "requirement", "the question", inverse="answer", heading="Judgements")
    ] = ""
    evidence: Annotated[
        tuple[Evidence, ...],
        f.rows("Evidence", "what it rests on, and what speaks against it", heading="Judgements"),
    ] = ()
    assumptions: Annotated[Texts, f.words("Assumptions", "what is taken for granted")] = ()
    gaps: Annotated[Texts, f.words("Gaps", "what is not known")] = ()
    indicators: Annotated[tuple[Indicator, ...], f.rows("Indicators", "what would change it")] = ()
    made: Annotated[str, f.begins(f.date("Made", "when you judged so", "2014-01-24"))] = ""
    status: Annotated[str, f.at_present(f.choice("Status", JUDGEMENT_STATUSES))] = ""
    supersedes: Annotated[
        str,
        f.ref(
            "Supersedes",
            "judgement",
            "the judgement it replaces",
            inverse="superseded by",
            heading="Superseded by",
        ),
    ] = ""
    outcome: Annotated[
        str,
        f.at_present(
            f.choice("Outcome", JUDGEMENT_OUTCOMES, "what became of it"),
            over=tuple(JUDGEMENT_OUTCOMES),
        ),
    ] = ""
    resolved: Annotated[str, f.ends(f.date("Resolved", "when that was known", "2014-06-30"))] = ""


def is_current(judgement: Judgement) -> bool:
    """Whether a judgement still stands."""
    return judgement.status in ("", "current")


def _row(judgement: Judgement, _label_of: LabelOf) -> RowParts:
    state = "" if is_current(judgement) else judgement.status
    return "", judgement.text, judgement.outcome or state or judgement.likelihood


def _citation(judgement: Judgement, writer: CitationWriter) -> Citation:
    """The sentence, then its likelihood and its confidence in sentences of their own."""
    said = [full_stop(judgement.text)]
    if judgement.likelihood:
        said.append(f" Likelihood: {writer.value('likelihood')}.")
    if judgement.confidence:
        why = f": {judgement.confidence_basis}" if judgement.confidence_basis else ""
        said.append(f" Confidence: {judgement.confidence}{why}.")
    if judgement.made:
        said.append(f" Made {writer.value('made')}.")
    return Citation(judgement.text, writer.marks("", "text"), "".join(said), is_name=False)


def _likelihood_key(judgement: Judgement) -> tuple[int, str]:
    """The place of a likelihood on its scale; the lowest without one."""
    terms = ["", *LIKELIHOODS]
    return terms.index(judgement.likelihood), name_key(judgement)


JUDGEMENT = Kind(
    cls=Judgement,
    named_by="text",
    keys="7,J",
    letter="j",
    is_own=True,
    is_named=False,
    texts=("summary", "text"),
    dated_by=("made",),
    linked_by="evidence",
    orders=(
        Order("date", lambda record: dates.sort_key(record.made)),
        Order("likelihood", _likelihood_key, is_reversed=True),
        Order("words", name_key),
    ),
    slug=lambda record: slugify(day_in(record.made), *record.text.split()[:_SLUG_WORDS]),
    row=_row,
    found_as=lambda record: record.text[:_LONGEST_NAME],
    citation=_citation,
)
