"""The questions that can be asked about records, declared once, and how each is put.

A new question is one line in `QUESTIONS` and a function that gives its answer.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from briefing.model.kinds import KINDS
from briefing.model.kinds.registry import PARTIES
from briefing.model.kinds.source import Source
from briefing.model.labels import short_label
from briefing.store.book import Book
from briefing.store.store import Store
from briefing.tui.actions.host import looked_up
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.answers.screen import AnswerScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.prompt import PromptScreen, judged_by
from briefing.views.answer import Answer
from briefing.views.books.known_at import Moment, check_moment
from briefing.views.books.viewpoint import Viewpoint
from briefing.views.books.when import EXAMPLE, describe_since, read_since
from briefing.views.books.without_source import falls_answer
from briefing.views.compare import changed_answer, compare_answer
from briefing.views.filters.filters import Filters
from briefing.views.network.paths import between_answer, ties_answer
from briefing.views.network.ties import Ties
from briefing.views.sources import corroboration_answer, resting_answer
from briefing.views.tenures import holders_answer, lineage_answer, posts_answer
from briefing.views.tolls import events_of, tolls_answer
from briefing.views.watches import news_answer

_SOURCES = frozenset({Source.kind_name})


def _record(chosen: Selection) -> Sequence[str]:
    """The record in hand."""
    return (chosen.ref,)


def _pair(chosen: Selection) -> Sequence[str]:
    """Two marked records, else the one in hand."""
    return chosen.marked if len(chosen.marked) == 2 else (chosen.ref,)


def _marked(chosen: Selection) -> Sequence[str]:
    """The marked records, else the one in hand."""
    return chosen.refs


def _shown(chosen: Selection) -> Sequence[str]:
    """The marked records, else what the list shows, else the one in hand."""
    return chosen.marked or tuple(chosen.listed) or (chosen.ref,)


class Asked(NamedTuple):
    """What a question is put about.

    Attributes:
        book: The briefing as it is shown.
        refs: The records.
        store: The briefing with its history.
        filters: Gives filters over it.
        viewpoint: From when it is shown.
        since: The moment it is about, if it asks for one.
    """

    book: Book
    refs: Sequence[str]
    store: Store
    filters: Callable[[Store], Filters]
    viewpoint: Viewpoint = Viewpoint()
    since: Moment = 0

    @property
    def ref(self) -> str:
        """The first record."""
        return self.refs[0]


class Question(NamedTuple):
    """A question about records.

    Attributes:
        letter: Its key in the menu.
        label: The question.
        kinds: The kinds of record it can be asked about; empty for all.
        answer: Gives the answer.
        about: The refs asked about, of what is selected.
        other: The kinds of a second record, which is asked for unless two are marked.
        title: How the second record, or the moment, is asked for.
        asks_since: Whether a moment is asked for.
    """

    letter: str
    label: str
    kinds: Collection[str]
    answer: Callable[[Asked], Answer]
    about: Callable[[Selection], Sequence[str]] = _record
    other: Sequence[str] = ()
    title: str = ""
    asks_since: bool = False


def _changed(asked: Asked) -> Answer:
    before = replace(asked.viewpoint, known=asked.since).show(asked.store).book
    return changed_answer(before, asked.book, asked.ref, describe_since(asked.since))


def _news(asked: Asked) -> Answer:
    return news_answer(asked.store, asked.filters(asked.store), asked.ref)


_COMPARE = Question(
    "c",
    "compare with …",
    (),
    lambda asked: compare_answer(asked.book, *asked.refs),
    _pair,
    tuple(KINDS),
    "Compare with which record?",
)

QUESTIONS = (
    Question(
        "w", "who led it, and when", ("group",), lambda asked: holders_answer(asked.book, asked.ref)
    ),
    Question(
        "w",
        "what they held, and when",
        ("leader",),
        lambda asked: posts_answer(asked.book, asked.ref),
    ),
    Question(
        "d",
        "its descent: part of, split from, succeeds",
        ("group",),
        lambda asked: lineage_answer(asked.book, asked.ref),
    ),
    Question(
        "t",
        "ties within two steps",
        PARTIES,
        lambda asked: ties_answer(Ties.of_book(asked.book), asked.ref),
    ),
    Question(
        "e",
        "ties within two steps, by common events too",
        PARTIES,
        lambda asked: ties_answer(Ties.of_book(asked.book, events=True), asked.ref),
    ),
    Question(
        "o",
        "how it is tied to …",
        PARTIES,
        lambda asked: between_answer(Ties.of_book(asked.book), *asked.refs),
        _pair,
        PARTIES,
        "Tied to which group or leader?",
    ),
    Question(
        "f",
        "figures of these events",
        ("event",),
        lambda asked: tolls_answer(asked.book, events_of(asked.book, asked.refs)),
        _shown,
    ),
    Question(
        "f",
        "figures of the events it took part in",
        PARTIES,
        lambda asked: tolls_answer(asked.book, events_of(asked.book, asked.refs)),
        _marked,
    ),
    Question(
        "r",
        "what rests on it",
        _SOURCES,
        lambda asked: resting_answer(asked.book, asked.ref),
    ),
    Question(
        "f",
        "what falls with it",
        _SOURCES,
        lambda asked: falls_answer(asked.book, asked.ref),
    ),
    Question(
        "r",
        "its independent origins, field by field",
        KINDS.keys() - _SOURCES,
        lambda asked: corroboration_answer(asked.book, asked.ref),
    ),
    Question("n", "what is new on it", ("requirement",), _news),
    Question(
        "s",
        "how it changed since …",
        (),
        _changed,
        title="How it changed since when?",
        asks_since=True,
    ),
    _COMPARE,
)
"""All questions, in the order of the menu."""


async def inquire(work: Workspace, chosen: Selection) -> None:
    """Choose a question about what is selected, and show the answer."""
    record = work.need(chosen.ref, "ask about")
    if record is None:
        return
    fitting = {
        each.letter: each for each in QUESTIONS if not each.kinds or record.kind_name in each.kinds
    }
    menu = {letter: each.label for letter, each in fitting.items()}
    title = f"Ask about {short_label(record)}"
    letter = await work.host.ask(MenuScreen(title, menu, at_once=True))
    if letter:
        await _put(work, chosen, fitting[letter])


async def compare(work: Workspace, chosen: Selection) -> None:
    """Compare two marked records, or the selected one with another."""
    if len(chosen.marked) > 2:
        work.host.tell(f"compare two at a time; {len(chosen.marked):,} are marked")
    elif work.need(chosen.ref, "compare"):
        await _put(work, chosen, _COMPARE)


async def _put(work: Workspace, chosen: Selection, question: Question) -> None:
    """Put a question, and go to the record chosen from the answer."""
    refs = list(question.about(chosen))
    if question.other and len(refs) < 2:
        other = await work.host.pick(tuple(question.other), question.title, besides=refs[0])
        if not other:
            return
        refs.append(other)
    filters = partial(work.filters_over, has_own_index=work.is_large)
    asked = Asked(work.book, refs, work.store, filters, work.host.viewpoint or Viewpoint())
    if question.asks_since:
        since = await _moment(work, question.title)
        if since is None:
            return
        asked = asked._replace(since=since)

    if work.is_large:
        # A thread must not iterate over tables that keys can change.
        asked = asked._replace(store=work.store.frozen())
        answer = await looked_up(work.host, partial(_in_thread, question, asked), "the question")
    else:
        answer = question.answer(asked)
    if answer is None:
        return
    ref = await work.host.ask(AnswerScreen(answer, work.book, work.host))
    if ref:
        work.host.visit(ref)


def _in_thread(question: Question, asked: Asked) -> Answer:
    return question.answer(asked._replace(book=asked.viewpoint.show(asked.store).book))


async def _moment(work: Workspace, title: str) -> Moment | None:
    """Ask for the moment since which changes count; None if none is given."""

    def read(line: str) -> Moment:
        moment = read_since(line, work.today())
        check_moment(work.store, moment)
        return moment

    def meaning(line: str) -> str:
        since = read(line)
        return f"{'after' if isinstance(since, int) else 'from'} {describe_since(since)}"

    prompt = PromptScreen(title, "", judged_by(read), meaning, EXAMPLE)
    line = await work.host.ask(prompt)
    return read(line) if line else None
