"""What a report says, before it is written in any format.

A report is made of parts, a part of blocks, a block of sentences, and a sentence of runs: stretches
of text that state some fields of one record, with the cites behind them. So each statement can be
traced, and each format decides on its own how to set it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

UNSOURCED = "no source"
"""Marks a statement that no source supports."""


class Note(NamedTuple):
    """A cite behind a statement.

    Attributes:
        ref: The record that holds the cite.
        number: Its number among the cites of the record, from 1; 0 for the source that printed the
            record itself, as it does a quote.
    """

    ref: str
    number: int


Style: TypeAlias = Literal["plain", "strong", "verbatim"]
"""How a run is set: `verbatim` are words of somebody else, in quotation marks."""


class Run(NamedTuple):
    """A stretch of text.

    Attributes:
        text: What it says; if `names` is set, what it says unless the name has a shorter form.
        ref: The record it is about; empty if it states nothing.
        fields: The fields it states, by name.
        notes: The cites behind them.
        style: How it is set.
        names: The record it names: `Name (ABBR)` the first time, the abbreviation later.
        is_full: Whether the name is given in full, however often it was before.
        is_unsourced: Whether it states something that no source supports.
    """

    text: str
    ref: str = ""
    fields: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    style: Style = "plain"
    names: str = ""
    is_full: bool = False
    is_unsourced: bool = False


Sentence: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together.

    Attributes:
        sentences: Its sentences.
        lead: What stands before them in bold type, such as a date.
        ref: The record it is about; empty for none.
        is_item: Whether it is an item of a list.
    """

    sentences: tuple[Sentence, ...]
    lead: Sentence = ()
    ref: str = ""
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """Verbatim words, set apart.

    Attributes:
        words: The words, as they were printed.
        said: Who said them, when, and how that is known.
        ref: The quote.
    """

    words: Sentence
    said: tuple[Sentence, ...]
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a part."""

    text: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells.

    Attributes:
        columns: The headings of its columns.
        rows: Its rows, with a sentence for each column.
        refs: The record of each row.
        numeric: The columns with figures, by their number from 0.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]
    refs: tuple[str, ...] = ()
    numeric: frozenset[int] = frozenset()


class Mark(NamedTuple):
    """Something that happened, in a picture.

    Attributes:
        ref: The record.
        label: Its name.
        when: When it was, from start to end as `time_of` gives it; two empty texts if unknown.
        latitude: Where, in decimal degrees (WGS 84), or None.
        longitude: As above.
        is_exact: Whether the place is known exactly, not only near it or by its region.
        reach: About how many kilometres off it may be; 0 if it is exact, or if that is unknown.
        low: The fewest who were killed; None if unknown.
        best: The figure to print; None if unknown.
        high: The most; None if unknown.
        claimed_by: The source that gives this date or place, which contradicts that of the record;
            empty for those of the record.
        note: How many died and whether it is doubted, as its label says it.
        is_sure: Whether it certainly is what was asked for.
        dead: How many were killed as a map counts them, by the size of its signs.
    """

    ref: str
    label: str
    when: tuple[str, str] = ("", "")
    latitude: float | None = None
    longitude: float | None = None
    is_exact: bool = False
    reach: float = 0.0
    low: int | None = None
    best: int | None = None
    high: int | None = None
    claimed_by: str = ""
    note: str = ""
    is_sure: bool = True
    dead: float = 0.0


PictureKind: TypeAlias = Literal["timeline", "map", "casualties"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, for formats that have any; the text beside it says the same.

    Attributes:
        kind: What it shows.
        marks: What is in it.
        caption: What it says below.
    """

    kind: PictureKind
    marks: tuple[Mark, ...]
    caption: str


Block: TypeAlias = Paragraph | Quotation | Heading | Table | Picture


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report.

    Attributes:
        id: Its name in templates.
        heading: Its heading.
        blocks: What it says; empty if there is nothing to say.
    """

    id: str
    heading: str
    blocks: tuple[Block, ...]


def sentences(blocks: Sequence[Block]) -> Iterator[Sentence]:
    """Every sentence of some blocks, in reading order."""
    for block in blocks:
        match block:
            case Paragraph():
                if block.lead:
                    yield block.lead
                yield from block.sentences
            case Quotation():
                yield block.words
                yield from block.said
            case Table():
                for row in block.rows:
                    yield from row
            case _:
                pass


def plain(*texts: str) -> Sentence:
    """A sentence that states nothing of a record."""
    return tuple(map(Run, texts))
