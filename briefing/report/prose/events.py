"""Events in sentences: what happened and where, who took part, the casualties."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from briefing.model import dates
from briefing.model.codes import country_name
from briefing.model.english import (
    article_for,
    capitalised,
    counted,
    counted_first,
    has_words,
    in_sentence,
    is_bare,
    is_plural,
)
from briefing.model.formatting import exact
from briefing.model.kinds import KINDS
from briefing.model.kinds.citation import full_stop
from briefing.model.kinds.event import Actor, Casualties, Event, Place
from briefing.model.quotation_marks import quoted
from briefing.model.refs import kind_of
from briefing.model.terms import ACTOR_ROLES, PLACE_PRECISIONS, UNSURE_STATUSES
from briefing.report.document import Paragraph, Run, Sentence
from briefing.report.prose.narrator import Narrator, begun, named
from briefing.search.words.folding import fold
from briefing.search.words.lexicon import word_set


class _Said(NamedTuple):
    """How a role reads around the names of those who had it."""

    before: str
    after: str


_ROLES: Final[Mapping[str, _Said]] = {
    "perpetrator": _Said("It is attributed to ", "."),
    "target": _Said("It was directed against ", "."),
    "participant": _Said("", " took part."),
    "claimant": _Said("", " claimed it."),
    "mediator": _Said("", " mediated."),
    "speaker": _Said("", " spoke."),
    "initiator": _Said("", " initiated it."),
    "signatory": _Said("", " signed."),
    "guarantor": _Said("", " acted as guarantor."),
    "supporter": _Said("", " gave support."),
    "in control": _Said("", " had control."),
    "": _Said("", " had a part in it."),
}
"""Each role in the past tense, which reads alike for one and for several."""

_DOUBTS: Final[Mapping[str, str]] = {
    "disputed": "Whether it happened this way is disputed.",
    "retracted": "The report of it has been retracted.",
    "claimed": "Only a party to the conflict claims that it happened.",
    "unverified": "It has not been verified.",
}

_SURE: Final[Mapping[str, str]] = {
    "reported": "It has been reported.",
    "confirmed": "It has been confirmed.",
}

_AT: Final = {"exact": "at", "near": "near"}

_PASSIVE: Final[Mapping[str, str]] = {"missing": "went missing", "": "came to harm"}
"""Outcomes that are not said with “was” or “were”."""


def event_paragraph(narrator: Narrator, *, is_full: bool) -> Paragraph:
    """An event as an entry of a chronology.

    Args:
        narrator: Tells of the event.
        is_full: Whether to say everything, not only what a short brief needs.
    """
    event = narrator.record
    if not isinstance(event, Event):
        raise TypeError(f"{narrator.ref} is not an event")
    lead = (narrator.states(capitalised(dates.describe(event.date)), "date"),)
    sentences = [
        _head(narrator, event),
        *casualties_sentences(narrator, event),
        *_actors(narrator, event),
        *_doubt(narrator, event, is_full=is_full),
    ]
    if is_full:
        sentences += [*_spot(narrator, event), *_printed(narrator, event)]
        sentences += [*_class(narrator, event), *_whole(narrator, event)]
        sentences += [*narrator.aliases(), *narrator.summary()]
    return Paragraph(tuple(sentences), lead, narrator.ref, is_item=True)


def _head(narrator: Narrator, event: Event) -> Sentence:
    """The title, and the place where the title does not say it."""
    title = event.title.rstrip(".")
    if event.place is None or not (place := place_words(event.place, title)):
        fields = ("title", "place") if event.place else ("title",)
        return (narrator.states(f"{title}{full_stop(title)}", *fields),)
    return (narrator.states(title, "title"), narrator.states(f", {place}.", "place"))


def place_words(place: Place, said: str = "") -> str:
    """A place with its preposition: “near Aguelhoc, Kidal, Mali”.

    Args:
        place: The place.
        said: What was said before; names in it are not repeated.
    """
    country = country_name(place.country) if place.country else ""
    parts = [place.name, place.admin1, country]
    known = [fold(said), *map(fold, parts)]
    new = [
        each
        for at, each in enumerate(parts)
        if each and not any(has_words(before, fold(each)) for before in known[: at + 1])
    ]
    if not new or (place.name and place.name not in new):
        return ", ".join(new)
    first = new[0].split()[0].casefold()
    where = ", ".join(new)
    if first in _SMALL:
        where = f"{where[:1].lower()}{where[1:]}"
    return where if first in _AREAS else f"{_AT.get(place.precision, 'in')} {where}"


_AREAS: Final = word_set("a across along around between off some throughout")
"""First words of places that say themselves where they lie: “A few kilometres north of Gao”."""

_SMALL: Final = _AREAS | {"the"}


def casualties_sentences(narrator: Narrator, event: Event) -> Iterator[Sentence]:
    """The casualties of an event, a sentence for each row."""
    known = {
        fold(each)
        for actor in event.actors
        if actor.ref and KINDS[kind_of(actor.ref)].is_person
        for each in (narrator.book.label(actor.ref), actor.name)
    }
    for at, row in enumerate(event.casualties):
        is_named = row.low == row.high == 1 and bool(row.who) and _is_name(row.who, known)
        words = casualties_words(row, is_named=is_named)
        yield (narrator.states(words, f"casualties[{at}]"),)


def casualties_words(row: Casualties, *, is_named: bool = False) -> str:
    """A row of casualties as a sentence: “At least 91 soldiers were killed”.

    Args:
        row: The casualties.
        is_named: Whether the people counted are one person, by name.
    """
    if is_named:
        return f"{capitalised(in_sentence(row.who))} {_verb(row, is_one=True)}."
    low, best, high = row.low, row.best, row.high
    said = f", {quoted(row.as_said)} in the words of the source" if row.as_said else ""
    if high == 0:
        low = best = 0
    if low is not None and low == high:
        return f"{counted_first(low)} {_happened(row, low)}{said}."
    if best is not None and low is not None and high is not None:
        span = f"estimates range from {counted(low) if low else 'none'} to {counted(high)}"
        return f"By the best estimate, {counted(best)} {_happened(row, best)}; {span}{said}."
    if best is not None and best != low:
        bounds = [f"at least {counted(low)}" if low else "perhaps none"] if low is not None else []
        bounds += [f"at most {counted(high)}"] if high is not None else []
        span = f", {bounds[0]}" if bounds else ""
        # “About one” would be odd, and “about none” more so.
        about = f"About {counted(best)}" if best > 1 else f"By the best estimate, {counted(best)}"
        return f"{about} {_happened(row, best)}{span}{said}."
    if low and high is not None:
        return f"Between {counted(low)} and {counted(high)} {_happened(row, high)}{said}."
    if low:
        return f"At least {counted(low)} {_happened(row, low)}{said}."
    none = ", perhaps none" if low is not None else ""
    if high is not None:
        return f"At most {counted(high)} {_happened(row, high)}{none}{said}."
    return f"An unknown number of {_happened(row, None)}{none}{said}."


def _happened(row: Casualties, number: int | None) -> str:
    """Who was counted and what became of them, in the number of a figure."""
    is_one = number == 1
    return f"{_people(row, is_one=is_one)} {_verb(row, is_one=is_one)}"


def _people(row: Casualties, *, is_one: bool) -> str:
    """Who was counted, in the number of the figure.

    Apart, if the words have the other number, or name a body or somebody, which is not what is
    counted: "two people (Abou Zeid and others)".
    """
    who = in_sentence(row.who) if is_bare(row.who) else row.who
    if who[:4].casefold() == "the ":
        who = who[4:]
    if not who:
        return "person" if is_one else "people"
    is_body = bool(article_for(who)) and not is_plural(who)
    is_list = " and " in who and who[:1].isupper() and not is_bare(who)
    if is_body or is_list or is_one == (is_plural(who) or who.split()[-1].casefold() in _PLURALS):
        return f"{'person' if is_one else 'people'} ({who})"
    return who


_PLURALS: Final = word_set("children men people personnel police staff troops women")
"""Plurals that do not end in s."""


def _verb(row: Casualties, *, is_one: bool) -> str:
    if row.outcome in _PASSIVE:
        return _PASSIVE[row.outcome]
    return f"{'was' if is_one else 'were'} {row.outcome}"


def _is_name(who: str, known: Iterable[str]) -> bool:
    """Whether the people counted are one of the persons who took part."""
    return fold(who) in known and not is_plural(who)


def _actors(narrator: Narrator, event: Event) -> Iterator[Sentence]:
    """Who took part, a sentence for each role."""
    for role in dict.fromkeys(("perpetrator", "target", *ACTOR_ROLES, "")):
        having = {at: actor for at, actor in enumerate(event.actors) if actor.role == role}
        if having:
            said = _ROLES[role]
            before = [Run(said.before)] if said.before else []
            after = narrator.states(said.after, *(f"actors[{at}]" for at in having))
            yield begun([*before, *_names(narrator, [*having.values()]), after])


def _names(narrator: Narrator, actors: Sequence[Actor]) -> list[Run]:
    refs = [actor.ref for actor in actors if actor.ref]
    return named(narrator.book, refs, [actor.name for actor in actors if not actor.ref])


def _doubt(narrator: Narrator, event: Event, *, is_full: bool) -> Iterator[Sentence]:
    if event.status in UNSURE_STATUSES:
        yield (narrator.states(_DOUBTS[event.status], "status"),)
    elif event.status and is_full:
        yield (narrator.states(_SURE[event.status], "status"),)


def _spot(narrator: Narrator, event: Event) -> Iterator[Sentence]:
    """Where an event is on a map, and how exactly that is known."""
    if (place := event.place) is None:
        return
    meaning = PLACE_PRECISIONS.get(place.precision, "")
    if place.latitude is not None and place.longitude is not None:
        how = f" ({meaning})" if meaning else ""
        spot = f"Coordinates: {exact(place.latitude)}, {exact(place.longitude)}{how}."
        yield (narrator.states(spot, "place"),)
    elif meaning and place.precision not in _AT:
        yield (narrator.states(f"Precision of the place: {meaning}.", "place"),)


def _printed(narrator: Narrator, event: Event) -> Iterator[Sentence]:
    """What those who took part were called, where that is not their name."""
    for at, actor in enumerate(event.actors):
        name = narrator.book.label(actor.ref) if actor.ref and actor.name else ""
        if name and fold(name) != fold(actor.name):
            said = f"{capitalised(in_sentence(name))} was called {quoted(actor.name)}."
            yield (narrator.states(said, f"actors[{at}]"),)


def _class(narrator: Narrator, event: Event) -> Iterator[Sentence]:
    if event.kind:
        fields = ("kind", "subkind") if event.subkind else ("kind",)
        said = f"{event.kind} ({event.subkind})" if event.subkind else event.kind
        yield (narrator.states(f"Type of event: {said}.", *fields),)


def _whole(narrator: Narrator, event: Event) -> Iterator[Sentence]:
    if event.part_of:
        title = narrator.book.label(event.part_of).rstrip(".")
        yield (narrator.states(f"It is part of {quoted(title)}.", "part_of"),)
