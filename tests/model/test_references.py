"""References are found with their places, and can be removed."""

from typing import Any

import pytest
from least_records import COMPLETE

from briefing.model.fields import Shape, fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Actor, Event
from briefing.model.kinds.quote import Quote
from briefing.model.kinds.record import Record
from briefing.model.references import references, without_references
from briefing.model.validation import build
from invented import AMBUSH, ARMY, FRONT, LEADS, OPERATION, QUOTE, RECORDS, REPORT, TALON, WIRE


def invented(ref: str) -> Record:
    return build(ref.partition(":")[0], RECORDS[ref])


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (ARMY, []),
        (
            FRONT,
            [(REPORT, "cites", "cites[0].source"), (WIRE, "cites", "cites[1].source")],
        ),
        (
            AMBUSH,
            [
                (REPORT, "cites", "cites[0].source"),
                (FRONT, "perpetrator", "actors[0].ref"),
                (ARMY, "target", "actors[1].ref"),
                (OPERATION, "part_of", "part_of"),
            ],
        ),
        (
            QUOTE,
            [
                (WIRE, "source", "source"),
                (TALON, "speaker", "speaker"),
                (FRONT, "about", "about[0]"),
                (AMBUSH, "about", "about[1]"),
            ],
        ),
        (WIRE, [(REPORT, "derived_from", "derived_from")]),
        (LEADS, [(TALON, "from", "from"), (FRONT, "to", "to")]),
    ],
)
def test_a_record_tells_whom_it_mentions_as_what_and_where(
    ref: str, expected: list[tuple[str, str, str]]
) -> None:
    assert sorted(references(invented(ref))) == sorted(expected)


@pytest.mark.parametrize("kind", KINDS)
def test_every_declared_reference_is_found(kind: str) -> None:
    cls = KINDS[kind].cls
    raw: dict[str, Any] = dict(COMPLETE[kind])
    expected = set()
    for field in fields_of(cls):
        if field.shape is Shape.REF and field.name not in raw:
            raw[field.name] = f"{field.kinds[0]}:{field.name}"
        elif field.shape is Shape.REFS:
            raw[field.name] = [f"{field.kinds[0]}:{field.name}"]
    for field in fields_of(cls):
        if field.shape is Shape.REF:
            expected.add(raw[field.name])
        elif field.shape is Shape.REFS:
            expected.update(raw[field.name])
    assert {found.ref for found in references(build(kind, raw))} == expected


def test_an_actor_without_a_record_is_no_reference() -> None:
    event = Event(title="x", date="2013", actors=(Actor(name="herders", role="target"),))
    assert list(references(event)) == []


class TestTakingAReferenceOut:
    @pytest.mark.parametrize("ref", RECORDS)
    @pytest.mark.parametrize("mentioned", [REPORT, WIRE, FRONT, ARMY, TALON, OPERATION, AMBUSH])
    def test_nothing_is_left_of_it_and_all_else_stays(self, ref: str, mentioned: str) -> None:
        record = invented(ref)
        kept = without_references(record, {mentioned: "its name"})
        if kept is None:
            return
        before = [found.ref for found in references(record) if found.ref != mentioned]
        assert [found.ref for found in references(kept)] == before
        if mentioned not in {found.ref for found in references(record)}:
            assert kept == record

    def test_an_actor_keeps_its_name_and_role(self) -> None:
        event = without_references(invented(AMBUSH), {FRONT: "Northern Front"})
        assert isinstance(event, Event)
        assert event.actors[0] == Actor(name="Northern Front", role="perpetrator")

    def test_a_name_as_printed_is_not_overwritten(self) -> None:
        event = Event(title="x", date="2013", actors=(Actor(ref=FRONT, name="the rebels"),))
        kept = without_references(event, {FRONT: "Northern Front"})
        assert kept is not None
        assert kept.actors == (Actor(name="the rebels"),)

    def test_a_quote_keeps_who_said_it(self) -> None:
        quote = without_references(invented(QUOTE), {TALON: "Idris Talon"})
        assert isinstance(quote, Quote)
        assert (quote.speaker, quote.attribution) == ("", "Idris Talon")

    def test_a_cite_of_the_source_goes(self) -> None:
        group = without_references(invented(FRONT), {WIRE: "a wire story"})
        assert group is not None
        assert [cite.source for cite in group.cites] == [REPORT]

    @pytest.mark.parametrize(("ref", "mentioned"), [(LEADS, TALON), (LEADS, FRONT), (QUOTE, WIRE)])
    def test_what_cannot_stand_without_it_goes_altogether(self, ref: str, mentioned: str) -> None:
        assert without_references(invented(ref), {mentioned: "x"}) is None
