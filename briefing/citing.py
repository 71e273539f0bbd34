"""A record as one would quote it elsewhere: in a report, a mail, a note, a script."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

import msgspec

from briefing.dossier import build_dossier
from briefing.dossier_text import dossier_text
from briefing.prose import told
from briefing.provenance import as_plain as plain_provenance
from briefing.store.store import Store

_SIGNS = re.compile(r"[\\`*_\[\]<>#|~&]|^[-+=]", re.MULTILINE)
_NUMBER = re.compile(r"^(\d+)([.)])", re.MULTILINE)
"""Signs that Markdown would take as its own: everywhere, or at the beginning of a line."""


def citation(store: Store, ref: str) -> str:
    """Return a record as a citation or a quotation, with its sources and what they disagree on.

    Args:
        store: The briefing.
        ref: The record.

    Raises:
        UnknownRecord: There is none.
    """
    return told(store, store.need(ref)).text


def as_markdown(store: Store, ref: str) -> str:
    """Return a record as a paragraph of Markdown, its name in bold, exact words as a quotation."""
    found = told(store, store.need(ref))
    before, head, marks, rest = map(_escaped, (found.before, found.head, found.marks, found.rest))
    if found.words:
        words = "\n".join(f"> {_escaped(line.strip())}" for line in found.words.splitlines())
        return f"{words}{marks}\n>\n> — {rest.lstrip(', .')}"
    return f"{before}{f'**{head}**' if found.is_name else head}{marks}{rest}"


def as_json(store: Store, ref: str) -> str:
    """Return a record as JSON with its ref, and which cites support and contradict each field."""
    record = store.need(ref)
    found = {"ref": ref, "record": record, "grounds": plain_provenance(store, record)}
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode()


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


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _NUMBER.sub(r"\1\\\2", _SIGNS.sub(r"\\\g<0>", text))
