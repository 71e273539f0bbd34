"""Completing the path of a file."""

from pathlib import Path

import pytest
from textual.app import App

from briefing.tui.dialogs.path import PathSaid, PathScreen
from briefing.tui.dialogs.paths import common, completions, path_of
from briefing.tui.widgets.row_list import RowList
from onscreen import Reader, rows_in_sight, running, text_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("reports.csv", "report.txt", "Readme", ".hidden"):
        (tmp_path / name).write_text("x")
    (tmp_path / "regions").mkdir()
    (tmp_path / "regions" / "kidal.csv").write_text("x")
    return tmp_path


def is_table(path: Path) -> bool:
    return path.suffix == ".csv"


def texts(typed: str) -> list[str]:
    return [each.text for each in completions(typed, is_table)]


def test_folders_come_first_then_files_that_are_asked_for(folder: Path) -> None:
    assert texts("re") == ["regions/", "reports.csv", "Readme", "report.txt"]
    assert [each.is_wanted for each in completions("re", is_table)] == [False, True, False, False]


def test_what_is_in_a_folder_completes_its_path(folder: Path) -> None:
    assert texts("regions/") == ["regions/kidal.csv"]
    assert texts(f"{folder}/regions/K") == [f"{folder}/regions/kidal.csv"]


def test_hidden_files_come_only_after_a_dot(folder: Path) -> None:
    assert ".hidden" not in texts("")
    assert texts(".h") == [".hidden"]


def test_a_tilde_is_the_home_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    assert texts("~/regions/") == ["~/regions/kidal.csv"]
    assert path_of("~/report.txt") == folder / "report.txt"


def test_a_folder_that_cannot_be_read_has_no_completions(folder: Path) -> None:
    assert texts("nowhere/") == []
    assert texts("report.txt/") == []
    assert texts("a\0b/") == []


def test_the_line_is_completed_as_far_as_all_agree(folder: Path) -> None:
    assert common("rep", completions("rep", is_table)) == "report"
    assert common("report", completions("report", is_table)) == "report"
    assert common("x", ()) == "x"


# On the screen


def judged(path: Path) -> PathSaid:
    return PathSaid(f"it is {path.name}") if path.is_file() else PathSaid("no file", is_fault=True)


async def ask(reader: Reader) -> list[str | None]:
    """Open the dialog; the list receives its answer."""
    answers: list[str | None] = []
    screen = PathScreen("Which?", "", judged, is_table, ["/old/report.csv"])
    reader.app.push_screen(screen, answers.append)
    await reader.rest()
    return answers


def said(reader: Reader) -> str:
    return text_of(reader.on(PathScreen).query_one(".said"))


def rows(reader: Reader) -> list[str]:
    return rows_in_sight(reader.on(PathScreen).query_one(RowList))


async def test_tab_completes_and_enter_answers(folder: Path) -> None:
    async with running(App()) as reader:
        answers = await ask(reader)
        await reader.write("rep")
        assert said(reader) == "2 begin like that"
        await reader.press("tab")
        await reader.write(".")
        await reader.press("tab")
        assert said(reader) == "it is report.txt"
        await reader.press("enter")
        assert answers == ["report.txt"]


async def test_the_arrows_choose_and_a_folder_is_entered(folder: Path) -> None:
    async with running(App()) as reader:
        answers = await ask(reader)
        await reader.write("re")
        await reader.press("down", "enter")
        assert rows(reader) == ["kidal.csv"]
        await reader.press("down", "enter")
        assert answers == ["regions/kidal.csv"]


async def test_files_used_before_are_offered_first(folder: Path) -> None:
    async with running(App()) as reader:
        await ask(reader)
        assert rows(reader)[0].startswith("/old/report.csv")
        assert rows(reader)[0].endswith("recent")
        await reader.write("r")
        assert not any("recent" in row for row in rows(reader))


async def test_a_path_that_will_not_do_is_not_taken(folder: Path) -> None:
    async with running(App()) as reader:
        answers = await ask(reader)
        await reader.press("enter")
        await reader.write("nothing")
        await reader.press("enter")
        assert reader.on(PathScreen).query_one(".said").has_class("-wrong")
        await reader.press("escape")
        assert answers == [None]
