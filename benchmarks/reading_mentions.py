"""How well known names are found in reports, and how fast in a long text.

    python -m benchmarks.reading mentions [--wrong] [--held-out] [--news DIR] [--size MB]

The reports in `benchmarks/reading/mentions/` are invented, in the style of the news of eight
conflicts, each with a briefing of its own. Every mention is marked by hand: `[[words|record]]`,
`[[words|place]]`, and `[[words|?]]` where a reader could not tell, which is not counted.
Ten reports served to write the rules; the others are held out. The baseline finds every
name of the briefing where it stands to the letter as whole words.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from time import perf_counter
from typing import NamedTuple

import msgspec

from benchmarks.figures import machine, print_machine, print_table
from benchmarks.words import name_words
from briefing.model.kinds.event import Event, Place
from briefing.model.kinds.group import Group
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.record import Record
from briefing.reading.mentions import PLACE, Known, Mention, mentions
from briefing.store.store import Store

FOLDER = Path(__file__).parent / "reading" / "mentions"
_MARK = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
_UNSURE = "?"
_BODIES = ("Army", "Liberation Front", "Movement for", "Brigade", "National Council of")


class Span(NamedTuple):
    """Words that name something.

    Attributes:
        start: Where they start.
        end: Where they end.
        ref: The record; "place" or "?" for others.
    """

    start: int
    end: int
    ref: str


class Marked(NamedTuple):
    """A text with what it names.

    Attributes:
        title: What to call it.
        is_held_out: Whether it did not serve to write the rules.
        text: Without the marks.
        spans: What is marked.
        records: The briefing it is read with.
    """

    title: str
    is_held_out: bool
    text: str
    spans: Sequence[Span]
    records: Sequence[tuple[str, Record]]


class Count(msgspec.Struct):
    """What was found of what is there.

    Attributes:
        right: How many mentions are marked so.
        wrong: How many are not.
        missed: How many marks have no mention.
        possible: How many of those missed are at least found as possible.
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0
    possible: int = 0

    def add(self, other: "Count") -> None:
        """Add another count."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        self.possible += other.possible

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.right / max(1, self.right + self.missed)


def read_marked(path: Path) -> Iterator[Marked]:
    """Yield the reports of a file, all with the briefing at its head."""
    head, *reports = re.split(
        r"^== (tuned|held-out)\n", path.read_text("utf-8"), flags=re.MULTILINE
    )
    records = list(_records(head))
    refs = {ref.partition(":")[2]: ref for ref, _ in records}
    for at in range(0, len(reports), 2):
        text, spans = unmarked(reports[at + 1].strip(), refs)
        yield Marked(f"{path.stem} {at // 2 + 1}", reports[at] == "held-out", text, spans, records)


def unmarked(marked: str, refs: dict[str, str]) -> tuple[str, Sequence[Span]]:
    """Return a text without its marks, and what they mark."""
    parts: list[str] = []
    spans: list[Span] = []
    last = length = 0
    for found in _MARK.finditer(marked):
        parts += [marked[last : found.start()], found[1]]
        length += len(parts[-2]) + len(parts[-1])
        ref = found[2]
        if ref not in (PLACE, _UNSURE):
            ref = refs[ref]
        spans.append(Span(length - len(found[1]), length, ref))
        last = found.end()
    return "".join([*parts, marked[last:]]), spans


def _records(head: str) -> Iterator[tuple[str, Record]]:
    for line in filter(None, head.splitlines()):
        fields = [field.strip() for field in line.split("|")]
        kind, _, slug = fields[0].partition(" ")
        fields += [""] * (6 - len(fields))
        if kind == "group":
            name, letters, aliases, type_, countries = fields[1:6]
            yield (
                f"group:{slug}",
                Group(
                    name=name,
                    abbreviation=letters,
                    aliases=_listed(aliases),
                    kind=type_,
                    countries=tuple(countries.split()),
                ),
            )
        elif kind == "leader":
            name, aliases = fields[1:3]
            yield f"leader:{slug}", Leader(name=name, aliases=_listed(aliases))
        else:
            for at, name in enumerate([slug, *filter(None, fields[1:])]):
                place = Place(name=name)
                yield f"event:e{at}", Event(title=f"Events of day {at}", date="2020", place=place)


def _listed(names: str) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in names.split(";"))))


def literally(marked: Marked) -> Iterator[Span]:
    """The baseline: every name to the letter, as whole words, the longest first."""
    taken: list[Span] = []
    named = [
        (text, ref)
        for ref, record in marked.records
        for text in (
            (record.name, record.abbreviation, *record.aliases)
            if isinstance(record, Group)
            else (record.name, *record.aliases)
            if isinstance(record, Leader)
            else ()
        )
    ]
    named += [(r.place.name, PLACE) for _, r in marked.records if isinstance(r, Event) and r.place]
    for text, ref in sorted(named, key=lambda each: -len(each[0])):
        for found in re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", marked.text) if text else ():
            if not any(found.start() < end and start < found.end() for start, end, _ in taken):
                taken.append(Span(*found.span(), ref))
    yield from taken


def certain(found: Sequence[Mention]) -> Iterator[Span]:
    """Yield the certain ones among some mentions."""
    for each in found:
        if each.is_certain:
            yield Span(each.start, each.end, each.ref or PLACE)


def compare(
    marked: Marked, spans: Sequence[Span], possible: Sequence[Mention] = (), *, tells: str = ""
) -> Count:
    """Count what was found; with `tells`, print what is wrong or missed."""
    unsure = [span for span in marked.spans if span.ref == _UNSURE]
    wanted = {span for span in marked.spans if span.ref != _UNSURE}
    found = {
        span
        for span in spans
        if not any(span.start < other.end and other.start < span.end for other in unsure)
    }
    missed = wanted - found
    dotted = {
        span
        for span in missed
        for each in possible
        if each.start < span.end and span.start < each.end and span.ref in each.candidates
    }
    if tells:
        for span in sorted((found - wanted) | missed):
            sign = "wrong " if span in found else "dotted" if span in dotted else "missed"
            around = marked.text[max(0, span.start - 30) : span.end + 30].replace("\n", " ")
            words = marked.text[span.start : span.end].replace("\n", " ")
            print(f"{sign} {tells}: {words!r} {span.ref}   …{around}…")
    return Count(len(found & wanted), len(found - wanted), len(missed), len(dotted))


def measure_quality(*, wrong: bool, held_out: bool) -> None:
    """Print precision and recall on the marked reports."""
    rows: list[Sequence[str]] = []
    marked = [each for path in sorted(FOLDER.glob("*.txt")) for each in read_marked(path)]
    for is_held_out in (False, True) if held_out else (False,):
        ours, base, parties = Count(), Count(), Count()
        among = [each for each in marked if each.is_held_out == is_held_out]
        for each in among:
            found = mentions(each.text, Known(each.records))
            tells = each.title if wrong else ""
            ours.add(compare(each, list(certain(found)), found, tells=tells))
            only = each._replace(
                spans=[
                    span if span.ref != PLACE else span._replace(ref=_UNSURE) for span in each.spans
                ]
            )
            spans = [span for span in certain(found) if span.ref != PLACE]
            parties.add(compare(only, spans))
            base.add(compare(each, list(literally(each))))
        which = "held out" if is_held_out else "tuned"
        for what, count in (("ours", ours), ("records only", parties), ("literal", base)):
            rows.append(
                (
                    f"{len(among)} {which}",
                    what,
                    str(count.right + count.missed),
                    f"{count.precision:.3f}",
                    f"{count.recall:.3f}",
                    str(count.possible),
                )
            )
    header = ("reports", "found by", "marked", "precision", "recall", "missed, but dotted")
    print_table(header, rows)


def read_news(folder: Path) -> Iterator[Marked]:
    """Yield the published reports of a folder that are marked, with each of their briefings."""
    about = FOLDER.parent / "news"
    book = Store.read(Path(__file__).parents[1] / "db.json", "measured")
    records = {
        "sample": list(book.records()),
        "own": list(_records((about / "briefing").read_text("utf-8"))),
    }
    spans: dict[tuple[str, str], list[Span]] = {}
    for line in (about / "marks").read_text("utf-8").splitlines()[1:]:
        which, name, start, end, ref = line.split()
        spans.setdefault((which, name), []).append(Span(int(start), int(end), ref))
    for (which, name), marked in spans.items():
        if (path := folder / name).exists():
            text = path.read_text("utf-8")
            yield Marked(
                f"{which} {name}",
                is_held_out=False,
                text=text,
                spans=marked,
                records=records[which],
            )


def measure_news(folder: Path, *, wrong: bool) -> None:
    """Print precision and recall on the published reports."""
    rows: list[Sequence[str]] = []
    for each in read_news(folder):
        found = mentions(each.text, Known(each.records))
        count = compare(each, list(certain(found)), found, tells=each.title if wrong else "")
        base = compare(each, list(literally(each)))
        rows.append(
            (
                each.title,
                str(count.right + count.missed),
                f"{count.precision:.3f}",
                f"{count.recall:.3f}",
                f"{base.precision:.3f}",
                f"{base.recall:.3f}",
            )
        )
    header = ("report", "marked", "precision", "recall", "literal precision", "literal recall")
    print_table(header, rows)


def measure_speed(size: float, count: int) -> None:
    """Print how long a text of so many megabytes takes against so many records."""
    records = made_records(count)
    text = made_text(int(size * 1_000_000), records)
    began = perf_counter()
    known = Known(records)
    _ = known.filters
    built = perf_counter() - began
    rows: list[Sequence[str]] = []
    for share in (0.25, 0.5, 1.0):
        part = text[: int(len(text) * share)]
        began = perf_counter()
        found = mentions(part, known)
        rows.append(
            (f"{len(part) / 1e6:.2f} MB", f"{perf_counter() - began:.2f} s", str(len(found)))
        )
    print_table(("text", "mentions", "found"), rows)
    print(f"{len(known.names)} names of {count} records laid out in {built:.2f} s, once")


def made_records(count: int) -> list[tuple[str, Record]]:
    """Return made-up records: seven people to three groups, each with another name."""
    random = Random(count)
    pool = name_words(random, 40_000)
    records: list[tuple[str, Record]] = []
    for at in range(count):
        words = random.sample(pool, random.choice((2, 2, 3, 3, 4)))
        others = (" ".join(random.sample(pool, 2)),) if at % 3 == 0 else ()
        if at % 10 < 7:
            records.append((f"leader:l{at}", Leader(name=" ".join(words), aliases=others)))
        else:
            name = f"{words[0]} {random.choice(_BODIES)} {' '.join(words[1:])}"
            letters = "".join(word[0] for word in name.split())
            records.append((f"group:g{at}", Group(name=name, abbreviation=letters, aliases=others)))
    return records


def made_text(size: int, records: Sequence[tuple[str, Record]]) -> str:
    """Return a made-up text of so many characters: the marked reports, and names put in."""
    random = Random(20)
    texts = [each.text for path in sorted(FOLDER.glob("*.txt")) for each in read_marked(path)]
    paragraphs = [part for text in texts for part in text.split("\n\n")]
    parts: list[str] = []
    length = 0
    while length < size:
        ref, record = random.choice(records)
        name = record.name if isinstance(record, Leader | Group) else ref
        parts.append(f"{random.choice(paragraphs)} It was {name} who said so.\n\n")
        length += len(parts[-1])
    return "".join(parts)


def main(args: list[str]) -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="reading mentions", description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="print what is wrong or missed")
    parser.add_argument("--held-out", action="store_true", help="measure the held-out half too")
    parser.add_argument("--news", type=Path, metavar="DIR", help="measure published reports too")
    parser.add_argument("--size", type=float, default=1.0, metavar="MB")
    parser.add_argument("--records", type=int, default=100_000, metavar="N")
    given = parser.parse_args(args)
    print_machine(machine())
    measure_quality(wrong=given.wrong, held_out=given.held_out)
    if given.news:
        print()
        measure_news(given.news, wrong=given.wrong)
    if given.size:
        print()
        measure_speed(given.size, given.records)
