"""Whatever happens to a briefing's files, repair invents nothing and loses nothing readable."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from mended import States, last_state, make, repaired

from briefing.checks import check
from briefing.model.kinds.record import Record
from briefing.store.backends.jsonfile.log_codec import DamagedLineError, decode_line
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.repair.repair import Repaired, examine
from briefing.store.changes import Transaction
from briefing.store.errors import FileFault
from briefing.store.store import Store
from invented import contents

DB, BACKUP, LOG = "db.json", "db.json.bak", "db.history.jsonl"

Files = dict[str, bytes]


class Past(NamedTuple):
    """A briefing before it is damaged, every state of its records, and the last of each."""

    files: Files
    states: States
    last: dict[str, Record]


@cache
def past() -> Past:
    """Created once; the tests work on copies of its files."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, DB)
        states = make(path)
        found = {name: path.with_name(name).read_bytes() for name in (DB, BACKUP, LOG)}
        return Past(found, states, last_state(path))


@contextmanager
def written(files: Files) -> Iterator[Path]:
    """Files in a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        yield Path(folder, DB)


def lines_of(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def cut(data: bytes, at: float) -> bytes:
    """A file that breaks off."""
    return data[: int(at * len(data))]


def zeroed(data: bytes, at: float) -> bytes:
    """A run of zero bytes, as after a power cut."""
    start = int(at * len(data))
    return data[:start] + bytes(len(data[start : start + 300])) + data[start + 300 :]


def doubled(data: bytes, at: float) -> bytes:
    """A record, or a part of one, duplicated: lines copied by hand."""
    lines = lines_of(data)
    start = int(at * len(lines))
    return b"".join([*lines[: start + 4], *lines[start:]])


def merged(data: bytes, at: float) -> bytes:
    """An unresolved merge in which the other side lacks a few lines."""
    lines = lines_of(data)
    start = int(at * len(lines))
    mine = lines[start : start + 4]
    both = [b"<<<<<<< HEAD\n", *mine, b"=======\n", *mine[:2], b">>>>>>> other\n"]
    return b"".join([*lines[:start], *both, *lines[start + 4 :]])


def without_lines(data: bytes, at: float) -> bytes:
    """Lines removed."""
    lines = lines_of(data)
    start = int(at * len(lines))
    return b"".join([*lines[:start], *lines[start + 2 :]])


def recoded(data: bytes, at: float) -> bytes:
    """Saved by an editor in another encoding."""
    encodings = ["utf-16", "utf-16-be", "utf-8-sig", "utf-32", "utf-8"]
    text = data.decode().replace("\n", "\r\n" if at > 0.5 else "\n")
    return text.encode(encodings[int(at * len(encodings))])


Damage = Callable[[bytes, float], bytes]
DAMAGE = st.sampled_from([cut, zeroed, doubled, merged, without_lines, recoded])
PLACE = st.floats(0, 0.999)


def judge(path: Path) -> tuple[Repaired, Store] | None:
    """Repair a briefing and check that it opens, is proved, and reports what is wrong with it."""
    try:
        examined, store = repaired(path)
    except FileFault:
        return None
    broken = [(each.ref, each.path) for each in check(store) if "does not exist" in each.problem]
    assert broken == [(each["ref"], each["path"]) for each in examined.broken()]
    return examined, store


@settings(max_examples=80, deadline=None)
@given(damage=DAMAGE, at=PLACE)
def test_a_damaged_db_json_is_made_whole_from_the_others(damage: Damage, at: float) -> None:
    files = past().files | {DB: damage(past().files[DB], at)}
    with written(files) as path:
        if not examine(Paths(path)).is_needed:
            return
        judged = judge(path)
        assert judged is not None
        found = contents(judged[1])
        for ref, record in past().last.items():
            if found.get(ref) != record:
                # Text that reads as a record may be an edit; it is reported, never silent.
                assert ref in {it.ref for it in judged[0].origins if not it.is_certain}
        uncertain = {it.ref for it in judged[0].origins if not it.is_certain}
        strays = {it.ref for it in judged[0].main.strays.values()}
        read = set(judged[0].main.versions)
        assert found.keys() - past().last.keys() <= uncertain | strays | read


@settings(max_examples=80, deadline=None)
@given(damage=DAMAGE, at=PLACE)
def test_of_a_damaged_history_every_sound_line_is_kept(damage: Damage, at: float) -> None:
    damaged = damage(past().files[LOG], at)
    with written(past().files | {LOG: damaged}) as path:
        judged = judge(path)
        assert judged is not None
        found = contents(judged[1])
        kept = {each.rev: each.changes for each in judged[1].newest_first()}
        assert all(record in past().states[ref] for ref, record in found.items())
        last: dict[str, Record | None] = {}
        for line in damaged.splitlines():
            try:
                entry = decode_line(line)
            except DamagedLineError:
                continue
            if isinstance(entry, Transaction):
                assert kept[entry.rev] == entry.changes
                last |= {ref: after for ref, _, after in entry.changes}
        for ref, after in last.items():
            # A lost line may have reported of a later change, which db.json then has.
            assert found.get(ref) in (after, past().last.get(ref))


@settings(max_examples=30, deadline=None)
@given(damage=DAMAGE, at=PLACE)
def test_a_damaged_backup_does_not_matter(damage: Damage, at: float) -> None:
    with written(past().files | {BACKUP: damage(past().files[BACKUP], at)}) as path:
        judged = judge(path)
        assert judged is not None
        assert contents(judged[1]) == past().last
        assert not judged[0].is_needed


@settings(max_examples=60, deadline=None)
@given(at=PLACE)
def test_alone_whole_records_before_the_end_are_taken(at: float) -> None:
    data = cut(past().files[DB], at)
    with written({DB: data}) as path:
        judged = judge(path)
        if judged is None:
            return
        for ref, record in contents(judged[1]).items():
            assert record in past().states[ref]
        whole = data.count(b"\n    },") + data.count(b"\n    }\n")
        assert len(contents(judged[1])) >= whole


junk = st.lists(
    st.one_of(
        st.binary(max_size=20),
        st.sampled_from(
            [
                b'{"meta": {"format": 1, "title": "x", "revision": 3}',
                b', "group": {',
                b'"a": {"name": "A"}',
                b'\n    "a": {"name": "B", "name": "C"}',
                b'"leader": {"b": {"name": "\\ud800", "born": 1e999}}',
                b'{"rev":1,"at":"2026-01-01T00:00:00Z","by":"","why":"","changes":[',
                b'{"ref":"group:a","before":null,"after":{"name":"A"}}',
                b'],"crc":"00000000"}\n',
                b'{"rev":2,"at":"2026-01-01T00:00:00Z","folded":"00","crc":"00000000"}\n',
                b"\n<<<<<<< HEAD\n",
                b"\n=======\n",
                b"\n>>>>>>> other\n",
                b"[" * 2000,
                b'{"":' * 2000,
                b"9" * 5000,
                b"},",
                b"}}",
                b"\xef\xbb\xbf",
                b"\xff\xfe",
                b"\0" * 50,
            ]
        ),
    ),
    max_size=12,
).map(b"".join)


@settings(max_examples=80, deadline=None)
@given(main=junk, backup=st.none() | junk, log=st.none() | junk)
def test_of_any_bytes_it_raises_nothing_else(
    main: bytes, backup: bytes | None, log: bytes | None
) -> None:
    found = {DB: main, BACKUP: backup, LOG: log}
    with written({name: data for name, data in found.items() if data is not None}) as path:
        judge(path)
