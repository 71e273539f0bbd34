"""The way back and forward through the records visited."""

from collections.abc import Callable


class Trail:
    """Records in the order they were visited, and where in it the reader stands."""

    def __init__(self) -> None:
        self._refs: list[str] = []
        self._at = -1

    @property
    def here(self) -> str:
        """The record on screen; empty before the first."""
        return self._refs[self._at] if self._refs else ""

    @property
    def recent(self) -> list[str]:
        """The records visited, the last one first, each once."""
        return list(dict.fromkeys(reversed(self._refs)))

    def visit(self, ref: str) -> None:
        """Go to a record; what lay ahead is forgotten."""
        if ref != self.here:
            del self._refs[self._at + 1 :]
            self._refs.append(ref)
            self._at = len(self._refs) - 1

    def back(self, is_there: Callable[[str], bool]) -> str:
        """Go back to the last record that is there; empty, and nothing moves, when none is."""
        return self._step(-1, is_there)

    def forward(self, is_there: Callable[[str], bool]) -> str:
        """Go forward to the next record that is there; empty, and nothing moves, when none is."""
        return self._step(1, is_there)

    def _step(self, direction: int, is_there: Callable[[str], bool]) -> str:
        at = self._at + direction
        while 0 <= at < len(self._refs):
            if is_there(self._refs[at]):
                self._at = at
                return self.here
            at += direction
        return ""
