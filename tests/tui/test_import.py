"""Import a file: read it, review what it would change, carry out what was decided."""

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import which
from threading import Event as Flag
from typing import Any

import pytest

from briefing.exchange.plan import Decision, Entry
from briefing.exchange.reading import Items, Proposal
from briefing.model.kinds.group import Group
from briefing.model.kinds.link import Link
from briefing.store.store import Store
from briefing.tui.actions.undo import undo
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.path import PathScreen
from briefing.tui.dialogs.progress import ProgressScreen, Report
from briefing.tui.forms.drafts import Drafts
from briefing.tui.imports import flow
from briefing.tui.imports.entries import REJECTED
from briefing.tui.imports.flow import bring_in
from briefing.tui.imports.screen import CARRY_OUT, ReviewScreen
from briefing.tui.jump.screen import JumpScreen
from briefing.tui.widgets.differences import PieceView
from briefing.tui.widgets.row_list import RowList
from fakehost import FakeHost, workspace
from importing import NAMES, REGISTER, names, names_file, use
from invented import ARMY, FRONT, MARTYRS
from onscreen import MIDDLE, NARROW, WIDE, Reader, opened, rows_in_sight, sample_file, text_of
from terminal import Terminal, in_terminal

pytestmark = pytest.mark.usefixtures(names.__name__)
SIZES = pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW], ids=["wide", "middle", "narrow"])

NOBODY = Selection("")


def works(screen: ProgressScreen[Any]) -> Any:
    """Let the work of a dialog be done."""
    return screen.worked()


def decides(*decisions: tuple[str, Decision], answer: Any = CARRY_OUT) -> Callable[..., Any]:
    """Decide on proposals by their names, and then import or leave."""

    def on(screen: ReviewScreen) -> Any:
        by_name = {screen.review.name(each): each for each in screen.review.plan.entries}
        for name, decision in decisions:
            row = str(by_name[name].number)
            assert screen.review.decide([row], partial(_made, decision)) == 1
        if decisions:
            screen._keep()
        return answer

    return on


def _made(decision: Decision, _entry: Entry) -> Decision:
    return decision


leaves = decides(answer=None)


async def imported(store: Store, path: Path, *answers: Any) -> FakeHost:
    """Import a file, answering what is asked once it is read."""
    work, host = workspace(store, str(path), works, *answers)
    await bring_in(work, NOBODY)
    return host


def groups(store: Store) -> dict[str, Group]:
    return {each.name: each for each in store.all("group").values() if isinstance(each, Group)}


def counts(store: Store) -> int:
    return sum(1 for _ in store.records())


# Without a screen


async def test_what_a_file_holds_comes_in_as_one_change_that_u_undoes(
    store: Store, tmp_path: Path
) -> None:
    path = names_file(tmp_path, *(f"Group {number}" for number in range(1, 1001)))
    host = await imported(store, path, decides(), works)
    assert host.messages == ["imported 1,001 new; u undoes it"]
    assert len(store.all("group")) == 1000
    assert store.meta.revision == 1
    (source,) = store.all("source")
    assert groups(store)["Group 7"].cites[0].source == f"source:{source}"
    work, _ = workspace(store)
    await undo(work, NOBODY)
    assert counts(store) == 0


async def test_after_a_stopped_attempt_all_of_it_comes_in(store: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, *(f"Group {number}" for number in range(1, 1001)))

    def stops(screen: ProgressScreen[Any]) -> Any:
        screen.report.is_stopped = True
        return screen.worked()

    work, host = workspace(store, str(path), stops)
    await bring_in(work, NOBODY)
    assert host.messages == ["stopped; nothing was changed"]
    host = await imported(store, path, decides(), stops, leaves)
    assert host.messages[0] == "stopped; nothing was changed"
    assert counts(store) == 0
    await imported(store, path, decides(), works)
    assert len(store.all("group")) == 1000


async def test_importing_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, "Coastal Wing", "Desert Wing")
    await imported(store, path, decides(), works)
    host = await imported(store, path, decides(), works)
    assert host.messages == ["there was nothing to import; nothing was changed"]
    assert store.meta.revision == 1


async def test_what_is_left_out_stays_out_with_what_needs_it(filled: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, "Coastal Wing", "Desert Wing", "Coastal Wing > Desert Wing")
    host = await imported(filled, path, decides(("Desert Wing", REJECTED)), works)
    assert host.messages == ["imported 2 new; u undoes it"], "the group and the source"
    assert "Coastal Wing" in groups(filled)
    assert "Desert Wing" not in groups(filled)
    assert len(filled.all("link")) == 2


async def test_a_conflict_and_a_gain_are_told_apart(filled: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, "Karsa Army|status=active", "Northern Front|status=defunct")
    host = await imported(filled, path, decides(), works)
    assert host.messages == ["imported 1 new, 1 changed, 1 conflicting; u undoes it"]
    assert groups(filled)["Karsa Army"].status == "active"
    front = filled.need(FRONT)
    assert isinstance(front, Group)
    assert front.status == "active", "nothing is replaced"
    assert front.cites[-1].value == "defunct"


async def test_a_doubtful_one_is_matched_and_gains_its_name(filled: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, "Martyrs of Selime|status=active")
    host = await imported(
        filled, path, decides(("Martyrs of Selime", Decision(match=MARTYRS))), works
    )
    assert "undecided" not in host.messages[0]
    martyrs = filled.need(MARTYRS)
    assert isinstance(martyrs, Group)
    assert (martyrs.status, martyrs.aliases) == ("active", ("Martyrs of Selime",))


async def test_undecided_ones_wait_and_are_gone_on_with(book: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, "Martyrs of Selime", "Coastal Wing")
    drafts = Drafts(tmp_path / "drafts", book.location)

    def start(*answers: Any) -> tuple[Workspace, FakeHost]:
        work, host = workspace(book, *answers)
        work.drafts = drafts
        return work, host

    work, host = start(str(path), works, decides(), True, works)
    await bring_in(work, NOBODY)
    assert "Martyrs of Selime" in str(host.confirm.details)
    assert host.messages[-1].endswith("; 1 kept for later, I goes on")
    assert "Coastal Wing" in groups(book)
    assert "Martyrs of Selime" not in groups(book)

    is_new = decides(("Martyrs of Selime", Decision(is_new=True)))
    work, host = start(str(path), works, is_new, works)
    await bring_in(work, NOBODY)
    assert host.menu.terms[str(path)].startswith("0 decided, 1 undecided")
    assert "Martyrs of Selime" in groups(book)

    work, host = start(str(path), works, leaves)
    await bring_in(work, NOBODY)
    assert isinstance(host.asked[0], PathScreen), "nothing is left of it"


async def test_what_refers_to_an_undecided_one_waits_with_it(filled: Store, tmp_path: Path) -> None:
    lines = ("Martyrs of Selime", "Coastal Wing", "Martyrs of Selime > Coastal Wing")
    path = names_file(tmp_path, *lines)
    host = await imported(filled, path, decides(), True, works)
    assert "1 refers to one of them and waits too" in str(host.confirm.details)
    assert host.messages == ["imported 2 new; u undoes it; 2 kept for later, I goes on"]
    await imported(filled, path, decides(("Martyrs of Selime", Decision(match=MARTYRS))), works)
    links = [each for each in filled.all("link").values() if isinstance(each, Link)]
    assert (MARTYRS, "group:coastal-wing") in [(each.from_, each.to) for each in links]


async def test_decisions_are_kept_until_the_file_changes(book: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, "Coastal Wing", "Desert Wing")
    drafts = Drafts(tmp_path / "drafts", book.location)
    seen: list[ReviewScreen] = []

    def looks(screen: ReviewScreen) -> None:
        seen.append(screen)

    async def again(*answers: Any) -> FakeHost:
        work, host = workspace(book, *answers)
        work.drafts = drafts
        await bring_in(work, NOBODY)
        return host

    host = await again(str(path), works, decides(("Desert Wing", REJECTED), answer=None))
    assert host.messages == ["1 decision kept: I goes on with it"]
    await again(str(path), works, looks)
    assert seen[-1].review.decisions == {2: REJECTED}
    assert seen[-1]._note == "1 decision from before"
    names_file(tmp_path, "Desert Wing")
    await again(str(path), works, looks)
    assert seen[-1].review.decisions == {}
    assert seen[-1]._note == "the file has changed: 1 decision on it no longer hold"
    path.unlink()


async def test_files_used_before_are_offered_again(book: Store, tmp_path: Path) -> None:
    paths = [names_file(tmp_path, name, name=f"{name}.names") for name in ("a", "b", "a")]
    for path in paths:
        work, host = workspace(book, str(path), works, leaves)
        work.drafts = Drafts(tmp_path / "drafts", book.location)
        await bring_in(work, NOBODY)
    paths[1].unlink()
    work, host = workspace(book, None)
    work.drafts = Drafts(tmp_path / "drafts", book.location)
    await bring_in(work, NOBODY)
    asked = host.asked[0]
    assert isinstance(asked, PathScreen)
    assert asked._recent == [str(paths[0])], "the other one is gone"


async def test_a_file_that_is_gone_is_said_and_forgotten(book: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, "Coastal Wing")
    drafts = Drafts(tmp_path / "drafts", book.location)
    work, host = workspace(book, str(path), works, decides(("Coastal Wing", REJECTED), answer=None))
    work.drafts = drafts
    await bring_in(work, NOBODY)
    path.unlink()
    for expected in ("is gone, and so is its review; nothing was changed", None):
        work, host = workspace(book, str(path) if expected else None)
        work.drafts = drafts
        await bring_in(work, NOBODY)
        assert [each.endswith(expected or "") for each in host.messages] == [True] * bool(expected)
    assert not [*tmp_path.glob("drafts/*")] or drafts.delete_all() == 1


async def test_kept_decisions_are_private_and_deleted_with_the_drafts(
    book: Store, tmp_path: Path
) -> None:
    path = names_file(tmp_path, "Coastal Wing")
    work, _ = workspace(book, str(path), works, decides(("Coastal Wing", REJECTED), answer=None))
    work.drafts = Drafts(tmp_path / "drafts", book.location)
    await bring_in(work, NOBODY)
    (file,) = (tmp_path / "drafts").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert work.drafts.left_over() == [], "it is no draft of a form"
    assert work.drafts.delete_all() == 1


async def test_a_faulty_file_is_imported_only_if_that_is_said(store: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, "Coastal Wing", "!no such thing", "Desert Wing|status=sleepy")
    host = await imported(store, path, decides(), False, leaves)
    assert "line 3: no such thing" in str(host.confirm.details)
    assert "line 4: status" in str(host.confirm.details)
    assert counts(store) == 0
    host = await imported(store, path, decides(), True, works)
    assert host.messages == ["imported 2 new; u undoes it"]
    assert list(groups(store)) == ["Coastal Wing"]


async def test_a_match_that_makes_a_record_impossible_is_refused(
    filled: Store, tmp_path: Path
) -> None:
    path = names_file(tmp_path, "Coastal Wing", "Desert Wing", "Coastal Wing > Desert Wing")
    both = [(name, Decision(match=ARMY)) for name in ("Coastal Wing", "Desert Wing")]
    host = await imported(filled, path, decides(*both), works, leaves)
    assert "line 4: to: a record cannot be linked to itself" in host.messages[0]
    assert host.messages[0].endswith("Nothing was changed")
    assert filled.meta.revision == 1


async def test_what_changed_meanwhile_is_looked_at_again(filled: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, "Karsa Army|status=active")

    def others_change(screen: ReviewScreen) -> Any:
        army = filled.need(ARMY)
        filled.put(ARMY, Group(name="Karsa Army", status="defunct"), base=army)
        return CARRY_OUT

    def looks_again(screen: ReviewScreen) -> Any:
        assert screen._note == "the briefing has changed meanwhile: look again"
        assert screen.review.counts() == {"new": 1, "conflicting": 1}
        return CARRY_OUT

    host = await imported(filled, path, others_change, works, looks_again, works)
    assert host.messages == ["imported 1 new, 1 conflicting; u undoes it"]


async def test_a_broken_file_is_one_line(store: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, "broken")
    host = await imported(store, path)
    assert host.messages == ["groups.names is broken; nothing was changed"]


async def test_what_no_format_recognises_is_asked(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "groups.txt"
    path.write_text("names\nCoastal Wing\n")
    work, host = workspace(store, str(path), "names", works, decides(), works)
    await bring_in(work, NOBODY)
    assert host.menu.terms == {"names": "Names: a group a line"}
    assert list(groups(store)) == ["Coastal Wing"]


async def test_nothing_is_chosen(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "groups.txt"
    path.write_text("names\n")
    for answers in ((None,), (str(path), None)):
        work, host = workspace(store, *answers)
        await bring_in(work, NOBODY)
        assert host.messages == []


def test_a_path_says_what_it_is(store: Store, tmp_path: Path) -> None:
    assert flow._judged(names_file(tmp_path, "A")).text == "Names: a group a line"
    assert flow._judged(tmp_path / "none").is_fault
    assert flow._judged(tmp_path).is_fault
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert flow._judged(empty) == ("empty.txt is empty", True)
    empty.write_text("?")
    assert flow._judged(empty) == ("not recognised: enter asks what it is", False)


def test_work_that_is_stopped_says_nothing_more() -> None:
    def work(report: Report) -> int:
        report.say("half")
        report.is_stopped = True
        report.say("whole")
        return 1

    screen = ProgressScreen("Counting", work)
    assert screen.worked() is None
    assert screen.report.said == "half"


# On the screen


def rows(reader: Reader) -> RowList:
    return reader.on(ReviewScreen).query_one(RowList)


def listed(reader: Reader) -> list[str]:
    return [" ".join(line.split()) for line in rows_in_sight(rows(reader))]


def details(reader: Reader) -> str:
    return " ".join(text_of(reader.on(ReviewScreen).query_one(PieceView)).split())


async def open_review(reader: Reader, path: Path) -> None:
    await reader.press("I")
    reader.on(PathScreen)
    await reader.write(str(path))
    await reader.press("enter")
    await reader.until(lambda: isinstance(reader.app.screen, ReviewScreen))


async def carry_out(reader: Reader, *keys: str) -> None:
    await reader.press("s", *keys)
    await reader.until(lambda: reader.app.screen is reader.main)


MIXED = (
    "Martyrs of Selime|status=active",
    "Northern Front|status=defunct",
    "Karsa Army|status=active",
    "Coastal Wing|kind=rebel group",
    "Karsa Army > Coastal Wing",
    "!is no name",
    "$a budget",
)


@SIZES
async def test_the_review_shows_what_becomes_of_each(
    book: Store, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = names_file(tmp_path, *MIXED)
    async with opened(book, size) as reader:
        await open_review(reader, path)
        headings = [
            row for row in rows(reader).ids if reader.on(ReviewScreen).review.is_heading(row)
        ]
        assert headings == [
            "doubtful",
            "conflicting",
            "changed",
            "new group",
            "new source",
            "new link",
            "faults",
            "skipped",
        ]
        assert listed(reader)[1].startswith("? Martyrs of Selime is it Martyrs of Selim (alike, 9")
        assert "Is it one of these?" in details(reader)
        assert "Martyrs of Selim group:martyrs-of-selim" in details(reader)
        assert "1 undecided 1 fault" in " ".join(reader.lines()[0].split())
        assert all(len(line) == size[0] for line in reader.lines())
        await reader.press("j", "j")
        assert "the briefing active the file defunct" in details(reader)
        await reader.press("j", "j")
        assert "Status: + active" in details(reader)
        await reader.press("j", "j")
        assert "a new record, group:coastal-wing" in details(reader)
        assert "Kind rebel group" in details(reader)
        await reader.press("G")
        assert "a budget 1 times in the file" in details(reader)
        await reader.press("escape")
        assert reader.app.screen is reader.main


async def test_decisions_are_made_with_single_keys(book: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, *MIXED)
    async with opened(book) as reader:
        await open_review(reader, path)
        await reader.press("enter")
        assert listed(reader)[1] == "= Martyrs of Selime is Martyrs of Selim"
        assert "Conflicting" not in listed(reader)[rows(reader).cursor], "on to the next row"
        await reader.press("x")
        assert "✗ Front du Nord – الجبهة الشمالية left out" in listed(reader)
        await reader.press("k", "k", "u")
        assert "≠ Front du Nord" in " ".join(listed(reader))
        await carry_out(reader, "y")
        assert reader.messages()[-1] == "imported 3 new, 2 changed, 1 conflicting; u undoes it"
        await reader.press("u")
        assert "Coastal Wing" not in groups(book)
        assert book.need(MARTYRS) == groups(book)["Martyrs of Selim"]


async def test_m_matches_with_a_candidate_or_any_other_record(book: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, "Martyrs of Selime", "Coastal Wing")
    async with opened(book) as reader:
        await open_review(reader, path)
        await reader.press("m")
        assert "Martyrs of Selim (group:martyrs-of-selim, alike" in str(reader.on(MenuScreen).terms)
        await reader.press("o")
        reader.on(JumpScreen)
        await reader.press("escape", "m", "1")
        assert listed(reader)[1] == "= Martyrs of Selime is Martyrs of Selim"
        rows(reader).go_to("2")
        await reader.press("m", "ctrl+u")
        await reader.write("karsa")
        await reader.press("enter")
        assert "Coastal Wing is Karsa Army" in " ".join(listed(reader))
        rows(reader).go_to("2")
        await reader.rest()
        assert "Aliases: + Coastal Wing" in details(reader)
        await carry_out(reader)
    assert groups(book)["Karsa Army"].aliases == ("Coastal Wing",)
    assert groups(book)["Martyrs of Selim"].aliases == ("Martyrs of Selime",)


async def test_a_doubtful_one_is_new_if_that_is_said(book: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, "Martyrs of Selime")
    async with opened(book) as reader:
        await open_review(reader, path)
        await reader.press("n")
        await carry_out(reader)
    assert {"Martyrs of Selim", "Martyrs of Selime"} <= set(groups(book))


async def test_all_doubtful_ones_are_taken_only_after_a_question(
    book: Store, tmp_path: Path
) -> None:
    path = names_file(tmp_path, "Martyrs of Selime", "Martyrs of Selimm")
    async with opened(book) as reader:
        await open_review(reader, path)
        await reader.press("A")
        assert "Martyrs of Selimm is Martyrs of Selim" in str(reader.on(ConfirmScreen).details)
        await reader.press("n")
        assert "2 undecided" in reader.lines()[0]
        await reader.press("A", "y")
        assert "undecided" not in reader.lines()[0]


async def test_words_narrow_what_is_taken_or_left_out_at_once(book: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, *(f"Group g{number}" for number in range(700)))
    async with opened(book) as reader:
        await open_review(reader, path)
        assert rows(reader).ids == ["new group", "new source", "0"], "a long list is folded"
        await reader.press("/")
        await reader.write("g69")
        await reader.press("enter")
        assert len(rows(reader).ids) == 12
        await reader.press("X")
        assert reader.messages()[-1] == "11 left out; u takes it back for one"
        await reader.press("escape")
        assert "690 new · 11 left out" in reader.lines()[0]
        await carry_out(reader)
        assert reader.messages()[-1] == "imported 690 new; u undoes it"
    assert "Group g69" not in groups(book)
    assert "Group g70" in groups(book)


async def test_going_back_keeps_place_and_words(book: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path, *MIXED)
    async with opened(book) as reader:
        await open_review(reader, path)
        await reader.press("/")
        await reader.write("wing")
        await reader.press("enter", "G", "s", "n")
        assert "wing" in reader.shown()
        assert rows(reader).current == "5"
        await reader.press("escape", "s", "y")
        await reader.until(lambda: reader.app.screen is reader.main)
        assert "kept for later" in reader.messages()[-1]


async def test_an_empty_file_says_so(book: Store, tmp_path: Path) -> None:
    path = names_file(tmp_path)
    async with opened(book) as reader:
        await open_review(reader, path)
        assert len(rows(reader).ids) == 2, "its source"
        await reader.press("x", "a", "m", "n", "u", "A", "X", "j", "J", "K")
        assert "0 left out" in reader.messages()[-1]
        await reader.press("escape")
        assert reader.app.screen is reader.main


async def test_reading_can_be_stopped_with_escape(
    book: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = Flag()

    def endless(_file: object) -> Items:
        number = 0
        try:
            while True:
                number += 1
                yield Proposal(kind="group", raw={"name": f"Group {number}"}, place=str(number))
        finally:
            ended.set()

    use(monkeypatch, replace(NAMES, read=endless))
    path = names_file(tmp_path)
    async with opened(book) as reader:
        await reader.press("I")
        await reader.write(str(path))
        await reader.press("enter")
        screen = reader.on(ProgressScreen)
        await reader.until(lambda: "rows read" in reader.shown())
        await reader.press("escape")
        assert reader.app.screen is reader.main
        assert reader.messages()[-1] == "stopped; nothing was changed"
        await reader.until(ended.is_set)
        assert screen.report.is_stopped
    assert book.meta.revision == 1


async def test_a_read_only_briefing_and_the_past_refuse_plainly(
    book: Store, tmp_path: Path
) -> None:
    readable = Store.read(book.location, "it is someone else's")
    async with opened(readable) as reader:
        await reader.press("I")
        assert "someone else's" in reader.messages()[-1]
        assert reader.app.screen is reader.main
    async with opened(book) as reader:
        await reader.press("@")
        await reader.write("2014")
        await reader.press("enter", "I")
        assert "nothing can be changed as of" in reader.messages()[-1]
        assert reader.app.screen is reader.main


@in_terminal
def test_an_import_in_a_terminal_over_a_restart(tmp_path: Path) -> None:
    script = which("briefing", path=str(Path(sys.executable).parent))
    if script is None:
        pytest.skip("the program is not installed beside this Python")
    path = sample_file(tmp_path)
    other = Store.create(tmp_path / "other.json", "Other")
    other.put("group:wing", Group(name="Coastal Wing"))
    other.put("group:dune", Group(name="Dune Wing"))
    other.close()
    command = [script, str(path)]
    with Terminal.running(command, tmp_path) as terminal:
        terminal.wait_for("1 Groups", r"\? help")
        terminal.press("I")
        terminal.wait_for("Import which file")
        terminal.press("other.json")
        terminal.wait_for("Briefing: another briefing")
        terminal.press("\r")
        terminal.wait_for("What the file holds", "Coastal Wing")
        terminal.press("x")
        terminal.wait_for("1 left out")
        terminal.press("\x1b")
        terminal.wait_for("1 decision kept")
        terminal.press("q")
        assert terminal.wait_for_the_end() == 0
    with Terminal.running(command, tmp_path) as terminal:
        terminal.wait_for("1 Groups", r"\? help")
        terminal.press("I")
        terminal.wait_for("1 decided, nothing undecided")
        terminal.press("\r")
        terminal.wait_for("What the file holds", "1 left out")
        terminal.press("s")
        terminal.wait_for("imported 1 new; u undoes it")
        terminal.press("q")
        assert terminal.wait_for_the_end() == 0
    found = Store.open(path)
    assert len({"Dune Wing", "Coastal Wing"} & set(groups(found))) == 1
    assert REGISTER not in str(found.all("source"))
