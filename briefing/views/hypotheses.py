"""Competing hypotheses: the judgements that answer one question, against all their evidence.

After R. J. Heuer, Psychology of Intelligence Analysis (1999), chapter 8: what matters is not which
answer has most in its favour, but which has least against it.

* A row's **diagnosticity** is the number of pairs of judgements on which it bears differently. A
  pair of which one is not judged does not count. A row that bears alike on all says nothing.
* A row's **weight** is the product of the values of both halves of its grade, in hundredths; see
  `HALVES`.
* Evidence bears on what a judgement says may be so, whatever its likelihood: "it is unlikely that
  they leave" is refuted by what would be unlikely if they left.
* A judgement's **refutation** is the sum of the weights of the evidence inconsistent with it. The
  least refuted comes first; those with equal sums are level.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from operator import add, sub
from typing import Any, Final, NamedTuple

from briefing.model import dates
from briefing.model.kinds import kind_for
from briefing.model.kinds.judgement import Evidence, Judgement, is_current
from briefing.model.kinds.record import Cite
from briefing.model.kinds.requirement import Requirement
from briefing.model.plurals import plural
from briefing.model.quotation_marks import quoted
from briefing.model.terms import LIKELIHOOD_RANGES
from briefing.provenance import UNGRADED, best_grade, grade, grade_of, source_at, supporting
from briefing.reasoning import sources_behind
from briefing.store.book import Book
from briefing.views.answer import Answer, Part, Row
from briefing.views.books.without_source import WithoutSources

SIGNS: Final[Mapping[str, str]] = {
    "consistent": "+",
    "inconsistent": "−",
    "neutral": "·",
    "": "?",
}
"""How each bearing is shown; the last, where none is judged yet."""

HALVES: Final[Mapping[str, int]] = {
    **dict(zip("ABCDE", (10, 8, 6, 4, 2), strict=True)),
    **dict(zip("12345", (10, 8, 6, 4, 2), strict=True)),
    **dict.fromkeys(f"F6{UNGRADED}", 5),
}
"""What each half of a grade is worth, in tenths. AJP-2.1 ranks the grades but gives no numbers;
these are even steps, and what cannot be judged, or is not graded, counts half. Therefore the plain
count is always shown beside the weighted one."""

WEIGHED = (
    "The weight of evidence is the product of both halves of its grade: A and 1 count 1, B and 2 "
    "0.8, and so on to E and 5, which count 0.2; F, 6 and an ungraded half count 0.5. The least "
    "refuted judgement comes first."
)
DIAGNOSED = "“Differs on” counts the pairs of judgements on which the evidence bears differently."

_MIDDLES: Final = {term: sum(ends) / 2 for term, ends in LIKELIHOOD_RANGES.items()}
"""The middle of the range of each likelihood, in per cent."""

_LONGEST: Final = 60
"""Characters of a text in a sentence."""


class Column(NamedTuple):
    """A judgement.

    Attributes:
        ref: The judgement.
        text: What it says.
        likelihood: How likely it is.
        confidence: How well founded that is.
    """

    ref: str
    text: str
    likelihood: str
    confidence: str

    @property
    def said(self) -> str:
        """Likelihood and confidence for a reader."""
        confidence = f"{self.confidence} confidence" if self.confidence else ""
        return "; ".join(filter(None, (self.likelihood, confidence)))


class Line(NamedTuple):
    """A piece of evidence, and how it bears on each judgement.

    Attributes:
        key: Its ref, or its words without regard to case.
        ref: The record; empty for what is known without one.
        text: Its name, or its words.
        grade: Its best grade; empty for none.
        bearings: How it bears on each judgement; empty where that is not judged yet.
    """

    key: str
    ref: str
    text: str
    grade: str
    bearings: Sequence[str]

    @property
    def weight(self) -> int:
        """What it is worth, in hundredths; see `HALVES`."""
        grade = self.grade or 2 * UNGRADED
        return HALVES[grade[0]] * HALVES[grade[1]]

    @property
    def diagnosticity(self) -> int:
        """The number of pairs of judgements on which it bears differently."""
        judged = filter(None, self.bearings)
        return sum(one != other for one, other in combinations(judged, 2))

    @property
    def signs(self) -> str:
        """How it bears on each judgement, by number: `1+ 2−`."""
        return " ".join(f"{at}{SIGNS[each]}" for at, each in enumerate(self.bearings, start=1))


class Rank(NamedTuple):
    """The place of a judgement among the others.

    Attributes:
        column: Its column, from 0.
        place: Its place, from 1; those that are level share one.
        inconsistent: How many pieces of evidence are inconsistent with it.
        refutation: The sum of their weights, in hundredths.
        unjudged: How many pieces are not judged yet.
    """

    column: int
    place: int
    inconsistent: int
    refutation: int
    unjudged: int


class Turn(NamedTuple):
    """Something that would change which judgement comes first, if it fell.

    Attributes:
        what: The source, or the key of the row.
        text: Its name.
        is_source: Whether it is a source.
        first: The columns that would come first, from 0.
        passage: The words of the single cite that it would be enough to lose; empty for more.
    """

    what: str
    text: str
    is_source: bool
    first: Sequence[int]
    passage: str = ""


class Matrix(NamedTuple):
    """The judgements that answer a question, against their evidence.

    Attributes:
        ref: The question.
        question: Its words.
        columns: The current judgements, the oldest first.
        lines: Their evidence, in the order in which they list it.
    """

    ref: str
    question: str
    columns: Sequence[Column]
    lines: Sequence[Line]

    @property
    def pairs(self) -> int:
        """The number of pairs of judgements."""
        return len(self.columns) * (len(self.columns) - 1) // 2

    @property
    def is_judged(self) -> bool:
        """Whether any bearing is judged."""
        return any(any(line.bearings) for line in self.lines)

    def by_diagnosticity(self) -> "Matrix":
        """The same with the rows first that tell most."""
        return self._replace(lines=sorted(self.lines, key=lambda line: -line.diagnosticity))

    def ranks(self) -> list[Rank]:
        """The judgements, the least refuted first."""
        refuted = _refutations(self.lines, len(self.columns))
        found = []
        for column, refutation in enumerate(refuted):
            bearings = [line.bearings[column] for line in self.lines]
            place = 1 + sum(other < refutation for other in refuted)
            against, unjudged = bearings.count("inconsistent"), bearings.count("")
            found.append(Rank(column, place, against, refutation, unjudged))
        return sorted(found, key=lambda each: each.place)

    def first(self) -> Sequence[int]:
        """The columns that come first."""
        return _least(_refutations(self.lines, len(self.columns)))


def key_of(row: Evidence) -> str:
    """What tells a piece of evidence from others: its ref, or its words without regard to case."""
    return row.ref or " ".join(row.what.split()).casefold()


def question_of(book: Book, ref: str) -> str:
    """The question that a judgement answers, or the question itself; empty for none."""
    record = book.get(ref)
    if isinstance(record, Judgement):
        return record.question if book.get(record.question) else ""
    return ref if isinstance(record, Requirement) else ""


def stands(book: Book, ref: str, judgement: Judgement) -> bool:
    """Whether a judgement is current; as of a date, if what superseded it was not made yet."""
    if judgement.status != "superseded" or book.last_day == dt.date.max:
        return is_current(judgement)
    return not any(
        isinstance(other := book.get(each), Judgement) and other.supersedes == ref
        for each in book.referrers(ref)
    )


def answers_to(book: Book, ref: str) -> list[tuple[str, Judgement]]:
    """The current judgements that answer a question, the oldest first."""
    found = [
        (other, record)
        for other in book.referrers(ref)
        if isinstance(record := book.get(other), Judgement)
        and record.question == ref
        and stands(book, other, record)
    ]
    return sorted(found, key=lambda each: (dates.sort_key(each[1].made), each[0]))


def matrix(book: Book, ref: str) -> Matrix:
    """The judgements that answer a question, against all their evidence.

    Args:
        book: The briefing.
        ref: The question, a requirement.

    Raises:
        UnknownRecord: There is no such record.
    """
    found = answers_to(book, ref)
    columns = [
        Column(each, record.text, record.likelihood, record.confidence) for each, record in found
    ]
    rows: dict[str, Evidence] = {}
    bearings: dict[tuple[str, str], str] = {}
    for judgement, record in found:
        for row in record.evidence:
            rows.setdefault(key_of(row), row)
            if row.bearing:
                bearings.setdefault((key_of(row), judgement), row.bearing)
    lines = [
        Line(
            key,
            row.ref,
            book.label(row.ref) if row.ref else row.what,
            evidence_grade(book, row.ref),
            tuple(bearings.get((key, column.ref), "") for column in columns),
        )
        for key, row in rows.items()
    ]
    book.need(ref)
    return Matrix(ref, book.label(ref), columns, lines)


def evidence_grade(book: Book, ref: str) -> str:
    """The best grade of a record; of a source, or of what it printed, at least its reliability."""
    record = book.get(ref)
    if record is None:
        return ""
    kind = kind_for(record)
    source = source_at(book, getattr(record, kind.source_by) if kind.source_by else ref)
    return best_grade(book, record) or grade(source.reliability if source else "", None)


def turning_points(book: Book, matrix: Matrix) -> list[Turn]:
    """What would change which judgement comes first if it fell: one row, one cite, or one source.

    If a cite falls, its row does if nothing else is cited for it, and else keeps the best grade of
    the other cites. If a source falls, so does what rests on it and its copies alone; what rests on
    others too keeps their grade.
    """
    refuted = _refutations(matrix.lines, len(matrix.columns))
    first, found = _least(refuted), []
    for line in matrix.lines:
        others = [*map(sub, refuted, _refutations([line], len(refuted)))]
        then = _least(others)
        cites = _cites(book, line)
        if then != first:
            passage = cites[0].passage if len(cites) == 1 else ""
            found.append(Turn(line.key, line.text, is_source=False, first=then, passage=passage))
        for cite in cites if len(cites) > 1 else ():
            left = min((grade_of(book, each) for each in cites if each is not cite), default="")
            weaker = _refutations([line._replace(grade=left)], len(refuted))
            then = _least(map(add, others, weaker))
            if then != first:
                said = cite.passage or book.label(cite.source)
                found.append(Turn(line.key, line.text, is_source=False, first=then, passage=said))
    behind = {line.key: sources_behind(book, line.ref) for line in matrix.lines if line.ref}
    for source in dict.fromkeys(chain(*behind.values())):
        then = _least(_refutations(list(_left(book, matrix, source, behind)), len(refuted)))
        if then != first:
            found.append(Turn(source, book.label(source), is_source=True, first=then))
    return found


def _cites(book: Book, line: Line) -> Sequence[Cite]:
    """The cites that support a row; none if it rests on more than its cites, as a quote does."""
    record = book.get(line.ref) if line.ref else None
    if record is None or kind_for(record).source_by:
        return ()
    return supporting(book, record)


def _left(
    book: Book, matrix: Matrix, source: str, behind: Mapping[str, Sequence[str]]
) -> Iterator[Line]:
    """The rows that are left without a source, each with the grade it then has."""
    without = WithoutSources(book, [source])
    for line in matrix.lines:
        sources = behind.get(line.key, ())
        if without.fallen.isdisjoint(sources):
            yield line
        elif not without.fallen.issuperset(sources) and without.get(line.ref) is not None:
            yield line._replace(grade=evidence_grade(without, line.ref))


def _refutations(lines: Sequence[Line], count: int) -> list[int]:
    """The refutation of each judgement, in hundredths."""
    return [
        sum(line.weight for line in lines if line.bearings[column] == "inconsistent")
        for column in range(count)
    ]


def _least(refuted: Iterable[int]) -> Sequence[int]:
    """The columns with the least refutation."""
    sums = tuple(refuted)
    return tuple(column for column, each in enumerate(sums) if each == min(sums))


def sensitivity(book: Book, matrix: Matrix) -> list[str]:
    """What would change which judgement comes first, in sentences."""
    if len(matrix.columns) < 2:
        return []
    if not matrix.is_judged:
        return ["No bearing is judged yet."]
    found = [
        f"{_if_fallen(each)}, {_said_first(each.first, 'would')}."
        for each in turning_points(book, matrix)
    ]
    return found or ["No single row or source changes which comes first."]


def _if_fallen(turn: Turn) -> str:
    text = turn.text if len(turn.text) <= _LONGEST else f"{turn.text[:_LONGEST].rstrip()}…"
    named = quoted(text.strip("“”"))
    if turn.passage:
        return f"Without the cite {quoted(turn.passage)} for {named}"
    return f"If the source {named} were wrong" if turn.is_source else f"Without {named}"


def _said_first(columns: Sequence[int], would: str = "") -> str:
    if len(columns) > 1:
        return f"{_listed(columns)} {f'{would} be' if would else 'are'} level"
    return f"{_listed(columns)} {f'{would} come' if would else 'comes'} first"


def _listed(columns: Sequence[int]) -> str:
    """The numbers of some columns: "1, 2 and 3"."""
    numbers = [str(column + 1) for column in columns]
    return " and ".join(filter(None, (", ".join(numbers[:-1]), numbers[-1])))


def ranking(matrix: Matrix) -> list[str]:
    """The places of the judgements, in sentences."""
    ranks = matrix.ranks()
    least = min((each.inconsistent for each in ranks), default=0)
    counted = sorted(each.column for each in ranks if each.inconsistent == least)
    said = []
    if len(ranks) > 1 and matrix.is_judged:
        first = matrix.first()
        said.append(f"{_said_first(first)}.")
        if tuple(counted) != tuple(first):
            said.append(f"By the plain count, {_said_first(counted)}.")
        likely = [_MIDDLES.get(column.likelihood, 0) for column in matrix.columns]
        likelier = [at for at, each in enumerate(likely) if each > max(likely[i] for i in first)]
        if likelier and all(likely):
            said.append(
                f"But {_listed(likelier)} {plural(len(likelier), 'is', 'are')} judged more likely."
            )
    return said


def hundredths(weight: int) -> str:
    """A weight as shown: `0.30`."""
    return f"{weight / 100:.2f}"


def rank_said(rank: Rank) -> str:
    """What is against a judgement, in words: "2 inconsistent, weighing 0.60; 1 not judged yet"."""
    against = f"{rank.inconsistent} inconsistent"
    weight = f", weighing {hundredths(rank.refutation)}" if rank.inconsistent else ""
    return f"{against}{weight}" + (f"; {rank.unjudged} not judged yet" if rank.unjudged else "")


def line_said(matrix: Matrix, line: Line) -> str:
    """The grade and the diagnosticity of a row: "F3, differs on 1 of 3 pairs"."""
    pairs = matrix.pairs
    differs = f"differs on {line.diagnosticity} of {pairs} {plural(pairs, 'pair')}" if pairs else ""
    return ", ".join(filter(None, (line.grade, differs)))


def hypotheses_answer(book: Book, ref: str) -> Answer:
    """The matrix of a question as an answer.

    Raises:
        UnknownRecord: There is no such record.
    """
    found = matrix(book, ref).by_diagnosticity()
    columns = found.columns
    ranked = [Row(each) for each in ranking(found)] + [
        Row(columns[each.column].text, f"{each.place}. ({each.column + 1})", rank_said(each))
        for each in found.ranks()
    ]
    parts = [
        Part(
            "Judgements",
            [Row(each.text, str(at), each.said, each.ref) for at, each in enumerate(columns, 1)],
        ),
        Part(
            "Evidence",
            [Row(each.text, each.signs, line_said(found, each), each.ref) for each in found.lines],
        ),
        Part("The least refuted first", ranked if len(columns) > 1 else []),
        Part("What would change that", [Row(each) for each in sensitivity(book, found)]),
    ]
    signs = ", ".join(f"{sign} {bearing or 'not judged yet'}" for bearing, sign in SIGNS.items())
    notes = [f"{signs[:1].upper()}{signs[1:]}.", DIAGNOSED, WEIGHED] if len(columns) > 1 else []
    return Answer(found.question, parts, notes, "no current judgement answers it")


def as_plain(book: Book, ref: str) -> dict[str, Any]:
    """The matrix of a question as plain values for JSON.

    Raises:
        UnknownRecord: There is no such record.
    """
    found = matrix(book, ref)
    refs = [column.ref for column in found.columns]
    return {
        "requirement": ref,
        "question": found.question,
        "judgements": [column._asdict() for column in found.columns],
        "evidence": [
            {
                "ref": line.ref,
                "text": line.text,
                "grade": line.grade,
                "weight": line.weight / 100,
                "bearings": dict(zip(refs, line.bearings, strict=True)),
                "differing_pairs": line.diagnosticity,
                "pairs": found.pairs,
            }
            for line in found.lines
        ],
        "ranking": [
            {
                "judgement": refs[each.column],
                "place": each.place,
                "inconsistent": each.inconsistent,
                "refutation": each.refutation / 100,
                "unjudged": each.unjudged,
            }
            for each in found.ranks()
        ],
        "turning_points": [
            {
                "source" if each.is_source else "evidence": each.what,
                "first": [refs[column] for column in each.first],
            }
            for each in (turning_points(book, found) if len(refs) > 1 else ())
        ],
    }
