"""The briefing as it may be released: nothing above a marking, no protected source by its name."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Final, NamedTuple

from briefing.model.kinds import kind_for
from briefing.model.kinds.record import Record
from briefing.model.kinds.source import Source
from briefing.model.labels import names, slug_for
from briefing.model.markings import highest, is_above, tlp
from briefing.model.plurals import plural
from briefing.model.quotation_marks import quoted
from briefing.model.references import mentioned
from briefing.model.refs import kind_of, listed, make_ref, slug_of
from briefing.model.terms import PROTECTIONS
from briefing.model.validation import keeps_rules
from briefing.store.book import Book
from briefing.views.books.naming import Naming
from briefing.views.books.withheld import (
    disguised,
    has_queries,
    texts,
    without_names,
    without_records,
    without_unsupported,
    without_workings,
)

PROTECTED: Final = "A protected source"
_WITHHELD: Final = "A source that is not released"
_LEFT_OUT: Final = "a record that is left out"


class Released(Book):
    """The briefing with only what may be released, as it stands when this is made.

    * Records marked above the highest marking are absent, and so are those that need them, or rest
      on nothing else. Unmarked records are shown, as nobody said who may not see them.
    * No reference to an absent record remains, nor the row it is in, nor its name in the texts of
      a record that referred to it. A field, or an item of a list, that rests only on absent sources
      is empty; a summary is, if any source it may be written from is absent.
    * Of a protected source, the reliability and the marking are shown, and what it is derived from,
      as two copies must not pass for two origins. Its date could tell who was met on that day, so
      it is not shown. What it was cited for stays, without the passages: exact words can tell who
      said them. For the same reason quotes it printed are absent.
    * Refs are made of titles and names. Protected sources have neutral ones, and a record is absent
      if its ref is made of something that is not shown. A source that copies an absent one is
      derived from a neutral one in its place, so that origins are counted as before.
    * Of a past state of the briefing, today's markings and protections count as well as those of
      then.
    * `notes` says nothing, as the words of the book below may name what is left out. A book that
      has something to say is made of this one: `AsOf(Released(store, "green"), day)`.

    Words that name something left out in a record that does not refer to it are the analyst's to
    judge; `naming` tells where they are.

    Args:
        book: The briefing.
        max_marking: The highest marking shown; None for all.
        protects: Whether protected sources lose their names.

    Attributes:
        left_out: The number of records that are absent.
        protected: The neutral refs of the protected sources.
    """

    def __init__(
        self, book: Book, max_marking: str | None = None, *, protects: bool = True
    ) -> None:
        self._book = book
        self.max_marking = max_marking
        self._absent: set[str] = set()
        if max_marking is not None:
            self._absent.update(
                ref
                for ref, _ in book.records()
                if any(is_above(each.marking, max_marking) for each in book.states(ref))
            )
        hidden = {*_protected(book)} if protects else set()
        # All are numbered, so that a source has the same number in a past state.
        numbers = self._numbered("protected", hidden.union(_protected(book.present)))
        self._others = {ref: numbers[ref] for ref in sorted(hidden - self._absent)}
        self.protected = tuple(self._others.values())
        self._shown: dict[str, Record] = {}
        self._leave_out()
        self.left_out = len(self._absent)
        self._stand_in()
        self._mentioning: defaultdict[str, list[str]] = defaultdict(list)
        for ref, record in self._shown.items():
            for other in dict.fromkeys(mentioned(record)):
                self._mentioning[other].append(ref)

    @property
    def last_day(self) -> dt.date:
        """The last day it says anything about."""
        return self._book.last_day

    def get(self, ref: str) -> Record | None:
        """The record a ref names, as it is shown, or None."""
        if ref in self._shown:
            return self._shown[ref]
        return None if ref in self._absent or ref in self._others else self._book.get(ref)

    def all(self, kind: str) -> Mapping[str, Record]:
        """The records of a kind by slug, each as it is shown."""
        neutral = [slug_of(ref) for ref in self._others.values() if kind_of(ref) == kind]
        return _Shown(self, kind, [*self._book.all(kind), *neutral])

    def referrers(self, ref: str) -> Sequence[str]:
        """The records that mention `ref` as they are shown."""
        unchanged = (
            other
            for other in self._book.referrers(ref)
            if other not in self._shown and self.get(other) is not None
        )
        return () if self.get(ref) is None else (*unchanged, *self._mentioning.get(ref, ()))

    def label(self, ref: str) -> str:
        """The name of a record; never that of one that is left out."""
        if self.get(ref) is not None:
            return super().label(ref)
        if ref in self._absent:
            return _LEFT_OUT
        return PROTECTED if ref in self._others else ref

    def long_text(self, digest: str) -> str:
        """The long text with a digest, which only a source that is shown tells."""
        return self._book.long_text(digest)

    def states(self, ref: str) -> Iterator[Record]:
        """A record as it is shown, and what it has become since."""
        record = self.get(ref)
        if record is not None:
            yield record
            yield from self._book.states(ref)

    def is_uncertain(self, ref: str) -> bool:
        """Whether a record is shown only because it may be right to."""
        return self._book.is_uncertain(ref)

    def row_tail(self, ref: str, tail: str) -> str:
        """What ends the row of a record in a list."""
        return tail if ref in self._shown else self._book.row_tail(ref, tail)

    def shown_refs(self, refs: Iterable[str]) -> Sequence[str]:
        """The refs under which records of the book are shown, without those that are absent."""
        found = (self._others.get(ref, ref) for ref in refs if ref not in self._absent)
        return [ref for ref in found if self.get(ref) is not None]

    def is_named(self, text: str) -> bool:
        """Whether a text names something that is left out."""
        return self._names().is_in(text)

    def naming(self, refs: Iterable[str]) -> Sequence[str]:
        """Those of some records whose words name what is left out, for the analyst to look at."""
        is_named = self._names().is_in
        return [ref for ref in refs if any(map(is_named, texts(self.need(ref))))]

    def _leave_out(self) -> None:
        """Leave out whatever cannot be shown without what is absent or protected."""
        frontier = self._absent | self._others.keys()
        while frontier:
            touched = {ref for each in frontier for ref in self._book.referrers(each)}
            reduced = self._settled(touched, self._reduced)
            # Only then is it known which names are to be left out.
            frontier = reduced or self._settled(self._wordy(), self._unnamed(self._names()))

    def _settled(
        self, refs: Iterable[str], reduce: Callable[[str, Record], Record | None]
    ) -> set[str]:
        """Show records in another way; returns those that cannot be shown at all."""
        gone = set()
        for ref in refs:
            record = self._book.get(ref)
            if record is None or ref in self._absent or ref in self._others:
                continue
            rest = reduce(ref, record)
            if rest is record or (rest is not None and rest is self._shown.get(ref)):
                continue
            rest = rest and without_workings(rest)
            if rest is None or not _is_sound(record, rest):
                gone.add(ref)
                self._shown.pop(ref, None)
            else:
                self._shown[ref] = rest
        self._absent |= gone
        return gone

    def _reduced(self, _ref: str, record: Record) -> Record | None:
        source_by = kind_for(record).source_by
        if source_by and getattr(record, source_by) in self._others:
            return None
        rest = without_unsupported(record, self._absent, self._book.label)
        return rest and without_records(rest, self._absent, self._instead)

    def _wordy(self) -> Sequence[str]:
        """The records that were changed, and those that may name others without a reference."""
        return [
            ref
            for ref, record in self._book.records()
            if ref in self._shown
            or has_queries(type(record))
            or any(cite.value for cite in record.cites)
        ]

    def _unnamed(self, names: Naming) -> Callable[[str, Record], Record | None]:
        def reduce(ref: str, record: Record) -> Record | None:
            changed = self._shown.get(ref)
            return without_names(changed or record, names.is_in, everywhere=changed is not None)

        return reduce

    def _names(self) -> Naming:
        gone = (*self._absent, *self._others)
        return Naming((ref, record) for ref in gone if (record := self._book.get(ref)))

    def _instead(self, ref: str) -> str:
        """The nearest source shown that an absent one goes back to, else the origin."""
        seen = [ref]
        while seen[-1] in self._absent:
            source = self._book.get(seen[-1])
            before = source.derived_from if isinstance(source, Source) else ""
            if not before or before in seen:
                break
            seen.append(before)
        return seen[-1]

    def _stand_in(self) -> None:
        """Put neutral sources in the place of those that are not to be named."""
        for ref in self._others:
            source = self._book.get(ref)
            if isinstance(source, Source):
                marking = highest(each.marking for each in self._book.states(ref))
                instead = self._instead(source.derived_from)
                self._shown[ref] = _nameless(source, instead, marking)
        sources = (each for each in self._shown.values() if isinstance(each, Source))
        origins = {each.derived_from for each in sources} & self._absent
        withheld = self._numbered("withheld", origins)
        self._others |= withheld
        self._shown = {
            self._others.get(ref, ref): disguised(record, self._others)
            for ref, record in self._shown.items()
        }
        self._shown |= {ref: Source(title=_WITHHELD) for ref in withheld.values()}

    def _numbered(self, word: str, refs: Iterable[str]) -> dict[str, str]:
        """Neutral refs for sources, by their own refs."""
        free = filter(
            lambda ref: self._book.get(ref) is None,
            (make_ref(Source.kind_name, f"{word}-{number}") for number in count(1)),
        )
        return dict(zip(sorted(refs), free, strict=False))


class _Shown(Mapping[str, Record]):
    """The records of one kind as they are released."""

    def __init__(self, book: Released, kind: str, slugs: Sequence[str]) -> None:
        self._book = book
        self._kind = kind
        self._slugs = slugs

    def __getitem__(self, slug: str) -> Record:
        record = self._book.get(make_ref(self._kind, slug))
        if record is None:
            raise KeyError(slug)
        return record

    def __iter__(self) -> Iterator[str]:
        return (slug for slug in self._slugs if slug in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Release(NamedTuple):
    """Records to be released.

    Attributes:
        book: The briefing as it is released.
        refs: The records in it.
        notes: What whoever releases them should know: what is left out, and what to look at.
    """

    book: Book
    refs: Sequence[str]
    notes: Sequence[str] = ()


def released(
    book: Book, refs: Sequence[str], max_marking: str | None = None, *, protects: bool = True
) -> Release:
    """Some records as they may be released.

    Args:
        book: The briefing.
        refs: The records.
        max_marking: The highest marking; None for all.
        protects: Whether protected sources lose their names.
    """
    has_protected = protects and any(_protected(book))
    if max_marking is None and not has_protected:
        return Release(book, refs)
    made = Released(book, max_marking, protects=protects)
    shown = made.shown_refs(refs)
    return Release(made, shown, [*_told(made, len(refs) - len(shown), shown)])


def unnamed(book: Book, text: str) -> str:
    """A text without the names of protected sources, as it may be copied.

    Args:
        book: The briefing.
        text: What was made of it, such as an answer.
    """
    named = {
        name: PROTECTED
        for ref in _protected(book)
        for source in book.states(ref)
        for name in (ref, *names(source))
    }
    # A name can be part of a longer one.
    for name in sorted(named, key=len, reverse=True):
        text = text.replace(name, named[name])
        text = text.replace(quoted(name), quoted(named[name]))
    return text


def _told(book: Released, gone: int, shown: Sequence[str]) -> Iterator[str]:
    mentions = {ref for each in shown for ref in (each, *mentioned(book.need(each)))}
    if number := len(mentions.intersection(book.protected)):
        verb, names = (
            plural(number, "is", "are"),
            plural(number, "its name was", "their names were"),
        )
        yield f"{number:,} {plural(number, 'source')} {verb} protected: {names} left out"
    if gone:
        records = f"{gone:,} {plural(gone, 'record')}"
        above = f" above {tlp(book.max_marking)} or" if book.max_marking else ""
        verb = plural(gone, "was", "were")
        yield f"{records}{above} known only from what is not released {verb} left out"
    if naming := sorted(book.naming(shown)):
        texts = plural(len(naming), "whose text names", "whose texts name")
        yield f"review {listed(naming)}, {texts} something left out"


def highest_marking(book: Book, refs: Iterable[str]) -> str:
    """The marking that admits the fewest among some records and the sources they rest on.

    Args:
        book: The briefing.
        refs: The records. Unmarked ones count for nothing, as nobody said who may see them.
    """
    found = set()
    for ref in refs:
        record = book.get(ref)
        if record is not None:
            source_by = kind_for(record).source_by
            cited = {cite.source for cite in record.cites}
            cited |= {getattr(record, source_by)} if source_by else set()
            found |= {state.marking for each in (ref, *cited) for state in book.states(each)}
    return highest(found)


def _protected(book: Book) -> Iterator[str]:
    """The sources whose names are not to leave."""
    for slug in book.all(Source.kind_name):
        ref = make_ref(Source.kind_name, slug)
        if any(isinstance(each, Source) and each.protection for each in book.states(ref)):
            yield ref


def _nameless(source: Source, derived_from: str, marking: str) -> Source:
    return Source(
        title=PROTECTED,
        reliability=source.reliability,
        derived_from=derived_from,
        protection=next(iter(PROTECTIONS)),
        marking=marking,
    )


def _is_sound(was: Record, now: Record) -> bool:
    """Whether a record is complete, and its ref made of nothing that it does not show."""
    return slug_for(now) == slug_for(was) and keeps_rules(now)
