"""Links: who leads, joined, split from or opposes whom, and when."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar

from briefing.model import dates
from briefing.model import fields as f
from briefing.model.faults import Fault
from briefing.model.kinds.citation import Citation, CitationWriter, with_commas
from briefing.model.kinds.kind import BY_NAME, Across, Kind, Order
from briefing.model.kinds.record import Record
from briefing.model.kinds.registry import KINDS, PARTIES
from briefing.model.kinds.rules import Raw, in_order
from briefing.model.refs import LabelOf, slug_of, slugify
from briefing.model.terms import LINK_TYPES, MOMENTARY_LINKS

_VERBS = {
    "leads": ("leads", "led"),
    "member": ("is a member of", "was a member of"),
    "part-of": ("is part of", "was part of"),
    "split-from": ("split from", "split from"),
    "succeeds": ("succeeds", "succeeded"),
    "allied": ("is allied with", "was allied with"),
    "opposes": ("opposes", "opposed"),
    "supports": ("supports", "supported"),
    "same-as": ("is the same as", "was the same as"),
    "not-same-as": ("is not the same as", "was not the same as"),
}
"""Each type of link in a sentence: while it lasts, and once it has ended."""

_PAST = {lasting: ended for lasting, ended in _VERBS.values() if " " not in lasting}
"""Roles that are verbs, once they have ended: "formerly led"."""


def in_words(type_: str, first: str, second: str) -> str:
    """A type of link between two names in a sentence: "A is a member of B"."""
    return f"{first} {_VERBS[type_][0]} {second}"


_PERSON, _BODY = True, False

# Between whom a type makes sense; any other type makes sense between all.
_BETWEEN = {
    "leads": ((_PERSON, _BODY),),
    "member": ((_PERSON, _BODY), (_BODY, _BODY)),
    "part-of": ((_BODY, _BODY),),
    "split-from": ((_PERSON, _BODY), (_BODY, _BODY)),
    "succeeds": ((_PERSON, _PERSON), (_BODY, _BODY)),
    "same-as": ((_PERSON, _PERSON), (_BODY, _BODY)),
    "not-same-as": ((_PERSON, _PERSON), (_BODY, _BODY)),
}


def types_between(kind: str, other: str) -> Sequence[str]:
    """The types of link that make sense from a record of one kind to one of another."""
    ends = KINDS[kind].is_person, KINDS[other].is_person
    return [each for each in LINK_TYPES if ends in _BETWEEN.get(each, (ends,))]


def _two_ends(raw: Raw) -> Iterator[Fault]:
    """A link leads from one record to another."""
    if raw.get("from") and raw.get("from") == raw.get("to"):
        yield Fault("to", "a record cannot be linked to itself")


class Link(Record, frozen=True, rename={"from_": "from"}):
    """A dated, sourced relation between two groups or leaders."""

    kind_name: ClassVar = "link"
    rules: ClassVar = (in_order("start", "end"), _two_ends)

    type: Annotated[str, f.choice("Type", tuple(LINK_TYPES))]
    from_: Annotated[str, f.ref("From", PARTIES, example="group:…")]
    to: Annotated[str, f.ref("To", PARTIES, example="group:…")]
    role: Annotated[str, f.term("Role", "in what capacity", "founder")] = ""
    start: Annotated[str, f.begins(f.date("Start", "since when", "2007"))] = ""
    end: Annotated[str, f.ends(f.date("End", "until when", "2013"))] = ""


def time_line(link: Link) -> str:
    """The time of a link: "from 2012 to 2013", "since 2007", "2013" for a momentary one."""
    start, end = dates.describe(link.start), dates.describe(link.end)
    if link.start and link.end:
        return start if link.start == link.end else f"from {start} to {end}"
    if link.end:
        return f"ended {end}"
    return f"since {start}" if start and link.type not in MOMENTARY_LINKS else start


def has_ended(link: Link) -> bool:
    """Whether a link is known to be over; momentary ones, such as a split, remain true."""
    if link.type in MOMENTARY_LINKS:
        return False
    try:
        return bool(link.end) and dates.parse(link.end).latest < date.max
    except dates.DateFault:
        return False


def _title(link: Link, label_of: LabelOf) -> str:
    """The link as a sentence: "A leads B", "A was part of B"."""
    lasting, ended = _VERBS.get(link.type, (link.type, link.type))
    return f"{label_of(link.from_)} {ended if has_ended(link) else lasting} {label_of(link.to)}"


def _role_and_time(link: Link) -> str:
    return ", ".join(part for part in (link.role, time_line(link)) if part)


def _date_key(link: Link) -> Any:
    return dates.sort_key(link.start or link.end)


def _across(link: Link, path: str) -> Across:
    if path == "from":
        return Across(link.to, link.type.replace("-", " "), link.role)
    return Across(link.from_, LINK_TYPES.get(link.type, link.type), link.role)


def _tied(link: Link, role: str, _label_of: LabelOf) -> tuple[str, str]:
    return f"formerly {_PAST.get(role, role)}" if has_ended(link) else role, time_line(link)


def _citation(link: Link, writer: CitationWriter) -> Citation:
    lasting, ended = _VERBS[link.type]
    ends = (writer.label_of(link.from_), writer.label_of(link.to))
    head = f" {ended if has_ended(link) else lasting} ".join(ends)
    marks = writer.marks("", "type", "from", "to")
    about = with_commas(
        writer.statement(f"as {link.role}" if link.role else "", "role"),
        writer.statement(time_line(link), "start", "end"),
    )
    return Citation(head, marks, f"{about}.")


LINK = Kind(
    cls=Link,
    named_by="type",
    keys="6",
    is_named=False,
    dated_by=("start", "end"),
    label=lambda link: f"{slug_of(link.from_)} {link.type} {slug_of(link.to)}",
    slug=lambda link: slugify(slug_of(link.from_), link.type, slug_of(link.to)),
    title=_title,
    orders=(BY_NAME, Order("date", _date_key), Order("latest first", _date_key, is_reversed=True)),
    told_by=time_line,
    row=lambda link, label_of: ("", _title(link, label_of), _role_and_time(link)),
    tied=_tied,
    across=_across,
    citation=_citation,
)
