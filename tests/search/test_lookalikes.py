"""Which records may be the same, and which only resemble each other."""

from collections.abc import Sequence
from itertools import combinations, permutations
from operator import attrgetter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generate import snapshot
from briefing.search.entries import SearchEntry, entry_of
from briefing.search.index import SearchIndex
from briefing.search.lookalikes import Likeness, LookAlike, lookalikes, lookalikes_of
from briefing.search.resembling import ROUNDING, Names

SAME = [
    ("Mokhtar Belmokhtar", "Mukhtar Belmukhtar"),
    ("Abdelhamid Abou Zeid", "Abd al-Hamid Abu Zayd"),
    ("Iyad Ag Ghali", "GHALI, Iyad ag"),
    ("Salah al-Din Barakat", "Salaheddine Barakat"),
    ("Jiang Huiling", "Jiang Hui Ling"),
    ("Sergei Petrenko", "Serhii Petrenko"),
    ("Highland Trading Company Limited", "Highland Trading Co. Ltd"),
    ("Yusuf Demirtaş", "Youssef Demirtas"),
]
OTHERS = [
    ("Idris Talon", "Idris Sankara"),
    ("Angela Merkel", "Angelo Mercaz"),
    ("Front for the Liberation of Selim", "Front for the Liberation of Karsa"),
    ("Hans Joachim Friedrich", "Karl Friedrich"),
    ("1st Karsa Brigade", "2nd Karsa Brigade"),
    ("Askia Mohammad II", "Askia Mohammad III"),
    ("AQIM", "AQIM"),
]


def entry(ref: str, *names: str, kind: str = "leader") -> SearchEntry:
    return SearchEntry(f"{kind}:{ref}", kind, names)


def pairs(found: list[LookAlike]) -> set[frozenset[str]]:
    return {frozenset((pair.ref, pair.other)) for pair in found}


@pytest.mark.parametrize(("one", "two"), SAME)
def test_two_spellings_of_a_name_are_told_both_ways(one: str, two: str) -> None:
    first, second, third = entry("a", one), entry("b", two), entry("c", "Somebody Else")
    assert pairs(list(lookalikes([first, second, third]))) == {frozenset(("leader:a", "leader:b"))}
    found = lookalikes_of(second, SearchIndex([first, second, third]))
    assert [(pair.other, pair.name, pair.other_name) for pair in found] == [("leader:a", two, one)]


@pytest.mark.parametrize(("one", "two"), OTHERS)
def test_names_that_only_resemble_each_other_are_not(one: str, two: str) -> None:
    first, second = entry("a", one), entry("b", two)
    assert list(lookalikes([first, second])) == []
    assert lookalikes_of(second, SearchIndex([first, second])) == []


def test_any_name_of_one_may_be_like_any_of_the_other() -> None:
    first = entry("a", "The One-Eyed", "Mokhtar Belmokhtar")
    second = entry("b", "Khaled Abou El Abbas", "Belmoktar", "Moktar Belmoktar")
    (found,) = lookalikes([first, second])
    assert (found.name, found.other_name) == ("Mokhtar Belmokhtar", "Moktar Belmoktar")


def test_only_records_of_one_kind_are_compared() -> None:
    assert (
        list(lookalikes([entry("a", "Ansar Dine"), entry("a", "Ansar Dine", kind="group")])) == []
    )


def test_each_pair_is_told_once_and_in_order() -> None:
    entries = [entry(letter, "Moussa Ag Karsa") for letter in "abc"]
    expected = [("leader:a", "leader:b"), ("leader:a", "leader:c"), ("leader:b", "leader:c")]
    for order in permutations(entries):
        assert [(pair.ref, pair.other) for pair in lookalikes(order)] == expected


def test_a_name_that_half_the_briefing_has_is_no_sign() -> None:
    entries = [entry(str(number), f"Muhammad {word}") for number, word in enumerate(PLACES.split())]
    assert list(lookalikes(entries)) == []


PLACES = "Talit Sahra Kidal Gossi Menaka Araouane Bourem Ansongo Tessit Hombori"
NAMES = st.lists(st.sampled_from(["abd", "al", "ali", "rahman", "x", "1", "kidal"]), max_size=4)


@given(NAMES.map(" ".join), NAMES.map(" ".join))
def test_likeness_is_mutual_and_a_name_is_like_itself(one: str, two: str) -> None:
    likeness = Likeness(lambda word: float(len(word)))
    assert likeness.of_names(one, two) == pytest.approx(likeness.of_names(two, one))
    assert 0 <= likeness.of_names(one, two) <= 1 + 1e-9
    assert likeness.of_names(one, one) == 1


WORDS = st.sampled_from(["mokhtar", "mukhtar", "ould", "youssef", "joseph", "karsa", "2nd", "3rd"])


LISTS_OF_NAMES = st.lists(
    st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=2, max_size=8
)


@given(LISTS_OF_NAMES)
def test_names_are_never_more_alike_than_they_can_be(names: list[str]) -> None:
    known = Names([entry(f"{number}", name) for number, name in enumerate(names)])
    likeness = Likeness(known.rarity)
    numbers = np.array(list(combinations(range(len(names)), 2)))
    ones, twos = numbers.T
    # Beyond any likeness, only the letters count.
    for least in (0, 2):
        for (one, two), most in zip(numbers, known.bounds(ones, twos, least), strict=True):
            assert likeness.of_names(names[one], names[two]) <= most + ROUNDING


def compared_one_by_one(entries: Sequence[SearchEntry]) -> list[LookAlike]:
    """The same pairs as `lookalikes` compares, all their names one by one."""
    known = Names(entries)
    likeness = Likeness(known.rarity)
    pairs = zip(*(side.tolist() for side in known.pairs()), strict=True)
    found = (likeness.best(entries[one], entries[two]) for one, two in pairs)
    return [pair for pair in found if pair]


def test_what_names_can_be_at_the_most_changes_no_result() -> None:
    tables = snapshot(2_000, seed=3).tables
    every = [entry_of(f"leader:{slug}", record) for slug, record in tables["leader"].items()]
    every += [
        entry(f"{number}", *(name.replace("a", "e").replace("ou", "u") for name in each.names))
        for number, each in enumerate(every[::5])
    ]
    every.append(entry("long", f"{'Mokhtar ' * 60}Belmokhtar", "Mokhtar Belmokhtar"))
    every.append(entry("written", "مختار بلمختار", "Moktar Belmoktar"))
    every.sort(key=attrgetter("ref"))
    assert list(lookalikes(every)) == compared_one_by_one(every)
    assert len(compared_one_by_one(every)) > 20


@given(LISTS_OF_NAMES)
def test_names_of_one_record_are_compared_in_their_order(names: list[str]) -> None:
    every = [entry("a", *names[::2]), entry("b", *names[1::2]), entry("c", *names)]
    assert list(lookalikes(every)) == compared_one_by_one(every)
