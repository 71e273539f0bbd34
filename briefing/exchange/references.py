"""What the formats of reference managers share: an entry of a bibliography and a source record.

A format turns an entry into the plain fields of a source, and a source into an entry. What does
not come back by that way is not written, and named as lost.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

from briefing.exchange.cells import Cells
from briefing.exchange.format import Losses
from briefing.exchange.reading import Dataset, Item, Proposal, ReadFault, Skipped
from briefing.model.fields import Field, Shape, field_of
from briefing.model.kinds.source import Source
from briefing.model.parsers.values import read
from briefing.model.parsers.words import NotUnderstood
from briefing.model.refs import is_slug, kind_of, slug_of
from briefing.model.validation import plain

if TYPE_CHECKING:
    from briefing.store.book import Book

E = TypeVar("E")

Raw = dict[str, Any]

_ISBN: Final = re.compile(r"97[89]\d{10}|\d{9}[\dX]")
_DOI: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\S+)", re.IGNORECASE)


@dataclass(slots=True)
class Entry:
    """An entry of a bibliography, as it becomes a source.

    Attributes:
        place: Where it is.
        raw: The fields of the source.
        items: What is wrong with it, and what the briefing has no place for.
    """

    place: str
    raw: Raw = field(default_factory=dict)
    items: list[ReadFault | Skipped] = field(default_factory=list)

    def skip(self, what: str) -> None:
        """Note what has no place."""
        self.items.append(Skipped(self.place, what))

    def put(self, name: str, text: str) -> None:
        """Put a text in a field, if it is not empty."""
        words = text.strip()
        declared = field_of(Source, name)
        if not words or declared is None:
            return
        try:
            self.raw[name] = self._value(declared, words)
        except NotUnderstood as problem:
            self.items.append(ReadFault(f"{self.place}, {name}", str(problem)))

    def _value(self, declared: Field, words: str) -> Any:
        if declared.shape is Shape.DATE:
            cells = Cells()
            found = cells.date(words)
            if cells.left:
                self.skip("times of day and other words beside a date")
            return found
        if declared.check or declared.read:
            return read(declared, words, str, None)
        return words

    def add(self, name: str, texts: Sequence[str]) -> None:
        """Add texts to a list."""
        found = [each for text in texts if (each := text.strip())]
        if found:
            self.raw[name] = list(dict.fromkeys([*self.raw.get(name, ()), *found]))

    def add_text(self, text: str) -> None:
        """Add a paragraph to the summary."""
        if text.strip():
            held = self.raw.get("summary")
            self.raw["summary"] = f"{held}\n\n{text.strip()}" if held else text.strip()

    def add_doi(self, text: str) -> None:
        """Add a DOI (ISO 26324)."""
        if found := _DOI.fullmatch(text.strip()):
            self.add("ids", [f"doi:{found[1].lower()}"])
        elif text.strip():
            self.items.append(ReadFault(f"{self.place}, DOI", f"“{text.strip()}” is no DOI"))

    def add_isbn(self, text: str) -> None:
        """Add ISBNs (ISO 2108); anything else, such as the ISSN of a journal, has no place."""
        for each in re.split(r"[\s;,]+", text.strip()):
            number = each.replace("-", "").replace("‐", "").upper()
            if _ISBN.fullmatch(number):
                self.add("ids", [f"isbn:{number}"])
            elif number:
                self.skip("serial numbers that are no ISBN")

    def put_published_by(self, container: str, publisher: str, *, is_part: bool) -> None:
        """Say who put it out: what it is part of, if that came out by itself, or the publisher."""
        first, second = (
            (container, publisher) if is_part or not publisher else (publisher, container)
        )
        self.put("publisher", first)
        if first.strip() and second.strip():
            self.skip("second publishers, such as that of a newspaper")

    def proposal(self, ref: str) -> Iterator[Item]:
        """The source that is proposed, unless it has faults.

        Args:
            ref: The ref that it had in a briefing, or any other key.
        """
        yield from self.items
        if not any(isinstance(each, ReadFault) for each in self.items):
            own = ref if kind_of(ref) == "source" and is_slug(slug_of(ref)) else ""
            yield Proposal(kind="source", raw=self.raw, place=self.place, key=own, ref=own)


def bibliography(name: str) -> Dataset:
    """The file as a source, to be cited where it differs."""
    return Dataset(title=f"Bibliography “{name}”", raw={"type": "other"}, is_last_resort=True)


def with_id(ids: Sequence[str], scheme: str) -> Sequence[str]:
    """The ids of a scheme, without its name."""
    return [each.removeprefix(f"{scheme}:") for each in ids if each.startswith(f"{scheme}:")]


def is_part(type_: str) -> bool:
    """Whether a type of source comes out within something else, such as a newspaper."""
    return type_.startswith("article") or type_ in ("broadcast", "post", "web page")


def flipped(name: str) -> str:
    """A name with the family name first, as it is said: "Writer, A., Jr." is "A. Writer Jr."."""
    family, comma, rest = name.partition(",")
    if not comma:
        return " ".join(name.split())
    given, _, suffix = rest.partition(",")
    return " ".join(f"{given} {family} {suffix}".split())


def held_of(
    record: Source, write: Callable[[Source], E], reading: Callable[[E], Mapping[str, Any]]
) -> tuple[Source, Sequence[str]]:
    """A source with only what comes back from a format, and the fields that do not.

    Args:
        record: The source.
        write: Writes an entry.
        reading: Reads it back to plain fields.
    """
    import msgspec

    wanted = plain(record)
    # A field may come back only if another one, which is not held, is left out.
    for _ in range(2):
        found = reading(write(record))
        lost = [
            name
            for name, value in plain(record).items()
            if name != "title" and not _is_same(found.get(name), value)
        ]
        if not lost:
            break
        record = msgspec.structs.replace(
            record, **{name: type(getattr(record, name))() for name in lost}
        )
    held = reading(write(record))
    names = [name for name, value in wanted.items() if not _is_same(held.get(name), value)]
    return record, names


def _is_same(one: Any, other: Any) -> bool:
    return bool((tuple(one) if isinstance(one, list) else one) == other)


def write_all(
    book: "Book",
    refs: Sequence[str],
    write: Callable[[str, Source], E],
    reading: Callable[[E], Mapping[str, Any]],
) -> tuple[Sequence[E], Losses]:
    """The entries of some sources, in the order of their refs, and what they cannot hold."""
    losses = Losses()
    entries = []
    for ref in sorted(refs):
        record = book.need(ref)
        if not isinstance(record, Source):
            continue
        held, lost = held_of(record, lambda each, ref=ref: write(ref, each), reading)  # type: ignore[misc]
        for name in lost:
            what = "the title to the letter" if name == "title" else name
            losses.add(what, ref)
        entries.append(write(ref, held))
    return entries, losses
