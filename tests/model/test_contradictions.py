"""Contradictions between sources are found and resolved."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.contradictions import DISPUTED, SET_ASIDE, contradicting, keep, take
from briefing.model.faults import InvalidRecord
from briefing.model.fields import Field, field_of, fields_of
from briefing.model.kinds.event import Casualties, Event
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.record import Record
from briefing.model.parsers.values import agrees, read, say
from briefing.model.parsers.words import NotUnderstood
from briefing.model.validation import build
from invented import RECORDS

TODAY = date(2020, 6, 1)


def nobody(_name: str) -> str:
    return ""


def named(ref: str) -> str:
    return {"leader:talon": "Idris Talon", "group:army": "Karsa Army"}.get(ref, ref)


def field(cls: type[Record], name: str) -> Field:
    found = field_of(cls, name)
    assert found is not None
    return found


def leader(*cites: dict[str, Any], **fields: Any) -> Record:
    sourced = [{"source": f"source:{number}", **cite} for number, cite in enumerate(cites, 1)]
    return build("leader", {"name": "Idris Talon", **fields, "cites": sourced})


class TestFinding:
    @pytest.mark.parametrize(
        ("cite", "is_against"),
        [
            ({"field": "status"}, False),
            ({"field": "status", "value": "dead"}, False),
            ({"field": "status", "value": "Dead"}, False),
            ({"field": "status", "value": "at large"}, True),
            ({"field": "status", "stance": "contradicts"}, True),
            ({"field": "born", "value": "1970"}, False),
            ({"field": "", "value": "at large"}, False),
            ({"field": "died", "value": "2013-02-28"}, False),
            ({"field": "died", "value": "2013-03"}, True),
            ({"field": "died", "value": "in the spring"}, True),
            ({"field": "died", "value": "late february 2013"}, False),
            ({"field": "died", "value": "feb 28, 2013"}, False),
            ({"field": "nationalities", "value": "Algeria"}, False),
            ({"field": "nationalities", "value": "DZ"}, False),
            ({"field": "nationalities", "value": "Mali"}, True),
        ],
    )
    def test_a_cite_is_against_what_it_gives_otherwise(
        self, cite: dict[str, Any], is_against: bool
    ) -> None:
        held = {"status": "dead", "died": "2013-02-2X", "nationalities": ["DZ"]}
        found = contradicting(leader(cite, **held), named)
        assert found == ({cite["field"]: [1]} if is_against else {})

    def test_two_sources_contradict_each_other_where_nothing_is_held(self) -> None:
        one, other = ({"field": "born", "value": year} for year in ("1970", "1972"))
        assert not contradicting(leader(one), named)
        assert contradicting(leader(one, other), named) == {"born": [1, 2]}

    def test_of_a_part_of_a_field_only_the_cite_can_say_so(self) -> None:
        fields = {"title": "x", "date": "2013", "casualties": [{"outcome": "killed", "low": 3}]}
        cites = [{"source": "source:a", "field": "casualties[0].low", "value": "5"}]
        assert not contradicting(build("event", {**fields, "cites": cites}), named)
        cites[0]["stance"] = "contradicts"
        assert contradicting(build("event", {**fields, "cites": cites}), named) == {
            "casualties": [1]
        }


class TestWeighing:
    BEFORE = leader(
        {"field": "died", "passage": "killed in late February"},
        {"field": "died", "value": "2013-03-02"},
        {"field": "status", "value": "at large"},
        died="2013-02-2X",
        status="dead",
    )

    @pytest.mark.parametrize("verdict", [SET_ASIDE, DISPUTED])
    def test_what_is_held_is_kept_and_the_verdict_stands_on_what_is_against(
        self, verdict: str
    ) -> None:
        after = keep(self.BEFORE, "died", verdict, "nearer to it", named)
        assert after.died == "2013-02-2X"  # type: ignore[attr-defined]  # a leader
        assert [cite.verdict for cite in after.cites] == ["", verdict, ""]
        assert after.cites[1].reason == "nearer to it"
        assert after.cites[1].value == "2013-03-02"

    def test_what_was_weighed_before_keeps_its_verdict(self) -> None:
        weighed = keep(self.BEFORE, "died", DISPUTED, "first", named)
        third = {"source": "source:x", "field": "died", "value": "2014"}
        more = build("leader", {**_raw(weighed), "cites": [*_raw(weighed)["cites"], third]})
        after = keep(more, "died", SET_ASIDE, "second", named)
        assert [cite.verdict for cite in after.cites] == ["", DISPUTED, "", SET_ASIDE]
        again = keep(after, "died", SET_ASIDE, "third", named)
        assert [cite.reason for cite in again.cites] == ["", "third", "", "third"]

    def test_what_is_taken_is_held_and_what_was_held_is_remembered(self) -> None:
        after = take(self.BEFORE, 2, "2013-03-02", "seen by witnesses", named)
        assert after.died == "2013-03-02"  # type: ignore[attr-defined]  # a leader
        first, second, third = after.cites
        assert (first.value, first.verdict, first.reason) == (
            "2013-02-2X",
            SET_ASIDE,
            "seen by witnesses",
        )
        assert (second.value, second.verdict) == ("", "")
        assert third.verdict == "", "of another field"
        assert contradicting(after, named)["died"] == [1]

    def test_taking_and_taking_back_ends_where_it_began(self) -> None:
        there = take(self.BEFORE, 2, "2013-03-02", "", named)
        back = take(there, 1, "2013-02-2X", "", named)
        assert back.died == "2013-02-2X"  # type: ignore[attr-defined]  # a leader
        assert back.cites[0] == self.BEFORE.cites[0]
        assert back.cites[1].value == "2013-03-02"

    def test_what_the_field_cannot_hold_is_refused(self) -> None:
        with pytest.raises(InvalidRecord):
            take(self.BEFORE, 3, "somewhere", "", named)


def _raw(record: Record) -> dict[str, Any]:
    import msgspec

    raw: dict[str, Any] = msgspec.to_builtins(record)
    return raw


class TestWords:
    @pytest.mark.parametrize(
        ("cls", "name", "text", "value"),
        [
            (Leader, "died", "2013-03-02", "2013-03-02"),
            (Leader, "died", "late february 2013", "2013-02-2X"),
            (Leader, "position", " Governor ", "Governor"),
            (Leader, "nationalities", "DZ, ML", ["DZ", "ML"]),
            (
                Event,
                "casualties",
                "11 militants killed",
                [{"outcome": "killed", "low": 11, "best": 11, "high": 11, "who": "militants"}],
            ),
        ],
    )
    def test_what_a_source_gives_is_read_as_a_value(
        self, cls: type[Record], name: str, text: str, value: object
    ) -> None:
        assert read(field(cls, name), text, nobody, TODAY) == value

    @pytest.mark.parametrize(
        ("cls", "name", "text"),
        [
            (Leader, "died", "no date"),
            (Event, "place", "Kidal (somewhere)"),
            (Event, "part_of", "some operation"),
            (Event, "casualties", "many"),
        ],
    )
    def test_what_is_no_value_is_told(self, cls: type[Record], name: str, text: str) -> None:
        with pytest.raises(NotUnderstood):
            read(field(cls, name), text, nobody, TODAY)

    def test_a_record_is_found_by_its_name(self) -> None:
        found = read(field(Event, "part_of"), "Operation Dawn", lambda _name: "event:x", TODAY)
        assert found == "event:x"

    def test_names_are_said_so_that_they_can_be_read_again(self) -> None:
        aliases = field(Leader, "aliases")
        names = ("Smith, John", "The Eagle")
        assert tuple(read(aliases, say(aliases, names, named), nobody, TODAY)) == names

    def test_rows_are_said_so_that_they_can_be_read_again(self) -> None:
        rows = (Casualties("soldiers", "killed", 4, 5, 7), Casualties("herders", "wounded", 2))
        casualties = field(Event, "casualties")
        said = say(casualties, rows, named)
        again = read(casualties, said, nobody, TODAY)
        made = build("event", {"title": "x", "date": "2013", "casualties": again})
        assert isinstance(made, Event)
        assert made.casualties == rows
        assert agrees(casualties, rows, said, named)


DATES = ["1970", "1970-05", "197X", "1970~", "../1970", "1971/..", "1969/1972", "1970-05-12"]

YEARS = st.sampled_from(["1970", "1971", "1972", ""])


@given(held=YEARS, years=st.lists(YEARS, min_size=1, max_size=4), data=st.data())
def test_whatever_is_taken_each_source_still_says_what_it_said(
    held: str, years: list[str], data: st.DataObject
) -> None:
    record = leader(*({"field": "born", "value": year} for year in years), born=held)
    said = _said_by_each(record)
    against = contradicting(record, named).get("born", [])
    takeable = [number for number in against if record.cites[number - 1].value]
    if not takeable:
        return
    number = data.draw(st.sampled_from(takeable))
    after = take(record, number, record.cites[number - 1].value, "why", named)
    assert _said_by_each(after) == said
    left = contradicting(after, named).get("born", [])
    assert {after.cites[each - 1].verdict for each in left} <= {SET_ASIDE}


def _said_by_each(record: Record) -> list[str]:
    assert isinstance(record, Leader)
    return [cite.value or (record.born if cite.field else "") for cite in record.cites]


@pytest.mark.parametrize(
    ("name", "text", "is_same"),
    [
        ("casualties", "11 militants killed", True),
        ("casualties", "killed: 11 militants; 2 soldiers wounded", False),
        ("casualties", "12 militants killed", False),
        ("actors", "target: Karsa Army", True),
        ("actors", "perpetrator: Karsa Army", False),
        ("place", "Kidal, ML", True),
        ("place", "Gao, Mali", False),
    ],
)
def test_rows_agree_that_say_the_same_in_other_words(name: str, text: str, is_same: bool) -> None:
    exactly = dict.fromkeys(("low", "best", "high"), 11)
    fields = {
        "title": "x",
        "date": "2013",
        "place": {"name": "Kidal", "country": "ML"},
        "actors": [{"ref": "group:army", "role": "target"}],
        "casualties": [{"who": "militants", "outcome": "killed", **exactly}],
        "cites": [{"source": "source:1", "field": name, "value": text}],
    }
    assert (not contradicting(build("event", fields), named)) is is_same


COUNTED = {
    "title": "x",
    "date": "2013",
    "casualties": [
        {"who": "soldiers", "outcome": "killed", "best": 5},
        {"who": "militants", "outcome": "killed", "best": 40},
        {"who": "soldiers", "outcome": "wounded", "best": 3},
    ],
    "cites": [
        {"source": "source:1", "field": "casualties"},
        {"source": "source:2", "field": "casualties", "value": "7 soldiers killed"},
        {"source": "source:3", "field": "casualties[2].best", "passage": "three were hurt"},
        {"source": "source:4", "field": "casualties[0].best", "passage": "five died"},
        {"source": "source:5", "field": "casualties", "value": "3 soldiers wounded"},
    ],
}


def test_a_figure_taken_replaces_that_figure_alone() -> None:
    record = build("event", COUNTED)
    casualties = field(Event, "casualties")
    value = read(casualties, "7 soldiers killed", nobody, TODAY)
    after = take(record, 2, value, "later", named)
    assert isinstance(after, Event)
    assert [(row.who, row.best) for row in after.casualties] == [
        ("soldiers", 7),
        ("militants", 40),
        ("soldiers", 3),
    ]
    first, second, third, fourth, _fifth = after.cites
    assert (first.verdict, second.value) == (SET_ASIDE, "7 soldiers killed")
    assert third.field == "casualties[2].best", "that row is as it was"
    assert fourth.field == "", "the row it spoke of holds something else now"
    assert contradicting(after, named) == {"casualties": [1]}, "the fifth agrees"


def test_rows_taken_take_the_place_of_those_of_the_same_part() -> None:
    fields = {
        "title": "x",
        "date": "2013",
        "actors": [{"name": "one", "role": "perpetrator"}, {"name": "two", "role": "target"}],
        "cites": [{"source": "source:1", "field": "actors", "value": "perpetrator: three"}],
    }
    after = take(build("event", fields), 1, [{"name": "three", "role": "perpetrator"}], "", named)
    assert isinstance(after, Event)
    assert [actor.name for actor in after.actors] == ["three", "two"]


@pytest.mark.parametrize("ref", RECORDS)
def test_what_a_record_holds_agrees_with_itself_in_words(ref: str) -> None:
    made = build(ref.partition(":")[0], RECORDS[ref])
    for each in fields_of(type(made)):
        held = getattr(made, each.attribute)
        if each.name != "cites" and held not in (None, "", ()):
            assert agrees(each, held, say(each, held, named), named), each.name


def test_of_several_rows_taken_none_takes_the_place_of_another() -> None:
    casualties = field(Event, "casualties")
    said = "5 soldiers killed; 40 militants killed"
    fields = {
        "title": "x",
        "date": "2013",
        "casualties": [{"outcome": "killed", "best": 45}, {"outcome": "wounded", "best": 3}],
        "cites": [{"source": "source:1", "field": "casualties", "value": said}],
    }
    after = take(build("event", fields), 1, read(casualties, said, nobody, TODAY), "", named)
    assert isinstance(after, Event)
    assert [(row.outcome, row.best, row.who) for row in after.casualties] == [
        ("killed", 5, "soldiers"),
        ("wounded", 3, ""),
        ("killed", 40, "militants"),
    ]


@pytest.mark.parametrize(
    ("held", "said", "is_same"),
    [
        ({"low": 91}, "153 soldiers killed", True),
        ({"low": 91}, "at least 100 soldiers killed", True),
        ({"low": 91}, "80 soldiers killed", False),
        ({"low": 4, "best": 5, "high": 7}, "6 soldiers killed", True),
        ({"low": 4, "best": 5, "high": 7}, "8 soldiers killed", False),
        ({"high": 20}, "up to 30 soldiers killed", True),
        ({"high": 20}, "at least 21 soldiers killed", False),
        ({"low": 13, "best": 13, "high": 13}, "17 soldiers killed", False),
        ({"best": 13}, "17 soldiers killed", False),
        ({"low": 91}, "153 killed", True),
        ({"low": 91}, "80 killed", False),
        ({"low": 91}, "153 herders killed", False),
    ],
)
def test_figures_that_can_both_be_true_do_not_contradict(
    held: dict[str, int], said: str, is_same: bool
) -> None:
    fields = {
        "title": "x",
        "date": "2013",
        "casualties": [{"who": "soldiers", "outcome": "killed", **held}],
        "cites": [{"source": "source:1", "field": "casualties", "value": said}],
    }
    assert (not contradicting(build("event", fields), named)) is is_same


figures = st.none() | st.integers(0, 9)


def counted(who: str, outcome: str, known: tuple[int | None, ...]) -> Casualties:
    """A row with some figures, put in order where they are known."""
    ordered = iter(sorted(each for each in known if each is not None))
    low, best, high = (None if each is None else next(ordered) for each in known)
    return Casualties(who, outcome, low, best, high)


rows = st.builds(
    counted,
    st.sampled_from(["", "soldiers", "herders"]),
    st.sampled_from(["killed", "wounded"]),
    st.tuples(figures, figures, figures).filter(any),
)


@given(rows, rows)
def test_of_two_figures_each_contradicts_the_other_or_neither(
    one: Casualties, other: Casualties
) -> None:
    casualties = field(Event, "casualties")

    def matches(held: Casualties, said: Casualties) -> bool:
        return agrees(casualties, (held,), say(casualties, (said,), named), named)

    assert matches(one, other) is matches(other, one)
    assert matches(one, one)


@given(st.sampled_from(DATES), st.sampled_from(DATES))
def test_of_two_dates_each_contradicts_the_other_or_neither(one: str, other: str) -> None:
    born = field(Leader, "born")
    assert agrees(born, one, other, named) is agrees(born, other, one, named)
    assert agrees(born, one, one, named)


def taken(held: list[dict[str, Any]], said: str) -> Event:
    """An event after a source's casualties were taken."""
    cite = {"source": "source:1", "field": "casualties", "value": said}
    before = build("event", {"title": "x", "date": "2013", "casualties": held, "cites": [cite]})
    value = read(field(Event, "casualties"), said, nobody, TODAY)
    after = take(before, 1, value, "", named)
    assert isinstance(after, Event)
    return after


def test_a_figure_taken_keeps_who_was_counted_where_the_source_does_not_say() -> None:
    held = [
        {"who": "soldiers", "outcome": "killed", "low": 91, "as_said": "dozens"},
        {"who": "herders", "outcome": "wounded", "best": 3},
    ]
    after = taken(held, "80 killed")
    first, second = after.casualties
    assert (first.who, first.best, first.as_said, second.who) == ("soldiers", 80, "", "herders")
    assert after.cites[0].value == "80 killed", "the source did not say who"
    assert not contradicting(after, named)
    assert taken(held, "80 villagers killed").casualties[0].who == "villagers"


def test_a_figure_for_several_groups_together_is_about_none_of_them() -> None:
    held = [{"who": who, "outcome": "killed", "best": 5} for who in ("soldiers", "herders")]
    (only,) = taken(held, "12 killed").casualties
    assert (only.who, only.best) == ("", 12)
