"""What names may be shortened to: their initials, small words left out, and their capitals."""

from collections.abc import Sequence
from typing import Final, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from briefing.search.folding import LEAST_INITIALS, capitals
from briefing.search.lexicon import NO_INITIAL
from briefing.search.postings import Ints, Postings

_LONGEST: Final = 12

Letters: TypeAlias = npt.NDArray[np.bytes_]


class Acronyms(msgspec.Struct, eq=False):
    """Finds names by what they may be shortened to.

    Attributes:
        letters: Acronyms, sorted.
        names: The name of each.
    """

    letters: Letters
    names: Ints

    def of(self, letters: str) -> Ints:
        """Return the names that may be shortened to these letters."""
        wanted = letters.encode(errors="replace")
        if len(wanted) > _LONGEST:
            return self.names[:0]
        low = np.searchsorted(self.letters, wanted)
        return self.names[low : np.searchsorted(self.letters, wanted, side="right")]


def acronyms(names: Sequence[str], words: Sequence[str], by_name: Postings) -> Acronyms:
    """Work out what names may be shortened to.

    Args:
        names: As they are written, in the order of their numbers.
        words: All folded words.
        by_name: The words of each name, in order.
    """
    letters, numbers = _initials(words, by_name)
    written = [capitals(name) for name in names]
    short = [at for at, found in enumerate(written) if 0 < len(found) <= _LONGEST]
    by_capitals = np.array([written[at] for at in short], f"S{_LONGEST}")
    letters = np.concatenate([letters, by_capitals])
    numbers = np.concatenate([numbers, np.array(short, np.int32)])
    order = np.argsort(letters, kind="stable")
    return Acronyms(letters[order], numbers[order])


def _initials(words: Sequence[str], by_name: Postings) -> tuple[Letters, Ints]:
    """Return the initials of all names that have as many as an acronym needs."""
    codes = np.array([ord(word[0]) if word[0].isascii() else 0 for word in words], np.uint8)
    is_spoken = np.array([word not in NO_INITIAL for word in words], np.bool_)
    kept = is_spoken[by_name.numbers]
    keys, heard = by_name.keys()[kept], codes[by_name.numbers[kept]]
    sizes = np.bincount(keys, minlength=len(by_name.starts) - 1)
    firsts = np.cumsum(sizes) - sizes
    names = np.flatnonzero((sizes >= LEAST_INITIALS) & (sizes <= _LONGEST)).astype(np.int32)
    rows = np.full(len(sizes), -1, np.int32)
    rows[names] = np.arange(len(names), dtype=np.int32)
    table = np.zeros((len(names), _LONGEST), np.uint8)
    inside = rows[keys] >= 0
    columns = np.arange(len(keys)) - firsts[keys]
    table[rows[keys[inside]], columns[inside]] = heard[inside]
    return table.view(f"S{_LONGEST}").ravel(), names
