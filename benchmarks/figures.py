"""Figures for a reader: medians, tables, and the machine they were taken on."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles

Table = Sequence[Sequence[str]]


def machine() -> dict[str, str]:
    """What the figures depend on besides the program."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}",
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
        "textual": version("textual"),
        "msgspec": version("msgspec"),
    }


def milliseconds(seconds: Sequence[float]) -> float:
    """The median, in milliseconds."""
    return round(median(seconds) * 1000, 1) if seconds else float("nan")


def slow_milliseconds(seconds: Sequence[float]) -> float:
    """What 95 of 100 are faster than, in milliseconds."""
    if len(seconds) < 2:
        return milliseconds(seconds)
    return round(quantiles(seconds, n=20, method="inclusive")[-1] * 1000, 1)


def print_table(head: Sequence[str], rows: Table) -> None:
    """Print rows under a head, the first column to the left, the others to the right."""
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    for row in (head, ["-" * width for width in widths], *rows):
        cells = (
            f"{cell:<{width}}" if at == 0 else f"{cell:>{width}}"
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join(cells).rstrip())


def print_machine(about: dict[str, str]) -> None:
    """Print what the figures depend on."""
    print(", ".join(f"{name} {value}" for name, value in about.items()))


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    if about.exists():
        for line in about.read_text().splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()
