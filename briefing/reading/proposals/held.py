"""Which suggestions say nothing that the briefing does not hold."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefing.model import dates
from briefing.model.kinds.event import Event
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.link import Link
from briefing.model.kinds.quote import Quote
from briefing.model.terms import DEAD_STATUSES
from briefing.model.validation import plain
from briefing.reading.proposals.suggestion import Suggestion
from briefing.store.book import Book

_EITHER_WAY = ("allied",)


def not_held(book: Book, suggestions: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """The suggestions that say something new, or that say it of something new.

    Args:
        book: The briefing.
        suggestions: What a text suggests.
    """
    links: set[tuple[str, str, str]] = set()
    quotes: set[str] = set()
    events: dict[str, list[Event]] = {}
    for _, record in book.records():
        match record:
            case Link():
                links.add((record.type, record.from_, record.to))
            case Quote():
                quotes.add(_letters(record.text))
            case Event() if record.place and record.place.name:
                events.setdefault(record.place.name.casefold(), []).append(record)
    for each in suggestions:
        match each.kind:
            case "link":
                is_held = _is_linked(each.raw, links)
            case "quote":
                is_held = _letters(each.raw["text"]) in quotes
            case "event":
                place = str(each.raw.get("place", {}).get("name", "")).casefold()
                is_held = any(_tells(event, each.raw) for event in events.get(place, ()))
            case _:
                is_held = _is_known(book.get(each.ref) if each.ref else None, each.raw)
        if not is_held:
            yield each


def _is_linked(raw: Mapping[str, Any], links: set[tuple[str, str, str]]) -> bool:
    one, other = str(raw["from"]), str(raw["to"])
    is_turned = raw["type"] in _EITHER_WAY and (raw["type"], other, one) in links
    # Who leads a group is in it.
    is_leader = raw["type"] == "member" and ("leads", one, other) in links
    return (raw["type"], one, other) in links or is_turned or is_leader


def _is_known(record: object, raw: Mapping[str, Any]) -> bool:
    if not isinstance(record, Leader):
        return False
    is_dead = raw.get("status") in DEAD_STATUSES and record.status == "dead"
    told = {name: value for name, value in raw.items() if name not in ("name", "status")}
    same = all(getattr(record, name) == value for name, value in told.items())
    return same and (is_dead or record.status == raw.get("status"))


def _tells(event: Event, raw: Mapping[str, Any]) -> bool:
    """Whether an event holds the day and the figures of one in the text, and at least these."""
    if not dates.is_date(event.date) or not dates.parse(event.date).overlaps(
        dates.parse(raw["date"])
    ):
        return False
    rows = [plain(row) for row in event.casualties]
    return bool(raw.get("casualties")) and all(row in rows for row in raw["casualties"])


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
