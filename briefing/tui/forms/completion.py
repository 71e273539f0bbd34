"""What is typed in a field completed from what other records hold in it."""

from collections.abc import Callable, Collection, Iterable, Sequence

from textual.suggester import Suggester

from briefing.tui.input.safe_text import typed

Known = Callable[[], Sequence[str]]
"""Gives what other records hold in a field, the most usual first."""


def complete(begun: str, known: Iterable[str], taken: Collection[str] = ()) -> str:
    """Complete what is typed; empty where nothing known begins so.

    Args:
        begun: What is typed.
        known: What there is, the most usual first.
        taken: What is not wanted a second time.
    """
    start = begun.casefold()
    if not start.strip():
        return ""
    return next(
        (
            each
            for each in known
            if each.casefold().startswith(start)
            and len(each) > len(begun)
            and each not in taken
            and typed(each) == each
        ),
        "",
    )


class FromKnown(Suggester):
    """Completes a line; `right` takes what is shown.

    Args:
        known: Gives what there is.
    """

    def __init__(self, known: Known) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        """What the line can be completed to."""
        return complete(value, self._known()) or None
