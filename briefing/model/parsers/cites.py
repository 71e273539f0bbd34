"""A cite said in one line: "status = at large: “remains at large” (2) Observer Mission"."""

import re
from typing import Any

from briefing.model.fields import fields_of
from briefing.model.parsers.words import Find, NotUnderstood
from briefing.model.records import KINDS

_HEAD = re.compile(
    r"(?P<field>[\w .\[\]-]+?)\s*(?:(?:=|,\s*gives\s)\s*(?P<value>[^:“”\"]+?))?"
    r"(?P<against>,\s*contradicts)?\s*:\s*(?P<rest>.*)"
)
_PASSAGE = re.compile(r"[“\"](?P<passage>[^“”\"]+)[”\"]")
_CREDIBILITY = re.compile(r"\((?:grade|credibility)?\s*(?P<credibility>[1-6])\)")
_ALL_OF_IT = "all of it"
_FIELDS = {
    words.casefold(): field.name
    for cls in KINDS.values()
    for field in fields_of(cls)
    for words in (field.name, field.label)
}


def read_cite(text: str, find: Find) -> dict[str, Any]:
    """Read which source says what of which field, in which words.

    Before a colon stands the field, with `= value` where the source gives another one; then the
    passage in quotation marks, the credibility in brackets, and the source. All but the source may
    be missing.

    Args:
        text: The line.
        find: Finds the source.

    Raises:
        NotUnderstood: No source is named, or none that is known.
    """
    row: dict[str, Any] = {}
    rest = text.strip()
    head = _HEAD.fullmatch(rest)
    field = _named(head["field"].strip()) if head else None
    if head and field is not None:
        row["field"] = field
        row["value"] = head["value"] or ""
        row["stance"] = "contradicts" if head["against"] else ""
        rest = head["rest"]
    for pattern, name in ((_PASSAGE, "passage"), (_CREDIBILITY, "credibility")):
        if found := pattern.search(rest):
            row[name] = found[name].strip()
            rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    if "credibility" in row:
        row["credibility"] = int(row["credibility"])
    name = " ".join(rest.split()).strip(" ,.")
    if not name:
        raise NotUnderstood("which source says so?")
    row["source"] = find(name)
    if not row["source"]:
        raise NotUnderstood(f"“{name}” is no source there is, or could be several")
    return {name: value for name, value in row.items() if value}


def _named(words: str) -> str | None:
    """The field some words name, with the place in it; None for none: a source may have a colon."""
    if words == _ALL_OF_IT:
        return ""
    name, *place = re.split(r"(?=[.\[])", words, maxsplit=1)
    field = _FIELDS.get(name.casefold())
    return None if field is None else f"{field}{''.join(place)}"
