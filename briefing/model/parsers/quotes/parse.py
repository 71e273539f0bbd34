"""Quotations in a news report: the words, the speaker, and whether they are quoted or paraphrased.

A wrong speaker is worse than none, so any doubt leaves the speaker open:

* A pronoun means the last speaker, if the sentence before names nobody else it could be.
* A quotation on its own belongs to whoever was quoted right before it, with nothing in between.
* A title, a quoted word that nobody is said to have said, and what somebody is said not to have
  said are attributed to nobody.
* Words that a source passes on, citing somebody, or that come after another name are nobody's.
* Fragments that only the report's own words connect are given with these, as a paraphrase, or one
  by one: joined, they would say something else.

Reported words without quotation marks are a paraphrase: the clause as written, nothing added.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from briefing.model.codes import countries
from briefing.model.parsers.quotes.attributions import Cue, cues
from briefing.model.parsers.quotes.circumstances import CALENDAR, day_said
from briefing.model.parsers.quotes.reported import Statement
from briefing.model.parsers.quotes.sentences import (
    Passage,
    Word,
    begins_sentence,
    flowing,
    quotations,
    sentences,
)
from briefing.model.parsers.quotes.speakers import Who, has_title, is_past_form, is_title
from briefing.model.parsers.quotes.speakers import who as who_is
from briefing.model.parsers.quotes.statements import statements
from briefing.model.parsers.quotes.subjects import subject_after, subject_of
from briefing.model.parsers.quotes.vocabulary import (
    AGENCIES,
    BODIES,
    CONNECTORS,
    DETERMINERS,
    GOES_ON,
    LINKS,
    NEVER,
    OFFICES,
    PRONOUNS,
    TURNS,
    WITNESSES,
)
from briefing.model.parsers.words import Find, word_set

_NO_PERSON = word_set(
    """people captain major head chair premier military guard source general secretary first second
    latter pair trio two three rebel militant"""
)
_ONE_PERSON = (
    frozenset(word for word in OFFICES | WITNESSES if not word.endswith(("s", "men"))) - _NO_PERSON
)
_PLACING = word_set(
    """in at from near into inside across around outside towards of off by à en au de du with
    against"""
)
_THINGS = word_set(
    """cup war test day river city street airport island(s) mountains sea valley province region
    desert border house palace summit games championship plan act law diseases peace accord
    agreement affairs east west north south times post news club bureau centre center council
    office"""
)
_NAMED_THINGS = BODIES | _THINGS | WITNESSES | AGENCIES | OFFICES
_OPENERS = DETERMINERS | CONNECTORS | NEVER | LINKS | PRONOUNS
_QAEDA = word_set("al-qaeda al-qaida al-shabaab al-shabab")
_NameOf = Callable[[str], str]
"""Gives the label of a record by its ref."""
_LEFT_OUT = " […] "
"""Goes between two parts of what one speaker said where something was left out."""
_MOST_QUOTATIONS = 1000
"""Quotations in a passage that is parsed; anything with more is not a report."""
_AGAIN = frozenset(("the", "le", "la"))


def _may_be_persons(
    tokens: Sequence[Word], own: tuple[int, int] = (0, 0)
) -> Iterator[frozenset[str]]:
    """The words of each person a text may name; an office in the speaker's `own` name is theirs."""
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and tokens[end].quotation is None and tokens[end].is_capital:
            end += 1
        if end == at:
            is_one = any(each.low in DETERMINERS for each in tokens[max(0, at - 3) : at])
            is_own = own[0] <= at < own[1]
            if is_one and tokens[at].low in _ONE_PERSON and not is_own:
                yield frozenset([tokens[at].low])
            at += 1
            continue
        if _may_be_person(tokens, at, end):
            yield frozenset(token.low.removesuffix("'s") for token in tokens[at:end])
        at = end


def _may_be_person(tokens: Sequence[Word], at: int, end: int) -> bool:
    """Whether a sequence of capitalized words may be a person's name."""
    if at == 0:
        while at < end and (tokens[at].low in _OPENERS or tokens[at].low.endswith("ing")):
            at += 1
    if at == end:
        return False
    lows = [token.low.removesuffix("'s") for token in tokens[at:end]]
    before = tokens[at - 1].low if at else ""
    if at and tokens[at - 1].is_capital and before not in DETERMINERS:
        before = ""
    after = tokens[end] if end < len(tokens) else None
    is_acronym = all(len(token.text) > 1 and token.text.isupper() for token in tokens[at:end])
    if is_acronym or any(low.rstrip(".") in CALENDAR for low in lows):
        return False
    titled = [token for token in tokens[at:end] if is_title(token.text)]
    if titled and not titled[-1].low.endswith("s"):
        return end - at > 1 or before in DETERMINERS
    if before in DETERMINERS | _PLACING or lows[-1] in _NAMED_THINGS:
        return False
    if " ".join(lows) in _country_names() or lows[0] in _QAEDA:
        return False
    is_modifier = after is not None and after.is_word and after.low not in NEVER | LINKS
    is_modifier = is_modifier and not is_past_form(after.low if after else "")
    return not (is_modifier and lows[-1].endswith(("ian", "ean", "an", "ese", "ish", "i", "ch")))


@lru_cache
def _country_names() -> frozenset[str]:
    return frozenset(name.lower() for name in countries().values()) | word_set(
        "africa europe asia israel congo turkey russia iran syria britain england washington paris"
    )


def _may_be_bodies(tokens: Sequence[Word]) -> Iterator[frozenset[str]]:
    """What in a text may name a body, in the same form as `_may_be_persons`."""
    for at, token in enumerate(tokens):
        is_acronym = len(token.text) > 1 and token.text.isalpha() and token.text.isupper()
        is_named = token.is_capital and at > 0 and tokens[at - 1].low == "the"
        if is_acronym or is_named or token.low in BODIES:
            yield frozenset([token.low])


def capture(
    passage: str, find: Find, *, on: date | None = None, name_of: _NameOf = lambda _ref: ""
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


def speaker_fields(who: str, find: Find, name_of: _NameOf = lambda _ref: "") -> dict[str, Any]:
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
    phrase = who_is(chunks) if end == len(tokens) else None
    ref = _ref(phrase, find) if phrase else ""
    fields = {"speaker": ref, "attribution": "" if ref and name_of(ref) == who else who}
    return {name: value for name, value in fields.items() if value}


class _Attributed(NamedTuple):
    """A statement and its speaker, or the last speaker if it `goes_on`."""

    statement: Statement
    who: Who | None
    ref: str
    goes_on: bool = False


def _attributed(text: str, find: Find) -> list[_Attributed]:
    """Every statement in a text, with its speaker."""
    marked = quotations(text)
    if len(marked) > _MOST_QUOTATIONS:
        return []
    passages = sentences(text, marked)
    heard = [cues(passage.tokens) for passage in passages]
    found: list[_Attributed] = []
    last: _Attributed | None = None  # who spoke in the sentence before
    before: Passage | None = None
    for number, passage in enumerate(passages):
        made = statements(passage.tokens, heard[number])
        if len(made) == 1 and made[0].is_loose and number + 1 < len(passages):
            ahead, cues_ahead = passages[number + 1], heard[number + 1]
            if not ahead.begins and (tag := _tag(ahead, cues_ahead)) is not None:
                # “Why?” Talon asked. A new paragraph is about somebody else.
                loose, lemma = made[0], tag.lemma
                made = [loose._replace(who=tag.who, day=tag.day, lemma=lemma, is_loose=False)]
            elif not found and not ahead.begins:
                made = [_of_next(made[0], statements(ahead.tokens, cues_ahead))]
        if made or _tag(passage, heard[number]) is None:
            first = made[0].who if made else None
            if first is not None and first.pronoun and last is None and before is not None:
                last = _subject(before, find, first)
            for statement in made:
                last = _resolved(statement, passage, before, last, find)
                found.append(last)
            last = last if made else None
        before = passage
    return found


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


def _subject(passage: Passage, find: Find, pronoun: Who) -> _Attributed | None:
    """The subject of a sentence that reports no speech, if a pronoun certainly means it."""
    who = subject_of(passage.tokens, len(passage.tokens))
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
        candidates = [*_may_be_bodies(named), *_may_be_bodies(spoken)]
    else:
        candidates = [*_may_be_persons(named, last.statement.own), *_may_be_persons(spoken)]
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
    if each.statement.is_apart:
        return None
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


def _fields(said: _Attributed, on: date | None, name_of: _NameOf) -> dict[str, Any]:
    statement, who = said.statement, said.who
    fields = {
        "text": _LEFT_OUT.join(statement.words),
        "mode": "direct" if statement.is_direct else "paraphrase",
        "speaker": said.ref,
        "attribution": who.text if who and not (said.ref and name_of(said.ref) == who.text) else "",
        "anonymity": who.anonymity if who else "",
        "said": day_said(statement.day, on),
    }
    return {name: value for name, value in fields.items() if value}
