"""How a proposed record joins one that is there: what it adds, and where the two differ.

Nothing that is there is replaced. An empty field is filled and cited; a list gains what it lacks; a
value that differs becomes a cite that gives it, so that it waits to be weighed like any other
contradiction. A finer or coarser one is cited as well, though it contradicts nothing.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

import msgspec

from briefing.model import dates
from briefing.model.contradictions import contradicting, covers, field_name, is_own
from briefing.model.fields import Field, Shape
from briefing.model.kinds import kind_for
from briefing.model.kinds.event import Event
from briefing.model.kinds.record import Cite, Record
from briefing.model.merged_cites import is_wide, placed, with_own_cites
from briefing.model.parsers.values import agrees, say
from briefing.model.refs import LabelOf
from briefing.model.validation import plain

_ADDED_TO = ("aliases", "tags", "ids")
"""Lists that gain what they lack, and are not cited."""


class Difference(NamedTuple):
    """A field in which a proposal differs from the record that is there.

    Attributes:
        field: The field.
        held: What is there, for a reader.
        given: What the proposal gives.
    """

    field: str
    held: str
    given: str


class Joined(NamedTuple):
    """A record with what a proposal adds to it.

    Attributes:
        record: The record; the same object if nothing is added.
        added: The fields that were filled or grew.
        differs: Where the two differ.
        lost: Where they differ, and the record keeps nothing of what the proposal gives.
    """

    record: Record
    added: Sequence[str]
    differs: Sequence[Difference]
    lost: Sequence[Difference] = ()


def join(
    held: Record,
    given: Record,
    source: str,
    passage: str,
    label_of: LabelOf,
    *,
    reason: str = "",
    otherwise: str = "",
    is_free: Callable[[str], bool] = lambda _name: True,
) -> Joined:
    """Join a proposed record with the one that it is.

    Args:
        held: The record that is there.
        given: The proposed one, of the same kind, its references resolved.
        source: The source that the proposal rests on; empty if it cites its own.
        passage: The words it rests on.
        label_of: Gives the name of a record.
        reason: What else its cites say.
        otherwise: The source to cite for a value that differs, if the proposal cites none for it.
        is_free: Whether no other record bears a name; one that is borne would become ambiguous.
    """
    cite = Cite(source=source, passage=passage, reason=reason)
    changes: dict[str, Any] = {}
    added: list[str] = []
    differs: list[Difference] = []
    finer: list[Difference] = []
    told: list[Difference] = []
    lost: list[Difference] = []
    elsewhere: set[str] = set()
    cites = list(held.cites)
    for field in kind_for(held).fields:
        ours, theirs = getattr(held, field.attribute), getattr(given, field.attribute)
        if theirs in (None, "", ()) or field.name == "cites" or ours == theirs:
            is_name = field.attribute == kind_for(held).named_by
            if ours == theirs and theirs not in (None, "", ()) and not is_name:
                _cite(cites, held, field, cite)
            continue
        if field.attribute == kind_for(held).named_by and _takes_aliases(held):
            alias = _another_name(held, str(theirs))
            if alias and is_free(alias):
                changes["aliases"] = (*changes.get("aliases", held.aliases), alias)
                added.append("aliases")
            if not alias or is_free(alias):
                continue
            if kind_for(held).is_party:
                lost.append(Difference(field.name, "", alias))
                continue
        if field.name in _ADDED_TO or (field.shape is Shape.WORDS and field.is_list):
            there = changes.get(field.attribute, ours)
            more = tuple(each for each in theirs if each not in (*there, *_names(held)))
            if more:
                changes[field.attribute] = (*there, *more)
                added.append(field.name)
            if field.name not in _ADDED_TO:
                now = (*there, *more)
                if ours and (more or not set(theirs).issuperset(now)):
                    for item in theirs:
                        path = f"{field.name}[{now.index(item)}]"
                        _cite(cites, held, field, cite, path=path, is_filled=item in more)
                else:
                    _cite(cites, held, field, cite, is_filled=not ours)
        elif field.name == "summary" and (source or ours):
            # A summary is in one's own words: those of the file are a passage.
            if kept := _passage(cites, ours, theirs, cite if source else Cite(otherwise)):
                cites.append(kept)
                told += [Difference(field.name, ours, theirs)] if ours else ()
                added += () if ours else [field.name]
            elif not source and not otherwise and ours.split() != theirs.split():
                lost.append(Difference(field.name, ours, theirs))
        elif ours in (None, "", ()):
            changes[field.attribute] = theirs
            added.append(field.name)
            _cite(cites, held, field, cite, is_filled=True)
        elif not is_own(field.name):
            words, said = say(field, theirs, label_of), say(field, ours, label_of)
            if field.shape is Shape.PROSE:
                words = " ".join(words.split())  # the value of a cite is one line
            if not words or _is_same(field, ours, theirs, words, said):
                _cite(cites, held, field, cite)
                continue
            if field.is_list and set(theirs) <= set(ours):
                for item in theirs:
                    _cite(cites, held, field, cite, path=f"{field.name}[{ours.index(item)}]")
                continue
            elsewhere.add(field.name)
            agreed = agrees(field, ours, words, label_of)
            if agreed:
                finer.append(Difference(field.name, said, words))
            else:
                differs.append(Difference(field.name, said, words))
            if source:
                _cite(cites, held, field, cite, words)
            else:
                # A format that cannot hold all of a value gives back a coarser one.
                is_coarser = agreed and _is_coarser(field, ours, theirs)
                last = "" if is_coarser else otherwise
                given_by = _giving(held, given, field, words, last, label_of)
                known = {each.source for each in held.cites if each.field in ("", field.name)}
                cites += (each for each in given_by if not is_coarser or each.source not in known)
    merged = msgspec.structs.replace(held, **changes)
    own = (each for each in given.cites if not _is_of_value(each, elsewhere))
    cites += filter(None, (placed(each, given, merged, label_of) for each in own))
    new = [each for each in dict.fromkeys(cites[len(held.cites) :]) if not _is_there(each, held)]
    if not added:
        new = [each for each in new if not _is_bare(each, held.cites)]
    record = _with_cites(merged, (*held.cites, *new))
    # To weigh every cite takes long: it is done only where one may support more than before.
    sources = {each.source for each in new}
    if any(not is_own(name) for name in changes) or (
        any(is_wide(held, each) for each in new)
        and any(each.source in sources for each in held.cites)
    ):
        record = with_own_cites(record, (held, given), label_of)
    elif any(is_wide(held, each) for each in new):
        only = with_own_cites(_with_cites(merged, new), (_with_cites(held, ()), given), label_of)
        record = _with_cites(merged, (*held.cites, *only.cites))
    there = {*map(id, held.cites)}
    fresh = [each for each in record.cites if id(each) not in there and each not in held.cites]
    told_of = {each.field for each in fresh if each.value}
    added += (each.field for each in finer if each.field in told_of)
    given_there = {each.field for each in record.cites if each.value}
    lost += (each for each in differs if each.field not in given_there)
    return Joined(
        record if record != held else held,
        list(dict.fromkeys(added)),
        [*told, *(each for each in differs if each.field in told_of)],
        lost,
    )


def _passage(cites: Sequence[Cite], ours: str, theirs: str, cite: Cite) -> Cite | None:
    """A cite that keeps the summary of a proposal; None if there is one, or no source to cite."""
    kept = msgspec.structs.replace(cite, field="summary", passage=theirs)
    is_known = any(
        (each.source, each.field, each.passage) == (kept.source, kept.field, kept.passage)
        for each in cites
    )
    return None if is_known or not kept.source or ours.split() == theirs.split() else kept


def _is_same(field: Field, ours: Any, theirs: Any, words: str, said: str) -> bool:
    """Whether two values are one, but for the order of a list, spaces and case."""
    if field.is_list and len(ours) == len(theirs) and all(each in ours for each in theirs):
        return True
    return words.casefold().split() == said.casefold().split()


def _is_coarser(field: Field, ours: Any, theirs: Any) -> bool:
    """Whether a value that agrees with another says nothing that the other does not say."""
    if field.shape is Shape.DATE:
        held, given = dates.parse(ours), dates.parse(theirs)
        return given.earliest <= held.earliest and held.latest <= given.latest
    if field.row is None:
        return False
    rows = ours if field.is_list else (ours,)
    return all(
        any(plain(given).items() <= plain(row).items() for row in rows)
        for given in (theirs if field.is_list else (theirs,))
    )


def _is_there(cite: Cite, held: Record) -> bool:
    """Whether a record has a cite, or has one that gives the same value and was weighed."""
    return cite in held.cites or any(
        (each.source, each.field, each.value) == (cite.source, cite.field, cite.value)
        and (each.verdict or cite.passage in ("", each.passage))
        for each in held.cites
        if cite.value
    )


def _is_bare(cite: Cite, there: Sequence[Cite]) -> bool:
    """Whether a cite, without field or words, adds nothing to finer ones of its source."""
    return cite == Cite(source=cite.source, credibility=cite.credibility) and any(
        each.source == cite.source and cite.credibility in (None, each.credibility)
        for each in there
    )


def _is_of_value(cite: Cite, elsewhere: Collection[str]) -> bool:
    """Whether a cite is of a value that is cited elsewhere, as it differs."""
    is_part = cite.stance == "contradicts" and cite.field != field_name(cite)
    return not cite.value and not is_part and field_name(cite) in elsewhere


def _giving(
    held: Record, given: Record, field: Field, words: str, otherwise: str, label_of: LabelOf
) -> Sequence[Cite]:
    """Cites that give the value of a proposal, by the sources that it cites for it.

    A cite for an item, or a part, that the two have in common goes on supporting that.
    """
    numbers = covers(given, contradicting(given, label_of), field.name)
    cites: list[Cite] = []
    for number, cite in enumerate(given.cites, start=1):
        if cite.field in ("", field.name):
            is_bare = not cite.value and cite.stance == "supports" and cite.field == field.name
            if is_bare or number in numbers:
                cites.append(msgspec.structs.replace(cite, field=field.name, value=words))
        elif field_name(cite) == field.name and not cite.value and cite.stance == "supports":
            cites += filter(None, [placed(cite, given, held, label_of)])
    if not any(each.value for each in cites) and otherwise:
        cites.append(Cite(source=otherwise, field=field.name, value=words))
    return cites


def _with_cites(record: Record, cites: Sequence[Cite]) -> Record:
    changed: Record = msgspec.structs.replace(record, cites=tuple(cites))
    return changed


def _cite(
    cites: list[Cite],
    held: Record,
    field: Field,
    cite: Cite,
    value: str = "",
    *,
    path: str = "",
    is_filled: bool = False,
) -> None:
    """Cite the source for a field, or for an item of one, unless it is cited for that already.

    A cite for the whole record, or for the whole list, does not speak of what is only added now.
    """
    source, path = cite.source, path or field.name
    if not source or is_own(field.name):
        return
    if not value and (kind_for(held).is_source or field.is_evidence):
        return
    known = {each.field for each in cites if each.source == source and value in ("", each.value)}
    if known & ({path} if value or is_filled else {path, field.name, ""}):
        return
    if field.is_list and path == field.name and not value and not is_filled:
        items = range(len(getattr(held, field.attribute)))
        if known.issuperset(f"{path}[{at}]" for at in items):
            return
    cites.append(msgspec.structs.replace(cite, field=path, value=value))


def _takes_aliases(held: Record) -> bool:
    """Whether a record takes another name as an alias; those of others are as printed."""
    return kind_for(held).is_party or isinstance(held, Event)


def _another_name(held: Record, name: str) -> str:
    """A name, if a record does not bear it yet; empty otherwise."""
    if name.casefold() in {each.casefold() for each in _names(held)}:
        return ""
    return name


def _names(held: Record) -> Sequence[str]:
    return kind_for(held).names(held)
