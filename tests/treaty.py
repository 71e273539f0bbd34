"""A kind of record the program does not have, for tests of what a new kind needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, ClassVar

from briefing.model import fields as f
from briefing.model.kinds import KINDS, PARTIES, register
from briefing.model.kinds.kind import Kind
from briefing.model.kinds.record import Record, Texts


class Treaty(Record, frozen=True):
    """An agreement between parties."""

    kind_name: ClassVar = "treaty"

    heading: Annotated[str, f.text("Heading", "as printed", "Accord of Algiers")]
    signed: Annotated[str, f.date("Signed", "when", "2015-05-15")]
    parties: Annotated[Texts, f.refs("Parties", PARTIES, "who signed", "group:…")] = ()
    clauses: Annotated[str, f.prose("Clauses", "what was agreed")] = ""
    status: Annotated[str, f.choice("Status", ("in force", "broken"))] = ""


TREATY = Kind(cls=Treaty, named_by="heading", plural="treaties", keys="9", is_pane=True, letter="t")


@contextmanager
def registered(kind: Kind[Any] = TREATY) -> Iterator[None]:
    """The kind is there, for as long as this lasts."""
    register(kind)
    try:
        yield
    finally:
        del KINDS[kind.name]
