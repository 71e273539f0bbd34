"""How each field of a record is known: which cites stand for it, and which against it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefing.model.contradictions import contradicting, field_name
from briefing.model.grades import grade
from briefing.model.records import Cite, Record, Source
from briefing.store.store import Store


class Against(NamedTuple):
    """A cite that contradicts what a record holds.

    Attributes:
        number: Its number among the cites of the record, from 1.
        cite: What it says.
        grade: How good it is.
    """

    number: int
    cite: Cite
    grade: str

    @property
    def is_open(self) -> bool:
        """Whether nobody has weighed it yet."""
        return not self.cite.verdict


class Grounds(NamedTuple):
    """How one field is known.

    Attributes:
        numbers: The cites that stand for it, from 1.
        grade: The best grade among them; empty when none was judged.
        origins: How many sources they go back to that do not copy each other.
        against: The cites that contradict it.
    """

    numbers: Sequence[int] = ()
    grade: str = ""
    origins: int = 0
    against: Sequence[Against] = ()

    @property
    def marks(self) -> str:
        """In a few characters, to stand beside the value: `[1][3] B2 2 origins`."""
        numbers = "".join(f"[{number}]" for number in self.numbers)
        origins = f"{self.origins} origin{'s' if self.origins > 1 else ''}"
        parts = (numbers, self.grade, origins if len(self.numbers) > 1 else "")
        return " ".join(part for part in parts if part)


def grounds_of(store: Store, record: Record) -> Mapping[str, Grounds]:
    """Tell how each field of a record is known.

    Args:
        store: The briefing.
        record: The record.

    Returns:
        The grounds by the name of the field; those of the record as a whole under the empty one.
    """
    against = contradicting(record, store.label)
    cites: dict[str, list[tuple[int, Cite]]] = {}
    for number, cite in enumerate(record.cites, start=1):
        cites.setdefault(field_name(cite), []).append((number, cite))
    return {name: _grounds(store, of, against.get(name, ())) for name, of in cites.items()}


def grade_of(store: Store, cite: Cite) -> str:
    """The grade of a cite: its source's reliability and its own credibility."""
    source = store.get(cite.source)
    reliability = source.reliability if isinstance(source, Source) else ""
    return grade(reliability, cite.credibility)


def origin(store: Store, ref: str) -> str:
    """The source that one goes back to: of a copy of a copy, the first."""
    seen = [ref]
    while True:
        source = store.get(seen[-1])
        before = source.derived_from if isinstance(source, Source) else ""
        if not before or before in seen:
            return seen[-1]
        seen.append(before)


def _grounds(store: Store, cites: Sequence[tuple[int, Cite]], against: Sequence[int]) -> Grounds:
    standing = [(number, cite) for number, cite in cites if number not in against]
    grades = sorted(filter(None, (grade_of(store, cite) for _, cite in standing)))
    return Grounds(
        tuple(number for number, _ in standing),
        grades[0] if grades else "",
        len({origin(store, cite.source) for _, cite in standing}),
        tuple(
            Against(number, cite, grade_of(store, cite))
            for number, cite in cites
            if number in against
        ),
    )
