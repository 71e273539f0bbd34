"""Rows of casualties noted in short, so that a table of phrases can be read."""

from collections.abc import Sequence
from typing import Any


def noted(rows: Sequence[dict[str, Any]]) -> str:
    """Rows in short: "killed 11 militants; wounded 5.. ", with ~ for about, .. for bounds."""
    return "; ".join(
        " ".join(part for part in (row["outcome"], _figure(row), row.get("who", "")) if part)
        for row in rows
    )


def _figure(row: dict[str, Any]) -> str:
    low, best, high = row.get("low"), row.get("best"), row.get("high")
    words = f"({row['as_said']})" if "as_said" in row else ""
    if low is not None and low == high:
        return f"{low}"
    if low is None and high is None:
        return "" if best is None else f"~{best}"
    middle = "" if best is None else f"{best}"
    ends = ("" if end is None else f"{end}" for end in (low, high))
    return f"{f'..{middle}..'.replace('....', '..').join(ends)}{words}"
