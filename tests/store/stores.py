"""Looking at the files of a briefing in tests, and doing things to them."""

import contextlib
import errno
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from briefing.store.backends.jsonfile.chain import unchained
from briefing.store.backends.jsonfile.log_codec import Checkpoint, decode_line
from briefing.store.backends.jsonfile.snapshot_codec import decode, read_bytes
from briefing.store.changes import OUTSIDE, Change, Transaction
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store

A, B, C, D = "group:a", "group:b", "group:c", "group:d"


def reopened(store: Store) -> Store:
    """The briefing as the next program opens it; in memory, the store itself."""
    if not store.location:
        return store
    store.close()
    return Store.open(store.location, by="analyst")


def log(path: Path) -> Path:
    """The history of a briefing."""
    return path.with_name("db.history.jsonl")


def backup(path: Path) -> Path:
    """The copy of db.json from the checkpoint before."""
    return path.with_name("db.json.bak")


def lines(path: Path) -> list[bytes]:
    """The lines of its history, with line breaks."""
    return log(path).read_bytes().splitlines(keepends=True)


def bodies(history: Path) -> list[bytes]:
    """The lines of a history as JSON, without hash and checksum."""
    return [unchained(line) for line in history.read_bytes().split(b"\n") if line]


def of_before_the_chain(lines: Iterable[bytes]) -> bytes:
    """Lines as written by a program version that did not chain them."""
    bodies = [unchained(line.rstrip(b"\n")) for line in lines]
    return b"".join(b'%s,"crc":"%08x"}\n' % (body, crc32(body)) for body in bodies)


def of_before_operations(lines: Iterable[bytes]) -> bytes:
    """Lines as written by a program version without operations."""
    bodies = [re.sub(rb',"op":.*', b"", unchained(line.rstrip(b"\n"))) for line in lines]
    return b"".join(b'%s,"crc":"%08x"}\n' % (body, crc32(body)) for body in bodies)


def said(path: Path) -> list[str]:
    """The lines of its history in short: `change 1`, `fold 1`, `folded 1`."""
    return [_short(decode_line(line.rstrip(b"\n"))) for line in lines(path)]


def _short(entry: Transaction | Checkpoint) -> str:
    if isinstance(entry, Transaction):
        return f"change {entry.rev}"
    return f"{'folded' if entry.is_done else 'fold'} {entry.rev}"


def held(path: Path) -> dict[str, Any]:
    """What db.json itself holds, by ref."""
    return records(decode(read_bytes(path), path))


def records(snapshot: Snapshot) -> dict[str, Any]:
    """The records of a snapshot, by ref."""
    return {
        f"{kind}:{slug}": record
        for kind, table in snapshot.tables.items()
        for slug, record in table.items()
    }


def whys(store: Store) -> list[str]:
    """The reasons of its changes, oldest first."""
    return [each.why for each in store.history()]


def changed_outside(path: Path) -> list[Change]:
    """The changes made outside the program according to the history, oldest first."""
    logged = [each for each in Store.open(path).history() if each.why == OUTSIDE]
    return [change for each in logged for change in each.changes]


def follows_itself(store: Store) -> bool:
    """Whether every change in the history starts from the state the one before left."""
    now: dict[str, object] = {}
    for each in store.history():
        for ref, before, after in each.changes:
            if now.get(ref) != before:
                return False
            now[ref] = after
    return {ref: record for ref, record in now.items() if record} == dict(store.records())


def edit_by_hand(path: Path, edit: Mapping[str, Any], **meta: object) -> None:
    """Change records in db.json as with an editor; None deletes one."""
    raw = json.loads(path.read_bytes())
    for ref, fields in edit.items():
        kind, _, slug = ref.partition(":")
        raw[kind].pop(slug, None)
        if fields is not None:
            raw[kind][slug] = {"name": fields} if isinstance(fields, str) else fields
    raw["meta"] |= meta
    path.write_text(json.dumps(raw, indent=2), encoding="utf-8")


def reformat(path: Path) -> None:
    """Write the same briefing with different whitespace."""
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=7), encoding="utf-8")


def files(path: Path) -> dict[str, bytes]:
    """Everything beside a briefing, without its lock."""
    return {
        each.name: each.read_bytes()
        for each in path.parent.iterdir()
        if each.is_file() and each.suffix != ".lock"
    }


def copied(path: Path, name: str) -> Path:
    """A copy of the folder of a briefing, as a crash at this moment would leave it."""
    folder = path.parent.with_name(name)
    shutil.copytree(path.parent, folder)
    return folder / path.name


def fails_with(number: int) -> Callable[..., Any]:
    """A system call that fails."""

    def fail(*_args: object, **_more: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


disk_full = fails_with(errno.ENOSPC)


@contextlib.contextmanager
def failing(step: str = "os.pwrite", number: int = errno.ENOSPC) -> Iterator[None]:
    """Make a step of writing fail."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(step, fails_with(number))
        yield


def at_most(store: Store, steps: int) -> None:
    """Make a store fail, instead of looping, when it makes more changes than this."""
    made = 0

    def count(_changes: object) -> None:
        nonlocal made
        made += 1
        assert made <= steps, "this never ends"

    store.subscribe(count)
