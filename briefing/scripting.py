"""Changes made by scripts: JSON lines in, one acknowledgement each out."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from briefing.model.faults import InvalidRecord
from briefing.model.records import KINDS
from briefing.model.refs import is_slug, kind_of, slug_of
from briefing.model.validation import build
from briefing.store.changes import Transaction
from briefing.store.errors import FileFault, NotSaved, StoreError
from briefing.store.store import Store


class _Order(msgspec.Struct, forbid_unknown_fields=True):
    op: str
    ref: str
    record: Any = None
    why: str = ""
    unlink: bool = False


def apply_lines(store: Store, lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Make the change of each line.

    Args:
        store: What to change.
        lines: JSON lines `{"op": "put"|"delete", "ref", "record", "why"}`; a `delete` may carry
            `"unlink": true` to take references out of other records. Blank lines are passed over.

    Yields:
        `{"ok": true, "rev", "ref"}` once the change is on the disk, or
        `{"ok": false, "error", "line"}` when it was refused; `line` counts from 1.

    Raises:
        FileFault: The briefing can no longer be read.
        NotSaved: It can no longer be written; the lines that follow are not tried.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            transaction = _carry_out(store, msgspec.json.decode(line, type=_Order))
        except (FileFault, NotSaved) as error:
            yield {"ok": False, "error": str(error), "line": number}
            raise
        except (StoreError, InvalidRecord, ValueError, RecursionError) as error:
            # The last two: what msgspec says of a line that is not JSON, or not such an order.
            yield {"ok": False, "error": str(error), "line": number}
        else:
            ref = msgspec.json.decode(line, type=_Order).ref
            yield {"ok": True, "rev": transaction.rev, "ref": ref}


def _carry_out(store: Store, order: _Order) -> Transaction:
    kind, slug = kind_of(order.ref), slug_of(order.ref)
    if kind not in KINDS or not is_slug(slug):
        raise ValueError(f"“{order.ref}” does not name a record; write kind:slug, as group:aqim")
    if order.op == "put":
        return store.put(order.ref, build(kind, order.record, order.ref), order.why)
    if order.op == "delete":
        return store.delete(order.ref, order.why, unlink=order.unlink)
    raise ValueError(f"there is no op “{order.op}”; write put or delete")
