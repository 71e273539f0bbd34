"""Makes up a briefing of any size, the same one every time.

    python benchmarks/generate.py 10000 briefing.json

Everything in it is invented, but the proportions, the spread of spellings and dates, and the
references from one record to another are those of a briefing that has been in use for years.
"""

import argparse
import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from random import Random

if not __package__:  # run as a file: the package is in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import words
from briefing.model import terms
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Actor, Casualties, Event, Place
from briefing.model.kinds.group import Group
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.link import Link
from briefing.model.kinds.quote import Quote
from briefing.model.kinds.record import Cite, Record
from briefing.model.kinds.source import Source
from briefing.model.refs import slugify, unused_slug
from briefing.model.validation import faults, plain
from briefing.store.backends.jsonfile.snapshot_codec import encode
from briefing.store.snapshot import FORMAT, Meta, Snapshot

SHARES = {"group": 15, "leader": 20, "event": 45, "quote": 10, "source": 2, "link": 8}
"""How many of a hundred records are of each kind."""

FEWEST = 20
"""Below this some kinds would have no record to refer to."""

_COUNTRIES = ("ML", "NE", "BF", "DZ", "MR", "LY", "TD", "NG", "SN", "FR")
_FIRST_YEAR, _LAST_YEAR = 2003, 2023


class Maker:
    """Makes up the records of one briefing.

    Args:
        count: How many.
        seed: The same seed makes the same briefing.
    """

    def __init__(self, count: int, seed: int) -> None:
        self._random = Random(seed)
        self._counts = _counts(count)
        self.tables: dict[str, dict[str, Record]] = {kind: {} for kind in KINDS}
        self._refs: dict[str, list[str]] = {kind: [] for kind in KINDS}
        self._numbers: dict[str, int] = {}

    @cached_property
    def _names(self) -> list[str]:
        return words.name_words(self._random, 3000)

    @cached_property
    def _given(self) -> list[str]:
        return words.name_words(self._random, 300)

    @cached_property
    def _places(self) -> list[Place]:
        return [self._place(name) for name in words.name_words(self._random, 1500)]

    def make(self) -> None:
        """Make all tables, those others refer to first."""
        makers = {
            "source": self._source,
            "group": self._group,
            "leader": self._leader,
            "event": self._event,
            "quote": self._quote,
            "link": self._link,
        }
        for kind, maker in makers.items():
            for _ in range(self._counts[kind]):
                wanted, record = maker()
                self._keep(kind, wanted, record)

    def _keep(self, kind: str, wanted: str, record: Record) -> None:
        table = self.tables[kind]
        if wanted in table:
            # A common name is taken very often: go on counting where it was left.
            number = self._numbers[wanted] = self._numbers.get(wanted, 1) + 1
            wanted = unused_slug(f"{wanted}-{number}", table)
        table[wanted] = record
        self._refs[kind].append(f"{kind}:{wanted}")

    def _source(self) -> tuple[str, Source]:
        random = self._random
        published = self._day()
        title = words.sentence(random, 4, 9).rstrip(".")
        slug = slugify(published, title)
        return slug, Source(
            title=title,
            type=random.choice(terms.SOURCE_TYPES),
            authors=(self._person(),) if random.random() < 0.5 else (),
            publisher=random.choice(words.PAPERS).format(random.choice(self._names)),
            published=published,
            url=f"https://example.org/{slug}",
            language=random.choice(("en", "fr", "ar")),
            reliability=random.choice("ABBCCCDF"),
            reliability_reason="often right before" if random.random() < 0.3 else "",
        )

    def _group(self) -> tuple[str, Group]:
        random = self._random
        name = random.choice(words.BODIES).format(random.choice(self._names))
        initials = "".join(word[0] for word in name.split()).upper()
        founded = self._year()
        status = random.choice(terms.GROUP_STATUSES)
        return slugify(name), Group(
            name=name,
            abbreviation=initials if random.random() < 0.3 and len(initials) > 2 else "",
            kind=random.choice(terms.GROUP_KINDS),
            countries=tuple(dict.fromkeys(random.choices(_COUNTRIES, k=random.randint(1, 3)))),
            founded=str(founded),
            dissolved=str(founded + random.randint(0, 15)) if status == "defunct" else "",
            status=status,
            aliases=self._aliases(name, 0.4),
            summary=words.sentence(random, 12, 40) if random.random() < 0.6 else "",
            tags=self._tags(),
            cites=self._cites("status"),
        )

    def _leader(self) -> tuple[str, Leader]:
        random = self._random
        name = self._person()
        born = random.randint(1935, 1990)
        status = random.choice(terms.LEADER_STATUSES)
        return slugify(name), Leader(
            name=name,
            position=random.choice(words.POSITIONS),
            nationalities=(random.choice(_COUNTRIES),),
            born=f"{born}~" if random.random() < 0.5 else "",
            died=self._day() if status == "dead" else "",
            status=status,
            aliases=self._aliases(name, 0.7),
            summary=words.sentence(random, 10, 40) if random.random() < 0.5 else "",
            tags=self._tags(),
            cites=self._cites("status"),
        )

    def _event(self) -> tuple[str, Event]:
        random = self._random
        place = random.choice(self._places)
        title = random.choice(words.HAPPENINGS).format(place.name)
        date = self._date()
        kind = random.choice(tuple(terms.EVENT_KINDS))
        earlier = self._refs["event"]
        return slugify(date[:10], title), Event(
            title=title,
            date=date,
            kind=kind,
            subkind=random.choice(terms.EVENT_KINDS[kind]),
            place=place,
            actors=tuple(self._actor() for _ in range(random.choice((1, 2, 2, 2, 3)))),
            casualties=tuple(self._casualties() for _ in range(random.choice((0, 1, 1, 2)))),
            part_of=random.choice(earlier) if earlier and random.random() < 0.03 else "",
            status=random.choice(terms.EVENT_STATUSES),
            summary=words.sentence(random, 15, 60) if random.random() < 0.7 else "",
            tags=self._tags(),
            cites=self._cites("casualties"),
        )

    def _quote(self) -> tuple[str, Quote]:
        random = self._random
        text = words.sentence(random, 6, 35)
        is_named = random.random() < 0.6
        about = {self._party() for _ in range(random.randint(0, 2))}
        return slugify(" ".join(text.split()[:6])), Quote(
            text=text,
            source=random.choice(self._refs["source"]),
            speaker=self._often("leader") if is_named else "",
            attribution="" if is_named else random.choice(words.ATTRIBUTIONS),
            anonymity="named" if is_named else "unnamed",
            mode=random.choice(terms.QUOTE_MODES),
            language=random.choice(("en", "fr")),
            said=self._day(),
            about=tuple(sorted(about)),
        )

    def _link(self) -> tuple[str, Link]:
        random = self._random
        one = self._often("leader") if random.random() < 0.6 else self._often("group")
        other = self._often("group")
        while other == one:
            other = random.choice(self._refs["group"])
        start = self._year()
        kind = random.choice(tuple(terms.LINK_TYPES))
        return slugify(one.partition(":")[2], kind, other.partition(":")[2]), Link(
            type=kind,
            from_=one,
            to=other,
            role=random.choice(words.POSITIONS) if kind in ("leads", "member") else "",
            start=str(start),
            end=str(start + random.randint(0, 10)) if random.random() < 0.4 else "",
            cites=self._cites(""),
        )

    def _person(self) -> str:
        random = self._random
        particle = random.choice(words.PARTICLES)
        family = random.choice(self._names)
        joined = particle + family if particle.endswith("-") else f"{particle} {family}".strip()
        return f"{random.choice(self._given)} {joined}"

    def _place(self, name: str) -> Place:
        random = self._random
        return Place(
            name=name,
            admin1=random.choice(self._names),
            country=random.choice(_COUNTRIES),
            latitude=round(random.uniform(-5, 30), 4),
            longitude=round(random.uniform(-15, 25), 4),
            precision=random.choice(tuple(terms.PLACE_PRECISIONS)),
        )

    def _actor(self) -> Actor:
        role = self._random.choice(terms.ACTOR_ROLES)
        if self._random.random() < 0.1:
            return Actor(name="unidentified armed men", role=role)
        return Actor(ref=self._party(), role=role)

    def _casualties(self) -> Casualties:
        random = self._random
        low = random.randint(0, 40)
        best = low + random.randint(0, 20) if random.random() < 0.6 else None
        high = (best or low) + random.randint(0, 30) if random.random() < 0.4 else None
        who = random.choice(("soldiers", "civilians", "fighters", ""))
        return Casualties(who, random.choice(terms.OUTCOMES), low, best, high)

    def _cites(self, field: str) -> tuple[Cite, ...]:
        random = self._random
        return tuple(
            Cite(
                source=random.choice(self._refs["source"]),
                field=field if place else "",
                passage=words.sentence(random, 5, 20),
                credibility=random.randint(1, 6),
            )
            for place in range(random.choice((1, 1, 1, 2)))
        )

    def _aliases(self, name: str, chance: float) -> tuple[str, ...]:
        random = self._random
        wanted = random.randint(1, 3) if random.random() < chance else 0
        other = (words.respelled(name, random) for _ in range(wanted))
        return tuple(alias for alias in dict.fromkeys(other) if alias != name)

    def _tags(self) -> tuple[str, ...]:
        return (self._random.choice(words.WORDS[20:]),) if self._random.random() < 0.3 else ()

    def _party(self) -> str:
        return self._often("group" if self._random.random() < 0.75 else "leader")

    def _often(self, kind: str) -> str:
        """One of a kind; a few are named very often, most hardly ever."""
        refs = self._refs[kind]
        return refs[int(len(refs) * self._random.random() ** 3)]

    def _year(self) -> int:
        return self._random.randint(_FIRST_YEAR, _LAST_YEAR)

    def _day(self) -> str:
        random = self._random
        return f"{self._year()}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"

    def _date(self) -> str:
        """A date as exact, or not, as reports give it."""
        chance = self._random.random()
        if chance < 0.75:
            return self._day()
        if chance < 0.87:
            return f"{self._year()}-{self._random.randint(1, 12):02}"
        if chance < 0.95:
            return f"{self._year()}~"
        start = self._year()
        return f"{start}/{start + 1}"


def generate(count: int, seed: int = 1) -> bytes:
    """The bytes of a db.json with that many records.

    Args:
        count: How many records, links included; at least `FEWEST`.
        seed: The same seed gives the same bytes.

    Raises:
        ValueError: Too few are asked for.
    """
    return b"".join(encode(snapshot(count, seed)))


def snapshot(count: int, seed: int = 1) -> Snapshot:
    """The same briefing as records in memory; see `generate`."""
    if count < FEWEST:
        raise ValueError(f"{count} records are too few: ask for at least {FEWEST}")
    maker = Maker(count, seed)
    maker.make()
    return Snapshot(Meta(FORMAT, f"Sample of {count:,} records"), maker.tables)


def _counts(count: int) -> dict[str, int]:
    counts = {kind: max(1, count * share // 100) for kind, share in SHARES.items()}
    counts["event"] += count - sum(counts.values())
    return counts


def _first_fault(briefing: Snapshot) -> str:
    """What is wrong with the first wrong record; empty when all are right."""
    for kind, table in briefing.tables.items():
        for slug, record in table.items():
            for fault in faults(kind, plain(record)):
                return f"{kind}:{slug}: {fault}"
    return ""


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a made-up briefing to a file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, metavar="N", help="how many records")
    parser.add_argument("out", type=Path, metavar="OUT", help="the file to write")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", action="store_true", help="validate every record, slowly")
    options = parser.parse_args(arguments)
    try:
        briefing = snapshot(options.count, options.seed)
    except ValueError as error:
        parser.error(str(error))
    fault = _first_fault(briefing) if options.check else ""
    if fault:
        parser.exit(1, f"not valid: {fault}\n")
    data = b"".join(encode(briefing))
    options.out.write_bytes(data)
    print(f"{options.out}: {options.count:,} records, {len(data) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
