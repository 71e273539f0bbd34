"""Records named in a question: some of them, and how many more there are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from briefing.model.kinds import KINDS
from briefing.model.refs import kind_of

MOST = 6
"""Records or fields a question names; it must fit a small screen."""


def some(lines: Iterable[str], count: int, most: int = MOST) -> list[str]:
    """As many lines as a question has room for, and how many more there are.

    Args:
        lines: All of them; no more are made than are shown.
        count: How many there are.
        most: How many are shown.
    """
    more = [f"  … and {count - most:,} more"] if count > most else []
    return [*islice(lines, most), *more]


def listed(
    heading: str, refs: Sequence[str], name_of: Callable[[str], str], most: int = MOST
) -> Iterator[str]:
    """Some records under a heading; nothing when there are none.

    Args:
        heading: What they have in common; empty for no line of its own.
        refs: The records.
        name_of: Gives the name of one.
        most: How many are shown.
    """
    if refs and heading:
        yield heading
    yield from some((f"  {kind_of(ref)}  {name_of(ref)}" for ref in refs), len(refs), most)


def counted(refs: Sequence[str]) -> str:
    """Records of one kind as a number of them: "3 events"."""
    kind = KINDS[kind_of(refs[0])]
    return f"{len(refs):,} {kind.name if len(refs) == 1 else kind.plural}"
