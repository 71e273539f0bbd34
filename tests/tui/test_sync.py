"""Sync: others' changes, failed saves, two versions, quitting."""

import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from briefing.store.store import Store
from briefing.tui.actions import sync as keeping
from briefing.tui.app import BriefingApp
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.dialogs.versions import VersionsScreen
from briefing.tui.forms.form import FormScreen
from briefing.tui.main.start import Start
from briefing.tui.widgets.bars import TitleBar
from fakehost import FakeHost
from filling_in import edit, records_in_file, save
from invented import ARMY, FRONT, TALON, group
from onscreen import MIDDLE, NARROW, Reader, opened, running


@pytest.fixture(autouse=True)
def never_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do at once what otherwise waits a second or two."""
    monkeypatch.setattr(keeping, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(keeping, "RETRY_SECONDS", 0.0)


def file_of(store: Store) -> Path:
    return Path(store.location)


def edit_by_hand(store: Store, slug: str, name: str) -> None:
    path = file_of(store)
    raw: dict[str, Any] = json.loads(path.read_bytes())
    raw["group"][slug]["name"] = name
    path.write_text(json.dumps(raw), encoding="utf-8")


def state(reader: Reader) -> str:
    return reader.main.query_one(TitleBar).state


async def rename(reader: Reader, ref: str, name: str) -> None:
    """Give a record another name in its form."""
    await edit(reader, ref)
    await reader.press("ctrl+u")
    await reader.write(name)
    await save(reader)


@pytest.fixture
def folded(book: Store) -> Store:
    """The invented briefing, all of it in db.json."""
    book.checkpoint()
    return book


async def test_what_others_change_shows_and_the_cursor_stays(folded: Store) -> None:
    async with opened(folded) as reader:
        pane = reader.pane("group")
        pane.go_to(FRONT)
        await reader.rest()
        other = Store.open(file_of(folded), by="colleague")
        other.put("group:aa", group("AA comes first"))
        other.put(ARMY, group("Army of Karsa"))
        await reader.until(lambda: "Army of Karsa" in reader.shown())
        assert "AA comes first" in reader.shown()
        assert pane.current == FRONT
        assert reader.here == FRONT
        assert any("changed elsewhere" in said for said in reader.messages())


async def test_a_file_edited_by_hand_is_reloaded_and_reported(folded: Store) -> None:
    async with opened(folded) as reader:
        edit_by_hand(folded, "karsa-army", "Edited by hand")
        await reader.until(lambda: "Edited by hand" in reader.shown())
        assert any("changed outside the program" in said for said in reader.messages())
        await reader.press("u")
        assert "Karsa Army" in reader.shown()


async def test_db_json_is_brought_up_to_date_while_the_program_rests(
    folded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "REST_SECONDS", 0.0)
    async with opened(folded) as reader:
        await rename(reader, ARMY, "Army of Karsa")
        path = file_of(folded)
        await reader.until(lambda: folded.pending == 0)
        assert json.loads(path.read_bytes())["group"]["karsa-army"]["name"] == "Army of Karsa"


async def test_what_cannot_be_saved_is_kept_and_saved_when_it_can_be(folded: Store) -> None:
    folder = file_of(folded).parent
    away = folder.with_name("away")
    async with opened(folded) as reader:
        folder.rename(away)
        await rename(reader, ARMY, "Army of Karsa")
        assert "Army of Karsa" in reader.shown()
        assert state(reader) == "NOT SAVED: 1 change"
        assert any("kept here until they can be saved" in said for said in reader.messages())
        await rename(reader, TALON, "Talon")
        assert state(reader) == "NOT SAVED: 2 changes"

        await reader.press("q")
        assert isinstance(reader.app.screen, ConfirmScreen)
        assert "Leave without saving?" in reader.shown()
        await reader.press("n")

        away.rename(folder)
        await reader.until(lambda: state(reader).startswith("saved"))
        assert any("saved 2 changes" in said for said in reader.messages())
        assert records_in_file(folded)[ARMY] == folded.get(ARMY)
        assert records_in_file(folded)[TALON] == folded.get(TALON)


async def test_undo_takes_back_what_is_not_saved_yet(folded: Store) -> None:
    folder = file_of(folded).parent
    away = folder.with_name("away")
    async with opened(folded) as reader:
        folder.rename(away)
        await rename(reader, ARMY, "Army of Karsa")
        await reader.press("u")
        assert "Karsa Army" in reader.shown()
        away.rename(folder)
        await reader.until(lambda: state(reader).startswith("saved"))
        assert [each.undoes > 0 for each in Store.open(file_of(folded)).history()[-2:]] == [
            False,
            True,
        ]


async def test_a_briefing_that_can_only_be_read_says_so(folded: Store) -> None:
    path = file_of(folded)
    folded.close()
    path.chmod(0o444)
    store = Store.open(path)
    before = sorted(path.parent.iterdir()), path.read_bytes()
    async with opened(store, NARROW) as reader:
        assert "READ-ONLY" in reader.shown()
        for key in "enNacdu":
            await reader.press(key)
            assert reader.app.screen is reader.main, f"{key} opens nothing that cannot be saved"
            assert "can only be read" in reader.messages()[-1]
        await reader.press("q")
    assert (sorted(path.parent.iterdir()), path.read_bytes()) == before


def test_the_program_ends_even_if_db_json_cannot_be_written(folded: Store) -> None:
    def breaks() -> bool:
        raise MemoryError

    folded.put(ARMY, group("Army of Karsa"))
    host = FakeHost()
    with patch.object(folded, "checkpoint", breaks), pytest.raises(MemoryError):
        host.run(keeping.Sync(host, folded).leave())
    assert host.is_over


def test_a_checkpoint_that_failed_is_tried_again(
    folded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "REST_SECONDS", 0.0)
    host = FakeHost()
    sync = keeping.Sync(host, folded)
    folded.put(ARMY, group("Army of Karsa"))
    with (
        patch.object(host, "in_thread", side_effect=RuntimeError("no thread")),
        pytest.raises(RuntimeError),
    ):
        sync.look()
    sync.look()
    assert folded.pending == 0


class TestTwoVersions:
    @pytest.fixture
    def path(self, folded: Store) -> Path:
        """A change waits in the history of a program that crashed; then db.json was edited."""
        folded.put(ARMY, group("Changed here"))
        edit_by_hand(folded, "northern-front", "Changed there")
        return file_of(folded)

    @pytest.mark.parametrize(
        ("key", "army", "front"),
        [
            ("b", "Changed here", "Changed there"),
            ("m", "Changed here", "Front du Nord – الجبهة الشمالية"),
            ("t", "Karsa Army", "Changed there"),
        ],
    )
    async def test_are_shown_when_opening_and_one_is_chosen(
        self, path: Path, key: str, army: str, front: str
    ) -> None:
        app = BriefingApp(Start(lambda keep: Store.open(path, keep=keep)))
        async with running(app, NARROW) as reader:
            assert isinstance(app.screen, VersionsScreen)
            assert {ARMY, FRONT} <= set(reader.shown().split())
            await reader.press(key)
            store = reader.main.store
            assert (store.label(ARMY), store.label(FRONT)) == (army, front)
            assert len(store.history()) >= 3
        assert Store.open(path).label(ARMY) == army

    async def test_are_left_as_they_are_when_nobody_chooses(self, path: Path) -> None:
        before = path.read_bytes(), path.with_suffix(".history.jsonl").read_bytes()
        app = BriefingApp(Start(lambda keep: Store.open(path, keep=keep)))
        async with running(app, MIDDLE) as reader:
            await reader.pilot.press("q")
        assert (path.read_bytes(), path.with_suffix(".history.jsonl").read_bytes()) == before

    async def test_are_asked_about_while_the_program_runs(self, folded: Store) -> None:
        async with opened(folded, MIDDLE) as reader:
            await rename(reader, ARMY, "Changed here")
            edit_by_hand(folded, "northern-front", "Changed there")
            await reader.until(lambda: isinstance(reader.app.screen, VersionsScreen))
            await reader.press("b")
            await reader.until(lambda: "Changed there" in reader.shown())
            assert folded.label(ARMY) == "Changed here"

    async def test_are_not_asked_about_while_a_form_is_open(self, folded: Store) -> None:
        async with opened(folded, MIDDLE) as reader:
            await rename(reader, ARMY, "Changed here")
            await edit(reader, TALON)
            edit_by_hand(folded, "northern-front", "Changed there")
            with patch.object(folded, "catch_up", wraps=folded.catch_up) as look:
                await reader.until(lambda: look.call_count > 2)
            reader.on(FormScreen)
            await reader.press("escape")
            await reader.until(lambda: isinstance(reader.app.screen, VersionsScreen))

    def test_are_asked_about_on_leaving_which_then_goes_on(self, folded: Store) -> None:
        folded.keeps_waiting = True
        folded.put(ARMY, group("Changed here"))
        folder = file_of(folded).parent
        away = folder.rename(folder.with_name("away"))
        folded.put("group:new", group("Waits here"))
        away.rename(folder)
        edit_by_hand(folded, "northern-front", "Changed there")
        host = FakeHost("both")
        host.run(keeping.Sync(host, folded).leave())
        assert host.is_over
        saved = json.loads(file_of(folded).read_bytes())["group"]
        assert {"Changed here", "Waits here", "Changed there"} <= {
            each["name"] for each in saved.values()
        }


async def test_leaving_brings_db_json_up_to_date(folded: Store) -> None:
    path = file_of(folded)
    async with opened(folded) as reader:
        await rename(reader, ARMY, "Army of Karsa")
        reader.send("q")
        await reader.until(lambda: reader.is_leaving)
    assert json.loads(path.read_bytes())["group"]["karsa-army"]["name"] == "Army of Karsa"


async def test_a_file_spoilt_meanwhile_is_reported_and_edits_are_kept(folded: Store) -> None:
    path = file_of(folded)
    whole = path.read_bytes()
    async with opened(folded) as reader:
        path.write_bytes(whole[:-20])
        await reader.until(lambda: state(reader) == "FILE NOT READABLE")
        await rename(reader, ARMY, "Army of Karsa")
        assert state(reader) == "NOT SAVED: 1 change"
        path.write_bytes(whole)
        await reader.until(lambda: state(reader).startswith("saved"))
        assert records_in_file(folded)[ARMY] == folded.get(ARMY)


async def test_that_the_folder_is_gone_is_noticed_without_any_key(folded: Store) -> None:
    folder = file_of(folded).parent
    async with opened(folded) as reader:
        folder.rename(folder.with_name("away"))
        await reader.until(lambda: state(reader) == "FILE NOT READABLE")
        folder.with_name("away").rename(folder)
        await reader.until(lambda: state(reader).startswith("saved"))
