"""Quotations in a news report: the words, the speaker, and whether they are quoted or paraphrased.

A wrong speaker is worse than none, so any doubt leaves the speaker open:

* A pronoun means the last speaker, if the sentence before names nobody else it could be.
* A quotation on its own belongs to whoever was quoted right before it, with nothing in between.
* A title, a quoted word that nobody is said to have said, and what somebody is said not to have
  said are attributed to nobody.
* Fragments that only the report's own words connect are given with these, as a paraphrase, or one
  by one: joined, they would say something else.

Reported words without quotation marks are a paraphrase: the clause as written, nothing added.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from briefing.model.parsers.quotes.attributions import Cue, cues
from briefing.model.parsers.quotes.quotations import begins_sentence, flowing, quotations
from briefing.model.parsers.quotes.said_when import day_said
from briefing.model.parsers.quotes.sentences import Passage, sentences
from briefing.model.parsers.quotes.speakers.after_verb import subject_after
from briefing.model.parsers.quotes.speakers.mentions import (
    may_be_bodies,
    may_be_persons,
    subject_of,
)
from briefing.model.parsers.quotes.speakers.phrases import Who, has_title, is_title
from briefing.model.parsers.quotes.speakers.phrases import who as who_is
from briefing.model.parsers.quotes.speakers.vocabulary import PRONOUNS
from briefing.model.parsers.quotes.speech_verbs import GOES_ON, TURNS
from briefing.model.parsers.quotes.statements import Statement, lemma_of, statements
from briefing.model.parsers.words import Find

NameOf = Callable[[str], str]
"""Gives the label of a record by its ref."""

LEFT_OUT = " […] "
"""Goes between two parts of what one speaker said where something was left out."""


def capture(
    passage: str, find: Find, *, on: date | None = None, name_of: NameOf = lambda _ref: ""
) -> list[dict[str, Any]]:
    """Parse a passage of a report into quotations, if it contains any.

    Args:
        passage: What was copied, with its line breaks.
        find: Gives the ref of the record a name certainly means, also by surname alone.
        on: The day of the source, which “yesterday” counts from; None if unknown.
        name_of: Gives the label of a record; an attribution identical to it is left out.

    Returns:
        The fields of a quote for each speaker in turn, for review. If nobody is quoted, one with
        only the text; nothing for a blank passage.
    """
    text = flowing(passage)
    if not text:
        return []
    names: dict[str, str] = {}

    def find_once(name: str) -> str:
        if name not in names:
            names[name] = find(name)
        return names[name]

    found = _joined(_attributed(text, find_once))
    if not found:
        return [{"text": " ".join(text.split())}]
    return [_fields(each, on, name_of) for each in found]


def speaker_fields(who: str, find: Find, name_of: NameOf = lambda _ref: "") -> dict[str, Any]:
    """Look up again who an attribution names, as the briefing may know more names by now.

    Args:
        who: The attribution, as printed.
        find: As for `capture`.
        name_of: As for `capture`.

    Returns:
        Speaker and attribution, where found.
    """
    marked = sentences(who, [])
    tokens = [token for sentence in marked for token in sentence.tokens]
    chunks, end = subject_after(tokens, 0)
    phrase = who_is(who, chunks) if end == len(tokens) else None
    ref = _ref(phrase, find) if phrase else ""
    fields = {"speaker": ref, "attribution": "" if ref and name_of(ref) == who else who}
    return {name: value for name, value in fields.items() if value}


class _Attributed(NamedTuple):
    """A statement and its speaker.

    Attributes:
        statement: What is said.
        who: Who said it; None if unknown.
        ref: The speaker's record, or "".
        goes_on: Whether the last speaker continues, known or not.
    """

    statement: Statement
    who: Who | None
    ref: str
    goes_on: bool = False


_MOST_QUOTATIONS = 1000
"""Quotations in a passage that is parsed; anything with more is not a report."""


def _attributed(text: str, find: Find) -> list[_Attributed]:
    """Every statement in a text, with its speaker."""
    marked = quotations(text)
    if len(marked) > _MOST_QUOTATIONS:
        return []
    passages = sentences(text, marked)
    heard = [cues(text, passage.tokens) for passage in passages]
    found: list[_Attributed] = []
    last: _Attributed | None = None  # who spoke in the sentence before
    before: Passage | None = None
    for number, passage in enumerate(passages):
        made = statements(text, passage.tokens, heard[number])
        if len(made) == 1 and made[0].is_loose and number + 1 < len(passages):
            ahead, cues_ahead = passages[number + 1], heard[number + 1]
            if (tag := _tag(ahead, cues_ahead)) is not None:
                made = [_said_by(made[0], tag)]
            elif not found and not ahead.begins:
                made = [_of_next(made[0], statements(text, ahead.tokens, cues_ahead))]
        if made or _tag(passage, heard[number]) is None:
            first = made[0].who if made else None
            if first is not None and first.pronoun and last is None and before is not None:
                last = _subject(text, before, find, first)
            for statement in made:
                last = _resolved(statement, passage, before, last, find)
                found.append(last)
            last = last if made else None
        before = passage
    return found


def _said_by(loose: Statement, tag: Cue) -> Statement:
    """A lone quotation with the speaker from the next sentence: “Why?” Talon asked."""
    return loose._replace(who=tag.who, day=tag.day, lemma=lemma_of(tag), is_loose=False)


def _resolved(
    statement: Statement,
    passage: Passage,
    before: Passage | None,
    last: _Attributed | None,
    find: Find,
) -> _Attributed:
    """A statement with its speaker, resolving a pronoun or a missing subject."""
    who = statement.who
    if who is not None and not who.pronoun:
        ref = _ref(who, find)
        is_known = bool(ref) or not statement.is_guess
        return _Attributed(statement, who if is_known else None, ref)
    if last is None:
        return _Attributed(statement, None, "")
    if who is None:
        # A lone quotation continues what was quoted, or else reported, right before it.
        goes_on = statement.is_loose and (
            last.statement.is_direct
            or (bool(last.statement.words) and not _others(last, passage, before))
        )
        return _Attributed(statement, *((last.who, last.ref) if goes_on else (None, "")), goes_on)
    goes_on = statement.lemma in GOES_ON and bool(last.statement.words)
    if last.who is None:
        return _Attributed(statement, None, "", goes_on)
    can_be = last.who.is_person if who.is_person else last.who.is_many
    if not can_be or (who.is_person and last.ref.startswith("group:")):
        return _Attributed(statement, None, "")
    is_clear = goes_on or not _others(last, passage, before)
    return (
        _Attributed(statement, last.who, last.ref, goes_on)
        if is_clear
        else _Attributed(statement, None, "")
    )


def _ref(who: Who, find: Find) -> str:
    """The record of a speaker; a body's record is not its leader's."""
    refs = (ref for ref in map(find, who.names) if ref)
    return next((ref for ref in refs if not (who.is_office and ref.startswith("group:"))), "")


def _subject(text: str, passage: Passage, find: Find, pronoun: Who) -> _Attributed | None:
    """The subject of a sentence that reports no speech, if a pronoun certainly means it."""
    who = subject_of(text, passage.tokens, len(passage.tokens))
    if who is None or who.pronoun or who.anonymity != "named":
        return None
    ref = _ref(who, find)
    is_sure = who.is_many or ref.startswith("leader:") or has_title(who)
    is_meant = is_sure and who.is_person == pronoun.is_person
    return _Attributed(Statement((), is_direct=False, who=who), who, ref) if is_meant else None


def _of_next(loose: Statement, after: Sequence[Statement]) -> Statement:
    """Attribute a quotation that opens the passage to the speaker in the very next sentence."""
    if len(after) != 1 or after[0].is_direct or after[0].lemma in TURNS:
        return loose
    who = after[0].who
    if who is None or who.pronoun:
        return loose
    return loose._replace(who=who, day=after[0].day, is_loose=False)


def _tag(passage: Passage, found: Sequence[Cue]) -> Cue | None:
    """The cue of a sentence that only names the speaker of the one before: “Why?” Talon asked."""
    if len(found) != 1 or any(token.quotation for token in passage.tokens):
        return None
    end = len(passage.tokens)
    while end and not passage.tokens[end - 1].is_word:
        end -= 1
    cue = found[0]
    is_all = cue.first == 0 and cue.last >= end and not cue.is_denied
    return cue if is_all and cue.who is not None else None


# Other candidates for a pronoun ------------------------------------------------------------------


def _others(last: _Attributed, passage: Passage, before: Passage | None) -> bool:
    """Whether a pronoun could mean somebody other than the last speaker.

    Candidates are those beside the verb in the sentence before or the subject of what it reports,
    and those before the pronoun in its own sentence.
    """
    if last.who is None:
        return True
    known = frozenset(
        re.findall(r"[\w-]+", last.who.text.lower().replace("’s", "").replace("'s", ""))
    )
    upto = next((at for at, token in enumerate(passage.tokens) if token.low in PRONOUNS), 0)
    named = before.tokens[: last.statement.reach or None] if before is not None else []
    spoken = passage.tokens[:upto]
    if last.who.is_many:
        candidates = [*may_be_bodies(named), *may_be_bodies(spoken)]
    else:
        candidates = [*may_be_persons(named, last.statement.own), *may_be_persons(spoken)]
    return any(known.isdisjoint(name) for name in candidates)


# Joining statements ------------------------------------------------------------------------------


def _joined(found: Sequence[_Attributed]) -> list[_Attributed]:
    """Join what one speaker said in one go; a paraphrase in between comes after it."""
    joined: list[_Attributed] = []
    for each in found:
        at = _continued_at(joined, each)
        if at is None:
            joined.append(each)
            continue
        earlier = joined[at]
        statement = earlier.statement._replace(
            words=earlier.statement.words + each.statement.words,
            day=earlier.statement.day or each.statement.day,
        )
        joined[at] = _Attributed(statement, earlier.who, earlier.ref or each.ref)
    return joined


def _continued_at(joined: Sequence[_Attributed], each: _Attributed) -> int | None:
    """The place of the statement that this one continues; None if it begins a new one."""
    for at in range(len(joined) - 1, max(-1, len(joined) - 3), -1):
        earlier = joined[at]
        is_last = at == len(joined) - 1
        if not (each.goes_on and is_last) and not _is_same(earlier, each):
            return None
        days = {earlier.statement.day, each.statement.day} - {""}
        can_join = not each.statement.is_direct or begins_sentence(each.statement.words[0])
        if earlier.statement.is_direct == each.statement.is_direct and len(days) < 2:
            return at if can_join else None
    return None


_AGAIN = frozenset(("the", "le", "la"))


def _is_same(earlier: _Attributed, later: _Attributed) -> bool:
    """Whether two speakers are the same: by record, or if one name is part of the other."""
    one, other = earlier.who, later.who
    if one is None or other is None:
        return False
    if earlier.ref or later.ref:
        return earlier.ref == later.ref or (one == other)
    is_again = other.text.split()[0].lower() in _AGAIN
    if one == other:
        # “A resident” twice may be two people.
        return one.anonymity != "unnamed" or is_again or later.statement.who is not other
    first, second = _bare(one), _bare(other)
    if first[-1] != second[-1]:
        return False
    if one.anonymity == other.anonymity == "named":
        # Gen. Idris Talon, then Talon or Mr Talon; but Mariam Talon is somebody else.
        return all(word in first or is_title(word) for word in second)
    return is_again and other.anonymity != "named"


def _bare(who: Who) -> list[str]:
    """The words of a name without its description."""
    return who.text.split(",")[0].split()


def _fields(said: _Attributed, on: date | None, name_of: NameOf) -> dict[str, Any]:
    statement, who = said.statement, said.who
    fields = {
        "text": LEFT_OUT.join(statement.words),
        "mode": "direct" if statement.is_direct else "paraphrase",
        "speaker": said.ref,
        "attribution": who.text if who and not (said.ref and name_of(said.ref) == who.text) else "",
        "anonymity": who.anonymity if who else "",
        "said": day_said(statement.day, on),
    }
    return {name: value for name, value in fields.items() if value}
