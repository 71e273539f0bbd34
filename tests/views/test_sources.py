"""What rests on each source, and how well each field is corroborated."""

import pytest
from hypothesis import given
from worlds import worlds

from briefing.model.validation import build
from briefing.provenance import grounds, origins, provenance_of
from briefing.store.errors import UnknownRecord
from briefing.store.store import Store
from briefing.views.answer import answer_text
from briefing.views.sources import (
    Corroboration,
    Resting,
    SourceLine,
    corroboration,
    corroboration_answer,
    resting_answer,
    resting_on,
    source_lines,
)
from invented import AMBUSH, ARMY, FRONT, QUOTE, REPORT, TALON, UNNAMED, WIRE, fill, record

OTHER = "source:other"


@pytest.fixture
def store() -> Store:
    """The invented briefing and one more source, which rests on nobody."""
    made = fill(Store.in_memory())
    made.put(OTHER, build("source", {"title": "Another paper"}))
    return made


def test_a_source_carries_what_rests_on_it_and_on_its_copies(store: Store) -> None:
    report, wire, other = source_lines(store)
    assert report == SourceLine(
        ref=REPORT,
        title="Report of the observer mission",
        grade="B",
        date="2019-06-30",
        origin=REPORT,
        cites=2,
        records=5,
        fields=5,
        records_alone=5,
        fields_alone=5,
    )
    assert (wire.origin, wire.cites, wire.records, wire.records_alone) == (REPORT, 2, 2, 2)
    assert other == SourceLine(OTHER, "Another paper", "", "", OTHER, 0, 0, 0, 0, 0)


def test_what_a_source_only_contradicts_does_not_rest_on_it(store: Store) -> None:
    assert grounds(store.need(FRONT), store.label) == {"founded": [REPORT]}


def test_a_cite_for_the_whole_record_supports_a_cited_field_too(store: Store) -> None:
    cites = [{"source": OTHER}, {"source": WIRE, "field": "founded"}]
    found = record("group", name="A", founded="1961", cites=cites)
    assert grounds(found, store.label) == {"": [OTHER], "founded": [WIRE, OTHER]}


def test_a_quote_rests_on_what_printed_it(store: Store) -> None:
    assert grounds(store.need(QUOTE), store.label) == {"": [WIRE]}
    assert Resting(QUOTE, "", is_alone=True) in resting_on(store, WIRE)


def test_what_rests_on_a_source_alone_comes_first(store: Store) -> None:
    store.put(
        ARMY,
        record("group", name="A", cites=[{"source": WIRE}, {"source": OTHER}]),
    )
    found = resting_on(store, REPORT)
    assert {each.ref for each in found if each.is_alone} == {FRONT, TALON, AMBUSH, QUOTE, UNNAMED}
    assert found[-1] == Resting(ARMY, "", is_alone=False)
    with pytest.raises(UnknownRecord):
        resting_on(store, "source:none")


def test_the_fields_with_the_fewest_origins_come_first(store: Store) -> None:
    cites = [
        {"source": WIRE, "field": "founded"},
        {"source": REPORT, "field": "founded"},
        {"source": REPORT, "field": "status"},
        {"source": OTHER, "field": "status"},
    ]
    found = record("group", name="A", founded="1961", status="active", summary="Mine.", cites=cites)
    name = "Report of the observer mission"
    assert corroboration(store, found) == [
        Corroboration("name", (), ()),
        Corroboration("founded", (REPORT,), (name,)),
        Corroboration("status", (REPORT, OTHER), (name, "Another paper")),
    ]


def test_what_rests_on_a_source_is_answered_with_records_and_their_fields(store: Store) -> None:
    store.put(ARMY, record("group", name="Army", cites=[{"source": WIRE}, {"source": OTHER}]))
    shown = answer_text(resting_answer(store, REPORT)).splitlines()
    assert shown[:3] == ["What rests on Report of the observer mission", "", "On it alone (5)"]
    assert f"  Founded                Front du Nord – الجبهة الشمالية  ({FRONT})" in shown
    assert shown[-5:] == [
        "On others too (1)",
        f"  the record as a whole  Army  ({ARMY})",
        "",
        "Notes",
        "  What was derived from it is counted with it: “Ambush kills soldiers”.",
    ]
    store.put("source:unused", build("source", {"title": "Unused"}))
    assert answer_text(resting_answer(store, "source:unused")).endswith("\n  nothing rests on it")


def test_the_independent_origins_of_a_record_are_answered_the_weakest_first(store: Store) -> None:
    cites = [{"source": WIRE, "field": "founded"}, {"source": OTHER, "field": "founded"}]
    store.put(ARMY, record("group", name="Army", founded="1961", status="active", cites=cites))
    assert answer_text(corroboration_answer(store, ARMY)).splitlines() == [
        "The independent origins of Army",
        "",
        "No source",
        "  Name     no source",
        "  Status   no source",
        "",
        "2 origins",
        f"  Founded  Report of the observer mission  ({REPORT})",
        f"  Founded  Another paper  ({OTHER})",
    ]


@given(worlds())
def test_grounds_are_what_provenance_says(store: Store) -> None:
    for _, each in store.records():
        found = grounds(each, store.label)
        known = provenance_of(store, each)
        for name in set(found) - {""}:
            numbers = (*known[name].numbers, *known[name].whole)
            printed = [getattr(each, "source", "")] if each.kind_name == "quote" else []
            cited = [each.cites[number - 1].source for number in numbers]
            assert set(found[name]) | set(printed) == {*cited, *printed}
            if not printed:
                cites = [each.cites[number - 1] for number in numbers]
                assert known[name].origins == len(origins(store, cites))


@given(worlds())
def test_the_table_counts_what_rests_on_each(store: Store) -> None:
    for line in source_lines(store):
        found = resting_on(store, line.ref)
        alone = [each for each in found if each.is_alone]
        assert (line.fields, line.fields_alone) == (len(found), len(alone))
        assert line.records == len({each.ref for each in found})
