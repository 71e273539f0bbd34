"""Places of the world by name, from a file of GeoNames that the user brings.

The file is a dump in the layout of GeoNames' readme.txt: UTF-8, a line for each place, 19 columns
between tabs (cities500.txt, allCountries.txt, or that of a country such as ML.txt). It is read line
by line into one SQLite file of the user, apart from any briefing; a later file replaces it.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from briefing.search.words.folding import fold

_COLUMNS: Final = 19
_ID, _NAME, _ASCII, _OTHERS, _LATITUDE, _LONGITUDE = range(6)
_FEATURE, _COUNTRY, _ADMIN1, _POPULATION = 7, 8, 10, 14
_LONGEST: Final = 100_000
"""Characters of a line, at most: the longest of allCountries.txt has some 13,000."""
_BATCH: Final = 10_000

_TABLES: Final = """
    CREATE TABLE place (
        id INTEGER PRIMARY KEY, name TEXT, latitude REAL, longitude REAL, feature TEXT,
        country TEXT, admin1 TEXT, population INTEGER
    );
    CREATE TABLE called (name TEXT, place INTEGER, PRIMARY KEY (name, place)) WITHOUT ROWID;
    CREATE TEMP TABLE unsorted (name TEXT, place INTEGER);
"""
_SORT: Final = "INSERT INTO called SELECT DISTINCT name, place FROM unsorted ORDER BY name, place"
_FIND: Final = """
    SELECT DISTINCT id, place.name, latitude, longitude, feature, country, admin1, population
    FROM called JOIN place ON place.id = called.place
    WHERE called.name = ? ORDER BY population DESC, id
"""


class GazetteerFault(Exception):
    """A file that cannot be used; `str()` gives the line and the problem."""


class Found(NamedTuple):
    """A place of the world.

    Attributes:
        id: Its number at GeoNames.
        name: Its name there.
        latitude: In degrees (WGS 84).
        longitude: As above.
        feature: What it is, as a feature code of GeoNames: `PPL` is a populated place.
        country: Its country, ISO 3166 alpha-2; empty if it is in none.
        admin1: The code of its first-level division in GeoNames, which is not a name.
        population: How many live there; 0 if unknown.
    """

    id: int
    name: str
    latitude: float
    longitude: float
    feature: str
    country: str
    admin1: str
    population: int


def gazetteer_file() -> Path:
    """Where the places are kept: in the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("briefing", appauthor=False) / "places.sqlite"


def take_in(lines: Iterable[bytes], path: Path) -> int:
    """Replace the places by those of a file; if it is refused, the former ones stay.

    Args:
        lines: The lines of the file.
        path: Where to keep the places.

    Returns:
        How many places it has.

    Raises:
        GazetteerFault: A line is not one of GeoNames, or there is none.
        OSError: The places cannot be written.
        sqlite3.Error: As above.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(f".new-{os.getpid()}")
    try:
        with closing(sqlite3.connect(new)) as made:
            made.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
            count = _fill(made, lines)
            made.execute(_SORT)
            made.commit()
        if not count:
            raise GazetteerFault("no place is in it")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    return count


def _fill(made: sqlite3.Connection, lines: Iterable[bytes]) -> int:
    count = 0
    for batch in _batches(_places(lines)):
        made.executemany(
            "INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [found for found, _ in batch],
        )
        made.executemany(
            "INSERT INTO unsorted VALUES (?, ?)",
            [(name, found.id) for found, names in batch for name in names],
        )
        count += len(batch)
    return count


def _batches(
    places: Iterator[tuple[Found, Sequence[str]]],
) -> Iterator[Sequence[tuple[Found, Sequence[str]]]]:
    batch: list[tuple[Found, Sequence[str]]] = []
    for place in places:
        batch.append(place)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _places(lines: Iterable[bytes]) -> Iterator[tuple[Found, Sequence[str]]]:
    """The places of a file, each with its names as they are looked up."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _place(line.decode("utf-8").rstrip("\r\n").split("\t"), len(line))
        except ValueError as reason:
            raise GazetteerFault(f"line {number} is not one of GeoNames: {reason}") from None


def _place(columns: Sequence[str], length: int) -> tuple[Found, Sequence[str]]:
    if len(columns) != _COLUMNS or length > _LONGEST:
        raise ValueError(f"{len(columns)} columns between tabs, not {_COLUMNS}")
    latitude, longitude = float(columns[_LATITUDE]), float(columns[_LONGITUDE])
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError(f"{latitude:g}, {longitude:g} is no position")
    found = Found(
        int(columns[_ID]),
        columns[_NAME],
        latitude,
        longitude,
        columns[_FEATURE],
        columns[_COUNTRY],
        columns[_ADMIN1],
        int(columns[_POPULATION] or 0),
    )
    names = (columns[_NAME], columns[_ASCII], *columns[_OTHERS].split(","))
    return found, [*dict.fromkeys(filter(None, map(fold, names)))]


def places_called(name: str, path: Path) -> Sequence[Found] | None:
    """The places with a name, whatever its case and accents, the most populous first.

    Args:
        name: A name, or one of the other names that GeoNames has.
        path: Where the places are kept.

    Returns:
        None if no file was taken in.

    Raises:
        sqlite3.Error: What is kept is damaged.
    """
    if not path.exists():
        return None
    with _reading(path) as kept:
        return [Found(*row) for row in kept.execute(_FIND, (fold(name),))]


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as kept:
        yield kept
