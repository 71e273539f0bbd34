"""The contents of a briefing: title, revision, and its records by kind and slug."""

from collections.abc import Iterable, Iterator

import msgspec

from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of, make_ref, slug_of
from briefing.store.changes import Change

FORMAT = 1
"""The version of the layout this program writes, and the newest it reads."""


class Meta(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """About the briefing as a whole."""

    format: int
    title: str = ""
    revision: int = 0

    def at(self, revision: int) -> "Meta":
        """The same at another revision."""
        return msgspec.structs.replace(self, revision=revision)

    def titled(self, title: str) -> "Meta":
        """The same with another title."""
        return msgspec.structs.replace(self, title=title)


Tables = dict[str, dict[str, Record]]


class Snapshot(msgspec.Struct):
    """The contents of a briefing: its records by kind and slug."""

    meta: Meta
    tables: Tables

    @classmethod
    def empty(cls, title: str = "") -> "Snapshot":
        """A briefing without records."""
        return cls(Meta(FORMAT, title), {kind: {} for kind in KINDS})

    def count(self) -> int:
        """The number of records."""
        return sum(map(len, self.tables.values()))

    def copy(self) -> "Snapshot":
        """A copy that can be changed independently."""
        return Snapshot(self.meta, {kind: dict(table) for kind, table in self.tables.items()})

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record with its ref."""
        for kind, table in self.tables.items():
            for slug, record in table.items():
                yield make_ref(kind, slug), record

    def get(self, ref: str) -> Record | None:
        """The record a ref names, or None."""
        return self.tables.get(kind_of(ref), {}).get(slug_of(ref))


def apply(snapshot: Snapshot, changes: Iterable[Change]) -> None:
    """Make changes in a snapshot, whatever the state before."""
    for ref, _, after in changes:
        table = snapshot.tables[kind_of(ref)]
        if after is None:
            table.pop(slug_of(ref), None)
        else:
            table[slug_of(ref)] = after


def differences(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """The changes from the old snapshot to the new one."""
    changes = []
    for kind, table in new.tables.items():
        was = old.tables[kind]
        changes += [
            Change(make_ref(kind, slug), was.get(slug), table.get(slug))
            for slug in dict.fromkeys((*was, *table))
            if was.get(slug) != table.get(slug)
        ]
    return tuple(changes)
