"""Explain text that is not an EDTF date: what is wrong, and what was probably meant."""

import re
from typing import Final

from briefing.model import dates
from briefing.model.date_wording import tidy
from briefing.model.dates import DateFault
from briefing.model.parsers.dates.items import NoDate
from briefing.model.parsers.dates.parse import NoSuchDate, read_date, suggest
from briefing.model.parsers.words import NotUnderstood

_LONGEST: Final = 200
# What people often type instead of EDTF: the pattern, the correction and the reason shown.
_REPAIRS: Final = (
    (r"(.*\d)(?:T| +(?:at )?)\d\d?(?:[:h]\d\d|:?\d\dZ).*", r"\1", "a date has no time of day"),
    (r"\{(.*)\}", r"[\1]", "curly brackets (all of these) are not used: one record, one date"),
    (
        r"\[?([^\[\]]*(?:\.\.|,)[^\[\]]*)\]?",
        r"[\1]",
        "one date out of several goes in square brackets",
    ),
    (r"(\d{4}-(?:\d\d-)?)(\d\d)/(\d\d)", r"\1\2/\1\3", "both ends must be written in full"),
    (r"\[(.*)/(.*)\]", r"[\1..\2]", "inside square brackets two dots join the ends"),
    (
        r"([0-9X-]*)(?:~+\?[~?]*|\?+~[~?]*)([0-9X-]*)",
        r"\1\2%",
        "about and uncertain together are %",
    ),
    (r"([0-9X-]*)([~?%])\2*([0-9X-]*)", r"\1\3\2", "the marks ~ ? % come once, at the end"),
)


def explain(text: str) -> DateFault:
    """The most helpful fault for a text that is not a date.

    Args:
        text: The text; one that is a date has no fault.

    Returns:
        Its fault, with the date that was meant if that is clear.
    """
    if len(text) > _LONGEST:
        return dates.UnreadError(text)
    if not text.strip():
        return DateFault("the date is empty", "2014-01-24")
    tidied = tidy(text)
    for candidate in (tidied, tidied.upper()):
        if dates.is_date(candidate):
            return DateFault(_untidiness(text), candidate, is_correction=True)
    for pattern, repair, reason in _REPAIRS:
        match = re.fullmatch(pattern, tidied)
        meant = match and suggest(match.expand(repair))
        if meant:
            return DateFault(reason, meant, is_correction=True)
    fault = _fault(tidied)
    if not isinstance(fault, dates.UnreadError):
        return fault
    try:
        meant = read_date(text).edtf
    except NoSuchDate as impossible:
        return impossible.fault
    except NoDate:
        return fault
    except NotUnderstood as reason:
        return DateFault(str(reason), fault.example)
    said = f"a date is written year first, in digits; this means {dates.describe(meant)}"
    return DateFault(said, meant, is_correction=True)


def _fault(text: str) -> DateFault:
    """The fault raised by parsing the text."""
    try:
        dates.parse(text)
    except DateFault as fault:
        return fault
    return dates.UnreadError(text)


def _untidiness(text: str) -> str:
    """How a text differs from the date it becomes once tidied."""
    if not text.isascii():
        return "a date is written with the plain digits 0 to 9 and keyboard signs"
    if " " in text or not text.isprintable():
        return "a date has no spaces"
    return "an unspecified digit is a capital X"
