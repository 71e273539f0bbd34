"""The `mentions` command."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from briefing.model.kinds.source import Decision, Source
from briefing.store.store import Store
from commandline import Run
from invented import FRONT, REPORT, TALON

pytestmark = pytest.mark.usefixtures("home")

TEXT = "The Northern Front withdrew, Idris Talon said on Monday."


def test_it_lists_what_a_file_names(run: Run, briefing_file: Path) -> None:
    Path("wire.txt").write_text(TEXT)
    done = run("mentions", briefing_file, "wire.txt")
    assert done.out == (
        f"4\t18\t{FRONT}\talias\tNorthern Front\n29\t40\t{TALON}\texact\tIdris Talon\n"
    )


def test_as_json_with_all_that_is_known_of_it(run: Run, briefing_file: Path) -> None:
    Path("wire.txt").write_text(TEXT)
    first = run("mentions", briefing_file, "wire.txt", "--json").lines[0]
    assert first == {
        "start": 4,
        "end": 18,
        "words": "Northern Front",
        "kind": "group",
        "ref": FRONT,
        "candidates": [],
        "evidence": "alias",
        "score": 0.98,
    }


def test_what_was_decided_about_a_source_counts(run: Run, briefing_file: Path) -> None:
    store = Store.open(briefing_file)
    source = store.need(REPORT)
    assert isinstance(source, Source)
    never = (Decision(words="Idris Talon", verdict="never"),)
    store.put(REPORT, replace(store.with_text(source, TEXT), decided=never))
    store.close()
    assert [each["words"] for each in run("mentions", briefing_file, REPORT, "--json").lines] == [
        "Northern Front"
    ]


def test_a_source_without_its_text_is_refused(run: Run, briefing_file: Path) -> None:
    assert "does not hold the text" in run("mentions", briefing_file, REPORT).refusal


def test_what_is_no_source_is_refused(run: Run, briefing_file: Path) -> None:
    assert run("mentions", briefing_file, TALON).refusal == f"{TALON} is no source"


def test_a_file_that_is_not_there_is_refused(run: Run, briefing_file: Path) -> None:
    assert "nowhere.txt" in run("mentions", briefing_file, "nowhere.txt").refusal
