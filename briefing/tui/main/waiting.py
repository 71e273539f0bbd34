"""What waits for the analyst: unresolved contradictions and possible duplicates, counted live."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from briefing.links import linked
from briefing.model.contradictions import has_open_contradiction
from briefing.model.kinds import KINDS, PARTIES
from briefing.model.kinds.record import Record
from briefing.model.plurals import plural
from briefing.model.references import references
from briefing.model.refs import kind_of
from briefing.store.changes import Change
from briefing.store.store import Store
from briefing.tui.actions.host import Finder, Host

MOST_COMPARED = 20_000
"""Groups and leaders above which duplicates are left to `briefing check`: comparing more takes
seconds, during which keys would be slow."""

_MANY = 50
"""Changes at once after which everything is counted again in a thread."""

Pair = frozenset[str]


class Found(NamedTuple):
    """What waits.

    Attributes:
        contradictions: The records with an unresolved contradiction.
        duplicates: Pairs of records that may be one.
    """

    contradictions: set[str]
    duplicates: set[Pair]


class Waiting:
    """Counts what waits; the first count is made in a thread.

    Args:
        host: The screen.
        store: The briefing.
        finder: Finds lookalikes.
        show: Called with the counts, in words, whenever they change.
    """

    def __init__(
        self, host: Host, store: Store, finder: Finder, show: Callable[[str], None]
    ) -> None:
        self._host = host
        self._store = store
        self._finder = finder
        self._show = show
        self._found: Found | None = None
        self._missed: list[Change] = []

    @property
    def is_counted(self) -> bool:
        """Whether the first count is done."""
        return self._found is not None

    async def count(self) -> None:
        """Count everything."""
        # Listed here: a thread must not iterate over tables that keys can change.
        records = list(self._store.records())
        self._found, self._missed = None, []
        found = await self._host.in_thread(lambda: find(records, self._store), "waiting")
        self._found = found
        missed, self._missed = self._missed, []
        self.follow(missed)

    def follow(self, changes: Sequence[Change]) -> None:
        """Count changed and mentioning records again, and those at the ends of changed links."""
        if self._found is None:
            self._missed += changes
            return
        if len(changes) > _MANY:
            self._host.run(self.count())
            return
        contradictions, duplicates = self._found
        changed = {change.ref for change in changes}
        renamed = [change.ref for change in changes if change.is_renaming]
        mentioning = {other for ref in renamed for other in self._store.referrers(ref)}
        for ref in changed | mentioning:
            record = self._store.get(ref)
            contradictions.discard(ref)
            if record and has_open_contradiction(record, self._store.label):
                contradictions.add(ref)
        ends = {end for ref in changed for end in self._ends(ref, changes)}
        if sum(len(self._store.all(kind)) for kind in PARTIES) > MOST_COMPARED:
            ends = set()
        duplicates -= {pair for pair in duplicates if pair & ends}
        for ref in ends:
            duplicates |= {Pair((ref, pair.other)) for pair in self._finder.lookalikes(ref)}
        self._show(self._in_words())

    def _ends(self, ref: str, changes: Sequence[Change]) -> Iterable[str]:
        """The groups and leaders whose likeness a changed record may settle or raise."""
        if kind_of(ref) in PARTIES:
            return (ref,)
        if not KINDS[kind_of(ref)].is_tie:
            return ()
        states = (state for each in changes if each.ref == ref for state in each[1:])
        refs = (found.ref for state in states if state for found in references(state))
        return [end for end in refs if kind_of(end) in PARTIES]

    def _in_words(self) -> str:
        if self._found is None:
            return ""
        counts = (
            (len(self._found.contradictions), "contradiction"),
            (len(self._found.duplicates), "possible duplicate"),
        )
        words = " · ".join(f"{count:,} {plural(count, what)}" for count, what in counts if count)
        return f"{words} (v)" if words else ""


def find(records: Sequence[tuple[str, Record]], store: Store) -> Found:
    """Everything that waits among some records."""
    from briefing.search.entries import entry_of
    from briefing.search.lookalikes import lookalikes

    contradictions = {ref for ref, record in records if has_open_contradiction(record, store.label)}
    parties = [(ref, record) for ref, record in records if kind_of(ref) in PARTIES]
    if not 1 < len(parties) <= MOST_COMPARED:
        return Found(contradictions, set())
    pairs = lookalikes([entry_of(ref, record) for ref, record in parties])
    unsettled = (pair for pair in pairs if pair.other not in linked(store, pair.ref))
    return Found(contradictions, {Pair((pair.ref, pair.other)) for pair in unsettled})
