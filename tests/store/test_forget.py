"""Forgotten records are in no file any more; the history says so, but not what they were."""

import json
from pathlib import Path

import pytest
from stores import backup, files, lines, log

from briefing.checks import check
from briefing.model.kinds.record import Record
from briefing.model.validation import plain
from briefing.store import merge_split
from briefing.store.backends.jsonfile import forget as forget_module
from briefing.store.backends.jsonfile.forget import Forgetting, forget, to_forget
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.verify import verify
from briefing.store.changes import FORGOTTEN
from briefing.store.errors import (
    CannotUndo,
    FileFault,
    NothingToUndo,
    NotSaved,
    RefReused,
    UnknownRecord,
)
from briefing.store.store import Store
from invented import AMBUSH, ARMY, FRONT, LEADS, QUOTE, TALON, TITLE, contents, fill, record

WITNESS = "leader:zahra-witness"
NAME = "Zahra Mint Sidi"
TEXTS = (NAME, "zahra", "Umm Karsa", "saw the column leave", "by the old mill")


def witness(**fields: object) -> Record:
    return record("leader", name=NAME, aliases=["Umm Karsa"], **fields)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A briefing in which a witness was added, edited, cited, linked, and named in a reason."""
    path = tmp_path / "folder" / "db.json"
    path.parent.mkdir()
    store = fill(Store.create(path, TITLE, by="analyst"))
    store.put(WITNESS, witness(summary="She saw the column leave."))
    store.checkpoint()
    store.put(WITNESS, witness(summary="She stood by the old mill."), f"what {NAME} told")
    link = record("link", type="member", from_=WITNESS, to=FRONT)
    store.put("link:zahra-in-front", link)
    raw = plain(store.need(AMBUSH))
    raw["actors"] = [*raw.get("actors", []), {"ref": WITNESS, "role": "target"}]
    store.put(AMBUSH, record("event", **raw))
    store.close()
    return path


def forgotten(path: Path, *refs: str) -> Forgetting:
    store = Store.open(path)
    forgetting = to_forget(store, Paths(path), refs or (WITNESS,))
    store.close()
    forget(path, forgetting, "analyst")
    return forgetting


def left(path: Path, *texts: str) -> list[str]:
    """The texts that are still in any file in the folder of a briefing."""
    everything = b"".join(files(path).values()).decode().casefold()
    return [text for text in texts or TEXTS if text.casefold() in everything]


class TestWhatIsForgotten:
    def test_is_in_no_file_any_more(self, path: Path) -> None:
        assert left(path) == list(TEXTS)
        forgotten(path)
        assert left(path) == []

    def test_goes_with_what_depends_on_it(self, path: Path) -> None:
        forgetting = forgotten(path)
        assert set(forgetting.refs) == {WITNESS, "link:zahra-in-front"}
        assert forgetting.edited == (AMBUSH,)

    def test_leaves_everything_else_as_it_was(self, path: Path) -> None:
        before = contents(Store.open(path))
        forgotten(path)
        after = contents(Store.open(path))
        assert set(before) - set(after) == {WITNESS, "link:zahra-in-front"}
        assert {ref for ref in after if after[ref] != before[ref]} == {AMBUSH}
        assert not [each for each in check(Store.open(path)) if each.level == "error"]

    def test_may_have_been_deleted_long_before(self, path: Path) -> None:
        store = Store.open(path)
        store.delete(WITNESS, unlink=True)
        store.close()
        assert left(path)
        forgotten(path)
        assert "zahra-witness" not in b"".join(files(path).values()).decode()

    def test_goes_under_every_ref_it_had(self, path: Path) -> None:
        store = Store.open(path)
        with store.transaction() as change:
            change.rename(WITNESS, "leader:source-7")
        store.close()
        assert WITNESS in forgotten(path, "leader:source-7").refs
        assert left(path) == []

    def test_goes_with_what_was_merged_with_it(self, path: Path) -> None:
        store = Store.open(path)
        store.put("leader:other", record("leader", name="Old Name of Hers"))
        with store.transaction() as change:
            merge_split.merge(change, "leader:other", WITNESS, store.need("leader:other"))
        store.close()
        forgotten(path, "leader:other")
        assert left(path, *TEXTS, "Old Name of Hers") == []

    def test_goes_from_copies_that_repairing_left(self, path: Path) -> None:
        name = f"{path.name}.damaged-20260101T000000Z"
        path.with_name(name).write_text(NAME)
        assert forgotten(path).files == (path.with_name(name),)
        assert left(path) == []

    def test_that_others_still_name_is_reported(self, path: Path) -> None:
        store = Store.open(path)
        store.put("group:x", record("group", name="X", summary=f"Led by {NAME.upper()}."))
        assert to_forget(store, Paths(path), [WITNESS]).naming == ("group:x",)

    def test_must_have_been_there(self, path: Path) -> None:
        with pytest.raises(UnknownRecord):
            to_forget(Store.open(path), Paths(path), ["leader:nobody"])


class TestTheHistory:
    def test_says_that_when_and_by_whom_but_not_what(self, path: Path) -> None:
        head = verify(Paths(path)).head
        forgotten(path)
        last = Store.open(path).history()[-1]
        assert (last.why, last.by, last.changes, last.rewrites != "") == (
            FORGOTTEN,
            "analyst",
            (),
            True,
        )
        assert "rewritten by analyst" not in "".join(verify(Paths(path)).faults)
        assert head not in {each.rewrites for each in Store.open(path).history()[:-1]}

    def test_is_proved_and_without_a_gap(self, path: Path) -> None:
        forgotten(path)
        assert verify(Paths(path)).faults == []
        revisions = [each.rev for each in Store.open(path).history()]
        assert revisions == list(range(1, len(revisions) + 1))

    def test_does_not_prove_what_was_noted_before_and_says_why(self, path: Path) -> None:
        store = Store.open(path)
        store.delete(WITNESS, unlink=True)
        store.close()
        head = verify(Paths(path)).head
        forgotten(path)
        (fault,) = verify(Paths(path), head).faults
        assert "was rewritten by analyst" in fault

    def test_keeps_the_changes_of_others(self, path: Path) -> None:
        forgotten(path)
        store = Store.open(path)
        first = store.history()[0]
        assert {TALON, FRONT, ARMY, QUOTE, LEADS} <= {each.ref for each in first.changes}

    def test_gives_nothing_back(self, path: Path) -> None:
        forgotten(path)
        store = Store.open(path)
        last = store.meta.revision
        with pytest.raises(CannotUndo, match="has no changes left"):
            store.undo(last)
        with pytest.raises(NothingToUndo):
            store.redo()
        while True:
            try:
                store.undo()
            except NothingToUndo:
                break
        assert WITNESS not in contents(store)
        store.close()
        assert left(path) == []

    def test_that_is_not_proved_is_not_rewritten(self, path: Path) -> None:
        every = lines(path)
        del every[2]
        log(path).write_bytes(b"".join(every))
        with pytest.raises(FileFault, match="nothing was forgotten"):
            to_forget(Store.open(path), Paths(path), [WITNESS])
        assert left(path)


class TestInterrupted:
    @pytest.mark.parametrize(
        "step", ["_write_checkpoint", "_must_be_proved", "remove_strays", "_Entries"]
    )
    @pytest.mark.parametrize("call", [1, 2])
    def test_it_can_be_done_again(
        self, path: Path, monkeypatch: pytest.MonkeyPatch, step: str, call: int
    ) -> None:
        path.with_name(f"{path.name}.damaged-1").write_text(NAME)
        calls = 0
        whole = getattr(forget_module, step)

        def killed(*args: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls == call + (step in ("_must_be_proved", "_Entries")):
                raise KeyboardInterrupt
            return whole(*args, **named)

        with monkeypatch.context() as patch:
            patch.setattr(forget_module, step, killed)
            try:
                forgotten(path)
            except KeyboardInterrupt:
                assert verify(Paths(path)).faults == []
        if left(path):
            forgotten(path)
        assert left(path) == []
        assert verify(Paths(path)).faults == []

    def test_a_folder_named_like_a_copy_is_left_alone(self, path: Path) -> None:
        path.with_name(f"{path.name}.damaged-1").mkdir()
        assert forgotten(path).files == ()
        assert left(path) == []


class TestOthers:
    def test_that_put_it_back_meanwhile_are_reported_and_nothing_is_left_unsaid(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = Store.open(path, by="colleague")
        folded = forget_module._write_checkpoint

        def race(store: Store) -> None:
            folded(store)
            other.catch_up()
            other.put(WITNESS, witness())
            other.checkpoint()

        monkeypatch.setattr(forget_module, "_write_checkpoint", race)
        with pytest.raises(NotSaved, match="has just put leader:zahra-witness back"):
            forgotten(path)

    def test_that_were_renamed_can_still_be_forgotten_whole(self, path: Path) -> None:
        store = Store.open(path)
        store.put("leader:ali", record("leader", name="Ali"))
        store.put("leader:salim", record("leader", name="Salim Ould", summary="secret words"))
        with store.transaction() as change:
            change.rename("leader:salim", "leader:source-7")
        store.put("leader:source-7", record("leader", name="Source 7"))
        store.close()
        forgotten(path, "leader:ali")
        forgotten(path, "leader:source-7")
        assert left(path, "salim", "secret words") == []

    def test_that_have_the_ref_now_are_not_forgotten_unasked(self, path: Path) -> None:
        store = Store.open(path)
        with store.transaction() as change:
            change.rename(WITNESS, "leader:source-7")
        store.put(WITNESS, record("leader", name="Somebody Else"))
        with pytest.raises(RefReused, match="name both to forget both"):
            to_forget(store, Paths(path), ["leader:source-7"])
        both = to_forget(store, Paths(path), ["leader:source-7", WITNESS])
        assert {WITNESS, "leader:source-7"} <= set(both.refs)

    def test_that_said_the_name_before_are_reported(self, path: Path) -> None:
        store = Store.open(path)
        store.put("group:x", record("group", name="X", summary=f"Fed by {NAME}."))
        store.put("group:x", record("group", name="X"))
        found = to_forget(store, Paths(path), [WITNESS])
        assert (found.naming, found.named) == ((), ("group:x",))

    def test_reasons_that_tell_of_it_go_and_others_stay(self, path: Path) -> None:
        store = Store.open(path)
        store.put("leader:zo", record("leader", name="Zo"))
        for number, why in enumerate((f"met {NAME.upper()}", "as Zo, says", "zones")):
            store.put(f"group:g{number}", record("group", name="G"), why)
        store.close()
        forgotten(path, WITNESS, "leader:zo")
        whys = [each.why for each in Store.open(path).history() if each.changes][-3:]
        assert whys == ["", "", "zones"]

    def test_a_name_in_the_title_is_reported(self, path: Path) -> None:
        raw = json.loads(path.read_bytes())
        raw["meta"]["title"] = f"What {NAME} saw"
        path.write_text(json.dumps(raw))
        assert to_forget(Store.open(path), Paths(path), [WITNESS]).is_title


def test_another_program_that_has_it_open_continues(path: Path) -> None:
    other = Store.open(path, by="colleague")
    forgotten(path)
    other.put("group:x", record("group", name="X"))
    other.close()
    assert left(path) == []
    assert verify(Paths(path)).faults == []
    assert "group:x" in contents(Store.open(path))


def test_the_backup_is_one_without_it(path: Path) -> None:
    forgotten(path)
    assert NAME.encode() not in backup(path).read_bytes()


@pytest.mark.parametrize("how", ["undone", "split"])
def test_who_was_merged_by_mistake_is_not_forgotten_along(path: Path, how: str) -> None:
    store = Store.open(path)
    other = "leader:zahra-other"
    store.put(other, record("leader", name="Somebody Else"))
    with store.transaction("a mistake") as draft:
        merge_split.merge(draft, WITNESS, other, store.need(WITNESS))
    if how == "undone":
        store.undo()
    else:
        merger = next(merge_split.mergers(store.newest_first(), WITNESS))
        with store.transaction() as draft:
            merge_split.split(draft, merger)
    store.close()
    forgotten(path)
    assert Store.open(path).get(other) is not None
