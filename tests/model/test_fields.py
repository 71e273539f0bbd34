"""A field is declared on one line; everything else is derived from that line."""

from collections.abc import Iterator
from typing import Annotated

import msgspec
import pytest

from briefing.model import fields as f
from briefing.model.fields import Field, Shape, field_of, fields_of
from briefing.model.formatting import value_line
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Casualties, Event
from briefing.model.kinds.group import Group
from briefing.model.kinds.link import Link
from briefing.model.kinds.record import Row
from briefing.model.references import references
from briefing.model.validation import struct_faults


def structs() -> Iterator[type[msgspec.Struct]]:
    """Every class of record and of row."""
    for kind in KINDS.values():
        yield kind.cls
        yield from (field.row for field in kind.fields if field.row)


EVERY = [
    pytest.param(cls, field, id=f"{cls.__name__}.{field.name}")
    for cls in dict.fromkeys(structs())
    for field in fields_of(cls)
]


@pytest.mark.parametrize(("cls", "field"), EVERY)
def test_every_field_has_a_label_and_a_declaration(cls: type[msgspec.Struct], field: Field) -> None:
    assert field.label
    assert field.label[0].isupper()
    assert hasattr(cls, field.attribute)
    assert field_of(cls, field.name) == field


@pytest.mark.parametrize(("cls", "field"), EVERY)
def test_every_field_has_what_its_shape_needs(cls: type[msgspec.Struct], field: Field) -> None:
    assert bool(field.row) == (field.shape in (Shape.ROW, Shape.ROWS))
    assert bool(field.kinds) == (field.shape in (Shape.REF, Shape.REFS))
    assert set(field.kinds) <= set(KINDS)
    if field.shape is Shape.CHOICE:
        assert field.choices
    if field.otherwise:
        assert field_of(cls, field.otherwise)
    if field.narrowed:
        by = field_of(cls, field.narrowed[0])
        assert by is not None
        assert tuple(field.narrowed[1]) == by.choices


@pytest.mark.parametrize(
    ("cls", "field"),
    [case for case in EVERY if isinstance(case.values[1], Field) and case.values[1].example],
)
def test_every_example_is_a_right_value(cls: type[msgspec.Struct], field: Field) -> None:
    value: object = field.example
    match field.shape:
        case Shape.REF | Shape.REFS:
            value = field.example.replace("…", "x")
        case Shape.INTEGER:
            value = int(field.example)
        case Shape.DECIMAL:
            value = float(field.example)
        case _:
            pass
    raw = {field.name: [value] if field.is_list else value}
    told = [fault.path for fault in struct_faults(cls, raw)]
    assert not [path for path in told if path.split("[")[0] == field.name]


def test_fields_come_in_the_order_they_are_declared() -> None:
    names = [field.name for field in fields_of(Casualties)]
    assert names == ["who", "outcome", "low", "best", "high", "as_said"]


def test_a_field_may_be_stored_under_a_name_python_keeps_for_itself() -> None:
    field = field_of(Link, "from")
    assert field is not None
    assert (field.name, field.attribute) == ("from", "from_")
    assert field_of(Link, "from_") is None


def test_a_coded_choice_says_what_it_means_and_a_plain_one_does_not() -> None:
    cite = field_of(KINDS["source"].cls, "reliability")
    status = field_of(Group, "status")
    assert cite is not None
    assert status is not None
    assert cite.meaning("B") == "usually reliable"
    assert cite.meaning("Z") == ""
    assert status.meaning("active") == ""


def test_a_field_without_a_declaration_is_refused() -> None:
    class Undeclared(msgspec.Struct):
        colour: str = ""

    with pytest.raises(TypeError, match=r"Undeclared\.colour is not declared"):
        fields_of(Undeclared)


class Vehicle(Row, frozen=True):
    """A row nobody thought of when the program was written."""

    model: Annotated[str, f.text("Model", "as painted on it", "T-55")]
    owner: Annotated[str, f.ref("Owner", "group")] = ""


class Battle(Event, frozen=True):
    """An event with one more line."""

    weather: Annotated[str, f.choice("Weather", ("dry", "rain"))] = ""
    vehicles: Annotated[tuple[Vehicle, ...], f.rows("Vehicles")] = ()


class TestAddingAFieldTouchesOneLine:
    def test_it_is_validated(self) -> None:
        raw = {"title": "x", "date": "2013", "weather": "snow", "vehicles": [{"owner": "leader:a"}]}
        told = {fault.path: fault.problem for fault in struct_faults(Battle, raw)}
        assert set(told) == {"weather", "vehicles[0].model", "vehicles[0].owner"}
        assert "none of dry, rain" in told["weather"]

    def test_it_is_read_out(self) -> None:
        field = field_of(Battle, "vehicles")
        assert field is not None
        rows = (Vehicle(model="T-55", owner="group:army"), Vehicle(model="BMP"))
        read = value_line(field, rows, {"group:army": "Karsa Army"}.__getitem__)
        assert "T-55" in read
        assert "Karsa Army" in read
        assert "BMP" in read

    def test_its_references_are_found(self) -> None:
        battle = Battle(
            title="x", date="2013", vehicles=(Vehicle(model="T-55", owner="group:army"),)
        )
        assert [found.path for found in references(battle)] == ["vehicles[0].owner"]
