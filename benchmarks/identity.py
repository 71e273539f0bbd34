"""Whether names become the right record: known ones in another spelling, and absent ones.

    python -m benchmarks.identity --variants FILE --negatives FILE --actors FILE … --misp FILE
    python -m benchmarks.identity --variants FILE --pool FILE

An absent name must not become a record, however similar one is; every link is printed, because the
lists have some actors twice. A known name should become its record however it is spelled, or at
least be the first that is offered, or among the first ten.
"""

import argparse
import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from time import perf_counter

import msgspec

from benchmarks.figures import (
    machine,
    milliseconds,
    print_machine,
    print_table,
    slow_milliseconds,
)
from benchmarks.search_names import Pair, read_negatives, read_pool, read_variants
from briefing.search.entries import SearchEntry
from briefing.search.identity.find import Identities
from briefing.search.index import SearchIndex
from briefing.search.words.folding import fold

KINDS = {"person": "leader", "org": "group"}
PARTIES = ("group", "leader")
PRESENT = (
    "punct-case-diacritic",
    "spacing",
    "reorder",
    "spelling-close",
    "spelling-mixed",
    "spelling-far",
)
_OFFERED = 10
_REBUILT_AFTER = 300
_PRINTED = 40


class Present(msgspec.Struct):
    """What became of other spellings of names that are there.

    Attributes:
        kind: "person" or "org".
        group: The class of the change.
        typed: How many.
        linked: How many became their record.
        first: For how many that, or it was the first offered.
        ten: For how many that, or it was among the first ten.
        wrong: What was typed, and the other record it became.
    """

    kind: str
    group: str
    typed: int
    linked: int
    first: int
    ten: int
    wrong: list[tuple[str, str]]


class Absent(msgspec.Struct):
    """What became of names that are not there.

    Attributes:
        what: Where they are from.
        typed: How many.
        linked: What was typed, and the record it became.
    """

    what: str
    typed: int
    linked: list[tuple[str, str]]


def present(
    variants: Sequence[Pair], pool: Sequence[str], sample: int | None
) -> tuple[list[Present], list[float]]:
    """Type other spellings of names in a book; also tell how long each took."""
    owners = _owners(variants)
    entries = [
        SearchEntry(ref, ref.partition(":")[0], tuple(dict.fromkeys(names)))
        for ref, names in _by_owner(variants, owners).items()
    ]
    others = (SearchEntry(f"leader:other-{at}", "leader", (name,)) for at, name in enumerate(pool))
    index = SearchIndex([*entries, *others])
    known = Identities(index)
    seconds: list[float] = []
    found: list[Present] = []
    for kind in KINDS:
        for group in PRESENT:
            chosen = [pair for pair in variants if (pair.kind, pair.group) == (kind, group)]
            if sample is not None and len(chosen) > sample:
                chosen = Random(sample).sample(chosen, sample)
            figures = Present(kind, group, len(chosen), 0, 0, 0, [])
            for pair in chosen:
                right = owners[pair.name, kind]
                start = perf_counter()
                ref = known.find(pair.query, PARTIES)
                seconds.append(perf_counter() - start)
                hits = index.search(pair.query, kinds=PARTIES, limit=_OFFERED, finished=True)
                offers = [hit.ref for hit in hits]
                figures.linked += ref == right
                figures.first += right in (ref, *offers[:1])
                figures.ten += right in (ref, *offers)
                if ref not in ("", right):
                    figures.wrong.append((pair.query, ref))
            found.append(figures)
    return found, seconds


def look_alikes(negatives: Sequence[Pair]) -> Absent:
    """Type names that look like a name in the book and are not it, one book for each."""
    linked = []
    for pair in negatives:
        kind = KINDS[pair.kind]
        known = Identities(SearchIndex([SearchEntry(f"{kind}:it", kind, (pair.name,))]))
        if known.find(pair.query, PARTIES):
            linked.append((pair.query, pair.name))
    return Absent("look-alikes", len(negatives), linked)


def left_out(what: str, kind: str, actors: Iterable[Iterable[str]]) -> Absent:
    """Take each actor with all its names out of a book of the others, and type them."""
    names = _listed_once(actors)
    entries = [SearchEntry(f"{kind}:{at}", kind, each) for at, each in enumerate(names)]
    index = SearchIndex(entries)
    linked: list[tuple[str, str]] = []
    for at, entry in enumerate(entries):
        if at % _REBUILT_AFTER == _REBUILT_AFTER - 1:
            index = SearchIndex(entries)
        index.remove(entry.ref)
        known = Identities(index)
        met = ((name, known.find(name, PARTIES)) for name in entry.names)
        linked += [(name, index.names(ref)[0]) for name, ref in met if ref]
        index.put(entry)
    return Absent(what, sum(map(len, names)), linked)


def event_actors(files: Iterable[Path]) -> Iterator[str]:
    """Both sides of each event of UCDP, once; a row of HXL tags names nobody."""
    sides = [
        row[side].strip()
        for path in files
        for row in csv.DictReader(path.read_text("utf-8").splitlines(keepends=True))
        for side in ("side_a", "side_b")
    ]
    yield from dict.fromkeys(side for side in sides if side and not side.startswith("#"))


def misp_actors(path: Path) -> Iterator[tuple[str, ...]]:
    """The names of each threat actor of a MISP galaxy."""
    for actor in json.loads(path.read_text("utf-8"))["values"]:
        yield actor["value"], *actor.get("meta", {}).get("synonyms", ())


def _listed_once(actors: Iterable[Iterable[str]]) -> list[tuple[str, ...]]:
    """Make one of actors that share a name to the letter: lists give some of them twice."""
    owner: dict[str, list[str]] = {}
    for names in actors:
        together: list[str] = []
        for name in names:
            for key in (fold(name), fold(name).replace(" ", "")):
                together += owner.get(key, [])
            together.append(name)
        together = list(dict.fromkeys(together))
        for name in together:
            owner[fold(name)] = owner[fold(name).replace(" ", "")] = together
    return list(dict.fromkeys(tuple(names) for names in owner.values()))


def _owners(variants: Sequence[Pair]) -> dict[tuple[str, str], str]:
    """The record of each name; names that share a spelling are of one record."""
    listed = {
        kind: _listed_once((pair.name, pair.query) for pair in variants if pair.kind == kind)
        for kind in KINDS
    }
    return {
        (name, kind): f"{KINDS[kind]}:{at}"
        for kind, actors in listed.items()
        for at, names in enumerate(actors)
        for name in names
    }


def _by_owner(variants: Sequence[Pair], owners: dict[tuple[str, str], str]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for pair in variants:
        names.setdefault(owners[pair.name, pair.kind], []).append(pair.name)
    return names


def _with_aliases(actors: Iterable[str], variants: Sequence[Pair]) -> Iterator[tuple[str, ...]]:
    aliases: dict[str, list[str]] = {}
    for pair in variants:
        aliases.setdefault(pair.name, []).append(pair.query)
        aliases.setdefault(pair.query, []).append(pair.name)
    for actor in actors:
        yield actor, *aliases.get(actor, ())


def _report_present(found: Sequence[Present], seconds: Sequence[float]) -> None:
    head = ("present, spelled otherwise", "typed", "linked", "or first", "or in ten", "wrong")
    rows = [
        (
            f"{one.kind} {one.group}",
            str(one.typed),
            *(f"{count / max(1, one.typed):.3f}" for count in (one.linked, one.first, one.ten)),
            str(len(one.wrong)),
        )
        for one in found
    ]
    print_table(head, rows)
    print(f"find: {milliseconds(seconds)} ms, 95 of 100 {slow_milliseconds(seconds)} ms")
    _print_links([link for one in found for link in one.wrong])


def _report_absent(found: Sequence[Absent]) -> None:
    rows = [(one.what, str(one.typed), str(len(one.linked))) for one in found]
    print_table(("absent", "typed", "linked"), rows)
    _print_links([link for one in found for link in one.linked])


def _print_links(links: Sequence[tuple[str, str]]) -> None:
    for name, other in links[:_PRINTED]:
        print(f"    {name}  →  {other}")
    if len(links) > _PRINTED:
        print(f"    and {len(links) - _PRINTED} more")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--variants", type=Path, help="names and other spellings of them")
    parser.add_argument("--pool", type=Path, help="other names in the book, one a line")
    parser.add_argument("--negatives", type=Path, help="look-alikes that are not the same")
    parser.add_argument("--actors", type=Path, nargs="+", default=[], help="events of UCDP, CSV")
    parser.add_argument("--misp", type=Path, help="threat actors of MISP, JSON")
    parser.add_argument("--sample", type=int, help="so many spellings of each class, not all")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    about = machine()
    variants = read_variants(options.variants) if options.variants else []
    pool = read_pool(options.pool) if options.pool else []
    spelled, seconds = present(variants, pool, options.sample)
    absent: list[Absent] = []
    if options.negatives:
        absent.append(look_alikes(read_negatives(options.negatives)))
    if options.actors:
        actors = _with_aliases(event_actors(options.actors), variants)
        absent.append(left_out("actors of events", "group", actors))
    for kind, name in KINDS.items() if variants else ():
        of_kind = [pair for pair in variants if pair.kind == kind]
        listed = _with_aliases(dict.fromkeys(pair.name for pair in of_kind), of_kind)
        absent.append(left_out(f"{kind} names and aliases", name, listed))
    if options.misp:
        absent.append(left_out("threat actors", "group", misp_actors(options.misp)))
    if options.json:
        print(
            msgspec.json.encode({"machine": about, "present": spelled, "absent": absent}).decode()
        )
        return
    print_machine(about)
    if variants:
        _report_present(spelled, seconds)
    _report_absent(absent)


if __name__ == "__main__":
    main()
