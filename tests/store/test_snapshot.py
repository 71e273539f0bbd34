"""db.json: always complete, readable in a diff, and in TinyDB's layout."""

import json
from pathlib import Path

import pytest
from tinydb import TinyDB
from tinydb.table import Table

from briefing.model.kinds import KINDS
from briefing.store.backends.jsonfile.snapshot_codec import decode, encode
from briefing.store.files import write_whole
from briefing.store.snapshot import FORMAT, Snapshot
from briefing.store.store import Store
from invented import AMBUSH, FRONT, RECORDS, group


def test_records_are_written_in_order_however_they_came(tmp_path: Path) -> None:
    names = ["c", "a", "b"]
    texts = []
    for number, order in enumerate([names, names[::-1], sorted(names)]):
        store = Store.create(tmp_path / f"{number}.json", "x")
        with store.transaction() as change:
            for name in order:
                change.put(f"group:{name}", group(name.upper()))
        store.close()
        texts.append((tmp_path / f"{number}.json").read_bytes())
    assert texts[0] == texts[1] == texts[2]


def test_tables_and_fields_come_in_a_fixed_order(briefing_file: Path) -> None:
    raw = json.loads(briefing_file.read_bytes())
    assert list(raw) == ["meta", *KINDS]
    fields = "title date kind subkind place actors casualties part_of cites"
    assert list(raw["event"]["2019-wadi-selim-ambush"]) == fields.split()


def test_what_was_read_is_written_as_it_was(briefing_file: Path) -> None:
    data = briefing_file.read_bytes()
    assert b"".join(encode(decode(data, briefing_file))) == data


def test_letters_of_any_script_are_written_as_they_are(briefing_file: Path) -> None:
    text = briefing_file.read_text(encoding="utf-8")
    assert str(RECORDS[FRONT]["name"]) in text
    assert "\\u" not in text
    assert text.endswith("}\n")


def test_by_a_link_or_by_its_name_a_briefing_has_one_history(
    tmp_path: Path, briefing_file: Path
) -> None:
    link = tmp_path / "elsewhere" / "link.json"
    link.parent.mkdir()
    link.symlink_to(briefing_file)
    by_link, by_name = Store.open(link), Store.open(briefing_file)
    by_link.put("group:new", group("New"))
    by_name.put("group:newer", group("Newer"))
    by_link.close()
    assert list(link.parent.iterdir()) == [link]
    assert len(Store.open(briefing_file).history()) == 3
    assert len(Store.open(link).history()) == 3


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


def test_a_large_briefing_is_written_in_small_parts() -> None:
    """So that a thread that writes it does not block others."""
    snapshot = Snapshot.empty("x")
    for number in range(1000):
        snapshot.tables["group"][f"g{number:04}"] = group(f"number {number}")
    parts = list(encode(snapshot))
    assert max(map(len, parts)) < sum(map(len, parts)) / 4
    raw = json.loads(b"".join(parts))
    assert list(raw["group"]) == sorted(snapshot.tables["group"])
    assert b"".join(parts).decode() == json.dumps(raw, indent=2, ensure_ascii=False) + "\n"
    assert decode(b"".join(parts), Path("db.json")) == snapshot
    assert raw["meta"]["format"] == FORMAT


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
