"""Laws of validation for any input."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from least_records import COMPLETE, Raw

from briefing.model.faults import Fault, InvalidRecord
from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.group import Group
from briefing.model.kinds.leader import Leader
from briefing.model.validation import build, faults, plain


def test_a_fault_reads_as_field_problem_and_example() -> None:
    assert str(Fault("kind", "is wrong", "other")) == "kind: is wrong (for example other)"
    assert str(Fault("", "is wrong")) == "is wrong"


def test_a_fault_of_a_row_is_placed_under_the_record_that_holds_it() -> None:
    assert Fault("low", "is wrong").under("casualties[0]").path == "casualties[0].low"
    assert Fault("", "is wrong").under("place").path == "place"


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-3, 2**70)
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["2013", "2013-02-2X", "group:a", "source:a", "Rebel Group", "ML", "\ud800"])
)
json_values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


def fitting(field: Field) -> st.SearchStrategy[Any]:
    """Values of about the right shape for a field, so that some records turn out right."""
    match field.shape:
        case Shape.TEXT | Shape.PROSE:
            return st.sampled_from([field.example or "some words", "a b", ""])
        case Shape.CHOICE:
            return st.sampled_from([*field.choices, field.choices[0].upper(), None])
        case Shape.DATE:
            return st.sampled_from(["2013", "2013-01~", "[2012..2014]", "../2014", ""])
        case Shape.WORDS:
            return st.lists(st.sampled_from([field.example, "ML"]), max_size=2)
        case Shape.REF:
            return st.sampled_from([*(f"{kind}:a" for kind in field.kinds), ""])
        case Shape.REFS:
            return st.lists(st.sampled_from([f"{kind}:b" for kind in field.kinds]), max_size=2)
        case Shape.INTEGER:
            return st.sampled_from([1, 2, 6, None])
        case Shape.DECIMAL:
            return st.floats(-90, 90) | st.just(5)
        case Shape.ROW:
            return rows(field)
        case Shape.ROWS:
            return st.lists(rows(field), max_size=2)


def rows(field: Field) -> st.SearchStrategy[Any]:
    assert field.row is not None
    return mappings(field.row)


def mappings(cls: type[msgspec.Struct]) -> st.SearchStrategy[Raw]:
    """Sets of fields of a class: mostly right values, a wrong one now and then."""
    declared = {field.name: fitting(field) for field in fields_of(cls)}
    required = {field.name: declared[field.name] for field in fields_of(cls) if field.required}
    optional = {name: values for name, values in declared.items() if name not in required}
    return st.fixed_dictionaries(required, optional=optional)


kinds = st.sampled_from(list(KINDS))
nearly_right = kinds.flatmap(lambda kind: st.tuples(st.just(kind), mappings(KINDS[kind].cls)))
one_field_wild = nearly_right.flatmap(
    lambda pair: st.tuples(
        st.just(pair[0]),
        st.sampled_from([field.name for field in fields_of(KINDS[pair[0]].cls)]).flatmap(
            lambda name: json_values.map(lambda value: pair[1] | {name: value})
        ),
    )
)


@given(st.tuples(kinds, json_values) | one_field_wild | nearly_right)
@settings(max_examples=150)
def test_any_json_is_judged_and_what_has_no_fault_is_built_written_and_read_again(
    case: tuple[str, object],
) -> None:
    kind, raw = case
    told = faults(kind, raw)
    assert all(fault.problem and str(fault) for fault in told)
    if told:
        with pytest.raises(InvalidRecord):
            build(kind, raw)
        return
    record = build(kind, raw)
    written = msgspec.json.encode(plain(record))
    read = msgspec.json.decode(written)
    assert faults(kind, read) == []
    assert build(kind, read) == record
    assert msgspec.json.decode(written, type=KINDS[kind].cls) == record


@pytest.mark.parametrize("kind", KINDS)
def test_judging_leaves_the_values_as_they_are(kind: str) -> None:
    raw = COMPLETE[kind] | {"summary": "", "cites": [{"source": None}]}
    before = msgspec.json.encode(raw)
    faults(kind, raw)
    assert msgspec.json.encode(raw) == before


def test_equal_records_are_equal_however_they_were_written() -> None:
    assert build("group", {"name": "x", "kind": "OTHER"}) == Group(name="x", kind="other")
    assert build("leader", {"name": "x", "tags": []}) == Leader(name="x")
