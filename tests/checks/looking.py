"""What one check finds in a few records."""

from typing import Any

from briefing.checks import CHECKS, Finding, findings
from briefing.store.store import Store
from invented import record

Raw = dict[str, Any]


def holding(**tables: dict[str, Raw]) -> Store:
    """A briefing with these records, by kind and slug; the first do not refer to the later."""
    store = Store.in_memory()
    with store.transaction() as change:
        for kind, records in tables.items():
            for slug, raw in records.items():
                change.put(f"{kind}:{slug}", record(kind, **raw))
    return store


def found(check: str, store: Store) -> list[Finding]:
    """The findings of one check, dismissed ones included."""
    return list(findings(store, [each for each in CHECKS if each.id == check]))


def at(check: str, store: Store) -> list[tuple[str, str, str]]:
    """Where one check finds something: the record, the field, the other record."""
    return [(each.ref, each.path, each.other) for each in found(check, store)]
