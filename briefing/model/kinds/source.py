"""Sources: the documents that other records cite."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from briefing.model import dates
from briefing.model import fields as f
from briefing.model.codes import check_address, check_sha256
from briefing.model.english import capitalised
from briefing.model.faults import Fault
from briefing.model.kinds.citation import Citation
from briefing.model.kinds.kind import Kind, day_column, day_in, day_of
from briefing.model.kinds.record import Record, Row, Texts
from briefing.model.kinds.registry import PARTIES, LiveSequence
from briefing.model.kinds.rules import Raw, reading
from briefing.model.quotation_marks import quoted
from briefing.model.refs import slugify
from briefing.model.terms import (
    MENTION_VERDICTS,
    PROTECTIONS,
    READINGS,
    RELIABILITIES,
    SOURCE_TYPES,
)

MENTIONED = LiveSequence(lambda: (*PARTIES, "event"))
"""The kinds that words in a document can name."""


@reading("verdict", "ref")
def _names_a_record(raw: Raw) -> Iterator[Fault]:
    """Only “is” and “is not” are about a record."""
    verdict = raw.get("verdict")
    if verdict in ("is", "is not") and not raw.get("ref"):
        yield Fault("ref", f"“{verdict}” needs a record", "group:…")
    elif verdict in ("new", "never") and raw.get("ref"):
        yield Fault("ref", f"“{verdict}” is about no record", "")


class Decision(Row, frozen=True):
    """What an analyst decided about words in the text of a source."""

    rules: ClassVar = (_names_a_record,)
    role_by: ClassVar = "verdict"

    words: Annotated[str, f.prose("Words", "as they stand in the text", "Talon")]
    verdict: Annotated[str, f.choice("Verdict", MENTION_VERDICTS)]
    ref: Annotated[str, f.ref("Record", MENTIONED, "that the words name", "group:…")] = ""


class Source(Record, frozen=True):
    """A document: a report, an article, a statement, an interview."""

    kind_name: ClassVar = "source"

    title: Annotated[str, f.text("Title", "as printed", "France Completes Offensive")]
    type: Annotated[str, f.choice("Type", SOURCE_TYPES)] = ""
    authors: Annotated[Texts, f.terms("Authors", "people who wrote it", "A. Writer")] = ()
    publisher: Annotated[str, f.term("Publisher", "who put it out", "Ministry of Defence")] = ""
    published: Annotated[str, f.date("Published", "when it came out", "2014-01-24")] = ""
    url: Annotated[str, f.text("URL", "on the web", "https://example.org", check_address)] = ""
    retrieved: Annotated[str, f.date("Retrieved", "when you fetched it", "2014-01-25")] = ""
    archived: Annotated[
        str,
        f.text("Archived at", "a copy that stays", "https://archive.example.org", check_address),
    ] = ""
    sha256: Annotated[
        str, f.text("SHA-256", "of the document you hold, as sha256sum prints it", "", check_sha256)
    ] = ""
    language: Annotated[str, f.language("Language", "en")] = ""
    reliability: Annotated[str, f.evidence(f.choice("Reliability", RELIABILITIES))] = ""
    reliability_reason: Annotated[
        str, f.evidence(f.text("Reason for grade", "why you judge it so", "not signed"))
    ] = ""
    derived_from: Annotated[
        str,
        f.evidence(
            f.ref(
                "Derived from",
                "source",
                "the source it copies: one origin, not two",
                inverse="copied by",
                heading="Copied by",
            )
        ),
    ] = ""
    protection: Annotated[
        str, f.evidence(f.choice("Protection", PROTECTIONS, "of a source in danger"))
    ] = ""
    reading: Annotated[
        str, f.evidence(f.choice("Reading", READINGS, "how far it is worked through"))
    ] = ""
    text: Annotated[str, f.prose("Text", "the document itself, when held")] = ""
    text_sha256: Annotated[
        str,
        f.aside(
            f.text("Text apart", "SHA-256 of a long text, kept beside the file", "", check_sha256)
        ),
    ] = ""
    decided: Annotated[
        tuple[Decision, ...],
        f.aside(f.evidence(f.rows("Decided", "what you decided about words in its text"))),
    ] = ()


def source_line(source: Source) -> str:
    """A source as an entry in a bibliography."""
    return _entry(source).text


def _entry(source: Source) -> Citation:
    # The order of the Chicago Manual of Style, 17th edition, 14.191 and 14.205.
    authors = ", ".join(source.authors)
    title = source.title if source.title[-1:] in ".?!…" else f"{source.title}."
    published = ", ".join(
        part for part in (source.publisher, dates.describe(source.published)) if part
    )
    rest = f" {capitalised(published.rstrip('.'))}." if published else ""
    if source.url:
        retrieved = f" (retrieved {dates.describe(source.retrieved)})" if source.retrieved else ""
        rest += f" {source.url}{retrieved}."
    return Citation(quoted(title), "", rest, f"{authors.rstrip('.')}. " if authors else "")


SOURCE = Kind(
    cls=Source,
    named_by="title",
    keys="5,s",
    letter="s",
    is_source=True,
    slug=lambda source: slugify(day_in(source.published), source.title),
    told_by=day_of,
    row=lambda source, _: (day_column(source.published), source.title, source.reliability),
    citation=lambda source, _: _entry(source),
)
