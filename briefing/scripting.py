"""Changes made by scripts: JSON lines in, one acknowledgement each out."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from briefing.model.faults import InvalidRecord
from briefing.model.records import KINDS
from briefing.model.refs import is_slug, kind_of, slug_of
from briefing.model.validation import build
from briefing.store.changes import Transaction
from briefing.store.draft import Draft
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
            order = msgspec.json.decode(line, type=_Order)
            transaction = _carry_out(store, order)
        except (FileFault, NotSaved) as error:
            yield _refusal(error, number)
            raise
        except (StoreError, InvalidRecord, ValueError, RecursionError) as error:
            # The last two: what msgspec says of a line that is not JSON, or not such an order.
            yield _refusal(error, number)
        else:
            yield {"ok": True, "rev": transaction.rev, "ref": order.ref}


def apply_together(store: Store, lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Make the changes of all lines as one, or none.

    Args:
        store: What to change.
        lines: As `apply_lines` takes them.

    Yields:
        `{"ok": true, "rev", "ref"}` for each line once all are on the disk; or, when anything is
        wrong, `{"ok": false, "error", "line"}` for each line that is.

    Raises:
        FileFault: The briefing can no longer be read.
        NotSaved: It can no longer be written.
    """
    orders: dict[int, _Order] = {}
    refusals: list[dict[str, Any]] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                orders[number] = msgspec.json.decode(line, type=_Order)
            except (ValueError, RecursionError) as error:
                refusals.append(_refusal(error, number))
    reasons = dict.fromkeys(order.why for order in orders.values() if order.why)
    draft = Draft(store)
    for number, order in orders.items():
        try:
            _draw_up(draft, order)
        except (StoreError, InvalidRecord, ValueError, RecursionError) as error:
            refusals.append(_refusal(error, number))
    if refusals:
        yield from sorted(refusals, key=lambda refusal: int(refusal["line"]))
        return
    try:
        transaction = store.commit(draft, "; ".join(reasons))
    except (FileFault, NotSaved):
        raise
    except StoreError as error:
        about = getattr(error, "ref", "")
        yield _refusal(error, next((n for n, each in orders.items() if each.ref == about), 0))
        return
    for order in orders.values():
        yield {"ok": True, "rev": transaction.rev, "ref": order.ref}


def _refusal(error: Exception, number: int) -> dict[str, Any]:
    return {"ok": False, "error": str(error), "line": number}


def _carry_out(store: Store, order: _Order) -> Transaction:
    draft = Draft(store)
    _draw_up(draft, order)
    return store.commit(draft, order.why)


def _draw_up(draft: Draft, order: _Order) -> None:
    """Put what an order asks for into a draft."""
    kind, slug = kind_of(order.ref), slug_of(order.ref)
    if kind not in KINDS or not is_slug(slug):
        raise ValueError(f"“{order.ref}” does not name a record; write kind:slug, as group:aqim")
    if order.op == "put":
        draft.put(order.ref, build(kind, order.record, order.ref))
    elif order.op == "delete":
        draft.delete(order.ref, unlink=order.unlink)
    else:
        raise ValueError(f"there is no op “{order.op}”; write put or delete")
