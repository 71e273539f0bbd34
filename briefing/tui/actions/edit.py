"""Everything that changes a briefing from the screen: forms, links, cites, delete, undo."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from briefing.model.differences import differences
from briefing.model.fields import Field, Shape, field_of, fields_of
from briefing.model.formatting import value_line
from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.quote import Quote
from briefing.model.kinds.record import Cite, Record
from briefing.model.kinds.source import Source
from briefing.model.labels import label, names, short_label
from briefing.model.parsers.said import Said
from briefing.model.refs import kind_of
from briefing.model.validation import build, plain
from briefing.model.value_counts import most_frequent
from briefing.provenance import day_of
from briefing.store.changes import Change, Transaction
from briefing.store.errors import Conflict
from briefing.store.store import Store
from briefing.tui.actions.bulk_edit import Bulk
from briefing.tui.actions.delete import Deleting
from briefing.tui.actions.host import Finder, Stage, attempt
from briefing.tui.actions.link import Linking
from briefing.tui.actions.quote import Quoting, Turn
from briefing.tui.actions.rename import Reshaping
from briefing.tui.actions.resolve import Weighing
from briefing.tui.actions.split import Splitting
from briefing.tui.forms.drafts import Drafts, LeftOver

if TYPE_CHECKING:
    import msgspec

    from briefing.tui.actions.save import RowOf
    from briefing.tui.forms.spec import FormSpec, Raw


_ONE_LINE = (Shape.TEXT, Shape.DATE, Shape.CHOICE, Shape.INTEGER, Shape.DECIMAL)

_OF_ONE = ("cites", "reviewed")
"""What a record says of itself and no other can take over."""


class Editing:
    """The edits of one screen.

    Args:
        stage: The screen.
        store: What is edited.
        drafts: Where what was not saved is kept.
        finder: Finds records by what is said of them.
    """

    def __init__(
        self,
        stage: Stage,
        store: Store,
        drafts: Drafts,
        finder: Finder,
        date_order: str = "",
    ) -> None:
        self._stage = stage
        self._store = store
        self._drafts = drafts
        self.reshaping = Reshaping(stage, store, self._spec)
        self.splitting = Splitting(stage, store)
        self.deleting = Deleting(stage, store)
        self.bulk = Bulk(stage, store, self._spec)
        self.weighing = Weighing(stage, store, finder)
        self.quoting = Quoting(stage, finder, store.label, self._source_day, self._new_quote)
        self.linking = Linking(stage, store, finder, lambda: self.source_just_used, self._said)
        self._finder = finder
        self._date_order = date_order
        self._last_source = ""

    def edit(self, ref: str, begin_at: str = "") -> None:
        """Edit a record in a form."""
        record = self._store.get(ref)
        if record is None:
            self._stage.tell("there is no record here to edit; n adds one")
            return
        title = f"{ref}   {short_label(record)}"
        spec = self._spec(title, type(record), plain(record), begin_at=begin_at)
        self._revise(ref, record, spec, lambda _ref, _raw: None)

    def offer_drafts(self) -> None:
        """Offer what programs that are gone left in their forms."""
        left = [] if self._store.read_only else self._drafts.left_over()
        self._offer([each for each in left if kind_of(each.draft.ref) in KINDS])

    def _offer(self, left: Sequence[LeftOver]) -> None:
        """Offer the first; where that is left for later, the next."""
        from briefing.tui.dialogs.confirm import ConfirmScreen

        if not left:
            return
        draft = left[0].draft
        kind = kind_of(draft.ref)
        what = self._store.label(draft.ref) if draft.base is not None else f"a new {kind}"
        when = f"{draft.at.astimezone():%Y-%m-%d %H:%M}"

        def answered(sure: bool | None) -> None:  # noqa: FBT001  Textual calls it by position
            if not sure:
                self._offer(left[1:])
                return
            try:
                self._drafts.adopt(left[0])
            except OSError:
                self._stage.tell("another program goes on with it already", severity="warning")
                return
            base = build(kind, draft.base) if draft.base is not None else None
            spec = self._spec(f"{draft.ref}   not saved yet", KINDS[kind].cls, draft.raw)
            spec = replace(spec, saved=draft.base or {})
            self._revise(draft.ref, base, spec, lambda ref, _raw: self._stage.visit(ref))

        details = (
            f"The program ended on {when} while it stood in a form.",
            "To throw it away, open the form and leave it.",
        )
        question = f"Go on with what was typed of {what}?"
        yes, no = "yes, open the form", "later"
        self._stage.app.push_screen(ConfirmScreen(question, details, yes, no), answered)

    def edit_field(self, ref: str, name: str) -> None:
        """Edit one field of a record; enter saves a line or a term."""
        record = self._store.get(ref)
        field = field_of(type(record), name) if record else None
        if record is None or field is None:
            self.edit(ref)
            return
        title = f"{field.label} of {short_label(record)}"
        spec = self._spec(title, type(record), plain(record), begin_at=name)
        words = "enter saves · esc leaves" if field.shape in _ONE_LINE else spec.words
        spec = replace(spec, only=name, words=words)
        self._revise(ref, record, spec, lambda _ref, _raw: None)

    def choose_field(self, ref: str) -> None:
        """Choose a field of a record by its name, and edit just that."""
        from briefing.tui.dialogs.menu import MenuScreen

        record = self._store.get(ref)
        if record is None:
            self.edit(ref)
            return
        fields = {field.label: field for field in fields_of(type(record))}
        held = {
            label: value_line(field, getattr(record, field.attribute), self._store.label)
            for label, field in fields.items()
        }

        def chosen(label: str | None) -> None:
            if label:
                self.edit_field(ref, fields[label].name)

        title = f"Edit what of {short_label(record)}?"
        self._stage.app.push_screen(MenuScreen(title, held), chosen)

    def edit_outside(self, refs: Sequence[str]) -> None:
        """Edit records as text in the reader's own editor."""
        from briefing.tui.actions.external_editor import Outside

        Outside(self._stage, self._store).edit(refs)

    def new(self, kind: str, raw: "Raw | None" = None) -> None:
        """Fill in a new record of a kind."""
        declared = KINDS[kind]
        if declared.reads_passages:
            self._new_quote(Turn(raw or {}))
            return

        def done(ref: str, _raw: "Raw") -> None:
            if declared.is_source:
                self._last_source = ref
                self._stage.tell("source in use: what you add from now on is known from it")
            if not declared.is_tie:
                self._stage.visit(ref)

        raw = dict(raw or {})
        if not declared.is_source and (source := self.source_just_used):
            # What is added while a report is read is known from that report.
            raw.setdefault("cites", [{"source": source}])
        self._revise(f"{kind}:", None, self._spec(f"New {kind}", declared.cls, raw), done)

    def _new_quote(self, turn: Turn) -> None:
        """Fill in a quote; what else was pasted with it follows once the form is closed."""

        def done(ref: str, raw: "Raw") -> None:
            # Whoever quotes a source goes on quoting it.
            self._last_source = raw.get("source", self._last_source)
            self._stage.visit(ref)
            self.quoting.closed(saved=True)

        raw = {"source": self._source_in_use(), **turn.raw}
        title = f"New quote, {turn.place}" if turn.place else "New quote"
        spec = replace(self._spec(title, Quote, raw), taken_apart=self.quoting.taken_apart)
        if turn.then:
            spec = replace(spec, words=f"ctrl+s saves, then {turn.then} · esc leaves this one out")
        self._revise("quote:", None, spec, done, left=lambda: self.quoting.closed(saved=False))

    def duplicate(self, ref: str) -> None:
        """Begin a new record from what another one says; its cites speak of that one and stay."""
        record = self._store.get(ref)
        if record is None:
            self._stage.tell("there is no record here to begin from; n adds one")
            return
        raw = {name: value for name, value in plain(record).items() if name not in _OF_ONE}
        self.new(kind_of(ref), raw)

    def new_any(self) -> None:
        """Choose a kind, then fill in a record of it."""
        from briefing.tui.dialogs.menu import MenuScreen

        def chosen(kind: str | None) -> None:
            if kind:
                self.new(kind)

        kinds = {name: (kind.cls.__doc__ or "").rstrip(".") for name, kind in KINDS.items()}
        self._stage.app.push_screen(MenuScreen("A new …", kinds), chosen)

    def add_link(self, ref: str) -> None:
        """Link a record to another, in the way its kind is linked."""
        record = self._store.get(ref)
        if record is None:
            self._stage.tell("there is no record here to link; n adds one")
            return
        kind = kind_for(record)
        field = field_of(kind.cls, kind.linked_by)
        if field is not None and field.row is not None:
            self._add_row(ref, record, field.name, field.row, {})
        elif field is not None:
            title = f"What the {kind.name} is {field.label.lower()}"
            self._stage.pick(field.kinds, title, self._add_ref(ref, record, field), may_make=True)
        elif kind.is_party:
            self.new("link", {"from": ref})
        else:
            self._stage.tell(
                f"a {kind.name} is linked by the records that cite it: go there, press c"
            )

    def add_cite(self, refs: Sequence[str], field: str = "") -> None:
        """Say which source records, or one field of them, are known from."""
        ref, *others = refs
        record = self._store.get(ref)
        if record is None:
            self._stage.tell("there is no record here to cite a source for; n adds one")
            return
        said = {"source": self._source_in_use(), "field": field}
        raw = {name: value for name, value in said.items() if value}
        if others:
            self.bulk.set(refs, "cites", raw, lambda row: self._cited(refs, row))
        else:
            self._add_row(ref, record, "cites", Cite, raw)

    def undo(self) -> None:
        """Take the last change back."""
        attempt(self._stage, self._store.undo, lambda done: self._report("took back", done, -1))

    def redo(self) -> None:
        """Make it again."""
        attempt(self._stage, self._store.redo, lambda done: self._report("made again", done, 0))

    def _spec(
        self,
        title: str,
        cls: "type[msgspec.Struct]",
        raw: "Raw",
        begin_at: str = "",
        holder: "type[msgspec.Struct] | None" = None,
    ) -> "FormSpec":
        from briefing.tui.forms.spec import FormSpec

        label_of, pick = self._store.label, partial(self._stage.pick, may_make=True)
        return FormSpec(
            title,
            cls,
            raw,
            lambda _raw: (),
            label_of,
            pick,
            find=self._finder.find,
            day_of=lambda source: day_of(self._store.get(source)),
            said=self._today if cls is Source else self._said,
            holder=holder,
            begin_at=begin_at,
            used=lambda of, field: most_frequent(
                (record for _, record in self._store.records()), of, field
            ),
        )

    def _revise(
        self,
        ref: str,
        base: Record | None,
        spec: "FormSpec",
        done: "Callable[[str, Raw], None]",
        row: "RowOf | None" = None,
        left: Callable[[], None] = lambda: None,
    ) -> None:
        """Open a form; `done` is called with the ref and the fields once they are saved.

        `left` is called when the form was closed and nothing saved.
        """
        from briefing.tui.actions.save import Revising, Saving

        saving = Saving(self._store, ref, base, merges=row is not None)
        if row is None:
            was = plain(base) if base else None
            spec = replace(spec, kept=lambda raw: self._drafts.keep(ref, was, raw))

        def saved(raw: "Raw") -> None:
            done(saving.ref, raw)
            self._tell_lookalike(saving.ref, base)

        Revising(self._stage, self._store, saving, spec, saved, row, left=left).open()

    def _tell_lookalike(self, ref: str, before: Record | None) -> None:
        """Say that a record under its new names looks like another one."""
        after = self._store.get(ref)
        if after is None or (before is not None and names(before) == names(after)):
            return
        for pair in self._finder.lookalikes(ref)[:1]:
            self._stage.tell(
                f"“{pair.name}” looks like {self._store.label(pair.other)} ({pair.other}); "
                "M makes them one, a links them as not-same-as",
                severity="warning",
            )

    def _add_row(
        self, ref: str, record: Record, name: str, cls: "type[msgspec.Struct]", raw: "Raw"
    ) -> None:
        """Fill in one more row of a record and save the record with it."""
        from briefing.tui.actions.save import RowOf

        def done(_ref: str, row: "Raw") -> None:
            if cls is Cite:
                self._cited([ref], row)

        title = f"{cls.__name__} of {short_label(record)}"
        empty = (field.name for field in fields_of(cls) if field.name not in raw)
        spec = self._spec(title, cls, raw, holder=type(record), begin_at=next(empty, ""))
        self._revise(ref, record, spec, done, RowOf(record, name, cls))

    def _cited(self, refs: Sequence[str], row: "Raw") -> None:
        """A source was cited: it is in use now, and may say something else than what is held."""
        self._last_source = row.get("source", self._last_source)
        for ref in refs:
            self.weighing.tell_if_against(ref)

    def _add_ref(self, ref: str, record: Record, field: Field) -> Callable[[str], None]:
        def take(other: str) -> None:
            from briefing.tui.actions.save import Saving

            whole = plain(record)
            others = list(dict.fromkeys([*whole.get(field.name, []), other]))
            try:
                found = Saving(self._store, ref, record, merges=True).save(
                    {**whole, field.name: others}
                )
            except Conflict as conflict:
                self._stage.tell(str(conflict), severity="error")
            else:
                for fault in found:
                    self._stage.tell(str(fault), severity="error")

        return take

    @property
    def source_just_used(self) -> str:
        """The source made or cited last, as long as it is there."""
        return self._last_source if self._store.get(self._last_source) is not None else ""

    def _source_in_use(self) -> str:
        """The source made or cited last; else the only one there is."""
        if source := self.source_just_used:
            return source
        sources = list(self._store.all("source"))
        return f"source:{sources[0]}" if len(sources) == 1 else ""

    def _said(self) -> Said:
        """When what is typed is said: the day of the source in use, or else today."""
        day = self._source_day()
        return self._today() if day is None else Said(day, "the source in use", self._date_order)

    def _today(self) -> Said:
        return Said(date.today(), order=self._date_order)  # noqa: DTZ011  the reader's day

    def _source_day(self) -> date | None:
        """The day of the source in use, from which “yesterday” counts; None where it has none."""
        return day_of(self._store.get(self._source_in_use()))

    def _report(self, what: str, done: Transaction, main: int) -> None:
        """Say what was done to the record a change was about, the first one in it, and go there.

        What takes a change back goes through it from behind.
        """
        ref, before, after = done.changes[main]
        record = after or before
        name = label(record) if record else ref
        more = f" and {len(done.changes) - 1} more" if len(done.changes) > 1 else ""
        self._stage.tell(f"{what}: {name}{more}{_in_short(done.changes[main], done.why)}")
        if after is not None and not KINDS[kind_of(ref)].is_tie:
            self._stage.reveal(ref)


_UNDOING = re.compile(r"^(?:(?:undo|redo)\b ?)+")
"""What stands before the reason of a change that was taken back, or made again."""


def _in_short(change: Change, why: str) -> str:
    """What a change was for, else the fields it is about; nothing where all of a record is."""
    reason = _UNDOING.sub("", why)
    if not reason and change.before is not None and change.after is not None:
        found = differences(change.before, change.after)
        reason = ", ".join(dict.fromkeys(each.label for each in found))
    return f" ({reason})" if reason else ""
