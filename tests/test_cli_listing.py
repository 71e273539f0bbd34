"""Lists on the command line."""

import csv
from pathlib import Path

import pytest

from briefing.model.kinds import KINDS
from commandline import Run
from invented import AMBUSH, FRONT, TALON


def test_a_misspelt_name_is_answered_with_what_to_ask_instead(
    run: Run, briefing_file: Path
) -> None:
    told = run("list", "tallonn", "--db", briefing_file)
    assert (told.status, told.out) == (0, "")
    assert f"0 records: no text has “tallonn”; linked:{TALON}?" in told.err


def test_what_is_only_possible_is_counted(run: Run, briefing_file: Path) -> None:
    told = run("list", "kind:battle", "in:2019-05-15", "--db", briefing_file)
    assert told.out.startswith(AMBUSH)
    assert "1 record, only possibly: kind battles · on 15 May 2019" in told.err


def test_kinds_that_give_a_property_differently_are_sorted_by_it(
    run: Run, briefing_file: Path
) -> None:
    assert run("list", "--sort", "role", "--db", briefing_file).status == 0
    assert run("list", "--sort", "-role", "--db", briefing_file).status == 0


# Tables


@pytest.mark.parametrize("kind", [*KINDS, "cites<99"])
def test_no_two_columns_of_a_table_have_one_name(run: Run, briefing_file: Path, kind: str) -> None:
    (head, *_) = csv.reader(run("list", kind, "--csv", "--db", briefing_file).out.splitlines())
    assert len(set(head)) == len(head)


@pytest.mark.parametrize("asked", ["events", "is:event"])
def test_dates_of_a_table_are_codes_whether_of_one_kind_or_of_several(
    run: Run, briefing_file: Path, asked: str
) -> None:
    out = run("list", asked, "--csv", "--db", briefing_file).out
    rows = {row["ref"]: row for row in csv.DictReader(out.splitlines())}
    assert (
        rows[AMBUSH]["date"]
        == run("show", AMBUSH, "--json", "--db", briefing_file).json["record"]["date"]
    )


def test_a_table_of_several_kinds_says_which_each_record_is(run: Run, briefing_file: Path) -> None:
    out = run("list", "cites<99", "--csv", "--db", briefing_file).out
    kinds = {row["ref"]: row["record_kind"] for row in csv.DictReader(out.splitlines())}
    assert (kinds[AMBUSH], kinds[FRONT]) == ("event", "group")
