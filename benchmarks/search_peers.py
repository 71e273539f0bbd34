"""What else could find a name among many: rapidfuzz over all, Textual's matcher, fzf."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from rapidfuzz import fuzz, process
from textual.fuzzy import Matcher

from briefing.search.entries import SearchEntry
from briefing.search.index import SearchIndex

SHOWN = 10


class Peer(Protocol):
    """Finds names among those it was made with."""

    def find(self, query: str) -> list[str]:
        """Return the best ten."""


class Ours:
    """The search of this program, as the jump asks it, or as a list of names is screened."""

    def __init__(self, among: Sequence[str], *, finished: bool = False) -> None:
        self._finished = finished
        self.index = SearchIndex(
            SearchEntry(f"leader:{number}", "leader", (name,)) for number, name in enumerate(among)
        )

    def find(self, query: str) -> list[str]:
        """All ways, precise and fuzzy."""
        hits = self.index.search(query, limit=SHOWN, finished=self._finished)
        return [hit.label for hit in hits]


class OverAll:
    """`rapidfuzz.process.extract`: every name is compared."""

    def __init__(self, scorer: Callable[..., float], among: Sequence[str]) -> None:
        self._scorer = scorer
        self._among = among
        self._prepared = [name.casefold() for name in among]

    def find(self, query: str) -> list[str]:
        """With the scorer, case apart."""
        found = process.extract(query.casefold(), self._prepared, scorer=self._scorer, limit=SHOWN)
        return [self._among[place] for _, _, place in found]


class TextualMatcher:
    """The matcher of Textual's command palette, over all names."""

    def __init__(self, among: Sequence[str]) -> None:
        self._among = among

    def find(self, query: str) -> list[str]:
        """Names that hold all letters in their order."""
        match = Matcher(query).match
        scored = [(score, name) for name in self._among if (score := match(name)) > 0]
        return [name for _, name in sorted(scored, reverse=True)[:SHOWN]]


class Fzf:
    """`fzf --filter`, the whole process, which reads the names from a file."""

    def __init__(self, among: Sequence[str], stack: ExitStack) -> None:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        self._file = Path(folder) / "names.txt"
        self._file.write_text("\n".join(among), encoding="utf-8")

    def find(self, query: str) -> list[str]:
        """In its extended mode, words in any order, as it is used interactively."""
        with self._file.open("rb") as names:
            done = subprocess.run(
                ["fzf", "--filter", query], stdin=names, capture_output=True, check=False
            )
        return done.stdout.decode().split("\n")[:SHOWN]


def peers(among: Sequence[str], stack: ExitStack) -> dict[str, Peer]:
    """All that are there, ours first."""
    found: dict[str, Peer] = {
        "briefing": Ours(among),
        "rapidfuzz WRatio over all": OverAll(fuzz.WRatio, among),
        "rapidfuzz QRatio over all": OverAll(fuzz.QRatio, among),
        "Textual matcher over all": TextualMatcher(among),
    }
    if shutil.which("fzf"):
        found["fzf --filter"] = Fzf(among, stack)
    return found
