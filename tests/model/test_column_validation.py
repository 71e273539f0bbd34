"""Records validated together: nothing that is wrong with one of them is missed."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from least_records import COMPLETE

from benchmarks.generate import snapshot
from briefing.model.column_validation import Columns
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.table import Table
from briefing.model.validation import faults, plain

SOUND = {kind: [*table.values()] for kind, table in snapshot(300).tables.items()}


def made(kind: str, /, **raw: Any) -> Record:
    """A record as it is read from a file, before anything but its types is checked."""
    record: Record = msgspec.convert({**COMPLETE[kind], **raw}, KINDS[kind].cls)
    return record


@pytest.mark.parametrize("kind", KINDS)
def test_sound_records_pass(kind: str) -> None:
    assert not Columns().may_be_wrong(Table(KINDS[kind].cls, SOUND[kind]))


WRONG: dict[str, tuple[str, dict[str, Any]]] = {
    "a blank name": ("group", {"name": " "}),
    "no name": ("group", {"name": ""}),
    "a NUL": ("group", {"summary": "a\0b"}),
    "no term": ("group", {"status": "sleeping"}),
    "no country": ("group", {"countries": ["XQ"]}),
    "an empty alias": ("group", {"aliases": [""]}),
    "dates in the wrong order": ("group", {"founded": "2014", "dissolved": "2013"}),
    "an impossible date": ("group", {"founded": "2013-02-30"}),
    "a term for another kind": ("event", {"kind": "battles", "subkind": "election"}),
    "a term without the one above it": ("event", {"subkind": "election"}),
    "too far north": ("event", {"place": {"latitude": 99, "longitude": 1}}),
    "half a position": ("event", {"place": {"latitude": 9}}),
    "nobody": ("event", {"actors": [{"role": "target"}]}),
    "a ref of the wrong kind": ("event", {"actors": [{"ref": "source:x"}]}),
    "figures in the wrong order": ("event", {"casualties": [{"low": 5, "high": 4}]}),
    "an empty row": ("event", {"casualties": [{}]}),
    "a negative figure": ("event", {"casualties": [{"low": -5}]}),
    "a link to itself": ("link", {"to": COMPLETE["link"]["from"]}),
    "a cite of no field": ("leader", {"cites": [{"source": "source:x", "field": "shoes"}]}),
    "a credibility of 7": ("leader", {"cites": [{"source": "source:x", "credibility": 7}]}),
    "no address": ("source", {"url": "x y"}),
}


@pytest.mark.parametrize("case", WRONG)
def test_one_wrong_record_among_sound_ones_is_noticed(case: str) -> None:
    kind, raw = WRONG[case]
    wrong = made(kind, **raw)
    assert faults(kind, plain(wrong)), "the case is none"
    assert Columns().may_be_wrong(Table(type(wrong), [*SOUND[kind], wrong]))


@given(st.data())
def test_whatever_has_a_fault_is_noticed(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(KINDS)))
    field = data.draw(st.sampled_from([each for each in KINDS[kind].fields if not each.row]))
    if field.is_list:
        value: Any = data.draw(st.lists(st.text(max_size=6), max_size=2))
    elif field.name in ("low", "best", "high"):
        value = data.draw(st.integers())
    else:
        value = data.draw(st.sampled_from(["2013", "group:x", "ML", "x", "active"]) | st.text())
    record = made(kind, **{field.name: value})
    if faults(kind, plain(record)):
        assert Columns().may_be_wrong(Table(type(record), [record]))
