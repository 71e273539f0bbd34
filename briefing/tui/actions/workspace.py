"""What flows work with: the store, the selection, and the active source."""

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.model.kinds import KINDS
from briefing.model.kinds.link import Link
from briefing.model.kinds.record import Cite, Record
from briefing.model.kinds.source import Source
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.value_counts import most_frequent, rows_known_by
from briefing.provenance import day_of
from briefing.store.changes import Change
from briefing.store.store import Store
from briefing.tui.actions.host import Finder, Host
from briefing.tui.commands.main import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable

    import msgspec

    from briefing.store.book import Book
    from briefing.tui.forms.drafts import Drafts
    from briefing.tui.forms.form import FormScreen
    from briefing.tui.forms.spec import FieldReading, FormSpec, Raw
    from briefing.views.filters.filters import Filters
    from briefing.views.filters.over import Index
    from briefing.views.filters.periods import Period


LARGE = 20_000
"""Records from which going through all of them would make keys wait."""


class Selection(NamedTuple):
    """What a command applies to.

    Attributes:
        ref: The record under the cursor or in the dossier; empty for none.
        marked: The records marked in the current list.
        field: The field under the cursor of the dossier; empty for none.
        kind: The kind of the current list.
        listed: What that list shows, while it has the focus: a live view.
    """

    ref: str
    marked: Sequence[str] = ()
    field: str = ""
    kind: str = ""
    listed: Sequence[str] = ()

    @property
    def refs(self) -> Sequence[str]:
        """The marked records, else the one record."""
        return self.marked or (self.ref,)


class Workspace:
    """What the flows of one screen share.

    Args:
        host: The screen.
        store: The briefing.
        finder: Finds records by name.
        drafts: Keeps unsaved forms; None to keep none.
        date_order: What comes first in a numeric date; empty to ask.

    Attributes:
        book: The briefing as it is shown: the store, or another state of it.
        on_source: Called with the active source when it changes.
        index: Gives the index of the search, which finds the records that a query names.
        last_copied: The passage last turned into a quote.
        left: Where screens were left, to come back to, by the name of each.
        period: The days that pictures are about; None for all.
    """

    def __init__(
        self,
        host: Host,
        store: Store,
        finder: Finder,
        drafts: "Drafts | None" = None,
        date_order: str = "",
    ) -> None:
        self.host = host
        self.store = store
        self.book: Book = store
        self.finder = finder
        self.drafts = drafts
        self._date_order = date_order
        self._added: list[str] = []
        self._source = ""
        self.on_source: Callable[[str], None] = lambda _ref: None
        self.index: Index | None = None
        self.last_copied = ""
        self.left: dict[str, Any] = {}
        self.period: Period | None = None

    @property
    def is_large(self) -> bool:
        """Whether what goes through all records or their history is done in a thread."""
        return sum(len(self.store.all(kind)) for kind in KINDS) >= LARGE

    def run(self, command_id: str, about: Selection) -> None:
        """Start the flow of a command of the main screen."""
        self.start(next(each for each in COMMANDS if each.id == command_id).does, about)

    def start(self, does: str, about: Any) -> None:
        """Start a flow, given as `module.function` below `briefing.tui`."""
        module, _, name = does.rpartition(".")
        self.host.run(getattr(import_module(f"briefing.tui.{module}"), name)(self, about))

    def shown_label(self, ref: str) -> str:
        """The name of a record as it is shown."""
        return self.book.label(ref)

    def need(self, ref: str, purpose: str) -> Record | None:
        """A record; tells the user when there is none.

        Args:
            ref: The record.
            purpose: What it is needed for, as in "there is no record here to …".
        """
        record = self.book.get(ref)
        if record is None:
            self.host.tell(f"there is no record here to {purpose}; n adds one")
        return record

    # The active source

    @property
    def source(self) -> str:
        """The source that new records cite, while it exists; empty for none."""
        return self._source if self.store.get(self._source) is not None else ""

    def use_source(self, ref: str) -> None:
        """Make a source the active one; empty for none."""
        if ref != self._source:
            self._source = ref
            self.on_source(ref)

    @property
    def likely_source(self) -> str:
        """The active source, else the only one."""
        if source := self.source:
            return source
        sources = list(self.store.all("source"))
        return f"source:{sources[0]}" if len(sources) == 1 else ""

    def source_day(self) -> date | None:
        """The day of the likely source, the reference for "yesterday"; None if unknown."""
        return self.day_of_source(self.likely_source)

    def day_of_source(self, ref: str) -> date | None:
        """The publication day of a source; None if unknown."""
        return day_of(self.store.get(ref))

    def said(self) -> DateContext:
        """The reference for typed dates: the day of the likely source, else today."""
        day = self.source_day()
        return (
            self.today() if day is None else DateContext(day, "the active source", self._date_order)
        )

    def today(self) -> DateContext:
        """The reference for dates that are not a source's: today."""
        return DateContext(date.today(), order=self._date_order)  # noqa: DTZ011  the reader's day

    def filters_over(self, book: "Book", *, has_own_index: bool = False) -> "Filters":
        """Filters over the briefing, or over some of its records.

        Args:
            book: The briefing.
            has_own_index: Whether they find names in an index of their own, as a thread must.
        """
        from briefing.views.filters.over import filters_over

        index = None if has_own_index else self.index
        return filters_over(book, self.today(), index, self.store)

    # Forms

    def spec(
        self,
        title: str,
        cls: "type[msgspec.Struct]",
        raw: "Raw",
        begin_at: str = "",
        holder: "type[msgspec.Struct] | None" = None,
    ) -> "FormSpec":
        """Build the spec of a form for a record or a row.

        Args:
            title: The title of the form.
            cls: The class of the record or row.
            raw: Its initial fields.
            begin_at: The field with the focus; the first when empty.
            holder: The class of the record a row belongs to.
        """
        from briefing.tui.forms.spec import FormSpec

        return FormSpec(
            title,
            cls,
            raw,
            lambda _raw: (),
            self.store.label,
            self._pick,
            lambda fault: self.host.tell(fault, severity="error"),
            find=self.finder.find,
            said=self.today if cls is Source else self.said,
            holder=holder,
            begin_at=begin_at,
            used=lambda of, field: most_frequent(
                (record for _, record in self.store.records()), of, field
            ),
            known=lambda of, name: rows_known_by(
                (record for _, record in self.store.records()), of, name
            ),
            reading=self._reading,
        )

    async def fill_in(self, form: "FormScreen") -> "Raw | None":
        """Show a form; if it is discarded, tell what was added from inside it and stays.

        Args:
            form: The form.

        Returns:
            Its fields once saved; None when it was discarded.
        """
        before = len(self._added)
        raw = await self.host.ask(form)
        added = [ref for ref in self._added[before:] if self.store.get(ref) is not None]
        del self._added[before:]
        if raw is None and added:
            more = len(added) - 1
            verb = f"and {more} more were added and stay" if more else "was added and stays"
            undoes = "u undoes them one by one" if more else "u undoes it"
            self.host.tell(f"{self.store.label(added[-1])} {verb}; {undoes}")
        return raw

    def _pick(
        self, kinds: Sequence[str], title: str, answer: "Callable[[str], None]", *, typed: str = ""
    ) -> None:
        """Have a record chosen or created for a field of a form."""

        async def pick() -> None:
            revision = self.store.meta.revision
            if ref := await self.host.pick(kinds, title, may_make=True, typed=typed):
                if self._is_added(ref, revision):
                    self._added.append(ref)
                answer(ref)

        self.host.run(pick())

    def _is_added(self, ref: str, revision: int) -> bool:
        """Whether the last change, later than some revision, added a record."""
        last = next(self.store.newest_first(), None)
        added = Change(ref, None, self.store.get(ref))
        return last is not None and last.rev > revision and added in last.changes

    def _reading(self, cls: Any, holder: "type[msgspec.Struct] | None") -> "FieldReading":
        """How the fields of a class are read, beyond their declarations."""
        from briefing.tui.forms import cites, queries, roles
        from briefing.tui.forms.spec import FieldReading

        if cls is Cite:
            return cites.reading(holder, self.store.label, self.day_of_source, self.finder.find)
        if cls is Link:
            return roles.reading(self.said)
        return queries.reading(cls, self.understanding) or FieldReading()

    def understanding(self) -> "Filters":
        """Filters that understand a query, and look for nothing."""
        from briefing.views.filters.over import Among

        return self.filters_over(Among(self.store, ()))
