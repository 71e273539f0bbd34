"""Names in a report: nobody is taken for another, and nobody is lost."""

from typing import Any

import pytest

from briefing.model.refs import kind_of
from briefing.model.validation import build
from briefing.report.compose import Request, compose
from briefing.store.store import Store

SOURCES = {
    "source:wire": {"title": "Wire", "published": "2014-01-24"},
    "source:other": {"title": "Other"},
}
CITES = [{"source": "source:wire"}]


def _said(records: dict[str, dict[str, Any]]) -> str:
    store = Store.in_memory("Gao")
    for ref, raw in (SOURCES | records).items():
        store.put(ref, build(kind_of(ref), raw), "made up")
    return compose(store, Request(title="Gao", template="full")).text


def _members(*letters: str, **more: Any) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {"leader:ali": {"name": "Ali"}}
    for at, each in enumerate(letters):
        found[f"group:g{at}"] = {"name": f"Group {at}", "abbreviation": each}
        found[f"link:l{at}"] = {"type": "member", "from": "leader:ali", "to": f"group:g{at}",
                                "cites": CITES, **more}  # fmt: skip
    return found


def test_letters_that_two_share_stand_for_neither() -> None:
    said = _said(_members("MX", "mx", "NY"))
    assert "Ali is a member of Group 0 (MX)." in said
    assert "Ali is a member of Group 1 (mx)." in said
    assert "Ali is a member of NY." in said


def test_a_short_name_that_is_contested_says_so() -> None:
    cites = [*CITES, {"source": "source:other", "field": "to", "stance": "contradicts"}]
    assert "Ali is a member of MX (contested)." in _said(_members("MX", cites=cites))


def test_a_contested_sentence_says_so_before_its_end() -> None:
    cites = [*CITES, {"source": "source:other", "field": "status", "value": "confirmed"}]
    event = {"title": "Raid", "date": "2014", "status": "disputed", "cites": cites}
    assert "Whether it happened this way is disputed (contested).[^" in _said({"event:raid": event})


@pytest.mark.parametrize(
    ("verdict", "end"), [("", " (contested)"), ("disputed", " (contested)"), ("set aside", "")]
)
def test_what_is_left_open_stays_contested(verdict: str, end: str) -> None:
    cites = [*CITES, {"source": "source:other", "field": "born", "value": "1971",
                      "verdict": verdict}]  # fmt: skip
    said = _said({"leader:ali": {"name": "Ali", "born": "1970", "cites": cites}})
    assert f"Born in 1970{end}.[^1]" in said
    assert "Ali, born: this briefing holds 1970;[^1] S2 gives 1971.[^" in said


def test_what_contradicts_the_whole_record_makes_it_contested() -> None:
    cites = [*CITES, {"source": "source:other", "stance": "contradicts", "passage": "it was not"}]
    said = _said({"event:raid": {"title": "Raid", "date": "2014", "cites": cites}})
    assert "Raid (contested)." in said
    assert "- Raid: S2 contradicts it." in said


def test_a_verb_that_is_contested_keeps_its_blanks() -> None:
    cites = [*CITES, {"source": "source:other", "field": "type", "stance": "contradicts"}]
    said = _said(_members("MX", cites=cites))
    assert "Ali is a member of (contested) MX." in said


def test_a_speaker_is_named_unless_the_attribution_does() -> None:
    def quote(**raw: Any) -> dict[str, dict[str, Any]]:
        words = {"text": "We stay", "source": "source:wire", "mode": "direct"}
        return {"leader:ali": {"name": "Ali"}, "quote:q": {**words, "speaker": "leader:ali", **raw}}

    assert "— Ali (a Malian official)." in _said(quote(attribution="a Malian official"))
    assert "— Commander Ali." in _said(quote(attribution="Commander Ali"))
    said = _said(quote(attribution="a Malian official", anonymity="unnamed"))
    assert "— Ali (a Malian official), not named in the source." in said


def test_two_of_one_name_are_told_apart() -> None:
    said = _said(
        {
            "leader:ali": {"name": "Ali", "position": "commander", "cites": CITES},
            "leader:ali-2": {"name": "Ali", "cites": CITES},
            "group:front": {"name": "Front", "cites": CITES},
            "link:one": {
                "type": "leads",
                "from": "leader:ali",
                "to": "group:front",
                "cites": CITES,
            },
        }
    )
    assert "- **Ali (commander, ali).**" in said
    assert "- **Ali (ali-2).**" in said
    assert "Ali (commander, ali) leads the Front" in said


def test_a_value_for_a_part_of_a_field_is_not_told_as_one_for_all_of_it() -> None:
    rows = [{"outcome": "killed", "low": 3, "best": 3, "high": 3}]
    cites = [*CITES, {"source": "source:other", "field": "casualties[0].low", "value": "5",
                      "stance": "contradicts"}]  # fmt: skip
    said = _said({"event:raid": {"title": "Raid", "date": "2014", "casualties": rows,
                                 "cites": cites}})  # fmt: skip
    assert "gives 5 for “low” in row 1." in said


def test_evidence_that_is_disputed_says_so() -> None:
    said = _said(
        {
            "event:raid": {"title": "Raid", "date": "2014", "status": "disputed", "cites": CITES},
            "judgement:j": {
                "text": "They will likely go.",
                "likelihood": "likely",
                "evidence": [{"ref": "event:raid", "bearing": "consistent", "note": "they left"}],
            },
        }
    )
    assert "It rests on “Raid”[^1] (disputed; they left)." in said
