"""A report as it is read on a screen: statements in order, each with its record and its signs.

A change is told again in place, so that it is seen at once; footnotes and the parts that count or
compare are right again when the whole report has been composed anew.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, Literal, NamedTuple, TypeAlias

from briefing.checks import Finding
from briefing.collector import collector_held
from briefing.report.compose import Report
from briefing.report.document import (
    UNSOURCED,
    Block,
    Heading,
    Paragraph,
    Part,
    Picture,
    Quotation,
    Run,
    Sentence,
    Table,
)
from briefing.report.notes import cite_of
from briefing.report.reading import BARE, Read, Reading, Sign
from briefing.report.remembering import Remembering
from briefing.report.scope import Scope
from briefing.report.told import Told
from briefing.search.words.folding import fold
from briefing.store.book import Book

MOST_RETOLD: Final = 100
"""Blocks told again at once."""

FOOTNOTES: Final = "footnotes"
"""The id of the last part."""

Kind: TypeAlias = (
    Literal["title", "heading", "subheading", "text", "item", "quotation"]
    | Literal["columns", "row", "picture", "note"]
)
"""How an entry is set."""

_UNREAD: Final = ("title", "heading", "subheading", "columns", "picture")
"""What states nothing."""

_MARKUP: Final = re.compile(r"\\(.)|\*\*")
_OFTEN: Final = 1_000
"""Entries between two steps."""


class Statement(NamedTuple):
    """A sentence, or a row of a table.

    Attributes:
        cells: What it says; one for a sentence.
        ref: The record it is about; empty for none.
        field: The field to look at first; empty for none.
        fields: The fields it states, by name.
    """

    cells: tuple[Read, ...]
    ref: str = ""
    field: str = ""
    fields: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What it says, with its signs."""
        return " · ".join(filter(None, ("".join(map(said, cell)).strip() for cell in self.cells)))

    @property
    def numbers(self) -> Sequence[int]:
        """Its footnotes."""
        found = (each.number for cell in self.cells for each in cell if isinstance(each, Sign))
        return [*dict.fromkeys(filter(None, found))]

    @property
    def is_unsourced(self) -> bool:
        """Whether no source supports it or a part of it."""
        return any(each is BARE for cell in self.cells for each in cell)


class Columns(NamedTuple):
    """The columns of a table.

    Attributes:
        widths: The characters of the longest cell of each.
        least: Those of the longest word of its heading.
        numeric: Those with figures, by their number from 0.
    """

    widths: tuple[int, ...]
    least: tuple[int, ...]
    numeric: frozenset[int]


class Entry(NamedTuple):
    """A heading, a paragraph, or a row of a table.

    Attributes:
        kind: How it is set.
        part: The part it belongs to; empty for what the template says between parts.
        statements: What it states.
        ref: The record it is about; empty for none.
        is_full: Whether it tells its record in full; None if it does not tell it.
        columns: The columns of its table.
    """

    kind: Kind
    part: str
    statements: tuple[Statement, ...]
    ref: str = ""
    is_full: bool | None = None
    columns: Columns | None = None

    @property
    def is_read(self) -> bool:
        """Whether it states anything."""
        return self.kind not in _UNREAD

    @property
    def is_checked(self) -> bool:
        """Whether what is wrong with its record is shown beside it."""
        return bool(self.ref) and (self.is_full is not None or self.kind == "row")


class Spot(NamedTuple):
    """A place in a report that is found again in another version of it.

    Attributes:
        part: The part.
        ref: The record of the entry.
        nth: Which of the entries of that part about that record, from 0.
        statement: Its statement, by number from 0.
        place: Where the entry was.
    """

    part: str
    ref: str
    nth: int
    statement: int
    place: int


class Preview:
    """A report laid out in entries.

    Args:
        report: The report.

    Attributes:
        report: The report.
        entries: Its entries, in reading order.
        outline: The heading of each part, and the place of its entry.
        unsourced: How many statements have no source.
        found: What checks find, by record.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self._reading = Reading(report.told.book, report.told.labels)
        self.entries: list[Entry] = []
        self.outline: dict[str, int] = {}
        self.found: Mapping[str, Sequence[Finding]] = {}
        self._folded: dict[int, str] = {}
        with collector_held():
            for entry in chain(self._body(), self._footnotes()):
                if entry.kind == "heading" and entry.part:
                    self.outline[entry.statements[0].text] = len(self.entries)
                if len(self.entries) % _OFTEN == 0:
                    report.told.step(f"{len(self.entries):,} paragraphs and rows laid out")
                self.entries.append(entry)
            self._places = defaultdict[tuple[str, str], list[int]](list)
            for place, entry in enumerate(self.entries):
                self._places[entry.part, entry.ref].append(place)
        self.unsourced = sum(map(_unsourced, self.entries))

    @property
    def footnotes(self) -> int:
        """The number of footnotes."""
        return len(self._reading.notes)

    def note(self, number: int) -> str:
        """A footnote with its number."""
        return f"[{number}] {self._reading.notes.text(number)}."

    def findings(self, place: int, statement: int) -> Sequence[Finding]:
        """What checks find about a statement, where its record is told."""
        entry = self.entries[place]
        if not entry.is_checked or not (found := self.found.get(entry.ref)):
            return ()
        stated = entry.statements[statement].fields
        own = [each for each in found if _field(each) in stated]
        if statement or entry.is_full is None:
            return own
        # What is about no statement stands at the first.
        others = {name for each in entry.statements for name in each.fields}
        return [*own, *(each for each in found if _field(each) not in others)]

    def is_weak(self, place: int, statement: int) -> bool:
        """Whether a statement has no source, or a finding."""
        entry = self.entries[place]
        return entry.is_read and (
            entry.statements[statement].is_unsourced or bool(self.findings(place, statement))
        )

    def containing(self, words: str) -> Sequence[int]:
        """The entries with some words, ignoring case and accents, under the headings they have."""
        wanted = fold(words).split()
        found: list[int] = []
        heading = -1
        for place, entry in enumerate(self.entries):
            if entry.kind == "heading":
                heading = place
            elif entry.is_read and all(word in self._folded_at(place) for word in wanted):
                found += [heading] if heading >= 0 else []
                found.append(place)
                heading = -1
        return found

    def prepare(self) -> None:
        """Read what `containing` looks through, which takes a while, ahead of the first word."""
        for place in range(len(self.entries)):
            self._folded_at(place)

    # Places

    def spot(self, place: int, statement: int) -> Spot:
        """What finds a statement again."""
        entry = self.entries[place]
        nth = self._places[entry.part, entry.ref].index(place)
        return Spot(entry.part, entry.ref, nth, statement, place)

    def at(self, spot: Spot) -> tuple[int, int]:
        """The place of an entry and the number of its statement; the nearest if it is gone."""
        if not self.entries:
            return 0, 0
        places = self._places.get((spot.part, spot.ref), ())
        place = places[min(spot.nth, len(places) - 1)] if places else spot.place
        place = min(place, len(self.entries) - 1)
        return place, min(spot.statement, len(self.entries[place].statements) - 1)

    # Changes

    def retell(self, book: Book, refs: Iterable[str], near: int) -> Collection[int]:
        """Tell records again in place.

        Args:
            book: The briefing as it is now.
            refs: The records.
            near: The entry that is looked at; what is far from it may have to wait.

        Returns:
            The places of the entries told again.
        """
        wanted = set(refs)
        places = [
            place
            for (_, ref), found in self._places.items()
            if ref in wanted
            for place in found
            if self.entries[place].is_full is not None
        ]
        places.sort(key=lambda place: abs(place - near))
        told = Told(Scope(Remembering(book)))
        self._reading.follow(told.book)
        for place in places[:MOST_RETOLD]:
            self._retell(told, place)
        return places[:MOST_RETOLD]

    def _retell(self, told: Told, place: int) -> None:
        was = self.entries[place]
        self.unsourced -= _unsourced(was)
        self._folded.pop(place, None)
        if told.book.get(was.ref) is None:
            gone = Statement(((Run("This record was deleted."),),))
            self.entries[place] = was._replace(statements=(gone,))
            return
        runs = (each for said in was.statements for cell in said.cells for each in cell)
        # What this entry named in full is to be named in full again.
        self._reading.forget(
            run.names for run in runs if isinstance(run, Run) and run.text.endswith(")")
        )
        block = told.tell(was.ref, full=bool(was.is_full))
        now = next(self._entries(block, was.part))
        self.entries[place] = now._replace(is_full=was.is_full)
        self.unsourced += _unsourced(self.entries[place])

    # Laying out

    def _body(self) -> Iterator[Entry]:
        for piece in self.report.pieces:
            if isinstance(piece, str):
                yield from _lines(piece)
            else:
                yield from self._part(piece)

    def _part(self, part: Part) -> Iterator[Entry]:
        yield _heading(part.heading, part.id)
        for block in part.blocks:
            is_full = self.report.told.how(block)
            for entry in self._entries(block, part.id):
                yield entry if is_full is None else entry._replace(is_full=is_full)

    def _footnotes(self) -> Iterator[Entry]:
        book = self.report.told.book
        for number, text in self._reading.notes.written():
            if number == 1:
                yield _heading("Footnotes", FOOTNOTES)
            note = min(self._reading.notes.behind(number))
            source = cite_of(book, note).source
            run = Run(f"[{number}] {text}.", source)
            yield Entry("note", FOOTNOTES, (Statement(((run,),), source),), source)

    def _entries(self, block: Block, part: str) -> Iterator[Entry]:
        match block:
            case Paragraph():
                kind: Kind = "item" if block.is_item else "text"
                yield Entry(kind, part, tuple(self._paragraph(block)), block.ref)
            case Quotation():
                sentences = (block.words, *block.said)
                said = tuple(self._statement(each, block.ref) for each in sentences)
                yield Entry("quotation", part, said, block.ref)
            case Heading(text, ref):
                yield Entry("subheading", part, _plain(text, ref), ref)
            case Table():
                yield from self._table(block, part)
            case Picture():
                caption = f"[{block.kind}: {block.caption}]"
                yield Entry("picture", part, _plain(caption))

    def _paragraph(self, block: Paragraph) -> Iterator[Statement]:
        lead: Read = (*self._reading.lead(block.lead), Run(" ")) if block.lead else ()
        if lead and not block.sentences:
            yield _stated((lead,), block.lead, block.ref)
        for sentence in block.sentences:
            read = self._reading.sentence(sentence)
            yield _stated(((*lead, *read) if lead else read,), sentence, block.ref)
            lead = ()

    def _statement(self, sentence: Sentence, ref: str) -> Statement:
        return _stated((self._reading.sentence(sentence),), sentence, ref)

    def _table(self, table: Table, part: str) -> Iterator[Entry]:
        refs = table.refs or ("",) * len(table.rows)
        rows = [tuple(map(self._reading.sentence, row)) for row in table.rows]
        widths = [
            max(len(head), *(sum(len(said(each)) for each in row[at]) for row in rows))
            for at, head in enumerate(table.columns)
        ]
        least = tuple(max(map(len, head.split())) for head in table.columns)
        columns = Columns(tuple(widths), least, table.numeric)
        heads = tuple((Run(each),) for each in table.columns)
        yield Entry("columns", part, (Statement(heads),), columns=columns)
        for cells, row, ref in zip(rows, table.rows, refs, strict=True):
            stated = _stated(cells, tuple(chain.from_iterable(row)), ref)
            yield Entry("row", part, (stated,), ref, columns=columns)

    def _folded_at(self, place: int) -> str:
        if place not in self._folded:
            text = " ".join(each.text for each in self.entries[place].statements)
            self._folded[place] = fold(text)
        return self._folded[place]


def said(each: Run | Sign) -> str:
    """A stretch of text, or a sign, as it is shown."""
    if isinstance(each, Run):
        return each.text
    return f"[{each.number}]" if each.number else f" [{UNSOURCED}]"


def _stated(cells: tuple[Read, ...], runs: Sentence, ref: str) -> Statement:
    """What a sentence states, and what of it to look at first."""
    about = [run for run in runs if run.ref and run.fields]
    if not about:
        return Statement(cells, ref)
    first = next((run for run in about if run.is_unsourced), about[0])
    fields = tuple(dict.fromkeys(name for run in about for name in run.fields))
    return Statement(cells, ref or first.ref, first.fields[0], fields)


def _plain(text: str, ref: str = "") -> tuple[Statement, ...]:
    return (Statement(((Run(text),),), ref),)


def _heading(text: str, part: str) -> Entry:
    return Entry("heading", part, _plain(text))


def _lines(text: str) -> Iterator[Entry]:
    """What a template says itself, line by line, without the signs of Markdown."""
    for line in filter(None, map(str.strip, text.splitlines())):
        bare = line.lstrip("#")
        depth = len(line) - len(bare)
        kind: Kind = ("text", "title", "heading")[min(depth, 2)]
        yield Entry(kind, "", _plain(_MARKUP.sub(r"\1", bare).strip()))


def _unsourced(entry: Entry) -> int:
    return sum(each.is_unsourced for each in entry.statements)


def _field(finding: Finding) -> str:
    """The field a finding is about: `casualties` for `casualties[0].low`."""
    return re.split(r"[.\[]", finding.path, maxsplit=1)[0]
