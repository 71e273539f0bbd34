"""A damaged briefing is restored from what is readable of its three files."""

import json
import os
import shutil
import stat
from pathlib import Path
from zlib import crc32

import pytest
from mended import (
    GONE,
    LATE,
    NEW,
    OLD,
    alone,
    aside,
    edit,
    last_state,
    line_of,
    make,
    repaired,
    spoil,
    spoil_line,
)
from stores import backup, bodies, failing, files, log

from briefing.checks import check
from briefing.store.backends.jsonfile.chain import hash_of, head_after
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.repair.repair import (
    LOST,
    examine,
    repair_in_place,
    write_copy,
)
from briefing.store.backends.jsonfile.verify import verify
from briefing.store.errors import FileFault, NotSaved
from briefing.store.store import Store
from invented import FRONT, MARTYRS, QUOTE, TALON, contents, group, record


def gone(*_: object) -> None:
    raise ProcessLookupError


def killed(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A briefing with two checkpoints and changes since."""
    path = tmp_path / "folder" / "db.json"
    path.parent.mkdir()
    make(path)
    return path


class TestNothingWrong:
    def test_needs_nothing(self, path: Path) -> None:
        examined = examine(Paths(path))
        assert not examined.is_needed
        assert examined.is_all

    def test_gives_a_copy_that_is_the_same_when_asked(self, path: Path) -> None:
        before = last_state(path)
        _, store = repaired(path)
        assert contents(store) == before
        assert [each.rev for each in store.history()] == list(range(1, 12))

    def test_a_torn_last_line_was_never_acknowledged(self, path: Path) -> None:
        with log(path).open("ab") as file:
            file.write(b'{"rev":12,"at"')
        assert not examine(Paths(path)).is_needed

    def test_an_edit_by_hand_is_reported_and_left_to_opening(self, path: Path) -> None:
        edit(path, lambda text: text.replace("Karsa Army", "Karsa army"))
        examined = examine(Paths(path))
        assert not examined.is_needed
        assert "was changed outside" in examined.main.notes[0]

    def test_a_damaged_backup_does_not_matter(self, path: Path) -> None:
        spoil(backup(path))
        assert not examine(Paths(path)).is_needed


class TestADamagedFile:
    def test_is_found_again_with_what_was_changed_since(self, path: Path) -> None:
        before = last_state(path)
        spoil(path)
        examined, store = repaired(path)
        assert contents(store) == before
        assert examined.is_proven
        assert examined.is_all
        assert store.meta.title == "Karsa highlands"

    def test_without_its_copy_is_found_again_where_the_history_has_it_all(self, path: Path) -> None:
        before = last_state(path)
        spoil(path)
        backup(path).unlink()
        examined, store = repaired(path)
        assert contents(store) == before
        assert examined.is_all

    def test_without_its_history_says_of_a_record_where_it_is_from(self, path: Path) -> None:
        spoil(path, path.read_bytes().index(b'"name": "Older"') + 8)
        log(path).unlink()
        examined, store = repaired(path)
        (origin,) = [each for each in examined.origins if each.ref == OLD]
        assert (origin.file, origin.revision, origin.is_certain) == ("db.json.bak", 6, False)
        assert contents(store)[OLD] == group("Old – قديم")

    def test_alone_keeps_all_but_what_is_damaged(self, path: Path) -> None:
        at_fold = {ref: state for ref, state in last_state(path).items() if ref != LATE}
        spoil(path, path.read_bytes().index(b'"Idris Talon"'))
        alone(path)
        examined, store = repaired(path)
        assert set(contents(store)) == set(at_fold) - {TALON}
        assert examined.lost() == [TALON]
        assert not examined.is_all
        reported = {(each["ref"], each["path"]) for each in examined.broken()}
        found = {(each.ref, each.path) for each in check(store) if each.level == "error"}
        assert reported == found != set()
        assert '"Idris Talon' not in str(aside(path.with_name("out.unreadable.json")))
        assert aside(path.with_name("out.unreadable.json"))[0]["ref"] == TALON

    def test_that_a_person_edited_keeps_what_was_edited(self, path: Path) -> None:
        edit(
            path, lambda text: text.replace("Karsa Army", "Karsa Guard").replace('"Man 1"', "Man 1")
        )
        examined, store = repaired(path)
        assert contents(store)["group:karsa-army"].name == "Karsa Guard"  # type: ignore[attr-defined]
        assert contents(store)["leader:man-1"].name == "Man 1"  # type: ignore[attr-defined]
        origins = {each.ref: each for each in examined.origins}
        assert origins["group:karsa-army"].note.endswith("has another version at revision 6")
        assert [ref for ref, it in origins.items() if not it.is_certain] == ["group:karsa-army"]
        assert aside(path.with_name("out.unreadable.json"))[0]["ref"] == "leader:man-1"
        store.undo()
        assert contents(store)["group:karsa-army"].name == "Karsa Army"  # type: ignore[attr-defined]

    def test_whose_records_ran_together_takes_neither_for_the_other(self, path: Path) -> None:
        before = last_state(path)
        data = path.read_bytes()
        start, end = data.index(b'Man 0"') + 2, data.index(b'Man 1"') + 2
        spoiled = data[:start] + data[end:]
        path.write_bytes(spoiled[:100] + b"}" + spoiled[100:])
        spoil_line(path, line_of(path, '"fold"'), "fold", "fald")
        _, store = repaired(path)
        assert contents(store) == before

    def test_that_is_gone_is_restored(self, path: Path) -> None:
        before = last_state(path)
        path.unlink()
        examined, store = repaired(path)
        assert contents(store) == before
        assert examined.is_all

    def test_that_is_gone_is_made_of_the_history_alone(self, path: Path) -> None:
        before = last_state(path)
        path.unlink()
        backup(path).unlink()
        examined, store = repaired(path)
        assert contents(store) == before
        # The title is in no history, so that nothing proves it to be all.
        assert not examined.is_all

    def test_whose_revision_is_damaged_loses_no_change(self, path: Path) -> None:
        before = last_state(path)
        edit(
            path, lambda text: text.replace('"revision": 9', '"revision": 99').replace(",", ";", 9)
        )
        assert contents(repaired(path)[1]) == before

    def test_of_a_newer_format_is_refused(self, path: Path) -> None:
        edit(path, lambda text: text.replace('"format": 1', '"format": 3'))
        with pytest.raises(FileFault, match="written in format 3 by a newer program"):
            examine(Paths(path))

    def test_with_a_record_that_fails_validation_gets_its_last_sound_version(
        self, path: Path
    ) -> None:
        before = last_state(path)
        edit(path, lambda text: text.replace('"name": "Older"', '"name": "Older", "founded": "x"'))
        examined, store = repaired(path)
        assert contents(store) == before
        (stray,) = examined.main.strays.values()
        assert (stray.ref, stray.raw) == (OLD, {"name": "Older", "founded": "x"})
        assert aside(path.with_name("out.unreadable.json"))[0]["ref"] == OLD

    @pytest.mark.parametrize("layout", [2, None])
    def test_that_breaks_off_gives_its_whole_records(self, path: Path, layout: int | None) -> None:
        edit(path, lambda text: json.dumps(json.loads(text), ensure_ascii=False, indent=layout))
        alone(path)
        data = path.read_bytes()
        cut = data.index(b'"man-1"') + 12
        path.write_bytes(data[:cut])
        examined, store = repaired(path)
        groups = {ref for ref in contents(store) if ref.startswith("group:")}
        assert groups == {"group:karsa-army", FRONT, MARTYRS, OLD, NEW}
        assert examined.lost() == ["leader:man-1"]
        assert any("breaks off" in each for each in examined.unsure)

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
    def test_saved_in_another_encoding_of_unicode_is_read(self, path: Path, encoding: str) -> None:
        before = last_state(path)
        path.write_text(path.read_text(encoding="utf-8"), encoding=encoding)
        log(path).write_text(log(path).read_text(encoding="utf-8"), encoding=encoding)
        assert contents(repaired(path)[1]) == before

    def test_saved_as_windows_1252_gets_the_letters_that_were_lost_back(self, path: Path) -> None:
        before = last_state(path)
        text = path.read_text(encoding="utf-8").replace('"Man 0"', '"Élan – Ça"')
        path.write_bytes(text.encode("cp1252", "replace"))
        examined, store = repaired(path)
        assert contents(store) == before | {"leader:man-0": record("leader", name="Élan – Ça")}
        assert examined.main.notes == ["saved as Windows-1252, not as UTF-8"]

    def test_with_one_byte_that_is_no_utf_8_makes_no_letter_of_it(self, path: Path) -> None:
        before = last_state(path)
        data = path.read_bytes()
        path.write_bytes(data.replace(b'"Man 0"', b'"M\xe9n 0"'))
        assert contents(repaired(path)[1]) == before


class TestADuplicateRecord:
    @pytest.mark.parametrize("is_first", [True, False])
    def test_is_as_the_history_has_it(self, path: Path, is_first: bool) -> None:
        before = last_state(path)
        mine, other = '"name": "Man 0"\n    }', '"name": "Copied"\n    }'
        pair = (mine, other) if is_first else (other, mine)
        edit(path, lambda text: text.replace(mine, ',\n    "man-0": {\n      '.join(pair)))
        examined, store = repaired(path)
        assert contents(store) == before
        (origin,) = examined.origins
        assert (origin.ref, origin.is_certain) == ("leader:man-0", False)
        (kept,) = aside(path.with_name("out.unreadable.json"))
        assert (kept["ref"], kept["raw"]) == ("leader:man-0", {"name": "Copied"})

    def test_is_the_last_where_no_other_file_helps(self, path: Path) -> None:
        edit(path, lambda text: text.replace('"man-1"', '"man-0"'))
        alone(path)
        examined, store = repaired(path)
        assert contents(store)["leader:man-0"] == record("leader", name="Man 1")
        assert examined.unread[0].raw == {"name": "Man 0"}
        assert not examined.is_all

    def test_alike_is_taken_once(self, path: Path) -> None:
        before = last_state(path)
        man = '"man-0": {\n      "name": "Man 0"\n    },\n'
        edit(path, lambda text: text.replace(man, man + man))
        examined, store = repaired(path)
        assert contents(store) == before
        assert not examined.unread

    def test_in_a_field_is_as_the_history_has_it(self, path: Path) -> None:
        before = last_state(path)
        edit(path, lambda text: text.replace('"Man 0"', '"Man 0", "name": "Man X"'))
        examined, store = repaired(path)
        assert contents(store) == before
        assert examined.unread[0].raw == {"name": "Man X"}

    def test_by_a_table_that_is_loses_no_record(self, path: Path) -> None:
        before = last_state(path)
        more = '"group": {"more": {"name": "More"}}, "leader": {'
        edit(path, lambda text: text.replace('"leader": {', more))
        assert contents(repaired(path)[1]) == before | {"group:more": group("More")}


def conflict(ours: str, theirs: str) -> str:
    """Lines as git leaves them after a merge conflict."""
    return f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> feature\n"


class TestAnUnresolvedMerge:
    def merge(self, path: Path, ours: str, theirs: str) -> None:
        edit(path, lambda text: text.replace(ours, conflict(ours, theirs)))

    @pytest.mark.parametrize("is_ours", [True, False])
    def test_takes_the_side_that_the_history_has(self, path: Path, is_ours: bool) -> None:
        before = last_state(path)
        line, other = '      "name": "Man 0"\n', '      "name": "Man X"\n'
        both = conflict(line, other) if is_ours else conflict(other, line)
        edit(path, lambda text: text.replace(line, both))
        examined, store = repaired(path)
        assert contents(store) == before
        (origin,) = examined.origins
        assert f"{'ours' if is_ours else 'theirs'} was taken" in origin.note
        assert examined.unread[0].raw == {"name": "Man X"}
        assert examined.main.notes == ["an unresolved merge"]

    def test_keeps_what_only_one_side_added(self, path: Path) -> None:
        before = last_state(path)
        line = '    "man-0": {\n      "name": "Man 0"\n    },\n'
        self.merge(path, line, line + line.replace("an", "en"))
        added = {"leader:men-0": record("leader", name="Men 0")}
        assert contents(repaired(path)[1]) == before | added

    def test_of_the_history_keeps_ours_and_sets_theirs_aside(self, path: Path) -> None:
        theirs = path.with_name("theirs") / path.name
        shutil.copytree(path.parent, theirs.parent)
        base = log(path).read_text(encoding="utf-8")
        for where, name in ((path, "Ours"), (theirs, "Theirs")):
            store = Store.open(where)
            store.put(OLD, group(name))
            store.put(NEW, group(name))
        before = last_state(path)
        texts = [log(each).read_text(encoding="utf-8") for each in (path, theirs)]
        sides = [text.removeprefix(base) for text in texts]
        log(path).write_text(base + conflict(*sides), encoding="utf-8")
        examined, store = repaired(path)
        assert contents(store) == before
        assert [each.revision for each in examined.log.left_out] == [12, 13]
        assert "the other side of a merge; it changed group:old" in examined.unsure[0]
        assert "Theirs" in str(aside(path.with_name("out.unreadable.json")))


class TestADamagedHistory:
    def test_in_the_past_costs_the_line_alone(self, path: Path) -> None:
        before = last_state(path)
        spoil_line(path, line_of(path, '"Older"'), "Older", "Olddr")
        examined, store = repaired(path)
        assert contents(store) == before
        assert [each.rev for each in store.history()] == list(range(1, 13))
        assert (store.history()[7].why, store.history()[7].changes) == (LOST, ())
        assert store.history()[-1].changes == ((OLD, group("Old – قديم"), group("Older")),)
        (reported,) = examined.unsure
        assert "(revision 8) is left out" in reported
        assert "what it changed is in db.json" in reported
        assert "Olddr" in str(aside(path.with_name("out.unreadable.json")))

    def test_of_a_change_not_in_db_json_is_left_out_and_reported(self, path: Path) -> None:
        before = last_state(path)
        spoil_line(path, line_of(path, '"Late"'), '"Late"', '"Lade"')
        examined, store = repaired(path)
        assert contents(store) == {ref: it for ref, it in before.items() if ref != LATE}
        assert f"it changed {LATE}" in examined.unsure[0]
        assert not examined.is_all

    def test_replaces_a_lost_change_by_what_later_ones_tell(self, path: Path) -> None:
        store = Store.open(path)
        store.put(NEW, group("Newest"))
        before = {ref: it for ref, it in contents(store).items() if ref != LATE}
        number = line_of(path, '"Newer"},"after":{"name":"Newest"')
        spoil_line(path, number - 2, '"changes"', '"chan\0es"')
        spoil_line(path, number - 1, '"changes"', '"chan\0es"')
        examined, store = repaired(path)
        assert contents(store) == before
        assert len(examined.unsure) == 2
        lost = [each for each in store.history() if each.why == LOST]
        assert [each.changes for each in lost] == [(), ((NEW, group("New"), group("Newer")),)]

    def test_is_brought_to_what_the_briefing_holds(self, path: Path) -> None:
        spoil_line(path, line_of(path, '"Older"'), "Older", "Olddr")
        spoil_line(path, line_of(path, '"Gone"},"after":null'), "null", "nu\0l")
        _, store = repaired(path)
        now: dict[str, object] = {}
        for transaction in store.history():
            now |= {change.ref: change.after for change in transaction.changes}
        assert {ref: state for ref, state in now.items() if state} == contents(store)
        assert GONE not in contents(store)

    def test_keeps_every_whole_line_and_rechains_it(self, path: Path) -> None:
        before = bodies(log(path))
        spoil(log(path))
        repaired(path)
        out = path.with_name("out.history.jsonl")
        kept = bodies(out)
        assert len([line for line in before if line not in kept]) == 1
        assert head_after(out.read_bytes().splitlines()).is_chained

    def test_says_that_it_was_rewritten_and_what_its_head_was(self, path: Path) -> None:
        tip = hash_of(log(path).read_bytes().splitlines()[-1])
        spoil(log(path))
        _, store = repaired(path)
        last = store.history()[-1]
        assert (last.why, last.rewrites) == ("repaired", tip)

    def test_one_that_was_changed_behind_its_checksum_is_rechained(self, path: Path) -> None:
        lines = log(path).read_bytes().splitlines(keepends=True)
        log(path).write_bytes(b"".join(lines[:3] + lines[4:]))
        examined, store = repaired(path)
        assert examined.log.notes == ["a line was changed, added or taken out"]
        assert head_after(path.with_name("out.history.jsonl").read_bytes().splitlines())
        assert store.history()[-1].rewrites

    def test_saved_with_other_line_ends_is_all_saved(self, path: Path) -> None:
        log(path).write_bytes(log(path).read_bytes().replace(b"\n", b"\r\n"))
        examined, store = repaired(path)
        assert examined.is_all
        assert len(store.history()) == 11

    def test_of_a_newer_program_is_refused(self, path: Path) -> None:
        body = b'{"rev":12,"at":"2026-01-01T00:00:00Z","merged":[]'
        with log(path).open("ab") as file:
            file.write(body + b',"crc":"%08x"}\n' % crc32(body))
        with pytest.raises(FileFault, match="install the newer"):
            examine(Paths(path))

    def test_and_a_damaged_file_save_what_either_has(self, path: Path) -> None:
        before = last_state(path)
        spoil(path, path.read_bytes().index(b'"Man 1"'))
        spoil_line(path, line_of(path, '"Man 2"'), "Man 2", "Mon 2")
        _, store = repaired(path)
        assert contents(store) == before


class TestRefused:
    def test_where_there_is_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(FileFault, match="there is no such file"):
            examine(Paths(tmp_path / "db.json"))
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("data", [b"", b"\0" * 5000, b"\xff\xfe garbage", b"[]", b"{}"])
    def test_where_nothing_can_be_read(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "db.json").write_bytes(data)
        with pytest.raises(FileFault, match="nothing in it can be read"):
            examine(Paths(tmp_path / "db.json"))

    def test_where_a_file_may_not_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(FileFault, match="cannot be read"):
            examine(Paths(tmp_path))


class TestTheCopy:
    @pytest.mark.parametrize("name", ["out.json", "out.history.jsonl", "out.unreadable.json"])
    def test_overwrites_nothing(self, path: Path, name: str) -> None:
        spoil(path)
        alone(path)
        path.with_name(name).write_bytes(b"mine")
        before = files(path)
        with pytest.raises(FileFault, match="exists already"):
            write_copy(examine(Paths(path)), path.with_name("out.json"), "me")
        assert files(path) == before

    def test_may_be_read_by_those_who_may_read_the_original(self, path: Path) -> None:
        path.chmod(0o640)
        repaired(path)
        for name in ("out.json", "out.history.jsonl"):
            assert stat.S_IMODE(path.with_name(name).stat().st_mode) == 0o640

    def test_ended_in_the_middle_can_be_made_again(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        spoil(path)
        examined, out = examine(Paths(path)), path.with_name("out.json")
        with monkeypatch.context() as patch:
            # What a killed program does not do any more.
            patch.setattr("briefing.store.files.WholeFile.__exit__", lambda *_: None)
            patch.setattr("os.link", killed)
            with pytest.raises(KeyboardInterrupt):
                write_copy(examined, out, "analyst")
        assert not out.exists()
        monkeypatch.setattr("os.kill", gone)
        write_copy(examined, out, "analyst")
        assert not list(path.parent.glob(".*.tmp"))

    @pytest.mark.parametrize("step", ["os.fsync", "os.pwrite"])
    def test_that_cannot_be_written_leaves_nothing(self, path: Path, step: str) -> None:
        spoil(path)
        examined = examine(Paths(path))
        before = files(path)
        with failing(step), pytest.raises(NotSaved):
            write_copy(examined, path.with_name("out.json"), "me")
        assert files(path) == before

    def test_leaves_the_originals_alone(self, path: Path) -> None:
        spoil(path)
        before = files(path)
        repaired(path)
        after = files(path)
        assert {name: after[name] for name in before} == before


class TestInPlace:
    def test_keeps_the_damaged_files_under_another_name(self, path: Path) -> None:
        before = last_state(path)
        spoil(path)
        damaged = files(path)
        _, written = repair_in_place(Paths(path), "mender")
        assert written is not None
        assert verify(Paths(path)).faults == []
        kept = {each.name.partition(".damaged-")[0]: each.read_bytes() for each in written.kept}
        assert kept == {name: damaged[name] for name in ("db.json", "db.history.jsonl")}
        assert last_state(path) == before
        assert not examine(Paths(path)).is_needed

    def test_touches_nothing_where_nothing_is_damaged(self, path: Path) -> None:
        before = files(path)
        assert repair_in_place(Paths(path), "me")[1] is None
        assert files(path) == before

    @pytest.mark.parametrize("replaced", [0, 1])
    def test_interrupted_can_be_done_again(self, path: Path, replaced: int) -> None:
        before = last_state(path)
        spoil(path)
        spoil_line(path, line_of(path, '"Older"'), "Older", "Olddr")
        replace, done = Path.replace, [0]

        def stop(self: Path, target: Path) -> Path:
            if target.name in ("db.json", "db.history.jsonl"):
                done[0] += 1
                if done[0] > replaced:
                    raise OSError(5, os.strerror(5))
            return replace(self, target)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, "replace", stop)
            with pytest.raises(NotSaved):
                repair_in_place(Paths(path), "me")
        repair_in_place(Paths(path), "me")
        assert last_state(path) == before

    def test_others_who_have_it_open_go_on(self, path: Path) -> None:
        other = Store.open(path)
        spoil_line(path, line_of(path, '"Older"'), "Older", "Olddr")
        repair_in_place(Paths(path), "me")
        other.put(FRONT, group("Front"))
        assert last_state(path)[FRONT] == group("Front")
        assert QUOTE in last_state(path)
