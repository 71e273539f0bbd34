"""Which words of a name belong together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.search.words.folding import fold
from briefing.search.words.sounds import skeleton
from briefing.search.words.units import opens_unit, plain_unit, units

PARTS = "abd abdel abdur abu al el ad ar din eddine allah ullah a b ali rahman"
WORDS = st.lists(st.sampled_from(PARTS.split()))


def texts(name: str) -> list[str]:
    return [unit.text for unit in units(fold(name).split())]


@pytest.mark.parametrize(
    "spellings",
    [
        (
            "Abd al-Rahman",
            "Abdel Rahman",
            "Abdurrahman",
            "Abderrahmane",
            "Abdul-Rahman",
            "Abdulrahman",
        ),
        ("Abdelmalek", "Abdul Malik", "Abd el Malek", "عبد المالك"),
        ("Abdallah", "Abdullah", "Abdoulaye", "Abdullahi", "Abd Allah", "عبد الله"),
        ("Abu Bakr", "Abou Bakar", "Aboubacar", "Abubakar", "أبو بكر"),
        ("Abdelhamid", "Abd al-Hamid"),
        ("Salah al-Din", "Salah Eddine", "Salahuddin", "Salah ud-Deen", "Salaheddine"),
        ("Aman Ullah", "Amanullah", "Aman Allah"),
        ("al-Shami", "ash-Shami", "Alshami", "El Shami", "Shami"),
        ("al-Qaddafi", "Kadhafi", "القذافي"),
        ("S. A.", "SA", "S.A."),
        ("I & S", "I&S", "I and S", "IS", "I.S."),
    ],
)
def test_the_words_of_one_name_are_one_unit_however_they_are_parted(
    spellings: tuple[str, ...],
) -> None:
    assert {len(texts(spelling)) for spelling in spellings} == {1}
    assert len({skeleton(texts(spelling)[0]) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mokhtar Belmokhtar", ["mokhtar", "belmokhtar"]),
        ("Iyad Ag Ghali", ["iyad", "ag", "ghali"]),
        ("Albert Alonso", ["bert", "alonso"]),
        ("Ali", ["ali"]),
        ("Al", ["al"]),
        ("Abu", ["abu"]),
        ("al-Din", ["din"]),
        ("J. R. R. Smith", ["jrr", "smith"]),
        ("A and Smith", ["a", "and", "smith"]),
        ("Kim Il Sung", ["kim", "il", "sung"]),
        ("北京 abd", ["北京", "abd"]),
    ],
)
def test_other_words_stand_by_themselves(name: str, expected: list[str]) -> None:
    assert texts(name) == expected


def test_a_unit_knows_its_words() -> None:
    found = units(["abd", "al", "rahman", "ould", "muhammad", "al", "husayn"])
    assert [(unit.first, unit.end) for unit in found] == [(0, 3), (3, 4), (4, 5), (6, 7)]


@given(WORDS)
def test_units_stand_in_order_and_share_no_word(words: list[str]) -> None:
    found = units(words)
    ends = [0, *(unit.end for unit in found)]
    assert all(unit.first >= end for unit, end in zip(found, ends, strict=False))
    assert all(unit.first < unit.end <= len(words) for unit in found)
    assert bool(found) == bool(words)


@given(WORDS)
def test_a_name_without_openers_has_a_unit_for_each_word(words: list[str]) -> None:
    kept = [word for word in words if not opens_unit(word)]
    assert [unit.text for unit in units(kept)] == list(map(plain_unit, kept))
