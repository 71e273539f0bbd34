"""What goes out as a table comes back the same."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from round_trips import briefings, export, holding, invented, lost, taken_in

from briefing.exchange.file import ImportFault
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of


@given(records=briefings())
@settings(max_examples=80)
def test_any_briefing_comes_back_from_a_workbook(records: dict[str, Record]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "all.xlsx")
        assert lost(export(holding(records), "xlsx", [*records], path)) == {}
        assert taken_in("xlsx", path) == records


@pytest.mark.parametrize("name", ["csv", "tsv"])
@given(records=briefings())
@settings(max_examples=40)
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
