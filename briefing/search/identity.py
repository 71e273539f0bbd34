"""Which record a name is the name of, where that is sure.

A name that is read out of a line becomes a record only when it is

1. a record's own name to the letter, so that whatever the program shows is read back;
2. another of its names to the letter;
3. one of its names but for case, accents, hyphens, apostrophes and the article;
4. a spelling of one of its names, every word of either in the other (`same_name`).

The first of these that any record meets decides, and only if one record alone meets it. Everything
else is offered, never taken: part of a name, a surname, one word more, a name that is like another.
"""

import re
from collections.abc import Callable, Collection, Sequence
from typing import Final
from unicodedata import normalize

from briefing.model.refs import kind_of
from briefing.search.folding import fold
from briefing.search.index import SearchIndex
from briefing.search.lexicon import LIGHT
from briefing.search.namesakes import containing, ending_so, namesakes
from briefing.search.same_name import LONGEST, is_family_name, is_same, is_same_in_script

_PERSON: Final = "leader"
_TITLED: Final = "source"
_MOST_OFFERED: Final = 5
_LEAST_OF_TITLE: Final = 2
_IN_BRACKETS = re.compile(r"(?P<name>[^()]+)\((?P<other>[^()]+)\)\s*")


class Identities:
    """Knows the records of a briefing by their names.

    Args:
        index: Of these records.
    """

    def __init__(self, index: SearchIndex) -> None:
        self._index = index

    def find(self, name: str, kinds: Collection[str] = ()) -> str:
        """Return the record that a name is the name of.

        The title of a source may be given in part: words of it that no other source has, two or
        more that say something.

        Args:
            name: As it was said.
            kinds: Only records of these kinds; empty means all.

        Returns:
            Its ref; empty where there is none, or more than one could be meant.
        """
        found = self._named(name, kinds) or self._named_twice(name, kinds)
        if not found and _TITLED in kinds:
            found = self._titled(fold(name))
        return found[0] if len(found) == 1 else ""

    def exactly(self, name: str, kinds: Collection[str] = ()) -> str:
        """Return the one record whose own name this is to the letter; empty where there is none.

        It comes before anything else a line may mean: brackets, commas and question marks of a
        name belong to it.

        Args:
            name: As it was said.
            kinds: Only records of these kinds; empty means all.
        """
        written = _written(name)
        among = self._namesakes(name, kinds)
        found = [ref for ref, names in among.items() if _written(names[0]) == written]
        return found[0] if len(found) == 1 else ""

    def by_surname(self, name: str) -> str:
        """Return the one leader whose name ends so; empty where there is none, or several.

        For who spoke, when others were named before: “said Talon”. A line that names whoever took
        part should not rely on it.

        Args:
            name: A family name, with the particles that go before it.
        """
        found = ""
        for ref in self._index.look_up(ending_so, name):
            if kind_of(ref) != _PERSON or ref == found:
                continue
            if any(is_family_name(name, whole) for whole in self._index.names(ref)):
                if found:
                    return ""
                found = ref
        return found

    def offers(
        self, name: str, kinds: Collection[str] = (), limit: int = _MOST_OFFERED
    ) -> list[str]:
        """Return the records that may be meant, the likeliest first, for somebody to choose from.

        Args:
            name: As it was said.
            kinds: Only records of these kinds; empty means all.
            limit: How many at most.
        """
        hits = self._index.search(name, kinds=kinds, limit=limit, finished=True)
        found = dict.fromkeys((*self._named(name, kinds), *(hit.ref for hit in hits)))
        return list(found)[:limit]

    def _namesakes(self, name: str, kinds: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The records worth comparing, with their names."""
        refs = self._index.look_up(namesakes, name)
        if len(name) <= LONGEST and (both := _IN_BRACKETS.fullmatch(name)):
            refs += self._index.look_up(namesakes, both["name"])
        return {ref: self._index.names(ref) for ref in refs if not kinds or kind_of(ref) in kinds}

    def _named(self, name: str, kinds: Collection[str]) -> list[str]:
        """The records that a name is the name of, in the surest way in which there are any."""
        written, folded = _written(name), fold(name)
        among = self._namesakes(name, kinds)
        ways: Sequence[Callable[[str, tuple[str, ...]], bool]] = (
            lambda _ref, names: _written(names[0]) == written,
            lambda _ref, names: written in map(_written, names),
            lambda _ref, names: (
                bool(folded)
                and any(folded == fold(one) and is_same_in_script(name, one) for one in names)
            ),
            lambda ref, names: _is_spelled(name, ref, names),
        )
        found = ([ref for ref, names in among.items() if way(ref, names)] for way in ways)
        return next(filter(None, found), [])

    def _named_twice(self, name: str, kinds: Collection[str]) -> list[str]:
        """The records that bear both a name and the one behind it in brackets."""
        both = _IN_BRACKETS.fullmatch(name) if len(name) <= LONGEST else None
        if both is None:
            return []
        others = self._named(both["other"], kinds)
        return [ref for ref in self._named(both["name"], kinds) if ref in others]

    def _titled(self, folded: str) -> list[str]:
        """The sources in whose titles some words stand as they are, if the words say enough."""
        if sum(word not in LIGHT for word in folded.split()) < _LEAST_OF_TITLE:
            return []
        refs = self._index.look_up(containing, folded)
        return sorted({ref for ref in refs if kind_of(ref) == _TITLED})


def _written(name: str) -> str:
    """Return a name as it is written, whatever the spaces and however accents are encoded."""
    return " ".join(normalize("NFC", name).split())


def _is_spelled(name: str, ref: str, names: tuple[str, ...]) -> bool:
    return any(is_same(name, other, personal=kind_of(ref) == _PERSON) for other in names)
