"""Records that were made one parted again, after saying what that does."""

from collections.abc import Iterator, Sequence

from textual.worker import get_current_worker

from briefing.model.faults import InvalidRecord
from briefing.model.fields import fields_of
from briefing.model.labels import label
from briefing.store.changes import Transaction
from briefing.store.draft import Draft
from briefing.store.errors import StoreError
from briefing.store.merge_split import Merger, Split, mergers, split
from briefing.store.store import Store
from briefing.tui.actions.host import Stage, attempt
from briefing.tui.actions.listing import listed


class Splitting:
    """Splits the records of one screen.

    Args:
        stage: The screen.
        store: What is changed.
    """

    def __init__(self, stage: Stage, store: Store) -> None:
        self._stage = stage
        self._store = store

    def split(self, ref: str) -> None:
        """Part a record from one that was merged into it."""
        if self._store.get(ref) is None:
            self._stage.tell("there is no record here to split; n adds one")
            return

        def look() -> None:
            # The merge may be long ago: the history is read for it.
            try:
                found = list(mergers(self._store.newest_first(), ref))
            except StoreError as error:
                trouble = str(error)
                self._stage.call_later(lambda: self._stage.tell(trouble, severity="error"))
                return
            if not get_current_worker().is_cancelled:
                self._stage.call_later(lambda: self._choose(ref, found))

        self._stage.run_worker(look, thread=True, group="split", exclusive=True)

    def _choose(self, ref: str, found: Sequence[Merger]) -> None:
        from briefing.tui.dialogs.menu import MenuScreen

        if not found:
            name = self._store.label(ref)
            self._stage.tell(f"nothing was merged into {name}; M merges another record into it")
        elif len(found) == 1:
            self._ask(found[0])
        else:
            by_ref = {merger.gone: merger for merger in reversed(found)}
            terms = {gone: _when(merger) for gone, merger in reversed(by_ref.items())}

            def chosen(gone: str | None) -> None:
                if gone:
                    self._ask(by_ref[gone])

            title = f"Part which one from {self._store.label(ref)}?"
            self._stage.app.push_screen(MenuScreen(title, terms), chosen)

    def _ask(self, merger: Merger) -> None:
        from briefing.tui.dialogs.confirm import ConfirmScreen

        draft = self._store.draft()
        try:
            done = split(draft, merger)
        except InvalidRecord as error:
            self._stage.tell(f"cannot be parted: {error}", severity="error")
            return

        def answered(sure: bool | None) -> None:  # noqa: FBT001  Textual calls it by position
            if sure:
                self._split(merger)

        record = draft.get(done.back)
        name = label(record) if record else done.back
        question = f"Part {name} from {self._store.label(merger.stays)} again?"
        details = (*self._details(merger, done, draft), "u makes them one again.")
        self._stage.app.push_screen(ConfirmScreen(question, details, "yes, part them"), answered)

    def _details(self, merger: Merger, done: Split, draft: Draft) -> Iterator[str]:
        yield f"They were made one on {_when(merger)}. {done.back} comes back."

        def name_of(ref: str) -> str:
            record = None if self._store.get(ref) else draft.get(ref)
            return label(record) if record else self._store.label(ref)

        yield from listed("These refer to it again:", done.moved, name_of)
        yield from listed("These came since, and stay where they are:", done.newcomers, name_of)
        for ref, attributes in done.kept.items():
            record = draft.get(ref)
            fields = fields_of(type(record)) if record else ()
            names = ", ".join(each.label for each in fields if each.attribute in attributes)
            yield f"Changed since, and kept as it is: {names} of {self._store.label(ref)}"

    def _split(self, merger: Merger) -> None:
        back = ""

        def change() -> Transaction:
            nonlocal back
            with self._store.transaction() as draft:
                back = split(draft, merger).back
            return draft.done

        def done(_transaction: Transaction) -> None:
            self._stage.visit(back)
            self._stage.tell(f"{back} is a record of its own again; u takes that back")

        attempt(self._stage, change, done)


def _when(merger: Merger) -> str:
    return f"{merger.transaction.at.astimezone():%Y-%m-%d %H:%M}"
