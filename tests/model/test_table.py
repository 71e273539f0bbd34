"""Records in columns are what they are one by one."""

from itertools import pairwise

import pytest

from benchmarks.generate import snapshot
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import EVENT
from briefing.model.references import all_mentioned, mentioned
from briefing.model.table import Table

TABLES = {kind: [*table.values()] for kind, table in snapshot(2_000, seed=3).tables.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_columns_have_the_values_of_the_records(kind: str) -> None:
    table = Table(KINDS[kind].cls, TABLES[kind])
    assert len(table) == len(TABLES[kind])
    for attribute in KINDS[kind].cls.__struct_fields__:
        assert [*table[attribute]] == [getattr(each, attribute) for each in TABLES[kind]]
    assert table.texts("no such field") == [""] * len(table)


@pytest.mark.parametrize("attribute", ["actors", "casualties", "cites", "place"])
def test_rows_know_which_record_has_them(attribute: str) -> None:
    rows = Table(EVENT.cls, TABLES["event"]).rows[attribute]
    held = [getattr(each, attribute) for each in TABLES["event"]]
    lists = [each if isinstance(each, tuple) else (each,) * (each is not None) for each in held]
    every = [(at, row) for at, several in enumerate(lists) for row in several]
    assert [*rows.owners] == [at for at, _ in every]
    for name in rows.cls.__struct_fields__:
        assert [*rows[name]] == [getattr(row, name) for _, row in every]
    ranges = [range(start, end) for start, end in pairwise(rows.starts)]
    assert [*map(len, ranges)] == [*map(len, lists)]


@pytest.mark.parametrize("kind", KINDS)
def test_all_references_are_those_of_each_record(kind: str) -> None:
    found = all_mentioned(Table(KINDS[kind].cls, TABLES[kind]))
    assert found == {ref for record in TABLES[kind] for ref in mentioned(record)}
