"""The trail: back and forward through the visited records."""

from collections.abc import Callable


class Trail:
    """The visited records in order, and the current place among them."""

    def __init__(self) -> None:
        self._refs: list[str] = []
        self._at = -1

    @property
    def here(self) -> str:
        """The record at the current place; empty before the first."""
        return self._refs[self._at] if self._refs else ""

    @property
    def recent(self) -> list[str]:
        """The visited records, latest first, each once."""
        return list(dict.fromkeys(reversed(self._refs)))

    def visit(self, ref: str) -> None:
        """Go to a record; the trail ahead is dropped."""
        if ref != self.here:
            del self._refs[self._at + 1 :]
            self._refs.append(ref)
            self._at = len(self._refs) - 1

    def back(self, exists: Callable[[str], bool]) -> str:
        """Go back to the last record that still exists; empty when there is none."""
        return self._step(-1, exists)

    def forward(self, exists: Callable[[str], bool]) -> str:
        """Go forward to the next record that still exists; empty when there is none."""
        return self._step(1, exists)

    def _step(self, direction: int, exists: Callable[[str], bool]) -> str:
        at = self._at + direction
        while 0 <= at < len(self._refs):
            if exists(self._refs[at]):
                self._at = at
                return self.here
            at += direction
        return ""
