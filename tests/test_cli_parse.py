"""How a text would be understood, at the command line."""

from pathlib import Path
from typing import Any

import pytest

from briefing.cli.commands.parsing import NAMELESS, NAMING
from briefing.model.parsers.understanding import TEXT_KINDS
from commandline import Run
from invented import ARMY, FRONT, REPORT, TALON

ROW = {"who": "", "outcome": "killed"}
UNDERSTOOD: list[tuple[str, str, Any]] = [
    ("date", "late february 2013", "2013-02-2X"),
    ("casualties", "twenty-one killed", [ROW | {"low": 21, "best": 21, "high": 21}]),
    (
        "casualties",
        "more than ninety soldiers killed",
        [ROW | {"who": "soldiers", "low": 91}],
    ),
    (
        "casualties",
        "dozens wounded",
        [{"who": "", "outcome": "wounded", "low": 12, "as_said": "dozens"}],
    ),
    (
        "actors",
        "perpetrator: Karsa Army; target: herders",
        [{"ref": ARMY, "role": "perpetrator"}, {"name": "herders", "role": "target"}],
    ),
    (
        "link",
        "Idris Talon founded FN in 2012",
        {"type": "member", "from": TALON, "to": FRONT, "role": "founder", "start": "2012"},
    ),
    ("link", "deputy leader of FN", {"type": "member", "to": FRONT, "role": "deputy leader"}),
    ("place", "Kidal, Mali", {"name": "Kidal", "country": "ML"}),
    (
        "cite",
        "founded: “set up about 2012” (2) Report of the observer mission",
        {
            "source": REPORT,
            "field": "founded",
            "passage": "set up about 2012",
            "credibility": 2,
        },
    ),
    (
        "cite",
        "date = 30 january 2013: Report of the observer mission",
        {"source": REPORT, "field": "date", "value": "2013-01-30"},
    ),
    (
        "cite",
        "casualties = more than ninety killed: Report of the observer mission",
        {"source": REPORT, "field": "casualties", "value": "killed: at least 91"},
    ),
    (
        "quote",
        "“We will stay,” Idris Talon said.",
        [
            {
                "text": "We will stay",
                "mode": "direct",
                "speaker": TALON,
                "anonymity": "named",
            }
        ],
    ),
]


def test_every_reader_can_be_asked() -> None:
    assert {*NAMELESS, *NAMING} == set(TEXT_KINDS)


@pytest.mark.parametrize(("what", "text", "value"), UNDERSTOOD)
def test_the_value_is_what_would_be_kept(
    run: Run, briefing_file: Path, what: str, text: str, value: Any
) -> None:
    done = run("parse", what, text, "--json", "--db", briefing_file)
    assert done.json == {"understood": True, "value": value, "said": done.json["said"], "left": []}
    assert done.json["said"]
    assert done.status == 0


@pytest.mark.parametrize("what", TEXT_KINDS)
def test_what_is_not_understood_is_told_with_the_reason(
    run: Run, briefing_file: Path, what: str
) -> None:
    told = run("parse", what, "  ", "--db", briefing_file)
    assert told.status == 1
    assert told.out.startswith("not understood: ")
    as_json = run("parse", what, "  ", "--json", "--db", briefing_file)
    assert as_json.status == 1
    assert as_json.json == {"understood": False, "value": None, "said": as_json.json["said"]}
    assert as_json.json["said"]


def test_a_date_counts_from_the_day_that_is_given(run: Run) -> None:
    done = run("parse", "date", "on Thursday", "--on", "2014-01-25")
    assert done.out == "23 January 2014, counted from 25 January 2014, as you said\n"


def test_without_a_day_a_date_counts_from_today(run: Run) -> None:
    assert run("parse", "date", "yesterday").out.endswith(", today\n")


def test_a_day_that_is_none_is_refused(run: Run) -> None:
    assert "2014-02-30" in run("parse", "date", "yesterday", "--on", "2014-02-30").refusal


def test_what_is_not_kept_is_told(run: Run) -> None:
    told = "parse", "casualties", "two French journalists killed by Islamists"
    assert "not kept: by Islamists" in run(*told).out.splitlines()
    assert run(*told, "--json").json["left"] == ["by Islamists"]


def test_what_a_cite_gives_in_words_is_told_with_the_reason(run: Run, briefing_file: Path) -> None:
    line = "casualties = 12 killed or wounded: Report of the observer mission"
    told = run("parse", "cite", line, "--db", briefing_file).out
    assert "kept in words: “12 killed or wounded” was not understood" in told


def test_a_link_from_the_other_end_is_to_the_record_at_hand(run: Run, briefing_file: Path) -> None:
    told = run("parse", "link", "led by Idris Talon since 2012", "--db", briefing_file)
    assert told.out == "Idris Talon leads this record, since 2012\n"


def test_names_are_those_of_the_briefing(run: Run, briefing_file: Path, tmp_path: Path) -> None:
    told = "parse", "actors", "Northern Front", "--json"
    assert run(*told, "--db", briefing_file).json["value"] == [{"ref": FRONT}]
    assert "there is no such file" in run(*told, "--db", tmp_path / "gone.json").refusal


def test_without_a_briefing_names_are_names(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = run("parse", "actors", "Northern Front", "--json")
    assert told.json["value"] == [{"name": "Northern Front"}]


def test_nothing_is_written(run: Run, briefing_file: Path) -> None:
    before = {path: path.read_bytes() for path in briefing_file.parent.iterdir() if path.is_file()}
    run("parse", "actors", "Northern Front", "--db", briefing_file)
    after = {path: path.read_bytes() for path in briefing_file.parent.iterdir() if path.is_file()}
    assert before == after
