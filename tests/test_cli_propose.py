"""What a text says that the briefing does not hold yet, at the command line."""

import json
from pathlib import Path

import pytest

from commandline import Run
from invented import TALON

TEXT = "Gunmen killed 14 civilians in Ogolo on Friday.\n\nThe commander Idris Talon was killed.\n"


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return str(path)


def test_proposals_are_printed_with_their_sentence_and_rule(
    run: Run, briefing_file: Path, report: str
) -> None:
    said = run("propose", report, "--on", "2019-06-30", "--db", str(briefing_file)).out
    assert "14 civilians killed in Ogolo" in said
    assert "“Gunmen killed 14 civilians in Ogolo on Friday.”" in said
    assert "[event]" in said
    assert "Contradicts the briefing (1)" in said


def test_json_gives_exact_places(run: Run, briefing_file: Path, report: str) -> None:
    done = json.loads(
        run("propose", report, "--on", "2019-06-30", "--json", "--db", str(briefing_file)).out
    )
    assert {each["rule"] for each in done["proposals"]} == {"event", "status"}
    assert done["disagreements"][0]["ref"] == TALON
    for each in done["proposals"]:
        for found in each["evidence"]:
            assert TEXT[found["start"] : found["end"]] == found["words"]


def test_nothing_is_written(run: Run, briefing_file: Path, report: str) -> None:
    before = briefing_file.read_bytes()
    run("propose", report, "--db", str(briefing_file))
    assert briefing_file.read_bytes() == before


def test_only_some_rules(run: Run, briefing_file: Path, report: str) -> None:
    said = run(
        "propose", report, "--on", "2019-06-30", "--rule", "status", "--db", str(briefing_file)
    ).out
    assert "[status]" in said
    assert "[event]" not in said


def test_the_rules_are_listed(run: Run, briefing_file: Path, report: str) -> None:
    assert "casualties" in run("propose", report, "--rule", "?", "--db", str(briefing_file)).out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--rule", "magic"), "there is no rule “magic”"),
        ((), "neither a source of the briefing nor a file"),
    ],
)
def test_what_cannot_be_done_is_told(
    run: Run, briefing_file: Path, args: tuple[str, ...], message: str
) -> None:
    assert message in run("propose", "absent", *args, "--db", str(briefing_file)).refusal


def test_without_a_day_it_is_told(run: Run, briefing_file: Path, report: str) -> None:
    assert "--on" in run("propose", report, "--db", str(briefing_file)).err
