"""What came of putting a damaged briefing together."""

from dataclasses import dataclass, field
from typing import NamedTuple

from briefing.store.backends.jsonfile.repair.salvage import Stray
from briefing.store.changes import Change
from briefing.store.snapshot import Snapshot


class Origin(NamedTuple):
    """Where a record comes from that is not simply as db.json has it.

    Attributes:
        ref: The record.
        file: The name of the file.
        revision: The revision it is of; 0 where that is not known.
        is_certain: Whether it is what was last written.
        note: Why it may not be; empty where nothing else is known of it.
    """

    ref: str
    file: str
    revision: int
    is_certain: bool
    note: str = ""


class Missing(NamedTuple):
    """A reference that leads nowhere.

    Attributes:
        ref: The record that makes it.
        path: Where in it.
        missing: What it names.
    """

    ref: str
    path: str
    missing: str


@dataclass(slots=True)
class Repaired:
    """A briefing put together from what was readable.

    Attributes:
        snapshot: The briefing.
        origins: Where records come from that are not simply as db.json has them.
        lost: The refs of records of which no version could be read.
        broken: References that lead nowhere.
        unread: What was found and not taken, as it stands there.
        unsure: What else may be missing, in plain English.
        changes: What takes the end of the history to the snapshot.
        is_proven: Whether db.json was found again byte for byte as it was written.
    """

    snapshot: Snapshot
    origins: list[Origin] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    broken: list[Missing] = field(default_factory=list)
    unread: list[Stray] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    changes: tuple[Change, ...] = ()
    is_proven: bool = False

    @property
    def is_all(self) -> bool:
        """Whether everything was saved for certain."""
        is_sure = all(origin.is_certain for origin in self.origins)
        return is_sure and not (self.lost or self.unsure or (self.broken and not self.is_proven))
