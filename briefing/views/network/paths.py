"""How records are tied to one another: what is within a few steps, and the ways between two.

A step is a tie: a link, or, on demand, an event that both took part in. Each has a sentence, a date
and a grade, and a path is as well founded as its weakest step.

The search is breadth-first and goes from records to what ties them and on to the records there, so
that an event of a hundred actors costs a hundred entries and not ten thousand pairs.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from briefing.model.kinds import KINDS
from briefing.model.kinds.link import Link
from briefing.model.plurals import plural
from briefing.model.refs import kind_of
from briefing.store.book import Book
from briefing.views.answer import Answer, Part, Row
from briefing.views.network.ties import Ties, tie_row

MOST_PATHS = 500
"""Paths between two records that are written out; all are counted."""

_UNGRADED = "~"
"""Sorts after every grade."""


@dataclass(frozen=True, slots=True)
class Step:
    """One tie of a path.

    Attributes:
        via: The link or event that makes it.
        before: The record it leads from.
        to: The record it leads to.
        said: The tie in a sentence, with its time: "A led B (from 2012 to 2013)".
        grade: The grade of the tie; empty if ungraded.
    """

    via: str
    before: str
    to: str
    said: str
    grade: str


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one record to another.

    Attributes:
        steps: Its ties in order.
        grade: The grade of its weakest step; empty if a step is ungraded.
    """

    steps: tuple[Step, ...]
    grade: str

    @property
    def said(self) -> str:
        """The path in one sentence."""
        return "; ".join(step.said for step in self.steps)


@dataclass(frozen=True, slots=True)
class Reached:
    """A record within some steps of another.

    Attributes:
        ref: The record.
        distance: How many steps away.
        count: How many shortest paths lead there.
        path: One of these whose weakest step is best founded.
    """

    ref: str
    distance: int
    count: int
    path: Path


@dataclass(frozen=True, slots=True)
class Between:
    """The shortest paths between two records.

    Attributes:
        count: How many there are.
        paths: The paths, the weakest first; no more than `MOST_PATHS`.
    """

    count: int
    paths: Sequence[Path]


def ties_within(ties: Ties, ref: str, steps: int = 2) -> Sequence[Reached]:
    """The records within some steps of one, nearest first, then by name.

    Args:
        ties: The ties that count.
        ref: The record.
        steps: The most steps.
    """
    search = Search(ties, ref)
    for _ in range(steps):
        search.widen()
    found = [
        Reached(each, distance, search.counts[each], search.best_path(each))
        for each, distance in search.distances.items()
        if distance
    ]
    return sorted(found, key=lambda it: (it.distance, ties.book.label(it.ref).casefold(), it.ref))


def paths_between(ties: Ties, one: str, other: str) -> Between:
    """All shortest paths between two records, however long.

    Args:
        ties: The ties that count.
        one: Where they begin.
        other: Where they end.
    """
    search = Search(ties, one)
    while other not in search.distances and search.widen():
        pass
    if one == other or other not in search.distances:
        return Between(0, ())
    paths: list[Path] = []
    for path in search.paths_to(other):
        paths.append(path)
        if len(paths) == MOST_PATHS:
            break
    paths.sort(key=attrgetter("said"))
    paths.sort(key=lambda path: path.grade or _UNGRADED, reverse=True)
    return Between(search.counts[other], paths)


class _Best(NamedTuple):
    """The last step of the best founded path to a record; they sort by that.

    Attributes:
        weakest: The grade of its weakest step.
        is_event: Whether it is an event: of two as well founded, a link says more.
        via: What makes the tie.
        before: The record before.
    """

    weakest: str
    is_event: bool
    via: str
    before: str


Pass = tuple[str, str, str]
"""What makes a tie, the record before it, and the record after it."""


class Search:
    """A breadth-first search from a record, one step at a time.

    Args:
        ties: The ties that count.
        ref: Where it begins.

    Attributes:
        distances: The records reached, with their distance.
        counts: How many shortest paths lead to each.
    """

    def __init__(self, ties: Ties, ref: str) -> None:
        self._ties = ties
        self.distances = {ref: 0}
        self.counts = {ref: 1}
        self._before: dict[str, dict[str, list[str]]] = {}
        """The records before each on shortest paths, by what ties it to them."""
        self._best: dict[str, _Best] = {}
        self._best_paths: dict[str, tuple[Step, ...]] = {ref: ()}
        self._front = [ref]

    def widen(self) -> bool:
        """Go one step further; False if that reaches nothing new."""
        touched: dict[str, list[str]] = defaultdict(list)
        for ref in self._front:
            for via in self._ties.of(ref):
                touched[via].append(ref)
        distance = self.distances[self._front[0]] + 1 if self._front else 0
        reached: dict[str, int] = defaultdict(int)
        for via, sources in touched.items():
            ways = sum(self.counts[ref] for ref in sources)
            over = self._best_over(via, sources)
            for end in self._ties.ends(via):
                if self.distances.setdefault(end, distance) == distance:
                    reached[end] += ways
                    self._before.setdefault(end, {})[via] = sources
                    best = over._replace(weakest=max(over.weakest, self._grade(via, end)))
                    self._best[end] = min(self._best.get(end, best), best)
        self.counts.update(reached)
        self._front = list(reached)
        return bool(reached)

    def best_path(self, ref: str) -> Path:
        """One of the shortest paths whose weakest step is best founded."""
        missing = []
        while ref not in self._best_paths:
            missing.append(ref)
            ref = self._best[ref].before
        steps = self._best_paths[ref]
        for ref in reversed(missing):
            _, _, via, before = self._best[ref]
            steps = self._best_paths[ref] = (*steps, self._step(via, before, ref))
        return _path(steps)

    def paths_to(self, ref: str) -> Iterator[Path]:
        """Yield all shortest paths."""
        waiting: list[tuple[str, tuple[Pass, ...]]] = [(ref, ())]
        while waiting:
            here, passed = waiting.pop()
            if not self.distances[here]:
                yield _path(self._step(*each) for each in passed)
                continue
            waiting += [
                (before, ((via, before, here), *passed))
                for via, sources in self._before[here].items()
                for before in sources
            ]

    def passes_to(self, ref: str) -> Mapping[str, Sequence[Pass]]:
        """The ties on all shortest paths, by the record they are walked from."""
        found: dict[str, list[Pass]] = defaultdict(list)
        waiting, seen = [ref], {ref}
        while waiting:
            here = waiting.pop()
            for via, sources in self._before.get(here, {}).items():
                for before in sources:
                    found[before].append((via, before, here))
                    if before not in seen:
                        seen.add(before)
                        waiting.append(before)
        return found

    def _best_over(self, via: str, sources: Iterable[str]) -> "_Best":
        """The best founded way to the records at the other ends of a tie."""
        weakest, before = min(
            (max(self._best[ref].weakest if ref in self._best else "", self._grade(via, ref)), ref)
            for ref in sources
        )
        return _Best(weakest, not _is_link(via), via, before)

    def _grade(self, via: str, ref: str) -> str:
        return self._ties.grade_of_part(via, ref) or _UNGRADED

    def _step(self, via: str, before: str, ref: str) -> Step:
        said = self._ties.said(via, before, ref)
        return Step(via, before, ref, said, self._ties.grade(via, before, ref))


def _is_link(via: str) -> bool:
    return kind_of(via) == Link.kind_name


def _path(steps: Iterable[Step]) -> Path:
    walked = tuple(steps)
    grades = [step.grade for step in walked]
    return Path(walked, max(grades, default="") if all(grades) else "")


def ties_answer(ties: Ties, ref: str, steps: int = 2) -> Answer:
    """What is within some steps of a record, each with the best founded of the shortest paths."""
    book, found = ties.book, ties_within(ties, ref, steps)
    parts = [
        Part(
            f"{distance} {plural(distance, 'step')}",
            [_row(book, each) for each in found if each.distance == distance],
        )
        for distance in range(1, steps + 1)
    ]
    title = f"Ties of {book.label(ref)} within {steps} {plural(steps, 'step')}, by {ties.what}"
    return Answer(title, parts, _why_none(ref), "nothing is tied to this record")


def between_answer(ties: Ties, one: str, other: str) -> Answer:
    """How two records are tied to each other: all shortest paths, step by step."""
    book, found = ties.book, paths_between(ties, one, other)
    notes = list(_why_none(one, other))
    if found.count > len(found.paths):
        notes.append(f"{found.count:,} paths are as short; {len(found.paths):,} are shown.")
    parts = [
        Part(
            f"Path {number}, weakest {path.grade or 'ungraded'}",
            [tie_row(ties, step.via, step.before, step.to) for step in path.steps],
        )
        for number, path in enumerate(found.paths, start=1)
    ]
    distance = len(found.paths[0].steps) if found.paths else 0
    how_far = f", in {distance} {plural(distance, 'step')}" if distance else ""
    if distance > 1 and ties.sight.period:
        notes.append("Each tie of a path was then, which does not say that all were at one time.")
    what = "link or common event" if ties.events else "link"
    return Answer(
        ties.sight.heading(f"How {book.label(one)} is tied to {book.label(other)}{how_far}"),
        parts,
        notes,
        f"no {what} leads from one to the other",
    )


def _row(book: Book, found: Reached) -> Row:
    ways = f"{found.count:,} ways" if found.count > 1 else ""
    tail = " ".join(filter(None, [ways, found.path.grade or "ungraded"]))
    return Row(f"{book.label(found.ref)}: {found.path.said}", tail=tail, ref=found.ref)


def _why_none(*refs: str) -> Sequence[str]:
    """Say that links tie only some kinds, where it is asked of another."""
    others = sorted({kind_of(ref) for ref in refs if not KINDS[kind_of(ref)].is_party})
    return [f"Links tie groups and leaders; this is a record of kind {each}." for each in others]
