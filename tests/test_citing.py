"""A record as it is quoted elsewhere."""

import json

import pytest

from briefing.citing import FORMS, citation
from briefing.model.validation import build, plain
from briefing.store.errors import UnknownRecord
from briefing.store.store import Store
from invented import AMBUSH, FRONT, LEADS, QUOTE, REPORT, TALON, UNNAMED, WIRE, group


def copied(store: Store, ref: str, form: str) -> str:
    return FORMS[form].make(store, ref)


def test_a_source_is_named_as_in_a_bibliography(filled: Store) -> None:
    raw = {
        **plain(filled.need(REPORT)),
        "authors": ["A. Vedra", "B. Okoro"],
        "url": "https://example.org/1",
        "retrieved": "2019-07-02",
    }
    filled.put(REPORT, build("source", raw))
    assert citation(filled, REPORT) == (
        "A. Vedra, B. Okoro. “Report of the observer mission.” Observer Mission, 30 June 2019. "
        "https://example.org/1 (retrieved 2 July 2019)."
    )
    assert citation(filled, WIRE) == "“Ambush kills soldiers.” May 2019."


def test_a_quotation_has_its_words_its_speaker_and_where_they_were_printed(filled: Store) -> None:
    quote = plain(filled.need(QUOTE))
    cited = citation(filled, QUOTE)
    assert cited.startswith(f"“{quote['text']}”, Idris Talon")
    assert "“" in cited.partition("”")[2], "the source stands behind it"
    assert citation(filled, UNNAMED).startswith(f"“{plain(filled.need(UNNAMED))['text']}”, ")


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (AMBUSH, "Ambush at Wadi Selim, "),
        (TALON, "Idris Talon: Commander, at large. “Ambush kills soldiers.” May 2019. [C2]"),
        (FRONT, "Front du Nord – الجبهة الشمالية (FN): rebel group, active."),
        (LEADS, "Idris Talon leads "),
    ],
)
def test_a_record_says_what_it_is_and_how_that_is_known(
    filled: Store, ref: str, expected: str
) -> None:
    assert citation(filled, ref).startswith(expected)


def test_the_dead_of_an_event_are_named(filled: Store) -> None:
    assert "5 (4 to 7) soldiers killed" in citation(filled, AMBUSH)


def test_markdown_shows_what_was_written(filled: Store) -> None:
    filled.put("group:odd", group("[x](y) *and* <b>_more_"))
    shown = copied(filled, "group:odd", "markdown")
    assert shown == "**\\[x\\](y) \\*and\\* \\<b\\>\\_more\\_**."
    words = plain(filled.need(QUOTE))["text"]
    assert copied(filled, QUOTE, "markdown").startswith(f"> {words}\n>\n> — Idris Talon")


def test_json_is_the_record_with_its_ref(filled: Store) -> None:
    found = json.loads(copied(filled, TALON, "json"))
    assert found["ref"] == TALON
    assert build("leader", found["record"]) == filled.need(TALON)


def test_plain_text_is_the_dossier_and_a_ref_is_a_ref(filled: Store) -> None:
    assert copied(filled, TALON, "plain").splitlines()[0].startswith("Idris Talon")
    assert copied(filled, TALON, "ref") == TALON


@pytest.mark.parametrize("form", FORMS)
def test_every_record_can_be_copied_in_every_form(filled: Store, form: str) -> None:
    for ref, _ in filled.records():
        assert copied(filled, ref, form)


def test_a_record_that_is_not_there_is_told(filled: Store) -> None:
    with pytest.raises(UnknownRecord):
        citation(filled, "group:nobody")
