"""The differences between two states of a record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.differences import Difference, differences
from briefing.model.fields import fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.validation import plain
from invented import RECORDS, group, record

Told = tuple[str, str, str]


def told(before: Record | None, after: Record | None) -> list[Told]:
    names = {"group:a": "Army", "group:b": "Front"}
    found = differences(before, after, lambda ref: names.get(ref, ref))
    return [(each.path, each.before, each.after) for each in found]


def field_in(difference: Difference) -> str:
    """The field of the record a difference is in."""
    return difference.path.partition("[")[0].partition(".")[0]


def event(**raw: object) -> Record:
    return record("event", title="Clash", date="2013", **raw)


KILLED = {"who": "soldiers", "outcome": "killed", "low": 4}
WOUNDED = {"who": "soldiers", "outcome": "wounded", "best": 9}


def test_a_field_that_changed_has_its_value_before_and_after() -> None:
    assert told(group("A", status="active"), group("B", status="active")) == [("name", "A", "B")]


def test_a_field_that_was_empty_or_is_has_no_value_there() -> None:
    assert told(group("A"), group("A", founded="2012")) == [("founded", "", "2012")]
    assert differences(group("A", founded="2012"), group("A"))[0].new is None


def test_the_label_is_the_field_s_own() -> None:
    assert [each.label for each in differences(group("A"), group("A", founded="2012"))] == [
        "Founded"
    ]


def test_of_words_each_that_came_or_went_is_told() -> None:
    before, after = group("A", aliases=["x", "y"]), group("A", aliases=["y", "z"])
    assert told(before, after) == [("aliases", "x", ""), ("aliases", "", "z")]


def test_words_in_another_order_are_told_as_a_whole() -> None:
    before, after = group("A", aliases=["x", "y"]), group("A", aliases=["y", "x"])
    assert told(before, after) == [("aliases", "x, y", "y, x")]


def test_a_word_that_stands_there_twice_may_go_once() -> None:
    before, after = group("A", aliases=["x", "y", "x"]), group("A", aliases=["x", "y"])
    assert told(before, after) == [("aliases", "x", "")]


def test_refs_are_told_by_name() -> None:
    quote = {"text": "x", "source": "source:s", "attribution": "an officer"}
    before, after = (record("quote", about=[ref], **quote) for ref in ("group:a", "group:b"))
    assert told(before, after) == [("about", "Army", ""), ("about", "", "Front")]


def test_of_a_row_the_fields_that_changed_are_told() -> None:
    before, after = (
        event(casualties=[WOUNDED, KILLED]),
        event(casualties=[WOUNDED, {**KILLED, "low": 7}]),
    )
    assert told(before, after) == [("casualties[1].low", "4", "7")]
    assert differences(before, after)[0].label == "Casualties 2 Low"


def test_a_row_that_came_or_went_is_told_as_a_whole() -> None:
    assert told(event(casualties=[WOUNDED]), event(casualties=[KILLED, WOUNDED])) == [
        ("casualties[0]", "", "killed: at least 4 soldiers")
    ]
    assert told(event(casualties=[WOUNDED, KILLED]), event(casualties=[KILLED]))[0][0] == (
        "casualties[0]"
    )


def test_a_place_is_compared_field_by_field() -> None:
    before = event(place={"name": "Kidal", "country": "ML"})
    after = event(place={"name": "Gao", "country": "ML"})
    assert told(before, after) == [("place.name", "Kidal", "Gao")]
    assert told(event(), after)[0][0] == "place"


@pytest.mark.parametrize("ref", RECORDS)
def test_a_record_added_or_deleted_is_told_with_all_that_it_holds(ref: str) -> None:
    made = record(ref.partition(":")[0], **RECORDS[ref])
    held = {name for name, value in plain(made).items() if value not in (None, "", (), [])}
    for before, after in ((None, made), (made, None)):
        found = differences(before, after)
        names = {field_in(each) for each in found}
        assert names == held
        assert all(bool(each.before) == (after is None) for each in found)
        assert all(bool(each.after) == (before is None) for each in found)


def test_nothing_is_no_different_from_nothing() -> None:
    assert differences(None, None) == ()


names = st.sampled_from(["", "x", "y"])
rows = st.lists(
    st.fixed_dictionaries({"who": names, "low": st.sampled_from([None, 1, 2])}), max_size=3
)
actors = st.lists(st.sampled_from([{"name": "x"}, {"ref": "group:a"}, {"ref": "group:b"}]))
events = st.builds(
    lambda aliases, killed, actors, place, summary: event(
        aliases=aliases,
        casualties=[{**row, "outcome": "killed"} for row in killed],
        actors=actors,
        place={"name": place} if place else None,
        summary=summary,
    ),
    st.lists(st.sampled_from("abc"), max_size=4),
    rows,
    actors,
    names,
    names,
)


@given(events, events)
def test_there_are_differences_exactly_where_the_states_are_not_equal(
    before: Record, after: Record
) -> None:
    found = differences(before, after)
    assert bool(found) == (before != after)
    assert all(each.old != each.new for each in found)
    declared = {field.name for field in fields_of(KINDS["event"].cls)}
    assert {field_in(each) for each in found} <= declared
    assert all(each.label for each in found)


@given(events, events)
def test_backwards_the_same_fields_differ(before: Record, after: Record) -> None:
    there, back = differences(before, after), differences(after, before)
    assert {field_in(each) for each in there} == {field_in(each) for each in back}
