"""db.json: always whole, readable in a diff, and TinyDB's own layout."""

import difflib
import json
import stat
from pathlib import Path

import pytest
from tinydb import TinyDB
from tinydb.table import Table

from briefing.model.records import KINDS
from briefing.model.validation import plain
from briefing.store.files import write_whole
from briefing.store.store import Store
from invented import AMBUSH, FRONT, RECORDS, TALON, contents, group


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_an_edit_of_one_field_is_a_diff_of_one_line_and_the_revision(briefing_file: Path) -> None:
    store = Store.open(briefing_file)
    before = briefing_file.read_text(encoding="utf-8")
    talon = plain(store.need(TALON)) | {"position": "Amir"}
    store.put(TALON, type(store.need(TALON))(**talon | {"cites": store.need(TALON).cites}))
    after = briefing_file.read_text(encoding="utf-8")
    assert [line.strip(" ,") for line in changed_lines(before, after)] == [
        '-    "revision": 1',
        '+    "revision": 2',
        '-      "position": "Commander"',
        '+      "position": "Amir"',
    ]


def test_records_are_written_in_order_however_they_came(tmp_path: Path) -> None:
    names = ["c", "a", "b"]
    texts = []
    for number, order in enumerate([names, names[::-1], sorted(names)]):
        store = Store.create(tmp_path / f"{number}.json", "x")
        with store.transaction() as change:
            for name in order:
                change.put(f"group:{name}", group(name.upper()))
        assert store.path is not None
        texts.append(store.path.read_bytes())
    assert texts[0] == texts[1] == texts[2]


def test_tables_and_fields_come_in_a_fixed_order(briefing_file: Path) -> None:
    raw = json.loads(briefing_file.read_bytes())
    assert list(raw) == ["meta", *KINDS]
    fields = "title date kind subkind place actors casualties part_of cites"
    assert list(raw["event"]["2019-wadi-selim-ambush"]) == fields.split()


def test_writing_what_was_read_changes_nothing_but_the_revision(briefing_file: Path) -> None:
    before = briefing_file.read_text(encoding="utf-8")
    store = Store.open(briefing_file)
    store.put("group:new", group("New"))
    store.undo()
    after = briefing_file.read_text(encoding="utf-8")
    assert len(changed_lines(before, after)) == 2


def test_letters_of_any_script_are_written_as_they_are(briefing_file: Path) -> None:
    text = briefing_file.read_text(encoding="utf-8")
    assert str(RECORDS[FRONT]["name"]) in text
    assert "\\u" not in text
    assert text.endswith("}\n")


def test_permissions_are_kept(briefing_file: Path) -> None:
    briefing_file.chmod(0o640)
    Store.open(briefing_file).put("group:new", group("New"))
    assert stat.S_IMODE(briefing_file.stat().st_mode) == 0o640


def test_a_symbolic_link_is_followed_and_stays_one(tmp_path: Path, briefing_file: Path) -> None:
    link = tmp_path / "elsewhere" / "link.json"
    link.parent.mkdir()
    link.symlink_to(briefing_file)
    Store.open(link).put("group:new", group("New"))
    assert link.is_symlink()
    assert "group:new" in contents(Store.open(briefing_file))


def test_by_a_link_or_by_its_name_a_briefing_has_one_history(
    tmp_path: Path, briefing_file: Path
) -> None:
    link = tmp_path / "elsewhere" / "link.json"
    link.parent.mkdir()
    link.symlink_to(briefing_file)
    Store.open(link).put("group:new", group("New"))
    assert list(link.parent.iterdir()) == [link]
    assert len(Store.open(briefing_file).history()) == 2


def test_only_the_briefing_its_history_and_its_lock_are_left(briefing_file: Path) -> None:
    store = Store.open(briefing_file)
    for number in range(5):
        store.put("group:new", group(f"New {number}"))
    store.close()
    left = {path.name for path in briefing_file.parent.iterdir()}
    assert left - {"db.json.lock"} == {"db.json", "db.history.jsonl"}


def test_a_failed_write_leaves_no_part_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "db.json"
    path.write_bytes(b"old")

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


class StringTable(Table):
    document_id_class = str  # type: ignore[assignment]  # TinyDB's stub says int; any class works


class StringDB(TinyDB):
    table_class = StringTable


def test_plain_tinydb_reads_the_file(briefing_file: Path) -> None:
    with StringDB(briefing_file, access_mode="r") as db:
        assert db.tables() == {"meta", *KINDS}
        for kind in KINDS:
            expected = {ref.partition(":")[2] for ref in RECORDS if ref.partition(":")[0] == kind}
            assert {str(document.doc_id) for document in db.table(kind)} == expected
        (ambush,) = db.table("event").search(lambda event: event["kind"] == "battles")
    assert ambush["title"] == RECORDS[AMBUSH]["title"]
    assert ambush["casualties"] == RECORDS[AMBUSH]["casualties"]
