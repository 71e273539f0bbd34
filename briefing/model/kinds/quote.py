"""Quotes: words somebody said, and how exactly they are known."""

from typing import Annotated, Any, ClassVar

from briefing.model import dates
from briefing.model import fields as f
from briefing.model.english import has_words
from briefing.model.kinds.citation import Citation, CitationWriter, full_stop, with_commas
from briefing.model.kinds.kind import Kind, Order, day_in, name_key
from briefing.model.kinds.record import Anchor, Record, Texts, anchor_field, anchored
from briefing.model.kinds.registry import PARTIES, LiveSequence
from briefing.model.kinds.rules import either
from briefing.model.quotation_marks import quoted
from briefing.model.refs import LabelOf, slug_of, slugify
from briefing.model.terms import ANONYMITIES, QUOTE_MODES

NOT_KNOWN_VERBATIM = "not known to be verbatim"
"""Describes words without a mode."""

SPEAKERS = LiveSequence(lambda: PARTIES[::-1])
TOPICS = LiveSequence(lambda: (*PARTIES, "event"))

_SLUG_WORDS = 4
_LONGEST_NAME = 60
"""Characters of a quote shown in search results."""


class Quote(Record, frozen=True):
    """Words somebody said, as they were printed."""

    kind_name: ClassVar = "quote"
    rules: ClassVar = (
        either("speaker", "attribution", "nobody is quoted", "a military source"),
        anchored("text"),
    )

    text: Annotated[str, f.prose("Quote text", "exactly as printed", "not everything is finished")]
    source: Annotated[
        str,
        f.ref(
            "Source", "source", "where they were printed", inverse="printed", heading="Quotes in it"
        ),
    ]
    speaker: Annotated[
        str,
        f.ref(
            "Speaker",
            SPEAKERS,
            example="leader:…",
            otherwise="attribution",
            inverse="said",
            heading="Quotes by",
        ),
    ] = ""
    attribution: Annotated[str, f.term("Attribution", "as printed", "a military source")] = ""
    anonymity: Annotated[str, f.choice("Anonymity", ANONYMITIES)] = ""
    mode: Annotated[str, f.choice("Mode", QUOTE_MODES, "only direct is put in quotes")] = ""
    language: Annotated[str, f.language("Language", "fr")] = ""
    translation: Annotated[str, f.prose("Translation", "into your language")] = ""
    said: Annotated[str, f.date("Said", "when", "2014-01-23")] = ""
    about: Annotated[
        Texts, f.refs("About", TOPICS, "who or what is meant", "group:…", heading="Quotes about")
    ] = ()
    anchor: Annotated[Anchor | None, anchor_field()] = None


def is_verbatim(quote: Quote) -> bool:
    """Whether the words of a quote are known to be verbatim, which only its mode says."""
    return quote.mode == "direct"


def wording(quote: Quote, most: int | None = None) -> str:
    """The words of a quote, in quotation marks only if known to be verbatim.

    Args:
        quote: The quote.
        most: How many characters to keep; None for all.
    """
    words = quote.text if most is None or len(quote.text) <= most else f"{quote.text[:most]}…"
    return quoted(words) if is_verbatim(quote) else words


def _slug(quote: Quote) -> str:
    who = slug_of(quote.speaker) or quote.attribution
    return slugify(day_in(quote.said), who, *quote.text.split()[:_SLUG_WORDS])


def _not_verbatim(quote: Quote) -> str:
    """How the words differ from a verbatim quote; empty if they are one."""
    return "" if is_verbatim(quote) else quote.mode or NOT_KNOWN_VERBATIM


def _speaker(quote: Quote, label_of: LabelOf) -> str:
    return label_of(quote.speaker) if quote.speaker else quote.attribution


def _date_key(quote: Quote) -> dates.SortKey:
    return dates.sort_key(quote.said)


def _speaker_key(quote: Quote) -> Any:
    return (quote.speaker.partition(":")[2] or quote.attribution.casefold(), _date_key(quote))


def _tied(quote: Quote, role: str, label_of: LabelOf) -> tuple[str, str]:
    said = dates.describe(quote.said) if role == "said" else _speaker(quote, label_of)
    return "", ", ".join(part for part in (said, _not_verbatim(quote)) if part)


def _citation(quote: Quote, writer: CitationWriter) -> Citation:
    marks = writer.marks("", "text")
    speaker = writer.label_of(quote.speaker) if quote.speaker else ""
    # The attribution gives a speaker's role at the time, often with the name.
    named = () if not speaker or has_words(quote.attribution, speaker) else (speaker,)
    who = ", ".join(part for part in (*named, quote.attribution) if part)
    about = with_commas(
        writer.statement(who, "speaker", "attribution"),
        writer.statement(writer.value("said"), "said"),
    )
    last = writer.statement(quote.translation, "translation")
    if last:
        language = f" from {quote.language}" if quote.language else ""
        last = f" Translated{language}: {last}{full_stop(last)}"
    if is_verbatim(quote):
        return Citation(wording(quote), marks, f"{about}.{last}", words=quote.text)
    how = "in paraphrase" if quote.mode else NOT_KNOWN_VERBATIM
    before = f"{about}, {how}: ".removeprefix(", ")
    rest = f"{full_stop(quote.text)}{last}"
    return Citation(quote.text, marks, rest, before[:1].upper() + before[1:], is_name=False)


QUOTE = Kind(
    cls=Quote,
    named_by="text",
    keys="4",
    is_pane=True,
    letter="q",
    is_named=False,
    reads_passages=True,
    texts=("summary", "translation", "text", "attribution"),
    titled_texts=("translation",),
    dated_by=("said",),
    orders=(Order("date", _date_key), Order("speaker", _speaker_key), Order("words", name_key)),
    label=wording,
    slug=_slug,
    status=lambda quote: _not_verbatim(quote) or "direct",
    row=lambda quote, label_of: ("", wording(quote), _speaker(quote, label_of)),
    found_as=lambda quote: wording(quote, _LONGEST_NAME),
    tied=_tied,
    unquoted=lambda quote: ("translation",) if is_verbatim(quote) else ("translation", "text"),
    citation=_citation,
)
