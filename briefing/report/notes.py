"""Footnotes: which source says so, of when, how good it is, in which words."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

from briefing.model import dates
from briefing.model.english import listed
from briefing.model.kinds import kind_for
from briefing.model.kinds.record import Cite
from briefing.model.quotation_marks import quoted
from briefing.provenance import UNGRADED, grade, source_at
from briefing.report.document import Note
from briefing.store.book import Book


class _Said(NamedTuple):
    """What a footnote says of one source."""

    source: str
    grade: str
    passages: tuple[str, ...]


class Notes:
    """Numbers the footnotes of a report, in the order in which they are read.

    Two statements that rest on the same words of the same source share one footnote. A source is
    given in full the first time, and then by its number in the list of sources.

    Args:
        book: The briefing, which has the cites.
        labels: The number of each source, such as `S1`.
    """

    def __init__(self, book: Book, labels: Mapping[str, str]) -> None:
        self._book = book
        self._labels = labels
        self._named = set[str]()
        self._known: dict[tuple[Note, ...], int] = {}
        self._grade = cache(partial(grade_shown, book))
        self._numbers: dict[tuple[_Said, ...], int] = {}
        self._written: list[str] = []
        self._behind: list[set[Note]] = []

    def follow(self, book: Book) -> None:
        """Go on with another state of the briefing; what is written keeps its number."""
        self._book = book
        self._known.clear()
        self._grade = cache(partial(grade_shown, book))

    def number(self, notes: Iterable[Note]) -> int:
        """The number of the footnote for some cites, from 1."""
        found = tuple(notes)
        if (known := self._known.get(found)) is not None:
            return known
        said = self._said(found)
        number = self._numbers.get(said)
        if number is None:
            number = self._numbers[said] = len(self._numbers) + 1
            self._behind.append(set())
            self._written.append(self._joined(said))
        self._behind[number - 1].update(found)
        self._known[found] = number
        return number

    def written(self) -> Iterator[tuple[int, str]]:
        """The footnotes used so far, by number."""
        return enumerate(self._written, start=1)

    def text(self, number: int) -> str:
        """A footnote."""
        return self._written[number - 1]

    def __len__(self) -> int:
        """How many there are so far."""
        return len(self._written)

    def behind(self, number: int) -> frozenset[Note]:
        """The cites behind a footnote."""
        return frozenset(self._behind[number - 1])

    def _said(self, notes: Iterable[Note]) -> tuple[_Said, ...]:
        """What some cites say: source, grade and words."""
        by_source: dict[tuple[str, str], dict[str, None]] = {}
        for note in notes:
            cite = cite_of(self._book, note)
            passages = by_source.setdefault(
                (cite.source, self._grade(cite.source, cite.credibility)), {}
            )
            if cite.passage:
                passages[" ".join(cite.passage.split())] = None
        order = list(dict.fromkeys(source for source, _ in by_source))
        said = (_Said(*source, tuple(words)) for source, words in by_source.items())
        return tuple(sorted(said, key=lambda each: order.index(each.source)))

    def _joined(self, said: Iterable[_Said]) -> str:
        """A footnote; a source that says several things in it is named once."""
        entries, before = [], ""
        for each in said:
            words = listed([quoted(passage) for passage in each.passages])
            graded = f"{each.grade}: {words}" if words else each.grade
            head = "" if each.source == before else f"{self._head(each)}, "
            entries.append(f"{head}{graded}")
            before = each.source
        return "; ".join(entries)

    def _head(self, said: _Said) -> str:
        source = source_at(self._book, said.source)
        published = dates.describe(source.published) if source and source.published else "undated"
        label = self._labels.get(said.source, "")
        if label and said.source in self._named:
            return f"{label}, {published}"
        self._named.add(said.source)
        name = source_name(self._book, said.source)
        return f"{name}, {published}{f' ({label})' if label else ''}"


def cite_of(book: Book, note: Note) -> Cite:
    """The cite behind a note; one without a passage for the source that printed a record."""
    record = book.need(note.ref)
    if note.number:
        return record.cites[note.number - 1]
    printed = getattr(record, kind_for(record).source_by)
    return Cite(printed)


def source_name(book: Book, ref: str) -> str:
    """What a source is called in a footnote: its title, and who put it out."""
    source = source_at(book, ref)
    if source is None:
        return book.label(ref)
    return ", ".join(filter(None, (quoted(source.title.rstrip(".")), source.publisher)))


def grade_shown(book: Book, ref: str, credibility: int | None) -> str:
    """The grade of a cite for a reader who knows no dash: `B2`, `B`, “credibility 2”, “not graded”.

    Args:
        book: The briefing.
        ref: The source.
        credibility: The other half of the grade; None for none.
    """
    source = source_at(book, ref)
    graded = grade(source.reliability if source else "", credibility)
    if graded.startswith(UNGRADED):
        return f"credibility {credibility}"
    return graded.removesuffix(UNGRADED) or "not graded"
