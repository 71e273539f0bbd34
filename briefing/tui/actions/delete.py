"""Records deleted, after saying what else that changes."""

from collections.abc import Sequence

from briefing.model.labels import short_label
from briefing.store.changes import Transaction
from briefing.store.store import Store
from briefing.tui.actions.host import Stage, attempt
from briefing.tui.actions.listing import counted, listed

_SHOWN = 12
"""Records named under a heading of a question."""


class Deleting:
    """Deletes the records of one screen.

    Args:
        stage: The screen.
        store: Where they are.
    """

    def __init__(self, stage: Stage, store: Store) -> None:
        self._stage = stage
        self._store = store

    def delete(self, refs: Sequence[str]) -> None:
        """Delete records of one kind, all in one change."""
        from briefing.tui.dialogs.confirm import ConfirmScreen

        there = [ref for ref in refs if self._store.get(ref) is not None]
        if not there:
            self._stage.tell("there is no record here to delete")
            return
        named = short_label(self._store.need(there[0])) if len(there) == 1 else counted(there)
        them = "it" if len(there) == 1 else "them"
        edited, dropped = self._store.removal(*there)
        name_of = self._store.label
        details = (
            *(listed("", there, name_of, _SHOWN) if len(there) > 1 else ()),
            *listed(f"These lose their mention of {them}:", edited, name_of, _SHOWN),
            *listed(f"These cannot stand without {them} and go too:", dropped, name_of, _SHOWN),
            "u brings everything back.",
        )

        def answered(sure: bool | None) -> None:  # noqa: FBT001  Textual calls it by position
            if sure:
                label = self._store.label(there[0]) if len(there) == 1 else named
                attempt(
                    self._stage,
                    lambda: self._delete(there),
                    lambda _done: self._stage.tell(f"deleted {label}; u brings {them} back"),
                )

        question = ConfirmScreen(f"Delete {named}?", details, yes="yes, delete")
        self._stage.app.push_screen(question, answered)

    def _delete(self, refs: Sequence[str]) -> Transaction:
        why = f"deleted {counted(refs)}" if len(refs) > 1 else ""
        with self._store.transaction(why) as draft:
            draft.delete_all(refs)
        return draft.done
