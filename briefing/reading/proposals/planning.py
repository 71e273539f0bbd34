"""Accepted suggestions as a plan, like that of a file that is imported.

Each record cites the source with the sentence it rests on and its anchor. Identity, joining and the
one transaction are those of `exchange.plan`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from briefing.exchange.plan import Decision as Review
from briefing.exchange.plan import Plan, Planner
from briefing.exchange.reading import Proposal
from briefing.model.anchors import anchor
from briefing.model.kinds.source import Decision
from briefing.model.validation import plain
from briefing.reading.proposals.engine import without, words_of
from briefing.reading.proposals.report import Span
from briefing.reading.proposals.suggestion import Evidence, Suggestion
from briefing.store.book import Book

if TYPE_CHECKING:
    from briefing.search.index import SearchIndex


def plan(
    book: Book,
    source: str,
    text: str,
    accepted: Sequence[Suggestion],
    *,
    index: "Callable[[], SearchIndex] | None" = None,
    reviewed: Mapping[int, Review] | None = None,
) -> Plan:
    """Plan what accepted suggestions change.

    Args:
        book: The briefing.
        source: The source whose text suggests them, a ref.
        text: That text, as stored.
        accepted: The suggestions. A reference to one that is not among them becomes a name.
        index: Gives the search index, for look-alikes; None to look for none.
        reviewed: What was decided on look-alikes, by the number of the suggestion from 1.

    Returns:
        The plan; committed, it is one transaction.
    """
    planner = Planner(book, f"reading of {source}", index, reviewed)
    return planner.make(proposals(source, text, accepted))


def proposals(source: str, text: str, accepted: Sequence[Suggestion]) -> Iterator[Proposal]:
    """Suggestions as a reader of a file would yield them.

    Args:
        source: The source whose text suggests them, a ref.
        text: That text, as stored.
        accepted: The suggestions.
    """
    there = {each.key for each in accepted}
    for suggestion in accepted:
        lost = [key for key in suggestion.needs if key not in there]
        each = without(suggestion, lost)
        if each is None or each.lacks:
            continue
        first = each.evidence[0].sentence
        yield Proposal(
            kind=each.kind,
            raw=_quote(each, source, text) if each.kind == "quote" else _cited(each, source, text),
            place=f"character {first.start}",
            key=each.key,
            ref=each.ref,
            passage=first.words,
        )


def never_again(suggestion: Suggestion) -> Decision:
    """The row of a source that keeps a suggestion from being made again."""
    return Decision(words=words_of(suggestion), verdict="never")


def _quote(suggestion: Suggestion, source: str, text: str) -> Mapping[str, Any]:
    """The fields of a quote. Words in several parts stand nowhere as one, and have no anchor."""
    raw = {**suggestion.raw, "source": source}
    words = suggestion.evidence[0].fields["text"]
    if words.words.split() == raw["text"].split():
        raw |= {"text": words.words, "anchor": _anchor(text, words)}
    return raw


def _cited(suggestion: Suggestion, source: str, text: str) -> Mapping[str, Any]:
    """The fields of a record with a cite for each sentence, or for what it adds to a record."""
    cites = [
        {
            "source": source,
            **({"field": name} if name else {}),
            "passage": each.sentence.words,
            "anchor": _anchor(text, each.sentence),
        }
        for each in suggestion.evidence
        for name in _cited_fields(suggestion, each)
    ]
    return {**suggestion.raw, "cites": cites}


def _cited_fields(suggestion: Suggestion, evidence: Evidence) -> Sequence[str]:
    """The fields a sentence is cited for: the whole of a new record, else what it adds."""
    if not suggestion.ref:
        return ("",)
    return [name for name in suggestion.raw if name in evidence.fields]


def _anchor(text: str, span: Span) -> Mapping[str, Any]:
    return plain(anchor(text, span.start, span.end))
