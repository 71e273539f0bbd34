"""How fast a data set of events comes in, and how much memory that wants.

    python -m benchmarks.exchange
    python -m benchmarks.exchange --rows 100000
    python -m benchmarks.exchange GEDEvent_v23_1.csv

Every job has a process of its own, so that none pays for what another holds in memory. Beside ours,
the same file is parsed by `csv` and written as JSON lines by `msgspec`, which checks nothing, and
read by pandas if that is installed.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks import words
from benchmarks.figures import machine, print_machine, print_table

ROWS = 16_500
"""Events of one country in UCDP GED: what an analyst imports at once."""

MOST_SECONDS, MOST_MEGABYTES = 10, 300
"""Targets for a whole import of `ROWS`."""

_ACTORS = 270

COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name"),
    *("dyad_dset_id", "dyad_new_id", "dyad_name"),
    *("side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b"),
    *("number_of_sources", "source_article", "source_office", "source_date", "source_headline"),
    *("source_original", "where_prec", "where_coordinates", "where_description"),
    *("adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid"),
    *("country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"),
    *("gwnoa", "gwnob"),
)
"""Those of UCDP GED since version 19.1."""


def rows(count: int, seed: int = 1) -> Iterator[dict[str, object]]:
    """Invented events as UCDP GED has them, about 600 bytes each."""
    random = Random(seed)
    actors = [random.choice(words.BODIES).format(words.name_word(random)) for _ in range(_ACTORS)]
    offices = [f"{words.name_word(random)} News" for _ in range(60)]
    for number in range(count):
        one, other = random.sample(range(_ACTORS), 2)
        month, first = random.randrange(1, 13), random.randrange(1, 29)
        day = f"{random.randrange(1989, 2023)}-{month:02}-{first:02}"
        dead = [random.choice((0, 0, 0, 1, 2, 7)) for _ in range(4)]
        office, place = random.choice(offices), words.name_word(random)
        headline = f"{random.choice(words.HAPPENINGS).format(place)}, {sum(dead)} killed: army"
        latitude, longitude = round(random.uniform(-30, 40), 6), round(random.uniform(-10, 50), 6)
        state = random.random() < 0.7
        yield {
            "id": 100_000 + number,
            "relid": f"INV-{day[:4]}-1-{one}-{number}",
            "year": day[:4],
            "active_year": 1,
            "code_status": "Clear",
            "type_of_violence": 1 if state else 2,
            "conflict_new_id": one,
            "conflict_name": f"{actors[one]}: Government",
            "dyad_new_id": one * _ACTORS + other,
            "dyad_name": f"{actors[one]} - {actors[other]}",
            "side_a_new_id": one,
            "side_a": actors[one],
            "side_b_new_id": other,
            "side_b": actors[other],
            "number_of_sources": 1,
            "source_article": f'"{office},{day},{headline}"',
            "source_office": office,
            "source_date": day,
            "source_headline": headline,
            "source_original": "police",
            "where_prec": random.choice((1, 1, 2, 3, 4)),
            "where_coordinates": f"{place} town",
            "where_description": f"on the road north of {place}",
            "adm_1": f"{words.name_word(random)} province",
            "adm_2": f"{words.name_word(random)} district",
            "latitude": latitude,
            "longitude": longitude,
            "geom_wkt": f"POINT ({longitude} {latitude})",
            "priogrid_gid": random.randrange(100_000, 200_000),
            "country": random.choice(("Mali", "DR Congo (Zaire)", "Myanmar (Burma)", "Syria")),
            "country_id": 432,
            "region": "Africa",
            "event_clarity": 1,
            "date_prec": 1,
            "date_start": day,
            "date_end": day,
            **dict(
                zip(
                    ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"),
                    dead,
                    strict=True,
                )
            ),
            "best": sum(dead),
            "high": sum(dead) + random.choice((0, 0, 0, 3)),
            "low": sum(dead),
        }


def write(path: Path, count: int) -> None:
    """Write invented events in a file."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(rows(count))


def _read(path: Path, _folder: Path) -> int:
    from briefing.exchange.file import ImportFile
    from briefing.exchange.format import format_of
    from briefing.exchange.reading import Proposal

    file = ImportFile(path)
    read = format_of(file).read
    return sum(isinstance(each, Proposal) for each in read(file)) if read else 0


def _plan(path: Path, folder: Path, *, commits: bool = False) -> int:
    from briefing.exchange.file import ImportFile
    from briefing.exchange.format import format_of
    from briefing.exchange.plan import Planner
    from briefing.store.store import Store

    store = Store.create(folder / "db.json", "Benchmark")
    file = ImportFile(path)
    read = format_of(file).read
    plan = Planner(store, file.name).make(read(file) if read else ())
    if commits:
        plan.commit(store)
        store.close()
    return len(plan.entries)


def _import(path: Path, folder: Path) -> int:
    return _plan(path, folder, commits=True)


def _msgspec(path: Path, folder: Path) -> int:
    import msgspec

    count = 0
    encode = msgspec.json.Encoder().encode
    with (
        path.open(encoding="utf-8-sig", newline="") as stream,
        (folder / "rows.jsonl").open("wb") as out,
    ):
        for row in csv.DictReader(stream):
            out.write(encode(row) + b"\n")
            count += 1
    return count


def _pandas(path: Path, _folder: Path) -> int:
    import pandas

    return len(pandas.read_csv(path))


JOBS: dict[str, Callable[[Path, Path], int]] = {
    "read": _read,
    "read, plan": _plan,
    "read, plan, commit": _import,
    "csv, msgspec": _msgspec,
    "pandas": _pandas,
}
"""What is measured; each returns what it made."""


def measure(job: str, path: Path) -> dict[str, float]:
    """Do a job in a process of its own.

    Returns:
        Its seconds, imports and the start of Python not counted, its peak of resident memory in
        megabytes, and how many records or rows came out of it.
    """
    command = [sys.executable, "-m", "benchmarks.exchange", str(path), "--job", job]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _do(job: str, path: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as warm, tempfile.TemporaryDirectory() as folder:
        # Modules are imported by a file of one row.
        write(Path(warm) / "one.csv", 1)
        JOBS[job](Path(warm) / "one.csv", Path(warm))
        began = perf_counter()
        count = JOBS[job](path, Path(folder))
        seconds = perf_counter() - began
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return {"seconds": round(seconds, 2), "megabytes": round(peak), "made": count}


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="a file to import")
    parser.add_argument("--rows", type=int, default=ROWS, help="rows of an invented one")
    parser.add_argument("--job", choices=JOBS, help="only this, in this process, as JSON")
    parser.add_argument("--json", metavar="OUT", type=Path, help="save the figures")
    given = parser.parse_args()
    if given.job and given.file:
        print(json.dumps(_do(given.job, given.file)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = given.file or Path(folder) / "GEDEvent_v23_1.csv"
        if given.file is None:
            write(path, given.rows)
        with path.open(encoding="utf-8", newline="") as stream:
            count = sum(1 for _ in csv.reader(stream)) - 1
        jobs = [each for each in JOBS if each != "pandas" or find_spec("pandas")]
        figures = {job: measure(job, path) for job in jobs}
        size = path.stat().st_size / 1e6
    about = machine()
    print_machine(about)
    targets = f"{MOST_SECONDS} s, {MOST_MEGABYTES} MB"
    print(f"{count:,} rows, {size:,.0f} MB; targets for {ROWS:,}: {targets}")
    print_table(
        ("job", "seconds", "rows/s", "peak MB"),
        [
            (
                job,
                f"{each['seconds']:.2f}",
                f"{count / max(each['seconds'], 0.001):,.0f}",
                f"{each['megabytes']:.0f}",
            )
            for job, each in figures.items()
        ],
    )
    if given.json:
        given.json.write_text(json.dumps({"machine": about, "rows": count, "figures": figures}))


if __name__ == "__main__":
    main()
