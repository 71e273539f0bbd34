"""Which table each record of a damaged file belongs to.

As long as nothing is damaged, the table is the one that was begun last. In a gap the beginning of
the next table may be lost: behind it the records themselves tell, and those known from elsewhere.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

import msgspec

from briefing.model.records import KINDS
from briefing.model.refs import make_ref
from briefing.model.validation import faults
from briefing.store.backends.jsonfile.repair.pieces import About, Found, Gap, Header, Piece


class Placed(NamedTuple):
    """A piece, and where it belongs.

    Attributes:
        table: Its table; empty where that cannot be told, or where it is none of a table.
        piece: What was found.
    """

    table: str
    piece: About | Found | Gap


def place(
    pieces: Iterable[Piece],
    headers: Sequence[str],
    is_known: Callable[[str], bool],
    *,
    is_json: bool,
) -> Iterator[Placed]:
    """Say of each piece which table it belongs to.

    Args:
        pieces: Those of a file, in order.
        headers: The tables whose beginnings are in the file, in order.
        is_known: Whether a ref is one that other files have.
        is_json: Whether the file is JSON, so that no table can have begun unseen.
    """
    yield from _Places(headers, is_known, is_json=is_json).of(pieces)


@dataclass(slots=True)
class _Run:
    """Records one behind the other, of which it is in doubt where they belong.

    Attributes:
        choices: The tables they may belong to.
        hint: The table whose beginning stands before them, where one does.
        found: The records.
    """

    choices: list[str]
    hint: str = ""
    found: list[Found] = field(default_factory=list)


class _Places:
    def __init__(
        self, headers: Sequence[str], is_known: Callable[[str], bool], *, is_json: bool
    ) -> None:
        self._headers = tuple(dict.fromkeys(headers))
        # A copy of what stands elsewhere may have gone over the records of another table.
        self._copied = {name for name, count in Counter(headers).items() if count > 1}
        self._is_known = is_known
        self._is_json = is_json
        self._unseen = [kind for kind in KINDS if kind not in self._headers]
        self._table = ""
        # The tables that may have begun since without a trace, and the records in doubt.
        self._lost = self._lost_after("")
        self._runs: list[_Run] = []

    def of(self, pieces: Iterable[Piece]) -> Iterator[Placed]:
        for piece in pieces:
            if isinstance(piece, Header):
                yield from self._begin(piece.name)
            elif isinstance(piece, Found):
                yield from self._put(piece)
                if self._is_lost_here and piece.slip:
                    # What was put right may have been where the beginning of a table is lost.
                    self._doubt()
            else:
                is_here = isinstance(piece, Gap) and not self._runs
                yield Placed(self._table if is_here else "", piece)
                if isinstance(piece, About):
                    yield from self._run_over(piece)
                elif not piece.is_slight and (self._is_lost_here or not piece.is_balanced):
                    self._doubt()
        yield from self._settle("")

    @property
    def _is_lost_here(self) -> bool:
        """Whether this program wrote the file, and what is lost of it was here.

        It writes every table; who makes a file by hand leaves out more than one or two.
        """
        return 0 < len(self._lost) <= _FEW and self._lost == self._unseen

    def _begin(self, name: str) -> Iterator[Placed]:
        if name not in KINDS:
            close = get_close_matches(name, self._lost, n=1)
            if not close and self._is_lost_here:
                yield from self._settle("")
                self._runs.append(_Run(list(self._lost)))
                return
            name = close[0] if close else name
        yield from self._settle(name)
        if name in self._copied:
            other = [self._table, *self._lost_after(self._table)]
            self._lost = [kind for kind in other if kind not in ("", name)]
            self._runs = [_Run([name, *self._lost], name)]
        else:
            self._lost = self._lost_after(name)
        self._table = name

    def _lost_after(self, table: str) -> list[str]:
        """The tables that may have begun between one and the next that can be seen."""
        order = list(KINDS)
        begun = order.index(table) + 1 if table in KINDS else 0
        place = self._headers.index(table) + 1 if table in self._headers else 0
        end = order.index(self._headers[place]) if place < len(self._headers) else len(order)
        # Where tables do not stand in their order, any of those not seen may be meant.
        between = order[begun:end] if begun <= end else order
        return [kind for kind in between if kind in self._unseen and kind != table]

    def _doubt(self) -> None:
        if not self._is_json and (self._lost or not self._table):
            self._runs.append(_Run([self._table] * bool(self._table) + self._lost))

    def _run_over(self, about: About) -> Iterator[Placed]:
        """Records among what the briefing says of itself: the end of that is lost."""
        for name, value in about.value.items() if isinstance(about.value, dict) else ():
            if isinstance(value, dict):
                self._runs = self._runs or [_Run(list(self._lost))]
                yield from self._put(Found(name, -1, -1, value))

    def _put(self, found: Found) -> Iterator[Placed]:
        if not self._runs and (not self._table or self._must_be_later(found)):
            self._runs = [_Run([self._table] * bool(self._table) + self._lost)]
        if self._runs:
            self._runs[-1].found.append(found)
        else:
            yield Placed(self._table, found)

    def _must_be_later(self, found: Found) -> bool:
        """Whether it cannot be read in this table, and is right in a later one."""
        if is_readable(self._table, found.value) or (self._is_json and not self._is_lost_here):
            return False
        return any(not faults(kind, found.value) for kind in self._lost)

    def _settle(self, following: str) -> Iterator[Placed]:
        """Decide what was in doubt, now that it is known what comes after it."""
        runs, self._runs = self._runs, []
        passed: set[str] = set()
        for number, run in enumerate(runs):
            is_last = bool(following) and number == len(runs) - 1
            # Tables stand in their order: what comes later is in the same or a later one.
            choices = [kind for kind in run.choices if kind not in passed]
            for part, possible in _parts(run.found, choices):
                table = self._choose(part, possible, run.hint, is_last=is_last)
                yield from (Placed(table, found) for found in part)
                if table and not run.hint:
                    passed |= set(choices[: choices.index(table)])

    def _choose(
        self, part: Sequence[Found], possible: Sequence[str], hint: str, *, is_last: bool
    ) -> str:
        if len(possible) == 1:
            return possible[0]
        votes = {
            kind: sum(self._is_known(make_ref(kind, found.name)) for found in part)
            for kind in possible
        }
        best = max(votes.values(), default=0)
        most = [kind for kind, count in votes.items() if count == best]
        if best and len(most) == 1:
            return most[0]
        if hint in possible:
            return hint
        # This program writes every table: what stands right before one belongs to the one before.
        is_ours = self._unseen == self._lost or not self._table
        is_sure = is_last and is_ours and self._lost[-1:] == [*possible][-1:]
        return possible[-1] if is_sure and possible else ""


_FEW = 2


def _parts(
    run: Sequence[Found], choices: Sequence[str]
) -> Iterator[tuple[Sequence[Found], Sequence[str]]]:
    """Take a run of records apart where no one table can hold them all."""
    part: list[Found] = []
    possible = list(choices)
    for found in run:
        fits = [kind for kind in choices if kind in KINDS and not faults(kind, found.value)]
        if fits and not set(fits) & set(possible):
            yield part, possible
            part, possible = [], fits
        elif fits:
            possible = [kind for kind in possible if kind in fits]
        part.append(found)
    if part:
        yield part, possible


def is_readable(kind: str, raw: object) -> bool:
    """Whether plain values are a record of a kind, by their types."""
    if kind not in KINDS:
        return False
    try:
        msgspec.convert(raw, KINDS[kind])
    except (msgspec.ValidationError, RecursionError, ValueError):
        return False
    return True
