"""What a report on the screen is about, taken at one moment, and how it is composed of that."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Final, NamedTuple

from briefing.checks import Finding, Survey, all_checks, found_by
from briefing.model.english import capitalised, listed
from briefing.model.kinds import KINDS
from briefing.model.plurals import plural
from briefing.report.compose import Report, Request, compose, release, sayable
from briefing.report.preview import Preview
from briefing.report.scope import Asked
from briefing.report.told import Step, nothing
from briefing.store.book import Book
from briefing.store.errors import NotReadable
from briefing.tui.actions.workspace import Workspace
from briefing.views.books.as_of import AsOf
from briefing.views.books.released import Released
from briefing.views.books.viewpoint import Shown, Viewpoint
from briefing.views.books.without_source import WithoutSources
from briefing.views.watches import News, all_news

AT_ONCE: Final = 300
"""Records that are told so fast that nobody has to wait for a thread."""

_SLOW: Final = "merge"
"""The mend of the check that compares all names with each other, which is therefore run last."""


class Settings(NamedTuple):
    """What a report is about and how it is arranged.

    Attributes:
        template: A shipped template, or the path of a file.
        marked: The records that are marked, which it is about if there are any.
        within: The records that date, lens and filter leave; None for all.
        lens: The record all lists are narrowed to; empty for none.
        query: The filter on all lists; empty for none.
        viewpoint: From when the briefing is shown; None for the present.
    """

    template: str
    marked: tuple[str, ...]
    within: frozenset[str] | None
    lens: str
    query: str
    viewpoint: Viewpoint | None

    @property
    def chips(self) -> Sequence[str]:
        """The scope in a few words."""
        if self.marked:
            said = [f"{len(self.marked):,} marked"]
        else:
            said = [f"lens: {self.lens}"] if self.lens else []
            said += [f"filter: {self.query}"] if self.query else []
        said += [self.viewpoint.short] if self.viewpoint and self.viewpoint.short else []
        if self.viewpoint and self.viewpoint.fallen:
            count = len(self.viewpoint.fallen)
            said.append(f"without {count:,} {plural(count, 'source')}")
        return said or ["everything"]


class Job:
    """A report to compose, of the briefing of one moment.

    Args:
        work: The workspace; it is not used later, when keys may have changed the briefing.
        template: A shipped template, or the path of a file.
        max_marking: The highest marking it may have; None for any.

    Attributes:
        settings: What it is about.
        revision: The revision of the briefing.
        is_small: Whether it is composed at once.
    """

    def __init__(self, work: Workspace, template: str, max_marking: str | None = None) -> None:
        host = work.host
        within = None if host.in_sight is None else frozenset(host.in_sight)
        marked = tuple(ref for ref in host.marked if work.book.get(ref) is not None)
        self.settings = Settings(
            template, marked, within, host.lens, host.filtered_by, host.viewpoint
        )
        self._store = work.store.frozen()
        self._filters_over = partial(work.filters_over, has_own_index=True)
        self._max_marking = max_marking
        self._understood = ""
        if host.filtered_by and not marked:
            self._understood = work.understanding().find(host.filtered_by).said
        self.revision = work.store.meta.revision
        self.is_small = sum(len(self._store.all(kind)) for kind in KINDS) <= AT_ONCE

    @property
    def has_protected(self) -> bool:
        """Whether the report shows other records than the screen, as sources are protected."""
        return self._released[0] is not self._book

    @property
    def title(self) -> str:
        """What the report is called."""
        marked = self.settings.marked
        if len(marked) == 1:
            return self._released[0].label(marked[0])
        return self._store.meta.title or "Briefing"

    @property
    def warnings(self) -> Sequence[str]:
        """What its author should look at before it leaves."""
        return self._released[2]

    def report(self, step: Step = nothing) -> Report:
        """Compose it.

        Raises:
            TemplateFault: The template is missing or wrong.
        """
        step("reading the briefing …")
        book, left_out, _ = self._released
        request = Request(
            title=self.title,
            template=self.settings.template,
            asked=self._asked(book),
            left_out=left_out,
            news=self._news(book),
        )
        return compose(book, request, step)

    def preview(self, step: Step = nothing) -> Preview:
        """Compose it and lay it out.

        Raises:
            TemplateFault: The template is missing or wrong.
        """
        return Preview(self.report(step))

    def findings(
        self, preview: Preview, step: Step = nothing
    ) -> Iterator[Mapping[str, Sequence[Finding]]]:
        """What checks find about the records told, by record: first what is found fast."""
        told = {entry.ref for entry in preview.entries if entry.is_checked}
        survey = Survey(self._book)
        found = defaultdict[str, list[Finding]](list)
        for check in sorted(all_checks(), key=lambda each: each.mend == _SLOW):
            step(f"checking: {check.title.lower()}")
            if check.mend == _SLOW:
                yield dict(found)
            for each in found_by(check, survey):
                if each.ref in told and not each.dismissed:
                    found[each.ref].append(each)
        yield dict(found)

    @cached_property
    def _shown(self) -> Shown:
        """The briefing as the screen shows it; worked out in the thread."""
        viewpoint = self.settings.viewpoint
        return viewpoint.show(self._store) if viewpoint else Shown(self._store, self._store)

    @property
    def _book(self) -> Book:
        return self._shown.book

    @cached_property
    def _free(self) -> tuple[Book, tuple[str, ...], Sequence[str]]:
        return release(self._base, self._max_marking)

    @cached_property
    def _released(self) -> tuple[Book, tuple[str, ...], Sequence[str]]:
        free, said, notes = self._free
        return self._viewed(free), said, notes

    @property
    def _base(self) -> Book:
        """The briefing before what is later is left out, as a name takes its place then."""
        viewpoint = self.settings.viewpoint
        return self._shown.base if viewpoint and viewpoint.day else self._book

    def _viewed(self, free: Book) -> Book:
        """The briefing as it is released, as the screen shows it."""
        viewpoint = self.settings.viewpoint
        if not isinstance(free, Released) or viewpoint is None or viewpoint.day is None:
            return self._book if free is self._base else free
        book = AsOf(free, viewpoint.day)
        fallen = [ref for ref in free.shown_refs(viewpoint.fallen) if book.get(ref) is not None]
        return WithoutSources(book, fallen) if fallen else book

    def _sayable(self, said: Sequence[str]) -> tuple[str, ...]:
        return sayable(self._free[0], said)

    def _asked(self, book: Book) -> Asked:
        asked = self.settings
        viewed = self._shown.said
        # Apart, as only the sources it is without can be such as are not named.
        when, without, sources = viewed.partition("without ")
        parts = (when.rstrip(", "), f"{without}{sources}")
        said = [f"{capitalised(each)}." for each in parts if each]
        if asked.marked:
            refs = tuple(ref for ref in asked.marked if book.get(ref) is not None)
            if len(refs) > 1:
                said.insert(0, f"On {listed([*map(book.label, refs)])}.")
            # A marked record that is not there asks for nothing, not for everything.
            return Asked(refs=refs, within=None if refs else (), said=self._sayable(said))
        if asked.lens:
            said.insert(0, f"Only what is linked to {book.label(asked.lens)}.")
        if asked.query:
            said.insert(0, f"Only records for which this holds: {self._understood}.")
        return Asked(within=asked.within, said=self._sayable(said))

    def _news(self, book: Book) -> Sequence[News]:
        if self.settings.viewpoint and self.settings.viewpoint.known is not None:
            return ()  # what is new is new today
        try:
            return all_news(self._store, book, self._filters_over)
        except NotReadable:
            return ()  # what is wrong with the history, others tell
