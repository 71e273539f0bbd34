"""The phrases for links: the type each means, from which end, in what role and when.

Besides verbs, any usual noun for a role is understood, with "deputy", "military" and the like
before it: "deputy leader of". *The* leader, head, commander … of a group leads it; *a* commander, a
deputy or a spokesman is a member. So is a founder: founding a group is not leading it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, cast

from briefing.model.terms import LINK_TYPES

_Effect = Literal["lasts", "begins", "ends"]
"""What a time beside a verb means: led in 2012 lasts; joined in 2012 begins; left in 2012 ends."""
FOUNDERS = ("founder", "co-founder", "cofounder")
BELONGS = "belongs"
"""A person belongs to a group as a member, a group as a part."""
# third person | past | -ing | from the other end : type : role : effect
_VERBS = """
leads|led|leading|led by : leads
heads|headed|heading|headed by : leads
commands|commanded|commanding|commanded by : leads : commander
opposes|opposed|opposing|opposed by : opposes
fights|fought|fighting|fought by : opposes
fights against|fought against|fighting against| : opposes
battles|battled|battling| : opposes
supports|supported|supporting|supported by : supports
backs|backed|backing|backed by : supports
funds|funded|funding|funded by : supports : funder
finances|financed|financing|financed by : supports : financier
sponsors|sponsored|sponsoring|sponsored by : supports : sponsor
arms|armed|arming|armed by : supports : arms supplier
equips|equipped|equipping|equipped by : supports : supplier
supplies|supplied|supplying|supplied by : supports : supplier
trains|trained|training|trained by : supports : trainer
fights for|fought for|fighting for| : member : fighter
serves in|served in|serving in| : member
fights alongside|fought alongside|fighting alongside| : allied
belongs to|belonged to|belonging to| : belongs
joins|joined|joining| : belongs :  : begins
leaves|left|leaving| : belongs :  : ends
quits|quit|quitting| : belongs :  : ends
resigns from|resigned from|| : belongs :  : ends
defects from|defected from|| : belongs :  : ends
defects to|defected to|| : belongs :  : begins
founds|founded||founded by : member : founder : begins
co-founds|co-founded||co-founded by : member : co-founder : begins
cofounds|cofounded||cofounded by : member : co-founder : begins
succeeds|succeeded|succeeding|succeeded by : succeeds
replaces|replaced|replacing|replaced by : succeeds
takes over from|took over from|| : succeeds
breaks away from|broke away from|breaking away from| : split-from
breaks from|broke from|| : split-from
splits from|split from|| : split-from
splits off from|split off from|| : split-from
secedes from|seceded from|| : split-from
joins forces with|joined forces with|| : allied :  : begins
merges into|merged into|| : part-of :  : begins
absorbs|absorbed|absorbing|absorbed by : part-of : turned : begins
"""
# With or without "is": split from, is allied with, was merged into.
_PHRASES = """
allied with|allied to|in alliance with|in an alliance with : allied
at war with|opposed to|hostile to : opposes
affiliated with|affiliated to : part-of : affiliate
part of : part-of
merged into|absorbed into|integrated into|folded into : part-of :  : begins
split from|split off from|broken away from|broken off from|breakaway from : split-from
expelled from|dismissed from : belongs :  : ends
also known as|aka|a.k.a.|alias|identical to|identical with|the same as : same-as
not the same as|not identical to|not identical with|different from : not-same-as
"""
# Nouns followed by "of", "for", "in" … : type : "turned" if they describe the other end.
_NOUNS = """
leader|head|chief|commander|commander-in-chief|commander in chief|emir|amir|chairman : leads
chairwoman|chairperson|chair|president|director|secretary-general|secretary general : leads
caliph|co-leader : leads
member|fighter|militant|spokesman|spokeswoman|spokesperson|deputy|officer|official : member
representative|envoy|adviser|advisor|ideologue|lieutenant|recruiter|cadre|general : member
colonel|minister|chief of staff|second-in-command|second in command|number two : member
founder|co-founder|cofounder|founding member : member
wing|arm|branch|faction|affiliate|unit|battalion|brigade|cell|chapter|subsidiary : part-of
component|subgroup|division : part-of
splinter|splinter group|splinter faction|offshoot|breakaway group|breakaway faction : split-from
successor|heir : succeeds
predecessor : succeeds : turned
ally|partner : allied
enemy|rival|opponent|adversary|foe : opposes
supporter|backer|patron|sponsor|financier|funder : supports
"""
_UNNAMED_ROLES = frozenset(("leader", "member"))
_STATES = frozenset(("leads", "member", "part-of", BELONGS))
_WITH_ROLE = frozenset(("leads", "member", "part-of"))
_PREPOSITIONS = frozenset(("of", "for", "in", "within", "to", "from", "with"))
_ONE_OF_SEVERAL = re.compile(
    "deputy|vice|assistant|senior|top|key|leading|local|regional|field|junior|ranking|mid-level"
)
_MODIFIERS = re.compile(
    rf"{_ONE_OF_SEVERAL.pattern}|acting|interim|supreme|overall|main|chief|official|military"
    "|political|spiritual|religious|operational|armed|youth|northern|southern|eastern|western"
    "|central|national|new|current|high-ranking"
)
_ARTICLES = ("one of the", "one of its", "a", "an", "the")
_TENSES = {
    "is": ("is", "are", "remains", "has been", "have been"),
    "was": ("was", "were", "had been", "used to be"),
    "became": ("became", "becomes", "has become"),
    "has": ("has", "have"),
    "had": ("had",),
}
_NOW = ("now", "currently", "still")
_ONCE = ("no longer", "formerly", "once", "previously", "former")
_LONGEST = 5
"""Words of the longest phrase, without those that may precede it."""
_Form = Literal["present", "past", "going on", "phrase"]
_TENSES_OF: Mapping[_Form, Sequence[str]] = {
    "present": ("",),
    "past": ("", "has", "had"),
    "going on": ("", "is", "was"),
    "phrase": ("", "is", "was", "became"),
}


class LinkPhrase(NamedTuple):
    """What the words before the name of the other record mean.

    Attributes:
        type: The type of link; `BELONGS` is resolved to member or part.
        is_turned: Whether it is described from the other end.
        role: The role, as written.
        effect: What a time beside it means.
        is_past: Whether it is over.
    """

    type: str
    is_turned: bool = False
    role: str = ""
    effect: _Effect = "lasts"
    is_past: bool = False


class _LinkWords:
    """The words of a line, consumed from the beginning."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = [word.casefold() for word in words]
        self.at = 0

    def take(self, *wordings: str) -> str:
        """Consume the first of some phrases that comes next; "" for none."""
        for phrase in wordings:
            parts = phrase.split()
            if self.words[self.at : self.at + len(parts)] == parts:
                self.at += len(parts)
                return phrase
        return ""


def phrase_at(words: Sequence[str]) -> tuple[LinkPhrase, int] | None:
    """The phrase that begins a line: what it means and how many words it has; None for none."""
    line = _LinkWords(words[:16])
    # "has member" begins like "has led", so it is tried whole first.
    if phrase := _noun(line, "") or _verb(line, ""):
        return phrase, line.at
    is_over = line.take(*_ONCE) != ""
    tense = next((name for name, forms in _TENSES.items() if line.take(*forms)), "")
    line.take(*_NOW)
    is_over = line.take(*_ONCE) != "" or is_over
    article = line.take(*_ARTICLES)
    is_over = line.take(*_ONCE) != "" or is_over
    phrase = (None if tense in ("has", "had") else _noun(line, article)) or _verb(line, tense)
    if phrase is None:
        return None
    if tense == "became":
        phrase = phrase._replace(effect="begins")
    return phrase._replace(is_past=phrase.is_past or is_over or tense in ("was", "had")), line.at


def _verb(line: _LinkWords, tense: str) -> LinkPhrase | None:
    """The next verb or phrase, the longest first."""
    for width in range(_LONGEST, 0, -1):
        for form, phrase in _verbs().get(" ".join(line.words[line.at : line.at + width]), ()):
            if tense in _TENSES_OF[form]:
                line.at += width
                # "Fought" means that it happened, "led" that it is over.
                is_state = phrase.type in _STATES
                return phrase._replace(is_past=form == "past" and not tense and is_state)
    return None


def _noun(line: _LinkWords, article: str) -> LinkPhrase | None:
    """The next noun for a role, with the words before and after it."""
    start = at = line.at
    while at - start < 4 and _MODIFIERS.fullmatch(" ".join(line.words[at : at + 1])):
        at += 1
    for begin, width in (
        (begin, width) for begin in range(at, start - 1, -1) for width in (3, 2, 1)
    ):
        said = " ".join(line.words[begin : begin + width])
        singular = said.removesuffix("s") if article.startswith("one") else said
        preposition = " ".join(line.words[begin + width : begin + width + 1])
        phrase = _nouns().get(singular)
        if phrase is None or preposition not in _PREPOSITIONS:
            continue
        line.at = begin + width + 1
        role = " ".join((*line.words[start:begin], singular))
        is_one = (
            article not in ("", "the")
            or preposition in ("in", "within")
            or any(map(_ONE_OF_SEVERAL.fullmatch, line.words[start:begin]))
        )
        if phrase.type == "leads" and is_one:
            return phrase._replace(type="member", role=role)
        is_role = phrase.type in _WITH_ROLE and role not in _UNNAMED_ROLES
        return phrase._replace(role=role) if is_role else phrase
    return None


def phrases() -> Sequence[str]:
    """Every phrase for a link, without the words that may precede it."""
    return (*_verbs(), *(f"{noun} of" for noun in _nouns()))


@lru_cache
def _verbs() -> Mapping[str, Sequence[tuple[_Form, LinkPhrase]]]:
    """Each verb and phrase, its form, and what it means."""
    found: dict[str, list[tuple[_Form, LinkPhrase]]] = {}

    def add(said: str, form: _Form, phrase: LinkPhrase) -> None:
        if said:
            found.setdefault(said, []).append((form, phrase))

    for wordings, phrase in _entries(_VERBS):
        present, past, going_on, turned = wordings
        add(present, "present", phrase)
        add(_plural(present), "present", phrase)
        add(past, "past", phrase)
        add(going_on, "going on", phrase)
        add(turned, "phrase", phrase._replace(is_turned=not phrase.is_turned))
    for wordings, phrase in _entries(_PHRASES):
        for said in wordings:
            add(said, "phrase", phrase)
    for name, other_way in LINK_TYPES.items():
        add(name.replace("-", " "), "phrase", LinkPhrase(name))
        add(other_way, "phrase", LinkPhrase(name, is_turned=True))
    return found


@lru_cache
def _nouns() -> Mapping[str, LinkPhrase]:
    found = {said: phrase for wordings, phrase in _entries(_NOUNS) for said in wordings}
    for said, phrase in found.items():
        if "found" in said:
            found[said] = phrase._replace(effect="begins")
        elif said in ("sponsor", "financier", "funder"):
            found[said] = phrase._replace(role=said)
    return found


def _entries(table: str) -> Iterator[tuple[Sequence[str], LinkPhrase]]:
    for entry in table.strip().splitlines():
        said, kind, *more = (part.strip() for part in entry.split(" : "))
        role, effect = (*more, "", "")[:2]
        is_turned = role == "turned"
        phrase = LinkPhrase(
            kind, is_turned, "" if is_turned else role, cast(_Effect, effect or "lasts")
        )
        yield said.split("|"), phrase


def _plural(verb: str) -> str:
    """The plural of a verb: fights for, fight for; supplies, supply."""
    first, _, rest = verb.partition(" ")
    stem = f"{first[:-3]}y" if first.endswith("ies") else first.removesuffix("s")
    return f"{stem} {rest}".strip() if first else ""
