"""Checks of how things are known: contradictions, origins, grades, reviews."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import chain
from typing import Final

from briefing.checks.check import Found
from briefing.checks.survey import Survey, fields_with_rows, span
from briefing.model import dates
from briefing.model.contradictions import DISPUTED, SET_ASIDE
from briefing.model.fields import Shape, field_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Actor, Casualties, people
from briefing.model.kinds.record import Cite, Record
from briefing.model.parsers.values import shown
from briefing.provenance import chains, grounds, source_at

_ANNOUNCED: Final = timedelta(days=31)
"""How long before an event a source may announce it."""

_OUTDATED: Final = timedelta(days=365)
"""How long after a review events make it a thing of the past."""

_LONGEST_VALUE: Final = 60
"""Characters of a value shown in a finding."""

_CLAIMS: Final[dict[str, dict[str, Sequence[str]]]] = {
    "leader": {"status": ("detained", "reported dead", "dead"), "died": ()},
    "group": {"status": ("merged", "split", "defunct"), "dissolved": ()},
    "event": {"status": ("confirmed",)},
}
"""The fields of a kind that a second origin should confirm, each with the values that matter."""


def contradictions(survey: Survey) -> Iterator[Found]:
    """Contradictions that nobody resolved, those of the oldest sources first."""
    found = []
    for ref, record in _contested(survey):
        if waiting := survey.contradictions(ref, record, ""):
            published = min(_published(survey, cite) for _, cite in waiting)
            problem = f"{_first_of(survey, record, waiting)}; resolve it"
            about = _about(cite for _, cite in waiting)
            found.append((published, Found(ref, waiting[0][0], problem, about)))
    yield from (each for _, each in sorted(found, key=lambda pair: pair[0]))


def disputes(survey: Survey) -> Iterator[Found]:
    """Contradictions resolved as disputed."""
    for ref, record in _contested(survey):
        if disputed := survey.contradictions(ref, record, DISPUTED):
            said = _first_of(survey, record, disputed)
            problem = f"disputed, {said}; settle it when more is known"
            yield Found(ref, disputed[0][0], problem, _about(cite for _, cite in disputed))


def set_aside(survey: Survey) -> Iterator[Found]:
    """Contradictions resolved by keeping the value, each with the reason."""
    for ref, record in _contested(survey):
        if settled := survey.contradictions(ref, record, SET_ASIDE):
            said = _first_of(survey, record, settled)
            reason = settled[0][1].reason
            problem = f"{said}, set aside{f': {reason}' if reason else ''}"
            yield Found(ref, settled[0][0], problem, _about(cite for _, cite in settled))


def disputed_by_nobody(survey: Survey) -> Iterator[Found]:
    """Records called disputed that no cite contradicts."""
    for name, kind in KINDS.items():
        for ref, record in survey.of(name):
            if kind.status(record) == DISPUTED and ref not in survey.against:
                problem = "disputed, and nothing says by whom; cite what contradicts it"
                yield Found(ref, "status", problem)


def uncited(survey: Survey) -> Iterator[Found]:
    """Records without any cite."""
    for name, kind in KINDS.items():
        if not (kind.is_source or kind.source_by or kind.is_own):
            for (ref, _), cites in zip(survey.of(name), survey.table(name)["cites"], strict=True):
                if not cites:
                    yield Found(ref, "cites", "nothing says how this is known; cite a source")


def unsourced_figures(survey: Survey) -> Iterator[Found]:
    """Casualties of cited events that no source gives."""
    for ref, name, rows, found in survey.once(_figures):
        if not found:
            problem = "no source is cited for the figures; cite one"
            yield Found(ref, name, problem, _counted(rows))


def single_origin(survey: Survey) -> Iterator[Found]:
    """Casualties of a single origin."""
    for ref, name, rows, found in survey.once(_figures):
        if len(found) == 1:
            problem = (
                f"the figures rest on one origin, {found[0]}; cite a second that does not copy it"
            )
            yield Found(ref, name, problem, f"{found[0]} {_counted(rows)}", found[0])


def single_origin_claims(survey: Survey) -> Iterator[Found]:
    """Deaths, arrests, ends of groups and confirmations of a single origin, one for a record."""
    for kind, claims in _CLAIMS.items():
        table, records = survey.table(kind), survey.of(kind)
        resting: defaultdict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
        for name, values in claims.items():
            columns = zip(table[name], survey.origins(kind, name), strict=True)
            for at, (value, found) in enumerate(columns):
                if len(found) == 1 and value and (not values or value in values):
                    resting[at][name] = f"{name} ({value})", found[0]
        for at, rests in sorted(resting.items()):
            said = " and ".join([claim for claim, _ in rests.values()])
            rest = "rests" if len(rests) == 1 else "rest"
            where = ", ".join(dict.fromkeys([origin for _, origin in rests.values()]))
            problem = f"{said} {rest} on one origin, {where}; cite a second"
            yield Found(records[at][0], next(iter(rests)), problem, f"{said} {where}")


def cited_too_early(survey: Survey) -> Iterator[Found]:
    """Events cited to a source published long before them."""
    published = {
        ref: printed
        for name, kind in KINDS.items()
        if kind.is_source
        for ref, record in survey.of(name)
        if dates.is_date(printed := getattr(record, "published", ""))
    }
    # Until when a source can report what it announces.
    announced = {
        ref: day + _ANNOUNCED
        for ref, printed in published.items()
        if (day := dates.parse(printed).latest) < date.max - _ANNOUNCED
    }
    for name, kind in KINDS.items():
        if not kind.happens_on:
            continue
        table, records = survey.table(name), survey.of(name)
        happened = table[kind.happens_on]
        days, cites = [*map(_first_day, happened)], table.rows["cites"]
        early: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for at, source in zip(cites.owners, cites["source"], strict=True):
            if days[at] > announced.get(source, date.max):
                early[at][source] = published[source]
        for at, sources in early.items():
            source, printed = next(iter(sources.items()))
            problem = f"{source} was published long before it happened, {printed}"
            more = _and_more(len(sources) - 1)
            about = f"{happened[at]} {_dated(sources)}"
            yield Found(records[at][0], "cites", f"{problem}{more}", about, source)


@cache
def _first_day(text: str) -> date:
    """The first day a date can mean; the first of all if it is no date."""
    return dates.parse(text).earliest if dates.is_date(text) else date.min


def ungraded_sources(survey: Survey) -> Iterator[Found]:
    """Sources without a reliability that records are known from."""
    ungraded = {
        ref: 0
        for name, kind in KINDS.items()
        if kind.is_source
        for ref, source in survey.of(name)
        if not getattr(source, "reliability", "")
    }
    if ungraded:
        # Most records rest on the same few sources as others do.
        counted = Counter(
            tuple(chain(*grounds(record, survey.book.label).values()))
            for _, record in survey.records()
        )
        chain_of = chains(survey.book)
        for refs, count in counted.items():
            for each in ungraded.keys() & chain(*map(chain_of, refs)):
                ungraded[each] += count
    for ref, times in ungraded.items():
        if times:
            records = "1 record rests" if times == 1 else f"{times:,} records rest"
            problem = f"not graded, and {records} on it; say how reliable it is, A to F"
            yield Found(ref, "reliability", problem)


def ungraded_cites(survey: Survey) -> Iterator[Found]:
    """Cites without a credibility, once for each source."""
    ungraded: dict[str, list[str]] = {}
    for kind in KINDS:
        rows, records = survey.table(kind).rows["cites"], survey.of(kind)
        grades = zip(rows.owners, rows["source"], rows["credibility"], strict=True)
        for at, source, credibility in grades:
            if credibility is None:
                ungraded.setdefault(source, []).append(records[at][0])
    for ref, where in ungraded.items():
        if survey.by_ref.get(ref) is not None:
            cites = "1 cite of it has" if len(where) == 1 else f"{len(where):,} cites of it have"
            first = "in" if len(where) == 1 else "the first in"
            problem = f"{cites} no grade, {first} {where[0]}; say how credible they are, 1 to 6"
            # No facts: whoever cites the source next, it is the source that was judged.
            yield Found(ref, "", problem, other=where[0])


def stale_reviews(survey: Survey) -> Iterator[Found]:
    """Records reviewed before a source that they cite came out, or long before their last event."""
    reviewed = [
        (ref, record, looked.latest)
        for kind in KINDS
        for (ref, record), day in zip(survey.of(kind), survey.table(kind)["reviewed"], strict=True)
        if day and (looked := span(day))
    ]
    last_events = _last_events(survey) if reviewed else {}
    for ref, record, looked_at in reviewed:
        published = {
            cite.source: getattr(survey.by_ref.get(cite.source), "published", "")
            for cite in record.cites
        }
        newer = {
            source: printed
            for source, printed in published.items()
            if (came_out := span(printed)) and came_out.earliest > looked_at
        }
        last, event, when = last_events.get(ref, (looked_at, "", ""))
        later = {event: when} if last - looked_at > _OUTDATED else {}
        if newer or later:
            other, since = next(iter((newer or later).items()))
            why = f"{'and cites' if newer else 'long before'} {other} of {since}"
            problem = f"last reviewed {record.reviewed}, {why}; look again and date the review"
            about = f"{record.reviewed} {_dated(newer | later)}"
            yield Found(ref, "reviewed", problem, about, other)


def _last_events(survey: Survey) -> dict[str, tuple[date, str, str]]:
    """The last event of each actor: its first possible day, its ref, its date as written."""
    found: dict[str, tuple[date, str, str]] = {}
    for name, kind in KINDS.items():
        for field in fields_with_rows(name, Actor) if kind.happens_on else ():
            for ref, event in survey.of(name):
                when = getattr(event, kind.happens_on)
                if happened := span(when):
                    for actor in getattr(event, field):
                        last = found.get(actor.ref)
                        if last is None or happened.earliest > last[0]:
                            found[actor.ref] = (happened.earliest, ref, when)
    return found


def _figures(survey: Survey) -> Sequence[tuple[str, str, Sequence[Casualties], Sequence[str]]]:
    """The fields of cited records that hold casualties, with these and their origins."""
    found = []
    for kind in KINDS:
        table, records = survey.table(kind), survey.of(kind)
        for name in fields_with_rows(kind, Casualties):
            columns = (table["cites"], table[name], survey.origins(kind, name))
            for (ref, _), cites, rows, origins in zip(records, *columns, strict=True):
                if cites and rows:
                    found.append((ref, name, rows, origins))
    return found


def _counted(rows: Iterable[Casualties]) -> str:
    """Figures as facts."""
    return "; ".join([f"{people(row)} {row.outcome}" for row in rows])


def _dated(records: Mapping[str, str]) -> str:
    """Records and their dates as facts, in whatever order they were found."""
    return "; ".join([f"{ref} {when}" for ref, when in sorted(records.items())])


def _contested(survey: Survey) -> Iterator[tuple[str, Record]]:
    return ((ref, survey.by_ref[ref]) for ref in survey.against)


def _published(survey: Survey, cite: Cite) -> dates.SortKey:
    source = source_at(survey.book, cite.source)
    return dates.sort_key(source.published if source else "")


def _about(cites: Iterable[Cite]) -> str:
    """The sources that contradict a record, and what they give."""
    return "; ".join(f"{cite.source} {cite.field} {cite.value}".strip() for cite in cites)


def _first_of(survey: Survey, record: Record, found: Sequence[tuple[str, Cite]]) -> str:
    """What the first of some contradictions says, and how many more there are."""
    name, cite = found[0]
    more = _and_more(len(found) - 1)
    if not cite.value:
        return f"{cite.source} contradicts it{more}"
    field = field_of(type(record), name)
    value = shown(field, cite.value, survey.book.label) if field else cite.value
    if len(value) > _LONGEST_VALUE:
        value = f"{value[:_LONGEST_VALUE].rstrip()}…"
    # Prose gets no quotation marks, as its words may not be verbatim.
    is_prose = field is not None and field.shape is Shape.PROSE
    return f"{cite.source} gives {value if is_prose else f'“{value}”'}{more}"


def _and_more(count: int) -> str:
    return f" (and {count:,} more)" if count else ""
