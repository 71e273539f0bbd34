"""Rows with sources of their own, and what a full report says of an event."""

from typing import Any

import pytest

from briefing.model.refs import kind_of
from briefing.model.validation import build
from briefing.report.compose import Request, compose
from briefing.report.notes import grade_shown
from briefing.store.store import Store

RECORDS: dict[str, dict[str, Any]] = {
    "source:army": {"title": "Army"},
    "source:wire": {"title": "Wire"},
    "leader:zed": {"name": "Zed"},
    "group:army": {"name": "French army"},
}


def _said(template: str = "full", **event: Any) -> str:
    store = Store.in_memory("Gao")
    raw = {"title": "Raid", "date": "2014-01-20", **event}
    for ref, each in (RECORDS | {"event:raid": raw}).items():
        store.put(ref, build(kind_of(ref), each), "made up")
    return compose(store, Request(title="Gao", template=template)).text


TWO_ROWS: dict[str, Any] = {
    "casualties": [
        {"who": "soldiers", "outcome": "killed", "low": 3, "best": 3, "high": 3},
        {"who": "civilians", "outcome": "wounded", "low": 5, "best": 5, "high": 5},
    ],
    "cites": [
        {"source": "source:army", "field": "casualties[0]"},
        {"source": "source:wire", "field": "casualties[1].low"},
    ],
}


def test_each_row_rests_on_its_own_sources() -> None:
    said = _said(**TWO_ROWS)
    assert "Three people were killed,[^1] in one event. Five people were wounded,[^2]" in said
    assert "Three soldiers were killed.[^1] Five civilians were wounded.[^2]" in said
    assert "| killed[^1] | soldiers | 3 | 3 | 3 | S1 |" in said
    assert "| wounded[^2] | civilians | 5 | 5 | 5 | S2 |" in said


def test_a_figure_given_instead_has_only_the_source_that_gives_it() -> None:
    said = _said(
        casualties=TWO_ROWS["casualties"][:1],
        cites=[
            {"source": "source:army", "field": "casualties", "passage": "three"},
            {"source": "source:wire", "field": "casualties", "value": "5 killed"},
        ],
    )
    row = next(line for line in said.splitlines() if "(not weighed)" in line)
    assert "| killed | people | 5 | 5 | 5 | S2 (not weighed)[^" in row


def test_a_body_is_not_killed_when_one_of_it_is() -> None:
    row = {"who": "French army", "outcome": "killed", "low": 1, "best": 1, "high": 1}
    said = _said(actors=[{"ref": "group:army", "role": "target"}], casualties=[row])
    assert "One person (French army) was killed" in said


def test_a_full_report_has_the_spot_and_what_everybody_was_called() -> None:
    said = _said(
        place={"name": "Gao", "latitude": 16.271678, "longitude": -0.05, "precision": "near"},
        actors=[{"ref": "leader:zed", "name": "the one-eyed", "role": "in control"}],
    )
    assert "Coordinates: 16.271678, -0.05 (close to the named place)" in said
    assert "Zed had control" in said
    assert "Zed was called “the one-eyed”" in said
    assert "Precision of the place: somewhere in the district" in _said(
        place={"name": "Gao", "precision": "admin2"}
    )


def test_a_passage_that_contradicts_is_no_support() -> None:
    cites = [
        {"source": "source:army", "passage": "it was so"},
        {"source": "source:wire", "stance": "contradicts", "passage": "it was not"},
    ]
    said = _said(cites=cites)
    assert "| Raid (the record as a whole) |" in said
    assert "| against Raid (the record as a whole) |" in said


@pytest.mark.parametrize(
    ("bare", "said"),
    [(0, "All 300 statements rest"), (1, "Of 300 statements, 99 per cent rest")],
)
def test_a_share_is_all_only_if_it_is_all(bare: int, said: str) -> None:
    store = Store.in_memory("Gao")
    store.put("source:army", build("source", {"title": "Army"}), "made up")
    for at in range(300):
        cites = [{"source": "source:army"}] if at >= bare else []
        store.put(f"leader:l{at}", build("leader", {"name": f"L {at}", "cites": cites}), "made up")
    assert f"{said} on a single origin." in compose(store, Request(title="Gao")).text


def test_only_open_questions_wait_for_a_judgement_that_stands() -> None:
    store = Store.in_memory("Gao")
    store.put("requirement:a", build("requirement", {"text": "Who?"}), "made up")
    store.put("requirement:b", build("requirement", {"text": "When?", "status": "dropped"}), "x")
    raw = {"text": "They.", "question": "requirement:a", "status": "withdrawn"}
    store.put("judgement:j", build("judgement", raw), "made up")
    said = compose(store, Request(title="Gao")).text
    assert "No judgement here answers: Who?" in said
    assert "When?" not in said


def test_a_full_report_has_questions_and_sources_that_nothing_cites() -> None:
    store = Store.in_memory("Gao")
    raw = {"text": "Who?", "asked": "2014", "status": "answered", "summary": "Asked by the desk."}
    store.put("requirement:a", build("requirement", raw), "made up")
    store.put("source:army", build("source", {"title": "Army"}), "made up")
    said = compose(store, Request(title="Gao", template="full")).text
    assert "- **Who?** Asked: 2014. Status: answered. Asked by the desk." in said
    assert "- “Army.” Nothing here cites it." in said


def test_the_oldest_source_may_be_older_than_any_date() -> None:
    store = Store.in_memory("Gao")
    cites = []
    for at, published in enumerate(("2012~", "[..2012]", "2014-01-24")):
        raw = {"title": f"Source {at}", "published": published}
        store.put(f"source:s{at}", build("source", raw), "made up")
        cites.append({"source": f"source:s{at}"})
    leader = {"name": "Lee", "position": "Head of the office.", "cites": cites}
    store.put("leader:l", build("leader", leader), "made up")
    store.put("group:g", build("group", {"name": "Acme", "kind": "other"}), "made up")
    said = compose(store, Request(title="Gao", template="full")).text
    assert "The oldest is dated in or before 2012, the newest 24 January 2014." in said
    assert "“Source 1.” In or before 2012." in said
    assert "Head of the office.[^1]" in said
    assert r"Body of another kind \[no source\]." in said


@pytest.mark.parametrize(
    ("reliability", "credibility", "said"),
    [("B", 2, "B2"), ("B", None, "B"), ("", 2, "credibility 2"), ("", None, "not graded")],
)
def test_a_footnote_says_half_a_grade_without_a_dash(
    reliability: str, credibility: int | None, said: str
) -> None:
    store = Store.in_memory()
    store.put("source:army", build("source", {"title": "Army", "reliability": reliability}))
    assert grade_shown(store, "source:army", credibility) == said
