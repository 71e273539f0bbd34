"""Records given another id, and two made one: what moves all that refers to them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.links import known_distinct
from briefing.model.labels import short_label
from briefing.model.refs import is_slug, kind_of, slug_of
from briefing.store.changes import Transaction
from briefing.store.store import Store
from briefing.tui.actions.host import Stage, attempt

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.tui.forms.spec import FormSpec, Raw


class Reshaping:
    """Renames and merges the records of one screen.

    Args:
        stage: The screen.
        store: What is changed.
        spec: Makes what a form is opened for, of a title, a class and fields.
    """

    def __init__(self, stage: Stage, store: Store, spec: "Callable[..., FormSpec]") -> None:
        self._stage = stage
        self._store = store
        self._spec = spec

    def rename(self, ref: str) -> None:
        """Give a record another id, and all that refers to it."""
        from briefing.tui.dialogs.prompt import PromptScreen

        if self._store.get(ref) is None:
            self._stage.tell("there is no record here to rename; n adds one")
            return
        kind, slug = kind_of(ref), slug_of(ref)

        def judge(wanted: str) -> str:
            if not is_slug(wanted):
                return "letters, digits, - and _, such as ansar-dine"
            if wanted != slug and self._store.get(f"{kind}:{wanted}") is not None:
                return f"there is a {kind}:{wanted} already"
            return ""

        def answered(wanted: str | None) -> None:
            if wanted and wanted != slug:
                self._rename(ref, f"{kind}:{wanted}")

        count = len(self._store.referrers(ref))
        hint = f"{count} records that refer to it go along" if count else ""
        prompt = PromptScreen(f"Another id for {ref}", slug, judge, lambda _line: hint)
        self._stage.app.push_screen(prompt, answered)

    def merge(self, ref: str, marked: Sequence[str] = ()) -> None:
        """Make one record of this one and another.

        Args:
            ref: The one that stays.
            marked: Two that are to be one, if that was said already.
        """
        if len(marked) > 2:
            self._stage.tell(f"two become one at a time, and {len(marked):,} are marked")
            return
        if len(marked) == 2:
            stays, goes = marked if ref != marked[1] else marked[::-1]
            self._look_again(stays, goes)
            return
        record = self._store.get(ref)
        if record is None:
            self._stage.tell("there is no record here to merge; n adds one")
            return

        def chosen(other: str) -> None:
            if other == ref:
                self._stage.tell("that is the record itself; choose another one")
            else:
                self._look_again(ref, other)

        title = f"Which one is the same as {short_label(record)}? It becomes part of it"
        self._stage.pick((kind_of(ref),), title, chosen)

    def _look_again(self, ref: str, other: str) -> None:
        """Merge two, after asking where somebody said they are not the same."""
        from briefing.tui.dialogs.confirm import ConfirmScreen

        link = known_distinct(self._store, ref, other)
        if not link:
            self._merge(ref, other)
            return

        def answered(sure: bool | None) -> None:  # noqa: FBT001  Textual calls it by position
            if sure:
                self._merge(ref, other)

        said = self._store.need(link)
        grounds = [said.summary, *(cite.passage for cite in said.cites)]
        details = (f"{link} says so.", *filter(None, grounds), "Merged, the two lose that link.")
        names = " and ".join(self._store.label(each) for each in (ref, other))
        question = ConfirmScreen(f"{names} are known not to be the same", details, "merge them")
        self._stage.app.push_screen(question, answered)

    def _rename(self, ref: str, new: str) -> None:
        def change() -> Transaction:
            with self._store.transaction() as draft:
                draft.rename(ref, new)
            return draft.done

        def done(transaction: Transaction) -> None:
            self._stage.visit(new)
            others = len(transaction.changes) - 2
            more = f", and in {others} records that refer to it" if others > 0 else ""
            self._stage.tell(f"{ref} is {new} now{more}; u takes it back")

        attempt(self._stage, change, done)

    def _merge(self, ref: str, other: str) -> None:
        """Look through both side by side, then make them one."""
        from briefing.tui.actions.merge import Uniting, spec_of
        from briefing.tui.actions.save import Revising

        stays, goes = self._store.need(ref), self._store.need(other)
        spec, notes = spec_of(ref, stays, goes, self._spec, self._store.label)

        def done(_raw: "Raw") -> None:
            self._stage.visit(ref)
            self._stage.tell(f"{other} is part of {ref} now; u takes that back, S parts them later")

        saving = Uniting(self._store, ref, other)
        Revising(self._stage, self._store, saving, spec, done, notes=notes).open()
