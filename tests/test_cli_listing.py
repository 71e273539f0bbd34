"""Lists on the command line."""

from pathlib import Path

from commandline import Run
from invented import AMBUSH, TALON


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
