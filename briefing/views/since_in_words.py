"""What changed since a moment, in sentences."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from briefing.model.fields import Field, Shape, field_of
from briefing.model.formatting import value_line
from briefing.model.kinds import KINDS
from briefing.model.kinds.citation import full_stop
from briefing.model.kinds.judgement import Judgement
from briefing.model.plurals import plural
from briefing.model.quotation_marks import quoted
from briefing.model.refs import kind_of
from briefing.model.terms import CONFIDENCES
from briefing.views.since import Move, Settled, Since

MANY: Final = 20
"""Records of a kind up to which each new or deleted one is named; more are only counted."""

_LONGEST: Final = 120
"""Characters of a name; that of a quote may be a page long."""

_TWO_STOPS: Final = re.compile(r"([.?!…])\.$")
"""The full stop of a sentence behind that of a name at its end."""

_UNTOLD: Final = ("reviewed", "dismissed", "seen")
"""Fields that say what an analyst has looked at."""

_OUTCOMES: Final[Mapping[str, str]] = {
    "happened": "turned out to be true",
    "did not happen": "turned out to be false",
    "not known": "can no longer be resolved",
}


class Said(NamedTuple):
    """A sentence.

    Attributes:
        text: The sentence.
        ref: The record it is about; empty for several.
        field: The field it is about; empty for the whole record.
    """

    text: str
    ref: str = ""
    field: str = ""


def sentences(found: Since) -> Sequence[Said]:
    """What changed, in sentences: judgements first, then the other kinds in their order."""
    said = [
        *_of_moves(found),
        *(_of_settled(found, each) for each in found.settled),
        *(
            Said(f"{_about(found, ref, field)}: sources now disagree.", ref, field)
            for ref, field in found.opened
        ),
        *(
            Said(f"{_name(found, ref)} was merged into {_name(found, other)}.", other)
            for ref, other in found.merged.items()
        ),
        *_counted(found, found.new, "New"),
        *_counted(found, found.gone, "Deleted"),
    ]
    order = {name: place for place, name in enumerate((Judgement.kind_name, *KINDS))}
    return sorted(said, key=lambda each: order.get(kind_of(each.ref), len(order)))


def _of_moves(found: Since) -> Iterator[Said]:
    for move in found.moves:
        field = field_of(KINDS[kind_of(move.ref)].cls, move.field)
        if field is None or field.name in _UNTOLD or kind_of(move.ref) == "view":
            continue
        is_judged = kind_of(move.ref) == Judgement.kind_name
        text = (_judged(found, move) if is_judged else "") or _plainly(found, field, move)
        yield Said(_TWO_STOPS.sub(r"\1", text), move.ref, move.field)


def _judged(found: Since, move: Move) -> str:
    """A move of a judgement; empty if there are no words of its own for it."""
    name, before, after = f"The judgement {_name(found, move.ref)}", move.before, move.after
    match move.field:
        case "text":
            return f"The judgement {_shown(before)} now reads {_shown(after)}."
        case "likelihood" if before and after:
            return f"{name} moved from {before} to {after}."
        case "likelihood":
            return (
                f"{name} now has a likelihood: {after}."
                if after
                else f"{name} no longer has a likelihood; it was {before}."
            )
        case "confidence" if before and after:
            verb = "rose" if CONFIDENCES.index(after) > CONFIDENCES.index(before) else "fell"
            return f"Confidence in t{name[1:]} {verb} from {before} to {after}."
        case "status" if after in ("superseded", "withdrawn"):
            return f"{name} was {after}."
        case "status" if before in ("superseded", "withdrawn"):
            return f"{name} stands again."
        case "outcome" if after:
            return f"{name} {_OUTCOMES[after]}."
    return ""


def _plainly(found: Since, field: Field, move: Move) -> str:
    """A move of any field."""
    name, label = _name(found, move.ref), _label(field)
    if field.name == "cites":
        added = len([cite for cite in move.after if cite not in move.before])
        lost = len([cite for cite in move.before if cite not in move.after])
        return f"{name}: {_gained(added, lost, 'cite')}."
    if field.shape is Shape.PROSE:
        done = "rewritten" if move.before and move.after else "added" if move.after else "removed"
        return f"{name}: {label} {done}."
    # Of a long list only what differs is worth reading; figures are told before and after.
    is_list = field.shape in (Shape.WORDS, Shape.REFS, Shape.ROWS)
    if is_list and field.name != "casualties":
        was, now = Counter(move.before), Counter(move.after)
        changes = (("added", now - was), ("removed", was - now))
        parts = [
            f"{_value(found, field, tuple(items.elements()))} {done}"
            for done, items in changes
            if items
        ]
        return f"{name}: {label}: {', '.join(parts) or 'reordered'}."
    before, after = (_value(found, field, value) for value in (move.before, move.after))
    if not before:
        return f"{name}: {label} {after}, not given before."
    if not after:
        return f"{name}: {label} no longer given; it was {before}."
    return f"{name}: {label} changed from {before} to {after}."


def _of_settled(found: Since, each: Settled) -> Said:
    about = _about(found, each.ref, each.field)
    if not each.cites:
        return Said(f"{about}: sources no longer disagree.", each.ref, each.field)
    verdicts = "; ".join(
        dict.fromkeys(": ".join(filter(None, (cite.verdict, cite.reason))) for cite in each.cites)
    )
    return Said(f"{about}: the contradiction was resolved ({verdicts}).", each.ref, each.field)


def _counted(found: Since, refs: Sequence[str], done: str) -> Iterator[Said]:
    """That records are new or deleted; many of a kind are counted."""
    by_kind: dict[str, list[str]] = {}
    for ref in refs:
        by_kind.setdefault(kind_of(ref), []).append(ref)
    for kind, of_kind in by_kind.items():
        if kind == "view":
            continue
        if len(of_kind) > MANY:
            yield Said(f"{done}: {len(of_kind):,} {KINDS[kind].plural}.")
            continue
        for ref in of_kind:
            name = _name(found, ref)
            yield Said(f"{done} {kind}: {name}{full_stop(name.rstrip('”'))}", ref)


def _gained(added: int, lost: int, noun: str) -> str:
    parts = [
        f"{count:,} {plural(count, noun)} {done}"
        for count, done in ((added, "added"), (lost, "removed"))
        if count
    ]
    return ", ".join(parts) or f"{plural(2, noun)} reordered"


def _about(found: Since, ref: str, name: str) -> str:
    """A record and one of its fields."""
    field = field_of(KINDS[kind_of(ref)].cls, name)
    return ": ".join([_name(found, ref), *([_label(field)] if field else [])])


def _label(field: Field) -> str:
    return field.label if field.label.isupper() else field.label[:1].lower() + field.label[1:]


def _name(found: Since, ref: str) -> str:
    book = found.now if found.now.get(ref) is not None else found.before
    label = _clipped(book.label(ref))
    return label if KINDS[kind_of(ref)].is_named or KINDS[kind_of(ref)].is_tie else _shown(label)


def _value(found: Since, field: Field, value: Any) -> str:
    def label_of(ref: str) -> str:
        return (found.now if found.now.get(ref) is not None else found.before).label(ref)

    return _clipped(value_line(field, value, label_of))


def _shown(text: str) -> str:
    """A text in quotation marks, unless it has them."""
    return text if text.startswith("“") else quoted(_clipped(text))


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
