"""What the parts of a report share: the records in scope, and what was told of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from typing import Final, NamedTuple, TypeAlias

from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.references import mentioned
from briefing.provenance import origin
from briefing.report.document import (
    Block,
    Note,
    Paragraph,
    Quotation,
    Run,
    Sentence,
    sentences,
)
from briefing.report.notes import cite_of, source_name
from briefing.report.prose.narrator import Narrator
from briefing.report.prose.telling import tell
from briefing.report.scope import Scope
from briefing.store.book import Book
from briefing.views.since import Since
from briefing.views.sources import field_origins
from briefing.views.watches import News


@dataclass(frozen=True, kw_only=True)
class Options:
    """How a template asks for a part.

    Attributes:
        full: Whether to say everything, not only what a short brief needs.
        last: Only so many of what is in order of time, the latest; None for all.
    """

    full: bool = False
    last: int | None = None

    def latest(self, refs: Sequence[str]) -> Sequence[str]:
        """The latest of some records in order of time."""
        return refs if self.last is None else refs[max(0, len(refs) - self.last) :]


class Support(NamedTuple):
    """What a field of a record rests on.

    Attributes:
        ref: The record.
        field: The field, by name.
        origins: Its independent origins.
    """

    ref: str
    field: str
    origins: Sequence[str]


Step: TypeAlias = Callable[[str], None]
"""Is told what is done so far."""

_OFTEN: Final = 100
"""Records told between two steps."""


def nothing(_said: str) -> None:
    """Do nothing: nobody waits for the report."""


def with_one_note(block: Paragraph | Quotation) -> Paragraph | Quotation:
    """A block with the cites of each sentence in one footnote; those of its lead in the first."""
    if isinstance(block, Quotation):
        return replace(block, said=tuple(map(_noted_once, block.said)))
    lead = tuple(run._replace(notes=()) for run in block.lead)
    before = [note for run in block.lead for note in run.notes]
    first, *rest = block.sentences or ((Run(""),),)
    return replace(
        block, lead=lead, sentences=(_noted_once(first, before), *map(_noted_once, rest))
    )


def _noted_once(sentence: Sentence, before: Iterable[Note] = ()) -> Sentence:
    *runs, last = sentence
    notes = dict.fromkeys([*before, *(note for run in sentence for note in run.notes)])
    return (*(run._replace(notes=()) for run in runs), last._replace(notes=tuple(notes)))


class Told:
    """What a report tells.

    Args:
        scope: The records it is about.
        since: What changed since the last one; None if that was not asked for.
        news: What is new on the standing questions.
        step: Told now and then what is done.
    """

    def __init__(
        self,
        scope: Scope,
        since: Since | None = None,
        news: Sequence[News] = (),
        step: Step = nothing,
    ) -> None:
        self.scope = scope
        self.step = step
        self.book = scope.book
        self._within = frozenset(scope.records()) if scope.asked.is_limited else None
        self.since = since
        if since is not None and self._within is not None:
            self.since = since.within(self._within)
        self.news = news
        self.labels: dict[str, str] = {}
        self._told: dict[tuple[str, bool], Paragraph | Quotation] = {}

    def new(self, news: News) -> Sequence[str]:
        """What is new on a question and in scope."""
        return [ref for ref in news.new if self._within is None or ref in self._within]

    def told_of(self) -> Iterator[tuple[Book, str]]:
        """The records it may name, each with the book that has it."""
        refs = {*self.scope.records()}
        refs |= {other for ref in refs for other in mentioned(self.record(ref))}
        refs |= {source for ref in refs for source in self._copied(ref)}
        for news in self.news:
            refs |= {news.question.ref, *(each.watch.ref for each in news.watched)}
            refs |= {*self.new(news)}
        yield from ((self.book, ref) for ref in refs)
        if self.since is not None:
            for book, changed in self.since.named():
                yield from ((book, ref) for ref in changed)

    def _copied(self, ref: str) -> Iterator[str]:
        """The source that a cited one copies, which the list of sources names."""
        source = self.book.get(ref)
        if source is not None and KINDS[source.kind_name].is_source:
            yield from mentioned(source)

    def record(self, ref: str) -> Record:
        """A record in scope."""
        return self.book.need(ref)

    def narrator(self, ref: str) -> Narrator:
        """Tells of a record."""
        return Narrator(self.book, ref)

    def tell(self, ref: str, *, full: bool) -> Paragraph | Quotation:
        """A record in sentences."""
        known = self._told.get((ref, full))
        if known is None:
            known = tell(self.book, ref, is_full=full)
            # A short brief is read for what it says: one footnote a sentence is enough.
            known = self._told[ref, full] = known if full else with_one_note(known)
            if len(self._told) % _OFTEN == 0:
                self.step(f"{len(self._told):,} records told")
        return known

    def how(self, block: Block) -> bool | None:
        """Whether a block tells its record in full; None if it is not one that `tell` gave."""
        ref = block.ref if isinstance(block, Paragraph | Quotation) else ""
        return next((full for full in (False, True) if self._told.get((ref, full)) is block), None)

    def tell_all(self, refs: Iterable[str], *, full: bool) -> tuple[Paragraph | Quotation, ...]:
        """Records in sentences, one after the other."""
        return tuple(self.tell(ref, full=full) for ref in refs)

    @cached_property
    def support(self) -> Sequence[Support]:
        """What each statement in scope rests on; the analyst's own and sources are left out."""
        origin_of = cache(partial(origin, self.book))
        return [
            Support(ref, name, origins)
            for kind in KINDS.values()
            if not (kind.is_own or kind.is_source)
            for ref in self.scope.of(kind.name)
            for name, origins in field_origins(self.book, self.record(ref), origin_of)
        ]

    @cached_property
    def sources(self) -> Mapping[str, int]:
        """The sources cited by records in scope, and how often, by their first order."""
        counts: dict[str, int] = {}
        for ref in self.scope.records():
            record = self.record(ref)
            for cite in record.cites:
                counts[cite.source] = counts.get(cite.source, 0) + 1
            printed = KINDS[record.kind_name].source_by
            if printed:
                source = getattr(record, printed)
                counts.setdefault(source, 0)
        order = {ref: at for at, ref in enumerate(self.scope.of("source"))}
        return dict(sorted(counts.items(), key=lambda each: order.get(each[0], len(order))))

    def number(self, blocks: Sequence[Block]) -> None:
        """Number the sources of some blocks, in the order in which they are read."""
        for sentence in sentences(blocks):
            for run in sentence:
                for note in run.notes:
                    self.label(cite_of(self.book, note).source)

    def label(self, ref: str) -> str:
        """The number of a source in the list of sources, such as `S1`: as they are first named."""
        return self.labels.setdefault(ref, f"S{len(self.labels) + 1}")

    def source(self, ref: str) -> str:
        """What a source is called in a table: its number, or its name."""
        return self.label(ref) if ref in self.sources else source_name(self.book, ref)
