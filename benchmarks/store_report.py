"""What `benchmarks.store` found, as tables beside what was aimed at."""

from collections.abc import Sequence
from statistics import median, quantiles

import msgspec

from benchmarks.figures import print_table
from benchmarks.store_probe import Probe

_NOTE = (
    "edit and delete wait until the change is on the disk. TinyDB's cache is flushed after each:\n"
    "unflushed, its changes are lost when the program ends badly. sqlite3: WAL, synchronous=FULL."
)


GROWTH = "edit, sizes by turns"
"""The job in which the ratio is that of a size to the least one."""

_AIMED_AT = 100_000  # records


class Figure(msgspec.Struct):
    """How long one contender took for one job; times in milliseconds.

    Attributes:
        records: How many the file holds.
        job: What was done.
        contender: By which.
        runs: How often.
        median: Half were faster.
        p95: 95 of 100 were faster.
        ratio: The median over that of the program's own store; see `GROWTH`.
    """

    records: int
    job: str
    contender: str
    runs: int
    median: float
    p95: float
    ratio: float

    @classmethod
    def of(
        cls, records: int, job: str, contender: str, seconds: Sequence[float], ours: float
    ) -> "Figure":
        """The figure from the times, beside the median time it is to be compared with."""
        middle = median(seconds)
        return cls(
            records,
            job,
            contender,
            len(seconds),
            round(middle * 1000, 3),
            round(_slow(seconds) * 1000, 3),
            round(middle / ours, 3),
        )


class Memory(msgspec.Struct):
    """What a fresh process holds once the file is open; medians, in megabytes.

    Attributes:
        records: How many the file holds.
        contender: Who opened it.
        file: The size of db.json.
        before: Resident before opening, everything imported.
        after: Resident after it.
        peak: The most there ever was.
    """

    records: int
    contender: str
    file: float
    before: float
    after: float
    peak: float

    @classmethod
    def of(cls, records: int, contender: str, probes: Sequence[Probe], size: int) -> "Memory":
        """The figures of some openings."""
        return cls(
            records,
            contender,
            round(size / 1e6, 2),
            round(median(one.before for one in probes) / 1e6, 1),
            round(median(one.after for one in probes) / 1e6, 1),
            round(median(one.peak for one in probes) / 1e6, 1),
        )


def report(figures: Sequence[Figure], memories: Sequence[Memory]) -> None:
    """Print the times of each job, the memory, and the aims."""
    sizes = sorted({one.records for one in figures})
    for job in dict.fromkeys(one.job for one in figures):
        of_job = [one for one in figures if one.job == job]
        _print_job(job, of_job, sizes)
        print()
    _print_memory(memories)
    print()
    print(_NOTE)
    print()
    _print_aims(figures, memories)


def _print_job(job: str, figures: Sequence[Figure], sizes: Sequence[int]) -> None:
    head = [f"{job}, ms"]
    for size in sizes:
        head += [f"{size:,}", "95 of 100", "x least" if job == GROWTH else "x ours"]
    rows = []
    for contender in dict.fromkeys(one.contender for one in figures):
        row = [contender]
        for size in sizes:
            found = _find(figures, size, job, contender)
            row += (
                [_time(found.median), _time(found.p95), _ratio(found.ratio)]
                if found
                else ["-", "-", "-"]
            )
        rows.append(row)
    print_table(head, rows)


def _print_memory(memories: Sequence[Memory]) -> None:
    head = (
        "memory after opening, MB",
        "records",
        "file",
        "before",
        "after",
        "peak",
        "after / file",
        "growth / file",
        "peak / file",
    )
    rows = [
        (
            one.contender,
            f"{one.records:,}",
            f"{one.file:.1f}",
            f"{one.before:.0f}",
            f"{one.after:.0f}",
            f"{one.peak:.0f}",
            f"{one.after / one.file:.1f}",
            f"{(one.after - one.before) / one.file:.1f}",
            f"{one.peak / one.file:.1f}",
        )
        for one in memories
    ]
    print_table(head, rows)


def _print_aims(figures: Sequence[Figure], memories: Sequence[Memory]) -> None:
    least, most = min(one.records for one in figures), max(one.records for one in figures)
    if most < _AIMED_AT:
        print(f"The aims are for {_AIMED_AT:,} records.")
        return

    def time(job: str, contender: str, size: int = most) -> float:
        found = _find(figures, size, job, contender)
        return found.median if found else float("nan")

    edit = time("edit", "briefing")
    held = next(one for one in memories if (one.records, one.contender) == (most, "briefing"))
    over = f"at {most:,} records"
    aims = [
        (
            f"edit {over} / at {least:,}",
            time(GROWTH, "briefing") / time(GROWTH, "briefing", least),
            2.0,
        ),
        (f"edit {over} / bare append + fsync", edit / time("edit", "bare write + fsync"), 8.0),
        (f"TinyDB JSONStorage / edit {over}", time("edit", "TinyDB JSONStorage") / edit, -300.0),
        (
            f"open {over} / msgspec.json.decode",
            time("open", "briefing") / time("open", "msgspec.json.decode"),
            1.6,
        ),
        (
            "the same, collector off",
            time("open", "briefing, collector off")
            / time("open", "msgspec.json.decode, collector off"),
            1.6,
        ),
        (f"memory after opening {over} / file", held.after / held.file, 6.0),
    ]
    rows = [
        (
            what,
            f"{found:,.2f}",
            f"at least {-aim:g}" if aim < 0 else f"at most {aim:g}",
            "met" if (found >= -aim if aim < 0 else found <= aim) else "not met",
        )
        for what, found, aim in aims
    ]
    print_table(("aim", "found", "wanted", ""), rows)


def _find(figures: Sequence[Figure], size: int, job: str, contender: str) -> Figure | None:
    wanted = (size, job, contender)
    return next((one for one in figures if (one.records, one.job, one.contender) == wanted), None)


def _slow(seconds: Sequence[float]) -> float:
    """What 95 of 100 are faster than."""
    if len(seconds) < 2:
        return seconds[0]
    return quantiles(seconds, n=20, method="inclusive")[-1]


def _time(milliseconds: float) -> str:
    return f"{milliseconds:,.2f}" if milliseconds < 100 else f"{milliseconds:,.0f}"


def _ratio(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"
