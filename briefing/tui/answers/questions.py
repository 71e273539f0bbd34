"""The questions that can be asked about records, declared once, and how each is put.

A new question is one line in `QUESTIONS` and a function that gives its answer.
"""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from briefing.model.kinds import KINDS
from briefing.model.kinds.registry import PARTIES
from briefing.model.labels import short_label
from briefing.store.book import Book
from briefing.tui.actions.host import looked_up
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.answers.screen import AnswerScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.views.answer import Answer
from briefing.views.compare import compare_answer
from briefing.views.paths import between_answer, ties_answer
from briefing.views.tenures import holders_answer, lineage_answer, posts_answer
from briefing.views.tolls import events_of, tolls_answer

LARGE = 20_000
"""Records of a briefing from which an answer may take so long that it is sought in a thread."""


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


class Question(NamedTuple):
    """A question about records.

    Attributes:
        letter: Its key in the menu.
        label: The question.
        kinds: The kinds of record it can be asked about; empty for all.
        answer: Gives the answer for a briefing and the refs asked about.
        about: The refs asked about, of what is selected.
        other: The kinds of a second record, which is asked for unless two are marked.
        title: What to ask for it.
    """

    letter: str
    label: str
    kinds: Collection[str]
    answer: Callable[[Book, Sequence[str]], Answer]
    about: Callable[[Selection], Sequence[str]] = _record
    other: Sequence[str] = ()
    title: str = ""


_COMPARE = Question(
    "c",
    "compare with …",
    (),
    lambda book, refs: compare_answer(book, refs[0], refs[1]),
    _pair,
    tuple(KINDS),
    "Compare with which record?",
)

QUESTIONS = (
    Question(
        "w", "who led it, and when", ("group",), lambda book, refs: holders_answer(book, refs[0])
    ),
    Question(
        "w", "what they held, and when", ("leader",), lambda book, refs: posts_answer(book, refs[0])
    ),
    Question(
        "d",
        "its descent: part of, split from, succeeds",
        ("group",),
        lambda book, refs: lineage_answer(book, refs[0]),
    ),
    Question("t", "ties within two steps", PARTIES, lambda book, refs: ties_answer(book, refs[0])),
    Question(
        "e",
        "ties within two steps, by common events too",
        PARTIES,
        lambda book, refs: ties_answer(book, refs[0], events=True),
    ),
    Question(
        "o",
        "how it is tied to …",
        PARTIES,
        lambda book, refs: between_answer(book, refs[0], refs[1]),
        _pair,
        PARTIES,
        "Tied to which group or leader?",
    ),
    Question(
        "f",
        "figures of these events",
        ("event",),
        lambda book, refs: tolls_answer(book, events_of(book, refs)),
        _shown,
    ),
    Question(
        "f",
        "figures of the events it took part in",
        PARTIES,
        lambda book, refs: tolls_answer(book, events_of(book, refs)),
        _marked,
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

    def find() -> Answer:
        return question.answer(work.book, refs)

    is_large = sum(len(work.store.all(kind)) for kind in KINDS) >= LARGE
    answer = await looked_up(work.host, find, "the question") if is_large else find()
    if answer is None:
        return
    ref = await work.host.ask(AnswerScreen(answer, work.book, work.host))
    if ref:
        work.host.visit(ref)
