"""How a form reads a query: what it means, and what is wrong with it."""

from functools import partial
from typing import TYPE_CHECKING

import msgspec

from briefing.model.faults import Fault
from briefing.model.fields import fields_of
from briefing.tui.forms.spec import FieldReading, Raw

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.views.filters.filters import Filters


def reading(cls: type[msgspec.Struct], filters: "Callable[[], Filters]") -> FieldReading | None:
    """How the queries of a class are read; None if it has none.

    Args:
        cls: The class of the record or row.
        filters: Gives filters that understand a query.
    """
    names = [field.name for field in fields_of(cls) if field.is_query]
    if not names:
        return None

    def read(name: str, raw: Raw) -> tuple[str, str]:
        """What a query means, and what is wrong with it."""
        from briefing.views.filters.filters import read_query
        from briefing.views.filters.syntax import QueryFault

        query = str(raw.get(name) or "").strip()
        try:
            return (filters().ask(read_query(query)).said, "") if query else ("", "")
        except QueryFault as fault:
            return "", fault.told(query)

    def meaning(name: str, raw: Raw) -> str:
        said, problem = read(name, raw)
        return problem or (f"= {said}" if said else "")

    def faults(raw: Raw) -> list[Fault]:
        return [Fault(name, problem) for name in names if (problem := read(name, raw)[1])]

    return FieldReading(meanings={name: partial(meaning, name) for name in names}, faults=faults)
