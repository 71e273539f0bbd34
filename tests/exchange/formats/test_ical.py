"""A calendar out: whole days by the bounds of dates, escaped and folded as RFC 5545 asks."""

import io
import re

import pytest

from briefing.exchange.format import formats
from briefing.store.store import Store
from invented import AMBUSH, fill, record


def written(book: Store) -> tuple[bytes, dict[str, list[str]]]:
    out = io.BytesIO()
    form = formats()["ical"]
    assert form.write is not None
    losses = form.write(book, [ref for ref, _ in book.records()], out)
    return out.getvalue(), {each.what: list(each.refs) for each in losses}


def lines(book: Store) -> list[str]:
    """The lines, unfolded."""
    return written(book)[0].decode().replace("\r\n ", "").split("\r\n")


def of_event(**raw: object) -> list[str]:
    book = Store.in_memory()
    book.put("event:x", record("event", **{"title": "Raid", "date": "2019", **raw}))
    return lines(book)


@pytest.mark.parametrize(
    ("date", "first", "after"),
    [
        ("2019-05-20", "20190520", "20190521"),
        ("2019-05-1X", "20190510", "20190520"),
        ("2019-02", "20190201", "20190301"),
        ("2012~", "20120101", "20130101"),
        ("2019-03/2019-08", "20190301", "20190901"),
        ("[2019-01-01..2019-01-04]", "20190101", "20190105"),
    ],
)
def test_an_event_is_on_all_days_its_date_can_mean(date: str, first: str, after: str) -> None:
    found = of_event(date=date)
    assert f"DTSTART;VALUE=DATE:{first}" in found
    assert f"DTEND;VALUE=DATE:{after}" in found


@pytest.mark.parametrize("date", ["2019/..", "../2019", "9999"])
def test_an_event_without_bounds_has_no_place_in_a_calendar(date: str) -> None:
    book = Store.in_memory()
    book.put("event:x", record("event", title="Raid", date=date))
    data, losses = written(book)
    assert b"VEVENT" not in data
    assert losses == {"events without a first and a last day": ["event:x"]}


def test_the_description_says_the_date_exactly_and_all_else() -> None:
    found = "\n".join(lines(fill(Store.in_memory())))
    assert "Date: mid-May 2019 (2019-05-1X)\\nKind: battles" in found
    assert "killed: 5 (4 to 7) soldiers" in found
    assert "Sources: Report of the observer mission B1" in found
    assert "GEO:19.500000;-1.250000" in found
    assert "CATEGORIES:battles,armed clash" in found
    assert f"UID:{AMBUSH}@briefing" in found


def test_only_what_is_confirmed_is_called_so() -> None:
    assert "STATUS:CONFIRMED" in of_event(status="confirmed")
    assert "STATUS:TENTATIVE" in of_event(status="disputed")
    assert not [each for each in of_event(status="reported") if each.startswith("STATUS")]


def test_texts_are_escaped_and_control_characters_are_removed_and_said() -> None:
    book = Store.in_memory()
    book.put("event:x", record("event", title="A, b; c\\d\x1b", date="2019"))
    data, losses = written(book)
    assert "SUMMARY:A\\, b\\; c\\\\d" in data.decode().split("\r\n")
    assert losses == {"control characters": ["event:x"]}


def test_a_text_cannot_begin_an_event() -> None:
    found = of_event(summary="words\nEND:VEVENT\r\nBEGIN:VEVENT")
    assert found.count("BEGIN:VEVENT") == 1


def test_lines_are_folded_at_75_octets_between_characters() -> None:
    book = Store.in_memory()
    title = "الجبهة الشمالية " * 20
    book.put("event:x", record("event", title=title.strip(), date="2019"))
    data, _ = written(book)
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert f"SUMMARY:{title.strip()}" in lines(book)


def test_every_line_is_a_property_and_blocks_are_closed() -> None:
    found = lines(fill(Store.in_memory()))
    assert found.pop() == ""
    assert all(re.match(r"[A-Z]+[;:]", each) for each in found)
    assert found.count("BEGIN:VEVENT") == found.count("END:VEVENT") == 2
    assert (found[0], found[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")


def test_the_same_events_give_the_same_bytes() -> None:
    assert written(fill(Store.in_memory())) == written(fill(Store.in_memory()))
