"""What bears on a judgement and what would change it, each in a line.

Evidence: "consistent: Massacre of Aguelhoc (named by both sides)". A record goes by its name, which
may come in quotation marks after "record"; other words in quotation marks are kept as they are. A
note ends the line, in brackets.

A sign to be observed: "convoys leave Kidal (watch place:kidal)".
"""

import re
from collections.abc import Iterator
from typing import Any

from briefing.model.parsers.words import Find, NotUnderstood
from briefing.model.quotation_marks import closings, taken_out

_BEARINGS = {
    "consistent": "consistent",
    "for": "consistent",
    "inconsistent": "inconsistent",
    "against": "inconsistent",
    "neutral": "neutral",
}
_BEARING = re.compile(rf"({'|'.join(_BEARINGS)}) ?: *", re.IGNORECASE)
_RECORD = re.compile(r"record ?(?=[“«\"])", re.IGNORECASE)
_WATCH = re.compile(r"watch(?: *:)? +(?=\S)", re.IGNORECASE)
_LONGEST_NAME = 1_000
"""Characters of a name that is searched for."""


def read_evidence(text: str, find: Find) -> dict[str, Any]:
    """Parse a record or words, how they bear on a judgement, and why.

    Args:
        text: The line.
        find: Finds the record a name means.

    Raises:
        NotUnderstood: It names no record, or may mean one or another.
    """
    text = text.strip()
    bearing = _BEARING.match(text)
    said = text[bearing.end() :] if bearing else text
    row = {"bearing": _BEARINGS[bearing[1].casefold()]} if bearing else {}
    if not said:
        raise NotUnderstood("what? a record comes after it, or words in quotation marks")
    found = [
        subject | ({"note": note} if note else {})
        for before, note in _notes(said)
        for subject in _subjects(before, find)
    ]
    if not found:
        name = next(reversed([*_notes(said)]))[0]
        raise NotUnderstood(
            f"no single record matches “{name}”; in quotation marks it is kept as words"
        )
    if any(each != found[0] for each in found):
        raise NotUnderstood(f"“{said}” may be two records: write record “…”, then (the note)")
    return found[0] | row


def read_indicator(text: str) -> dict[str, Any]:
    """Parse what would be seen, and the query that looks for it.

    Raises:
        NotUnderstood: It does not say what would be seen.
    """
    what = text.strip()
    before, inside = _bracketed(what)
    watch = _WATCH.match(inside)
    if watch:
        what, inside = before, _unquoted(inside[watch.end() :])
    what = _unquoted(what)
    if not what.strip():
        raise NotUnderstood("what would be seen? say that before (watch …)")
    return {"what": what, "watch": inside} if watch else {"what": what}


def _notes(text: str) -> Iterator[tuple[str, str]]:
    """A line without a note, then with the one in its last brackets, if there are any."""
    yield text, ""
    before, inside = _bracketed(text)
    if before:
        yield before, _unquoted(inside)


def _bracketed(text: str) -> tuple[str, str]:
    """What is before the last brackets of a line, and in them; nothing if it does not end so."""
    at = _last_bracket(text) if text.endswith(")") else -1
    if at < 0 or (at and not text[at - 1].isspace()):
        return "", ""
    return text[:at].rstrip(), text[at + 1 : -1].strip()


def _last_bracket(text: str) -> int:
    """Where the last brackets of a line open, outside quotation marks; -1 for nowhere."""
    quoted = {closing: opening for opening, closing in closings(text).items()}
    depth, at = 0, len(text) - 1
    while at >= 0:
        at = quoted.get(at, at)
        depth += {")": 1, "(": -1}.get(text[at], 0)
        if depth == 0:
            return at if text[at] == "(" else -1
        at -= 1
    return -1


def _subjects(text: str, find: Find) -> Iterator[dict[str, str]]:
    """What the part before a note can mean."""
    ends = closings(text)
    last = len(text) - 1
    if ends.get(0) == last:
        # The name of a quote is its words, in quotation marks.
        if ref := next(_records(text, find), ""):
            yield {"ref": ref}
        elif what := taken_out(text, 0, last):
            yield {"what": what}
        return
    for ref in _records(text, find):
        yield {"ref": ref}
    opening = next((at for at, end in ends.items() if end == last), 0)
    before = text[:opening].rstrip()
    if before.endswith(",") and (what := taken_out(text, opening, last)):
        for ref in _records(before[:-1].rstrip(), find):
            yield {"ref": ref, "what": what}


def _records(name: str, find: Find) -> Iterator[str]:
    """The records that a name may mean, which may be in quotation marks after "record"."""
    names = [name]
    if marked := _RECORD.match(name):
        names.append(_unquoted(name[marked.end() :]))
    yield from filter(None, (find(each) for each in names if len(each) <= _LONGEST_NAME))


def _unquoted(text: str) -> str:
    """A text without the quotation marks around all of it."""
    last = len(text) - 1
    return taken_out(text, 0, last) if last > 0 and closings(text).get(0) == last else text
