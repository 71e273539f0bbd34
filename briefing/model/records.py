"""The six kinds of record. Each field is declared on one line; see `fields.py`.

Names follow FollowTheMoney, the ACLED and UCDP codebooks, CSL and W3C Web Annotation
where those have one. Empty fields are left out of the file.
"""

from typing import Annotated, ClassVar

import msgspec

from briefing.model import fields as f
from briefing.model.codes import check_address, check_language
from briefing.model.terms import (
    ACTOR_ROLES,
    ANONYMITIES,
    CREDIBILITIES,
    EVENT_KINDS,
    EVENT_STATUSES,
    GROUP_KINDS,
    GROUP_STATUSES,
    LEADER_STATUSES,
    LINK_TYPES,
    OUTCOMES,
    PLACE_PRECISIONS,
    QUOTE_MODES,
    RELIABILITIES,
    SOURCE_TYPES,
    STANCES,
    VERDICTS,
)

# Lists that read like the types they stand for, so that a field fits on its line.
Texts = tuple[str, ...]
PARTIES = ("group", "leader")
SPEAKERS = PARTIES[::-1]


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Fields that belong together inside a record."""


class Place(Row, frozen=True):
    """Where an event happened, and how exactly that is known."""

    name: Annotated[str, f.term("Name", "town, region or feature", "Aguelhoc")] = ""
    admin1: Annotated[str, f.term("Region", "first-level division", "Kidal")] = ""
    country: Annotated[str, f.country("Country")] = ""
    latitude: Annotated[float | None, f.degrees("Latitude", 90, "19.46")] = None
    longitude: Annotated[float | None, f.degrees("Longitude", 180, "0.86")] = None
    precision: Annotated[str, f.choice("Precision", PLACE_PRECISIONS)] = ""


class Actor(Row, frozen=True):
    """Who took part in an event, and as what: a record, or the name as printed."""

    ref: Annotated[str, f.ref("Who", *PARTIES, help="a group or leader", otherwise="name")] = ""
    name: Annotated[str, f.term("Name", "as printed, when there is no record", "militants")] = ""
    role: Annotated[str, f.choice("Role", ACTOR_ROLES)] = ""


class Casualties(Row, frozen=True):
    """How many of whom; "more than ninety" is low 91 and no best figure."""

    who: Annotated[str, f.term("Who", "the people counted", "soldiers and civilians")] = ""
    outcome: Annotated[str, f.choice("Outcome", OUTCOMES)] = ""
    low: Annotated[int | None, f.integer("Low", "the fewest it can be", "91")] = None
    best: Annotated[int | None, f.integer("Best", "the figure you would print", "95")] = None
    high: Annotated[int | None, f.integer("High", "the most it can be", "100")] = None
    as_said: Annotated[str, f.term("As said", "words the figure stands for", "dozens")] = ""


class Cite(Row, frozen=True):
    """What one source says for one field of one record."""

    source: Annotated[str, f.ref("Source", "source", help="where it says so")]
    field: Annotated[str, f.text("Field", "what it speaks of; empty is all of it", "status")] = ""
    value: Annotated[str, f.text("Value", "what this source gives, when it differs", "dead")] = ""
    passage: Annotated[str, f.prose("Passage", "the exact words", "remains at large")] = ""
    credibility: Annotated[int | None, f.scale("Credibility", CREDIBILITIES)] = None
    stance: Annotated[str, f.choice("Stance", STANCES)] = "supports"
    verdict: Annotated[str, f.choice("Verdict", VERDICTS, "on what differs")] = ""
    reason: Annotated[str, f.text("Reason", "why you judge so", "nearer to the event")] = ""


class Record(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    kw_only=True,
    gc=False,
):
    """What every kind of record has."""

    kind_name: ClassVar[str]
    plural: ClassVar[str]

    aliases: Annotated[Texts, f.words("Aliases", "other names and spellings", "Belmoktar")] = ()
    summary: Annotated[str, f.prose("Summary", "what is known, in your own words")] = ""
    tags: Annotated[Texts, f.terms("Tags", "your own keywords", "sahel")] = ()
    cites: Annotated[tuple[Cite, ...], f.rows("Cites", "who says so, in which words")] = ()
    reviewed: Annotated[str, f.date("Reviewed", "when you last looked", "2014-01-24")] = ""


class Group(Record, frozen=True):
    """An armed group, force, government or other body."""

    kind_name: ClassVar[str] = "group"
    plural: ClassVar[str] = "groups"

    name: Annotated[str, f.text("Name", "as you would print it", "Signatories in Blood")]
    abbreviation: Annotated[str, f.text("Abbreviation", "its usual letters", "MUJAO")] = ""
    kind: Annotated[str, f.choice("Kind", GROUP_KINDS)] = ""
    countries: Annotated[Texts, f.countries("Countries")] = ()
    founded: Annotated[str, f.date("Founded", "when it came to be", "2013")] = ""
    dissolved: Annotated[str, f.date("Dissolved", "when it ended", "2013-08-22")] = ""
    status: Annotated[str, f.choice("Status", GROUP_STATUSES)] = ""


class Leader(Record, frozen=True):
    """A person who leads, commands or speaks."""

    kind_name: ClassVar[str] = "leader"
    plural: ClassVar[str] = "leaders"

    name: Annotated[str, f.text("Name", "as you would print it", "Mokhtar Belmokhtar")]
    position: Annotated[str, f.term("Position", "office or command", "Defence Minister")] = ""
    nationalities: Annotated[Texts, f.countries("Nationalities")] = ()
    born: Annotated[str, f.date("Born", example="1972-06-01")] = ""
    died: Annotated[str, f.date("Died", example="2013-02-2X")] = ""
    status: Annotated[str, f.choice("Status", LEADER_STATUSES)] = ""


class Event(Record, frozen=True):
    """Something that happened, once or over a time; an operation holds its events."""

    kind_name: ClassVar[str] = "event"
    plural: ClassVar[str] = "events"

    title: Annotated[str, f.text("Title", "what happened, where", "Massacre of Aguelhoc")]
    date: Annotated[str, f.date("Date", "when, as exactly as is known", "2012-01-24")]
    kind: Annotated[str, f.choice("Kind", tuple(EVENT_KINDS))] = ""
    subkind: Annotated[str, f.narrowed_choice("Sub-kind", "kind", EVENT_KINDS)] = ""
    place: Annotated[Place | None, f.row("Place", "where, and how exactly that is known")] = None
    actors: Annotated[tuple[Actor, ...], f.rows("Actors", "who took part, and as what")] = ()
    casualties: Annotated[tuple[Casualties, ...], f.rows("Casualties", "how many of whom")] = ()
    part_of: Annotated[str, f.ref("Part of", "event", help="the operation it belongs to")] = ""
    status: Annotated[str, f.choice("Status", EVENT_STATUSES)] = ""


class Quote(Record, frozen=True):
    """Words somebody said, as they were printed."""

    kind_name: ClassVar[str] = "quote"
    plural: ClassVar[str] = "quotes"

    text: Annotated[str, f.prose("Words", "exactly as printed", "not everything is finished")]
    source: Annotated[str, f.ref("Source", "source", help="where they were printed")]
    speaker: Annotated[str, f.ref("Speaker", *SPEAKERS, otherwise="attribution")] = ""
    attribution: Annotated[str, f.term("Attribution", "as printed", "a military source")] = ""
    anonymity: Annotated[str, f.choice("Anonymity", ANONYMITIES)] = ""
    mode: Annotated[str, f.choice("Mode", QUOTE_MODES, "only direct is put in quotes")] = ""
    language: Annotated[str, f.text("Language", "code, BCP 47", "fr", check_language)] = ""
    translation: Annotated[str, f.prose("Translation", "into your language")] = ""
    said: Annotated[str, f.date("Said", "when", "2014-01-23")] = ""
    about: Annotated[Texts, f.refs("About", *PARTIES, "event", help="who or what is meant")] = ()


class Source(Record, frozen=True):
    """A document: a report, an article, a statement, an interview."""

    kind_name: ClassVar[str] = "source"
    plural: ClassVar[str] = "sources"

    title: Annotated[str, f.text("Title", "as printed", "France Completes Offensive")]
    type: Annotated[str, f.choice("Type", SOURCE_TYPES)] = ""
    authors: Annotated[Texts, f.terms("Authors", "people who wrote it", "A. Writer")] = ()
    publisher: Annotated[str, f.term("Publisher", "who put it out", "Ministry of Defence")] = ""
    published: Annotated[str, f.date("Published", "when it came out", "2014-01-24")] = ""
    url: Annotated[str, f.text("Address", "on the web", "https://example.org", check_address)] = ""
    retrieved: Annotated[str, f.date("Retrieved", "when you fetched it", "2014-01-25")] = ""
    language: Annotated[str, f.text("Language", "code, BCP 47", "en", check_language)] = ""
    reliability: Annotated[str, f.choice("Reliability", RELIABILITIES)] = ""
    reliability_reason: Annotated[str, f.text("Why", "why you judge it so", "not signed")] = ""
    derived_from: Annotated[
        str, f.ref("Derived from", "source", help="the source it copies: one origin, not two")
    ] = ""
    text: Annotated[str, f.prose("Text", "the document itself, when held")] = ""


class Link(Record, frozen=True, rename={"from_": "from"}):
    """A dated, sourced relation between two groups or leaders."""

    kind_name: ClassVar[str] = "link"
    plural: ClassVar[str] = "links"

    type: Annotated[str, f.choice("Type", tuple(LINK_TYPES))]
    from_: Annotated[str, f.ref("From", *PARTIES)]
    to: Annotated[str, f.ref("To", *PARTIES)]
    role: Annotated[str, f.term("Role", "in what capacity", "founder")] = ""
    start: Annotated[str, f.date("Start", "since when", "2007")] = ""
    end: Annotated[str, f.date("End", "until when", "2013")] = ""


KINDS: dict[str, type[Record]] = {
    cls.kind_name: cls for cls in (Group, Leader, Event, Quote, Source, Link)
}
"""The classes by the name of their kind, in the order of panes and of tables in the file."""

PANES = ("group", "leader", "event", "quote")
"""The kinds that have a pane of their own."""
