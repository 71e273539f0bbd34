"""The signs of lists, dossiers and forms, declared once for the help and the keys page."""

from collections.abc import Mapping

from briefing.model.terms import CREDIBILITIES, RELIABILITIES

_SIGNS: Mapping[str, str] = {
    "11†": "11 killed; 91+† at least 91, ~95† about 95",
    "~2013": "about 2013",
    "2013?": "2013, uncertain",
    "2013 →": "goes on; → 2013 lasted until then, → ? with an unknown end",
    "4–8 Jan": "lasted from 4 to 8 January",
    "4..8 Jan": "on one day from 4 to 8 January",
    "by 2013": "in or before 2013; from 2013: in or after it",
    "2013…": "cut off: the date of the record itself has all of it",
    "[5]": "the fifth cite of the record says so",
    "whole [1]": "only a cite for the whole record says so",
    "2 origins": "how many independent sources the cites go back to",
    "≈": "only possibly: of a filter or a date, as its own date or figures are imprecise",
    "now: active": "as of a date: a status without a date, as judged today",
    "fallen": "without a source: this one, or derived from it; other rows end with what happens",
    "≠": "another source gives another value; w resolves it",
    "=": "in the jump, another name of the record; in a form, what was understood",
    "✓": "marked",
    "+ ~ −": "in the history: added, changed, deleted",
    "? ~ ≠ +": "in an import: doubtful, changes a record, contradicts one, new",
    "✓ = ✗": "in an import: taken, matched with a record, left out",
    "+ − · ?": "in a matrix: consistent, inconsistent, neutral, not judged yet",
    "○ !2": "in a report: a statement without a source; two findings about it",
    "█ ░": "in a picture: on these days for certain; on one of them, or only possibly",
    "● ○": "in a picture: on that day; on that day, though its date is doubted",
    "▂ ▅ █": "in a picture: the more were killed, the higher; in a strip, the more there was",
    "← →": "in a picture: it reaches beyond the edge, or is open at that end",
    "*": "in a form: required",
}

SIGNS: Mapping[str, Mapping[str, str]] = {
    "Signs": _SIGNS,
    "Grades, the letter: the source": {**RELIABILITIES, "–": "not graded"},
    "Grades, the digit: what it says": {**CREDIBILITIES, "–": "not graded"},
}
"""Each sign, as shown, and what it means, by heading."""
