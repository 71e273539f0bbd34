"""Which record of the briefing a proposal is, if it is one.

In this order, and only if exactly one record fits:

1. the record with the ref it had, if the file comes from a briefing, and they have a name or an id
   in common, or most of what they say: another briefing may use the ref for another record;
2. a record that bears one of its ids in the field `ids`; if the ids begin with nothing but the
   name of the file, which another may have, they must have most of what they say in common;
3. a record of its kind with what identifies it: a name or alias to the letter but for case and
   spaces, but no alias that a cite calls weak; for what has no name, its telling fields
   (`_telling`).

Two records are two, whatever their names, if they bear different ids of one scheme, such as
"ucdp:actor:357" and "ucdp:actor:361", and none in common. Two sources at one address are two if
their titles or their publishers differ.

Anything merely alike is a candidate for the review, and is never joined by itself.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from briefing.exchange.reading import WEAK_ALIAS
from briefing.model.contradictions import is_own
from briefing.model.kinds import KINDS, PARTIES, kind_for
from briefing.model.kinds.event import Event
from briefing.model.kinds.link import Link
from briefing.model.kinds.quote import Quote
from briefing.model.kinds.record import Record
from briefing.model.kinds.source import Source
from briefing.model.labels import full_label
from briefing.model.refs import kind_of
from briefing.store.book import Book

if TYPE_CHECKING:
    from briefing.search.index import SearchIndex

MOST_CANDIDATES = 5
"""Look-alikes shown for one proposal."""


class Candidate(NamedTuple):
    """A record that a proposal may be.

    Attributes:
        ref: The record.
        label: Its name.
        why: How alike they are, for a reader.
        score: How alike, from 0 to 100; 0 if only a reviewer can tell.
    """

    ref: str
    label: str
    why: str
    score: float


class Known:
    """The records of a briefing, to be recognised.

    Args:
        book: The briefing.
        index: Gives its search index, for look-alikes; None to look for none.
    """

    def __init__(self, book: Book, index: "Callable[[], SearchIndex] | None" = None) -> None:
        self._book = book
        self._index = index
        self._records: dict[str, Record] = {}
        # Refs are kept in dicts without values, as sets that keep their order.
        self._by_id: dict[str, dict[str, None]] = {}
        self._by_key: dict[Hashable, dict[str, None]] = {}
        self._by_name: dict[tuple[str, str], dict[str, None]] = {}
        for ref, record in book.records():
            self.add(ref, record)

    def add(self, ref: str, record: Record) -> None:
        """Know another record, or one as it has become."""
        self._records[ref] = record
        for each in record.ids:
            self._by_id.setdefault(each, {})[ref] = None
        for key in keys_of(record):
            self._by_key.setdefault(key, {})[ref] = None
        kind = kind_for(record)
        for name in kind.names(record) if kind.is_named else ():
            self._by_name.setdefault(_name_key(kind.name, name), {})[ref] = None

    def get(self, ref: str) -> Record | None:
        """A record as it is known; None if it is not."""
        return self._records.get(ref)

    def label(self, ref: str) -> str:
        """The name of a record; its ref if it is not known."""
        record = self.get(ref)
        return ref if record is None else full_label(record, self.label)

    def find(self, record: Record) -> str:
        """The one record that a proposed one is; empty if there is none, or more than one."""
        return self.sure(record) or self._alone(self.named_alike(record))

    def sure(self, record: Record, ref: str = "") -> str:
        """The one record that a proposed one is by its ref or its ids; empty if there is none.

        Args:
            record: The proposed record.
            ref: The ref that it had in the briefing it comes from; empty for none.
        """
        if ref and (there := self._book.get(ref)) is not None and _agree(record, there):
            return ref
        return self._alone(self._with_id(record, record.ids))

    def resembling(self, record: Record, ids: Sequence[str]) -> str:
        """The one record with ids that another file may have for others; empty if they differ."""
        ref = self._alone(self._with_id(record, ids))
        return ref if ref and _mostly_agree(record, self._records[ref]) else ""

    def _with_id(self, record: Record, ids: Sequence[str]) -> Iterator[str]:
        for each in ids:
            yield from (
                ref for ref in self._by_id.get(each, ()) if kind_of(ref) == record.kind_name
            )

    def named_alike(self, record: Record, but: Collection[str] = ()) -> Iterator[str]:
        """The records with what identifies a proposed one, but for those that are others."""
        for ref in self.of_key(record):
            if ref not in but and not self.is_another(record, ref):
                yield ref

    def of_key(self, record: Record) -> Iterator[str]:
        """The records with what identifies a proposed one."""
        for key in keys_of(record):
            yield from self._by_key.get(key, ())

    def is_another(self, record: Record, ref: str) -> bool:
        """Whether a record is another one than a proposed one, whatever their names."""
        there = self._records[ref]
        return _are_two(record.ids, there.ids) or _are_two_works(record, there)

    def is_free(self, kind: str, name: str, *refs: str) -> bool:
        """Whether no record of a kind but some bears a name."""
        return not set(self._by_key.get(_name_key(kind, name), ())).difference(refs)

    def named(self, name: str, kinds: Sequence[str]) -> str:
        """The one record of some kinds with a name, to the letter but for case and blanks."""
        keys = (_name_key(kind, name) for kind in kinds)
        return self._alone(ref for key in keys for ref in self._by_name.get(key, ()))

    def candidates(
        self, record: Record, ref: str = "", but: Collection[str] = (), ids: Sequence[str] = ()
    ) -> Sequence[Candidate]:
        """The records that a proposed one may be, the likeliest first.

        The one with its ref; several of its name; of groups and leaders also those whose names are
        alike, of sources those at its address.

        Args:
            record: The proposed record.
            ref: The ref that it had in the briefing it comes from; empty for none.
            but: Records that it is not.
            ids: Its ids that another file may have for other records.
        """
        same = dict.fromkeys(islice(self.named_alike(record, but), MOST_CANDIDATES))
        found = [Candidate(each, self.label(each), "same name", 100.0) for each in same]
        found += self._at_its_address(record)
        if record.kind_name in PARTIES and self._index is not None:
            from briefing.search.entries import entry_of
            from briefing.search.lookalikes import lookalikes_of

            entry = entry_of(f"{record.kind_name}:", record)
            for pair in lookalikes_of(entry, self._index()):
                is_new = pair.other not in same and not self.is_another(record, pair.other)
                if is_new and kind_of(pair.other) == record.kind_name:
                    score = round(100 * pair.likeness, 1)
                    found.append(Candidate(pair.other, pair.other_name, "alike", score))
        is_told = ref in but or ref in (each.ref for each in found)
        if not is_told and kind_of(ref) == record.kind_name and self._book.get(ref) is not None:
            found.insert(0, Candidate(ref, self.label(ref), "same ref, little else", 0.0))
        listed = {each.ref for each in found}.union(but)
        for each in dict.fromkeys(self._with_id(record, ids)):
            if each not in listed:
                found.insert(0, Candidate(each, self.label(each), "same id, little else", 0.0))
        return found[:MOST_CANDIDATES]

    def _at_its_address(self, record: Record) -> Iterator[Candidate]:
        """The sources whose address is that of a proposed one, though they are others."""
        for key in keys_of(record) if isinstance(record, Source) else ():
            for ref in self._by_key.get(key, ()):
                if _are_two_works(record, self._records[ref]):
                    yield Candidate(ref, self.label(ref), "same address", 0.0)

    @staticmethod
    def _alone(refs: Iterable[str]) -> str:
        found = ""
        for ref in refs:
            if found and ref != found:
                return ""
            found = ref
        return found


def _are_two(ids: Sequence[str], others: Sequence[str]) -> bool:
    """Whether ids of one scheme tell two records apart."""
    if not ids or not others or not {*ids}.isdisjoint(others):
        return False
    schemes = {each.rpartition(":")[0] for each in ids}
    return not schemes.isdisjoint({each.rpartition(":")[0] for each in others} - {""})


def _are_two_works(record: Record, other: Record) -> bool:
    """Whether titles or publishers tell two sources of one address apart."""
    if not isinstance(record, Source) or not isinstance(other, Source):
        return False

    def differ(one: str, another: str) -> bool:
        # Where a file gives no title, the address stands in for it.
        is_given = {one, another}.isdisjoint(("", record.url, other.url))
        return is_given and _folded(one) != _folded(another)

    return differ(record.title, other.title) or differ(record.publisher, other.publisher)


def _has_path(url: str) -> bool:
    """Whether an address is more than that of a whole site."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def keys_of(record: Record) -> Iterator[Hashable]:
    """What identifies a record: its names, or the fields that tell it from others."""
    kind = kind_for(record)
    if kind.is_party or kind.is_own:
        weak = weak_aliases(record)
        for name in kind.names(record):
            if name not in weak:
                yield _name_key(record.kind_name, name)
    elif telling := _telling(record):
        yield record.kind_name, *telling


def _name_key(kind: str, name: str) -> tuple[str, str]:
    return kind, _folded(name)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def weak_aliases(record: Record) -> Collection[str]:
    """The aliases that are too weak to identify a record."""
    return {cite.passage for cite in record.cites if cite.reason == WEAK_ALIAS}


def _telling(record: Record) -> tuple[object, ...]:
    match record:
        case Source(url=url) if _has_path(url):
            return ("url", url)
        case Source():
            return (record.title.casefold(), record.published, record.publisher)
        case Event():
            place = record.place.name.casefold() if record.place else ""
            return (record.title.casefold(), record.date, place)
        case Quote():
            return (record.text, record.speaker or record.attribution, record.source)
        case Link():
            return (record.type, record.from_, record.to, record.role, record.start)
    name: str = getattr(record, KINDS[record.kind_name].named_by)
    return (name.casefold(),)


def _agree(record: Record, other: Record) -> bool:
    """Whether two records under one ref are one, and not two of two briefings."""
    named_by = kind_for(record).named_by
    return (
        (type(record) is type(other) and getattr(record, named_by) == getattr(other, named_by))
        or not {*keys_of(record)}.isdisjoint(keys_of(other))
        or not {*record.ids}.isdisjoint(other.ids)
        or _mostly_agree(record, other)
    )


def _mostly_agree(record: Record, other: Record) -> bool:
    """Whether two records of a kind say the same in most of the fields in which both say anything.

    Their names are among these: one that was edited is outweighed by two others.
    """
    if type(record) is not type(other):
        return False
    names = (each.attribute for each in kind_for(record).fields if not is_own(each.name))
    both = [(getattr(record, name), getattr(other, name)) for name in names]
    both = [each for each in both if None not in each and "" not in each and () not in each]
    agreeing = [each for each in both if each[0] == each[1]]
    return 2 * len(agreeing) > len(both)
