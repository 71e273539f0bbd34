"""Which spellings sound alike: the classes of consonants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.search.words.folding import fold
from briefing.search.words.sounds import (
    frames,
    hard_skeletons,
    inner_consonants,
    skeleton,
    skeletons,
    vowelled,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    "spellings",
    [
        "belmokhtar belmukhtar bilmukhtar belmoktar blmkhtar",
        "qaddafi kadhafi khadafi",
        "aguelhoc aguelhok agelhok",
        "hussein hussain hocine houcine",
        "mohamed mohammed muhammad mouhamad",
        "jamal djamel gamal",
        "ghali rhali",
        "walid oualid ualid",
        "ould oulad",
        "omar umar oumar",
        "dawud daoud dawood",
        "zeid zayd zaid",
        "fatima fatimah",
        "shaykh cheikh sheikh",
        "chad tchad",
        "ivanov ivanoff",
        "zhukov jukov",
        "yevgeny evgeni ievgeniy",
        "lukashenka lukaszenka",
        "khrushchev khruschev",
        "gorbachev gorbatschow gorbatchev",
        "jihad dschihad djihad",
    ],
)
def test_spellings_of_one_name_share_a_skeleton(spellings: str) -> None:
    assert len({skeleton(spelling) for spelling in spellings.split()}) == 1


@pytest.mark.parametrize("pair", ["omar mar", "mali mauritania", "sanogo sankara", "walid alid"])
def test_other_names_do_not_share_one(pair: str) -> None:
    one, other = pair.split()
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("word", "other"),
    [("gaddafi", "kadhafi"), ("aguila", "aqila"), ("chruschtschow", "khrushchev")],
)
def test_a_hard_g_and_ch_may_be_k(word: str, other: str) -> None:
    assert skeleton(word) != skeleton(other)
    assert hard_skeletons([word], [skeleton(word)]) == [skeleton(other)]


def test_shch_is_no_k() -> None:
    assert hard_skeletons(["gorshchev", "mashkov"], ["", "MXKF"]) == ["KRXF", "MXKF"]


@pytest.mark.parametrize("word", ["jihad", "gemayel", "schmidt", "tchad", "kim", "jang", "ali"])
def test_other_letters_may_not(word: str) -> None:
    assert hard_skeletons([word], [skeleton(word)]) == [skeleton(word)]


def test_vowels_are_three_and_frames_have_none() -> None:
    assert vowelled(["mohammed", "mukhtar"]) == ["MuHaMiD", "MuKTaR"]
    assert frames(["mohammed", "qaddafi", "fatimah", ""]) == ["mhmd", "kdf", "ftm", ""]
    assert frames([]) == []


def test_another_script_is_its_own_skeleton() -> None:
    assert skeleton("北京") == "北京"


@given(st.lists(ANY_TEXT))
def test_many_words_sound_as_each_does_alone(texts: list[str]) -> None:
    words = [word for text in texts for word in fold(text).split()]
    assert skeletons(words) == [skeleton(word) for word in words]
    assert len(inner_consonants(skeletons(words))) == len(words)


def test_what_comes_and_goes_where_words_are_joined_is_left_out() -> None:
    assert inner_consonants([skeleton("omar"), skeleton("gholam")]) == ["MR", "KLM"]
    assert inner_consonants([skeleton("qolam")]) == ["KLM"]
