"""What the program starts with, and what it may open beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from briefing.store.backend import Keep
from briefing.store.store import Store

Opener = Callable[[Keep | None], Store]
"""Opens the store; takes which of two versions to keep, once that was asked."""


@dataclass(frozen=True, slots=True)
class Start:
    """What the program starts with.

    Attributes:
        opener: Opens the store, once the screen is there.
        is_large: Whether opening takes so long that the first frame is drawn before.
        ready: Called once everything is read and can be searched.
        drafts: The folder for drafts of unsaved forms; None to keep none.
        remembered: The file for what the screen remembers; None to remember nothing.
        date_order: What comes first in a numeric date; empty to ask.
        is_cached: Whether the search may keep its tables for the next start.
        sample: What the sample starts with; None if there is none.
        is_sample: Whether this is the sample, opened beside the user's own briefing.
        at: The record to begin at; empty for the first.
        notice: What to say first; empty for nothing.
    """

    opener: Opener
    is_large: bool = False
    ready: Callable[[], None] | None = None
    drafts: Path | None = None
    remembered: Path | None = None
    date_order: str = ""
    is_cached: bool = True
    sample: "Start | None" = None
    is_sample: bool = False
    at: str = ""
    notice: str = ""


class Beside(NamedTuple):
    """Another briefing to open, and what to come back to."""

    to: Start
    back: Start
