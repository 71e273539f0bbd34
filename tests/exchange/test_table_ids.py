"""Ids of others in a table: kept with what precedes them, and what they identify."""

from pathlib import Path

import pytest
from round_trips import empty, plan

from briefing.exchange.plan import Plan
from briefing.store.store import Store

ROWS = ("101,Airstrike,2013,Kidal,3", "102,Airstrike,2013,Kidal,3", "103,Clash,2014,Gao,5")


def imported(store: Store, folder: Path, *rows: str, name: str = "raids.csv") -> Plan:
    path = folder / name
    path.write_text("\n".join(["id,title,date,place.name,killed", *rows]))
    made = plan(store, "csv", path)
    assert not made.faults, list(map(str, made.faults))
    made.commit(store)
    return made


def ids(store: Store) -> list[tuple[str, ...]]:
    return [each.ids for each in store.all("event").values()]


@pytest.fixture
def store() -> Store:
    return empty()


def test_ids_are_kept_with_the_name_of_the_table_and_told(store: Store, tmp_path: Path) -> None:
    made = imported(store, tmp_path, *ROWS)
    assert ids(store) == [("raids:101",), ("raids:102",), ("raids:103",)]
    told = "raids: ids are kept as “raids:101”; a mapping file can set what precedes them"
    assert told in made.notes
    assert imported(store, tmp_path, *ROWS).counts() == {"same": 4}


def test_a_row_that_was_corrected_is_known_by_its_id(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, *ROWS)
    again = imported(store, tmp_path, ROWS[0], "102,Airstrike,2013,Kidal,4", "103,Fight,2014,Gao,5")
    assert again.counts() == {"changed": 1, "conflicting": 1, "same": 2}


def test_ids_that_were_given_anew_mislead_nobody(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, *ROWS)
    anew = ("101,Raid,2013,Kidal,1", "102,Airstrike,2013,Kidal,3", "103,Airstrike,2013,Kidal,3")
    again = imported(store, tmp_path, *anew, "104,Clash,2014,Gao,5")
    assert "conflicting" not in again.counts()
    assert len(store.all("event")) == 4


def test_another_file_of_the_same_name_is_doubtful(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, *ROWS)
    again = imported(store, tmp_path, "103,Protest,2020,Bamako,0")
    assert again.counts() == {"new": 1, "same": 1, "doubtful": 1}
    (doubtful,) = (each for each in again.entries if each.is_doubtful)
    assert [each.why for each in doubtful.candidates] == ["same id, little else"]


def test_the_same_table_under_another_name_has_the_same_events(
    store: Store, tmp_path: Path
) -> None:
    imported(store, tmp_path, *ROWS)
    imported(store, tmp_path, *ROWS, name="raids-2.csv")
    assert len(store.all("event")) == 3


@pytest.mark.parametrize("first", [0, 1])
def test_numbers_of_rows_are_no_ids(store: Store, tmp_path: Path, first: int) -> None:
    rows = [f"{number},Clash,2013,Gao,{number}" for number in range(first, first + 3)]
    made = imported(store, tmp_path, *rows)
    assert made.skipped["numbers of rows in a column of ids"] == 3
    assert ids(store) == [(), (), ()]


def test_a_mapping_file_says_what_precedes_ids(store: Store, tmp_path: Path) -> None:
    (tmp_path / "raids.csv.mapping.toml").write_text('ids = "iom"')
    imported(store, tmp_path, "1,Clash,2013,Gao,5")
    assert ids(store) == [("iom:1",)]
    again = imported(store, tmp_path, "1,Siege,2015,Kidal,7")
    assert again.entries[1].before is not None, "an id that was named is trusted"


def test_what_refers_to_a_row_with_a_fault_says_so(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    rows = ("event:siege,Siege,the day after,", "event:raid,Raid,2013,event:siege")
    path.write_text("\n".join(["id,title,date,part_of", *rows]))
    assert [str(each).partition(": ")[2] for each in plan(store, "csv", path).faults][1:] == [
        "refers to event:siege, which has a fault"
    ]
