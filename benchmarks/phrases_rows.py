"""How many actors and places of UCDP events are read correctly from a line.

    python -m benchmarks.phrases_rows FILE… [--show N] [--json]

Each FILE is a table as UCDP publishes its Georeferenced Event Dataset. Actors are written as
"perpetrator: A; target: B", with a briefing that has none of them, each of them, and each side as
one record; places as "where_coordinates, adm_2, adm_1, country", alone and with the position in
several forms. A line is right if it gives what the table has, spaces aside; refused if it is
rejected with a reason; otherwise wrong. The status is 1 if any is wrong.
"""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.figures import print_table
from briefing.model.codes import countries_named
from briefing.model.parsers.actors import read_actors
from briefing.model.parsers.places import read_place
from briefing.model.parsers.words import NotUnderstood

Event = Mapping[str, str]
Check = Callable[[Event], tuple[str, bool | str]]
"""Gives the line for an event, and whether it was read right, or the reason it was refused."""


class Tally(NamedTuple):
    """What became of the lines of one kind.

    Attributes:
        what: The kind.
        right: How many were read as what they are.
        refused: Those that were refused, with the reason.
        wrong: Those that were read as something else.
    """

    what: str
    right: int
    refused: Sequence[str]
    wrong: Sequence[str]

    @property
    def understood(self) -> float:
        """How many of a hundred were read right."""
        return 100 * self.right / max(1, self.right + len(self.refused) + len(self.wrong))


def main() -> None:
    """Read every line of every file and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print so many of those not right")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    events = [event for path in options.files for event in read_events(path)]
    tallies = [tally(what, check, events) for what, check in checks(events).items()]
    if options.json:
        print(json.dumps([each._asdict() for each in tallies], ensure_ascii=False))
    else:
        print_table(
            ("", "lines", "understood", "refused", "wrong"),
            [
                (
                    each.what,
                    str(each.right + len(each.refused) + len(each.wrong)),
                    f"{each.understood:.1f} %",
                    str(len(each.refused)),
                    str(len(each.wrong)),
                )
                for each in tallies
            ],
        )
    for each in tallies if options.show else ():
        for line in [*each.wrong, *each.refused][: options.show]:
            print(f"{each.what}: {line}")
    sys.exit(any(each.wrong for each in tallies))


def read_events(path: Path) -> Iterator[Event]:
    """The events of a table, without the row of tags that HDX puts under its head."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if not row["latitude"].startswith("#"):
                yield {name: " ".join(value.split()) for name, value in row.items()}


def tally(what: str, check: Check, events: Iterable[Event]) -> Tally:
    """Check every event, each line once."""
    right, refused, wrong = 0, [], []
    seen: set[str] = set()
    for event in events:
        line, found = check(event)
        if line in seen:
            continue
        seen.add(line)
        if found is True:
            right += 1
        elif found is False:
            wrong.append(line)
        else:
            refused.append(f"{line} ({found})")
    return Tally(what, right, refused, wrong)


def checks(events: Sequence[Event]) -> Mapping[str, Check]:
    """Every kind of line there is, with what checks it."""
    sides = {event[side] for event in events for side in ("side_a", "side_b")}
    names = {name for side in sides for name in _coalition(side)}
    forms: dict[str, Callable[[float, float], str]] = {
        "(16.27, -0.04)": lambda latitude, longitude: f" ({latitude}, {longitude})",
        "16.27 -0.04": lambda latitude, longitude: f" {latitude} {longitude}",
        ", 16.27; -0.04": lambda latitude, longitude: f", {latitude}; {longitude}",
        "16.27°N 0.04°W": lambda latitude, longitude: (
            f" {abs(latitude)}°{'NS'[latitude < 0]} {abs(longitude)}°{'EW'[longitude < 0]}"
        ),
        "16°16′12″N 0°2′24″W": lambda latitude, longitude: (
            f", {_in_minutes(latitude, 'NS')} {_in_minutes(longitude, 'EW')}"
        ),
    }
    return {
        "actors, none in the book": actors_with(()),
        "actors, all in the book": actors_with(names),
        "actors, each side a record": actors_with(sides, as_one=True),
        "places": place_with(lambda _latitude, _longitude: ""),
        **{f"places with {name}": place_with(form) for name, form in forms.items()},
    }


def actors_with(known: Iterable[str], *, as_one: bool = False) -> Check:
    """Check the two sides of an event, with a book that has some names.

    Args:
        known: The names in the book.
        as_one: Whether a coalition is one record.
    """
    book = {name.strip(): f"group:{number}" for number, name in enumerate(known)}

    def check(event: Event) -> tuple[str, bool | str]:
        line = f"perpetrator: {event['side_a']}; target: {event['side_b']}"
        right = [
            {**({"ref": book[name]} if name in book else {"name": name}), "role": role}
            for role, side in (("perpetrator", "side_a"), ("target", "side_b"))
            for name in ([event[side].strip()] if as_one else _coalition(event[side]))
        ]
        try:
            return line, read_actors(line, lambda name: book.get(name, "")) == right
        except NotUnderstood as reason:
            return line, str(reason)

    return check


def place_with(position: Callable[[float, float], str]) -> Check:
    """Check the place of an event, with its position in some form."""

    def check(event: Event) -> tuple[str, bool | str]:
        parts = [event[name] for name in ("where_coordinates", "adm_2", "adm_1", "country")]
        latitude, longitude = float(event["latitude"]), float(event["longitude"])
        said = position(latitude, longitude)
        line = ", ".join(part for part in parts if part) + said
        try:
            row = read_place(line)
        except NotUnderstood as reason:
            return line, str(reason)
        return line, _is_right(event, row, is_placed=bool(said))

    return check


def _is_right(event: Event, row: Mapping[str, object], *, is_placed: bool) -> bool:
    """Whether name, region, country and position are those of the event, and nothing is lost."""
    where, district, region = (event[name] for name in ("where_coordinates", "adm_2", "adm_1"))
    names = [where] if district in ("", where) else [where, district]
    (country,) = countries_named(event["country"])
    fields = (row.get("name", ""), row.get("admin1", ""), row.get("country"))
    near = (
        abs(float(str(row.get(name, "nan"))) - float(event[name])) < 1e-4
        for name in ("latitude", "longitude")
    )
    is_there = all(near) if is_placed else "latitude" not in row
    # A place that is only its region is kept as that.
    is_region = where == region and fields == ("", region, country)
    return is_there and (fields == (", ".join(names), region, country) or is_region)


def _coalition(side: str) -> Sequence[str]:
    """The parties of a side; UCDP joins them with commas."""
    return [name.strip() for name in side.split(", ")]


def _in_minutes(degrees: float, letters: str) -> str:
    seconds = abs(degrees) * 3600
    minutes, seconds = divmod(seconds, 60)
    whole, minutes = divmod(minutes, 60)
    return f"{whole:.0f}°{minutes:.0f}′{min(seconds, 59.999):.3f}″{letters[degrees < 0]}"


if __name__ == "__main__":
    main()
