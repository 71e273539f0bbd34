"""Whatever is done to the bytes of a briefing, repairing it raises nothing and invents nothing."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st
from mended import LATE, NEW, States, last_state, make, repaired
from stores import bodies

from briefing.checks import check
from briefing.model.records import KINDS, Record
from briefing.store.backends.jsonfile.chain import unchained
from briefing.store.backends.jsonfile.repair.files import Examined
from briefing.store.errors import FileFault, TwoVersions
from briefing.store.store import Store
from invented import contents

DB, BACKUP, LOG = "db.json", "db.json.bak", "db.history.jsonl"

Files = dict[str, bytes]


class Past(NamedTuple):
    """A briefing before it is damaged."""

    files: Files
    states: States
    last: dict[str, Record]


@cache
def past() -> Past:
    """Made once; the tests work on copies of its files."""
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


class Damage(NamedTuple):
    """What is done to bytes: where from, how much, and how."""

    at: float
    size: int
    how: str
    other: float

    def done_to(self, data: bytes) -> bytes:
        start = int(self.at * len(data))
        end = min(len(data), start + self.size)
        there = data[start:end]
        place = int(self.other * len(data))
        return {
            "flip": data[:start]
            + bytes(byte ^ 1 << self.size % 8 for byte in there[:1])
            + data[start + 1 :],
            "zero": data[:start] + bytes(len(there)) + data[end:],
            "remove": data[:start] + data[end:],
            "double": data[:end] + there + data[end:],
            "overwrite": data[:start] + data[place : place + len(there)] + data[end:],
            "cut": data[:start],
            "behead": data[end:],
        }[self.how]


HOW = ["flip", "zero", "remove", "double", "overwrite", "cut", "behead"]
damages = st.builds(
    Damage,
    st.floats(0, 0.999),
    st.one_of(st.integers(1, 8), st.integers(1, 4000)),
    st.sampled_from(HOW),
    st.floats(0, 0.999),
)


def opens(path: Path) -> bool:
    """Whether a briefing can be opened as it is."""
    try:
        Store.open(path)
    except FileFault:
        return False
    except TwoVersions:
        # Then it asks which one goes on, which is not for repairing to say.
        return True
    return True


def judge(path: Path, states: States) -> tuple[Examined, Store] | None:
    """Repair a briefing and see that what comes of it is right; None where nothing can be read."""
    try:
        examined, store = repaired(path)
    except FileFault:
        return None
    assert store.meta.revision >= max((each.rev for each in store.newest_first()), default=0)
    broken = [(each.ref, each.path) for each in check(store) if "does not exist" in each.problem]
    assert broken == [(each.ref, each.path) for each in examined.repaired.broken]
    guessed = {
        (guess.ref, state)
        for line in examined.log.damaged
        for guess in line.guesses
        for state in (guess.before, guess.after)
    }
    for ref, record in store.records():
        was = [
            *states.get(ref, ()),
            examined.main.records.get(ref),
            examined.backup.records.get(ref),
        ]
        assert record in was or (ref, record) in guessed
    uncertain = {each.ref for each in examined.repaired.origins if not each.is_certain}
    if examined.repaired.is_all:
        assert not uncertain
    return examined, store


@settings(max_examples=60)
@given(damage=damages)
@example(Damage(0.5, 1, "flip", 0))
@example(Damage(0.5, 4000, "zero", 0))
def test_a_damaged_db_json_is_found_again_whole(damage: Damage) -> None:
    with written(past().files | {DB: damage.done_to(past().files[DB])}) as path:
        if not opens(path):
            judged = judge(path, past().states)
            assert judged is not None
            assert contents(judged[1]) == past().last
            # Other words in the place of some may be somebody's own.
            assert judged[0].repaired.is_all or damage.how == "overwrite"


@settings(max_examples=60)
@given(damage=damages)
def test_a_damaged_copy_of_before_is_not_missed(damage: Damage) -> None:
    with written(past().files | {BACKUP: damage.done_to(past().files[BACKUP])}) as path:
        judged = judge(path, past().states)
        assert judged is not None
        assert contents(judged[1]) == past().last
        assert not judged[0].is_needed


@settings(max_examples=60)
@given(damage=damages)
def test_of_a_damaged_history_every_whole_line_is_kept(damage: Damage) -> None:
    damaged = damage.done_to(past().files[LOG])
    with written(past().files | {LOG: damaged}) as path:
        judged = judge(path, past().states)
        assert judged is not None
        kept = bodies(path.with_name("out.history.jsonl"))
        for line in filter(None, past().files[LOG].split(b"\n")):
            assert unchained(line) in kept or line not in damaged.split(b"\n")
        # What db.json holds, no damage of the history takes away.
        last = contents(judged[1])
        assert {ref: last[ref] for ref in last if ref not in (NEW, LATE)} == {
            ref: record for ref, record in past().last.items() if ref not in (NEW, LATE)
        }


@settings(max_examples=60)
@given(
    some=st.lists(st.tuples(st.sampled_from([DB, BACKUP, LOG]), damages), min_size=1, max_size=5),
    gone=st.sets(st.sampled_from([DB, BACKUP, LOG]), max_size=2),
)
def test_whatever_is_damaged_nothing_is_invented(
    some: list[tuple[str, Damage]], gone: set[str]
) -> None:
    files = {name: data for name, data in past().files.items() if name not in gone}
    for name, damage in some:
        if name in files:
            files[name] = damage.done_to(files[name])
    with written(files) as path:
        judge(path, past().states)


@settings(max_examples=30)
@given(damage=damages)
def test_alone_what_was_not_damaged_is_taken_or_kept_apart(damage: Damage) -> None:
    whole = past().files[DB]
    raw = json.loads(whole)
    damaged = damage.done_to(whole)
    with written({DB: damaged}) as path:
        judged = judge(path, past().states)
        if judged is None or judged[0].main.is_whole:
            return
        told = str([(each.ref, each.raw) for each in judged[0].main.strays])
        for kind in KINDS:
            for slug, fields in raw[kind].items():
                # What a later, damaged copy of the same record says goes before it.
                is_there = (
                    damaged.count(b'"%s"' % slug.encode()) == 1 and block(slug, fields) in damaged
                )
                if is_there and slug not in told:
                    found = judged[1].get(f"{kind}:{slug}")
                    # A leader of whom nothing but the name is known might be a group.
                    is_group = kind == "leader" and judged[1].get(f"group:{slug}") is not None
                    assert found in past().states[f"{kind}:{slug}"] or is_group


def block(slug: str, fields: object) -> bytes:
    """A record as it stands in a file."""
    text = json.dumps({slug: fields}, ensure_ascii=False, indent=2)[4:-2].replace("\n", "\n  ")
    return text.encode()


junk = st.lists(
    st.one_of(
        st.binary(max_size=20),
        st.sampled_from(
            [
                b'{"meta": {"format": 1, "title": "x", "revision": 3}',
                b', "group": {',
                b'"a": {"name": "A"}',
                b'"leader": {"b": {"name": "\\ud800", "born": 1e999}}',
                b'{"rev":1,"at":"2026-01-01T00:00:00Z","by":"","why":"","changes":[',
                b'{"ref":"group:a","before":null,"after":{"name":"A"}}',
                b'],"crc":"00000000"}\n',
                b'{"rev":2,"at":"2026-01-01T00:00:00Z","folded":"00","crc":"00000000"}\n',
                b'"place": {"name": "x"}',
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


@settings(max_examples=60)
@given(main=junk, backup=st.none() | junk, log=st.none() | junk)
def test_of_any_bytes_it_raises_nothing_else(
    main: bytes, backup: bytes | None, log: bytes | None
) -> None:
    found = {DB: main, BACKUP: backup, LOG: log}
    with written({name: data for name, data in found.items() if data is not None}) as path:
        judge(path, {})
