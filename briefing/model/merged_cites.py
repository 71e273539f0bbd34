"""The cites of a merged record: none supports what only the other record said."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from briefing.model.contradictions import contradicting, covers
from briefing.model.fields import Field, fields_of
from briefing.model.kinds.record import Cite, Record
from briefing.model.labels import names
from briefing.model.refs import LabelOf


def with_own_cites(merged: Record, sides: Sequence[Record], label_of: LabelOf) -> Record:
    """Narrow the cites for a whole record to what their own record said.

    A cite that would support more becomes one for each fact that its record had and the merged
    one still has. A cite that neither record had stays as it is.

    Args:
        merged: The merged record.
        sides: The two records it was merged from.
        label_of: Returns the name of a record.
    """
    against = contradicting(merged, label_of)
    origins = [(side, contradicting(side, label_of)) for side in sides]
    cites: list[Cite] = []
    for number, cite in enumerate(merged.cites, start=1):
        own = [(side, found) for side, found in origins if cite in side.cites]
        facts = [
            field
            for field in fields_of(type(merged))
            if getattr(merged, field.attribute) not in (None, "", ())
            and number in covers(merged, against, field.name)
        ]
        paths = [path for field in facts for path in _said(field, merged, own, cite)]
        if own and paths != [field.name for field in facts]:
            cites += (msgspec.structs.replace(cite, field=path, value="") for path in paths)
        else:
            cites.append(cite)
    narrowed: Record = msgspec.structs.replace(merged, cites=tuple(dict.fromkeys(cites)))
    return narrowed


def _said(
    field: Field,
    merged: Record,
    own: Sequence[tuple[Record, Mapping[str, Sequence[int]]]],
    cite: Cite,
) -> Iterator[str]:
    """The path of a field if its value is what the records of a cite said; else of such items."""
    values: list[Any] = [
        names(side) if field.name == "aliases" else getattr(side, field.attribute)
        for side, against in own
        if side.cites.index(cite) + 1 in covers(side, against, field.name)
    ]
    held = getattr(merged, field.attribute)
    if not field.is_list:
        if held in values:
            yield field.name
        return
    known = {item for value in values for item in value}
    if known.issuperset(held):
        yield field.name
    else:
        yield from (f"{field.name}[{at}]" for at, item in enumerate(held) if item in known)
