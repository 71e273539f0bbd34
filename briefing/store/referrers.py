"""Who refers to a record: the references of all records, turned round."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from briefing.model.records import Record
from briefing.model.references import mentioned
from briefing.store.changes import Change


class Referrers:
    """For each record, those that mention it; built once, kept up to date by changes."""

    def __init__(self, records: Iterable[tuple[str, Record]]) -> None:
        self._by_ref: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for ref, record in records:
            self._add(ref, record)

    def of(self, ref: str) -> Sequence[str]:
        """The records that mention `ref`, in the order they came to do so."""
        return tuple(self._by_ref.get(ref, ()))

    def apply(self, changes: Iterable[Change]) -> None:
        """Take in what changed."""
        for ref, before, after in changes:
            if before is not None:
                for other in mentioned(before):
                    self._by_ref[other].pop(ref, None)
            if after is not None:
                self._add(ref, after)

    def _add(self, ref: str, record: Record) -> None:
        for other in mentioned(record):
            self._by_ref[other][ref] = None
