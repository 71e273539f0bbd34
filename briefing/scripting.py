"""Changes made by scripts: JSON lines in, one acknowledgement each out."""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import msgspec

from briefing.model.faults import InvalidRecord
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.labels import label
from briefing.model.refs import is_slug, kind_of, slug_of
from briefing.model.validation import build
from briefing.store.draft import Draft
from briefing.store.duplicate_keys import duplicate_names, escape_surrogates, parse_object
from briefing.store.errors import (
    BrokenReference,
    NotReadable,
    NotSaved,
    ReadOnly,
    StillReferenced,
    StoreError,
    TwoVersions,
)
from briefing.store.store import Store

Answer = dict[str, Any]
Answers = Generator[Answer, None, None]

Hold = Callable[[], AbstractContextManager[None]]
"""Prevents the program from being stopped between a change and its acknowledgement."""

# msgspec raises the last two for a line that is not JSON, or not an order.
_FAULTS = (StoreError, InvalidRecord, ValueError, RecursionError)

# The briefing can no longer be changed, so the remaining lines need not be tried.
_HOPELESS = (NotReadable, NotSaved, ReadOnly, TwoVersions)


class _Order(msgspec.Struct, forbid_unknown_fields=True):
    op: str
    ref: str
    record: Any = None
    why: str = ""
    unlink: bool = False


class NotChanges(StoreError):
    """JSON that is not a list of changes, such as a whole briefing."""

    def __init__(self) -> None:
        super().__init__(
            "these are not changes, one on each line, but other JSON, such as a whole briefing; "
            'write {"op": "put", "ref": "group:aqim", "record": {…}} on a line for each record, '
            "or open a briefing with `briefing FILE`"
        )


def apply_lines(store: Store, lines: Iterable[bytes], hold: Hold = nullcontext) -> Answers:
    """Make the change of each line.

    Args:
        store: What to change.
        lines: JSON lines `{"op": "put"|"delete", "ref", "record", "why"}`; a `delete` may contain
            `"unlink": true` to remove references from other records. Blank lines are skipped.
        hold: Entered before a change is made, left once its answer was taken.

    Yields:
        `{"ok": true, "rev", "ref"}` once the change is on disk, or `{"ok": false, "error", "line"}`
        if it was refused; `line` counts from 1.

    Raises:
        NotReadable: The briefing can no longer be read.
        NotSaved: It can no longer be written; the remaining lines are not tried.
        ReadOnly: It can no longer be changed.
        TwoVersions: db.json was changed outside while changes were waiting in its history.
        NotChanges: The lines are some other JSON.
    """
    for number, line in enumerate(_only_changes(lines), start=1):
        if line.strip():
            with hold():
                yield from _apply_line(store, line, number)


def _apply_line(store: Store, line: bytes, number: int) -> Answers:
    try:
        order = _order(line)
        draft = store.draft()
        _add_to(draft, order)
        transaction = store.commit(draft, order.why)
    except _HOPELESS as error:
        yield _refusal(error, number)
        raise
    except _FAULTS as error:
        yield _refusal(error, number)
    else:
        yield {"ok": True, "rev": transaction.rev, "ref": order.ref}


def apply_together(store: Store, lines: Iterable[bytes], hold: Hold = nullcontext) -> Answers:
    """Make the changes of all lines as one, or none.

    The lines may come in any order: what counts is how the records refer to each other after all
    changes.

    Args:
        store: What to change.
        lines: As `apply_lines` takes them.
        hold: Entered before the changes are made, left once the last answer was taken.

    Yields:
        `{"ok": true, "rev", "ref"}` for each line once all are on disk; or, if anything is wrong,
        `{"ok": false, "error", "line"}` for each faulty line.

    Raises:
        NotReadable, NotSaved, ReadOnly, TwoVersions, NotChanges: As in `apply_lines`.
    """
    orders, refused = _read(lines)
    draft = store.draft()
    for number, order in orders.items():
        try:
            _add_to(draft, order)
        except StillReferenced:
            # Another line may change what refers to it; that is checked once all are in.
            pass
        except _FAULTS as error:
            refused[number] = error
    lines_of = {order.ref: number for number, order in orders.items()}
    spoilt = {orders[number].ref for number in refused if number in orders}
    for broken in draft.broken_references():
        # A faulty record is reported once, not again for everything that refers to it.
        if not (isinstance(broken, BrokenReference) and broken.missing in spoilt):
            refused.setdefault(lines_of.get(broken.ref, 0), broken)
    if refused:
        yield from (_refusal(refused[number], number) for number in sorted(refused))
        return
    reasons = dict.fromkeys(order.why for order in orders.values() if order.why)
    with hold():
        try:
            transaction = store.commit(draft, "; ".join(reasons))
        except _HOPELESS:
            raise
        except StoreError as error:
            yield _refusal(error, lines_of.get(getattr(error, "ref", ""), 0))
            return
        for order in orders.values():
            yield {"ok": True, "rev": transaction.rev, "ref": order.ref}


def _read(lines: Iterable[bytes]) -> tuple[Mapping[int, _Order], dict[int, Exception]]:
    """The orders by line number, and what is wrong with the other lines."""
    orders: dict[int, _Order] = {}
    refused: dict[int, Exception] = {}
    for number, line in enumerate(_only_changes(lines), start=1):
        if line.strip():
            try:
                orders[number] = _order(line)
            except _FAULTS as error:
                refused[number] = error
    return orders, refused


def _only_changes(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines, unless the first one shows that they are some other JSON.

    Raises:
        NotChanges: They are.
    """
    is_begun = False
    for line in lines:
        if not is_begun and (text := line.removeprefix(_MARK).strip()):
            is_begun = True
            name = _FIRST_NAME.match(text)
            is_other = name and name[1].decode() not in _Order.__struct_fields__
            if text == b"{" or text.startswith(b"[") or (is_other and b'"op"' not in text):
                raise NotChanges
        yield line


_FIRST_NAME = re.compile(rb'\{\s*"(\w+)"')

_MARK = b"\xef\xbb\xbf"
"""The byte order mark with which some programs on Windows begin a file."""


def _order(line: bytes) -> _Order:
    # Files may have been joined, so any line may begin with it.
    line = line.removeprefix(_MARK)
    order = msgspec.json.decode(line, type=_Order)
    if twice := duplicate_names(parse_object(line)):
        raise ValueError(
            f"{escape_surrogates(twice[0])} occurs twice; only one of them can be right"
        )
    return order


def _refusal(error: Exception, number: int) -> Answer:
    return {"ok": False, "error": str(error), "line": number}


def _add_to(draft: Draft, order: _Order) -> None:
    kind, slug = kind_of(order.ref), slug_of(order.ref)
    if kind not in KINDS or not is_slug(slug):
        raise ValueError(f"“{order.ref}” does not name a record; write kind:slug, as group:aqim")
    if order.op == "put":
        record = build(kind, order.record, order.ref)
        draft.put(order.ref, _with_stored_values(draft, record, order.ref))
    elif order.op == "delete":
        draft.delete(order.ref, unlink=order.unlink)
    else:
        raise ValueError(f"there is no op “{order.op}”; write put or delete")


def _with_stored_values(draft: Draft, record: Record, ref: str) -> Record:
    """Convert the values of its new cites as `with_stored_values`; names stay as written."""
    if not any(cite.value for cite in record.cites):
        return record
    from briefing.model.cited_values import with_stored_values
    from briefing.provenance import day_of

    def label_of(named: str) -> str:
        found = draft.get(named)
        return label(found) if found else named

    return with_stored_values(
        record, draft.get(ref), label_of, lambda source: day_of(draft.get(source))
    )
