"""The report on the screen: it is read, follows every change, and is written to a file."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from benchmarks.generate import snapshot
from briefing.report.preview import Preview
from briefing.store.backends.memory import MemoryBackend
from briefing.store.store import Store
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.path import PathScreen
from briefing.tui.dialogs.progress import ProgressScreen
from briefing.tui.dialogs.record import RecordScreen
from briefing.tui.report.choosing import choose_template
from briefing.tui.report.flow import show
from briefing.tui.report.job import Job
from briefing.tui.report.screen import ReportScreen
from briefing.tui.report.view import ReportView
from briefing.tui.report.writing import write
from briefing.tui.widgets.bars import TitleBar
from briefing.views.books.viewpoint import Viewpoint
from fakehost import FakeHost, workspace
from invented import AMBUSH, ARMY, FRONT, MARTYRS, OPERATION
from onscreen import NARROW, WIDE, Reader, opened

HERE = Selection(FRONT)


@pytest.fixture(autouse=True)
def in_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def large() -> Store:
    return Store(MemoryBackend(snapshot(400)), by="analyst")


def works(screen: ProgressScreen[Any]) -> Any:
    return screen.worked()


# What it is about


def text_for(work: Workspace, template: str = "full") -> str:
    return Job(work, template).report().markdown


async def test_it_is_about_all_of_the_briefing(filled: Store) -> None:
    work, _ = workspace(filled)
    assert Job(work, "brief").settings.chips == ["everything"]
    text = text_for(work)
    assert text.startswith("# Karsa highlands\n")
    assert "Ambush at Wadi Selim" in text
    assert "Karsa Army" in text


async def test_lens_and_filter_limit_it_and_it_says_so(filled: Store) -> None:
    work, host = workspace(filled)
    host.lens, host.filtered_by, host.in_sight = FRONT, "is:event", {AMBUSH}
    text = text_for(work)
    assert "Only what is linked to Front du Nord" in text
    assert "Only records for which this holds: " in text
    assert "Ambush at Wadi Selim" in text
    assert "Operation Dawn*" not in text
    assert Job(work, "full").settings.chips == [f"lens: {FRONT}", "filter: is:event"]


async def test_marked_records_come_before_lens_and_filter(filled: Store) -> None:
    work, host = workspace(filled)
    host.marked, host.in_sight, host.lens = [MARTYRS, "group:gone"], {AMBUSH}, FRONT
    job = Job(work, "actor")
    assert job.settings.chips == ["1 marked"]
    text = job.report().markdown
    assert text.startswith("# Martyrs of Selim\n"), "a report on one record has its name"
    assert "Ambush at Wadi Selim" not in text


async def test_it_is_composed_from_the_viewpoint_of_the_screen(filled: Store) -> None:
    work, host = workspace(filled)
    host.viewpoint = Viewpoint.read("2018", work.today())
    shown = host.viewpoint.show(filled)
    work.book, host.in_sight = shown.book, shown.within
    text = text_for(work)
    assert "As of 31 December 2018" in text
    assert "Ambush at Wadi Selim" not in text


async def test_a_protected_source_is_not_named(filled: Store) -> None:
    work, _ = workspace(filled)
    source = "source:2019-mission-report"
    assert "Observer Mission" in text_for(work)
    changed = msgspec.structs.replace(filled.need(source), protection="protected")
    filled.put(source, changed)
    job = Job(work, "full")
    assert job.has_protected
    assert "Observer Mission" not in job.report().markdown


async def test_a_protected_source_is_not_named_as_fallen(filled: Store) -> None:
    work, host = workspace(filled)
    source = "source:2019-mission-report"
    filled.put(source, msgspec.structs.replace(filled.need(source), protection="protected"))
    host.viewpoint = Viewpoint(day=dt.date(2030, 1, 1), fallen=(source,))
    text = text_for(work)
    assert "As of 1 January 2030. What it is limited to is not released." in text
    assert "Mission" not in text


async def test_an_empty_briefing_has_nothing_to_report(store: Store) -> None:
    work, host = workspace(store)
    await show(work, Selection(""))
    assert host.messages == ["there is nothing to report yet"]


# Writing it


async def written(store: Store, *answers: Any) -> FakeHost:
    work, host = workspace(store, *answers)
    await write(work, "brief")
    return host


async def test_it_is_written_in_a_format_to_a_path(filled: Store, tmp_path: Path) -> None:
    host = await written(filled, "md", "out.md", works)
    text = (tmp_path / "out.md").read_text()
    assert text.startswith("# Karsa highlands\n")
    assert host.messages[-1].startswith(f"wrote {tmp_path / 'out.md'}: ")
    asked = next(each for each in host.asked if isinstance(each, PathScreen))
    assert asked.value == "karsa-highlands-brief.md"
    await written(filled, "html", "out.html", works)
    assert (tmp_path / "out.html").read_text().startswith("<!")


async def test_nothing_is_written_without_a_format_a_path_or_a_yes(
    filled: Store, tmp_path: Path
) -> None:
    (tmp_path / "out.md").write_text("old")
    for answers in ((None,), ("md", None), ("md", "out.md", False), ("md", "out.md", True, None)):
        await written(filled, *answers)
        assert (tmp_path / "out.md").read_text() == "old"


async def test_what_is_marked_above_is_left_out(filled: Store, tmp_path: Path) -> None:
    filled.put(ARMY, msgspec.structs.replace(filled.need(ARMY), marking="amber"))
    host = await written(filled, "md", "clear", "out.md", works)
    assert "What is marked above TLP:CLEAR was left out." in (tmp_path / "out.md").read_text()
    assert "Up to which marking?" in [
        each._title for each in host.asked if isinstance(each, MenuScreen)
    ]
    host = await written(filled, "md", None)
    assert not host.messages


async def test_a_place_that_cannot_be_written_is_one_line(filled: Store) -> None:
    host = await written(filled, "md", "nowhere/out.md", works)
    assert host.messages == ["nowhere/out.md cannot be written: No such file or directory"]


async def test_a_template_of_ones_own_is_chosen_by_its_file(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "own.md.jinja"
    path.write_text("# Mine\n\n{{ part('chronology') }}")
    used: list[str] = []
    work, host = workspace(filled, "another file …", "own.md.jinja")
    await choose_template(work, "brief", used.append)
    assert used == [str(path)]
    work, host = workspace(filled, str(path))
    await choose_template(work, str(path), used.append)
    assert used == [str(path)] * 2, "the same file is read again"
    assert host.menu.terms[str(path)] == "your file, read anew"
    work, _ = workspace(filled, "brief")
    await choose_template(work, "brief", used.append)
    assert len(used) == 2


# On the screen


async def open_report(reader: Reader) -> None:
    await reader.press("P")
    reader.on(ReportScreen)
    await reader.until(lambda: is_done(reader))


def is_done(reader: Reader) -> bool:
    screen = reader.on(ReportScreen)
    return not screen.query_one(TitleBar).state and screen._preview is not None


def view(reader: Reader) -> ReportView:
    return reader.on(ReportScreen).query_one(ReportView)


def preview_of(reader: Reader) -> Preview:
    preview = view(reader)._preview
    assert preview is not None
    return preview


def text_here(reader: Reader) -> str:
    """The statement under the cursor."""
    current = view(reader).current
    return current.text if current else ""


async def stand_on(reader: Reader, holds: Callable[[Any], bool]) -> None:
    for place, entry in enumerate(preview_of(reader).entries):
        for number, statement in enumerate(entry.statements):
            if entry.is_full is not None and holds(statement):
                view(reader).go_to(place, number)
                await reader.rest()
                return
    raise LookupError


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_p_shows_the_report_with_its_counts(book: Store, size: tuple[int, int]) -> None:
    async with opened(book, size) as reader:
        await open_report(reader)
        top = reader.lines()[0]
        assert "Report: brief" in top
        for what in ("everything", "footnotes", "unsourced"):
            assert what in top
        assert "Karsa highlands" in reader.shown()
        assert "enter open" in reader.lines()[-1]
        assert max(map(len, reader.lines())) == size[0]
        await reader.press("escape")
        assert reader.app.screen is reader.main


async def test_the_cursor_goes_by_statements_pages_and_edges(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await open_report(reader)
        first = text_here(reader)
        await reader.press("j")
        assert text_here(reader) != first
        await reader.press("k")
        assert text_here(reader) == first
        seen = []
        last = ""
        while text_here(reader) != last:
            last = text_here(reader)
            seen.append(last)
            assert last.split()[0] in reader.shown()
            await reader.press("j")
        await reader.press("G")
        assert text_here(reader) == last
        await reader.press("ctrl+b", "ctrl+b")
        assert text_here(reader) in seen
        assert text_here(reader) != last
        await reader.press("g")
        assert text_here(reader) == first
        await reader.press("ctrl+f")
        assert text_here(reader) in seen[1:]
        await reader.press("k", "g", "up")
        assert "Karsa highlands" in reader.shown(), "the title comes into sight again"


async def test_enter_reads_the_record_and_esc_returns_to_the_statement(book: Store) -> None:
    async with opened(book) as reader:
        await open_report(reader)
        await stand_on(reader, lambda each: each.ref == AMBUSH and "casualties" in each.fields)
        was = text_here(reader)
        await reader.press("enter")
        reader.on(RecordScreen)
        assert "Wadi Selim, Mali" in reader.shown()
        await reader.press("escape")
        assert text_here(reader) == was
        await reader.press("enter", "enter")
        assert reader.app.screen is reader.main
        assert reader.here == AMBUSH
        await open_report(reader)
        assert text_here(reader) == was, "it is found as it was left"


async def test_an_edit_is_followed_and_undone(book: Store) -> None:
    async with opened(book) as reader:
        await open_report(reader)
        await stand_on(reader, lambda each: each.ref == AMBUSH and "title" in each.fields)
        await reader.press("e")
        await reader.fill_in("title", "Raid at Wadi Selim")
        await reader.press("ctrl+s")
        assert "Raid at Wadi Selim" in text_here(reader)
        await reader.press("u")
        assert "Ambush at Wadi Selim" in text_here(reader)
        book.put("group:new", msgspec.structs.replace(book.need(ARMY), name="A new army"))
        await reader.press("t", "f", "enter")
        assert "A new army" in reader.shown() or "full" in reader.lines()[0]


async def test_c_cites_a_source_for_what_has_none(book: Store) -> None:
    async with opened(book) as reader:
        await open_report(reader)
        await stand_on(reader, lambda each: each.ref == OPERATION and each.is_unsourced)
        assert "no source: c cites one" in reader.shown()
        await reader.press("c")
        assert "title" in str(reader.form.spec.raw.get("field"))


async def test_n_goes_to_what_is_weak(book: Store) -> None:
    async with opened(book) as reader:
        await open_report(reader)
        await reader.press("n")
        first = text_here(reader)
        await reader.press("n", "N")
        assert text_here(reader) == first
        assert preview_of(reader).is_weak(view(reader).place, view(reader).number)
        await reader.press("g", "N")
        assert "no findings or statements without a source above" in reader.messages()


async def test_a_finding_is_marked_in_the_margin_and_worded_below(book: Store) -> None:
    async with opened(book) as reader:
        await open_report(reader)
        reader.on(ReportScreen)._use("full")
        await reader.until(lambda: is_done(reader))
        await stand_on(reader, lambda each: each.ref == FRONT and "founded" in each.fields)
        # What checks find comes after the report itself.
        await reader.until(lambda: "!1" in reader.shown())
        assert "Ambush kills soldiers gives “2011”; resolve it" in reader.shown()


async def test_words_narrow_it_and_esc_shows_all_again(book: Store) -> None:
    async with opened(book) as reader:
        await open_report(reader)
        await reader.press("/")
        await reader.write("selim")
        assert "Chronology" in reader.shown()
        assert "How well it is known" not in reader.shown()
        await reader.press("enter", "j")
        was = text_here(reader)
        await reader.press("escape")
        reader.on(ReportScreen)
        assert text_here(reader) == was
        assert view(reader)._places == range(len(preview_of(reader).entries))
        await reader.press("/")
        await reader.write("nothing has this")
        await reader.press("enter", "j", "k", "G", "ctrl+f", "n", "y", "e", "enter", "escape")
        assert text_here(reader), "it is at some statement again"
        await reader.press("escape")
        assert reader.app.screen is reader.main


async def test_the_outline_leads_to_a_part(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await open_report(reader)
        await reader.press("o")
        reader.on(MenuScreen)
        await reader.write("so")
        await reader.press("enter")
        assert "│     Sources " in reader.shown()
        assert text_here(reader).startswith("S1.")


async def test_a_template_that_is_wrong_is_told_and_the_report_stays(
    book: Store, tmp_path: Path
) -> None:
    path = tmp_path / "own.md.jinja"
    path.write_text("# Mine\n\n**Words** of \\[mine\\]\n\n{{ part('chronology') }}")
    async with opened(book) as reader:
        await open_report(reader)
        reader.on(ReportScreen)._use(str(path))
        await reader.rest()
        assert "Report: own" in reader.lines()[0]
        assert "Words of [mine]" in reader.shown()
        path.write_text("{{ part('nothing') }}")
        reader.on(ReportScreen)._use(str(path))
        await reader.rest()
        assert "there is no part “nothing”" in reader.messages()[-1]
        assert "Words of [mine]" in reader.shown()


async def test_it_is_written_from_the_screen(book: Store, tmp_path: Path) -> None:
    async with opened(book) as reader:
        await open_report(reader)
        await reader.press("w", "m")
        reader.on(PathScreen)
        await reader.press("enter")
        await reader.until(lambda: reader.messages() and "wrote" in reader.messages()[-1])
        reader.on(ReportScreen)
    assert (tmp_path / "karsa-highlands-brief.md").read_text().startswith("# Karsa highlands")


async def test_y_copies_the_statement_with_its_footnotes(book: Store) -> None:
    async with opened(book) as reader:
        await open_report(reader)
        await stand_on(reader, lambda each: each.ref == AMBUSH and each.numbers)
        await reader.press("y")
        copied = reader.app.clipboard.splitlines()
        assert copied[0] == text_here(reader)
        assert copied[1].startswith("[")
        assert "Report of the observer mission" in copied[1]


async def test_a_change_from_elsewhere_shows_at_once_in_a_large_report(large: Store) -> None:
    async with opened(large) as reader:
        await open_report(reader)
        await stand_on(reader, lambda each: each.ref.startswith("event:"))
        ref = view(reader).current
        assert ref is not None
        record = large.need(ref.ref)
        large.put(ref.ref, msgspec.structs.replace(record, title="Something else"))
        # Before the thread can have composed it anew.
        assert "Something else" in text_here(reader)
        assert reader.on(ReportScreen).query_one(TitleBar).state
        await reader.until(lambda: is_done(reader))
        assert "Something else" in text_here(reader)
        large.delete(next(each for each, _ in large.records() if large.referrers(each) == ()))
        await reader.until(lambda: is_done(reader))


async def test_composing_a_large_report_is_stopped_by_esc(
    large: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Job, "preview", _never)
    async with opened(large) as reader:
        await reader.press("P")
        await reader.until(lambda: "12 records told" in reader.shown())
        assert "esc stops" in reader.shown()
        await reader.press("j", "enter", "n", "escape")
        assert reader.app.screen is reader.main


def _never(_job: Job, step: Callable[[str], None]) -> None:
    from time import sleep

    while True:
        step("12 records told")
        sleep(0.01)


async def test_a_read_only_briefing_is_read_and_not_changed(book: Store) -> None:
    store = Store.read(book.location, "it is lent to read")
    async with opened(store) as reader:
        await open_report(reader)
        assert "e edit" not in reader.lines()[-1]
        await reader.press("n", "e")
        assert reader.messages()[-1] == "it is lent to read"
        await reader.press("question_mark")
        assert "Write the report to a file" in reader.shown()
