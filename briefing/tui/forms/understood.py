"""What a line of words was understood as, said back to who types it."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from briefing.model.fields import Field, fields_of
from briefing.model.formatting import read_out
from briefing.model.refs import LabelOf
from briefing.tui.forms.spec import Raw


def unlinked_in(cls: type[msgspec.Struct] | None, row: Mapping[str, Any]) -> Field | None:
    """The field for a record that a row fills with words instead; None when there is none.

    Args:
        cls: The class of the row.
        row: Its fields.
    """
    refs = (field for field in fields_of(cls) if field.otherwise) if cls else iter(())
    return next((each for each in refs if row.get(each.otherwise) and not row.get(each.name)), None)


def understood(cls: type[msgspec.Struct], rows: Sequence[Raw], label_of: LabelOf) -> str:
    """Rows read out, with the words that name no record marked as such.

    Args:
        cls: Their class.
        rows: Their fields.
        label_of: Gives the name of a record.
    """
    said = []
    unlinked = [unlinked_in(cls, row) for row in rows]
    for row, field in zip(rows, unlinked, strict=True):
        words = read_out(msgspec.convert(row, cls), label_of)
        said.append(f"{words} (no record)" if field else words)
    note = " — in the list, a finds or adds who has no record" if any(unlinked) else ""
    return f"= {' · '.join(said)}{note}"
