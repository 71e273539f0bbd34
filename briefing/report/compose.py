"""Composes a report: the records asked for, a template, and out of them one text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.model import dates
from briefing.model.markings import tlp
from briefing.provenance import source_at
from briefing.report.document import Picture
from briefing.report.markdown import PICTURE
from briefing.report.notes import Notes
from briefing.report.scope import Asked, Scope
from briefing.report.template import Facts, Rendering, render, template_text
from briefing.report.told import Told
from briefing.store.book import Book
from briefing.views.released import Released, highest_marking, released
from briefing.views.since import Since
from briefing.views.watches import News

DEFAULT_TEMPLATE = "brief"


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
        text: Its Markdown, with a sign where each picture is to be.
        pictures: The pictures, by the number in their signs.
        notes: Its footnotes, which know the cites behind them.
        told: What it tells.
        parts: The parts it has, by id.
        marking: Its marking, such as `TLP:AMBER`; empty for none.
    """

    title: str
    text: str
    pictures: Sequence[Picture]
    notes: Notes
    told: Told
    parts: Sequence[str]
    marking: str = ""

    @property
    def markdown(self) -> str:
        """Its Markdown without pictures, which it has no room for."""
        text = self.text
        for number, _ in enumerate(self.pictures):
            text = text.replace(f"{PICTURE.format(number)}\n\n", "")
            text = text.replace(f"\n\n{PICTURE.format(number)}", "")
        return text


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


def compose(book: Book, request: Request) -> Report:
    """Compose a report.

    Args:
        book: The briefing as it is to be reported.
        request: What is wanted.

    Raises:
        TemplateFault: The template is missing or wrong.
    """
    told = Told(Scope(book, request.asked), request.since, request.news)
    marking = tlp(highest_marking(book, told.scope.records()))
    about = (*request.asked.said, *request.left_out)
    facts = Facts(title=request.title, about=about, marking=marking, as_of=_newest(told))
    done: Rendering = render(template_text(request.template), told, facts, request.template)
    return Report(
        title=request.title,
        text=done.markdown,
        pictures=done.writer.pictures,
        notes=done.writer.notes,
        told=told,
        parts=done.parts,
        marking=marking,
    )


def _newest(told: Told) -> str:
    """The day of the newest source, in words; empty if none is dated."""
    found = (source_at(told.book, ref) for ref in told.sources)
    published = [each.published for each in found if each and dates.is_date(each.published)]
    return dates.describe(max(published, key=dates.sort_key)) if published else ""
