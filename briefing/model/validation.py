"""Validate records, reporting all faults at once, and build them.

Works on plain JSON values, so that forms, scripts and files edited by hand are validated alike.
Null and empty values count as absent.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, cast

import msgspec

from briefing.model import dates
from briefing.model.faults import Fault, InvalidRecord
from briefing.model.fields import Field, Shape, fields_by_name, fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.refs import is_slug, kind_of, slug_of

_BREAKS = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]")
"""Line breaks and tabs."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def build(kind: str, raw: object, ref: str = "") -> Record:
    """Make a record from plain JSON values.

    Args:
        kind: One of `KINDS`.
        raw: The fields by name, as in the file.
        ref: The record, for the message.

    Raises:
        InvalidRecord: It has faults.
    """
    cls: type[Record] = KINDS[kind].cls
    tidied = tidy(cls, raw)
    found = _record_faults(cls, tidied)
    if found:
        raise InvalidRecord(found, ref)
    record: Record = msgspec.convert(tidied, cls)
    _JUST_BUILT.append(record)
    return record


_JUST_BUILT: deque[Record] = deque(maxlen=16)
"""`put` need not check these again: records are frozen, and take no mark or weak reference."""


def plain(record: msgspec.Struct) -> dict[str, Any]:
    """A record or row as plain JSON values, empty fields left out."""
    return cast(dict[str, Any], msgspec.to_builtins(record))


def faults(kind: str, raw: object) -> list[Fault]:
    """All faults in the plain JSON values of a record."""
    cls = KINDS[kind].cls
    return _record_faults(cls, tidy(cls, raw))


def checked(record: Record, ref: str = "") -> Record:
    """The record as it is stored: itself if `build` has just made it, else built from its values.

    Python lets a record hold anything, such as None for a text, or a list that changes later.

    Raises:
        InvalidRecord: It has faults.
    """
    # A copy, because another thread may be building records.
    if any(record is built for built in tuple(_JUST_BUILT)):
        return record
    try:
        raw = plain(record)
    except (TypeError, ValueError, OverflowError) as error:
        raise InvalidRecord([Fault("", f"cannot be stored: {error}")], ref) from error
    return build(record.kind_name, raw, ref)


def tidy(cls: type[msgspec.Struct], raw: object) -> object:
    """Normalize values for storage.

    Empty values are left out, terms get their usual case, country names become codes, and one-line
    texts lose their line breaks.
    """
    if not isinstance(raw, Mapping):
        return raw
    kept: dict[object, Any] = {}
    known = fields_by_name(cls)
    for name, given in raw.items():
        field = known.get(name) if isinstance(name, str) else None
        value = _tidy_value(field, given) if field else given
        if value not in (None, "", [], (), {}):
            kept[name] = value
    return kept


def _tidy_value(field: Field, value: Any) -> Any:
    if field.row and isinstance(value, list | tuple):
        return [tidy(field.row, item) for item in value]
    if field.row:
        return tidy(field.row, value)
    if field.read and isinstance(value, str):
        return field.read(value)
    if field.read and isinstance(value, list | tuple):
        return [field.read(item) if isinstance(item, str) else item for item in value]
    if field.choices and isinstance(value, str):
        return _usual_case(field, value)
    if field.shape is Shape.TEXT and isinstance(value, str):
        return _on_one_line(value)
    if field.shape is Shape.WORDS and isinstance(value, list | tuple):
        return [_on_one_line(item) if isinstance(item, str) else item for item in value]
    return value


def _on_one_line(text: str) -> str:
    return " ".join(text.split()) if _BREAKS.search(text) else text


def _usual_case(field: Field, value: str) -> str:
    return next((term for term in field.choices if term.casefold() == value.casefold()), value)


def struct_faults(cls: type[msgspec.Struct], raw: object) -> Iterator[Fault]:
    """All faults in the plain JSON values of one record or row."""
    if not isinstance(raw, Mapping):
        yield Fault("", f"{_shown(raw)} is not a set of fields", '{"name": …}')
        return
    for field in fields_of(cls):
        value = raw.get(field.name)
        if value in (None, "", [], ()):
            if field.required:
                yield Fault(field.name, f"{field.label.lower()} is missing", field.example)
        else:
            yield from _CHECKS[field.shape](field, value)
            yield from narrowing_faults(field, value, raw)
    known = fields_by_name(cls)
    for name in raw:
        if name not in known:
            close = get_close_matches(str(name), known, n=1)
            example = close[0] if close else next(iter(known))
            yield Fault(str(name), "there is no such field", example)
    for rule in getattr(cls, "rules", ()):
        yield from rule.faults(raw)


def keeps_rules(record: msgspec.Struct) -> bool:
    """Whether the rules between the fields of a record and of its rows still hold."""
    rules = getattr(record, "rules", ())
    raw = plain(record) if rules else {}
    if any(fault for rule in rules for fault in rule.faults(raw)):
        return False
    rows = (
        row
        for field in fields_of(type(record))
        if field.shape is Shape.ROWS
        for row in getattr(record, field.attribute)
    )
    return all(map(keeps_rules, rows))


def field_faults(field: Field, value: object) -> Iterator[Fault]:
    """All faults in the plain, non-empty value of one field."""
    yield from _CHECKS[field.shape](field, value)


def _record_faults(cls: type[Record], tidied: object) -> list[Fault]:
    found = list(struct_faults(cls, tidied))
    if isinstance(tidied, Mapping):
        found += _cite_faults(cls, tidied)
    return found


def _cite_faults(cls: type[Record], raw: Mapping[str, Any]) -> Iterator[Fault]:
    """A cite is about a field that the record can have."""
    known = [field.name for field in fields_of(cls)]
    cites = raw.get("cites")
    for number, cite in enumerate(cites if isinstance(cites, list | tuple) else ()):
        about = cite.get("field") if isinstance(cite, Mapping) else None
        if isinstance(about, str) and about and about.split(".")[0].split("[")[0] not in known:
            close = get_close_matches(about, known, n=1)
            problem = f"“{about}” is not a field of {KINDS[cls.kind_name].plural}"
            yield Fault(f"cites[{number}].field", problem, close[0] if close else known[0])


def _text_faults(field: Field, value: object) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield Fault(field.name, f"{_shown(value)} is not a text", field.example)
        return
    if not value.isprintable() and _LONE_SURROGATE.search(value):
        yield Fault(
            field.name,
            "contains half a character (an unpaired surrogate); remove it",
            field.example,
        )
    elif "\0" in value:
        yield Fault(field.name, "holds a NUL character; remove it", field.example)
    elif not value.strip():
        yield Fault(field.name, "holds nothing but blanks", field.example)
    elif field.check and (problem := field.check(value)):
        yield Fault(field.name, problem, field.example)


def _choice_faults(field: Field, value: object) -> Iterator[Fault]:
    if value not in field.choices:
        close = get_close_matches(str(value).casefold(), field.choices, n=1, cutoff=0.5)
        problem = f"{_shown(value)} is none of {', '.join(field.choices)}"
        yield Fault(field.name, problem, close[0] if close else field.example)


def narrowing_faults(field: Field, value: object, raw: Mapping[str, Any]) -> Iterator[Fault]:
    """A term fits the value of the field that narrows it."""
    if field.narrowed is None or value not in field.choices:
        return
    name, terms = field.narrowed
    by = raw.get(name)
    if not by:
        fitting = next((key for key, group in terms.items() if value in group), "")
        yield Fault(name, f"“{value}” as {field.name} needs a {name}", fitting)
    elif isinstance(by, str) and by in terms and value not in terms[by]:
        allowed = ", ".join(terms[by])
        yield Fault(field.name, f"“{value}” does not go with {by}: {allowed}", terms[by][0])


def _date_faults(field: Field, value: object) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield Fault(field.name, f"{_shown(value)} is not a date in quotes", field.example)
        return
    if not dates.is_date(value):
        from briefing.model.parsers.dates.parse import explain

        fault = explain(value)
        yield Fault(field.name, fault.reason, fault.example)


def _ref_faults(field: Field, value: object) -> Iterator[Fault]:
    if not isinstance(value, str) or not is_slug(slug_of(value)):
        yield Fault(field.name, f"{_shown(value)} does not name a record", field.example)
    elif kind_of(value) not in field.kinds:
        problem = (
            f"{_shown(value)} must begin with {' or '.join(f'{kind}:' for kind in field.kinds)}"
        )
        yield Fault(field.name, problem, field.example)


def _number_faults(field: Field, value: object) -> Iterator[Fault]:
    whole = field.shape is Shape.INTEGER
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        what = "a whole number" if whole else "a number"
        yield Fault(field.name, f"{_shown(value)} is not {what}", field.example)
        return
    if field.choices:
        yield from _choice_faults(field, str(value))
        return
    low, high = field.bounds
    # Written so that NaN, which compares false to everything, is refused too.
    if not ((low is None or value >= low) and (high is None or value <= high)):
        limits = f"at least {low:g}" if high is None else f"between {low:g} and {high:g}"
        yield Fault(field.name, f"{value} must be {limits}", field.example)
    elif value > MAX_NUMBER:
        yield Fault(field.name, f"{value} is too large to be a count", field.example)


def _list_faults(field: Field, value: object) -> Iterator[Fault]:
    if not isinstance(value, list | tuple):
        yield Fault(field.name, f"{_shown(value)} is not a list", f"[{field.example or '…'}]")
        return
    for number, item in enumerate(value):
        path = f"{field.name}[{number}]"
        if field.shape is Shape.ROWS:
            yield from _row_faults(field, item, path)
        else:
            check = _ref_faults if field.shape is Shape.REFS else _text_faults
            for fault in check(field, item):
                yield fault._replace(path=path)


def _row_faults(field: Field, value: object, path: str = "") -> Iterator[Fault]:
    if field.row is None:
        raise TypeError(f"{field.name} is declared as a row but its type is none")
    for fault in struct_faults(field.row, value):
        yield fault.under(path or field.name)


def _shown(value: object) -> str:
    """A value for a message: short, and on one line."""
    if isinstance(value, str):
        return f"“{value[:40]}…”" if len(value) > 40 else f"“{value}”"
    return {list: "a list", dict: "a set of fields", type(None): "nothing"}.get(
        type(value), str(value)[:40]
    )


MAX_NUMBER = 2**53
"""The largest whole number that every JSON parser keeps exact (RFC 8259, section 6)."""

_CHECKS: dict[Shape, Callable[[Field, object], Iterator[Fault]]] = {
    Shape.TEXT: _text_faults,
    Shape.PROSE: _text_faults,
    Shape.CHOICE: _choice_faults,
    Shape.DATE: _date_faults,
    Shape.WORDS: _list_faults,
    Shape.REF: _ref_faults,
    Shape.REFS: _list_faults,
    Shape.INTEGER: _number_faults,
    Shape.DECIMAL: _number_faults,
    Shape.ROW: _row_faults,
    Shape.ROWS: _list_faults,
}
