"""What stands behind a name in a list is no part of it; what tells two bodies apart is."""

import pytest

from briefing.search.hits import Entry
from briefing.search.index import SearchIndex
from briefing.search.notes import without_note


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
    index = SearchIndex(Entry(name, "leader", (name,)) for name in names)
    hits = index.search("Damel Mostafa (Date of birth 31 Dec. 1979)", finished=True)
    assert (hits[0].label, hits[0].score) == ("Damel Mostafa", 100)
    assert index.search("National Army (Bolivia)", finished=True)[0].label == names[2]
    assert index.search("National Army (Colombia)", finished=True)[0].score < 80


@pytest.mark.parametrize("text", ["(" * 20_000, "(1" * 10_000, " born 1" * 3_000, "[a]" * 7_000])
def test_long_queries_are_read_at_once(text: str) -> None:
    without_note(text)
