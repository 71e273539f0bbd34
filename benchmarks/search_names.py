"""Names to search among, what is typed to find them, and spellings whose answer is known."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.words import BODIES, PARTICLES, name_word, respelled

SEARCHED = (
    "spelling-close",
    "spelling-mixed",
    "spelling-far",
    "spacing",
    "reorder",
    "punct-case-diacritic",
    "token-subset",
    "single-token-subset",
)
"""The classes of spellings that a search can find; the others only a stored alias can."""

LONGEST_TYPED = 24


class Pair(NamedTuple):
    """A name and another spelling of it, or a look-alike that is another name.

    Attributes:
        name: The name on record.
        query: What is looked for.
        kind: "person" or "org".
        group: The class of the change; empty for a look-alike.
    """

    name: str
    query: str
    kind: str
    group: str


def read_pool(path: Path) -> list[str]:
    """Names, one a line."""
    return [name for name in path.read_text("utf-8").split("\n") if name]


def read_variants(path: Path) -> list[Pair]:
    """Names and other spellings: canonical, variant, kind, source, class; tabs between, a head."""
    rows = _rows(path)
    next(rows)
    return [Pair(name, query, kind, group) for name, query, kind, _, group in rows]


def read_negatives(path: Path) -> list[Pair]:
    """Look-alikes that are not the same: query, name, kind; tabs between."""
    return [Pair(row[1], row[0], row[2], "") for row in _rows(path)]


def names(size: int, pool: Sequence[str]) -> list[str]:
    """That many different names: from a pool, recombined where it is too small, or invented."""
    random = Random(size)
    found = dict.fromkeys(random.sample(pool, min(size, len(pool))))
    parts = [name.split() for name in found]
    while len(found) < size:
        if parts:
            first, second = random.choice(parts), random.choice(parts)
            found[" ".join([*first[:-1], second[-1]])] = None
        else:
            found[_invented(random)] = None
    return list(found)


def keystrokes(queries: Sequence[str]) -> Iterator[str]:
    """What the input contains after each key, query by query."""
    for query in queries:
        for end in range(1, min(len(query), LONGEST_TYPED) + 1):
            yield query[:end]


def typed(among: Sequence[str], count: int, pairs: Sequence[Pair]) -> list[str]:
    """What is typed: other spellings that are known, or names written another way."""
    random = Random(count)
    if pairs:
        searched = [pair.query for pair in pairs if pair.group in SEARCHED]
        return random.sample(searched, min(count, len(searched)))
    return [respelled(random.choice(among).casefold(), random) for _ in range(count)]


def _invented(random: Random) -> str:
    words = [name_word(random) for _ in range(random.choice((1, 2, 2, 3)))]
    if random.random() < 0.2:
        return random.choice(BODIES).format(words[-1])
    return " ".join(filter(None, [*words[:-1], random.choice(PARTICLES), words[-1]]))


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
