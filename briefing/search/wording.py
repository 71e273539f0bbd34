"""From folded names to the tables of their words and units."""

from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from briefing.search.naming import AS_READ, AS_WRITTEN
from briefing.search.postings import Flags, Ints, Postings
from briefing.search.units import opens_unit, plain_unit, units

MOST_UNITS: Final = 16
"""Units of a name that are compared."""


class Wording(NamedTuple):
    """Which words and units stand in which names.

    Attributes:
        words: All of them, sorted.
        word_names: The names that hold a word.
        name_units: The units of a name, in order.
        unit_names: The names that hold a unit.
        name_words: The words of a name, in order.
    """

    words: list[str]
    word_names: Postings
    name_units: Postings
    unit_names: Postings
    name_words: Postings


def wording(names: Sequence[str], roles: npt.NDArray[np.uint8]) -> Wording:
    """Take names apart.

    Args:
        names: Folded names in the order of their numbers.
        roles: What each is for (`naming`).
    """
    flat = " ".join(names).split()
    used = sorted(set(flat))
    plain = [plain_unit(word) for word in used]
    numbers = {word: number for number, word in enumerate(used)}
    sizes = np.fromiter(((name.count(" ") + 1 if name else 0) for name in names), np.int32)
    by_word = Postings.of_sizes(sizes, np.fromiter(map(numbers.__getitem__, flat), np.int32))
    opens = np.array([opens_unit(word) for word in used], np.bool_)
    special = np.unique(by_word.keys()[opens[by_word.numbers]]).tolist()
    joined = [[unit.text for unit in units(names[name].split())[:MOST_UNITS]] for name in special]
    joined_units = list(chain.from_iterable(joined))

    # Two sorted runs, which sorting merges at once.
    words = sorted([*used, *sorted({*plain, *joined_units} - numbers.keys())])
    numbers = {word: number for number, word in enumerate(words)}
    places = np.fromiter(map(numbers.__getitem__, used), np.int32)
    by_word = Postings(by_word.starts, places[by_word.numbers])
    unit_of = np.arange(len(words), dtype=np.int32)
    unit_of[places] = np.fromiter(map(numbers.__getitem__, plain), np.int32)
    name_units = _units(
        roles & AS_READ > 0,
        by_word,
        unit_of,
        np.repeat(np.array(special, np.int32), list(map(len, joined))),
        np.fromiter(map(numbers.__getitem__, joined_units), np.int32),
    )
    by_word = by_word.only(roles & AS_WRITTEN > 0)
    word_names = Postings.of_pairs(by_word.numbers, by_word.keys(), len(words))
    unit_names = Postings.of_pairs(name_units.numbers, name_units.keys(), len(words))
    # Written anew, all beside each other: where they lie now, they hold the pages of all the words
    # of all names, which would stay with the program.
    words = " ".join(words).split()
    return Wording(words, word_names, name_units, unit_names, by_word)


def _units(
    is_read: Flags,
    by_word: Postings,
    unit_of: Ints,
    joined_names: Ints,
    joined_units: Ints,
) -> Postings:
    """Return the units of each name: its words one by one, except where words are joined."""
    count = len(by_word.starts) - 1
    keys = by_word.keys()
    plain = np.ones(count, np.bool_)
    plain[joined_names] = False
    within = np.arange(len(keys)) - by_word.starts[keys] < MOST_UNITS
    kept = plain[keys] & within
    owners = np.concatenate([keys[kept], joined_names])
    numbers = np.concatenate([unit_of[by_word.numbers[kept]], joined_units])
    return Postings.of_pairs(owners, numbers, count).only(is_read)
