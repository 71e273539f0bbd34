"""Links: who leads, joined, split from or opposes whom, and when."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, NamedTuple

from briefing.model import dates
from briefing.model import fields as f
from briefing.model.english import is_plural
from briefing.model.faults import Fault
from briefing.model.kinds.citation import Citation, CitationWriter, with_commas
from briefing.model.kinds.kind import BY_NAME, Across, Kind, Order
from briefing.model.kinds.record import Record
from briefing.model.kinds.registry import KINDS, PARTIES
from briefing.model.kinds.rules import Raw, in_order, reading
from briefing.model.refs import LabelOf, kind_of, slug_of, slugify
from briefing.model.terms import LINK_TYPES, MOMENTARY_LINKS


class Verb(NamedTuple):
    """A type of link between two names.

    Attributes:
        one: Of one, while it lasts.
        many: Of several, while it lasts.
        was: Of one, once it has ended.
        were: Of several, once it has ended.
        since: Of one, while it lasts and its beginning is known.
        since_many: Of several, then.
    """

    one: str
    many: str
    was: str
    were: str
    since: str
    since_many: str

    def of(self, name: str, *, is_person: bool) -> "Verb":
        """The verb as it agrees with a name: all its forms are then those for it."""
        if is_person or not is_plural(name):
            return self
        since = self.since_many
        return Verb(self.many, self.many, self.were, self.were, since, since)


def _regular(stem: str, past: str) -> Verb:
    return Verb(f"{stem}s", stem, past, past, f"has {past}", f"have {past}")


def _being(what: str, of_many: str = "") -> Verb:
    many = of_many or what
    return Verb(
        *(f"is {what}", f"are {many}", f"was {what}", f"were {many}"),
        *(f"has been {what}", f"have been {many}"),
    )


VERBS: Mapping[str, Verb] = {
    "leads": _regular("lead", "led"),
    "member": _being("a member of", "members of"),
    "part-of": _being("part of"),
    "split-from": Verb(*["split from"] * 6),
    "succeeds": _regular("succeed", "succeeded"),
    "allied": _being("allied with"),
    "opposes": _regular("oppose", "opposed"),
    "supports": _regular("support", "supported"),
    "same-as": _being("the same as"),
    "not-same-as": _being("not the same as"),
}
"""Each type of link in a sentence."""

_PAST = {verb.one: verb.was for verb in VERBS.values() if " " not in verb.one}
"""Roles that are verbs, once they have ended: "formerly led"."""


def in_words(type_: str, first: str, second: str) -> str:
    """A type of link between two names in a sentence: "A is a member of B"."""
    return f"{first} {VERBS[type_].one} {second}"


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


@reading("from", "to")
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
    first = label_of(link.from_)
    return f"{first} {verb_of(link, first)} {label_of(link.to)}"


def verb_of(link: Link, first: str) -> str:
    """The verb of a link, as it agrees with the name it begins with and with whether it lasts."""
    known = VERBS.get(link.type, Verb(*[link.type] * 6))
    verb = known.of(first, is_person=KINDS[kind_of(link.from_)].is_person)
    return verb.was if has_ended(link) else verb.one


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
    head = _title(link, writer.label_of)
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
