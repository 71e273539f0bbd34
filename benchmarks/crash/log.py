"""Judges db.json and its history by their bytes, without the store's own reader."""

import hashlib
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.crash.model import Contents

_CRC_TAIL = len(b',"crc":"00000000"}')


def faults(path: Path, start: Contents, contents: Contents, *, is_settled: bool) -> list[str]:
    """What is wrong with the files of a briefing; empty when they are whole.

    Args:
        path: Its db.json.
        start: What db.json held before the first line of history.
        contents: What the store shows.
        is_settled: Whether a change was made since the last kill, so that no torn line is left.
    """
    return list(_faults(path, start, contents, is_settled=is_settled))


def _faults(path: Path, start: Contents, contents: Contents, *, is_settled: bool) -> Iterator[str]:
    data = path.read_bytes()
    try:
        file: Any = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        yield f"{path.name} is not JSON: {error}"
        return
    history = path.with_suffix(".history.jsonl")
    *lines, torn = (history.read_bytes() if history.exists() else b"").split(b"\n")
    if torn and is_settled:
        yield f"{len(torn)} bytes of a torn line were left in the history"
    for number, line in enumerate(lines, 1):
        if line[-_CRC_TAIL:] != b',"crc":"%08x"}' % zlib.crc32(line[:-_CRC_TAIL]):
            yield f"line {number} of the history is damaged"
            return
    yield from _broken_chain(lines)
    entries: list[dict[str, Any]] = [msgspec.json.decode(line) for line in lines]
    yield from _wrong_digest(data, entries)
    revision = file["meta"].get("revision", 0)
    state, last = dict(start), 0
    at_revision = dict(start) if revision == 0 else None
    for entry in entries:
        if "changes" not in entry:
            continue
        if entry["rev"] != last + 1:
            yield f"revision {entry['rev']} follows {last}"
            return
        last = entry["rev"]
        for change in entry["changes"]:
            if state.get(change["ref"]) != change["before"]:
                yield f"revision {last} does not begin where the one before it ended"
            state.pop(change["ref"], None)
            if change["after"] is not None:
                state[change["ref"]] = change["after"]
        if last == revision:
            at_revision = dict(state)
    if state != contents:
        yield "the history leads to something else than the store shows"
    if dict(_records(file)) != at_revision:
        yield f"{path.name} is not what the history led to at its revision {revision}"


def _broken_chain(lines: list[bytes]) -> Iterator[str]:
    """Lines that do not say the SHA-256 of the line before them."""
    for number, (before, line) in enumerate(pairwise([b"", *lines]), 1):
        if msgspec.json.decode(line).get("prev") != hashlib.sha256(before).hexdigest():
            yield f"line {number} of the history does not follow on the one before it"


def _wrong_digest(data: bytes, entries: list[dict[str, Any]]) -> Iterator[str]:
    """A db.json that no fold, done or begun since, has made."""
    made: list[str] = []
    for entry in entries:
        if "folded" in entry:
            made = [entry["folded"]]
        elif "fold" in entry:
            made.append(entry["fold"])
    if made and hashlib.sha256(data).hexdigest() not in made:
        yield "no fold in the history has made this db.json"


def _records(file: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind, table in file.items():
        if kind != "meta":
            for slug, fields in table.items():
                yield f"{kind}:{slug}", fields
