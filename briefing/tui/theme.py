"""The colours of the screen, each with a meaning: the only place that states any.

Widgets use the names below as variables in their CSS (`$quiet`, `$kind-group`), and as looks of the
lines they draw themselves. A colour never says alone what a word or sign does not say too.
"""

import re
from collections.abc import Mapping
from typing import Any

from textual.app import App
from textual.theme import Theme

from briefing.model.terms import UNSURE_STATUSES

GOOD, POOR, DISPUTED, UNREVIEWED, DEAD = "good", "poor", "disputed", "unreviewed", "dead"
"""What is well founded or going on; not to be relied on, or over; doubted; waiting for a
decision; the dead."""

KIND, OTHER_KIND = "kind-", "kind-other"
"""How the looks of kinds begin, and the one of kinds made up later."""

DARK, LIGHT = "briefing-dark", "briefing-light"

_DARK = {
    "background": "#11151b",
    "surface": "#1a2029",
    "panel": "#222a35",
    "foreground": "#e4e8ee",
    "quiet": "#a7b1bf",
    "frame": "#657184",
    "key": "#8fb4ff",
    "heading": "#8fb4ff",
    "cursor": "#28395a",
    "cursor-idle": "#262e3a",
    "chip": "#2c3644",
    "match": "#ffd479",
    GOOD: "#7ddc94",
    POOR: "#a7b1bf",
    DISPUTED: "#ffc04d",
    UNREVIEWED: "#ff8a80",
    DEAD: "#ff8a80",
    "kind-group": "#63c5f5",
    "kind-leader": "#cfa8ff",
    "kind-event": "#4fd8c4",
    "kind-quote": "#ff9fd0",
    "kind-source": "#cbd965",
    "kind-link": "#b7c3d2",
    "kind-judgement": "#ffa873",
    "kind-requirement": "#d7a7a7",
    "kind-other": "#d8c39c",
}
_LIGHT = {
    "background": "#fbfbf9",
    "surface": "#f1f2f2",
    "panel": "#e4e7eb",
    "foreground": "#1b2026",
    "quiet": "#515a66",
    "frame": "#7b838e",
    "key": "#2747b3",
    "heading": "#2747b3",
    "cursor": "#cfdcf7",
    "cursor-idle": "#e2e5e9",
    "chip": "#dde1e6",
    "match": "#8a3d00",
    GOOD: "#17602d",
    POOR: "#515a66",
    DISPUTED: "#774c00",
    UNREVIEWED: "#a81c15",
    DEAD: "#a81c15",
    "kind-group": "#005a8c",
    "kind-leader": "#6d2aa8",
    "kind-event": "#005c51",
    "kind-quote": "#9c1f6b",
    "kind-source": "#525c00",
    "kind-link": "#465260",
    "kind-judgement": "#6e2a12",
    "kind-requirement": "#5c3a3a",
    "kind-other": "#5c4a2c",
}

CHIPS = {f"grade-{tone}": tone for tone in (GOOD, "foreground", POOR)}
"""The looks of grades, which are drawn as chips, and their colours."""

LOOKS = frozenset(
    [GOOD, POOR, DISPUTED, UNREVIEWED, DEAD, "key", *CHIPS]
    + [name for name in _DARK if name.startswith(KIND)]
)
"""What any line may be drawn in, besides the looks of its own view."""

_TONES = {
    **dict.fromkeys(("confirmed", "active", "in office"), GOOD),
    **dict.fromkeys(("claimed", "unverified", *UNSURE_STATUSES), DISPUTED),
    **dict.fromkeys(("defunct", "unknown"), POOR),
    **dict.fromkeys(("dead", "reported dead", "killed"), DEAD),
    "unresolved": UNREVIEWED,
    # The reliability of a source, alone.
    **dict.fromkeys("AB", "grade-good"),
    **dict.fromkeys("CD", "grade-foreground"),
    **dict.fromkeys("EF", "grade-poor"),
}
_DOUBT = re.compile(rf"({'|'.join(word for word in _TONES if _TONES[word] == DISPUTED)})\b")
_GRADE = re.compile(r"(?<!\S)([A-F–])([1-6–])(?!\S)")


def accent(kind: str) -> str:
    """The look of a kind of record; kinds made up later share one."""
    name = f"{KIND}{kind}"
    return name if name in _DARK else OTHER_KIND


def tone(words: str) -> str:
    """The look of a status, an outcome or a figure; empty for those without a meaning of its own.

    A doubt ("disputed 11†") counts for more than what is doubted.
    """
    if found := _TONES.get(words):
        return found
    if doubt := _DOUBT.match(words):
        return _TONES[doubt[1]]
    return DEAD if "†" in words else ""


def grade_look(grade: str) -> str:
    """The look of a grade: no better than the worse of its halves."""
    worst = max(_rank(half) for half in grade)
    return ("grade-good", "grade-foreground", "grade-poor")[worst]


def _rank(half: str) -> int:
    # Two of six are good, two are middling; what is not graded is no better.
    places = ("AB12", "CD34–", "EF56")
    return next(rank for rank, each in enumerate(places) if half in each)


def with_grades(marks: str, plain: str) -> list[tuple[str, str]]:
    """The parts of marks such as `[1] B2`, each with its look.

    Args:
        marks: The marks.
        plain: The look of what is no grade.
    """
    parts, at = [], 0
    for found in _GRADE.finditer(marks):
        parts += [(marks[at : found.start()], plain), (found[0], grade_look(found[0]))]
        at = found.end()
    return [(text, look) for text, look in (*parts, (marks[at:], plain)) if text]


def _theme(name: str, colours: Mapping[str, str], *, dark: bool) -> Theme:
    quiet, frame, key = colours["quiet"], colours["frame"], colours["key"]
    return Theme(
        name,
        primary=key,
        warning=colours[DISPUTED],
        error=colours[UNREVIEWED],
        success=colours[GOOD],
        accent=key,
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        dark=dark,
        variables={
            **colours,
            # Textual's own widgets use these.
            "foreground-muted": quiet,
            "text-muted": quiet,
            "text-disabled": quiet,
            "scrollbar": frame,
            "scrollbar-hover": quiet,
            "scrollbar-active": key,
            "scrollbar-background": colours["background"],
            "input-selection-background": colours["cursor"],
            "block-cursor-background": colours["cursor"],
            "block-cursor-foreground": colours["foreground"],
        },
    )


def use(app: App[Any], name: str) -> None:
    """Give an app these themes, and one of them to begin with."""
    for each, colours in ((DARK, _DARK), (LIGHT, _LIGHT)):
        app.register_theme(_theme(each, colours, dark=each == DARK))
    # Quietly: the first frame is not there yet, and need not be drawn twice.
    app.set_reactive(App.theme, name)
    app.stylesheet.set_variables(app.get_css_variables())


def theme_named(name: str, otherwise: str) -> str:
    """The theme remembered under a name, which may be one of Textual's from earlier versions."""
    found = {DARK: DARK, LIGHT: LIGHT, "textual-dark": DARK, "textual-light": LIGHT}
    return found.get(name, otherwise)
