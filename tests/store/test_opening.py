"""Opening: db.json and what its history has beyond it, however far each of the two got."""

import json
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from stores import (
    A,
    B,
    C,
    backup,
    disk_full,
    files,
    held,
    lines,
    log,
    of_before_the_chain,
    said,
)

from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.repair.repair import examine
from briefing.store.errors import FileFault
from briefing.store.store import Store
from invented import contents, group, record

CHANGES = {
    "add": lambda store: store.put(C, group("C")),
    "edit": lambda store: store.put(A, group("A2")),
    "delete": lambda store: store.delete(A),
    "undo": lambda store: store.undo(),
    "several": lambda store: store.undo_with_later(1),
    "none": lambda store: store.catch_up(),
}


class TestReplay:
    @pytest.mark.parametrize("make", CHANGES.values(), ids=CHANGES)
    def test_changes_not_folded_are_made_again(
        self, path: Path, make: Callable[[Store], object]
    ) -> None:
        store = Store.open(path)
        make(store)
        again = Store.open(path)
        assert contents(again) == contents(store)
        assert again.meta == store.meta
        assert again.pending == store.pending
        again.put("group:more", group("More"))
        again.close()
        assert held(path) == contents(store) | {"group:more": group("More")}
        revisions = [each.rev for each in Store.open(path).history()]
        assert revisions == list(range(1, len(revisions) + 1))

    def test_opening_writes_nothing(self, path: Path) -> None:
        Store.open(path).put(C, group("C"))
        before = files(path)
        store = Store.open(path)
        assert store.notices == []
        assert not store.has_news()
        assert files(path) == before

    def test_a_change_made_again_can_be_taken_back(self, path: Path) -> None:
        Store.open(path).put(C, group("C"))
        Store.open(path).undo()
        assert set(contents(Store.open(path))) == {A, B}

    def test_many_changes_of_many_records_are_made_again_in_their_order(self, path: Path) -> None:
        store = Store.open(path)
        for number in range(40):
            store.put(f"group:{number % 5}", group(f"number {number}"))
            if number % 3 == 0:
                store.delete(f"group:{number % 5}")
        assert contents(Store.open(path)) == contents(store)

    def test_references_made_again_are_known(self, path: Path) -> None:
        Store.open(path).put("link:x", record("link", type="allied", from_=A, to=B))
        assert list(Store.open(path).referrers(B)) == ["link:x"]


class TestHistoriesOfOtherTimes:
    def unsaid(self, path: Path, *kept: str) -> None:
        """Leave only lines of some kinds in the history."""
        left = [
            line
            for line, short in zip(lines(path), said(path), strict=True)
            if short.split()[0] in kept
        ]
        log(path).write_bytes(of_before_the_chain(left))

    def test_one_without_folds_was_written_with_the_file(self, path: Path) -> None:
        self.unsaid(path, "change")
        store = Store.open(path)
        assert (store.pending, store.notices) == (0, [])
        assert set(contents(store)) == {A, B}
        store.put(C, group("C"))
        assert said(path) == ["change 1", "change 2", "folded 2", "change 3"]
        assert contents(Store.open(path)) == contents(store)

    def test_one_without_folds_that_is_further_than_the_file_is_made_again(
        self, path: Path
    ) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        store.put(A, group("A2"))
        self.unsaid(path, "change")
        again = Store.open(path)
        assert contents(again) == contents(store)
        assert again.pending == 2
        again.close()
        assert held(path) == contents(store)

    def test_one_without_folds_that_does_not_fit_the_file_is_left_alone(self, path: Path) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        store.put(C, group("C2"))
        self.unsaid(path, "change")
        raw = json.loads(path.read_bytes())
        raw["group"]["c"] = {"name": "by hand"}
        path.write_text(json.dumps(raw))
        again = Store.open(path)
        assert again.get(C) == group("by hand")
        assert again.put(A, group("A2")).rev == 5
        assert contents(Store.open(path)) == contents(again)

    def test_one_that_is_lost_takes_only_what_was_not_folded(self, path: Path) -> None:
        Store.open(path).put(C, group("C"))
        log(path).unlink()
        store = Store.open(path)
        assert set(contents(store)) == {A, B}
        assert store.history() == []
        store.put(C, group("again"))
        assert said(path) == ["folded 2", "change 3"]
        assert store.undo().rev == 4

    def test_one_that_is_shorter_than_the_file_continues_without_a_gap(self, path: Path) -> None:
        copy = log(path).read_bytes()
        store = Store.open(path)
        store.put(C, group("C"))
        store.close()
        log(path).write_bytes(copy)
        again = Store.open(path)
        assert set(contents(again)) == {A, B, C}
        again.put(A, group("A2"))
        again.close()
        assert [each.rev for each in again.history()] == [1, 2, 3, 4]
        assert set(contents(Store.open(path))) == {A, B, C}


class TestRefusals:
    def test_a_missing_file_is_reported_and_not_created(self, tmp_path: Path) -> None:
        with pytest.raises(FileFault, match=r"there is no such file; .*briefing new"):
            Store.open(tmp_path / "db.json")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("left", ["history", "copy", "both"])
    def test_of_a_missing_file_that_left_something_repair_is_named(
        self, path: Path, left: str
    ) -> None:
        Store.open(path).put(C, group("C"))
        path.unlink()
        if left == "history":
            backup(path).unlink()
        if left == "copy":
            log(path).unlink()
        before = files(path)
        with pytest.raises(FileFault, match=r"there is no such file, but .*briefing repair"):
            Store.open(path)
        assert files(path) == before

    def test_a_file_of_a_newer_format_is_refused_whatever_the_history_says(
        self, path: Path
    ) -> None:
        Store.open(path).put(C, group("C"))
        raw = json.loads(path.read_bytes())
        raw["meta"]["format"] = 2
        path.write_text(json.dumps(raw))
        before = files(path)
        with pytest.raises(FileFault, match=r"format 2 by a newer program; .*nothing was changed"):
            Store.open(path)
        assert files(path) == before

    def test_a_file_of_a_newer_format_stops_a_program_that_has_it_open(self, path: Path) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        raw = json.loads(path.read_bytes())
        raw["meta"]["format"] = 2
        path.write_text(json.dumps(raw))
        before = files(path)
        with pytest.raises(FileFault, match="by a newer program"):
            store.put(B, group("B2"))
        with pytest.raises(FileFault, match="by a newer program"):
            store.checkpoint()
        store.close()
        assert files(path) == before

    def test_a_history_of_a_newer_program_is_refused(self, path: Path) -> None:
        body = b'{"rev":3,"at":"2026-01-01T00:00:00Z","changes":'
        body += b'[{"ref":"weapon:x","before":null,"after":{}}]'
        with log(path).open("ab") as file:
            file.write(body + b',"crc":"%08x"}\n' % zlib.crc32(body))
        before = files(path)
        with pytest.raises(FileFault, match=r"line 6 .*install the newer `briefing`"):
            Store.open(path)
        assert files(path) == before

    def test_a_damaged_backup_does_not_prevent_opening(self, path: Path) -> None:
        backup(path).write_bytes(b"{")
        store = Store.open(path)
        store.put(C, group("C"))
        store.close()
        assert set(contents(Store.open(path))) == {A, B, C}


class TestCreating:
    def test_an_existing_file_is_never_overwritten(self, path: Path) -> None:
        before = files(path)
        with pytest.raises(FileFault, match="exists already"):
            Store.create(path)
        assert files(path) == before

    @pytest.mark.parametrize("left", [log, backup], ids=["history", "copy"])
    def test_what_is_left_of_a_briefing_that_is_gone_is_not_taken_over(
        self, path: Path, left: Callable[[Path], Path]
    ) -> None:
        for each in (path, log(path), backup(path)):
            if each != left(path):
                each.unlink()
        before = files(path)
        with pytest.raises(FileFault, match=r"of a briefing that is gone.*briefing repair"):
            Store.create(path)
        assert files(path) == before

    @pytest.mark.parametrize("name", ["missing/db.json", "x" * 300])
    def test_a_place_that_cannot_be_written_is_reported(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(Exception, match="cannot be written"):
            Store.create(tmp_path / name)

    def test_what_fails_leaves_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Path, "replace", disk_full)
        with pytest.raises(Exception, match="No space left"):
            Store.create(tmp_path / "db.json")
        assert list(tmp_path.iterdir()) == []

    def test_an_untitled_briefing_is_called_after_its_file(self, tmp_path: Path) -> None:
        assert Store.create(tmp_path / "mali.json").meta.title == "mali"

    def test_a_briefing_moved_with_its_files_still_opens(self, path: Path) -> None:
        Store.open(path).put(C, group("C"))
        moved = path.parent.with_name("moved") / path.name
        shutil.copytree(path.parent, moved.parent)
        store = Store.open(moved)
        assert set(contents(store)) == {A, B, C}
        assert [each.rev for each in store.history()] == [1, 2, 3]
        assert store.notices == []


def doubled(path: Path, ref: str) -> None:
    """Duplicate a record or a table by hand without changing its id."""
    kind, _, slug = ref.partition(":")
    text = path.read_text()
    if slug:
        copied = text.replace(f'"{kind}": {{', f'"{kind}": {{\n    "{slug}": {{"name": "Copied"}},')
    else:
        copied = text.replace("{", f'{{\n  "{kind}": {{}},', 1)
    path.write_text(copied)


class TestDuplicates:
    @pytest.mark.parametrize("ref", [A, "group", "meta"])
    @pytest.mark.parametrize("is_logged", [True, False])
    def test_is_refused_and_named(self, path: Path, ref: str, is_logged: bool) -> None:
        if not is_logged:
            log(path).unlink()
        doubled(path, ref)
        before = files(path)
        with pytest.raises(FileFault, match=f"{ref}: occurs twice"):
            Store.open(path)
        assert files(path) == before

    @pytest.mark.parametrize(
        ("field", "field_path"),
        [
            ('"name": "Other"', "name"),
            ('"cites": [{"source": "a", "source": "b"}]', "cites.0.source"),
        ],
    )
    def test_is_refused_in_a_record_too(self, path: Path, field: str, field_path: str) -> None:
        text = path.read_text()
        path.write_text(text.replace('"a": {', f'"a": {{\n      {field},', 1))
        before = files(path)
        with pytest.raises(FileFault, match=f"{A} {field_path}: occurs twice"):
            Store.open(path)
        assert files(path) == before

    def test_is_refused_where_a_table_is_missing(self, path: Path) -> None:
        raw = json.loads(path.read_text())
        del raw["quote"]
        # A number adds as many quotation marks as the missing table takes away.
        event = '"x": {"title": "x", "date": "2013", "casualties": [{"low": 5, "low": 6}]}'
        path.write_text(json.dumps(raw).replace('"event": {', f'"event": {{{event}', 1))
        with pytest.raises(FileFault, match=r"event:x casualties.0.low: occurs twice"):
            Store.open(path)

    def test_is_refused_when_it_comes_about_meanwhile(self, path: Path) -> None:
        store = Store.open(path)
        doubled(path, A)
        with pytest.raises(FileFault, match=f"{A}: occurs twice"):
            store.put(C, group("C"))

    @pytest.mark.parametrize("ref", ["group:r7", "event", "meta"])
    def test_is_found_in_a_large_file(self, tmp_path: Path, ref: str) -> None:
        store = Store.create(path := tmp_path / "db.json")
        with store.transaction() as change:
            for number in range(3_000):
                change.put(f"group:r{number}", group(f"A group by the number {number}" * 10))
        store.close()
        log(path).unlink()
        assert len(contents(Store.open(path))) == 3_000
        doubled(path, ref)
        with pytest.raises(FileFault, match=f"{ref}: occurs twice"):
            Store.open(path)


class TestImpossibleDates:
    @pytest.mark.parametrize(
        ("ref", "fields", "field"),
        [
            (C, {"name": "C", "founded": "2013-02-30"}, "founded"),
            ("event:x", {"title": "X", "date": "2013-13"}, "date"),
            ("source:x", {"title": "X", "published": "soon"}, "published"),
        ],
    )
    def test_are_refused_and_named(
        self, path: Path, ref: str, fields: dict[str, str], field: str
    ) -> None:
        kind, _, slug = ref.partition(":")
        raw = json.loads(path.read_bytes())
        raw.setdefault(kind, {})[slug] = fields
        path.write_text(json.dumps(raw))
        before = files(path)
        with pytest.raises(
            FileFault, match=f"{ref} {field}: “{fields[field]}” is not a possible date"
        ):
            Store.open(path)
        assert files(path) == before

    def test_are_kept_apart_by_repair(self, path: Path) -> None:
        raw = json.loads(path.read_bytes())
        raw["group"]["c"] = {"name": "C", "founded": "2013-02-30"}
        path.write_text(json.dumps(raw))
        reading = examine(Paths(path)).main
        assert set(reading.versions) == {A, B}
        assert [it.raw for it in reading.strays.values()] == [raw["group"]["c"]]
