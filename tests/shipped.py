"""The shipped briefing, its tables and records."""

import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Event
from briefing.model.kinds.quote import Quote
from briefing.model.kinds.record import Record
from briefing.model.validation import build

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "db.json"
THE_DAY = date(2014, 1, 24)


@lru_cache
def tables() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return content


@lru_cache
def records() -> dict[str, Record]:
    return {
        f"{kind}:{slug}": build(kind, raw, f"{kind}:{slug}")
        for kind in KINDS
        for slug, raw in tables().get(kind, {}).items()
    }


def events() -> dict[str, Event]:
    return {ref: record for ref, record in records().items() if isinstance(record, Event)}


def quotes() -> dict[str, Quote]:
    return {ref: record for ref, record in records().items() if isinstance(record, Quote)}
