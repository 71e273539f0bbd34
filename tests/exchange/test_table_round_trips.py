"""What goes out as a table comes back the same."""

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from round_trips import briefings, export, holding, invented, lost, plan, taken_in

from briefing.exchange.file import ImportFault
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of
from invented import AMBUSH, FRONT, QUOTE


@given(records=briefings())
@settings(max_examples=15)
def test_any_briefing_comes_back_from_a_workbook(records: dict[str, Record]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "all.xlsx")
        assert lost(export(holding(records), "xlsx", [*records], path)) == {}
        assert taken_in("xlsx", path) == records


@pytest.mark.parametrize("name", ["csv", "tsv"])
@given(records=briefings())
@settings(max_examples=15)
def test_any_records_of_a_kind_come_back_from_a_table(
    name: str, records: dict[str, Record]
) -> None:
    with TemporaryDirectory() as folder:
        for kind in KINDS:
            refs = [ref for ref in records if kind_of(ref) == kind]
            path = Path(folder, f"table.{name}")
            losses = lost(export(holding(records), name, refs, path))
            if not refs:
                continue
            spoilt = losses.get("references to events and quotes that are not exported", [])
            found = taken_in(name, path)
            assert {ref: found[ref] for ref in refs if ref not in spoilt} == {
                ref: records[ref] for ref in refs if ref not in spoilt
            }


def test_the_invented_briefing_comes_back_from_a_workbook(tmp_path: Path) -> None:
    records = invented()
    export(holding(records), "xlsx", [*records], tmp_path / "x.xlsx")
    assert taken_in("xlsx", tmp_path / "x.xlsx") == records


def test_a_table_of_several_kinds_is_refused(tmp_path: Path) -> None:
    records = invented()
    with pytest.raises(ImportFault, match="give --kind"):
        export(holding(records), "csv", [*records], tmp_path / "x.csv")


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_quotes_about_events_that_are_not_in_the_table_are_the_same_again(
    tmp_path: Path, name: str
) -> None:
    records = invented()
    records[QUOTE] = msgspec.structs.replace(records[QUOTE], about=(FRONT, AMBUSH))
    store = holding(records)
    path = tmp_path / f"quotes.{name}"
    losses = lost(export(store, name, [QUOTE], path))
    assert losses["references to events and quotes that are not exported"] == [QUOTE]
    assert plan(store, name, path).counts().keys() == {"same"}
