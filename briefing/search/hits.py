"""What can be found, and what was: the values that pass between the search and those who ask."""

from dataclasses import dataclass
from typing import Literal

Why = Literal["exact", "prefix", "word", "alias", "spelling", "part", "text"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found of one record.

    Attributes:
        ref: The record, "leader:mokhtar-belmokhtar".
        kind: Its kind, "leader".
        names: The label first, then abbreviation and aliases.
        texts: Longer texts, found by their words.
        is_named: Whether the first name is one; the beginning of a quotation, which stands for one,
            is not spelled in other ways.
    """

    ref: str
    kind: str
    names: tuple[str, ...]
    texts: tuple[str, ...] = ()
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found, and by what.

    Attributes:
        ref: The record.
        kind: Its kind.
        label: Its first name.
        text: What matched: one of its names, or a passage of a text.
        spans: The ranges of `text` that matched, half-open, sorted, apart from each other.
        score: 0 to 100.
        why: How it matched; "alias" for a precise match on another name than the label.
    """

    ref: str
    kind: str
    label: str
    text: str
    spans: tuple[tuple[int, int], ...]
    score: float
    why: Why
