"""Who a text names: people with their positions, and groups with their letters."""

import pytest

from briefing.model.parsers.quotes.sentences import printed
from briefing.reading.proposals.groups import groups_in
from briefing.reading.proposals.people import People
from briefing.reading.proposals.report import Report


def people(text: str) -> list[tuple[str, str]]:
    report = Report(text)
    return [
        (each.name, printed(sentence.tokens, *each.position) if each.position else "")
        for sentence, found in zip(report.sentences, People(report).by_sentence, strict=True)
        for each in found
    ]


@pytest.mark.parametrize(
    ("text", "name", "position"),
    [
        ("Defence Minister Adama Keita visited the village.", "Adama Keita", "Defence Minister"),
        ("The regional governor Oksana Marchuk fled.", "Oksana Marchuk", "regional governor"),
        ("Moussa Diarra, the mayor of Bankoro, fled.", "Moussa Diarra", "mayor of Bankoro"),
        (
            "The governor of West Darfur state, Khamis Abdallah, was killed.",
            "Khamis Abdallah",
            "governor of West Darfur state",
        ),
        ("The President of Chad Idriss Oumar said so.", "Idriss Oumar", ""),
        ("“It fell,” said Lyudmila Petrenko, 67, whose flat burned.", "Lyudmila Petrenko", ""),
        ("Abdi Warsame said he hid.", "Abdi Warsame", ""),
        ("ELN negotiator Pablo Beltrán left.", "Pablo Beltrán", "ELN negotiator"),
        ("Ricardo Carvajal was arrested on Friday.", "Ricardo Carvajal", ""),
    ],
)
def test_a_person_has_evidence_beside_the_name(text: str, name: str, position: str) -> None:
    assert people(text) == [(name, position)]


@pytest.mark.parametrize(
    "text",
    [
        "The army entered Kidal on Monday.",
        "Burkina Faso closed its border.",
        "The White Helmets said four had died.",
        "Shan News said ten had died.",
        "The General Staff said so.",
        "Boko Haram said it would attack.",
        "The Red Cross said it was not allowed in.",
        "Human Rights Watch said so.",
        "In January Al Jazeera reported it.",
        "The Islamic State said so.",
    ],
)
def test_a_place_a_body_or_a_paper_is_no_person(text: str) -> None:
    assert people(text) == []


def test_a_surname_stands_for_the_only_full_name_that_ends_so() -> None:
    found = People(Report("Colonel Omar Saranga said so. Saranga then left."))
    assert found.full_name("Saranga") == "Omar Saranga"
    assert found.full_name("Colonel") == "Colonel"


def test_a_surname_of_two_people_stands_for_neither() -> None:
    found = People(Report("Colonel Omar Maute said so. General Abdullah Maute said no."))
    assert found.full_name("Maute") == "Maute"


def groups(text: str) -> list[tuple[str, str, str]]:
    found = groups_in(Report(text))
    return [(each.name, each.abbreviation, each.kind) for one in found for each in one]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        (
            "The National Movement for the Liberation of Azawad (MNLA) left.",
            ("National Movement for the Liberation of Azawad", "MNLA", ""),
        ),
        (
            "He leads the Islamic State in the Greater Sahara (ISGS).",
            ("Islamic State in the Greater Sahara", "ISGS", ""),
        ),
        (
            "He blamed the National Liberation Army (ELN).",
            ("National Liberation Army", "ELN", ""),
        ),
        (
            "Members of the National Congress for the Defence of the People (CNDP) fled.",
            ("National Congress for the Defence of the People", "CNDP", ""),
        ),
        ("M23 rebels entered the town.", ("M23", "", "rebel group")),
        ("The rebel group Jaish al-Islam left.", ("Jaish al-Islam", "", "rebel group")),
        ("A group known as MUJAO left.", ("MUJAO", "", "")),
    ],
)
def test_a_group_is_named_with_its_letters_or_beside_a_word_for_one(
    text: str, group: tuple[str, str, str]
) -> None:
    assert groups(text) == [group]


@pytest.mark.parametrize(
    "text",
    [
        "Islamist militants attacked.",
        "Tuareg rebels attacked.",
        "Malian soldiers and French fighters attacked.",
        "Police (about 20) came.",
        "The Mali-based group attacked.",
        "It rose (see map) in Karsa.",
    ],
)
def test_an_adjective_is_no_group(text: str) -> None:
    assert groups(text) == []
