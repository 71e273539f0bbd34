"""Taking documents into a briefing as sources: unread, each once, and told of what they resemble.

Only what a document declares of itself is recorded, and that with where it was found. That one text
copies another is proposed; it is recorded if asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final

import msgspec

from briefing.model import dates
from briefing.model.faults import InvalidRecord
from briefing.model.kinds.source import SOURCE, Source
from briefing.model.labels import slug_for
from briefing.model.refs import make_ref, unused_slug
from briefing.reading.documents.document import Document, Told, Unreadable
from briefing.reading.likeness import Alike, Likeness, likeness_of
from briefing.store.changes import Operation, Transaction
from briefing.store.store import Store


class Outcome(StrEnum):
    """What becomes of a document."""

    NEW = "new"
    ATTACHED = "attached"
    SAME = "same"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Taken:
    """What becomes of one document; its text is not held.

    Attributes:
        name: The name of its file.
        outcome: What becomes of it.
        ref: The source it becomes, is attached to, or is the same as.
        told: What it says of itself, by field, and where.
        alike: The sources whose text it shares much with, the most first.
        derived_from: The one of them that it seems to copy; empty if it copies none.
        characters: The length of its text.
        pages: The number of its pages; 0 if it has none.
        notes: What was left out, and what a reviewer should know.
        media_type: What it is.
        reason: Why it cannot be read.
    """

    name: str
    outcome: Outcome
    ref: str = ""
    told: Mapping[str, Told] = field(default_factory=dict)
    alike: Sequence[Alike] = ()
    derived_from: str = ""
    characters: int = 0
    pages: int = 0
    notes: Sequence[str] = ()
    media_type: str = ""
    reason: str = ""


_FILLED: Final = ("authors", "publisher", "published", "url", "language", "type")
"""What an attached document adds to a source that lacks it."""


class TakingIn:
    """Takes documents in, all in one change.

    Args:
        store: The briefing.
        is_tried: Whether nothing is stored, not even a text.
        records_copies: Whether to record what copies a source as derived from it.
    """

    def __init__(
        self, store: Store, *, is_tried: bool = False, records_copies: bool = False
    ) -> None:
        self._store = store
        self._is_tried = is_tried
        self._records_copies = records_copies
        # The sources that are put, each with what it was.
        self._put: dict[str, tuple[Source, Source | None]] = {}

    def take(self, document: Document) -> Taken:
        """Make a document a source, unless its text is there already.

        Raises:
            Unreadable: No source can hold what it says of itself.
            StoreError: Its text cannot be stored.
        """
        if known := self._with_sha256.get(document.sha256):
            return _taken(document, Outcome.SAME, known, notes=["the same file"])
        alike = self._likeness.like(document.text)
        if alike and alike[0].is_same:
            return _taken(document, Outcome.SAME, alike[0].ref, notes=["the same words"])
        try:
            source = document.source()
        except InvalidRecord as faults:
            raise Unreadable(str(faults)) from None
        origin = next((each.ref for each in alike if not self._is_earlier(source, each.ref)), "")
        if self._records_copies and origin:
            source = msgspec.structs.replace(source, derived_from=origin)
        ref = self._unused(source)
        self._add(ref, source, None, document)
        notes = self._notes(source, alike)
        return _taken(document, Outcome.NEW, ref, alike, origin, notes)

    def attach(self, document: Document, ref: str) -> Taken:
        """Give an existing source its text, and what it lacks of what the document says.

        Args:
            document: The document.
            ref: The source.

        Raises:
            Unreadable: It has another text already, or no source can hold what the document says.
            StoreError: There is no such source, or the text cannot be stored.
        """
        was = self._store.need(ref)
        if not isinstance(was, Source):
            raise Unreadable(f"{ref} is no source")
        if (was.text or was.text_sha256) and self._store.text_of(ref) != document.text:
            raise Unreadable(f"{ref} has another text, which its cites hang on; empty it first")
        try:
            found = document.source()
        except InvalidRecord as faults:
            raise Unreadable(str(faults)) from None
        lacking = {name: getattr(found, name) for name in _FILLED if not getattr(was, name)}
        reading = was.reading or found.reading
        source = msgspec.structs.replace(was, **lacking, sha256=found.sha256, reading=reading)
        self._add(ref, source, was, document)
        notes = [
            f"{name} is “{getattr(was, name)}” in the briefing, “{told.value}” in {told.where}"
            for name, told in document.told.items()
            if getattr(was, name) not in ("", (), told.value)
            and told.where not in ("the name of the file", "its first words")
        ]
        return _taken(document, Outcome.ATTACHED, ref, notes=notes)

    def commit(self, why: str) -> Transaction | None:
        """Store all that was taken, in one change; None if there is nothing.

        Args:
            why: The reason, for the history.

        Raises:
            StoreError: It cannot be saved; nothing was changed.
        """
        if not self._put or self._is_tried:
            return None
        with self._store.transaction(why, Operation("import")) as draft:
            draft.put_all((ref, now, was) for ref, (now, was) in self._put.items())
        return draft.done

    def _add(self, ref: str, source: Source, was: Source | None, document: Document) -> None:
        if self._is_tried:
            held = msgspec.structs.replace(source, text=document.text)
        else:
            held = self._store.with_text(source, document.text)
        self._put[ref] = held, was
        self._likeness.add(ref, document.text)
        self._with_sha256.setdefault(document.sha256, ref)

    def _text_of(self, ref: str) -> str:
        if ref not in self._put:
            return self._store.text_of(ref)
        source = self._put[ref][0]
        return source.text or self._store.long_text(source.text_sha256)

    @cached_property
    def _likeness(self) -> Likeness:
        return likeness_of(self._store, self._text_of)

    @cached_property
    def _with_sha256(self) -> dict[str, str]:
        return {source.sha256: ref for ref, source in self._sources() if source.sha256}

    @cached_property
    def _without_text(self) -> Mapping[tuple[str, str], str]:
        """The sources that lack their text, by address and by title."""
        lacking = [(ref, each) for ref, each in self._sources() if not each.text + each.text_sha256]
        titles = {("title", each.title.casefold()): ref for ref, each in lacking}
        return titles | {("address", each.url): ref for ref, each in lacking if each.url}

    def _sources(self) -> Sequence[tuple[str, Source]]:
        return [
            (make_ref(SOURCE.name, slug), record)
            for slug, record in self._store.all(SOURCE.name).items()
            if isinstance(record, Source)
        ]

    def _source(self, ref: str) -> Source | None:
        found = self._put[ref][0] if ref in self._put else self._store.get(ref)
        return found if isinstance(found, Source) else None

    def _unused(self, source: Source) -> str:
        held = self._store.all(SOURCE.name)
        taken = {*held, *(ref.partition(":")[2] for ref in self._put)}
        return make_ref(SOURCE.name, unused_slug(slug_for(source), taken))

    def _is_earlier(self, source: Source, other: str) -> bool:
        """Whether a source certainly came out before another, and so cannot copy it."""
        known = self._source(other)
        if known is None or not source.published or not known.published:
            return False
        return dates.parse(source.published).latest < dates.parse(known.published).earliest

    def _notes(self, source: Source, alike: Sequence[Alike]) -> list[str]:
        notes = [
            f"{each.ref} came out later, and may copy it"
            for each in alike
            if self._is_earlier(source, each.ref)
        ]
        for what, value in (("address", source.url), ("title", source.title.casefold())):
            if known := self._without_text.get((what, value)):
                notes.append(f"{known} has the same {what}; --source {known} gives it this text")
        return notes


def _taken(
    document: Document,
    outcome: Outcome,
    ref: str,
    alike: Sequence[Alike] = (),
    derived_from: str = "",
    notes: Sequence[str] = (),
) -> Taken:
    return Taken(
        document.name,
        outcome,
        ref,
        document.told,
        alike,
        derived_from,
        len(document.text),
        len(document.pages),
        (*document.notes, *notes),
        document.media_type,
    )


def counted(taken: Sequence[Taken]) -> str:
    """How many documents came to what: "3 new, 1 same"."""
    counts = [(each, sum(one.outcome is each for one in taken)) for each in Outcome]
    said = ", ".join(f"{count:,} {outcome}" for outcome, count in counts if count)
    return said or "no documents"


def unreadable(name: str, reason: str) -> Taken:
    """What becomes of a file that cannot be read."""
    return Taken(name, Outcome.UNREADABLE, reason=reason)
