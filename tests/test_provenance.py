"""The provenance of a field: its cites, their best grade, and its origins."""

from datetime import date

import pytest

from briefing.checks import check
from briefing.model.validation import build
from briefing.provenance import day_of, grade, origin, provenance_of
from briefing.store.store import Store
from invented import ARMY, FRONT, REPORT, WIRE, group


def cited(store: Store, *cites: dict[str, object]) -> Store:
    store.put(ARMY, group("Karsa Army", founded="1960", cites=list(cites)))
    return store


def test_the_best_grade_counts(filled: Store) -> None:
    store = cited(
        filled,
        {"source": WIRE, "field": "founded", "credibility": 3},
        {"source": REPORT, "field": "founded", "credibility": 2},
    )
    assert provenance_of(store, store.need(ARMY))["founded"].grade == "B2"


def test_a_copy_is_no_origin_of_its_own(filled: Store) -> None:
    store = cited(
        filled, {"source": WIRE, "field": "founded"}, {"source": REPORT, "field": "founded"}
    )
    founded = provenance_of(store, store.need(ARMY))["founded"]
    assert (founded.origins, founded.marks) == (1, "[1][2] B– 1 origin")
    store.put("source:other", build("source", {"title": "Another report"}))
    store = cited(
        store, {"source": WIRE, "field": "founded"}, {"source": "source:other", "field": "founded"}
    )
    assert provenance_of(store, store.need(ARMY))["founded"].marks == "[1][2] C– 2 origins"


def test_a_copy_of_a_copy_goes_back_to_the_first(filled: Store) -> None:
    copy = build("source", {"title": "Copied again", "derived_from": WIRE})
    filled.put("source:again", copy)
    assert origin(filled, "source:again") == REPORT
    assert origin(filled, "source:unknown") == "source:unknown"


def test_what_contradicts_does_not_stand_for_the_value(filled: Store) -> None:
    founded = provenance_of(filled, filled.need(FRONT))["founded"]
    assert founded.numbers == (1,)
    assert [(each.number, each.is_open) for each in founded.against] == [(2, True)]


def test_what_nobody_has_weighed_is_found_by_the_check(filled: Store) -> None:
    found = [(each.ref, each.problem) for each in check(filled) if each.path == "founded"]
    assert found == [(FRONT, f"{WIRE} gives “2011”; resolve it")]


def test_a_cite_for_the_record_as_a_whole_stands_for_what_its_source_does_not_deny(
    filled: Store,
) -> None:
    store = cited(filled, {"source": WIRE, "credibility": 3})
    store.put(ARMY, group("Karsa Army", founded="1960", tags=["x"], cites=[WHOLE]))
    found = provenance_of(store, store.need(ARMY))
    assert found["founded"].marks == "whole [1] C3"
    assert (found["founded"].numbers, found["founded"].whole) == ((), (1,))
    assert "tags" not in found, "nobody but the analyst says so"
    denies = {"source": WIRE, "field": "founded", "value": "1970"}
    store.put(ARMY, group("Karsa Army", founded="1960", cites=[WHOLE, denies]))
    assert provenance_of(store, store.need(ARMY))["founded"].whole == ()
    assert provenance_of(store, store.need(ARMY))["kind"].whole == (1,)


WHOLE = {"source": WIRE, "credibility": 3}


def test_a_cite_for_the_whole_is_an_origin_of_what_is_cited_by_itself_too(filled: Store) -> None:
    filled.put("source:other", build("source", {"title": "Another report"}))
    store = cited(filled, {"source": "source:other"}, {"source": WIRE, "field": "founded"})
    founded = provenance_of(store, store.need(ARMY))["founded"]
    assert (founded.numbers, founded.whole, founded.origins) == ((2,), (1,), 2)
    assert founded.marks == "[2] C– 2 origins"


def test_a_cite_can_contradict_a_record_as_a_whole(filled: Store) -> None:
    store = cited(filled, {**WHOLE, "stance": "contradicts"})
    found = provenance_of(store, store.need(ARMY))
    assert [against.number for against in found[""].against] == [1]
    assert found[""].numbers == ()
    assert "founded" not in found, "it supports nothing"


def test_a_source_counts_from_the_day_it_came_out(filled: Store) -> None:
    assert day_of(filled.get(REPORT)) == date(2019, 6, 30)
    assert day_of(filled.get(WIRE)) is None, "some day in May"
    assert day_of(None) is None


@pytest.mark.parametrize(
    ("reliability", "credibility", "expected"),
    [("B", 2, "B2"), ("F", 6, "F6"), ("B", None, "B–"), ("", 2, "–2"), ("", None, "")],
)
def test_a_half_that_was_not_judged_is_a_dash(
    reliability: str, credibility: int | None, expected: str
) -> None:
    assert grade(reliability, credibility) == expected
