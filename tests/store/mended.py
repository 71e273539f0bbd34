"""A briefing with a history, and its repair when its files are damaged."""

import json
from collections.abc import Callable
from pathlib import Path

from stores import backup, log

from briefing.model.kinds.record import Record
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.repair.repair import Repaired, examine, write_copy
from briefing.store.backends.jsonfile.verify import verify
from briefing.store.store import Store
from invented import TITLE, contents, fill, group, record

NEW, OLD, GONE, LATE = "group:new", "group:old", "group:gone", "group:late"

States = dict[str, list[Record]]


def make(path: Path) -> States:
    """A briefing with two checkpoints and changes since; returns every state of each record."""
    states: States = {}

    def note() -> None:
        for ref, state in contents(store).items():
            states.setdefault(ref, []).append(state)

    store = fill(Store.create(path, TITLE, by="analyst"))
    note()
    store.put(OLD, group("Old – قديم"))
    store.put(GONE, group("Gone"))
    for number in range(3):
        store.put(f"leader:man-{number}", record("leader", name=f"Man {number}"))
    note()
    store.checkpoint()
    store.put(NEW, group("New"))
    store.put(OLD, group("Older"))
    store.delete(GONE)
    note()
    store.checkpoint()
    store.put(NEW, group("Newer"))
    store.put(LATE, group("Late"))
    note()
    return states


def last_state(path: Path) -> dict[str, Record]:
    """What the briefing holds, by ref."""
    return contents(Store.open(path))


def repaired(path: Path) -> tuple[Repaired, Store]:
    """What repair reads of its files, and the repaired copy, opened."""
    examined = examine(Paths(path))
    written = write_copy(examined, path.with_name("out.json"), "mender")
    assert verify(Paths(written.path)).faults == []
    store = Store.open(written.path)
    assert store.notices == []
    assert store.pending == 0
    assert store.read_only == ""
    return examined, store


def spoil(path: Path, at: int = -1, byte: bytes = b"\0") -> None:
    """Replace a byte in a file; by default the one in the middle."""
    data = path.read_bytes()
    at = len(data) // 2 if at < 0 else at
    assert data[at : at + 1] != byte
    path.write_bytes(data[:at] + byte + data[at + 1 :])


def spoil_line(path: Path, number: int, old: str, new: str) -> None:
    """Replace characters in one line of a history."""
    lines = log(path).read_bytes().split(b"\n")
    assert old.encode() in lines[number - 1]
    lines[number - 1] = lines[number - 1].replace(old.encode(), new.encode(), 1)
    log(path).write_bytes(b"\n".join(lines))


def line_of(path: Path, what: str) -> int:
    """The number, from 1, of the last line of a history that contains a text."""
    lines = log(path).read_text(encoding="utf-8").split("\n")
    return max(number for number, line in enumerate(lines, start=1) if what in line)


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Replace text in a file, as a person does in an editor."""
    text = path.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


def alone(path: Path) -> None:
    """Leave nothing but db.json."""
    log(path).unlink()
    backup(path).unlink()


def aside(path: Path) -> list[dict[str, object]]:
    """What a repair did not use."""
    kept: list[dict[str, object]] = json.loads(path.read_bytes())
    return kept
