"""The fields that all kinds share: cites say how each is known, dismissals what is settled."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec

from briefing.model import fields as f
from briefing.model.faults import Fault
from briefing.model.kinds.rules import Raw, Rule, counting, reading
from briefing.model.terms import CREDIBILITIES, MARKINGS, STANCES, VERDICTS

Texts = tuple[str, ...]
"""Short, so that the declaration of a field fits on its line."""


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A group of fields within a record.

    Attributes:
        rules: What must hold between its fields.
        role_by: The field, if it has it, with the role of the record it refers to.
        known_by: The field with a name that says what the others are, where it recurs; empty for
            none.
    """

    rules: ClassVar[tuple[Rule, ...]] = ()
    role_by: ClassVar[str] = "role"
    known_by: ClassVar[str] = ""


@reading("start", "end")
def _has_length(raw: Raw) -> Iterator[Fault]:
    """The words end after they begin."""
    start, end = raw.get("start", 0), raw.get("end")
    if isinstance(start, int) and isinstance(end, int) and end <= start:
        yield Fault("end", f"{end} is not after start, {start}", str(start + 1))


class Anchor(Row, frozen=True):
    """Where exact words stand in the text of their source.

    The words and what stands around them are a TextQuoteSelector, the offsets a
    TextPositionSelector, of the W3C Web Annotation Data Model (2017), 4.2.4 and 4.2.5.
    """

    rules: ClassVar = (_has_length,)

    end: Annotated[int, f.integer("End", "the character after them", "120")]
    start: Annotated[int, f.integer("Start", "their first character, from 0", "100")] = 0
    prefix: Annotated[str, f.prose("Before", "what stands before them", "the leader ")] = ""
    suffix: Annotated[str, f.prose("After", "what stands after them", " in Kidal")] = ""


def anchored(words: str) -> Rule:
    """An anchor belongs to exact words, which the field `words` holds."""

    @counting("anchor", words)
    def rule(raw: Raw) -> Iterator[Fault]:
        if raw.get("anchor") and not raw.get(words):
            yield Fault(words, "there are no words for the anchor", "the exact words")

    return rule


def anchor_field() -> f.Field:
    """Declare where the exact words of a record or row stand, which is never typed."""
    return f.aside(f.row("Anchor", "where the words stand in the text of the source"))


def without_stale_anchor(raw: Raw, was: Raw) -> Raw:
    """The fields of a record or row, without an anchor of words that have changed.

    Args:
        raw: The fields as they are to be stored.
        was: The fields as they were.
    """
    is_stale = any(raw.get(name) != was.get(name) for name in ("source", "passage", "text"))
    return {name: raw[name] for name in raw if name != "anchor" or not is_stale}


_FIELD = "the field it supports; leave empty for the whole record"


class Cite(Row, frozen=True):
    """What one source says for one field of one record."""

    rules: ClassVar = (anchored("passage"),)

    source: Annotated[str, f.ref("Source", "source", help="where it says so")]
    field: Annotated[str, f.text("Field", _FIELD, "status")] = ""
    value: Annotated[str, f.text("Value", "what this source gives, when it differs", "dead")] = ""
    passage: Annotated[str, f.prose("Passage", "the exact words", "remains at large")] = ""
    credibility: Annotated[int | None, f.scale("Credibility", CREDIBILITIES)] = None
    stance: Annotated[str, f.choice("Stance", STANCES)] = "supports"
    verdict: Annotated[str, f.choice("Verdict", VERDICTS, "on what differs")] = ""
    reason: Annotated[str, f.text("Reason", "why you judge so", "nearer to the event")] = ""
    anchor: Annotated[Anchor | None, anchor_field()] = None


class Dismissal(Row, frozen=True):
    """A finding of a check that an analyst has settled."""

    check: Annotated[str, f.text("Check", "which check found it", "single-origin")]
    reason: Annotated[str, f.text("Reason", "why it needs no more work", "no second exists")]
    field: Annotated[str, f.text("Field", "the field it is about", "casualties")] = ""
    facts: Annotated[
        str, f.aside(f.text("Facts", "a hash of what it rests on", "ca978112ca1bbdca"))
    ] = ""


class Record(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    kw_only=True,
    gc=False,
):
    """The fields that all kinds share. Empty fields are left out of the file.

    Attributes:
        kind_name: The kind, as in refs and in the tables of the file.
        rules: What must hold between its fields.
    """

    kind_name: ClassVar[str] = ""
    rules: ClassVar[tuple[Rule, ...]] = ()

    aliases: Annotated[Texts, f.words("Aliases", "other names and spellings", "Belmoktar")] = ()
    summary: Annotated[
        str, f.at_present(f.prose("Summary", "what is known, in your own words"))
    ] = ""
    tags: Annotated[Texts, f.evidence(f.keywords("Tags", "your own keywords", "sahel"))] = ()
    ids: Annotated[
        Texts, f.evidence(f.words("Ids elsewhere", "what others call it", "ucdp:actor:123"))
    ] = ()
    cites: Annotated[
        tuple[Cite, ...],
        f.evidence(
            f.rows("Cites", "who says so, in which words", inverse="cited", heading="Cited by")
        ),
    ] = ()
    reviewed: Annotated[
        str, f.evidence(f.date("Reviewed", "when you last looked", "2014-01-24"))
    ] = ""
    marking: Annotated[
        str, f.evidence(f.choice("Marking", MARKINGS, "who may see it (TLP 2.0)"))
    ] = ""
    dismissed: Annotated[
        tuple[Dismissal, ...],
        f.aside(f.evidence(f.rows("Dismissed", "findings of checks that are settled"))),
    ] = ()


SHARED = frozenset(Record.__struct_fields__)
"""The fields that all kinds have."""
