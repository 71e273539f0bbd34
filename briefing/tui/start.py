"""How a briefing is opened on the screen."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from briefing.store.backend import Keep
from briefing.store.store import Store

Opener = Callable[[Keep | None], Store]
"""Gives the briefing; may take a while when the file is large. It is told which of two versions to
go on with, once somebody has chosen."""


@dataclass(frozen=True, slots=True)
class Start:
    """What the screen begins with.

    Attributes:
        opener: Gives the briefing; called once the screen is there.
        is_large: Whether that takes so long that the first frame comes before it.
        ready: Called once everything is read and can be searched.
        drafts: Where what stands in a form is kept in case the program is ended; None for nowhere.
        date_order: What comes first in a date in figures; empty where that is asked.
        is_cached: Whether what the search works out may be kept for the next start.
    """

    opener: Opener
    is_large: bool = False
    ready: Callable[[], None] | None = None
    drafts: Path | None = None
    date_order: str = ""
    is_cached: bool = True
