"""What every kind of record has, and the cites in which each says how it is known."""

from typing import Annotated, ClassVar

import msgspec

from briefing.model import fields as f
from briefing.model.rules import Rule
from briefing.model.terms import CREDIBILITIES, STANCES, VERDICTS

Texts = tuple[str, ...]
"""A list that reads like its type, so that a field fits on its line."""


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Fields that belong together inside a record.

    Attributes:
        rules: What must hold between its fields.
    """

    rules: ClassVar[tuple[Rule, ...]] = ()


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
    """What every kind of record has. Empty fields are left out of the file.

    Attributes:
        kind_name: The kind it is, as refs and the tables of the file name it.
        rules: What must hold between its fields.
    """

    kind_name: ClassVar[str] = ""
    rules: ClassVar[tuple[Rule, ...]] = ()

    aliases: Annotated[Texts, f.words("Aliases", "other names and spellings", "Belmoktar")] = ()
    summary: Annotated[str, f.prose("Summary", "what is known, in your own words")] = ""
    tags: Annotated[Texts, f.terms("Tags", "your own keywords", "sahel")] = ()
    cites: Annotated[
        tuple[Cite, ...],
        f.rows("Cites", "who says so, in which words", inverse="cited", heading="Cited by"),
    ] = ()
    reviewed: Annotated[str, f.date("Reviewed", "when you last looked", "2014-01-24")] = ""


SHARED = frozenset(Record.__struct_fields__)
"""The fields that all kinds have."""
