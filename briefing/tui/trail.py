"""The way back and forward through the records visited."""


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

    def back(self) -> str:
        """Go one record back; empty, and nothing moves, when there is none."""
        return self._step(-1)

    def forward(self) -> str:
        """Go one record forward; empty, and nothing moves, when there is none."""
        return self._step(1)

    def _step(self, direction: int) -> str:
        if 0 <= self._at + direction < len(self._refs):
            self._at += direction
            return self.here
        return ""
