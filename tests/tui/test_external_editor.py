"""Records edited as text in the user's editor; the text is never lost."""

import re
from pathlib import Path

import pytest

from briefing.model.validation import build, plain
from briefing.store.store import Store
from briefing.tui.actions.external_editor import edit_as_text, editor_of, leaving
from briefing.tui.actions.workspace import Selection
from briefing.tui.dialogs.confirm import ConfirmScreen
from fakehost import workspace
from filling_in import in_file
from invented import FRONT, MARTYRS, TALON, contents
from onscreen import NARROW, opened

Script = str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where texts are kept, and nothing else."""
    made = tmp_path / "texts"
    made.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(made))
    return made


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that runs a script."""
    path = tmp_path / "my editor"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    monkeypatch.setenv("VISUAL", f'"{path}" -w')
    return path


def does(editor: Path, script: Script) -> None:
    editor.write_text(f"#!/bin/sh\nfor file; do :; done\n{script}\n")


def texts(folder: Path) -> list[Path]:
    return sorted(folder.glob("briefing-*.toml"))


async def test_what_the_editor_saved_is_saved(book: Store, folder: Path, editor: Path) -> None:
    does(editor, """sed -i 's/"Commander"/"Governor"/' "$file" """)
    before = contents(book)
    work, host = workspace(book)
    await edit_as_text(work, Selection(TALON))
    assert in_file(book, TALON)["position"] == "Governor"
    assert host.messages == ["saved 1 record; u undoes it"]
    assert texts(folder) == []
    book.undo()
    assert contents(book) == before


@pytest.mark.parametrize("name", ["vi", "vim", "nvim", "nano"])
async def test_the_text_begins_with_how_to_save_and_leave_an_editor_known_to_puzzle(
    book: Store, folder: Path, editor: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = ["ctrl+o", "ctrl+x"] if name == "nano" else ["esc", ":wq", ":q!"]
    puzzling = editor.rename(editor.with_name(name))
    monkeypatch.setenv("VISUAL", f'"{puzzling}"')
    does(puzzling, """head -1 "$file" > "$0.seen"; sed -i 's/"Commander"/"Governor"/' "$file" """)
    work, _ = workspace(book)
    await edit_as_text(work, Selection(TALON))
    first = Path(f"{puzzling}.seen").read_text()
    assert first.startswith(f"# In {name}: ")
    assert all(key in first for key in keys)
    assert in_file(book, TALON)["position"] == "Governor"


def test_an_editor_that_says_itself_how_to_leave_it_gets_no_advice() -> None:
    assert leaving(["code", "-w"]) == ""
    assert leaving([]) == ""


async def test_what_a_new_cite_gives_is_kept_as_what_it_means(
    book: Store, folder: Path, editor: Path
) -> None:
    does(
        editor, """sed -i 's/field = "status"/field = "born", value = "about may 1970"/' "$file" """
    )
    work, host = workspace(book)
    await edit_as_text(work, Selection(TALON))
    assert in_file(book, TALON)["cites"][-1]["value"] == "1970-05~", host.messages


async def test_leaving_the_text_as_it_is_changes_nothing(
    book: Store, folder: Path, editor: Path
) -> None:
    before = contents(book)
    work, host = workspace(book)
    await edit_as_text(work, Selection(TALON))
    assert contents(book) == before
    assert host.messages == ["nothing was changed"]
    assert texts(folder) == []


async def test_what_is_wrong_is_shown_by_line_and_can_be_put_right(
    book: Store, folder: Path, editor: Path
) -> None:
    does(editor, """sed -i 's/"at large"/"on the moon"/' "$file" """)

    def again(question: ConfirmScreen) -> bool:
        assert re.search(r"line \d+: status: ", question.details[0])
        assert in_file(book, TALON)["status"] == "at large"
        does(editor, """sed -i 's/"on the moon"/"detained"/' "$file" """)
        return True

    work, _ = workspace(book, again)
    await edit_as_text(work, Selection(TALON))
    assert in_file(book, TALON)["status"] == "detained"
    assert texts(folder) == []


async def test_what_was_typed_is_kept_when_it_is_given_up(
    book: Store, folder: Path, editor: Path
) -> None:
    does(editor, """echo 'what I wrote' >> "$file" """)
    work, host = workspace(book, False)
    await edit_as_text(work, Selection(TALON))
    (kept,) = texts(folder)
    assert kept.read_text().endswith("what I wrote\n")
    assert str(kept) in host.messages[-1]


@pytest.mark.parametrize("after", ["", """echo 'what I wrote' >> "$file" """])
async def test_an_editor_that_fails_loses_nothing(
    book: Store, folder: Path, editor: Path, after: str
) -> None:
    does(editor, f"{after}\nexit 3")
    before = contents(book)
    work, host = workspace(book)
    await edit_as_text(work, Selection(TALON))
    assert "ended with status 3" in host.messages[-1]
    assert contents(book) == before
    assert len(texts(folder)) == bool(after)


async def test_a_missing_editor_is_reported(
    book: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "/nowhere/editor")
    work, host = workspace(book)
    await edit_as_text(work, Selection(TALON))
    assert "/nowhere/editor cannot be started" in host.messages[-1]
    assert texts(folder) == []


async def test_a_record_changed_meanwhile_is_not_overwritten(
    book: Store, folder: Path, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    does(editor, """sed -i 's/"Commander"/"Governor"/' "$file" """)
    run = book.transaction

    def changed_first(why: str = "") -> object:
        monkeypatch.undo()
        raw = {**plain(book.need(TALON)), "summary": "by somebody else"}
        book.put(TALON, build("leader", raw))
        return run(why)

    monkeypatch.setattr(book, "transaction", changed_first)
    work, host = workspace(book)
    await edit_as_text(work, Selection(TALON))
    assert in_file(book, TALON)["summary"] == "by somebody else"
    assert "nothing was saved" in host.messages[-1]


async def test_all_that_are_marked_are_edited_in_one_text(
    book: Store, folder: Path, editor: Path
) -> None:
    does(editor, """sed -i 's/rebel group/identity militia/' "$file" """)
    work, host = workspace(book)
    await edit_as_text(work, Selection(FRONT, (FRONT, MARTYRS)))
    for ref in (FRONT, MARTYRS):
        assert in_file(book, ref)["kind"] == "identity militia"
    assert host.messages == ["saved 2 records; u undoes it"]


async def test_e_hands_the_selected_record_to_the_editor(
    book: Store, folder: Path, editor: Path
) -> None:
    does(editor, """sed -i 's/"Commander"/"Governor"/' "$file" """)
    async with opened(book, NARROW) as reader:
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("E")
        assert in_file(book, TALON)["position"] == "Governor"


def test_the_editor_is_the_one_the_reader_named(tmp_path: Path) -> None:
    assert editor_of({"VISUAL": "code -w", "EDITOR": "nano"}) == ["code", "-w"]
    assert editor_of({"EDITOR": "'my editor' -x"}) == ["my editor", "-x"]
    (tmp_path / "vi").write_text("")
    (tmp_path / "vi").chmod(0o755)
    assert editor_of({"VISUAL": "'unclosed", "PATH": str(tmp_path)}) == ["vi"]
    assert editor_of({"PATH": str(tmp_path / "none")}) == []
