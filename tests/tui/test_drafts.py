"""The draft of a killed program is offered at the next start."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from briefing.model.validation import build, plain
from briefing.store.store import Store
from briefing.tui.app import BriefingApp
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.dialogs.conflict import ConflictScreen
from briefing.tui.forms.drafts import Drafts
from briefing.tui.main.start import Start
from filling_in import edit, in_file, save
from invented import TALON
from onscreen import NARROW, Reader, running
from test_save import elsewhere, put

FIELDS = {"name": "Idris Talon"}


@pytest.fixture
def gone() -> int:
    """The process id of an ended program."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


@pytest.fixture
def drafts(tmp_path: Path, book: Store) -> Drafts:
    return Drafts(tmp_path / "drafts", book.location)


def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "drafts"
    return sorted(folder.iterdir()) if folder.exists() else []


def orphan(tmp_path: Path, gone: int) -> None:
    """Make the draft look like that of an ended program."""
    (file,) = (each for each in files(tmp_path) if f"-{os.getpid()}." in each.name)
    file.rename(file.with_name(file.name.replace(f"-{os.getpid()}.", f"-{gone}.")))


@asynccontextmanager
async def program(book: Store, tmp_path: Path) -> AsyncIterator[Reader]:
    app = BriefingApp(Start(lambda _keep: book, drafts=tmp_path / "drafts"))
    async with running(app, NARROW) as reader:
        yield reader


def test_a_left_draft_is_found_until_somebody_takes_it_over(
    drafts: Drafts, tmp_path: Path, gone: int
) -> None:
    drafts.keep(TALON, FIELDS, {"name": "Typed"})
    assert drafts.left_over() == [], "the program is still there"
    orphan(tmp_path, gone)
    for _ in range(2):
        (found,) = drafts.left_over()
        draft = found.draft
        assert (draft.ref, draft.base, draft.raw) == (TALON, FIELDS, {"name": "Typed"})
    drafts.adopt(found)
    assert drafts.left_over() == []
    assert len(files(tmp_path)) == 1
    drafts.keep(TALON, FIELDS, None)
    assert files(tmp_path) == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells it this way")
def test_a_program_that_ended_and_was_not_fetched_yet_is_gone(
    drafts: Drafts, tmp_path: Path
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    assert ended.stdout is not None
    assert ended.stdout.read() == b"", "it has ended"
    drafts.keep(TALON, FIELDS, {})
    orphan(tmp_path, ended.pid)
    state = Path(f"/proc/{ended.pid}/stat")
    while state.read_text().rpartition(")")[2].split()[0] != "Z":
        pass
    assert drafts.left_over()
    ended.wait()
    ended.stdout.close()


def test_what_is_left_of_another_briefing_is_left_there(
    drafts: Drafts, tmp_path: Path, gone: int
) -> None:
    drafts.keep(TALON, FIELDS, {})
    orphan(tmp_path, gone)
    assert Drafts(tmp_path / "drafts", tmp_path / "other.json").left_over() == []
    assert files(tmp_path)


def test_one_of_a_program_that_had_our_number_is_found(
    drafts: Drafts, book: Store, tmp_path: Path
) -> None:
    drafts.keep(TALON, FIELDS, {"name": "Typed before"})
    assert drafts.left_over() == []
    again = Drafts(tmp_path / "drafts", book.location)
    (found,) = again.left_over()
    again.adopt(found)
    assert again.left_over() == []
    again.keep(TALON, FIELDS, None)
    assert files(tmp_path) == []


def test_a_folder_among_them_hides_none(drafts: Drafts, tmp_path: Path, gone: int) -> None:
    drafts.keep(TALON, FIELDS, {})
    orphan(tmp_path, gone)
    (file,) = files(tmp_path)
    file.with_name(file.name.replace(str(gone), "9999999999")).mkdir()
    assert [each.draft.ref for each in drafts.left_over()] == [TALON]


def test_a_form_that_is_closed_leaves_nothing(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep(TALON, FIELDS, {})
    drafts.keep(TALON, FIELDS, None)
    drafts.keep(TALON, FIELDS, None)
    assert files(tmp_path) == []


def draft_of(ref: str, raw: str) -> bytes:
    """A draft file with some fields."""
    return f'{{"ref":"{ref}","base":null,"raw":{raw},"at":"2026-01-01T00:00:00Z"}}'.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"ref": 1}',
        b"\xff",
    ],
)
def test_a_file_that_holds_no_draft_is_deleted(
    drafts: Drafts, tmp_path: Path, gone: int, data: bytes
) -> None:
    drafts.keep(TALON, FIELDS, {})
    orphan(tmp_path, gone)
    files(tmp_path)[0].write_bytes(data)
    assert drafts.left_over() == []
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "data",
    [
        draft_of("nothing:x", "{}"),
        draft_of("group:x", '{"cites":[5]}'),
        draft_of("group:x", '{"name":{"a":1}}'),
        draft_of("group:x", '{"name":["a"]}'),
        draft_of("group:x", '{"aliases":"one text"}'),
        draft_of("event:x", '{"actors":[{"ref":[1]}]}'),
    ],
)
def test_a_draft_that_no_form_here_can_show_is_left_for_a_program_that_can(
    drafts: Drafts, tmp_path: Path, gone: int, data: bytes
) -> None:
    drafts.keep(TALON, FIELDS, {})
    orphan(tmp_path, gone)
    files(tmp_path)[0].write_bytes(data)
    assert drafts.left_over() == []
    assert files(tmp_path)[0].read_bytes() == data


def test_a_place_that_cannot_be_written_stops_nobody(tmp_path: Path, book: Store) -> None:
    (tmp_path / "drafts").write_text("a file")
    drafts = Drafts(tmp_path / "drafts", book.location)
    drafts.keep(TALON, FIELDS, {})
    assert drafts.left_over() == []


async def test_what_is_typed_is_kept_until_it_is_saved(book: Store, tmp_path: Path) -> None:
    async with program(book, tmp_path) as reader:
        await edit(reader, TALON)
        assert files(tmp_path) == [], "nothing was typed yet"
        await reader.fill_in("position", "Governor")
        await reader.until(lambda: files(tmp_path))
        assert b"Governor" in files(tmp_path)[0].read_bytes()
        await save(reader)
        assert files(tmp_path) == []


async def test_it_is_offered_at_the_next_start_and_opens_as_it_was(
    book: Store, drafts: Drafts, tmp_path: Path, gone: int
) -> None:
    was = plain(book.need(TALON))
    drafts.keep(TALON, was, {**was, "position": "Governor"})
    orphan(tmp_path, gone)
    async with program(book, tmp_path) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, ConfirmScreen))
        assert "Continue editing Idris Talon?" in reader.shown()
        await reader.press("y")
        assert reader.editor("position").given() == "Governor"
        await save(reader)
        assert in_file(book, TALON)["position"] == "Governor"
        assert reader.here == TALON
    assert files(tmp_path) == []


async def test_what_others_changed_since_is_not_overwritten(
    book: Store, drafts: Drafts, tmp_path: Path, gone: int
) -> None:
    was = plain(book.need(TALON))
    drafts.keep(TALON, was, {**was, "position": "Governor"})
    orphan(tmp_path, gone)
    book.put(TALON, build("leader", {**was, "position": "Mayor"}))
    async with program(book, tmp_path) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, ConfirmScreen))
        await reader.press("y", "ctrl+s")
        assert isinstance(reader.app.screen, ConflictScreen)
        assert in_file(book, TALON)["position"] == "Mayor"


async def test_a_new_record_is_offered_too_and_stays_when_it_is_left_for_later(
    book: Store, drafts: Drafts, tmp_path: Path, gone: int
) -> None:
    drafts.keep("group:", None, {"name": "Half typed"})
    orphan(tmp_path, gone)
    async with program(book, tmp_path) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, ConfirmScreen))
        assert "Continue editing a new group?" in reader.shown()
        await reader.press("n")
        assert reader.app.screen is reader.main
    assert b"Half typed" in files(tmp_path)[0].read_bytes()
    assert drafts.left_over()


async def test_it_is_thrown_away_on_purpose_only_and_shown_before(
    book: Store, drafts: Drafts, tmp_path: Path, gone: int
) -> None:
    was = plain(book.need(TALON))
    drafts.keep(TALON, was, {**was, "position": "Governor", "aliases": ["The Claw", "Talon"]})
    orphan(tmp_path, gone)
    async with program(book, tmp_path) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, ConfirmScreen))
        await reader.press("y", "escape")
        assert "Position: Governor" in reader.shown()
        assert "The Claw, Talon" in reader.shown()
        await reader.press("n")
        assert len(files(tmp_path)) == 1
        await reader.press("escape", "y")
        assert reader.app.screen is reader.main
    assert files(tmp_path) == []
    assert plain(book.need(TALON)) == was


async def test_one_opened_and_not_saved_outlives_a_program_that_is_killed(
    book: Store, drafts: Drafts, tmp_path: Path, gone: int
) -> None:
    was = plain(book.need(TALON))
    drafts.keep(TALON, was, {**was, "position": "Governor"})
    orphan(tmp_path, gone)
    async with program(book, tmp_path) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, ConfirmScreen))
        await reader.press("y")
        assert reader.editor("position").given() == "Governor"
        assert b"Governor" in files(tmp_path)[0].read_bytes()


async def test_leaving_the_merged_versions_keeps_the_draft_of_the_form_below(
    book: Store, tmp_path: Path
) -> None:
    async with program(book, tmp_path) as reader:
        await edit(reader, TALON)
        await reader.fill_in("position", "Governor")
        await reader.until(lambda: files(tmp_path))
        elsewhere(book, put(TALON, position="Mayor"))
        await reader.press("ctrl+s", "b", "escape")
        assert reader.form.values()["position"] == "Governor"
        assert b"Governor" in files(tmp_path)[0].read_bytes()


@pytest.mark.parametrize("base", [{"name": 3}, {"name": ""}, {"former_field": "x"}])
async def test_one_begun_from_an_invalid_record_opens_and_can_be_discarded(
    book: Store, drafts: Drafts, tmp_path: Path, gone: int, base: dict[str, object]
) -> None:
    drafts.keep(TALON, base, {**plain(book.need(TALON)), "position": "Governor"})
    orphan(tmp_path, gone)
    async with program(book, tmp_path) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, ConfirmScreen))
        await reader.press("y", "ctrl+s")
        reader.on(ConflictScreen)
        await reader.press("escape", "escape", "y")
        assert reader.app.screen is reader.main
    assert files(tmp_path) == []


async def test_of_several_each_is_offered(
    book: Store, drafts: Drafts, tmp_path: Path, gone: int
) -> None:
    drafts.keep("group:", None, {"name": "Half typed"})
    orphan(tmp_path, gone)
    (file,) = files(tmp_path)
    file.rename(file.with_name(file.name.replace(str(gone), "9999999999")))
    drafts.keep("leader:", None, {"name": "Another"})
    orphan(tmp_path, gone)
    async with program(book, tmp_path) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, ConfirmScreen))
        first = "a new leader" in reader.shown()
        await reader.press("n")
        await reader.until(lambda: ("a new leader" in reader.shown()) != first)
        await reader.press("n")
        assert reader.app.screen is reader.main
    assert len(files(tmp_path)) == 2


async def test_leaving_a_form_shows_what_would_be_lost(book: Store, tmp_path: Path) -> None:
    async with program(book, tmp_path) as reader:
        await edit(reader, TALON)
        await reader.fill_in("position", "Governor")
        await reader.press("escape")
        assert "Leave without saving?" in reader.shown()
        assert "Position: Governor" in reader.shown()
