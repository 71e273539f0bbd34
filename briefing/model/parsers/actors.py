"""Who took part in an event: "perpetrator: MNLA, AQIM; target: French army".

A role applies to every name up to the next role; "actor:" starts names without one. Commas and
semicolons separate names, unless the parts together are the name of a record. "and" separates names
only where that is certain: if each side is a record, a country, an abbreviation, or people of some
kind ("French army and civilians"). "Movement for Oneness and Jihad" is one name, so anything else
is refused with a question.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Any, NamedTuple

from briefing.model.codes import countries
from briefing.model.codes.country_names import codes_in_tables
from briefing.model.parsers.words import Find, NotUnderstood, Quoted, find_named, outside, split
from briefing.model.terms import ACTOR_ROLES

_ROLES = {
    "perpetrator": "perpetrators?|attackers?",
    "target": "targets?|victims?",
    "participant": "participants?",
    "claimant": "claimants?",
    "mediator": "mediators?",
    "speaker": "speakers?",
    "initiator": "initiators?",
    "signatory": "signator(?:y|ies)",
    "guarantor": "guarantors?",
    # "Supporters of the party" are people.
    "supporter": "supporters?(?! of )",
    "in control": "in control|controls",
    "": "actors?",
}
_DONE_BY = {
    "claimant": "claimed by",
    "mediator": "mediated by",
    "initiator": "(?:initiat|launch|start|organi[sz])ed by",
    "signatory": "signed by",
    "guarantor": "guaranteed by",
    "supporter": "(?:support|back)ed by",
    "in control": "(?:controlled|held) by|(?:in|under(?: the)?) control of",
}
"""Wordings that need no colon before a name: signed by the MNLA."""
_BY = "|".join(_DONE_BY.values())
_WORDS = "|".join((*_ROLES.values(), _BY))
_MARK = re.compile(
    rf"(?:^|[;,·] ?|[ ,](?:and|et|&) )(?P<role>{_WORDS}|by|against|with) ?: ?", re.IGNORECASE
)
_PREPOSITIONS = {"by": "perpetrator", "against": "target", "with": "participant"}
_FIRST = re.compile(rf"(?P<role>by|against|with|{_BY}) (?P<who>.+)", re.IGNORECASE)
_LAST = re.compile(
    rf"(?:[ ,]as (?:an? |the )?(?P<as>[\w-]+)| ?\((?:as )?(?:an? |the )?(?P<in>{_WORDS})\)"
    r"| (?P<end>perpetrators?|targets?|participants?|claimants?|mediators?|initiators?"
    r"|signator(?:y|ies)|guarantors?|in control))$",
    re.IGNORECASE,
)
# MNLA (perpetrator), civilians (target): each name with its own role.
_OWN_ROLE = re.compile(
    rf"(\((?:as )?(?:an? |the )?(?:{_WORDS})\))(?: ?,(?: (?:and|et|&) )?| (?:and|et|&) )",
    re.IGNORECASE,
)
_UNMARKED = re.compile(
    r"(?:perpetrators?|attackers?|targets?|victims?|participants?|claimants?|mediators?) .*"
    # "Guarantor states" and "signatories to the accord" are people.
    r"|(?:initiators|signatories|guarantors) (?!of |to ).*"
)
_ONLY_ROLE = re.compile(rf"(?!supporters?$)(?:{_WORDS}|by|against|with)", re.IGNORECASE)
_SECOND = re.compile(r" (?:by|against) ", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?P<comma> ?,(?: (?:and|et|&|plus) )? ?)"
    r"| (?:and|et|&|plus|as well as|(?:along|together) with) "
)
_OR = re.compile(r" (?:or|ou) ")
_NOT = re.compile(r"(?:not|nor|but not|except|except for|sauf) ", re.IGNORECASE)
_BRACKET = re.compile(r"\((?P<inside>[^()]*)\)$")
# Half a role: AQIM (claimed), MNLA (mediator?), army (not the target).
_UNREAD_ROLE = re.compile(
    rf"\b(?:{_WORDS}|claimed|suspected|suspects?|alleged(?:ly)?|not)\b", re.IGNORECASE
)
_ONLY_AND = re.compile(r"(?:.* )?(?:and|et|&|plus)|(?:and|et|&|plus) .*")
_ENDS = " ,;:·"
_MOST = 50
"""Names in a line that somebody might type."""
_WIDEST = 4
"""Parts of a list tried together as one name: Union of Forces, Democrats and Patriots."""
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9]+(?:[-/][A-Z0-9]+)*")
_WITHIN = re.compile(r" (?:of|for|in|from|to|against|on|de|du|des|pour|del|do|da) ", re.IGNORECASE)
_PEOPLE = re.compile(
    r"(?:.* )?(?:army|armies|airforce|navy|forces|troops|soldiers|servicemen|police|policemen"
    r"|gendarmes|gendarmerie|guards|rangers|peacekeepers|mercenaries|officers|militia|militias"
    r"|militiamen|militants|insurgents|rebels|guerrillas|fighters|combatants|gunmen|jihadists"
    r"|islamists|terrorists|bandits|extremists|separatists|vigilantes|hunters|civilians|villagers"
    r"|residents|bystanders|activists|workers|teachers|migrants|tourists|worshippers|pilgrims"
    r"|settlers|tribesmen|people|men|women|children|refugees|protesters|demonstrators|students|farmers"
    r"|herders|pastoralists|supporters|hostages|prisoners|journalists|soldats|civils|rebelles)",
    re.IGNORECASE,
)
_OF_A_COUNTRY = re.compile(r"(?P<head>.+) of (?P<country>.+)")
_NAME = re.compile(
    r"(?:the )?(?:(?:al|el|an|ash|as|at)-)?[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*){0,2}"
)
_BODY = re.compile(
    r".* (?:alliance|association|bloc|board|brigade|club|coalition|commission|committee|congress"
    r"|council|department|federation|force|front|fund|group|league|ministry|movement|network"
    r"|office|organi[sz]ation|party|resistance|union|unit)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"(?:inc|ltd|limited|llc|llp|plc|corp|co|gmbh|jsc|s\.?a|s\.?a\.? de c\.?v|jr|sr|ii|iii|iv)\.?",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:.* )?(?:minister|president|king|queen|emperor|prince|princess|duke|count|emir|sheikh"
    r"|archbishop|bishop|ambassador|secretary|secretary-general|chairman|director|leader|head"
    r"|chief|commander|spokesman|spokeswoman|governor|mayor|speaker)(?: (?:of|for|to|in) .*)?",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:an?|including|led by|backed by|supported by|headed by|who|which|formerly|also known|aka"
    r"|its|their|his|some of|allied (?:to|with)|affiliated) .*"
)


class _Name(NamedTuple):
    """One name in a list, quoted names in it replaced; `is_joined` where "and" comes before it."""

    text: str
    ref: str
    is_joined: bool
    start: int
    end: int


def read_actors(text: str, find: Find) -> list[dict[str, Any]]:
    """Parse who took part, and in what role.

    Args:
        text: The line.
        find: Finds the record a name means.

    Returns:
        A row for each: with the ref of its record, else the name as written.

    Raises:
        NotUnderstood: Nobody is named, a role does not exist, or "and" may separate two names or
            belong to one.
    """
    quoted = Quoted(text)
    clauses = [
        (clause.strip(_ENDS), role, at > 0)
        for role, words in _by_role(quoted.text)
        for at, clause in enumerate(split(_OWN_ROLE.sub(r"\1;", words), ";·"))
    ]
    if len(clauses) > _MOST:
        raise NotUnderstood(f"more than {_MOST} names in one line; split it")
    rows = []
    for clause, role, is_further in clauses:
        found = [*_clause(clause, role, quoted, find)]
        own = found[0].get("role", "")
        if role not in ("", own) and not is_further:
            raise NotUnderstood(f"“{quoted(clause)}”: {role} or {own}? give one role")
        rows += found
    if not rows:
        raise NotUnderstood("who? give a role and names")
    return rows


def _by_role(line: str) -> Iterator[tuple[str, str]]:
    """The text after each role, starting with the text before any."""
    marks = [*_MARK.finditer(outside(line))]
    ends = [*(mark.start() for mark in marks), len(line)]
    for mark, end in zip((None, *marks), ends, strict=True):
        words = line[mark.end() if mark else 0 : end].strip(_ENDS)
        if mark and not words:
            raise NotUnderstood("who? a name comes after the role")
        yield _role(mark["role"]) if mark else "", words


def _clause(clause: str, role: str, quoted: Quoted, find: Find) -> Iterator[dict[str, str]]:
    """The rows in the text between two semicolons, which may have a role of its own."""
    names = clause
    first, last = _FIRST.fullmatch(clause), _LAST.search(clause)
    if (first or last or ":" in clause) and (ref := find(quoted(clause))):
        yield {"ref": ref, **_with(role)}
        return
    if first:
        role, names = _role(first["role"]), first["who"]
    elif last:
        role, names = _role(last["as"] or last["in"] or last["end"]), clause[: last.start()]
    if _ONLY_ROLE.fullmatch(names.strip(_ENDS)) or not names.strip(_ENDS):
        raise NotUnderstood("who? a name comes after the role")
    if _UNMARKED.match(names) or (first and _SECOND.search(names)):
        raise NotUnderstood(f"“{quoted(clause)}”: write perpetrator: …; target: …")
    for row in _rows(names, quoted, find, is_in_bracket=bool(last and last["in"] and not first)):
        yield row | _with(role)


def _with(role: str) -> dict[str, str]:
    return {"role": role} if role else {}


def _role(word: str) -> str:
    """The role a word means, "" for "actor"; refuses any other word."""
    for role, words in (*_ROLES.items(), *_DONE_BY.items()):
        if re.fullmatch(words, word, re.IGNORECASE):
            return role
    if meant := _PREPOSITIONS.get(word.casefold()):
        return meant
    raise NotUnderstood(f"“{word}” is not a role; the roles are {', '.join(ACTOR_ROLES)}")


def _rows(
    text: str, quoted: Quoted, find: Find, *, is_in_bracket: bool
) -> Iterator[dict[str, str]]:
    """The rows for a list of names, without roles; one came after the last `is_in_bracket`."""
    names = _named(text, quoted, find)
    for at, name in enumerate(names):
        if is_in_bracket and name is not names[-1]:
            _check_bracket(name, quoted)
        joined = [*takewhile(lambda other: other.is_joined, names[at + 1 :])]
        if joined and not name.is_joined and not _are_sure([name, *joined]):
            raise NotUnderstood(
                f"“{quoted(text[name.start : joined[-1].end])}”: one name or several? "
                "Put one in quotation marks, or commas between several"
            )
        if not name.ref:
            _check_name(name, quoted, find)
        if at and not name.is_joined and not name.ref:
            _check_after_comma(names[at - 1], name, quoted)
        yield {"ref": name.ref} if name.ref else {"name": quoted(name.text)}


def _named(text: str, quoted: Quoted, find: Find) -> Sequence[_Name]:
    """The names in a list, joining as many parts as form the name of one record."""
    parts = [*_parts(text)]
    if len(parts) > _MOST:
        raise NotUnderstood(f"more than {_MOST} names in one line; split it")
    names: list[_Name] = []
    at = 0
    while at < len(parts):
        first = parts[at]
        left = len(parts) - at
        for width in (left, *range(min(_WIDEST, left - 1), 0, -1)):
            end = parts[at + width - 1].end
            words = text[first.start : end]
            if (ref := _found(words, quoted, find)) or width == 1 or _is_whole(words):
                break
        if names and not ref and _SUFFIX.fullmatch(words):
            # Blackwater, Inc.
            first = names.pop()
            words = text[first.start : end]
        names.append(_Name(words, ref, first.is_joined, first.start, end))
        at += width
    return names


def _parts(text: str) -> Iterator[_Name]:
    """The text between commas and "and"; a name in brackets is not split."""
    seen = outside(text)
    start, is_joined = 0, False
    for between in (*_BETWEEN.finditer(seen), None):
        end = between.start() if between else len(text)
        words = text[start:end]
        if words.strip(_ENDS):
            begin = start + len(words) - len(words.lstrip(_ENDS))
            words = _without_full_stop(words.strip(_ENDS))
            yield _Name(words, "", is_joined, begin, begin + len(words))
        if between:
            start, is_joined = between.end(), not between["comma"]


def _without_full_stop(words: str) -> str:
    """A name without the full stop of its sentence; the one in "U.S." or "Inc." stays."""
    last = words.rsplit(" ", 1)[-1]
    is_full_stop = last.endswith(".") and "." not in last[:-1] and not _SUFFIX.fullmatch(last)
    return words[:-1] if is_full_stop and len(last) > 2 else words


def _found(words: str, quoted: Quoted, find: Find) -> str:
    # A name with a question mark stays as written: the record would be a guess.
    return "" if words.endswith("?") else find_named(quoted(words), find)


def _are_sure(names: Sequence[_Name]) -> bool:
    """Whether "and" certainly separates names, rather than belonging to one.

    That is so if each name is certain by itself. Two or three capitalized words count as a name
    only beside one that can be nothing else: "MUJAO and Ansar Dine".
    """
    kinds = [_certain_kind(name, is_last=name is names[-1]) for name in names]
    is_beside = any(
        _ABBREVIATION.fullmatch(name.text) or (name.ref and " " in name.text) for name in names
    )
    is_plural = any(
        kind == "of a country" and other == "country" for kind, other in pairwise(kinds)
    )
    return not is_plural and all(
        kind or (is_beside and _NAME.fullmatch(name.text) and not _BODY.fullmatch(name.text))
        for kind, name in zip(kinds, names, strict=True)
    )


def _certain_kind(name: _Name, *, is_last: bool) -> str:
    """Why a name is certainly a name by itself; "" if it is not."""
    if name.ref:
        return "record"
    if _is_country(name.text):
        return "country"
    if _ABBREVIATION.fullmatch(name.text.rstrip("?")):
        return "abbreviation"
    head, *within = _WITHIN.split(name.text, maxsplit=1)
    if not within or is_last:
        # After "and", what follows a preposition belongs to this name alone.
        return "people" if _PEOPLE.fullmatch(head) else ""
    of = _OF_A_COUNTRY.fullmatch(name.text)
    return "of a country" if of and _is_country(of["country"]) else ""


def _is_whole(name: str) -> bool:
    """Whether joined parts are, or end in, the name of one country: Trinidad and Tobago."""
    of = _OF_A_COUNTRY.fullmatch(name)
    if of and _BETWEEN.search(of["head"]):
        return False
    return len(codes_in_tables(of["country"] if of else name, countries())) == 1


def _is_country(name: str) -> bool:
    return len(codes_in_tables(name, countries())) > 0


def _check_name(name: _Name, quoted: Quoted, find: Find) -> None:
    """Refuse text that is more than a name: it contains an unknown role, or an alternative."""
    if _NOT.match(name.text):
        raise NotUnderstood(f"“{quoted(name.text)}”: name only those who took part")
    bracket = _BRACKET.search(name.text)
    if bracket and _UNREAD_ROLE.search(bracket["inside"]):
        raise NotUnderstood(
            f"“{quoted(bracket[0])}” was not understood; give a role, or write “MNLA?” to doubt it"
        )
    sides = name.text.split("/")
    if 1 < len(sides) <= _WIDEST and all(_found(side, quoted, find) for side in sides):
        raise NotUnderstood(f"“{quoted(name.text)}”: put commas between several")
    role, colon, _ = name.text.partition(":")
    if colon:
        _role(quoted(role))
        raise NotUnderstood(f"“{quoted(name.text)}”: put “;” before a role")
    if _ONLY_AND.fullmatch(name.text):
        raise NotUnderstood(f"“{quoted(name.text)}” who?")
    if _OR.search(name.text):
        raise NotUnderstood(
            f"“{quoted(name.text)}”: put it in quotation marks to keep it as written, "
            "or write “MNLA?” to doubt one name"
        )


def _check_bracket(name: _Name, quoted: Quoted) -> None:
    """Refuse "AQIM (branch), army (target)": the bracket may be its role, or part of its name."""
    bracket = _BRACKET.search(name.text)
    if not name.ref and bracket and not _ABBREVIATION.fullmatch(bracket["inside"]):
        raise NotUnderstood(f"“{quoted(bracket[0])}” is not a role; put “;” after the name")


def _check_after_comma(before: _Name, name: _Name, quoted: Quoted) -> None:
    """Refuse a description of the name before a comma: "MNLA, a rebel group"; "Ministry, Mali"."""
    if _FIRST.fullmatch(name.text):
        raise NotUnderstood(f"“{quoted(name.text)}”: put “;” before a role")
    if _NO_NAME.match(name.text):
        raise NotUnderstood(f"“{quoted(name.text)}” is not a name")
    is_qualified = (
        (_is_country(name.text) and not _is_country(before.text))
        or _OFFICE.fullmatch(name.text)
        or name.text == "".join(filter(str.isupper, before.text))
    )
    if is_qualified and not (before.ref and _is_country(name.text)):
        words = f"{quoted(before.text)}, {quoted(name.text)}"
        raise NotUnderstood(f"“{words}”: put one name in quotation marks, or “;” between two")
