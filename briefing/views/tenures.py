"""Who held what, and when: the leaders of a group, the posts of a person, the descent of a group.

A tenure is a link of type `leads`, or of type `member` with a role. Its dates are as exact as the
sources: "2013" may be any day of that year. So a day is *certainly* in a tenure if it is, whatever
the dates mean, and *possibly* if they allow it.

* A tenure without an end may have ended any day since. Only the sources make it certain: whoever
  is said to lead a group held that post on the day the source was published, or the analyst
  reviewed the link.
* Nobody holds a post after their death, or in a group not yet founded or already dissolved.
* There is a gap where nobody *possibly* led, and an overlap where two *certainly* did. Neither is
  an error: leaders unknown and shared commands are findings.
"""

import datetime as dt
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.model import dates
from briefing.model.kinds.group import Group
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.link import Link
from briefing.model.refs import make_ref
from briefing.provenance import best_grade, source_at
from briefing.store.book import Book
from briefing.views.answer import Answer, Part, Row

CERTAIN, POSSIBLE = "certain", "possible"
LINEAGE = ("part-of", "split-from", "succeeds")
"""The types of link from which a group descends."""

_DAY = dt.timedelta(days=1)
_ENDED_STATUSES = ("dead", "reported dead", "detained")


@dataclass(frozen=True, slots=True)
class Tenure:
    """A post that somebody held.

    Attributes:
        holder: Who held it: a leader or a group.
        group: Where.
        link: The link that says so.
        type: `leads` or `member`.
        role: In what capacity; empty if the link does not say.
        start: When it began, in EDTF; empty if unknown.
        end: When it ended, in EDTF; empty if unknown or not yet.
        first: The first day it is possible.
        sure_from: The first day it is certain; after `sure_until` if no day is.
        sure_until: The last day it is certain.
        last: The last day it is possible.
        grade: The best grade of the link.
        note: What else bears on its end, such as the holder's death.
    """

    holder: str
    group: str
    link: str
    type: str
    role: str
    start: str
    end: str
    first: dt.date
    sure_from: dt.date
    sure_until: dt.date
    last: dt.date
    grade: str
    note: str

    @property
    def leads(self) -> bool:
        """Whether it is the leadership of the group."""
        return self.type == "leads"

    def on(self, day: dates.Date) -> str:
        """Whether it was held throughout a date: `CERTAIN`, `POSSIBLE` or empty."""
        if self.sure_from <= day.earliest and day.latest <= self.sure_until:
            return CERTAIN
        return POSSIBLE if self.first <= day.latest and day.earliest <= self.last else ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of days.

    Attributes:
        first: The first day.
        last: The last day; `datetime.date.max` if it goes on.
        holders: Who led in it: nobody in a gap, two or more in an overlap.
    """

    first: dt.date
    last: dt.date
    holders: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The days in plain English, in months where they are whole months."""
        if self.last == dt.date.max:
            return f"since {dates.describe(_edtf(self.first, self.last)[0])}"
        start, end = _edtf(self.first, self.last)
        return _then(dates.parse(start)) if start == end else _from_to(start, end)


@dataclass(frozen=True, slots=True)
class Office:
    """The posts in a group, and who held them.

    Attributes:
        group: The group.
        tenures: The posts in order of time, those without any date last.
        gaps: When nobody is known to have led it.
        overlaps: When several certainly led it at once.
    """

    group: str
    tenures: Sequence[Tenure]
    gaps: Sequence[Stretch]
    overlaps: Sequence[Stretch]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held a post on a day.

    Attributes:
        tenure: The post.
        certainty: `CERTAIN` or `POSSIBLE`.
    """

    tenure: Tenure
    certainty: str


@dataclass(frozen=True, slots=True)
class Descent:
    """A step in the descent of a group.

    Attributes:
        link: The link.
        ref: The group it leads to, seen from the one asked about.
        said: The link in a sentence.
        date: When, in EDTF; empty if unknown.
        generation: Steps from the group asked about: negative for what it came from.
        grade: The best grade of the link.
    """

    link: str
    ref: str
    said: str
    date: str
    generation: int
    grade: str


def offices(book: Book, group: str = "") -> Sequence[Office]:
    """The posts of a group; of all groups with any, by name, if none is given."""
    found: dict[str, list[Tenure]] = defaultdict(list)
    for ref, link in _links(book, group):
        if link.to == (group or link.to) and _is_post(link):
            found[link.to].append(_tenure(book, ref, link))
    groups = [group] if group else sorted(found, key=lambda ref: (book.label(ref).casefold(), ref))
    return [_office(book, each, found[each]) for each in groups]


def posts_of(book: Book, holder: str) -> Sequence[Tenure]:
    """What a leader or a group held, in order of time."""
    found = (
        _tenure(book, ref, link)
        for ref, link in _links(book, holder)
        if link.from_ == holder and _is_post(link)
    )
    return sorted(found, key=_in_time)


def holders_on(book: Book, group: str, day: dates.Date) -> Sequence[Holder]:
    """Who held a post in a group on a day, or throughout a longer date.

    Returns:
        The leaders before those with other roles, the certain ones before the possible ones.
    """
    found = [
        Holder(tenure, certainty)
        for office in offices(book, group)
        for tenure in office.tenures
        if (certainty := tenure.on(day))
    ]
    return sorted(found, key=lambda each: (not each.tenure.leads, each.certainty != CERTAIN))


def lineage(book: Book, group: str) -> Sequence[Descent]:
    """Where a group came from and what came from it, directly or through others, by time."""
    found: dict[str, Descent] = {}
    for direction in (-1, 1):
        generations = {group: 0}
        waiting = deque([group])
        while waiting:
            here = waiting.popleft()
            for ref, link in _links(book, here):
                end, other = (link.from_, link.to)[::-direction]
                if link.type not in LINEAGE or end != here or ref in found:
                    continue
                if other not in generations:
                    generations[other] = generations[here] + direction
                    waiting.append(other)
                found[ref] = _descent(book, ref, link, other, generations[here] + direction)
    return sorted(found.values(), key=lambda each: (*dates.sort_key(each.date), each.link))


def _descent(book: Book, ref: str, link: Link, other: str, generation: int) -> Descent:
    date = link.start or link.end
    return Descent(ref, other, book.label(ref), date, generation, best_grade(book, link))


def _links(book: Book, ref: str) -> Iterator[tuple[str, Link]]:
    """The links of a record, or all of them, with their refs."""
    if not ref:
        for slug, record in book.all(Link.kind_name).items():
            if isinstance(record, Link):
                yield make_ref(Link.kind_name, slug), record
        return
    for via in book.referrers(ref):
        link = book.get(via)
        if isinstance(link, Link) and ref in (link.from_, link.to):
            yield via, link


def _is_post(link: Link) -> bool:
    return link.type == "leads" or (link.type == "member" and bool(link.role))


def _in_time(tenure: Tenure) -> tuple[object, ...]:
    return (*dates.sort_key(tenure.start or tenure.end), tenure.link)


def _office(book: Book, group: str, tenures: Iterable[Tenure]) -> Office:
    held = sorted(tenures, key=_in_time)
    leading = [tenure for tenure in held if tenure.leads]
    gaps = _gaps(leading, *_existence(book, group))
    known = [gap for gap in gaps if gap.first <= book.last_day]
    return Office(group, held, known, list(_overlaps(leading)))


# The days of a tenure


def _tenure(book: Book, ref: str, link: Link) -> Tenure:
    start, end = _date(link.start), _date(link.end)
    lowest, highest = dt.date.min, dt.date.max
    last = end.latest if end else highest
    first, sure_from = (start.earliest, start.latest) if start else (lowest, last)
    sure_until = end.earliest if end else first
    if last == highest:
        for day in _evidence(book, link):
            sure_until = max(sure_until, day.earliest)
            sure_from = sure_from if start else min(sure_from, day.latest)
    founded, dissolved = _existence(book, link.to)
    died, note = _end_of_holder(book, link, is_open=last == highest)
    first = max(first, founded.earliest if founded else lowest)
    for limit in filter(None, (died, dissolved)):
        last = min(last, limit.latest)
    if last < first:
        limits = (
            ("link began", start, first),
            ("group founded", founded, first),
            ("link ended", end, last),
            ("holder died", died, last),
            ("group dissolved", dissolved, last),
        )
        named = ", ".join(
            f"{what} {dates.describe(date)}"
            for what, date, limit in limits
            if date and limit in (date.earliest, date.latest)
        )
        note = "; ".join(filter(None, [note, f"these dates exclude each other: {named}"]))
    return Tenure(
        link.from_,
        link.to,
        ref,
        link.type,
        link.role,
        link.start,
        link.end,
        first,
        max(sure_from, first),
        min(sure_until, last),
        last,
        best_grade(book, link),
        note,
    )


def _evidence(book: Book, link: Link) -> Iterator[dates.Date]:
    """The days on which somebody said that a link held."""
    sources = (cite.source for cite in link.cites if cite.stance == "supports" and not cite.value)
    published = (source.published for each in sources if (source := source_at(book, each)))
    for text in (*published, link.reviewed):
        day = _date(text)
        if day and day.earliest > dt.date.min and day.latest < dt.date.max:
            yield day


def _existence(book: Book, group: str) -> tuple[dates.Date | None, dates.Date | None]:
    """When a group was founded and dissolved, as far as known."""
    record = book.get(group)
    if not isinstance(record, Group):
        return None, None
    return _date(record.founded), _date(record.dissolved)


def _end_of_holder(book: Book, link: Link, *, is_open: bool) -> tuple[dates.Date | None, str]:
    """When a holder died, and what to say of a post whose own end is open."""
    holder = book.get(link.from_)
    if not isinstance(holder, Leader):
        return None, ""
    if died := _date(holder.died):
        return died, f"died {dates.describe(died)}" if is_open else ""
    return None, holder.status if is_open and holder.status in _ENDED_STATUSES else ""


def _date(text: str) -> dates.Date | None:
    return dates.parse(text) if text and dates.is_date(text) else None


def _gaps(
    leading: Iterable[Tenure], founded: dates.Date | None, dissolved: dates.Date | None
) -> Iterator[Stretch]:
    """The days on which nobody possibly led, after the founding, else the first leader."""
    spans = sorted(
        (each.first.toordinal(), each.last.toordinal())
        for each in leading
        if each.first <= each.last
    )
    if not spans:
        return
    is_founded = founded is not None and founded.latest < dt.date.max
    free = founded.latest.toordinal() + 1 if founded and is_founded else spans[0][0]
    end = (dissolved.earliest if dissolved else dt.date.max).toordinal() + (not dissolved)
    for first, last in (*spans, (end, end)):
        if free < first:
            yield Stretch(dt.date.fromordinal(free), dt.date.fromordinal(first - 1))
        free = max(free, last + 1)


def _overlaps(leading: Iterable[Tenure]) -> Iterator[Stretch]:
    """The days on which two or more certainly led; those that touch make one stretch."""
    changes: list[tuple[int, int, str]] = []
    for tenure in leading:
        if tenure.sure_from <= tenure.sure_until:
            changes.append((tenure.sure_from.toordinal(), 1, tenure.holder))
            changes.append((tenure.sure_until.toordinal() + 1, -1, tenure.holder))
    now: Counter[str] = Counter()
    began, there = 0, dict[str, None]()
    for at, (day, step, holder) in enumerate(ordered := sorted(changes)):
        now[holder] += step
        if at + 1 < len(ordered) and ordered[at + 1][0] == day:
            continue
        present = sorted(each for each, count in now.items() if count)
        if len(present) > 1:
            began = began or day
            there.update(dict.fromkeys(present))
        elif began:
            first, last = map(dt.date.fromordinal, (began, day - 1))
            yield Stretch(first, last, tuple(there))
            began, there = 0, {}


# In words


def _edtf(first: dt.date, last: dt.date) -> tuple[str, str]:
    """Two days in EDTF, as months if they are the ends of whole months."""
    is_whole = first.day == 1 and (last == dt.date.max or (last + _DAY).day == 1)
    length = 7 if is_whole else 10
    return first.isoformat()[:length], last.isoformat()[:length]


def _then(day: dates.Date) -> str:
    """A date with its preposition: "on 3 March 2013", "in March 2013", "from 3 to 5 March 2013"."""
    words = dates.describe(day)
    if words.startswith(("between ", "from ", "until ", "on ", "in ")):
        return words
    if day.form == "interval":
        return f"from {words}"
    written = day.ends[0][0].rstrip("~?%")
    is_day = words.startswith("some day ") or (
        len(written) == len("2013-03-03") and "X" not in written
    )
    return f"{'on' if is_day else 'in'} {words}"


def _from_to(start: str, end: str) -> str:
    return f"from {dates.describe(start)} to {dates.describe(end)}"


def holders_answer(book: Book, group: str) -> Answer:
    """Who held what in a group, and when; gaps and overlaps as notes."""
    (office,) = offices(book, group)
    name = book.label(group)
    leading = [_row(book, each) for each in office.tenures if each.leads]
    others = [_row(book, each) for each in office.tenures if not each.leads]
    notes = [f"Nobody is known to have led {name} {gap}." for gap in office.gaps]
    notes += [f"{_listed(book, each)} led {name} at once {each}." for each in office.overlaps]
    return Answer(
        f"Who led {name}, and when",
        (Part("Leaders", leading), Part("Other posts", others)),
        notes,
        f"no link says who led {name}",
    )


def all_holders_answer(book: Book) -> Answer:
    """Who held what in each group."""
    found = offices(book)
    parts = [
        Part(book.label(each.group), [_row(book, tenure) for tenure in each.tenures])
        for each in found
    ]
    notes = [
        f"Nobody is known to have led {book.label(each.group)} {gap}."
        for each in found
        for gap in each.gaps
    ]
    return Answer("Who led what, and when", parts, notes, "no link says who led what")


def holders_on_answer(book: Book, group: str, day: dates.Date) -> Answer:
    """Who led a group on a day, and who held other posts there."""
    name = book.label(group)
    found = holders_on(book, group, day)
    leading, others = (
        [_row(book, each.tenure, each.certainty) for each in found if each.tenure.leads is leads]
        for leads in (True, False)
    )
    notes = [] if leading else [f"Nobody is known to have led {name} then."]
    if leading and not any(each.certainty == CERTAIN for each in found if each.tenure.leads):
        notes = ["Nobody certainly led it then: the dates of these links only allow it."]
    return Answer(
        f"Who led {name} {_then(day)}",
        (Part("Leaders", leading), Part("Other posts", others)),
        notes,
        f"nobody is known to have held a post in {name} then",
    )


def posts_answer(book: Book, holder: str) -> Answer:
    """What a leader held, and when."""
    name = book.label(holder)
    rows = [
        Row(
            ", ".join(filter(None, [book.label(each.group), each.role or "leader", each.note])),
            _when(each),
            " ".join(filter(None, [_as_of(book, each), each.grade])),
            each.group,
        )
        for each in posts_of(book, holder)
    ]
    return Answer(
        f"What {name} held, and when", (Part("", rows),), (), f"no link says what {name} led"
    )


def lineage_answer(book: Book, group: str) -> Answer:
    """Where a group came from and what came from it, by time."""
    name = book.label(group)
    record = book.get(group)
    rows = [
        Row(each.said, dates.short(each.date), each.grade, each.ref)
        for each in lineage(book, group)
    ]
    notes = []
    if isinstance(record, Group):
        said = (("founded", record.founded), ("dissolved", record.dissolved))
        notes = [f"{name} was {what} {dates.describe(when)}." for what, when in said if when]
    return Answer(
        f"Lineage of {name}",
        (Part("", rows),),
        notes,
        f"no link says what {name} was part of, split from or succeeded",
    )


def _row(book: Book, tenure: Tenure, certainty: str = "") -> Row:
    said = ", ".join(filter(None, [book.label(tenure.holder), tenure.role, tenure.note]))
    certainty = certainty or _as_of(book, tenure)
    tail = " ".join(filter(None, [certainty, tenure.grade]))
    return Row(said, _when(tenure), tail, tenure.holder)


def _as_of(book: Book, tenure: Tenure) -> str:
    """Whether it was held on the day a book is about; empty if that is every day."""
    day = book.last_day
    return "" if day == dt.date.max else tenure.on(dates.parse(day.isoformat()))


def _when(tenure: Tenure) -> str:
    """The time of a post in a column: "2007 – Feb 2013", "2013 →", "→ by 2013"."""
    start, end = dates.short(tenure.start), dates.short(tenure.end)
    if start and end:
        return f"{start} – {end}"
    return f"{start} →" if start else f"→ {end}" if end else "undated"


def _listed(book: Book, stretch: Stretch) -> str:
    *names, last = (book.label(each) for each in stretch.holders)
    return f"{', '.join(names)} and {last}"


def as_plain(value: Office | Tenure | Holder | Stretch | Descent) -> Mapping[str, Any]:
    """A value for JSON; a bound that is unknown is null, and so are both if no day is certain."""
    plain: dict[str, Any] = {}
    is_never_sure = isinstance(value, Tenure) and value.sure_from > value.sure_until
    for name in type(value).__slots__:
        item = getattr(value, name)
        if isinstance(item, dt.date):
            is_none = item in (dt.date.min, dt.date.max) or (is_never_sure and "sure" in name)
            item = None if is_none else item.isoformat()
        elif isinstance(item, list | tuple):
            item = [each if isinstance(each, str) else as_plain(each) for each in item]
        elif isinstance(item, Tenure):
            item = as_plain(item)
        plain[name] = item
    return plain
