"""What patterns can be counted by, for the menus."""

from collections.abc import Mapping

from briefing.views.patterns.dimensions import dimensions
from briefing.views.patterns.stretches import SIZES
from briefing.views.patterns.table import TIME


def meanings() -> Mapping[str, str]:
    """Every dimension with what it means where its name does not say it."""
    found = {TIME: "days to decades, as they fit", **dict.fromkeys(SIZES, "")}
    found["calendar-month"] = "January to December, of all years"
    found["weekday"] = "Monday to Sunday"
    named = {name: each.label if each.label != name else "" for name, each in dimensions().items()}
    return {**named, **found}


def longer_or_shorter(size: str, step: int) -> str:
    """The next size of stretches of time: longer for 1, shorter for -1; empty if there is none."""
    sizes = [name for name, each in SIZES.items() if not each.returns]
    if size not in sizes:
        return ""
    at = sizes.index(size) + step
    return sizes[at] if 0 <= at < len(sizes) else ""
