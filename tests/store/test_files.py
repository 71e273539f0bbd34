"""A file that is not a valid briefing: one clear message, and not a byte of it touched."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.store.backends.jsonfile.snapshot_codec import decode, encode
from briefing.store.errors import FileFault, StoreError
from briefing.store.snapshot import FORMAT, Snapshot
from briefing.store.store import Store
from invented import TITLE, contents, group

NOBODY = 65534
"""A user who owns no file (Linux Standard Base, user names)."""

RIGHT: dict[str, Any] = {
    "meta": {"format": FORMAT, "title": "x", "revision": 3},
    "group": {"a": {"name": "Ä"}},
}


def changed(**parts: object) -> bytes:
    return json.dumps(RIGHT | parts).encode()


def refusal(path: Path) -> str:
    """The message of opening the file, which leaves file and folder as they were."""
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    with pytest.raises(FileFault) as refused:
        Store.open(path)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == beside
    message = str(refused.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message


def refusal_of(data: bytes, folder: Path) -> str:
    path = folder / "db.json"
    path.write_bytes(data)
    return refusal(path)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b" \n\t ", "the file is empty", id="blank"),
        pytest.param(b"\xef\xbb\xbf", "the file is empty", id="only a byte order mark"),
        pytest.param(b"a briefing", "not JSON", id="not JSON"),
        pytest.param(b'{"meta": {"format": 1}} {}', "not JSON", id="more after the end"),
        pytest.param(b'{"meta": {"format": NaN}}', "not JSON", id="not a number"),
        pytest.param(b'{"meta": \xff}', "not UTF-8 text: byte 9", id="not UTF-8"),
        pytest.param(
            b'{"meta": {"format": "1"}, "group": {"a": {"name": "\xff"}}}',
            "not UTF-8 text: byte 51",
            id="not UTF-8 behind an odd value",
        ),
        pytest.param(json.dumps(RIGHT).encode("utf-16"), "not UTF-8 text", id="UTF-16"),
        pytest.param(b"[1, 2]", "it has no “meta” table", id="a list"),
        pytest.param(b"[1, 2", "breaks off after 5 bytes", id="a list that breaks off"),
        pytest.param(b"null", "it has no “meta” table", id="null"),
        pytest.param(b"{}", "it has no “meta” table", id="no meta"),
        pytest.param(changed(meta=[]), "it has no “meta” table", id="meta is a list"),
        pytest.param(changed(meta={}), "names no format", id="no format"),
        pytest.param(changed(meta={"format": "1"}), "names no format", id="format is a text"),
        pytest.param(changed(meta={"format": 0}), "names no format", id="format 0"),
        pytest.param(
            changed(meta={"format": FORMAT + 1}), f"written in format {FORMAT + 1}", id="newer"
        ),
        pytest.param(
            changed(meta={"format": FORMAT + 1, "colour": 1}, weapon={}),
            f"written in format {FORMAT + 1} by a newer program",
            id="newer, with tables unheard of",
        ),
        pytest.param(
            changed(meta={"format": FORMAT, "revision": "x"}), "revision", id="revision is a text"
        ),
        pytest.param(changed(weapon={}), "weapon: there is no such table", id="unknown table"),
        pytest.param(changed(group=[]), "group: the table is not an object", id="table is a list"),
        pytest.param(
            changed(group={"a": 3}), "group:a: 3 is not a set of fields", id="record is a number"
        ),
        pytest.param(
            changed(group={"a": {"name": "x"}, "b": {"nam": "x"}}),
            "group:b.name: name is missing",
            id="record without its name",
        ),
        pytest.param(
            changed(group={"a": {"name": "x", "nmae": "y"}}),
            "group:a.nmae: there is no such field (for example name)",
            id="unknown field",
        ),
        pytest.param(
            changed(group={"a b": {"name": 3}}),
            "group:a b: this id has characters no id can have",
            id="an id that is none",
        ),
        pytest.param(b"[" * 100_000, "not JSON", id="nested without end"),
        pytest.param(
            b'{"meta": {"format": "1"}, "group": ' + b"[" * 100_000,
            "not JSON",
            id="nested without end behind an odd value",
        ),
    ],
)
def test_what_is_wrong_with_the_file_is_reported(tmp_path: Path, data: bytes, problem: str) -> None:
    message = refusal_of(data, tmp_path)
    assert problem in message
    assert "nothing was changed" in message


def test_a_wrong_record_is_reported_with_all_its_faults(tmp_path: Path) -> None:
    wrong = {"name": 3, "kind": "?", "founded": "soon", "colour": "red"}
    message = refusal_of(changed(group={"a": wrong}), tmp_path)
    for field in wrong:
        assert f"group:a.{field}: " in message


def test_of_very_many_faults_the_first_are_reported_and_the_rest_counted(tmp_path: Path) -> None:
    many = {f"g{number}": {"name": number} for number in range(100)}
    message = refusal_of(changed(group=many), tmp_path)
    assert "group:g0.name" in message
    assert "and 95 more" in message
    assert len(message) < 1500


def test_a_file_cut_off_at_any_byte_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    store = Store.create(path, "Mali – مالي")
    store.put("group:a", group("Ä", countries=["ML"]))
    store.close()
    whole = path.read_bytes()
    assert len(whole) < 500
    for size in range(len(whole.rstrip())):
        with pytest.raises(FileFault) as refused:
            decode(whole[:size], path)
        assert str(path) in str(refused.value)
    (tmp_path / "cut").mkdir()
    for size in (1, len(whole) // 3, len(whole) // 2, len(whole) - 3):
        refusal_of(whole[:size], tmp_path / "cut")


def test_a_missing_file_is_reported_and_not_created(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="there is no such file"):
        Store.open(tmp_path / "db.json")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="this is a folder"):
        Store.open(tmp_path)


def test_a_path_through_a_file_is_reported(briefing_file: Path) -> None:
    with pytest.raises(FileFault, match="cannot be read"):
        Store.open(briefing_file / "db.json")


def test_a_link_that_leads_round_in_a_circle_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    path.symlink_to(path)
    with pytest.raises(FileFault, match="cannot be read"):
        Store.open(path)


@pytest.fixture
def readable_by_others() -> Iterator[Path]:
    """A folder that any user can enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are those of POSIX")
def test_a_file_without_read_permission_is_reported(readable_by_others: Path) -> None:
    path = readable_by_others / "db.json"
    Store.create(path, TITLE).close()
    path.chmod(0)
    user = os.geteuid()
    if user == 0:
        # Nothing is refused to root.
        os.seteuid(NOBODY)
    try:
        with pytest.raises(FileFault, match=r"cannot be read .*check its permissions"):
            Store.open(path)
    finally:
        os.seteuid(user)


def test_a_byte_order_mark_is_no_fault(briefing_file: Path) -> None:
    before = contents(Store.open(briefing_file))
    briefing_file.write_bytes(b"\xef\xbb\xbf" + briefing_file.read_bytes())
    store = Store.open(briefing_file)
    assert contents(store) == before
    assert store.notices == []


def test_what_only_looks_odd_is_taken_as_it_is_meant(tmp_path: Path) -> None:
    odd = {"name": "x", "kind": "Rebel Group", "summary": None, "tags": None}
    path = tmp_path / "db.json"
    path.write_bytes(changed(group={"a": odd}))
    assert contents(Store.open(path)) == {"group:a": group("x", kind="rebel group")}


def test_tables_that_are_not_there_are_empty(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    path.write_bytes(changed())
    store = Store.open(path)
    assert store.meta.revision == 3
    assert len(store.all("event")) == 0


def test_a_briefing_reads_as_it_was_written() -> None:
    snapshot = Snapshot.empty("«Sahel» \x1b[31m\u202e")
    assert decode(b"".join(encode(snapshot)), Path("db.json")) == snapshot


def test_every_fault_of_a_file_is_one_a_caller_can_catch() -> None:
    assert issubclass(FileFault, StoreError)
