"""Add the quotes of a pasted or copied passage, one form after the other.

Saving one form opens the next; cancelling one offers all that are left, in any order.
"""

import os
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from briefing.model.kinds import PARTIES
from briefing.model.kinds.quote import Quote
from briefing.tui.actions.save import save_form
from briefing.tui.actions.workspace import Workspace
from briefing.tui.forms.spec import Raw
from briefing.tui.input.clipboard import held
from briefing.tui.input.safe_text import clipped, one_line, paragraphs

_LONGEST_PASSAGE = 20_000
"""Characters of a passage that are read."""

_WIDEST = 200
"""Characters shown of a quote that is offered."""


class Turn(NamedTuple):
    """A quote waiting for its form.

    Attributes:
        raw: Its fields.
        number: Its place in the passage, from 1.
        total: How many the passage has.
        offered: A passage that its form offers to begin with.
        is_pasted: Whether it was read from a passage.
    """

    raw: Raw
    number: int = 1
    total: int = 1
    offered: str = ""
    is_pasted: bool = False

    @property
    def place(self) -> str:
        """“2 of 3”; empty where there is only one."""
        return f"{self.number} of {self.total}" if self.total > 1 else ""


async def quote_pasted(work: Workspace, passage: str) -> None:
    """Add the quotes found in a pasted passage."""
    turns = _read(work, passage)
    if turns and len(passage) > _LONGEST_PASSAGE:
        work.host.tell(f"only the first {_LONGEST_PASSAGE:,} characters were used")
    await quote_in_turn(work, turns)


async def quote_pasted_elsewhere(work: Workspace, passage: str) -> None:
    """Add the quotes of a passage pasted where no quotes are listed, if it quotes somebody."""
    if _quoting(work, passage):
        await quote_pasted(work, passage)
    else:
        work.host.tell("the pasted text quotes nobody; press 4 to paste it as a quote all the same")


async def quote_copied(work: Workspace) -> None:
    """Add a quote, offering to begin with what was copied if that quotes somebody."""
    copied = held(os.environ)
    is_new = copied not in (work.host.app.clipboard, work.last_copied)
    offered = copied if is_new and _quoting(work, copied) else ""
    await quote_in_turn(work, [Turn({}, offered=offered)])


async def quote_in_turn(work: Workspace, turns: list[Turn]) -> None:
    """Fill in one quote after the other."""
    waiting = list(turns)
    while waiting:
        turn = waiting.pop(0)
        is_saved, turn = await _fill_in(work, turn, waiting)
        if not waiting or is_saved:
            continue
        if turn.raw:
            waiting.append(turn)
            waiting.sort(key=lambda each: each.number)
        if not await _choose(work, waiting, after=turn.number):
            return


async def _fill_in(work: Workspace, turn: Turn, waiting: list[Turn]) -> tuple[bool, Turn]:
    """Fill in a quote. Quotes pasted into the form join the queue.

    Returns:
        Whether it was saved, and what was last pasted into the form, else the turn.
    """
    last = turn

    def taken_apart(name: str, passage: str) -> Raw:
        nonlocal last
        found = _quoting(work, passage) if name == "text" else []
        if not found:
            return {}
        waiting[:0] = found[1:]
        last = found[0]
        if passage == turn.offered:
            work.last_copied = passage
        if len(found) > 1:
            more = "one more" if len(found) == 2 else f"{len(found) - 1} more"
            work.host.tell(f"{more} in what you pasted, offered when this form closes")
        return found[0].raw

    raw = {"source": work.likely_source, **_with_speaker(work, turn.raw)}
    title = f"New quote, {turn.place}" if turn.place else "New quote"
    # A speaker without a record is chosen or added first.
    begin_at = "speaker" if raw.get("attribution") and not raw.get("speaker") else ""
    spec = replace(
        work.spec(title, Quote, raw, begin_at), taken_apart=taken_apart, offered=turn.offered
    )
    if turn.is_pasted and not waiting:
        # What was pasted is asked about before it is thrown away.
        spec = replace(spec, saved={"source": work.likely_source})
    if waiting and waiting[0].place:
        words = f"ctrl+s save, then {waiting[0].place} · esc skip this one"
        spec = replace(spec, words=words)
    saved = await save_form(work, "quote:", None, spec)
    if saved is None:
        return False, last
    # The next quote is probably from the same source.
    work.use_source(saved.raw.get("source", work.source))
    work.host.visit(saved.ref)
    return True, last


async def _choose(work: Workspace, waiting: list[Turn], after: int) -> bool:
    """Offer the waiting quotes and move the chosen one to the front; False when none is."""
    from briefing.tui.dialogs.confirm import ConfirmScreen
    from briefing.tui.dialogs.menu import MenuScreen

    places = [turn.place for turn in waiting]
    if len({*places}) < len(places):
        # Passages pasted one after the other may each have a "2 of 3".
        places = [f"no. {number}" for number in range(1, len(waiting) + 1)]
    terms = {place: _in_line(work, turn.raw) for place, turn in zip(places, waiting, strict=True)}
    title = "Continue with" if len(waiting) == 1 else "Continue with which?"
    later = (at for at, turn in enumerate(waiting) if turn.number > after)
    following = next((places[at] for at in later), "")
    while (place := await work.host.ask(MenuScreen(title, terms, following))) is None:
        left = "this quote" if len(waiting) == 1 else f"these {len(waiting)} quotes"
        question = ConfirmScreen(f"Leave out {left} you pasted?", tuple(terms.values()), "yes")
        if await work.host.ask(question):
            return False
    waiting.insert(0, waiting.pop(places.index(place)))
    return True


def _in_line(work: Workspace, raw: Raw) -> str:
    """Who says what; quotation marks only around direct speech."""
    speaker = work.store.label(raw["speaker"]) if "speaker" in raw else ""
    who = raw.get("attribution") or speaker
    said = f"“{raw['text']}”" if raw.get("mode") == "direct" else raw["text"]
    return clipped(one_line(f"{who}: {said}" if who else said), _WIDEST)


def _with_speaker(work: Workspace, raw: Raw) -> Raw:
    """The fields, linked to a speaker added since the passage was read."""
    from briefing.model.parsers.quotes.parse import speaker_fields

    if raw.get("speaker") or not raw.get("attribution"):
        return raw
    rest = {name: value for name, value in raw.items() if name != "attribution"}
    find = partial(_find, work)
    return rest | speaker_fields(raw["attribution"], find, work.store.label)


def _quoting(work: Workspace, passage: str) -> list[Turn]:
    """The quotes of a passage; none where it quotes nobody."""
    turns = _read(work, passage)
    return turns if turns and "mode" in turns[0].raw else []


def _read(work: Workspace, pasted: str) -> list[Turn]:
    from briefing.model.parsers.quotes.parse import capture

    # Soft hyphens would show up as unprintable characters.
    whole = pasted[:_LONGEST_PASSAGE].replace("\xad\n", "").replace("\xad", "")
    passage = "\n".join(paragraphs(whole))
    find = partial(_find, work)
    found = capture(passage, find, on=work.source_day(), name_of=work.store.label)
    return [Turn(raw, at, len(found), is_pasted=True) for at, raw in enumerate(found, start=1)]


def _find(work: Workspace, name: str) -> str:
    # Reports give the full name once and the surname from then on.
    return work.finder.find(name, PARTIES) or work.finder.by_surname(name)
