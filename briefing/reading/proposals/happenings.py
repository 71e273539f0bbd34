"""The events a text tells: what happened, when, where, by whom, and the casualties."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from briefing.model.dates import describe
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.quotes.attributions import cues
from briefing.model.parsers.quotes.sentences import Word, printed
from briefing.model.parsers.quotes.speakers import is_noun_phrase
from briefing.model.parsers.words import word_set
from briefing.reading.proposals.circumstances import When, Where, when, where
from briefing.reading.proposals.event_words import Named, named_event
from briefing.reading.proposals.figures import DOUBTS, Figures, figures_in
from briefing.reading.proposals.naming import Name
from briefing.reading.proposals.report import Sentence

_CIVILIANS: Final = word_set(
    """civilian(s) villager(s) resident(s) people women children pupils students worshippers
    workers farmers herders tourists nationals journalist(s) refugees"""
)
_ATTACKS: Final = word_set(
    """killed kills kill attacked abducted kidnapped ambushed shelled bombed stormed raided executed
    beheaded massacred overran captured seized"""
)
_THINGS: Final = word_set(
    """strike(s) attack(s) bomb(s) bombing(s) explosion(s) blast(s) shelling missile(s) shell(s)
    rocket(s) mine(s) fighting violence clash(es) airstrike(s) fire raid(s) bomber(s) mortar(s) war
    unrest offensive drone(s) which that who it they he she toll accident crash wave"""
)
_ACCIDENTS: Final = word_set(
    """crash crashed accident flood floods flooding earthquake quake landslide capsized sank cholera
    ebola covid-19 coronavirus virus outbreak cyclone storm hurricane drought famine"""
)
"""Words of deaths that no party to a conflict caused, or may not have caused."""
_DOERS_OPEN: Final = word_set("the a an some two three four several")
_LONGEST_DOER: Final = 7
_AGREEING: Final = ("strategic developments", "political")


class Happening(NamedTuple):
    """An event a sentence tells.

    Attributes:
        raw: Its fields, as plain values.
        spans: The tokens that give each field.
        figures: Its casualties; None if it gives none.
        is_dated: Whether the sentence says when.
    """

    raw: dict[str, Any]
    spans: Mapping[str, tuple[int, int]]
    figures: Figures | None
    is_dated: bool


def happening(sentence: Sentence, names: Sequence[Name], said: DateContext) -> Happening | None:
    """The event a sentence tells, if it tells one for certain.

    Args:
        sentence: The sentence.
        names: The leaders and groups it names.
        said: The day of the source, which its dates count from.

    Returns:
        The event. One without a date of its own happened at the latest on the day of the source.
        None if there is no event, no date, or the figures are counted over a longer time.
    """
    if sentence.is_heading:
        return None
    tokens = sentence.tokens
    figures = figures_in(sentence)
    if figures is not None and all(row.get("high") == 0 for row in figures.rows):
        # Nobody was killed: that is about an event told elsewhere.
        return None
    if figures is not None and (figures.is_total or _is_contested(tokens, figures)):
        return None
    if any(token.low in _ACCIDENTS for token in tokens):
        return None
    what = named_event(tokens)
    is_doubted = figures is None and any(token.low in DOUBTS for token in tokens)
    if what is None or is_doubted:
        return None
    if figures is None and not (what.event.kind and (names or what.event.kind in _AGREEING)):
        return None
    day = when(sentence, said)
    place = where(sentence, [range(each.first, each.last) for each in names])
    if figures is None and (day is None or (place is None and what.event.kind not in _AGREEING)):
        return None
    date = day.edtf if day else f"[..{said.day}]" if said.day else ""
    if not date:
        return None
    return _event(tokens, names, what, figures, day, place, date)


def _is_contested(tokens: Sequence[Word], figures: Figures) -> bool:
    """Whether a sentence sets one figure against another: said 60 died, but the army said six."""
    outcomes = [row.get("outcome") for row in figures.rows]
    is_repeated = len(outcomes) > len({*outcomes})
    return is_repeated and any(token.low in ("but", "while", "whereas", ";") for token in tokens)


def _event(
    tokens: Sequence[Word],
    names: Sequence[Name],
    what: Named,
    figures: Figures | None,
    day: When | None,
    place: Where | None,
    date: str,
) -> Happening:
    spans = {"kind": (what.first, what.last)}
    raw: dict[str, Any] = {"date": date}
    doer = _doer(tokens, names)
    kind, subkind = _kind(what, figures, is_attack=bool(what.event.title or doer))
    raw |= {"kind": kind} if kind else {}
    raw |= {"subkind": subkind} if subkind else {}
    if day is not None:
        spans["date"] = day.first, day.last
    if place is not None:
        raw["place"] = place.row
        spans["place"] = place.first, place.last
    if figures is not None:
        raw["casualties"] = list(figures.rows)
        spans["casualties"] = _within(tokens, figures)
    if doer is not None:
        raw["actors"] = [doer[0]]
        spans["actors"] = doer[1]
    if any(cue.lemma == "claim" and cue.follows != "nothing" for cue in cues(list(tokens))):
        raw["status"] = "claimed"
    raw["title"] = _title(what.event.title, raw)
    return Happening(raw, spans, figures, is_dated=day is not None)


def _within(tokens: Sequence[Word], figures: Figures) -> tuple[int, int]:
    first = next(at for at, token in enumerate(tokens) if token.start >= figures.start)
    last = next(at for at, token in enumerate(tokens, start=1) if token.end >= figures.end)
    return first, last


def _kind(what: Named, figures: Figures | None, *, is_attack: bool) -> tuple[str, str]:
    """The kind and sub-kind; an attack on civilians is one, others stay open."""
    if what.event.kind:
        return what.event.kind, what.event.subkind
    whose = [str(row.get("who", "")).split() for row in (figures.rows if figures else ())]
    are_civilians = (
        is_attack and bool(whose) and all(who and who[-1].lower() in _CIVILIANS for who in whose)
    )
    return ("violence against civilians", "attack") if are_civilians else ("", "")


def _doer(
    tokens: Sequence[Word], names: Sequence[Name]
) -> tuple[dict[str, str], tuple[int, int]] | None:
    """Who did it: the subject that opens the sentence, right before the verb."""
    verb = next(
        (at for at, token in enumerate(tokens) if token.low in _ATTACKS and not token.is_capital),
        len(tokens),
    )
    if not 0 < verb < len(tokens):
        return None
    end = verb - (tokens[verb - 1].low in ("have", "has", "had"))
    chunk = tokens[:end]
    if not 0 < len(chunk) <= _LONGEST_DOER or not is_noun_phrase(chunk):
        return None
    if any(token.low in _THINGS or token.text[0].isdigit() for token in chunk):
        return None
    whole = next((each for each in names if each.last == end and each.first <= 1), None)
    if whole is not None:
        return {"ref": whole.to, "role": "perpetrator"}, (whole.first, whole.last)
    first = 1 if chunk[0].low in _DOERS_OPEN and len(chunk) > 1 else 0
    return {"name": printed(tokens, first, end), "role": "perpetrator"}, (first, end)


def _title(noun: str, raw: Mapping[str, Any]) -> str:
    """What happened, where; else to how many, or when. It calls nothing what the text does not."""
    place = raw.get("place", {})
    name = place.get("name") or place.get("admin1") or ""
    near = "near" if place.get("precision") == "near" else "in"
    behind = f" {near} {name}" if name else ""
    if noun and name:
        return f"{noun}{behind}"
    row = next((each for each in raw.get("casualties", ()) if _figure(each)), None)
    if row is not None:
        toll = f"{_figure(row)} {row.get('who') or 'people'} {row.get('outcome', '')}".strip()
        return f"{noun}: {toll}" if noun else f"{toll[0].upper()}{toll[1:]}{behind}"
    return f"{noun or 'Event'}, {describe(raw['date'])}{behind}"


def _figure(row: Mapping[str, Any]) -> str:
    """A figure in words; empty for none."""
    low, best, high = (row.get(name) for name in ("low", "best", "high"))
    if best is not None:
        return f"{best:,}" if low == best else f"about {best:,}"
    if low is not None:
        return f"at least {low:,}" if high is None else f"{low:,} to {high:,}"
    return f"up to {high:,}" if high is not None else ""
