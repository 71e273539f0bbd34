"""The judgements of a briefing by the question they answer, and how they turned out.

Each resolved judgement is scored by `(p - o)²`, where p is the middle of the range of its
likelihood, as a share of 1, and o is 1 if it happened, else 0. The Brier score is the mean of
these: 0 at best, 1 at worst, 0.25 for whoever always says "roughly even chance". It is half the
score of G. W. Brier, Verification of Forecasts Expressed in Terms of Probability, Monthly Weather
Review 78 (1950), 1–3, who adds up both outcomes.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from briefing.model import dates
from briefing.model.kinds.judgement import JUDGEMENT, Judgement
from briefing.model.kinds.requirement import REQUIREMENT, Requirement
from briefing.model.plurals import plural
from briefing.model.refs import make_ref
from briefing.model.terms import LIKELIHOOD_RANGES
from briefing.store.book import Book
from briefing.views.answer import Answer, Part, Row
from briefing.views.hypotheses import Column, stands

FORMULA: Final = (
    "The Brier score is the mean of (p - o)², where p is the middle of the range of the "
    "likelihood and o is 1 if it happened, else 0 (half of Brier 1950, who adds up both "
    "outcomes): 0 is best, and always judging “roughly even chance” would score 0.25."
)
_RESOLVED: Final = {"happened": 1, "did not happen": 0}
_NO_QUESTION: Final = "Answers no question"


class Listed(NamedTuple):
    """A judgement in a list.

    Attributes:
        ref: The judgement.
        question: The requirement it answers; empty for none.
        text: What it says.
        likelihood: How likely it is.
        confidence: How well founded that is.
        made: When it was made, in EDTF.
        status: Whether it still stands: `current`, `superseded` or `withdrawn`.
        outcome: What became of it; empty if that is open.
    """

    ref: str
    question: str
    text: str
    likelihood: str
    confidence: str
    made: str
    status: str
    outcome: str


class Degree(NamedTuple):
    """How the judgements of one likelihood turned out.

    Attributes:
        likelihood: The likelihood.
        least: The lower end of its range, in per cent.
        most: The upper end.
        resolved: How many judgements were resolved.
        happened: How many of them happened.
    """

    likelihood: str
    least: int
    most: int
    resolved: int
    happened: int

    @property
    def share(self) -> float:
        """How many of them happened, in per cent."""
        return 100 * self.happened / self.resolved

    @property
    def verdict(self) -> str:
        """Whether that share lies within the range."""
        if self.share < self.least:
            return "below its range"
        return "above its range" if self.share > self.most else "within its range"


class Score(NamedTuple):
    """How the judgements turned out.

    Attributes:
        brier: The Brier score; None if nothing can be scored.
        scored: How many judgements it is the mean of.
        degrees: The likelihoods of these, the least likely first.
        unscored: The others, each with the reason.
    """

    brier: float | None
    scored: int
    degrees: Sequence[Degree]
    unscored: Sequence[tuple[str, str]]


def judgements(book: Book, *, every: bool = False) -> list[Listed]:
    """The current judgements, those of one question together.

    Questions come in the order in which they were asked, judgements in that in which they were
    made.

    Args:
        book: The briefing.
        every: Whether superseded and withdrawn ones are listed too.
    """
    questions = ["", *(ref for ref, _ in _questions(book))]
    found = [
        Listed(
            ref,
            record.question if record.question in questions else "",
            record.text,
            record.likelihood,
            record.confidence,
            record.made,
            "current" if is_standing else record.status,
            record.outcome,
        )
        for ref, record in _judgements(book)
        if (is_standing := stands(book, ref, record)) or every
    ]
    # Those that answer no question come last.
    places = {ref: place or len(questions) for place, ref in enumerate(questions)}
    return sorted(
        found, key=lambda each: (places[each.question], dates.sort_key(each.made), each.ref)
    )


def judgements_answer(book: Book, *, every: bool = False) -> Answer:
    """The judgements by the question they answer, as an answer."""
    found = judgements(book, every=every)
    parts = [
        Part(
            book.label(question) if question else _NO_QUESTION,
            [_row(each) for each in found if each.question == question],
        )
        for question in dict.fromkeys(each.question for each in found)
    ]
    return Answer("Judgements", parts, empty="nothing is judged yet")


def score(book: Book) -> Score:
    """How the judgements turned out, superseded and withdrawn ones included."""
    counts: dict[str, list[int]] = {term: [] for term in LIKELIHOOD_RANGES}
    unscored = []
    for ref, record in _judgements(book):
        if reason := _why_not(record):
            unscored.append((ref, reason))
        else:
            counts[record.likelihood].append(_RESOLVED[record.outcome])
    degrees = [
        Degree(term, *LIKELIHOOD_RANGES[term], len(outcomes), sum(outcomes))
        for term, outcomes in counts.items()
        if outcomes
    ]
    errors = [
        (sum(LIKELIHOOD_RANGES[term]) / 200 - outcome) ** 2
        for term, outcomes in counts.items()
        for outcome in outcomes
    ]
    brier = sum(errors) / len(errors) if errors else None
    return Score(brier, len(errors), degrees, unscored)


def score_answer(book: Book) -> Answer:
    """How the judgements turned out, as an answer."""
    found = score(book)
    mean = []
    if found.brier is not None:
        over = f"over {found.scored:,} resolved {plural(found.scored, 'judgement')}"
        mean = [Row(f"{found.brier:.3f} {over}", "Brier score")]
    parts = [
        Part("", mean),
        Part("By likelihood", [_degree_row(each) for each in found.degrees]),
        Part(
            "Not scored",
            [Row(book.label(ref), why, ref=ref) for ref, why in found.unscored],
            is_counted=True,
        ),
    ]
    notes = [FORMULA] if mean else []
    return Answer("How judgements turned out", parts, notes, "nothing is judged yet")


def score_as_plain(book: Book) -> dict[str, Any]:
    """How the judgements turned out, as plain values for JSON."""
    found = score(book)
    return {
        "brier": found.brier,
        "scored": found.scored,
        "formula": FORMULA,
        "by_likelihood": [
            {**each._asdict(), "share": each.share, "verdict": each.verdict}
            for each in found.degrees
        ],
        "unscored": [{"ref": ref, "why": why} for ref, why in found.unscored],
    }


def _why_not(judgement: Judgement) -> str:
    """Why a judgement cannot be scored; empty if it can."""
    if not judgement.outcome:
        return "no outcome yet"
    if judgement.outcome not in _RESOLVED:
        return f"outcome {judgement.outcome}"
    return "" if judgement.likelihood in LIKELIHOOD_RANGES else "no likelihood"


def _row(each: Listed) -> Row:
    said = Column(each.ref, each.text, "", each.confidence).said
    state = "" if each.status == "current" else each.status
    tail = "; ".join(filter(None, (said, state, each.outcome)))
    return Row(each.text, each.likelihood or "–", tail, each.ref)


def _degree_row(each: Degree) -> Row:
    text = (
        f"{each.happened:,} of {each.resolved:,} happened, {each.share:.0f} per cent; "
        f"its range is {each.least} to {each.most}"
    )
    return Row(text, each.likelihood, each.verdict)


def _judgements(book: Book) -> Iterator[tuple[str, Judgement]]:
    for slug, record in sorted(book.all(JUDGEMENT.name).items()):
        if isinstance(record, Judgement):
            yield make_ref(JUDGEMENT.name, slug), record


def _questions(book: Book) -> Sequence[tuple[str, Requirement]]:
    found = [
        (make_ref(REQUIREMENT.name, slug), record)
        for slug, record in book.all(REQUIREMENT.name).items()
        if isinstance(record, Requirement)
    ]
    return sorted(found, key=lambda each: (dates.sort_key(each[1].asked), each[0]))
