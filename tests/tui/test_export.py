"""Put records out: which, in what format, where, and what the format could not hold."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import Event as Flag
from typing import Any, BinaryIO

import pytest
from msgspec.structs import replace

from briefing.exchange.format import Format, Losses
from briefing.exchange.formats.briefing_json import FORMATS
from briefing.store.book import Book
from briefing.store.store import Store
from briefing.tui.actions.workspace import Selection
from briefing.tui.answers.screen import AnswerScreen
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.path import PathScreen
from briefing.tui.dialogs.progress import ProgressScreen
from briefing.tui.exports.flow import put_out
from briefing.views.books.viewpoint import Viewpoint
from fakehost import FakeHost, workspace
from importing import NAMES, use
from invented import AMBUSH, ARMY, FRONT, MARTYRS, REPORT, fill
from onscreen import NARROW, WIDE, Reader, opened

HERE = Selection(FRONT)


def _write(_book: Book, refs: Sequence[str], out: BinaryIO) -> Losses:
    losses = Losses()
    for ref in sorted(refs):
        out.write(f"{ref}\n".encode())
        losses.add("cites", ref)
    return losses


def _write_folder(_book: Book, refs: Sequence[str], folder: Path) -> Losses:
    for ref in refs:
        (folder / f"{ref.replace(':', '-')}.md").write_text(ref)
    return Losses()


REFS = Format(
    name="refs",
    title="Refs",
    suffixes=(".refs",),
    about="a ref a line",
    write=_write,
    kinds=("group", "leader"),
)
NOTES = Format(
    name="notes", title="Notes", suffixes=(".md",), about="a note each", write_folder=_write_folder
)


@pytest.fixture(autouse=True)
def only_these(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, NAMES, REFS, NOTES)
    monkeypatch.chdir(tmp_path)


def works(screen: ProgressScreen[Any]) -> Any:
    return screen.worked()


def offered(host: FakeHost) -> dict[str, str]:
    """What can be put out."""
    menus = [screen for screen in host.asked if isinstance(screen, MenuScreen)]
    return dict(menus[0].terms)


async def exported(store: Store, *answers: Any, **shown: Any) -> FakeHost:
    work, host = workspace(store, *answers)
    for name, value in shown.items():
        setattr(host, name, value)
    await put_out(work, HERE)
    return host


# Without a screen


async def test_everything_goes_into_a_file(filled: Store, tmp_path: Path) -> None:
    host = await exported(filled, "everything", "refs", "out.refs", works, None)
    lines = (tmp_path / "out.refs").read_text().splitlines()
    assert lines == sorted([ARMY, FRONT, MARTYRS, "leader:idris-talon"])
    assert host.messages == [
        f"wrote 4 records to {tmp_path / 'out.refs'}; what Refs cannot hold is listed"
    ]


async def test_the_menus_say_how_many_records_there_are_and_fit(filled: Store) -> None:
    host = await exported(filled, "everything", None)
    assert offered(host) == {
        "this": "this record: Front du Nord – الجبهة الشمالية",
        "everything": "12 records",
    }
    assert host.menu.terms == {
        "refs": "4 of 12 · a ref a line",
        "notes": "a note each",
    }


async def test_marks_come_first_then_what_the_lists_show(filled: Store) -> None:
    host = await exported(filled, None, marked=[ARMY, MARTYRS], in_sight={FRONT, AMBUSH, "view:x"})
    assert list(offered(host).items())[:2] == [
        ("marked", "2 records marked"),
        ("shown", "what the lists show: 2 records"),
    ]


async def test_a_mark_of_a_record_that_is_not_shown_now_does_not_count(filled: Store) -> None:
    host = await exported(filled, None, marked=["group:gone"])
    assert "marked" not in offered(host)


async def test_a_name_is_proposed(store: Store) -> None:
    filled = fill(store)
    for what, name in (("this", "northern-front.refs"), ("everything", "karsa-highlands.refs")):
        host = await exported(filled, what, "refs", None)
        asked = host.asked[-1]
        assert isinstance(asked, PathScreen)
        assert asked.value == name


async def test_a_file_is_replaced_only_if_that_is_said(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "out.refs"
    path.write_text("old")
    host = await exported(filled, "this", "refs", "out.refs", False)
    assert host.confirm.question == "Replace out.refs?"
    assert path.read_text() == "old"
    host = await exported(filled, "this", "refs", "out.refs", True, works)
    assert path.read_text() == f"{FRONT}\n"
    assert host.messages == [f"wrote 1 record to {path}; not held: cites of {FRONT}"]


async def test_a_folder_must_be_new_or_empty(filled: Store, tmp_path: Path) -> None:
    await exported(filled, "this", "notes", "notes", works)
    assert (tmp_path / "notes" / "group-northern-front.md").read_text() == FRONT
    host = await exported(filled, "this", "notes", "notes", works)
    assert "is no empty folder" in host.messages[0]


async def test_a_protected_source_is_not_named(filled: Store, tmp_path: Path) -> None:
    filled.put(REPORT, replace(filled.need(REPORT), protection="protected"))
    host = await exported(filled, "everything", "notes", "notes", works)
    assert (tmp_path / "notes" / "source-protected-1.md").exists()
    assert host.messages[0].split("; ") == [
        f"wrote 11 records to {tmp_path / 'notes'}",
        "1 source is protected: its name was left out",
        "1 record known only from what is not released was left out",
    ]


async def test_of_marked_records_one_says_up_to_which_marking(
    filled: Store, tmp_path: Path
) -> None:
    filled.put(ARMY, replace(filled.need(ARMY), marking="amber"))
    host = await exported(filled, "everything", "notes", "green", "notes", works)
    assert list(host.menu.terms) == ["clear", "green", "amber"]
    assert not (tmp_path / "notes" / "group-karsa-army.md").exists()
    assert (
        "1 record above TLP:GREEN or known only from what is not released was left out"
        in (host.messages[0])
    )
    assert not (await exported(filled, "everything", "notes", None)).messages


async def test_a_limit_by_marking_needs_the_present(filled: Store, tmp_path: Path) -> None:
    filled.put(ARMY, replace(filled.need(ARMY), marking="amber"))
    past = Viewpoint(date(2019, 1, 1))
    answers = ("everything", "notes", "green", "notes", works)
    host = await exported(filled, *answers, viewpoint=past)
    assert host.messages == ["a limit by marking needs the present: esc shows it"]
    assert not (tmp_path / "notes").exists()


async def test_losses_are_listed_by_what_was_lost(filled: Store) -> None:
    host = await exported(filled, "everything", "refs", "out.refs", works, ARMY)
    answer = host.asked[-1]
    assert isinstance(answer, AnswerScreen)
    parts = {part.heading: len(part.rows) for part in answer._whole.parts}
    assert parts == {"cites: 4 records": 4, "everything: 8 records": 8}
    assert host.here == ARMY


async def test_the_files_of_the_briefing_itself_are_not_replaced(book: Store) -> None:
    host = await exported(book, "this", "refs", None)
    asked = host.asked[-1]
    assert isinstance(asked, PathScreen)
    folder = Path(book.location).parent
    for name in ("db.json", "db.history.jsonl", "db.json.bak"):
        assert asked.judge(folder / name).is_fault, name
    assert asked.judge(folder / "nowhere" / "x").text == "there is no such folder"
    assert asked.judge(folder).is_fault
    assert not asked.judge(folder / "new.refs").is_fault


async def test_the_folder_used_last_is_proposed_again(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    work, host = workspace(filled, "this", "refs", "away/x.refs", works, "this", "refs", None)
    await put_out(work, HERE)
    await put_out(work, HERE)
    asked = host.asked[-1]
    assert isinstance(asked, PathScreen)
    assert asked.value == "away/northern-front.refs"


async def test_an_empty_briefing_has_nothing_to_put_out(store: Store) -> None:
    host = await exported(store)
    assert host.messages == ["there is nothing to put out yet"]


async def test_a_place_that_cannot_be_written_is_one_line(filled: Store, tmp_path: Path) -> None:
    host = await exported(filled, "this", "refs", "nowhere/out.refs", works)
    assert host.messages == ["nowhere/out.refs: No such file or directory"]


# On the screen


async def export(reader: Reader, *keys: str) -> None:
    await reader.press("p", *keys)
    reader.on(PathScreen)
    await reader.press("enter")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_p_puts_out_what_the_lists_show(
    book: Store, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(book, size) as reader:
        await reader.press("\\")
        await reader.write("martyrs")
        await reader.press("enter", "p")
        assert "what the lists show: 1 record" in reader.shown()
        await reader.press("s", "enter")
        assert "Put out 1 record as Refs: where?" in reader.shown()
        assert "a new file in" in reader.shown()
        await reader.press("enter")
        await reader.until(lambda: reader.app.screen is reader.main)
        assert "wrote 1 record to" in reader.messages()[-1]
    assert (tmp_path / "karsa-highlands-part.refs").read_text() == f"{MARTYRS}\n"


async def test_marked_records_and_a_question_before_a_file_is_replaced(
    book: Store, tmp_path: Path
) -> None:
    path = tmp_path / "karsa-highlands-marked.refs"
    path.write_text("old")
    async with opened(book) as reader:
        await reader.press("x", "x", "p", "m", "enter")
        assert "already exists: enter asks before replacing it" in reader.shown()
        await reader.press("enter")
        reader.on(ConfirmScreen)
        await reader.press("y")
        await reader.until(lambda: reader.app.screen is reader.main)
    assert len(path.read_text().splitlines()) == 2


async def test_as_of_a_date_what_is_shown_is_written(
    book: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, *FORMATS)
    async with opened(book) as reader:
        await reader.press("@")
        await reader.write("2015")
        await reader.press("enter")
        await reader.press("p", "e")
        assert "as shown from this date" not in reader.shown(), "the format is next"
        await reader.press("enter", "enter")
        await reader.until((tmp_path / "karsa-highlands.json").exists)
        await reader.until(lambda: not isinstance(reader.app.screen, ProgressScreen))
    tables = json.loads((tmp_path / "karsa-highlands.json").read_bytes())
    assert "martyrs-of-selim" not in tables["group"], "founded in 2018"
    assert "northern-front" in tables["group"]


async def test_a_slow_export_can_be_left(
    book: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, is_over = Flag(), Flag()

    def slow(seen: Book, refs: Sequence[str], _out: BinaryIO) -> Losses:
        go_on.wait()
        try:
            seen.need(refs[0])
        finally:
            is_over.set()
        return Losses()

    slowly = Format(name="slow", title="Slow", suffixes=(".x",), about="slow", write=slow)
    use(monkeypatch, slowly)
    async with opened(book) as reader:
        await export(reader, "e", "enter")
        reader.on(ProgressScreen)
        await reader.press("escape")
        said = "left; karsa-highlands.x is written whole or not at all"
        assert reader.messages()[-1] == said
        go_on.set()
        is_over.wait()
    assert not (tmp_path / "karsa-highlands.x").exists()
