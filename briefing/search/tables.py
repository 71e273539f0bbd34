"""The names of many entries as numpy tables, and segments of entries that are searched together.

Names are numbered in the order of their folded spelling and entries in the order of their labels,
so that all names with the same beginning are a range of numbers. The names are kept in a few large
tables, because one object each would take more memory than the names.

Building goes from `arrange` (order) to `take_apart` (words and units) to `tables_of` (all tables).
`Tables` never change and can be cached. A `Segment` adds what does change: which entries are still
there, and so how often each unit occurs.
"""

from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Sequence
from itertools import chain, repeat
from typing import Final, NamedTuple, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from briefing.search.entries import SearchEntry
from briefing.search.postings import Flags, Ints, Postings, ints
from briefing.search.vocabulary import Vocabulary, vocabulary_of
from briefing.search.words.folding import LEAST_INITIALS, capitals, fold
from briefing.search.words.lexicon import DRESS, LIGHT, NO_INITIAL
from briefing.search.words.romanisation import romanised
from briefing.search.words.sounds import Seams, joined_sound, seams_of
from briefing.search.words.units import opens_unit, plain_unit, units

LONGEST_NAME: Final = 400
"""How many characters of a name are compared."""

AS_WRITTEN: Final = 1
"""The role of a name that is found literally, by its words."""

AS_READ: Final = 2
"""The role of a name that is found by resemblance, by its units."""

MOST_NAMES: Final = 256
"""How many names of an entry are compared."""

_LINE_FEED: Final = 10
_SPACE: Final = 32


class Arrangement(msgspec.Struct, eq=False):
    """How entries and their names are numbered.

    Attributes:
        entries: For each entry by number, its place in the given sequence.
        by_ref: The numbers of the entries in the order of their refs.
        name_entry: The entry of each name, by number.
        position: The position of each name among those of its entry; names past 255 are left out.
        roles: How each name is found: AS_WRITTEN, AS_READ or both.
        labels: The first name of each entry; -1 if it has none.
        folded: The names, folded, in order, each followed by a line feed, in UTF-8.
        starts: Where each name starts in `folded`, and where the last one ends.
        lengths: The number of characters of each folded name.
    """

    entries: Ints
    by_ref: Ints
    name_entry: Ints
    position: npt.NDArray[np.uint8]
    roles: npt.NDArray[np.uint8]
    labels: Ints
    folded: bytes
    starts: npt.NDArray[np.uint32]
    lengths: Ints

    def __len__(self) -> int:
        return len(self.name_entry)

    def all(self) -> list[str]:
        """Return all names, folded, in order."""
        return self.folded.decode("utf-8", "surrogatepass").split("\n")[:-1]

    def name(self, number: int) -> str:
        """Return a name, folded."""
        return self._raw(number).decode("utf-8", "surrogatepass")

    def starting(self, folded: str) -> tuple[int, int]:
        """Return the half-open range of the names with this beginning."""
        wanted = folded.encode("utf-8", "surrogatepass")
        low = bisect_left(range(len(self)), wanted, key=self._raw)
        return low, bisect_left(range(len(self)), wanted + b"\xff", low, key=self._raw)

    def ends_word(self, names: Ints, start: str) -> Flags:
        """Return in which names, all longer than this beginning, a word ends with it."""
        places = self.starts[names] + len(start.encode("utf-8", "surrogatepass"))
        ends: Flags = np.frombuffer(self.folded, np.uint8)[places] == _SPACE
        return ends

    def holding(self, part: str, most: int) -> Ints:
        """Return the first `most` names that contain `part` anywhere, in alphabetical order."""
        wanted = part.encode("utf-8", "surrogatepass")
        found: list[int] = []
        at = self.folded.find(wanted)
        while at >= 0 and len(found) < most:
            found.append(int(np.searchsorted(self.starts, at, side="right")) - 1)
            at = self.folded.find(wanted, int(self.starts[found[-1] + 1]))
        return np.array(found, np.int32)

    def _raw(self, number: int) -> bytes:
        return self.folded[self.starts[number] : self.starts[number + 1] - 1]


def arrange(entries: Sequence[SearchEntry]) -> Arrangement:
    """Number entries, no two of the same record, and their names."""
    count = len(entries)
    refs = [entry.ref for entry in entries]
    orders = [fold(entry.names[0]) if entry.names else "" for entry in entries]
    by_ref = sorted(range(count), key=refs.__getitem__)
    # Sorting is stable: entries with equal labels stay in the order of their refs.
    places = sorted(by_ref, key=orders.__getitem__)
    numbers = np.empty(count, np.int32)
    numbers[places] = np.arange(count, dtype=np.int32)
    folded, owners, positions, roles = named(entries, orders, places)
    order = np.array(sorted(range(len(folded)), key=folded.__getitem__), np.int64)
    ordered = [folded[place] for place in order.tolist()]
    name_entry = ints(owners)[order]
    position = np.frombuffer(bytes(positions), np.uint8)[order]
    roles_by_name = np.frombuffer(bytes(roles), np.uint8)[order]
    labels = np.full(count, -1, np.int32)
    firsts = np.flatnonzero((position == 0) & (roles_by_name & AS_WRITTEN > 0))
    labels[name_entry[firsts]] = firsts
    raw = "\n".join([*ordered, ""]).encode("utf-8", "surrogatepass")
    feeds = np.flatnonzero(np.frombuffer(raw, np.uint8) == _LINE_FEED)
    return Arrangement(
        entries=np.array(places, np.int32),
        by_ref=numbers[np.array(by_ref, np.int64)],
        name_entry=name_entry,
        position=position,
        roles=roles_by_name,
        labels=labels,
        folded=raw,
        starts=np.concatenate([np.zeros(1, np.int64), feeds + 1]).astype(np.uint32),
        lengths=np.fromiter(map(len, ordered), np.int32, len(ordered)),
    )


def named(
    entries: Sequence[SearchEntry], orders: Sequence[str], places: Sequence[int]
) -> tuple[list[str], "array[int]", bytearray, bytearray]:
    """Return all names folded, with their entries, positions and roles.

    Args:
        entries: The entries.
        orders: The first name of each entry, folded.
        places: The entries in the wanted order, by their places; this order numbers them.
    """
    folded: list[str] = []
    owners = array("i")
    positions, roles = bytearray(), bytearray()
    for number, place in enumerate(places):
        entry = entries[place]
        for position, name in enumerate(entry.names[:MOST_NAMES]):
            is_title = position == 0 and not entry.is_named
            read = () if is_title or name.isascii() else romanised(name[:LONGEST_NAME])
            first = orders[place][:LONGEST_NAME].rstrip() if position == 0 else ""
            folded.append(first or fold(name[:LONGEST_NAME]))
            owners.append(number)
            positions.append(position)
            roles.append(AS_WRITTEN if read or is_title else AS_WRITTEN | AS_READ)
            if read:
                folded.extend(read)
                owners.extend([number] * len(read))
                positions.extend([position] * len(read))
                roles.extend([AS_READ] * len(read))
    return folded, owners, positions, roles


MOST_UNITS: Final = 16
"""How many units of a name are compared."""


class Words(NamedTuple):
    """Which words and units are in which names.

    Attributes:
        words: All of them, sorted.
        word_names: The names that contain each word.
        name_units: The units of each name, in order.
        unit_names: The names that contain each unit.
        name_words: The words of each name, in order.
    """

    words: list[str]
    word_names: Postings
    name_units: Postings
    unit_names: Postings
    name_words: Postings


def take_apart(names: Sequence[str], roles: npt.NDArray[np.uint8]) -> Words:
    """Divide folded names, in the order of their numbers, into words and units."""
    flat = " ".join(names).split()
    used = sorted(set(flat))
    plain = [plain_unit(word) for word in used]
    numbers = {word: number for number, word in enumerate(used)}
    blanks = np.fromiter(map(str.count, names, repeat(" ")), np.int32)
    sizes = blanks + np.fromiter(map(bool, names), np.int32)
    by_word = Postings.of_sizes(sizes, np.fromiter(map(numbers.__getitem__, flat), np.int32))
    opens = np.array([opens_unit(word) for word in used], np.bool_)
    special = np.unique(by_word.keys()[opens[by_word.numbers]]).tolist()
    joined = [[unit.text for unit in units(names[name].split())[:MOST_UNITS]] for name in special]
    joined_units = list(chain.from_iterable(joined))

    # Two sorted runs, which Python merges in linear time.
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
    # Copied, so that they are adjacent in memory: where they are now, they would keep alive the
    # pages of all words of all names.
    words = " ".join(words).split()
    return Words(words, word_names, name_units, unit_names, by_word)


def _units(
    is_read: Flags, by_word: Postings, unit_of: Ints, joined_names: Ints, joined_units: Ints
) -> Postings:
    """Return the units of each name: its words, except where words are joined."""
    count = len(by_word.starts) - 1
    keys = by_word.keys()
    plain = np.ones(count, np.bool_)
    plain[joined_names] = False
    within = np.arange(len(keys)) - by_word.starts[keys] < MOST_UNITS
    kept = plain[keys] & within
    owners = np.concatenate([keys[kept], joined_names])
    numbers = np.concatenate([unit_of[by_word.numbers[kept]], joined_units])
    return Postings.of_pairs(owners, numbers, count).only(is_read)


_LONGEST_ACRONYM: Final = 12

Letters: TypeAlias = npt.NDArray[np.bytes_]


class Acronyms(msgspec.Struct, eq=False):
    """Finds names by their abbreviations.

    Attributes:
        letters: The acronyms, sorted.
        names: For each the number of its name.
    """

    letters: Letters
    names: Ints

    def of(self, letters: str) -> Ints:
        """Return the names with this possible abbreviation."""
        wanted = letters.encode(errors="replace")
        if len(wanted) > _LONGEST_ACRONYM:
            return self.names[:0]
        low = np.searchsorted(self.letters, wanted)
        return self.names[low : np.searchsorted(self.letters, wanted, side="right")]


def acronyms(names: Sequence[str], words: Sequence[str], by_name: Postings) -> Acronyms:
    """Collect the possible abbreviations of names as written: main initials, and capitals."""
    letters, numbers = _initials(words, by_name)
    written = [capitals(name) for name in names]
    short = [at for at, found in enumerate(written) if 0 < len(found) <= _LONGEST_ACRONYM]
    by_capitals = np.array([written[at] for at in short], f"S{_LONGEST_ACRONYM}")
    letters = np.concatenate([letters, by_capitals])
    numbers = np.concatenate([numbers, np.array(short, np.int32)])
    order = np.argsort(letters, kind="stable")
    return Acronyms(letters[order], numbers[order])


def _initials(words: Sequence[str], by_name: Postings) -> tuple[Letters, Ints]:
    """Return the initials of all names that have enough words for an acronym."""
    codes = np.array([ord(word[0]) if word[0].isascii() else 0 for word in words], np.uint8)
    is_spoken = np.array([word not in NO_INITIAL for word in words], np.bool_)
    kept = is_spoken[by_name.numbers]
    keys, heard = by_name.keys()[kept], codes[by_name.numbers[kept]]
    sizes = np.bincount(keys, minlength=len(by_name.starts) - 1)
    firsts = np.cumsum(sizes) - sizes
    names = np.flatnonzero((sizes >= LEAST_INITIALS) & (sizes <= _LONGEST_ACRONYM)).astype(np.int32)
    rows = np.full(len(sizes), -1, np.int32)
    rows[names] = np.arange(len(names), dtype=np.int32)
    table = np.zeros((len(names), _LONGEST_ACRONYM), np.uint8)
    inside = rows[keys] >= 0
    columns = np.arange(len(keys)) - firsts[keys]
    table[rows[keys[inside]], columns[inside]] = heard[inside]
    return table.view(f"S{_LONGEST_ACRONYM}").ravel(), names


class Tables(msgspec.Struct, eq=False):
    """All tables of the names of some entries.

    Attributes:
        arranged: The names, in order.
        vocabulary: All words and units of the names.
        word_names: The names that contain each word.
        unit_names: The names that contain each unit.
        name_units: The units of each name, in order.
        acronyms: The possible abbreviations of the names.
        seams: Where neighbouring units sound like one word.
        is_light: Which words say little; the last element is for “no word”.
        telling_letters: How many letters each name has without titles and legal forms.
    """

    arranged: Arrangement
    vocabulary: Vocabulary
    word_names: Postings
    unit_names: Postings
    name_units: Postings
    acronyms: Acronyms
    seams: Seams
    is_light: npt.NDArray[np.bool_]
    telling_letters: npt.NDArray[np.uint16]


def tables_of(entries: Sequence[SearchEntry]) -> Tables:
    """Build all tables of entries, no two of which are of the same record."""
    arranged = arrange(entries)
    found = take_apart(arranged.all(), arranged.roles)
    vocabulary = vocabulary_of(found.words)
    places = arranged.entries[arranged.name_entry].tolist()
    positions = arranged.position.tolist()
    written = [entries[at].names[place] for at, place in zip(places, positions, strict=True)]
    is_light = np.array([*(word in LIGHT for word in found.words), True], np.bool_)
    return Tables(
        arranged=arranged,
        vocabulary=vocabulary,
        word_names=found.word_names,
        unit_names=found.unit_names,
        name_units=found.name_units,
        acronyms=acronyms(written, found.words, found.name_words),
        seams=seams_of(found.name_units, vocabulary.sounds, vocabulary.sound_sizes, is_light),
        is_light=is_light,
        telling_letters=_telling_letters(found),
    )


def _telling_letters(found: Words) -> npt.NDArray[np.uint16]:
    letters = np.array([0 if word in DRESS else len(word) for word in found.words], np.float64)
    words = found.name_words
    per_name = np.bincount(words.keys(), letters[words.numbers], minlength=len(words.starts) - 1)
    return per_name.astype(np.uint16)


_ASKED = 4


class Segment:
    """Entries that are searched together.

    Args:
        entries: What can be found; no two of the same record.
        tables: The tables of their names, if they were built before.

    Attributes:
        refs: The record of each entry.
        tables: The tables of their names.
        frequency: How many remaining names contain each unit.
        alive: Which names remain.
        alive_entries: Which entries remain.
        texts: The longer texts, each with its entry.
        has_readings: Whether some names are only romanisations of others.
        holding: A cache of `identity`: the names that contain a word in some spelling.
    """

    def __init__(self, entries: Sequence[SearchEntry], tables: Tables | None = None) -> None:
        self.tables = tables or tables_of(entries)
        entries = [entries[place] for place in self.tables.arranged.entries.tolist()]
        self.refs = [entry.ref for entry in entries]
        self._names = [entry.names for entry in entries]
        self._kinds = sorted({entry.kind for entry in entries})
        numbers = {kind: number for number, kind in enumerate(self._kinds)}
        self._kind = np.array([numbers[entry.kind] for entry in entries], np.uint8)
        self.texts = [(at, text) for at, entry in enumerate(entries) for text in entry.texts]
        self.frequency = self.tables.unit_names.sizes().copy()
        self.alive = np.ones(len(self.tables.arranged), np.bool_)
        self.alive_entries = np.ones(len(entries), np.bool_)
        self.has_readings = bool((self.tables.arranged.roles == AS_READ).any())
        self.holding: dict[tuple[str, bool], Ints] = {}
        self._asked: deque[tuple[Collection[str], Ints]] = deque(maxlen=_ASKED)

    def __len__(self) -> int:
        return len(self.refs)

    def number(self, ref: str) -> int:
        """Return the number of a remaining entry; -1 for an unknown one."""
        by_ref = self.tables.arranged.by_ref
        place = bisect_left(by_ref, ref, key=self.refs.__getitem__)
        if place == len(by_ref):
            return -1
        number = int(by_ref[place])
        return number if self.refs[number] == ref and self.alive_entries[number] else -1

    def numbers(self, refs: Collection[str]) -> Ints:
        """Return the numbers of those entries that are in this segment.

        The last answers are cached, because every key press asks for the same collections.
        """
        for known, numbers in self._asked:
            if known is refs:
                return numbers
        found = [number for number in map(self.number, refs) if number >= 0]
        numbers = np.array(found, np.int32)
        self._asked.append((refs, numbers))
        return numbers

    def sounding(self, whole: str) -> Ints:
        """Return the names of two or more units that sound like this when written as one word."""
        hashed = joined_sound(whole)
        starts, seams = self.tables.name_units.starts, self.tables.seams
        names = self.tables.name_units.key_of(seams.of_pairs(hashed))
        names = names[starts[names + 1] - starts[names] == 2]
        return np.concatenate([seams.of_wholes(hashed), names])

    def units(self, name: int) -> list[str]:
        """Return the units of a name, in order."""
        words = self.tables.vocabulary.words
        return [words[unit] for unit in self.tables.name_units.of_key(name).tolist()]

    def forget(self, number: int) -> None:
        """Remove an entry."""
        names = np.flatnonzero(self.tables.arranged.name_entry == number).astype(np.int32)
        self.alive[names] = False
        self.alive_entries[number] = False
        self._asked.clear()
        np.subtract.at(self.frequency, self.tables.name_units.of_keys(names)[0], 1)

    def kind(self, entry: int) -> str:
        """Return the kind of an entry."""
        return self._kinds[int(self._kind[entry])]

    def of_kinds(self, kinds: Collection[str]) -> Flags:
        """Return which entries have one of these kinds."""
        wanted = [number for number, kind in enumerate(self._kinds) if kind in kinds]
        return np.isin(self._kind, wanted)

    def names(self, entry: int) -> tuple[str, ...]:
        """Return the names of an entry as written, the label first."""
        return self._names[entry]

    def label(self, entry: int) -> str:
        """Return the first name of an entry; empty if it has none."""
        names = self._names[entry]
        return names[0] if names else ""

    def text(self, name: int) -> str:
        """Return a name as written."""
        arranged = self.tables.arranged
        return self._names[int(arranged.name_entry[name])][int(arranged.position[name])]

    def order(self, entry: int) -> tuple[str, str]:
        """Return the sort key of an entry: the folded label, then the ref."""
        arranged = self.tables.arranged
        name = int(arranged.labels[entry])
        return (arranged.name(name) if name >= 0 else ""), self.refs[entry]
