"""Every transaction names its operation, in memory and in the log, whatever its reason."""

from pathlib import Path
from zlib import crc32

import pytest
from stores import edit_by_hand, lines, reopened

from briefing.store import merge_split
from briefing.store.backends.jsonfile.log_codec import LineWriter, UnknownLineError, decode_line
from briefing.store.changes import (
    PUT,
    Operation,
    OperationName,
    Transaction,
    operation_by_reason,
)
from briefing.store.store import Store
from invented import ARMY, FRONT, LEADS, MARTYRS, TALON, group

REASON = f"merged {FRONT} into {MARTYRS}"
"""A reason that reads like that of another operation."""


def last(store: Store) -> Operation:
    """The operation of the last transaction, read back."""
    return next(reopened(store).newest_first()).operation


def test_putting_and_deleting(filled: Store) -> None:
    filled.put("group:x", group("X"), REASON)
    assert last(filled) == Operation("put")
    filled = reopened(filled)
    filled.delete("group:x", REASON)
    assert last(filled) == Operation("delete", ("group:x",))


def test_a_deletion_names_what_was_asked_for_not_what_goes_along(filled: Store) -> None:
    filled.delete(TALON, unlink=True)
    assert filled.get(LEADS) is None
    assert last(filled) == Operation("delete", (TALON,))


def test_puts_and_deletions_together_are_an_edit(filled: Store) -> None:
    with filled.transaction() as draft:
        draft.put("group:x", group("X"))
        draft.delete(LEADS)
    assert last(filled) == Operation("edit", (LEADS,))


def test_merging_and_renaming(filled: Store) -> None:
    with filled.transaction("a better name") as draft:
        draft.rename(ARMY, "group:army")
    assert last(filled) == Operation("rename", (ARMY, "group:army"))
    filled = reopened(filled)
    with filled.transaction("the same people") as draft:
        merge_split.merge(draft, MARTYRS, FRONT, filled.need(MARTYRS))
    assert last(filled) == Operation("merge", (FRONT, MARTYRS))


def test_taking_back_and_making_again(filled: Store) -> None:
    filled.undo()
    assert last(filled) == Operation("undo")
    filled = reopened(filled)
    filled.redo()
    assert last(filled) == Operation("redo")


def test_whoever_begins_a_transaction_may_say(filled: Store) -> None:
    with filled.transaction("from a list", Operation("import")) as draft:
        draft.put("group:x", group("X"))
    assert last(filled) == Operation("import")


def test_a_change_from_outside(path: Path) -> None:
    edit_by_hand(path, {"group:a": "By hand"})
    store = Store.open(path)
    store.catch_up()
    assert last(store) == Operation("outside")


def test_an_ordinary_put_is_a_line_as_it_always_was(path: Path) -> None:
    assert not [line for line in lines(path) if b'"op"' in line]


@pytest.mark.parametrize(
    ("why", "operation"),
    [
        (REASON, "put"),
        ("repaired", "put"),
        ("changed outside the program", "put"),
        ("split group:a from group:b, merged in revision 3", "put"),
        ("something was forgotten", "delete"),
    ],
)
def test_no_reason_is_taken_for_an_operation(
    path: Path, why: str, operation: OperationName
) -> None:
    made = next(Store.open(path).newest_first())
    reported = Transaction(3, made.at, "", why, made.changes, operation=Operation(operation))
    assert decode_line(LineWriter().line(reported).rstrip(b"\n")) == reported


def test_an_operation_nobody_knows_is_refused(path: Path) -> None:
    made = next(Store.open(path).newest_first())
    odd = Transaction(3, made.at, "", "", (), operation=Operation("fly"))  # type: ignore[arg-type]  # just what must not work
    with pytest.raises(UnknownLineError):
        decode_line(LineWriter().line(odd).rstrip(b"\n"))


def line_of(body: bytes) -> bytes:
    """A line as some other program may write it, with a sound checksum."""
    return b'%s,"crc":"%08x"}' % (body, crc32(body))


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        (b'"op":"merge","refs":["group:a"]', "the two records"),
        (b'"undoes":3', "not an earlier one"),
        (b'"undoes":4', "not an earlier one"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused(members: bytes, problem: str) -> None:
    body = b'{"rev":3,"at":"2026-01-01T00:00:00Z","by":"","why":"","changes":[],' + members
    with pytest.raises(UnknownLineError, match=problem):
        decode_line(line_of(body))


@pytest.mark.parametrize("ref", ["meta:x", "group:", "group", "treaty:x"])
def test_a_change_of_no_record_is_refused(ref: str) -> None:
    change = b'{"ref":"%s","before":null,"after":null}' % ref.encode()
    body = b'{"rev":3,"at":"2026-01-01T00:00:00Z","by":"","why":"","changes":[%s]' % change
    with pytest.raises(UnknownLineError, match="not a record of a known kind"):
        decode_line(line_of(body))


def test_an_operation_on_two_records_names_both(filled: Store) -> None:
    with (
        pytest.raises(ValueError, match="about two records"),
        filled.transaction("mine", Operation("merge")) as draft,
    ):
        draft.put("group:x", group("X"))
    assert filled.get("group:x") is None


def test_a_transaction_merges_or_renames_once(filled: Store) -> None:
    draft = filled.draft()
    draft.rename(ARMY, "group:army-of-karsa")
    with pytest.raises(ValueError, match="a transaction of its own"):
        draft.rename(FRONT, "group:front-of-the-north")


def test_an_old_reason_that_only_reads_like_a_split_is_none() -> None:
    why = "split group:x from group:y, merged in revision 9"
    assert operation_by_reason(why, [], []) == PUT
    assert operation_by_reason(why, [], ["group:x"]).name == "split"
