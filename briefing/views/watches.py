"""What is new on the standing questions: what their queries find among the latest changes.

A question is watched by its own query, and by those of its indicators and of the indicators of the
current judgements that answer it. New is what they find among the records that were created or
changed after the question was last seen; of one that was never seen, among all that the history
tells of. Without a history nothing is new. What an analyst wrote is no news to the analyst.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from briefing.model import dates
from briefing.model.kinds import KINDS
from briefing.model.kinds.judgement import Judgement, is_current
from briefing.model.kinds.requirement import Requirement
from briefing.model.plurals import plural
from briefing.model.refs import kind_of, make_ref
from briefing.store.book import Book
from briefing.store.store import Store
from briefing.views.answer import Answer, Part, Row
from briefing.views.filters.filters import Filters
from briefing.views.filters.syntax import QueryFault

Changed = Mapping[str, dt.datetime]
"""When each record was changed last, the last change first."""


class Watch(NamedTuple):
    """A query that watches for something.

    Attributes:
        query: The query.
        what: What would be seen; empty for the question itself.
        ref: The record that has it.
    """

    query: str
    what: str
    ref: str

    @property
    def said(self) -> str:
        """What it watches for, with the query."""
        return f"{self.what}: {self.query}" if self.what else self.query


class Question(NamedTuple):
    """An open question, and how it is watched.

    Attributes:
        ref: The requirement.
        seen: Until when its matches were seen; None if never.
        watches: Its queries.
    """

    ref: str
    seen: dt.datetime | None
    watches: Sequence[Watch]

    def unseen(self, changed: Changed) -> Collection[str]:
        """The records changed since it was seen."""
        seen = self.seen
        return [ref for ref, at in changed.items() if seen is None or at > seen]


class Watched(NamedTuple):
    """What a query finds.

    Attributes:
        watch: The query.
        new: What it finds among the latest changes, the last first.
        total: How many records it finds in all.
        fault: What is wrong with it; empty if nothing is.
    """

    watch: Watch
    new: Sequence[str] = ()
    total: int = 0
    fault: str = ""

    @property
    def silence(self) -> str:
        """Why it says nothing: it never found anything, or nothing new; empty if it says something.

        That a sign was never seen is evidence, too.
        """
        if self.fault or self.new:
            return ""
        return f"nothing new, {self.total:,} in all" if self.total else "nothing matches"


class News(NamedTuple):
    """What is new on a question."""

    question: Question
    watched: Sequence[Watched]

    @property
    def new(self) -> Sequence[str]:
        """All that is new, each record once."""
        return list(dict.fromkeys(ref for each in self.watched for ref in each.new))


def open_questions(book: Book) -> Sequence[Question]:
    """The open questions that are watched."""
    answers: dict[str, list[tuple[str, Judgement]]] = {}
    for slug, judgement in book.all(Judgement.kind_name).items():
        if isinstance(judgement, Judgement) and is_current(judgement):
            ref = make_ref(Judgement.kind_name, slug)
            answers.setdefault(judgement.question, []).append((ref, judgement))
    found = []
    for slug, record in book.all(Requirement.kind_name).items():
        if isinstance(record, Requirement) and record.status in ("", "open"):
            ref = make_ref(Requirement.kind_name, slug)
            watches = _watches(ref, record, answers.get(ref, ()))
            seen = dt.datetime.fromisoformat(record.seen) if record.seen else None
            found.append(Question(ref, seen, [*watches]))
    return [each for each in found if each.watches]


def changed_after(store: Store, questions: Iterable[Question]) -> Changed:
    """When records were changed last, as far back as some questions need it.

    Raises:
        NotReadable: The history is damaged.
    """
    seen = [each.seen for each in questions]
    if not seen:
        return {}
    oldest = min((each for each in seen if each is not None), default=None)
    found: dict[str, dt.datetime] = {}
    for transaction in store.newest_first():
        if None not in seen and oldest is not None and transaction.at <= oldest:
            break
        for change in transaction.changes:
            found.setdefault(change.ref, transaction.at)
    return found


def news_of(question: Question, filters: Filters, changed: Changed) -> News:
    """What is new on a question.

    Args:
        question: The question.
        filters: Filters over the briefing, or over some of its records.
        changed: When records were changed.
    """
    unseen = question.unseen(changed)
    return News(question, [_watched(each, filters, unseen) for each in question.watches])


def all_news(store: Store, book: Book, filters_over: Callable[[Book], Filters]) -> Sequence[News]:
    """What is new on each open question.

    Args:
        store: The briefing, which has the history.
        book: The briefing as it is shown.
        filters_over: Gives filters over it, if there is any question.

    Raises:
        NotReadable: The history is damaged.
    """
    questions = open_questions(book)
    if not questions:
        return ()
    filters, changed = filters_over(book), changed_after(store, questions)
    there = {ref: at for ref, at in changed.items() if book.get(ref) is not None}
    return [news_of(each, filters, there) for each in questions]


def take_as_seen(store: Store, refs: Iterable[str]) -> Sequence[str]:
    """Take all that is new on some questions as seen now, in one change; returns the questions.

    Raises:
        StoreError: It cannot be changed.
    """
    now = dt.datetime.now(dt.UTC).isoformat().replace("+00:00", "Z")
    found = {ref: each for ref in refs if isinstance(each := store.get(ref), Requirement)}
    if found:
        with store.transaction("seen") as draft:
            for ref, record in found.items():
                draft.put(ref, msgspec.structs.replace(record, seen=now), record)
    return list(found)


def news_answer(store: Store, filters: Filters, ref: str) -> Answer:
    """What is new on one question, as an answer.

    Raises:
        NotReadable: The history is damaged.
    """
    question = next((each for each in open_questions(store) if each.ref == ref), None)
    title = f"What is new on {store.label(ref)}"
    if question is None:
        return Answer(title, (), empty="it is not open, or nothing is watched for it")
    news = news_of(question, filters, changed_after(store, [question]))
    parts = [
        Part(each.watch.said, [_row(store, found) for found in each.new], is_counted=True)
        for each in news.watched
    ]
    silent = [Row(each.watch.said, tail=each.silence) for each in news.watched if each.silence]
    wrong = [
        Row(each.watch.said, tail=each.fault, ref=each.watch.ref)
        for each in news.watched
        if each.fault
    ]
    parts += [Part("Silent", silent), Part("Wrong queries", wrong)]
    return Answer(title, parts, [_since(question)])


def as_plain(book: Book, news: News) -> dict[str, Any]:
    """What is new on a question, as plain values for JSON."""
    return {
        "ref": news.question.ref,
        "label": book.label(news.question.ref),
        "seen": news.question.seen,
        "new": news.new,
        "watches": [
            {
                "ref": each.watch.ref,
                "what": each.watch.what,
                "query": each.watch.query,
                "new": each.new,
                "total": each.total,
                "fault": each.fault,
            }
            for each in news.watched
        ],
    }


def in_words(news: News) -> str:
    """What is new on a question, in a few words: "3 new; 1 query is wrong"."""
    wrong = sum(bool(each.fault) for each in news.watched)
    count = len(news.new)
    said = [f"{count:,} new" if count else "nothing new"]
    if wrong:
        said.append(f"{wrong} {plural(wrong, 'query is', 'queries are')} wrong")
    return "; ".join(said)


def _watches(
    ref: str, question: Requirement, answers: Iterable[tuple[str, Judgement]]
) -> Iterator[Watch]:
    if question.watch:
        yield Watch(question.watch, "", ref)
    held = [(ref, question.indicators), *((each, answer.indicators) for each, answer in answers)]
    for holder, indicators in held:
        for indicator in indicators:
            if indicator.watch:
                yield Watch(indicator.watch, indicator.what, holder)


def _watched(watch: Watch, filters: Filters, unseen: Collection[str]) -> Watched:
    try:
        found = filters.find(watch.query).refs
    except QueryFault as fault:
        return Watched(watch, fault=fault.told(watch.query))
    found = frozenset(ref for ref in found if not KINDS[kind_of(ref)].is_own)
    return Watched(watch, [ref for ref in unseen if ref in found], len(found))


def _row(book: Book, ref: str) -> Row:
    record = book.need(ref)
    date = KINDS[kind_of(ref)].date_of(record)
    return Row(book.label(ref), dates.short(date) or kind_of(ref), ref=ref)


def _since(question: Question) -> str:
    if question.seen is None:
        return "Never seen: everything in the history counts as new."
    return f"New is what was changed after {question.seen.astimezone():%-d %B %Y, %H:%M}."
