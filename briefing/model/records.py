"""The classes of records under their former names, until all imports are rewritten."""

from collections.abc import Iterator, Mapping

from briefing.model.kinds import KINDS as _KINDS
from briefing.model.kinds import PANES, PARTIES
from briefing.model.kinds.event import Actor, Casualties, Event, Place
from briefing.model.kinds.group import Group
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.link import Link
from briefing.model.kinds.quote import Quote
from briefing.model.kinds.record import Cite, Record, Row
from briefing.model.kinds.source import Source

__all__ = [
    "KINDS",
    "PANES",
    "PARTIES",
    "Actor",
    "Casualties",
    "Cite",
    "Event",
    "Group",
    "Leader",
    "Link",
    "Place",
    "Quote",
    "Record",
    "Row",
    "Source",
]


class _Classes(Mapping[str, type[Record]]):
    def __getitem__(self, name: str) -> type[Record]:
        cls: type[Record] = _KINDS[name].cls
        return cls

    def __iter__(self) -> Iterator[str]:
        return iter(_KINDS)

    def __len__(self) -> int:
        return len(_KINDS)


KINDS = _Classes()
