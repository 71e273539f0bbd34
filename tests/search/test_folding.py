"""What folding ignores, how it reads other scripts, and which notes after a name it removes."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.search.entries import SearchEntry
from briefing.search.index import SearchIndex
from briefing.search.words.folding import capitals, fold, fold_with_map, without_note

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Mokhtar BELMOKHTAR", "mokhtar belmokhtar"),
        ("  Jean-Yves\tLe Drian ", "jean yves le drian"),
        ("ʿAbd al-Raḥmān", "abd al rahman"),
        ("Qur’an, Ma'ruf", "quran maruf"),
        ("l'Azawad, d’Aguelhoc", "l azawad d aguelhoc"),
        ("Œuvre, Straße, Łódź, Sørensen, Đorđe", "oeuvre strasse lodz sorensen dorde"),
        ("İstanbul, ısı", "istanbul isi"),
        ("Ɓamako Ŋɔ", "bamako no"),
        ("cafe\u0301", "cafe"),
        ("Bel\u200bmokhtar\u202e", "belmokhtar"),
        ("أحمد", "ahmd"),
        ("\ud800 \u0301\u0302 🔥 —", ""),
        ("", ""),
    ],
)
def test_folding_ignores_what_a_typist_leaves_out(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_the_map_leads_back_to_the_letter_that_was_written() -> None:
    folded, places = fold_with_map("«Œil» d'Ali")
    assert folded == "oeil d ali"
    assert places == [1, 1, 2, 3, 5, 6, 7, 8, 9, 10]


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_the_map_has_one_rising_place_in_the_text_per_folded_letter(text: str) -> None:
    folded, places = fold_with_map(text)
    assert folded == fold(text)
    assert len(places) == len(folded)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@given(ANY_TEXT)
def test_composed_and_decomposed_letters_fold_alike(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert fold(composed) == fold(unicodedata.normalize("NFD", composed))


def test_every_character_folds_once_and_for_all() -> None:
    every = map(chr, range(sys.maxunicode + 1))
    assigned = [each for each in every if unicodedata.category(each) not in ("Cn", "Co", "Cs")]
    for start in range(0, len(assigned), 256):
        block = assigned[start : start + 256]
        folded = fold(" ".join(block))
        assert fold(folded) == folded, f"somewhere from {block[0]!r} to {block[-1]!r}"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("مختار بلمختار", "mkhtar blmkhtar"),
        ("عبد الرحمن", "abd alrhmn"),
        ("مُحَمَّد", "mhmd"),
        ("علی", "aly"),
        ("Сергей Хрущёв", "sergei khrushchev"),
        ("Юлія Ґалушко", "yuliya galushko"),
        ("Рамзан Ахматович", "ramzan akhmatovich"),
        ("Подъезд, день", "podezd den"),
    ],
)
def test_arabic_and_cyrillic_become_latin_letters(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("written", ["北京", "ベルモフタール", "दिल्ली"])
def test_other_scripts_stay(written: str) -> None:
    assert not fold(written).isascii()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("al-Qaeda in the Islamic Maghreb", "qim"),
        ("Movement for Oneness and Jihad in West Africa", "mojwa"),
        ("Amadou Toumani Touré", "att"),
        ("UNITED NATIONS MISSION", ""),
        ("Two Words", ""),
        ("Évêque Paul Jean-Pierre", "pjp"),
    ],
)
def test_the_capitals_of_a_name_stand_for_it(name: str, expected: str) -> None:
    assert capitals(name) == expected


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Idris Talon (Date of birth 31 Dec. 1979)", "Idris Talon"),
        ("Idris Talon (DOB 1979; POB Gao)", "Idris Talon"),
        ("Idris Talon, born 1979 in Gao", "Idris Talon"),
        ("Idris Talon; passport A123", "Idris Talon"),
        ("Idris Talon [national of Mali]", "Idris Talon"),
        ("Idris Talon (nationality: Malian", "Idris Talon"),
        ("National Liberation Army (Bolivia)", "National Liberation Army (Bolivia)"),
        ("Lashkar i Jhangvi (LJ)", "Lashkar i Jhangvi (LJ)"),
        ("Max Born", "Max Born"),
        ("(1979)", "(1979)"),
        ("", ""),
    ],
)
def test_notes_are_told_from_names(query: str, name: str) -> None:
    assert without_note(query) == name


def test_a_name_is_found_in_spite_of_a_note_and_a_body_with_its_own() -> None:
    names = ("Damel Mostafa", "National Army", "National Army (Bolivia)")
    index = SearchIndex(SearchEntry(name, "leader", (name,)) for name in names)
    hits = index.search("Damel Mostafa (Date of birth 31 Dec. 1979)", finished=True)
    assert (hits[0].label, hits[0].score) == ("Damel Mostafa", 100)
    assert index.search("National Army (Bolivia)", finished=True)[0].label == names[2]
    assert index.search("National Army (Colombia)", finished=True)[0].score < 80


@pytest.mark.parametrize("text", ["(" * 20_000, "(1" * 10_000, " born 1" * 3_000, "[a]" * 7_000])
def test_notes_of_long_queries_are_found_at_once(text: str) -> None:
    without_note(text)
