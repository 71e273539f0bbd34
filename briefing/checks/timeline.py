"""Checks of what cannot have happened: when, where, and by whom.

Only what is certain is reported. A date that is approximate or uncertain, or may fit, does fit.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import Final, NamedTuple

from briefing.checks.check import Found
from briefing.checks.survey import (
    Life,
    Span,
    Survey,
    described,
    fields_with_rows,
    life_of,
    span,
)
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Actor, Place
from briefing.model.kinds.link import Link
from briefing.model.kinds.quote import Quote
from briefing.model.kinds.record import Record

FARTHEST_A_DAY: Final = 1_000
"""Kilometres that a person in a conflict can travel in a day."""

_EARTH: Final = 6_371
"""Its mean radius in kilometres (IUGG)."""

_PRESENT: Final = frozenset(("perpetrator", "target", "participant", "mediator", "signatory", ""))
"""The roles in which an actor is where the event is; the others can be played from afar."""

_AREAS: Final = ("admin1", "country")
"""Precisions of places whose coordinates are only those of the middle of an area."""

_REMEMBERED: Final = "commemoration"
"""The kind of event at which the dead are named."""

_TIMELESS: Final = ("same-as", "not-same-as")
"""Links that say something about names, whenever their ends lived."""


def after_the_end(survey: Survey) -> Iterator[Found]:
    """Acts and words of those who were dead, or dissolved."""
    yield from survey.once(_misplaced).late


def before_the_beginning(survey: Survey) -> Iterator[Found]:
    """Acts and words of those who were not born, or founded, yet."""
    yield from survey.once(_misplaced).early


def dates_of_ends(survey: Survey) -> Iterator[Found]:
    """Links that begin or last when one of their ends did not exist."""
    for name, kind in KINDS.items():
        for ref, link in survey.of(name) if kind.is_tie else ():
            if not isinstance(link, Link) or link.type in _TIMELESS:
                continue
            lasts = life_of(link)
            # Whoever is succeeded may be long gone.
            ends = (link.from_,) if link.type == "succeeds" else (link.from_, link.to)
            for end in ends:
                if end in survey.lives:
                    yield from _outside(ref, lasts, end, survey.lives[end])


def _outside(ref: str, lasts: Life, end: str, life: Life) -> Iterator[Found]:
    """The first date of a link that lies outside the life of one of its ends."""
    for path, when in ((lasts.start, lasts.begins), (lasts.end, lasts.ends)):
        day = span(when)
        if day and life.has_not_begun(day.latest):
            known = f"{life.start} {described(life.begins)}"
            problem = f"{described(when)}: {end} ({known}) did not exist yet"
        elif day and life.is_over(day.earliest):
            known = f"{life.end} {described(life.ends)}"
            problem = f"{described(when)}: {end} ({known}) did not exist any more"
        else:
            continue
        yield Found(ref, path, problem, f"{end} {known} {when}", end)
        return


def two_places(survey: Survey) -> Iterator[Found]:
    """Leaders at places that nobody can reach from one another in the time between."""
    people = tuple(f"{name}:" for name, kind in KINDS.items() if kind.is_person)
    stays: defaultdict[str, list[_Stay]] = defaultdict(list)
    for name, kind in KINDS.items():
        for field in fields_with_rows(name, Actor) if kind.happens_on else ():
            table, events = survey.table(name), survey.of(name)
            rows, days = table.rows[field], [*map(_day, table[kind.happens_on])]
            places = table.columns.get("place", ())
            for at, actor, role in zip(rows.owners, rows["ref"], rows["role"], strict=True):
                if actor.startswith(people) and role in _PRESENT and places:
                    place, day = places[at], days[at]
                    if place and day:
                        ref, event = events[at]
                        stay = _Stay(day, ref, place, _operations(survey, event))
                        stays[actor].append(stay)
    for leader, there in stays.items():
        for one, other, said in _far_apart(there):
            when = "on the same day" if one.day == other.day else f"after {one.day}"
            problem = f"{leader} was also at {other.ref} {when}, {said}"
            about = f"{leader} {one.day} {other.day} {said}"
            yield Found(one.ref, "actors", problem, about, other.ref)


class _Stay(NamedTuple):
    """An event somebody was at, on one day, and the operations that it is part of."""

    day: date
    ref: str
    place: Place
    wholes: Collection[str]


def _far_apart(stays: Iterable[_Stay]) -> Iterator[tuple[_Stay, _Stay, str]]:
    """Each two that follow on one another and cannot both be, with how far apart they are.

    An operation is where its parts are. Each stay is compared with the last before it that has a
    position and with the last that has a country, whatever lies between.
    """
    each_once = {stay.ref: stay for stay in stays}
    if len(each_once) < 2:
        return
    wholes = {ref for stay in each_once.values() for ref in stay.wholes}
    there = [stay for ref, stay in each_once.items() if ref not in wholes]
    placed: _Stay | None = None
    named: _Stay | None = None
    for other in sorted(there, key=lambda stay: (stay.day, stay.ref)):
        for one in (placed, named):
            if one and (said := _apart(one, other)):
                yield one, other, said
                break
        placed = other if _has_position(other.place) else placed
        named = other if other.place.country else named


def _operations(survey: Survey, event: Record) -> Collection[str]:
    """The operations that an event is part of, by way of others too."""
    found: dict[str, None] = {}
    while (ref := getattr(event, "part_of", "")) and ref not in found:
        found[ref] = None
        event = survey.by_ref.get(ref) or event
    return found


def _has_position(place: Place) -> bool:
    """Whether a position is known that is not only the middle of an area."""
    return place.latitude is not None and place.precision not in _AREAS


def _apart(one: _Stay, other: _Stay) -> str:
    """How far apart two places are, if nobody can be at both; else empty."""
    days = (other.day - one.day).days
    distance = _kilometres(one.place, other.place)
    if distance is not None:
        is_far = distance > FARTHEST_A_DAY * (days + 1)
        return f"{distance:,.0f} km away" if is_far else ""
    countries = [place.country for place in (one.place, other.place)]
    if days == 0 and all(countries) and countries[0] != countries[1]:
        return f"in {countries[1]}, not {countries[0]}"
    return ""


def _kilometres(one: Place, other: Place) -> float | None:
    """The distance of two places on a great circle; None if a position is unknown or vague."""
    places = (one, other)
    if not all(map(_has_position, places)):
        return None
    north, east, south, west = (
        radians(value or 0) for place in places for value in (place.latitude, place.longitude)
    )
    # The haversine formula.
    half = sqrt(
        min(
            1.0,
            sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin((west - east) / 2) ** 2,
        )
    )
    return 2 * _EARTH * asin(half)


@cache
def _day(when: str) -> date | None:
    """The one day a date means; None if it is not certain."""
    happened = span(when)
    return happened.earliest if happened and happened.earliest == happened.latest else None


class _Misplaced(NamedTuple):
    """Acts of those who no longer existed, and of those who did not exist yet."""

    late: Sequence[Found]
    early: Sequence[Found]


def _misplaced(survey: Survey) -> _Misplaced:
    """What both checks of acts report."""
    lives = survey.lives
    begun = {ref: day.earliest for ref, life in lives.items() if (day := span(life.begins))}
    ended = {ref: day.latest for ref, life in lives.items() if (day := span(life.ends))}
    late: list[Found] = []
    early: list[Found] = []
    for name, path, acts, dates, verb in _acts(survey):
        records, happened = survey.of(name), [span(when) or _ANY_DAY for when in dates]
        misplaced = [
            (at, actor)
            for at, actor in acts
            if ended.get(actor, date.max) < happened[at].earliest
            or begun.get(actor, date.min) > happened[at].latest
        ]
        for at, actor in dict.fromkeys(misplaced):
            (ref, _), when, life = records[at], dates[at], lives[actor]
            if actor in ended and ended[actor] < happened[at].earliest:
                said, known, since = f"{verb} here later", life.end, life.ends
                late.append(_act(ref, path, actor, when, said, known, since))
            if actor in begun and happened[at].latest < begun[actor]:
                said, known, since = f"{verb} here earlier", life.start, life.begins
                early.append(_act(ref, path, actor, when, said, known, since))
    return _Misplaced(late, early)


_ANY_DAY: Final = Span(date.min, date.max)


def _act(ref: str, path: str, actor: str, when: str, said: str, known: str, since: str) -> Found:
    """An act of somebody who did not exist: what was done, and the date known instead."""
    problem = f"{actor} ({known} {described(since)}) {said}, {described(when)}"
    return Found(ref, path, problem, f"{actor} {since} {when}", actor)


def _acts(
    survey: Survey,
) -> Iterator[tuple[str, str, Iterable[tuple[int, str]], Sequence[str], str]]:
    """What was done and said.

    Yields:
        The kind of record, the field, the places of records with each who acts there, the dates of
        the records, a verb for it.
    """
    for name, kind in KINDS.items():
        for field in fields_with_rows(name, Actor) if kind.happens_on else ():
            table = survey.table(name)
            rows, subkinds = table.rows[field], table.texts("subkind")
            acts = zip(rows.owners, rows["ref"], strict=True)
            remembered = {at for at, subkind in enumerate(subkinds) if subkind == _REMEMBERED}
            lived = (each for each in acts if each[0] not in remembered)
            yield name, field, lived, table[kind.happens_on], "takes part"
    quotes = survey.table(Quote.kind_name)
    yield Quote.kind_name, "speaker", enumerate(quotes["speaker"]), quotes["said"], "speaks"
