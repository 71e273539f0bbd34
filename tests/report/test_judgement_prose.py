"""Judgements in sentences, after ICD 203."""

from typing import Any

import pytest

from briefing.model.kinds.judgement import Evidence, Judgement
from briefing.model.refs import kind_of
from briefing.model.validation import build
from briefing.report.document import Paragraph
from briefing.report.prose.judgements import judged_words, judgement_paragraph
from briefing.report.prose.narrator import Narrator
from briefing.store.store import Store


@pytest.mark.parametrize(
    ("text", "likelihood", "said"),
    [
        ("The bands will very likely attack again", "very likely",
         "The bands will very likely attack again."),
        ("The bands attack.", "very likely", "It is very likely that the bands attack."),
        ("AQIM attacks again.", "unlikely", "Unlikely: AQIM attacks again."),
        ("There is an attack", "almost no chance",
         "There is almost no chance that there is an attack."),
        ("They return", "roughly even chance",
         "There is a roughly even chance that they return."),
        ("They will almost certainly return.", "almost certain",
         "They will almost certainly return."),
        ("They return.", "", "They return."),
        ("They will very likely return.", "likely", "Likely: They will very likely return."),
        ("They will probably return.", "likely", "They will probably return."),
        ("They are not likely to return.", "unlikely", "Unlikely: They are not likely to return."),
    ],
)  # fmt: skip
def test_the_likelihood_stands_in_the_sentence(text: str, likelihood: str, said: str) -> None:
    assert judged_words(Judgement(text=text, likelihood=likelihood)) == said


def _said(judgement: Judgement) -> str:
    store = Store.in_memory("x")
    store.put("judgement:j", judgement, "made up")
    block = judgement_paragraph(Narrator(store, "judgement:j"), is_full=True)
    assert isinstance(block, Paragraph)
    return " ".join("".join(run.text for run in sentence) for sentence in block.sentences)


EVIDENCE = (
    Evidence(what="they left their camps", bearing="consistent"),
    Evidence(what="they were seen in town", bearing="inconsistent", note="twice"),
    Evidence(what="it rained", bearing="neutral"),
    Evidence(what="a rumour"),
)


def test_what_is_likely_rests_on_what_is_consistent_with_it() -> None:
    said = _said(Judgement(text="They will likely go.", likelihood="likely", evidence=EVIDENCE))
    assert "It rests on they left their camps." in said
    assert "Against it: they were seen in town (twice)." in said
    assert "Neither for nor against it: it rained." in said
    assert "Not yet weighed: a rumour." in said


def test_what_is_unlikely_rests_on_what_is_inconsistent_with_it() -> None:
    said = _said(Judgement(text="It is unlikely.", likelihood="unlikely", evidence=EVIDENCE))
    assert "It rests on they were seen in town (twice)." in said
    assert "Against it: they left their camps." in said


def test_confidence_never_stands_in_the_sentence_of_the_likelihood() -> None:
    judgement = Judgement(
        text="They will likely go.",
        likelihood="likely",
        confidence="low",
        confidence_basis="one source.",
        evidence=EVIDENCE,
    )
    first, second = _said(judgement).split(" Our ")
    assert "confidence" not in first
    assert second.startswith("confidence in this is low: one source. It rests on")


def test_a_judgement_without_evidence_is_never_silently_clean() -> None:
    assert "No evidence is given for it." in _said(Judgement(text="They go."))


def test_clauses_are_written_small_and_whether_it_stands_comes_first() -> None:
    said = _said(
        Judgement(
            text="They return.",
            status="withdrawn",
            confidence="low",
            gaps=("how many there are.", "Where they went."),
        )
    )
    assert said.startswith("They return. It has been withdrawn. Our confidence")
    assert "Not known: how many there are and where they went." in said


def test_evidence_is_called_what_it_is() -> None:
    store = Store.in_memory("x")
    records: dict[str, dict[str, Any]] = {
        "leader:lee": {"name": "Lee"},
        "group:front": {"name": "Front"},
        "link:l": {"type": "leads", "from": "leader:lee", "to": "group:front"},
        "judgement:i": {"text": "The front returns."},
        "judgement:j": {
            "text": "They return.",
            "evidence": [
                {"ref": "link:l", "bearing": "consistent"},
                {"ref": "judgement:i", "bearing": "consistent"},
            ],
        },
    }
    for ref, raw in records.items():
        store.put(ref, build(kind_of(ref), raw), "made up")
    block = judgement_paragraph(Narrator(store, "judgement:j"), is_full=False)
    assert isinstance(block, Paragraph)
    said = "".join(run.text for run in block.sentences[-1])
    assert said == "It rests on Lee leads Front and “The front returns”."
