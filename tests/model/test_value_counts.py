"""The values of a field, the most frequent first."""

from briefing.model.fields import Field, field_of
from briefing.model.kinds.event import Place
from briefing.model.kinds.group import Group
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.source import Source
from briefing.model.value_counts import most_frequent
from invented import group, record

RECORDS = [
    group("a", tags=["north", "sahel"], countries=["ML"]),
    record("leader", name="b", tags=["sahel"]),
    record("source", title="c", publisher="Observer Mission"),
    record("event", title="d", date="2013", place={"name": "Kidal"}),
    record("event", title="e", date="2013", place={"name": "Gao"}),
    record("event", title="f", date="2013", place={"name": "Gao"}),
]


def field(cls: type, name: str) -> Field:
    found = field_of(cls, name)
    assert found is not None
    return found


def test_of_a_field_all_kinds_have_all_of_them_count() -> None:
    assert most_frequent(RECORDS, Leader, field(Leader, "tags")) == ["sahel", "north"]


def test_of_another_only_its_own_kind() -> None:
    assert most_frequent(RECORDS, Source, field(Source, "publisher")) == ["Observer Mission"]


def test_rows_are_looked_into() -> None:
    assert most_frequent(RECORDS, Place, field(Place, "name")) == ["Gao", "Kidal"]


def test_codes_are_said_as_a_reader_knows_them() -> None:
    assert most_frequent(RECORDS, Group, field(Group, "countries")) == ["Mali"]
