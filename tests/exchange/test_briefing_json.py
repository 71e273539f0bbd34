"""Another briefing as a file to import."""

import json
from pathlib import Path
from typing import Any

from briefing.exchange.file import ImportFile
from briefing.exchange.format import format_of
from briefing.exchange.plan import Plan, Planner
from briefing.store.store import Store


def planned(path: Path, **events: dict[str, Any]) -> Plan:
    file = path / "other.json"
    meta = {"format": 1, "title": "Other", "revision": 0}
    file.write_text(json.dumps({"meta": meta, "event": events}))
    found = ImportFile(file)
    read = format_of(found, "").read
    assert read is not None
    return Planner(Store.in_memory(), file.name).make(read(found))


def test_a_ref_that_leads_nowhere_is_told_with_its_place(tmp_path: Path) -> None:
    plan = planned(tmp_path, raid={"title": "Raid", "date": "2013", "part_of": "event:war"})
    assert [str(each) for each in plan.faults] == [
        "event.raid: refers to event:war, which is in neither the file nor the briefing"
    ]


def test_what_refers_to_a_record_with_a_fault_says_so(tmp_path: Path) -> None:
    plan = planned(
        tmp_path,
        war={"title": "War", "date": "sometime"},
        raid={"title": "Raid", "date": "2013", "part_of": "event:war"},
    )
    assert [each.place for each in plan.faults] == ["event.war", "event.raid"]
    assert plan.faults[1].problem == "refers to event:war, which has a fault"
