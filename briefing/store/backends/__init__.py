"""The places a briefing can be kept in, and which of them a location means."""

from collections.abc import Callable, Iterator
from pathlib import Path

from briefing.store.backend import Backend
from briefing.store.backends.jsonfile.backend import JsonFileBackend
from briefing.store.backends.memory import FrozenBackend, MemoryBackend
from briefing.store.changes import Transaction
from briefing.store.snapshot import Snapshot


def backend_at(
    location: str | Path, by: str = "", patience: float | None = None, only_reads: str = ""
) -> Backend:
    """The backend that keeps the briefing at a location.

    Args:
        location: Its db.json.
        by: Who makes changes.
        patience: Seconds to wait for another program to finish a change; None for the default.
        only_reads: Why nothing may be changed; empty if it may.
    """
    return JsonFileBackend(Path(location), by, patience, only_reads)


def in_memory(title: str = "") -> Backend:
    """A backend that keeps an empty briefing until the program ends."""
    return MemoryBackend(Snapshot.empty(title))


def frozen(
    snapshot: Snapshot,
    history: Callable[[str], Iterator[Transaction]],
    long_text: Callable[[str], str],
) -> Backend:
    """A backend that shows a briefing of one moment.

    Args:
        snapshot: Its contents.
        history: Reads the history from its end, also what is added later.
        long_text: Reads a long text by its digest.
    """
    return FrozenBackend(snapshot, history, long_text)
