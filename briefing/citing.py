"""A record as one would quote it elsewhere: in a report, a mail, a note, a script."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from briefing.dossier import build_dossier
from briefing.dossier_text import dossier_text
from briefing.model import dates
from briefing.model.fields import field_of
from briefing.model.grades import grade
from briefing.model.labels import label
from briefing.model.lines import link_line, people, place_line, value_line
from briefing.model.records import Event, Group, Leader, Link, Quote, Record, Source
from briefing.store.store import Store


def citation(store: Store, ref: str) -> str:
    """Return a record as a citation or a quotation with its attribution, sources behind it.

    Args:
        store: The briefing.
        ref: The record.

    Raises:
        UnknownRecord: There is none.
    """
    record = store.need(ref)
    if isinstance(record, Source):
        return source_line(record)
    said = _SAID.get(type(record), _name)(store, record)
    return " ".join([said, *_known_from(store, record)])


def source_line(source: Source) -> str:
    """Return a source as a bibliography names it.

    The order is that of the Chicago Manual of Style, 17th edition, 14.191 and 14.205: authors,
    title, publisher, date, address.
    """
    authors = ", ".join(source.authors)
    published = dates.describe(source.published)
    parts = [
        f"{authors}." if authors else "",
        f"“{source.title}.”",
        ", ".join(part for part in (source.publisher, published) if part),
    ]
    line = " ".join(part for part in parts if part).rstrip(".") + "."
    if not source.url:
        return line
    retrieved = f" (retrieved {dates.describe(source.retrieved)})" if source.retrieved else ""
    return f"{line} {source.url}{retrieved}."


def as_markdown(store: Store, ref: str) -> str:
    """Return a record as a paragraph of Markdown, its name in bold, quotations as such."""
    record = store.need(ref)
    text = _escaped(citation(store, ref))
    if isinstance(record, Quote):
        words = "\n".join(f"> {_escaped(line)}" for line in record.text.splitlines())
        attribution = text.removeprefix(_escaped(f"“{record.text}”")).lstrip(", ")
        return f"{words}\n>\n> — {attribution}"
    name = _escaped(f"“{record.title}.”" if isinstance(record, Source) else label(record))
    return text.replace(name, f"**{name}**", 1)


def as_json(store: Store, ref: str) -> str:
    """Return a record as JSON, as `briefing show --json` has it, with its ref."""
    found = msgspec.json.encode({"ref": ref, "record": store.need(ref)})
    return msgspec.json.format(found, indent=2).decode()


def as_plain(store: Store, ref: str) -> str:
    """Return the whole dossier of a record as plain text."""
    dossier = build_dossier(store, ref)
    return dossier_text(dossier) if dossier else ""


class Form(NamedTuple):
    """What a record can be copied as.

    Attributes:
        about: What that is, for the reader.
        make: Makes it of a record.
        between: What stands between several.
    """

    about: str
    make: Callable[[Store, str], str]
    between: str = "\n\n"


FORMS: dict[str, Form] = {
    "citation": Form("as one would cite or quote it", citation),
    "ref": Form("its name in this briefing", lambda _store, ref: ref, "\n"),
    "markdown": Form("the citation in Markdown", as_markdown),
    "json": Form("all its fields, for a script", as_json, "\n"),
    "plain": Form("the whole dossier as text", as_plain),
}
"""The forms by their names."""


def copied(store: Store, refs: Iterable[str], form: str) -> str:
    """Return records in one of the forms, one after the other."""
    chosen = FORMS[form]
    there = (ref for ref in refs if store.get(ref) is not None)
    return chosen.between.join(chosen.make(store, ref) for ref in there)


def _name(_store: Store, record: Record) -> str:
    return f"{label(record)}."


def _quotation(store: Store, record: Any) -> str:
    speaker = store.label(record.speaker) if record.speaker else ""
    # A speaker's own attribution says what he was when he spoke.
    who = ", ".join(dict.fromkeys(part for part in (speaker, record.attribution) if part))
    when = dates.describe(record.said)
    behind = ", ".join(part for part in (who, when) if part)
    return f"“{record.text}”, {behind}." if behind else f"“{record.text}”."


def _happening(_store: Store, record: Any) -> str:
    place = place_line(record.place) if record.place else ""
    head = ", ".join(part for part in (record.title, dates.describe(record.date), place) if part)
    dead = "; ".join(f"{people(row)} {row.outcome}".strip() for row in record.casualties)
    return f"{head}: {dead}." if dead else f"{head}."


def _party(_store: Store, record: Any) -> str:
    names = ", ".join(part for part in (getattr(record, "abbreviation", ""),) if part)
    told = [getattr(record, "position", "") or getattr(record, "kind", "")]
    status = field_of(type(record), "status")
    if status and record.status:
        told.append(value_line(status, record.status, str))
    about = ", ".join(part for part in told if part)
    head = f"{record.name} ({names})" if names else record.name
    return f"{head}: {about}." if about else f"{head}."


def _tie(store: Store, record: Any) -> str:
    return f"{link_line(record, store.label)}."


_SAID: dict[type[Record], Callable[[Store, Any], str]] = {
    Quote: _quotation,
    Event: _happening,
    Group: _party,
    Leader: _party,
    Link: _tie,
}


def _known_from(store: Store, record: Record) -> Iterator[str]:
    """Yield the sources a record is known from, each once, with the best grade it has there."""
    grades: dict[str, int | None] = {}
    if isinstance(record, Quote):
        grades[record.source] = None
    for cite in record.cites:
        held = grades.get(cite.source)
        given = cite.credibility
        better = given if held is None else min(held, given if given is not None else held)
        grades[cite.source] = better
    for ref, credibility in grades.items():
        source = store.get(ref)
        if isinstance(source, Source):
            judged = grade(source.reliability, credibility)
            yield f"{source_line(source)}{f' [{judged}]' if judged else ''}"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|~" else letter for letter in text)
