"""Transactions as text for a reader, and as plain values for a script."""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Any

from briefing.model.differences import Difference, differences
from briefing.model.kinds import kind_for
from briefing.model.labels import label
from briefing.model.plurals import plural
from briefing.model.refs import LabelOf, kind_of
from briefing.store.changes import Change, Transaction
from briefing.store.wording import reason_shown

LONG = 60
"""Characters of a value; of a longer one only the part around the difference is shown."""

NOTHING = "–"
"""Represents an empty field."""


def as_text(transaction: Transaction, label_of: LabelOf, about: str = "") -> str:
    """A transaction in lines: who, when and why; then each record with its fields.

    Args:
        transaction: The transaction.
        label_of: Returns the label of a record.
        about: The only record to show; empty for all.
    """
    when = f"{transaction.at.astimezone():%Y-%m-%d %H:%M:%S}"
    said = (str(transaction.rev), when, _flat(transaction.by), _flat(reason_shown(transaction)))
    lines = ["  ".join(part for part in said if part)]
    if transaction.undoes:
        lines.append(f"  undoes revision {transaction.undoes}")
    changes = [each for each in transaction.changes if about in ("", each.ref)]
    for change in changes:
        lines += _change_lines(change, label_of)
    if others := len(transaction.changes) - len(changes):
        lines.append(f"  and {others} more {plural(others, 'record')}")
    return "\n".join(lines)


def as_plain(transaction: Transaction, label_of: LabelOf) -> dict[str, Any]:
    """A transaction as plain values for JSON."""
    plain: dict[str, Any] = {
        "rev": transaction.rev,
        "at": transaction.at,
        "by": transaction.by,
        "why": transaction.why,
    }
    if transaction.undoes:
        plain["undoes"] = transaction.undoes
    plain["changes"] = changes_as_plain(transaction.changes, label_of)
    return plain


def changes_as_text(changes: Iterable[Change], label_of: LabelOf) -> str:
    """Changes in lines: each record with its fields."""
    return "\n".join(line for change in changes for line in _change_lines(change, label_of))


def changes_as_plain(changes: Iterable[Change], label_of: LabelOf) -> list[dict[str, Any]]:
    """Changes as plain values for JSON."""
    return [
        {
            "ref": change.ref,
            "label": _name(change),
            "action": change.action,
            "fields": [
                {"field": each.path, "before": each.old, "after": each.new}
                for each in differences(change.before, change.after, label_of)
            ],
        }
        for change in changes
    ]


def _change_lines(change: Change, label_of: LabelOf) -> Iterator[str]:
    done = change.action
    yield f"  {done} {kind_of(change.ref)}  {_short(_flat(_name(change)))}  ({_flat(change.ref)})"
    states = [each for each in (change.before, change.after) if each is not None]
    bare = [name for record in states for name in kind_for(record).unquoted(record)]
    for difference in differences(change.before, change.after, label_of):
        line = _difference_line(
            difference, is_whole=done != "changed", is_bare=difference.path in bare
        )
        yield f"    {line}"


def _difference_line(difference: Difference, *, is_whole: bool, is_bare: bool) -> str:
    """A field before and after; for an added or deleted record, only one of them."""
    before, after = _around_difference(_flat(difference.before), _flat(difference.after))
    values = (before or NOTHING, after or NOTHING)
    if not is_bare:
        values = _quoted(before, difference.old), _quoted(after, difference.new)
    shown = (value for value in values if not is_whole or value != NOTHING)
    return f"{difference.label}: {' → '.join(shown)}"


def _quoted(shown: str, value: object) -> str:
    """A value as shown, in quotation marks if it is text."""
    if value is None:
        return NOTHING
    return f'"{shown}"' if isinstance(value, str) else shown


def _around_difference(before: str, after: str) -> tuple[str, str]:
    """Shorten two long values to the part where they differ."""
    if max(len(before), len(after)) <= LONG:
        return before, after
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    start = max(0, sum(1 for _ in alike) - LONG // 3)
    return _short(before, start), _short(after, start)


def _short(text: str, start: int = 0) -> str:
    shown = text[start : start + LONG]
    head = "…" if start and shown else ""
    return f"{head}{shown}{'…' if len(text) > start + LONG else ''}"


def _flat(text: str) -> str:
    """Put a text on one line, as its lines could pass for ours."""
    return " ¶ ".join(text.splitlines()).replace("\t", " ")


def _name(change: Change) -> str:
    record = change.after or change.before
    return label(record) if record else change.ref
