"""The network on the command line."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from commandline import Run
from invented import AMBUSH, ARMY, FRONT, LEADS, MARTYRS, SPLIT, TALON
from shipped import ROOT, SAMPLE

PAGE = (ROOT / "docs" / "views.md").read_text()


def test_it_lists_what_is_around_a_record_and_draws_it(run: Run, briefing_file: Path) -> None:
    db = ("--db", briefing_file)
    out = run("network", TALON, "--draw", "--width", "90", *db).out
    assert out.startswith("◉ Idris Talon\n└─ leads · since 2014 · ungraded ─ Front du Nord")
    assert "   └─ split off · Nov 2018 · ungraded ─ Martyrs of Selim" in out
    assert "\n1 step (1)\n  Idris Talon leads FN (as founder, since 2014)" in out
    found = run("network", TALON, "--json", *db).json
    assert [each["via"] for each in found["ties"]] == [LEADS, SPLIT]
    assert [each["distance"] for each in found["records"]] == [0, 1, 2]
    plain = run("network", TALON, "--draw", "--ascii", "--depth", "1", *db).out
    assert plain.startswith("* Idris Talon\n`- leads - since 2014 - ungraded - Front du Nord")


def test_events_count_as_ties_on_demand_and_types_of_link_can_be_chosen(
    run: Run, briefing_file: Path
) -> None:
    db = ("--db", briefing_file)
    assert not run("network", ARMY, "--json", *db).json["ties"]
    (tie,) = run("network", ARMY, "--events", "--depth", "1", "--json", *db).json["ties"]
    assert (tie["via"], tie["type"], tie["to"]) == (AMBUSH, "event", FRONT)
    chosen = run("network", FRONT, "--type", "leads", "--json", *db).json
    assert [each["via"] for each in chosen["ties"]] == [LEADS]
    around = run("network", AMBUSH, "--depth", "1", "--json", *db).json
    assert {each["to"] for each in around["ties"]} == {FRONT, ARMY}


def test_a_period_a_filter_and_a_date_narrow_it(run: Run, briefing_file: Path) -> None:
    db = ("--db", briefing_file)

    def vias(*arguments: str) -> list[tuple[str, bool]]:
        found = run("network", FRONT, *arguments, "--json", *db).json
        return [(each["via"], each["certain"]) for each in found["ties"]]

    assert vias("--during", "2013") == []
    assert vias("--during", "2014") == [(LEADS, True)]
    assert vias("--during", "2016") == [(LEADS, False)], "nothing says that it lasted so long"
    assert vias("--filter", "type:leads") == [(LEADS, True)]
    assert vias("--as-of", "may 2018") == [(LEADS, True)]
    assert "≈ possibly" in run("network", FRONT, "--during", "2016", *db).out


def test_paths_ranking_and_parts_are_answers_pictures_and_json(
    run: Run, briefing_file: Path, tmp_path: Path
) -> None:
    db = ("--db", briefing_file)
    paths = run("network", TALON, "--to", MARTYRS, "--draw", *db).out
    assert "─ ○ Martyrs of Selim" in paths
    assert "in 2 steps" in paths
    ranking = run("network", "--central", "--json", *db).json
    assert (ranking["records"][0]["ref"], ranking["exact"]) == (FRONT, True)
    assert "between 1 pair" in run("network", "--central", "--by", "tied", *db).out
    parts = run("network", "--json", *db).json
    assert [len(part["refs"]) for part in parts["parts"]] == [3]
    assert parts["alone"] == [ARMY]
    assert {each["via"] for each in parts["ties"]} == {LEADS, SPLIT}
    for number, arguments in enumerate([(FRONT,), (TALON, "--to", MARTYRS), ("--central",), ()]):
        svg = tmp_path / f"{number}.svg"
        assert run("network", *arguments, "--svg", svg, *db).status == 0
        assert svg.read_text().startswith("<svg ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((FRONT, "--central"), "give REF, with or without --to, or --central, or --components"),
        (("--to", FRONT), "give REF"),
        ((FRONT, "--to", FRONT), "--to asks about another record"),
        (("group:none",), "there is no group:none"),
        ((FRONT, "--to", "group:none"), "there is no group:none"),
        ((FRONT, "--depth", "4"), "4"),
        ((FRONT, "--type", "not-same-as"), "not-same-as"),
        ((FRONT, "--during", "whenever"), "whenever"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_one_line(
    run: Run, briefing_file: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert said in run("network", *arguments, "--db", briefing_file).refusal


@pytest.mark.parametrize("command", re.findall(r"\$ (briefing network[^`\n]*)", PAGE))
def test_every_command_on_the_page_is_answered_from_the_sample(
    run: Run, tmp_path: Path, command: str
) -> None:
    db = shutil.copy(SAMPLE, tmp_path / "db.json")
    assert run(*shlex.split(command)[1:], "--db", db).status == 0
