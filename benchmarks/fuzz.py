"""Whether anything that is typed, pasted or piped in hangs the program or brings it down.

    python -m benchmarks.fuzz [--inputs 100000] [--seed 1]

Every reader gets inputs made at random: words of its own language in any order, a few of them
again and again up to the longest it may get, real phrases with letters lost, doubled and exchanged,
and any signs at all. It must understand or refuse each; the time is that of the processor, which
other programs do not lengthen. The status is 1 when anything else came of one, or one took longer
than `LIMIT`.
"""

import argparse
import datetime as dt
import gc
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, cycle, islice
from random import Random
from time import thread_time
from types import FrameType
from typing import TypeVar

import msgspec

from benchmarks.figures import machine, print_machine, print_table
from briefing.model.dates import DateFault, describe, parse
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.understanding import TEXT_KINDS, Context, understand
from briefing.model.parsers.words import NotUnderstood
from briefing.model.validation import build, faults
from briefing.record_text import as_text
from briefing.record_text import read as read_text
from briefing.scripting import apply_lines
from briefing.search.entries import index_of
from briefing.search.identity.find import Identities
from briefing.store.store import Store

LIMIT = 0.1
"""Seconds of the processor that one input may take."""

HANGS = 10
"""Seconds after which an input is given up."""

LONGEST = 20_000
"""Characters of the longest input."""

BOOK: Mapping[str, dict[str, object]] = {
    "leader:talon": {"name": "Idris Talon", "aliases": ["Abou Talon"]},
    "leader:vedra": {"name": "Ana Vedra"},
    "group:mnla": {"name": "National Movement of the North", "abbreviation": "MNLA"},
    "group:aqim": {"name": "Al-Qaeda in the Maghreb", "abbreviation": "AQIM"},
    "group:army": {"name": "Malian army"},
    "source:wire": {"title": "The wire: a story", "published": "2014-01-24"},
    "event:raid": {"title": "Raid on Kidal", "date": "2013-01-16"},
}

PHRASES = """\
twenty-one killed|at least 30 killed, 45 injured in two mosque attacks|between 10 and 15 soldiers
two French journalists killed by Islamists|killed: 95 (90 to 100) soldiers|no one was killed
douze morts et trois blessés|the death toll rose from 30 to 40|12 killed, including 3 children
late february 2013|the night of 23–24 January 2014|on Friday and Saturday|over the past few weeks
2013-01-16|[2013-01-10..2013-01-12]|2013-02-2X~|10–12 January 2013|early 1990s|24 janvier 2013
perpetrator: MNLA, AQIM; target: Malian army|French army as target|MNLA and Ansar Dine|by AQIM
Aguelhoc, Kidal, Mali (19.46, 0.86 near)|16°16′18″N 0°2′24″W|15 km north of Gao|Goma, Congo
leads AQIM since 2007 [The wire: a story]|Idris Talon founded MNLA in 2011|was a member of AQIM
status = at large: “remains at large” (2) The wire: a story|date gives 30 january 2013: The wire
“We will stay,” said Idris Talon. “They will go,” replied Ana Vedra, a spokeswoman for the MNLA.
Talon told the BBC on Monday that the army had left. A witness said “they came at dawn”.
""".replace("|", "\n").splitlines()
WORDS = """
a A an the and or of to in on at by from as with who said told that not no 1 2 12 16.2 -3 2013 1990s
2013-01 1-1 1: 1- 1, 16° +1 ~ ? [ ] ( ) { } .. … , ; : . ! - – — / | & = < > ≥ % " ' “ ” « » ‘ ’ „
° ′ ″ ¶ \\ # *
killed wounded dead dozens hundred thousand million several including toll people soldiers seven
january 24 friday last week ago early late before after until since between about X XX T12 W04 Q1
perpetrator: target: mnla AQIM army Mali Congo republic north near km N E lat geo: POINT(
leads member split founder deputy role field = gives contradicts: status all it “a” Mr. Gen. he
é ß İ ﷺ ۱۲ ² ½ 十 مختار مالي \u200d \u202e \u0301 \ufeff \U000f0000 \U0001f600 \x00 \x1b \n \t \r
"""
ORDERS = """
{"op": "put", "ref": "group:x", "record": {"name": "X", "founded": "2012~", "countries": ["ML"]}}
{"op": "put", "ref": "group:y", "record": {"name": "Y", "cites": [{"source": "source:wire", \
"field": "founded", "value": "early 2011", "stance": "contradicts", "credibility": 2}]}, "why": "a"}
{"op": "put", "ref": "event:z", "record": {"title": "Z", "date": "2013-01", "place": {"name": \
"Gao", "country": "ML", "latitude": 16.27}, "actors": [{"ref": "group:mnla", "role": "target"}], \
"casualties": [{"who": "soldiers", "outcome": "killed", "low": 3, "high": 5}]}}
{"op": "delete", "ref": "group:mnla", "unlink": true}
""".strip().splitlines()
_SHOWN = 5


class Outcome(msgspec.Struct):
    """What became of the inputs of one reader.

    Attributes:
        reader: Its name.
        inputs: How many it got.
        understood: How many it understood.
        broken: Inputs of which something else came than an answer or a refusal, with what.
        slowest: Seconds for the slowest.
        slowest_input: That one.
        limit: Seconds that one may take.
    """

    reader: str
    inputs: int = 0
    understood: int = 0
    broken: list[tuple[str | bytes, str]] = []
    slowest: float = 0.0
    slowest_input: str | bytes = ""
    limit: float = LIMIT

    @property
    def is_right(self) -> bool:
        """Whether every input got an answer in time."""
        return not self.broken and self.slowest <= self.limit


class Hung(BaseException):
    """An input took longer than anybody waits; no reader may catch it."""


T = TypeVar("T", str, bytes)

Reader = Callable[[str], bool]
"""Reads a text and returns whether it was understood; raises nothing."""


def _records() -> Mapping[str, Record]:
    return {ref: build(ref.partition(":")[0], raw) for ref, raw in BOOK.items()}


def readers() -> Mapping[str, Reader]:
    """Every way in for a text, by its name."""
    records = _records()
    return {
        **{what: _phrase_reader(what, records) for what in TEXT_KINDS},
        "a field": _field_reader(),
        "edtf": _read_edtf,
        "apply": _order_reader(records),
        "search": _search_reader(records),
        "text of records": lambda text: not read_text(text, records).faults,
    }


def _phrase_reader(what: str, records: Mapping[str, Record]) -> Reader:
    names = Identities(index_of(records.items(), reads_texts=False))
    said = DateContext(dt.date(2014, 1, 24), "the source in use")
    book = Context(said=said, find=names.find, by_surname=names.by_surname)

    def read(text: str) -> bool:
        try:
            understand(what, text, book)
        except NotUnderstood:
            return False
        return True

    return read


def _field_reader() -> Reader:
    """Judges each text as a field, of the sorts there are by turns."""
    sorts = {
        (field.shape, field.check, field.read, field.choices): (kind, field)
        for kind, declared in KINDS.items()
        for field in declared.fields
    }

    turns = cycle(sorts.values())

    def read(text: str) -> bool:
        kind, field = next(turns)
        return not any(
            fault.path.startswith(field.name)
            for fault in faults(kind, {field.name: [text] if field.is_list else text})
        )

    return read


def _read_edtf(text: str) -> bool:
    describe(text)
    try:
        parse(text)
    except DateFault:
        return False
    return True


def _search_reader(records: Mapping[str, Record]) -> Reader:
    index = index_of(records.items(), reads_texts=True)
    return lambda text: bool(index.search(text))


def _order_reader(records: Mapping[str, Record]) -> Reader:
    def read(text: str) -> bool:
        store = Store.in_memory()
        with store.transaction() as change:
            for ref, record in records.items():
                change.put(ref, record)
        answers = apply_lines(store, text.encode(errors="surrogatepass").split(b"\n"))
        return all(answer["ok"] for answer in answers)

    return read


def _seeds(reader: str) -> Sequence[str]:
    if reader == "apply":
        return ORDERS
    return [as_text(_records())] if reader == "text of records" else PHRASES


def _inputs(random: Random, seeds: Sequence[str]) -> Iterator[str]:
    """Make inputs without end, from real ones and from the words of this trade."""
    words = (*WORDS.split(), " ", "\n")
    while True:
        way = random.random()
        few = random.choices(words, k=random.randint(1, 4))
        many = random.choices(words, k=random.randint(1, 25))
        if way < 0.4:
            yield _spoilt(random, random.choice(seeds), words)
        elif way < 0.6:
            yield " ".join(many)
        elif way < 0.7:
            yield "".join(many)
        elif way < 0.8:
            yield _repeated(random, "".join(few))
        elif way < 0.9:
            yield _repeated(random, " ".join((*few, "")))
        elif way < 0.93:
            begun = random.choice(seeds)
            yield begun[: random.randint(0, len(begun))] + _repeated(random, "".join(few))
        elif way < 0.97:
            yield _repeated(random, random.choice(seeds) + random.choice((" ", "; ", ", ", "\n")))
        else:
            last = random.choice((0x7F, 0x7FF, 0xFFFF, 0x10FFFF))
            yield "".join(chr(random.randint(0, last)) for _ in range(random.randint(1, 60)))


def _spoilt(random: Random, text: str, words: Sequence[str]) -> str:
    """A text with some letters lost, doubled, exchanged or replaced."""
    letters = [*text]
    for _ in range(random.randint(0, 4)):
        at = random.randrange(len(letters) + 1)
        lost = random.choice((0, 0, 1, 2, 10))
        put = random.choice(("", random.choice(words), "".join(letters[at : at + 8])))
        letters[at : at + lost] = put
    return "".join(letters)


def _repeated(random: Random, text: str) -> str:
    """A text again and again, up to any length."""
    length = int(LONGEST ** random.uniform(0.3, 1))
    return (text * (length // len(text) + 1))[:length]


def fuzz(name: str, read: Reader, count: int, random: Random) -> Outcome:
    """Give a reader inputs made at random.

    Args:
        name: Its name.
        read: The reader.
        count: How many it gets.
        random: Makes them.
    """
    found = Outcome(name)
    seeds = _seeds(name)
    give(found, read, chain(seeds, islice(_inputs(random, seeds), count)), len(seeds))
    return found


def give(found: Outcome, read: Callable[[T], bool], inputs: Iterable[T], untimed: int) -> None:
    """Give a reader inputs and take note of what becomes of them.

    Args:
        found: Where that is noted.
        read: The reader.
        inputs: What it gets.
        untimed: How many of the first are not timed: what is made when it is first asked for is no
            part of an input.
    """
    for number, text in enumerate(inputs):
        start = thread_time()
        try:
            with _patience():
                found.understood += read(text)
        except (Exception, Hung) as error:  # noqa: BLE001  whatever comes is what is looked for
            found.broken.append((text, repr(error)))
            if isinstance(error, Hung):
                break
        taken = thread_time() - start
        found.inputs += 1
        if number >= untimed and taken > found.slowest:
            found.slowest, found.slowest_input = taken, text


@contextmanager
def _patience() -> Iterator[None]:
    """Give up after `HANGS` seconds."""
    before = signal.signal(signal.SIGALRM, _give_up)
    signal.setitimer(signal.ITIMER_REAL, HANGS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise Hung


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz every reader, print what came of it; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=100_000, help="how many in all")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same inputs")
    parser.add_argument("--reader", action="append", help="only this one; may be said again")
    options = parser.parse_args(arguments)
    chosen = {
        name: read
        for name, read in readers().items()
        if options.reader is None or name in options.reader
    }
    print_machine(machine())
    # Collections need not visit what is already loaded.
    gc.freeze()
    found = [
        fuzz(name, read, options.inputs // len(chosen), Random(f"{options.seed} {name}"))
        for name, read in chosen.items()
    ]
    return report(found)


def report(found: Sequence[Outcome]) -> int:
    """Print what came of all inputs; return the exit status."""
    print_table(
        ("reader", "inputs", "understood", "broken", "slowest ms"),
        [
            (
                one.reader,
                f"{one.inputs:,}",
                f"{one.understood:,}",
                str(len(one.broken)),
                f"{one.slowest * 1000:.0f}",
            )
            for one in found
        ],
    )
    for one in found:
        for text, error in one.broken[:_SHOWN]:
            print(f"{one.reader}: {error[:200]}\n    {text[:200]!r}")
        if one.slowest > one.limit:
            length = len(one.slowest_input)
            print(f"{one.reader}: slow, {length} characters\n    {one.slowest_input[:200]!r}")
    return 0 if all(one.is_right for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
