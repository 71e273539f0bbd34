"""Questions on the command line: holders, ties, tolls, compare, watches."""

import re
import shlex
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from briefing.store.store import Store
from briefing.tui.answers.questions import QUESTIONS
from commandline import Run
from invented import (
    AMBUSH,
    ARMY,
    FRONT,
    LEADS,
    MARTYRS,
    OPERATION,
    QUOTE,
    SPLIT,
    TALON,
    WIRE,
    group,
    record,
)
from shipped import ROOT, SAMPLE

PAGE = (ROOT / "docs" / "asking.md").read_text()


def test_holders_shows_who_led_a_group_and_who_did_on_a_day(run: Run, briefing_file: Path) -> None:
    db = ("--db", briefing_file)
    assert "2014 →  Idris Talon, founder" in run("holders", FRONT, *db).out
    asked = run("holders", FRONT, "--on", "1 january 2015", *db)
    assert asked.out.startswith("Who led Front du Nord – الجبهة الشمالية on 1 January 2015\n")
    assert "(possible  leader:idris-talon)" in asked.out
    (found,) = run("holders", FRONT, "--on", "2015-01-01", "--json", *db).json
    assert (found["certainty"], found["tenure"]["link"]) == ("possible", LEADS)
    assert found["tenure"]["sure_from"] is None
    assert run("holders", FRONT, "--on", "2013", "--json", *db).json == []


def test_holders_of_a_leader_or_of_nobody_in_particular(run: Run, briefing_file: Path) -> None:
    db = ("--db", briefing_file)
    assert run("holders", TALON, *db).out.startswith("What Idris Talon held, and when\n")
    (post,) = run("holders", TALON, "--json", *db).json
    assert post["group"] == FRONT
    assert run("holders", *db).out.startswith("Who led what, and when\n")
    (office,) = run("holders", "--json", *db).json
    assert office["group"] == FRONT
    assert office["gaps"] == [{"first": "2013-01-01", "last": "2013-12-31", "holders": []}]


def test_watches_says_what_is_new_until_it_is_taken_as_seen(run: Run, briefing_file: Path) -> None:
    db, who = ("--db", briefing_file), "requirement:who"
    with closing(Store.open(briefing_file)) as store:
        store.put(who, record("requirement", text="Who holds Selim?", watch="place:selim"))
        store.put("requirement:why", record("requirement", text="Why?", watch="kiled>1"))
    assert run("watches", *db).out.splitlines() == [
        f"{who}\t1 new\tWho holds Selim?",
        "requirement:why\tnothing new; 1 query is wrong\tWhy?",
    ]
    shown = run("watches", who, "--seen", *db).out
    assert f"Ambush at Wadi Selim  ({AMBUSH})" in shown
    found, wrong = run("watches", "--json", *db).json
    assert (found["new"], found["watches"][0]["total"]) == ([], 1)
    assert "did you mean killed?" in wrong["watches"][0]["fault"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("watches", "--seen"), "--seen needs the REQUIREMENT"),
        (("watches", FRONT), "watches asks about a requirement"),
        (("holders", FRONT, "--on", "whenever"), "whenever"),
        (("holders", "--on", "2013"), "name the GROUP"),
        (("holders", TALON, "--on", "2013"), "name the GROUP"),
        (("holders", "group:none"), "there is no group:none"),
        (("holders", WIRE), "holders asks about a group or a leader"),
        (("holders", AMBUSH), "holders asks about a group or a leader"),
        (("tolls", AMBUSH, QUOTE), f"tolls asks about events, groups and leaders, not {QUOTE}"),
        (("ties", FRONT, "--to", FRONT), "--to asks about another record"),
        (("ties", "group:none"), "there is no group:none"),
        (("ties", FRONT, "--to", "group:none"), "there is no group:none"),
        (("ties", FRONT, "--steps", "0"), "0"),
        (("tolls", "event:none"), "there is no event:none"),
        (("tolls", "--during", "whenever"), "whenever"),
        (("compare", FRONT, "group:none"), "there is no group:none"),
        (("compare", FRONT), "give either a second REF or --since"),
        (("compare", FRONT, TALON, "--since", "0"), "give either a second REF or --since"),
        (("compare", FRONT, "--since", "99"), "there is no revision 99"),
        (("compare", FRONT, "--since", "whenever"), "whenever"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_line(
    run: Run, briefing_file: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert said in run(*arguments, "--db", briefing_file).refusal


def test_ties_lists_what_is_within_some_steps(run: Run, briefing_file: Path) -> None:
    db = ("--db", briefing_file)
    found = run("ties", TALON, "--json", *db).json
    assert [(each["ref"], each["distance"]) for each in found] == [(FRONT, 1), (MARTYRS, 2)]
    assert [step["via"] for step in found[1]["path"]["steps"]] == [LEADS, SPLIT]
    assert "1 step\n" in run("ties", TALON, "--steps", "1", *db).out
    assert MARTYRS not in run("ties", TALON, "--steps", "1", *db).out
    by_events = run("ties", TALON, "--events", "--json", *db).json
    assert ARMY in {each["ref"] for each in by_events}


def test_ties_to_another_record_lists_the_shortest_paths(run: Run, briefing_file: Path) -> None:
    db = ("--db", briefing_file)
    assert run("ties", TALON, "--to", MARTYRS, "--json", *db).json["count"] == 1
    assert "in 2 steps" in run("ties", TALON, "--to", MARTYRS, *db).out


def test_tolls_adds_up_some_events_or_all(run: Run, briefing_file: Path) -> None:
    db = ("--db", briefing_file)
    for refs in ((), (AMBUSH,), (OPERATION,), (FRONT,), (AMBUSH, OPERATION)):
        (total,) = run("tolls", *refs, "--json", *db).json["totals"]
        assert (total["outcome"], total["total"]["best"]) == ("killed", 5), refs
    assert "5 (4 to 7)    all together" in run("tolls", *db).out
    june = run("tolls", "--during", "june 2019", "--json", *db).json
    assert (june["totals"], june["apart"][0]["events"]) == ([], [OPERATION])


def test_compare_puts_two_records_side_by_side(run: Run, briefing_file: Path) -> None:
    db = ("--db", briefing_file)
    assert "The same\n  Kind" in run("compare", FRONT, MARTYRS, *db).out
    found = {
        each["field"]: each["verdict"] for each in run("compare", FRONT, TALON, "--json", *db).json
    }
    assert found["name"] == found["status"] == "differs"
    assert found["position"] == "only in the second"


@pytest.fixture
def renamed(briefing_file: Path) -> Path:
    """The invented briefing, then the army renamed twice; revisions 2 and 3."""
    with closing(Store.open(briefing_file, by="colleague")) as store:
        store.put(ARMY, group("Army of Karsa", kind="state forces"), "its own name")
        store.put(ARMY, group("Army of the Republic", kind="state forces"), "its name since")
    return briefing_file


def test_compare_since_shows_how_a_record_changed_up_to_now_or_as_known(
    run: Run, renamed: Path
) -> None:
    db = ("--db", renamed)
    told = run("compare", ARMY, "--since", "1", *db)
    assert told.out.startswith("How Army of the Republic changed since revision 1\n\nChanged\n")
    assert "  Name       Karsa Army → Army of the Republic\n" in told.out
    assert told.err == "briefing: note: as known at revision 1: 2 changes since\n"
    then = run("compare", ARMY, "--since", "1", "--known-at", "2", "--json", *db).json
    assert (then[0]["first"], then[0]["second"]) == ("Karsa Army", "Army of Karsa")
    assert [each["verdict"] for each in then if each["field"] == "kind"] == ["same"]
    added = run("compare", renamed, ARMY, "--since", "0", "--json").json
    assert {each["verdict"] for each in added} == {"only in the second"}
    assert "there is no group:none" in run("compare", "group:none", "--since", "0", *db).err


def test_a_question_is_asked_of_the_briefing_as_of_a_date_and_as_it_was_known(
    run: Run, renamed: Path
) -> None:
    as_of_may, known_at_one = (
        ("--as-of", "may 2018", "--db", renamed),
        ("--known-at", "1", "--db", renamed),
    )
    assert MARTYRS not in run("ties", TALON, "--json", *as_of_may).out
    path = run("ties", TALON, "--to", FRONT, "--json", *as_of_may).json
    assert (path["as_of"], path["count"]) == ("2018-05-31", 1)
    sums = run("tolls", "--json", *as_of_may).json
    assert (sums["as_of"], sums["totals"]) == ("2018-05-31", [])
    assert "as_of" not in run("tolls", "--json", "--db", renamed).json
    (post,) = run("holders", FRONT, "--json", *as_of_may).json
    assert [each["link"] for each in post["tenures"]] == [LEADS]
    assert run("holders", FRONT, "--as-of", "2010", "--db", renamed).status == 2
    assert "Only in Karsa Army" in run("compare", ARMY, FRONT, *known_at_one).out


@pytest.mark.parametrize("command", re.findall(r"(?:`|\$ )(briefing [^`\n]+)", PAGE))
def test_every_command_on_the_page_is_answered_from_the_sample(
    run: Run, tmp_path: Path, command: str
) -> None:
    db = shutil.copy(SAMPLE, tmp_path / "db.json")
    assert run(*shlex.split(command)[1:], "--db", db).status == 0


def test_every_question_of_the_menu_is_on_the_page() -> None:
    assert set(re.findall("`i` `(.)`", PAGE)) == {each.letter for each in QUESTIONS}


def test_an_answer_is_safe_for_a_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    path.write_text(
        '{"meta": {"format": 1}, "group": {"a": {"name": "A\\u001b[31m"}, "b": {"name": "B"}}}'
    )
    assert "A·[31m" in run("compare", "group:a", "group:b", "--db", path).out
