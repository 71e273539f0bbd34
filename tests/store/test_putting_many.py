"""Many records put at once are checked as each is alone."""

from typing import Any

import msgspec
import pytest

from briefing.model.faults import InvalidRecord
from briefing.model.kinds.record import Record
from briefing.model.validation import build
from briefing.store.errors import Conflict
from briefing.store.store import Store


def group(name: str, **raw: Any) -> Record:
    return build("group", {"name": name, **raw})


def put_all(store: Store, *records: tuple[str, Record, Record | None]) -> None:
    with store.transaction("import") as draft:
        draft.put_all(records)


def test_all_are_put() -> None:
    store = Store.in_memory()
    records = {f"group:g-{number}": group(f"Group {number}") for number in range(1200)}
    put_all(store, *((ref, record, None) for ref, record in records.items()))
    assert dict(store.records()) == records


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "a\0b"},
        {"kind": "no such kind"},
        {"founded": "no date"},
        {"countries": ("Karsa",)},
        {"founded": "2013", "dissolved": "2012"},
    ],
)
def test_one_with_a_fault_is_refused_among_many_and_nothing_is_put(wrong: dict[str, Any]) -> None:
    store = Store.in_memory()
    faulty = msgspec.structs.replace(group("Guard"), **wrong)
    many = [(f"group:g-{number}", group(f"Group {number}"), None) for number in range(600)]
    with pytest.raises(InvalidRecord) as refused:
        put_all(store, *many, ("group:guard", faulty, None))
    assert refused.value.ref == "group:guard"
    assert not list(store.records())


def test_a_ref_of_another_kind_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="cannot name one of the groups"):
        put_all(Store.in_memory(), ("event:guard", group("Guard"), None))


def test_a_record_that_has_changed_since_is_a_conflict() -> None:
    store = Store.in_memory()
    store.put("group:guard", group("Guard"))
    with pytest.raises(Conflict):
        put_all(store, ("group:guard", group("Guards"), group("Watch")))
