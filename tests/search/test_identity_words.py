"""Which words are spellings of one word, and which only look alike."""

from itertools import combinations
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.codes import countries
from briefing.search.identity.words import Tongue, slips_between
from briefing.search.words.folding import fold
from briefing.search.words.lexicon import nations_of

words = st.text(ascii_lowercase, min_size=1, max_size=14)


@pytest.mark.parametrize(
    "spellings",
    [
        "mokhtar mukhtar moktar mukhtār",
        "hasan hassan hassen",
        "husayn hussein hocine houcine husein",
        "zeid zayd zaid",
        "said saeed",
        "nur nour noor",
        "ali aly",
        "qasim kassim ghasem qassem",
        "rashid rachid rashed",
        "walid oualid waleed",
        "jamil djamil jameel",
        "amin amine ameen",
        "ahmad ahmed ahmet",
        "mahmud mahmoud mahmood mahmut",
        "saleh salih",
        "salameh salamah salama",
        "haniyeh haniya haniyah",
        "jamaat jamaah",
        "yusuf youssef yousef",
        "sergei sergey serhii siarhei",
        "evgeny yevgeny yevhen",
        "alekseev alekseyev alekseiev",
        "ivanov ivanoff",
        "taliban taleban",
        "mujahidin mujahideen moudjahidine",
        "defence defense",
        "organisation organization",
        "chad tchad",
        "romania rumania",
    ],
)
def test_transliterations_of_a_word_are_one_word(spellings: str) -> None:
    first, *others = map(fold, spellings.split())
    for other in others:
        assert slips_between(first, other) == 0, f"{first}, {other}"


@pytest.mark.parametrize(
    "pair",
    [
        "bashar bashir",
        "hassan hussein",
        "hamid hamad",
        "salim salam",
        "jamal jamil",
        "ali alia",
        "ali eli",
        "saleh salah",
        "sami samih",
        "mahmud mohamed",
        "muhannad muhammad",
        "mohammed mamadou",
        "ahmed amadou",
        "yusuf joseph",
        "peter pierre",
        "dawud david",
        "ivanov ivanova",
        "julia julie",
        "jan jane",
        "michel michelle",
        "wang weng",
        "zhou zhu",
        "yanzhang yanzheng",
        "soo seo",
        "shabaab shahab",
        "brigade brigades",
        "islamic islamist",
        "men man",
        "eastern western",
        "nation notion",
        "ford fort",
        "mtsd mtst",
    ],
)
def test_words_that_differ_by_little_are_two(pair: str) -> None:
    word, other = pair.split()
    assert slips_between(word, other) is None


@pytest.mark.parametrize(
    "pair",
    [
        "mahmud mahamud",
        "karmush karamush",
        "cazares cazarez",
        "rahmonov rakhmonov",
        "katranji katrangi",
        "semenov semyonov",
        "hafizi hafidi",
        "schuessel schussel",
    ],
)
def test_what_some_romanisations_leave_out_or_change_is_a_slip(pair: str) -> None:
    word, other = pair.split()
    assert slips_between(word, other) == 1


def test_a_short_word_bears_no_slip() -> None:
    assert slips_between("nasr", "nasir") is None
    assert slips_between("aziz", "azis") is None


def test_a_slavic_name_is_one_in_its_languages_where_the_name_shows_them() -> None:
    assert slips_between("marozau", "morozov") is None
    assert slips_between("marozau", "morozov", Tongue.BELARUSIAN) == 0
    assert slips_between("hrechko", "grechko") is None
    assert slips_between("hrechko", "grechko", Tongue.UKRAINIAN) == 0


def test_no_country_is_a_spelling_of_another() -> None:
    names = [fold(name) for name in countries().values()]
    single = [name for name in names if " " not in name]
    assert not [pair for pair in combinations(single, 2) if slips_between(*pair) is not None]


@pytest.mark.parametrize(
    "pair",
    [
        "nigerian nigerien",
        "niger nigeria",
        "libyan lebanese",
        "iran iraq",
        "mali malawi",
        "malian malawian",
        "austria australia",
        "austrian australian",
        "slovakia slovenia",
        "guinean guyanese",
        "gambia zambia",
        "mauritanian mauritian",
        "kenyan guinean",
        "sweden sudan",
        "syrian serbian",
    ],
)
def test_no_nation_is_a_spelling_of_another(pair: str) -> None:
    word, other = pair.split()
    assert nations_of(word)
    assert nations_of(other)
    assert slips_between(word, other) is None


def test_a_word_names_every_country_it_may_be_of() -> None:
    assert nations_of("congo") == {"CG"}
    assert nations_of("guinean") == {"GN", "PG"}
    assert nations_of("nigerians") == {"NG"}
    assert nations_of("brigade") == frozenset()


@given(words, words)
def test_it_does_not_matter_which_word_comes_first(word: str, other: str) -> None:
    assert slips_between(word, other) == slips_between(other, word)


@given(words)
def test_a_word_is_itself(word: str) -> None:
    assert slips_between(word, word) == 0
