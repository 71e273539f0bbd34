"""The values of cites are stored as what they mean, and compared as that."""

from contextlib import suppress
from datetime import date
from time import thread_time
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.cited_values import stored_value, with_stored_values
from briefing.model.fields import Field, field_at, field_of
from briefing.model.formatting import row_line
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Casualties, Event, Place
from briefing.model.parsers.values import agree, agrees, kept, shown
from briefing.model.parsers.words import NotUnderstood
from briefing.model.validation import build

NAMES = {"group:mnla": "National Movement", "group:army": "Karsa Army", "event:war": "The war"}
SAID = {"MNLA": "group:mnla", "the war": "event:war"} | {name: ref for ref, name in NAMES.items()}
OUT = date(2014, 1, 24)


def find(name: str, _kinds: tuple[str, ...] = ()) -> str:
    return SAID.get(name, "")


def label_of(ref: str) -> str:
    return NAMES.get(ref, ref)


def day_of(source: str) -> date | None:
    return OUT if source == "source:dated" else None


def field(path: str) -> Field:
    kind, _, name = path.partition(".")
    found = field_at(KINDS[kind].cls, name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("path", "text", "as_kept"),
    [
        ("event.date", "30 january 2013", "2013-01-30"),
        ("event.date", " late february 2013 ", "2013-02-2X"),
        ("event.date", "2013-01-30", "2013-01-30"),
        ("event.date", "yesterday", "2014-01-23"),
        ("event.casualties", "82 soldiers killed", "killed: 82 soldiers"),
        ("event.casualties", "at least 82 killed", "killed: at least 82"),
        ("event.casualties", "90+ killed; 3 men wounded", "killed: at least 90; wounded: 3 men"),
        ("event.casualties", "about 30 killed", "killed: about 30"),
        (
            "event.casualties",
            "dozens of civilians killed",
            "killed: at least 12 (“dozens”) civilians",
        ),
        ("event.casualties", "more than ninety killed", "killed: at least 91"),
        ("event.casualties[0].low", "1,200", "1200"),
        ("event.place", "Kidal, mali", "Kidal, Mali"),
        ("event.place.country", "Mali", "ML"),
        ("event.actors", "by MNLA", "perpetrator: National Movement"),
        ("event.actors", "herders as target", "target: herders"),
        ("event.part_of", "the war", "The war"),
        ("event.status", "Confirmed", "confirmed"),
        ("leader.status", "At Large", "at large"),
        ("leader.nationalities", "Algeria; mali", "DZ, ML"),
        ("event.place.country", "Turkey", "TR"),
        ("group.countries", "Bonaire, Sint Eustatius and Saba", "BQ"),
        ("leader.aliases", "Belmoktar\nMr Marlboro", "Belmoktar; Mr Marlboro"),
        ("leader.position", " Commander of the North ", "Commander of the North"),
        ("quote.language", "fr", "fr"),
    ],
)
def test_what_a_source_gives_is_kept_as_what_it_means(path: str, text: str, as_kept: str) -> None:
    assert kept(field(path), text, find, label_of, OUT) == as_kept
    assert kept(field(path), as_kept, find, label_of, OUT) == as_kept


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("event.date", "in the spring"),
        ("event.date", "30 february 2013"),
        ("event.casualties", "nobody can say"),
        ("event.place", "Gao (99, 0.86)"),
        ("event.place", "Kidal; Gao"),
        ("event.part_of", "some war"),
        ("event.status", "perhaps"),
        ("leader.nationalities", "Atlantis"),
        ("leader.aliases", " ; "),
        ("event.casualties[0].low", "nan"),
        ("event.casualties[0].low", "-3"),
        ("quote.language", "Frensh"),
    ],
)
def test_what_no_field_can_hold_is_refused(path: str, text: str) -> None:
    with pytest.raises(NotUnderstood):
        kept(field(path), text, find, label_of, OUT)


@pytest.mark.parametrize("text", ["yesterday", "today"])
def test_words_that_count_from_a_day_need_one(text: str) -> None:
    gives = {"source": "source:dated", "field": "date", "value": text}
    assert stored_value(Event, gives, label_of, day_of).startswith("2014-01-2")
    with pytest.raises(NotUnderstood):
        stored_value(Event, {**gives, "source": "source:undated"}, label_of, day_of)


def event(*cites: dict[str, Any]) -> Any:
    sourced = [{"source": "source:x", **cite} for cite in cites]
    return build("event", {"title": "x", "date": "2013", "cites": sourced})


def test_only_new_cites_are_kept_anew() -> None:
    old = {"field": "date", "value": "30 january 2013"}
    new = {"field": "date", "value": "31 january 2013"}
    odd = {"field": "status", "value": "who knows"}
    whole = {"value": "31 january 2013"}
    after = with_stored_values(event(old, new, odd, whole), event(old), label_of, day_of)
    values = [cite.value for cite in after.cites]
    assert values == ["30 january 2013", "2013-01-31", "who knows", "31 january 2013"]


_ANY = set(range(40))


def exactly(count: int, **row: str) -> Casualties:
    return Casualties(**row, low=count, best=count, high=count)


ELEVEN = exactly(11, who="militants", outcome="killed")
KIDAL = Place("Kidal", country="ML", latitude=18.4, longitude=1.4, precision="near")


@pytest.mark.parametrize(
    ("path", "held", "text", "is_same"),
    [
        ("event.casualties", (ELEVEN,), "11 killed", True),
        ("event.casualties", (ELEVEN,), "eleven militants dead", True),
        ("event.casualties", (ELEVEN,), "at least 11 killed", True),
        ("event.casualties", (ELEVEN,), "up to 11 militants killed", True),
        ("event.casualties", (ELEVEN,), "about 11 militants killed", True),
        ("event.casualties", (ELEVEN,), "11 militants wounded", False),
        ("event.casualties", (ELEVEN,), "11 soldiers killed", False),
        ("event.casualties", (ELEVEN,), "10 to 12 militants killed", True),
        ("event.casualties", (ELEVEN,), "at least 12 killed", False),
        ("event.casualties", (ELEVEN,), "up to 10 militants killed", False),
        ("event.casualties", (exactly(11, outcome="killed"),), "11 militants killed", True),
        ("event.casualties", (Casualties("", "killed", low=11),), "11 killed", True),
        ("event.casualties", (Casualties("", "killed", best=11),), "11 killed", True),
        ("event.casualties", (Casualties("", "killed", best=11),), "about 11 killed", True),
        ("event.casualties", (ELEVEN, exactly(2, outcome="killed")), "13 killed", True),
        ("event.casualties", (ELEVEN, exactly(2, outcome="killed")), "2 killed", False),
        ("event.place", KIDAL, "Kidal, Mali", True),
        ("event.place", KIDAL, "Kidal", True),
        ("event.place", KIDAL, "Mali", False),
        ("event.place", KIDAL, "Kidal, Niger", False),
        ("event.place", KIDAL, "Kidal, Mali (18.4, 1.5)", False),
        ("group.countries", ("ML", "NE"), "Niger; Mali", True),
        ("group.countries", ("ML", "NE"), "Mali", False),
        ("group.countries", ("TR",), "Türkiye", True),
        ("event.date", "2013-01-30", "30 january 2013", True),
        ("event.date", "2013-01", "30 january 2013", True),
        ("event.date", "2013-01-30", "31 january 2013", False),
        ("event.date", "1970-01-01", "today", False),
        ("event.status", "disputed", "Disputed", True),
        ("event.part_of", "event:war", "the war", True),
        ("leader.aliases", ("a", "b"), "B; A", True),
    ],
)
def test_values_are_compared_by_what_they_mean(
    path: str, held: Any, text: str, is_same: bool
) -> None:
    assert agrees(field(path), held, text, label_of) is is_same


counts = st.none() | st.integers(0, 40)
rows = st.builds(
    Casualties,
    who=st.just("men"),
    outcome=st.just("killed"),
    low=st.none() | st.integers(0, 10),
    best=st.none() | st.integers(10, 20),
    high=st.none() | st.integers(20, 30),
)


@given(rows, rows.filter(lambda row: _numbers(row) != _ANY))
def test_figures_agree_where_some_number_fits_both(held: Casualties, other: Casualties) -> None:
    casualties = field_of(Event, "casualties")
    assert casualties is not None
    is_same = bool(_numbers(held) & _numbers(other))
    assert agrees(casualties, (held,), row_line(other, str), str) is is_same


def _numbers(row: Casualties) -> set[int]:
    """The numbers that a figure can be."""
    if row.low is row.high is None and row.best is not None:
        return {row.best}
    most = max(_ANY) if row.high is None else row.high
    return set(range(row.low or 0, most + 1))


@given(rows)
def test_rows_are_kept_without_loss(row: Casualties) -> None:
    casualties = field_of(Event, "casualties")
    assert casualties is not None
    said = row_line(row, str)
    if row.low is row.best is row.high is None:
        return
    assert kept(casualties, said, find, str, None) == said
    again = msgspec.convert({"who": "men", "outcome": "killed", **_figures(said)}, Casualties)
    assert row_line(again, str) == said


def _figures(said: str) -> dict[str, int]:
    from briefing.model.parsers.rows import read_rows

    (row,) = read_rows(Casualties, said, find)
    return {name: row[name] for name in ("low", "best", "high") if name in row}


@pytest.mark.parametrize(
    ("path", "one", "other", "is_same"),
    [
        ("leader.born", "30 january 1970", "1970-01-30", True),
        ("leader.born", "1970", "1971", False),
        ("group.countries", "Mali, Niger", "NE; ML", True),
        ("event.casualties", "11 killed; 3 wounded", "three wounded", True),
        ("event.casualties", "three wounded", "11 killed; 3 wounded", True),
        ("event.casualties", "four wounded", "11 killed; 3 wounded", False),
        ("event.casualties", "who can say", "Who can say", True),
        ("event.place", "15 km (or so) from it", "Kidal", False),
        ("event.place", "Kidal", "15 km (or so) from it", False),
    ],
)
def test_two_sources_agree_where_either_covers_the_other(
    path: str, one: str, other: str, is_same: bool
) -> None:
    assert agree(field(path), one, other, label_of) is is_same


@pytest.mark.parametrize(
    ("path", "text", "reads"),
    [
        ("event.date", "2013-01-30", "30 January 2013"),
        ("event.date", "some day", "some day"),
        ("group.countries", "ML, NE", "Mali, Niger"),
        ("event.casualties", "killed: 3 men; wounded: 4", "killed: 3 men · wounded: 4"),
        ("event.title", "so it was", "so it was"),
    ],
)
def test_what_is_kept_is_shown_as_one_says_it(path: str, text: str, reads: str) -> None:
    assert shown(field(path), text, label_of) == reads


@pytest.mark.parametrize(
    "path", ["event.place", "event.actors", "leader.nationalities", "leader.aliases"]
)
@pytest.mark.parametrize("sign", [",", ";", "“", '"', "\\", "1,", "a ", "(", ":"])
def test_a_long_text_is_read_or_refused_at_once(path: str, sign: str) -> None:
    text = sign * (20_000 // len(sign))
    begun = thread_time()
    with suppress(NotUnderstood):
        kept(field(path), text, find, label_of, OUT)
    agree(field(path), text, "x", label_of)
    assert thread_time() - begun < 5  # quadratic: minutes
