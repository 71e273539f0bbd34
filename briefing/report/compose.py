"""Composes a report: the records asked for, a template, and out of them one text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from briefing.collector import collector_held
from briefing.model import dates
from briefing.model.english import counted_first
from briefing.model.markings import highest, tlp
from briefing.model.plurals import plural
from briefing.provenance import source_at
from briefing.report.document import Part, Picture
from briefing.report.markdown import PICTURE, MarkdownWriter
from briefing.report.notes import Notes
from briefing.report.remembering import Remembering
from briefing.report.scope import Asked, Scope
from briefing.report.template import Facts, render, template_text
from briefing.report.told import Step, Told, nothing
from briefing.store.book import Book
from briefing.views.books.released import Released, highest_marking, released
from briefing.views.since import Since
from briefing.views.watches import News

DEFAULT_TEMPLATE = "brief"

_PICTURES: Final = re.compile("{0}\n\n|\n\n{0}".format(PICTURE.format("[0-9]+")))


@dataclass(frozen=True, kw_only=True)
class Request:
    """What report is wanted.

    Attributes:
        title: Its title.
        template: A shipped template, or the path of a file.
        asked: Which records it is about.
        left_out: That something was left out, a sentence each.
        since: What changed since the last report; None if that is not asked for.
        news: What is new on the standing questions.
    """

    title: str
    template: str = DEFAULT_TEMPLATE
    asked: Asked = field(default_factory=Asked)
    left_out: tuple[str, ...] = ()
    since: Since | None = None
    news: Sequence[News] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report, before it is written in a format.

    Attributes:
        title: Its title.
        pieces: Its parts in the order of its template, and the Markdown between them.
        told: What it tells.
        marking: Its marking, such as `TLP:AMBER`; empty for none.
    """

    title: str
    pieces: Sequence[Part | str]
    told: Told
    marking: str = ""

    @property
    def parts(self) -> Sequence[str]:
        """The parts it has, by id."""
        return [each.id for each in self.pieces if isinstance(each, Part)]

    @property
    def text(self) -> str:
        """Its Markdown, with a sign where each picture is to be."""
        return self._written[0]

    @property
    def pictures(self) -> Sequence[Picture]:
        """Its pictures, by the number in their signs."""
        return self._written[1].pictures

    @property
    def notes(self) -> Notes:
        """Its footnotes, which know the cites behind them."""
        return self._written[1].notes

    @property
    def markdown(self) -> str:
        """Its Markdown without pictures, which it has no room for."""
        return _PICTURES.sub("", self.text)

    @cached_property
    def _written(self) -> tuple[str, MarkdownWriter]:
        writer = MarkdownWriter(self.told.book, self.told.labels)
        with collector_held():
            return writer.report(self.pieces), writer


def release(book: Book, max_marking: str | None) -> tuple[Book, tuple[str, ...], Sequence[str]]:
    """The briefing as it may leave: nothing above a marking, no protected source by name.

    Args:
        book: The briefing.
        max_marking: The highest marking; None for all.

    Returns:
        The briefing; what the report says was left out; what its author should look at.
    """
    found = released(book, [ref for ref, _ in book.records()], max_marking)
    if not isinstance(found.book, Released):
        return book, (), ()
    said = []
    if max_marking is not None and found.book.left_out:
        said.append(f"What is marked above {tlp(max_marking)} was left out.")
    if found.book.protected:
        said.append("Protected sources are not named.")
    return found.book, tuple(said), found.notes


def sayable(book: Book, said: Iterable[str]) -> tuple[str, ...]:
    """Sentences for the title block, but for those whose words name what is left out.

    Args:
        book: What `release` gave.
        said: The sentences.
    """
    if not isinstance(book, Released):
        return tuple(said)
    hidden = "What it is limited to is not released."
    return tuple(dict.fromkeys(hidden if book.is_named(each) else each for each in said))


def compose(book: Book, request: Request, step: Step = nothing) -> Report:
    """Compose a report.

    Args:
        book: The briefing as it is to be reported; it must not change meanwhile.
        request: What is wanted.
        step: Told now and then what is done; what it raises ends the work.

    Raises:
        TemplateFault: The template is missing or wrong.
    """
    told = Told(Scope(Remembering(book), request.asked), request.since, request.news, step)
    step("choosing records …")
    marking = tlp(highest(highest_marking(each, [ref]) for each, ref in told.told_of()))
    newest = _newest(told)
    sources = [f"Sources up to {newest}."] if newest else []
    about = " ".join([*sources, *request.asked.said, *_undated(told), *request.left_out])
    facts = Facts(title=request.title, about=about, marking=marking)
    with collector_held():
        pieces = render(template_text(request.template), told, facts, request.template)
    return Report(title=request.title, pieces=pieces, told=told, marking=marking)


def _undated(told: Told) -> Sequence[str]:
    """That a report on a period leaves out what has no date."""
    if not (count := told.scope.undated):
        return ()
    what = f"{counted_first(count)} undated {plural(count, 'record')} {plural(count, 'is', 'are')}"
    return (f"{what} left out.",)


def _newest(told: Told) -> str:
    """The day of the newest source, in words; empty if none is dated."""
    found = (source_at(told.book, ref) for ref in told.sources)
    published = [each.published for each in found if each and dates.is_date(each.published)]
    return dates.describe(max(published, key=dates.sort_key)) if published else ""
