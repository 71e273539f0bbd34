"""The form for one record or row: its declared fields, with faults beside them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from briefing.model.faults import Fault
from briefing.model.fields import Field, Part, Shape, fields_of
from briefing.model.formatting import read_out, row_line
from briefing.model.kinds import PARTIES
from briefing.model.kinds.record import Record, Row, without_stale_anchor
from briefing.model.parsers.rows import EXAMPLES, kinds_in, left_in, read_rows, said_anew
from briefing.model.parsers.words import NotUnderstood
from briefing.model.plurals import plural
from briefing.model.refs import LabelOf
from briefing.model.validation import struct_faults, tidy
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.prompt import PromptScreen, judged_by
from briefing.tui.forms.editors import (
    ChoiceEditor,
    Edited,
    Entered,
    Known,
    LineEditor,
    MenuWanted,
    PastedIntoEmpty,
    ProseEditor,
    position_in,
)
from briefing.tui.forms.field_row import Editor, FieldRow, head
from briefing.tui.forms.list_editors import (
    LineWanted,
    RecordWanted,
    RefsEditor,
    RowRecordWanted,
    RowsEditor,
    RowWanted,
    unlinked_in,
)
from briefing.tui.forms.spec import FormSpec, Raw
from briefing.tui.input.key_order import TypeAhead
from briefing.tui.input.safe_text import clipped, content, one_line

if TYPE_CHECKING:
    from textual.timer import Timer

KEPT_AFTER = 0.3
"""Seconds after an edit before the draft is kept."""

_AROUND = 3
"""Lines around the fields: the frame and the help."""

_WIDEST = 200
"""Cells shown of a value that would be discarded."""


class FormScreen(TypeAhead[Raw | None]):
    """Edits the fields of one record or row; answers with them once they are saved.

    Attributes:
        spec: What the form edits.
        notes: Notes beside some fields, in addition to their faults.
    """

    CSS = """
    FormScreen { align: center middle; }
    #form {
        width: 96%; max-width: 160; height: auto; max-height: 96%;
        border: round $key; background: $background; padding: 0 1;
    }
    #fields { height: auto; scrollbar-size-vertical: 1; }
    #fields > .part { color: $heading; text-style: bold; }
    FormScreen.-tall .part.-later { margin-top: 1; }
    #offered {
        height: 1; color: $key; text-wrap: nowrap; text-overflow: ellipsis;
    }
    #about { height: 1; color: $heading; }
    #field-help { height: 1; color: $quiet; }
    FormScreen.-narrow FieldRow {
        grid-columns: 13 1fr;
        & > .note { padding-left: 14; }
        &.-short { grid-columns: 13 22 1fr; & > .note { padding-left: 1; } }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  Textual's own type
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012  Textual's own type
    AUTO_FOCUS = ""  # the field to begin in is chosen on mount
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False),
        Binding("ctrl+g", "go_to_field", "Go to a field", show=False),
        Binding("ctrl+t", "swap", "The other's", show=False),
        Binding("ctrl+v", "take_offered", "Begin with it", show=False, priority=True),
        Binding("escape", "cancel", "Leave", show=False),
    ]

    def __init__(self, spec: FormSpec) -> None:
        super().__init__()
        self.spec = spec
        self.notes = spec.notes
        self._reading = spec.reading(spec.cls, spec.holder)
        self._rows: dict[str, FieldRow] = {}
        self._begun: Raw = {}
        self._others = dict(spec.others)
        self._tried = False
        self._left: set[str] = set()
        self._keeps: Timer | None = None

    def compose(self) -> ComposeResult:
        """One row for each field; those of a record in parts, each as it is declared."""
        with Vertical(id="form"):
            if self.spec.about:
                yield Static(content(self.spec.about), id="about")
            if self.spec.offered:
                passage = clipped(one_line(self.spec.offered.strip()), _WIDEST)
                yield Static(content(f"ctrl+v begin with what you copied: {passage}"), id="offered")
            with VerticalScroll(id="fields", can_focus=False):
                for part, fields in self._parts():
                    if part:
                        yield Static(part, classes="part -later" if self._rows else "part")
                    for declared in fields:
                        fitted = self._reading.fitted(declared)
                        value = self.spec.raw.get(declared.name, declared.default)
                        row = FieldRow(fitted, self._editor(fitted, value), self._meaning(declared))
                        self._rows[declared.name] = row
                        yield row
            yield Static(id="field-help")

    def on_mount(self) -> None:
        """Focus the first field to edit."""
        frame = self.query_one("#form")
        frame.border_title = content(self.spec.title)
        frame.border_subtitle = content(self.spec.words)
        self._begun = self.values()
        first = self._rows.get(self.spec.begin_at) or next(iter(self._rows.values()))
        first.editor.focus()
        self.call_after_refresh(self._begin)
        if self.spec.only and isinstance(first.editor, ChoiceEditor):
            first.editor.action_offer()

    def on_resize(self) -> None:
        """Leave room for the help below the fields, however many there are."""
        fields = self.query_one("#fields")
        around = _AROUND + bool(self.spec.about) + self._is_offered()
        fields.styles.max_height = max(1, int(self.size.height * 0.96) - around)

    def _begin(self) -> None:
        self._place(self.notes)
        self._show_notes()

    def editor(self, name: str) -> Editor:
        """The editor of a field."""
        return self._rows[name].editor

    def value(self, name: str) -> Any:
        """The current value of a field."""
        return self.editor(name).given()

    def note(self, name: str) -> str:
        """The note beside a field: its faults, or the meaning of its value."""
        return self._rows[name].note

    @property
    def field_names(self) -> Sequence[str]:
        """The fields shown."""
        return list(self._rows)

    def values(self) -> Raw:
        """The current fields, including empty ones and those not shown."""
        kept = self.spec.raw.items()
        unseen = {name: value for name, value in kept if name not in self._rows}
        return {**unseen, **{name: row.editor.given() for name, row in self._rows.items()}}

    def keep(self) -> None:
        """Keep a draft, in case the program is killed."""
        self._keeps = None
        if self.values() != self._begun:
            self.spec.kept(self.values())

    def dismiss(self, result: Raw | None = None) -> AwaitComplete:
        """Close, and delete the draft."""
        if self._keeps is not None:
            self._keeps.stop()
        self.spec.kept(None)
        return super().dismiss(result)

    # Saving and leaving

    def action_save(self) -> None:
        """Save, or show the faults beside their fields."""
        self._widen(self._focused_row())
        self._part(self._focused_row())
        raw = tidy(self.spec.cls, self.values())
        if not isinstance(raw, dict):
            raise TypeError(f"fields are a dict, not {type(raw)}")
        raw = dict(without_stale_anchor(self._reading.kept(raw, self.spec.raw), self.spec.raw))
        self.notes = ()
        found = self._reading.faults(raw) or self.spec.submit(raw)
        if not found:
            self.dismiss(raw)
            return
        self._tried = True
        self._place(found)
        self._show_notes()
        faulty = next((row for row in self._rows.values() if row.faults), None)
        if faulty:
            faulty.editor.focus()

    def action_cancel(self) -> None:
        """Leave; ask first when changes would be lost."""
        lost = tuple(self._unsaved())
        if not lost:
            self.dismiss(None)
            return

        def answered(sure: bool | None) -> None:  # noqa: FBT001  Textual calls it by position
            if sure:
                self.dismiss(None)

        question = ConfirmScreen("Leave without saving?", lost, "yes, discard the changes")
        self.app.push_screen(question, answered)

    def _unsaved(self) -> Iterator[str]:
        """The unsaved fields, one line each."""
        saved = self._begun if self.spec.saved is None else self.spec.saved
        now = self.values()
        for name, row in self._rows.items():
            was, value = (tidy(self.spec.cls, {name: fields.get(name)}) for fields in (saved, now))
            if was != value:
                said = self._as_text(row.declared, now[name])
                yield clipped(one_line(f"{row.declared.label}: {said}"), _WIDEST)

    def _as_text(self, declared: Field, value: Any) -> str:
        if not value:
            return "emptied"
        items = value if isinstance(value, list) else [value]
        if declared.row is None:
            return ", ".join(map(str, items))
        try:
            return "; ".join(self._row_line(declared, item) for item in items)
        except msgspec.ValidationError:
            return f"{len(items)} with errors"

    def _is_offered(self) -> bool:
        """Whether there is something to begin the first field with, which is still empty."""
        first = next(iter(self._rows.values()), None)
        return bool(self.spec.offered) and first is not None and not first.editor.given()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  Textual's
        """Leave ctrl+v to the editors unless something is offered."""
        return action != "take_offered" or self._is_offered()

    def action_take_offered(self) -> None:
        """Begin with what is offered, as if it was pasted into the first field."""
        first = next(iter(self._rows.values())).editor
        first.focus()
        first.post_message(events.Paste(self.spec.offered))

    def action_go_to_field(self) -> None:
        """Choose the field to go to."""
        rows = {row.declared.label: row for row in self._rows.values()}

        def chosen(label: str | None) -> None:
            if label in rows:
                rows[label].editor.focus()

        focused = self._focused_row()
        here = focused.declared.label if focused else ""
        fields = {label: row.declared.help for label, row in rows.items()}
        self.app.push_screen(MenuScreen("Go to a field", fields, here), chosen)

    def action_swap(self) -> None:
        """Swap the focused field with its value in the other record."""
        row = self._focused_row()
        if row is not None and row.declared.name in self._others:
            name, held = row.declared.name, row.editor.given()
            row.editor.show_value(self._others[name])
            self._others[name] = held

    # Requests of the editors

    def on_edited(self, message: Edited) -> None:
        """Check again."""
        message.stop()
        if self._keeps is None:
            self._keeps = self.set_timer(KEPT_AFTER, self.keep)
        self._check()
        self._show_notes()
        if self.spec.offered and self.query_one("#offered").display != self._is_offered():
            self.query_one("#offered").display = self._is_offered()
            self.on_resize()

    def _check(self) -> None:
        """Show what is wrong with fields that were changed and left; once refused, with any."""
        if not self._tried and not self._left:
            return
        found = struct_faults(self.spec.cls, tidy(self.spec.cls, self.values()))
        shown = [fault for fault in found if self._tried or head(fault.path) in self._left]
        self._place([*self.notes, *shown], tells=False)

    def on_pasted_into_empty(self, message: PastedIntoEmpty) -> None:
        """Fill in empty fields from the paste."""
        message.stop()
        name = message.editor.declared.name
        for other, value in self.spec.taken_apart(name, message.text).items():
            editor = self._rows[other].editor
            if other == name or not editor.given():
                editor.show_value(value)

    def on_entered(self, message: Entered) -> None:
        """Go to the next field; in a form of one field, save."""
        message.stop()
        if self.spec.only:
            self.action_save()
        else:
            self.focus_next()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Check a field that was changed once it is left."""
        name = event.widget.declared.name if isinstance(event.widget, Editor) else ""
        self._widen(self._rows.get(name))
        self._part(self._rows.get(name))
        self._complete(name)
        if name in self._rows and self.value(name) != self._begun.get(name):
            declared = [row.declared for row in self._rows.values()]
            its = {each.name for each in declared if each.narrowed and each.narrowed[0] == name}
            self._left |= {name, *its}
            self._check()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Show the help of the focused field."""
        self.call_after_refresh(self._show_notes)

    def on_menu_wanted(self, message: MenuWanted) -> None:
        """Offer the choices of a field."""
        editor = message.editor
        declared = editor.declared
        terms = {term: declared.meaning(term) for term in editor.terms()}

        def chosen(term: str | None) -> None:
            if term is not None:
                editor.choose(term)
                if self.spec.only:
                    self.action_save()

        menu = MenuScreen(declared.label, {"": "", **terms}, editor.chosen)
        self.app.push_screen(menu, chosen)

    def on_record_wanted(self, message: RecordWanted) -> None:
        """Have a record chosen for a field."""
        declared, beside = message.editor.declared, message.editor.declared.otherwise
        # A name typed for want of a record is the best search for one.
        typed = str(self.values().get(beside) or "") if not message.editor.items else ""
        self.spec.pick(declared.kinds, declared.label, message.editor.take, typed=typed)

    def on_row_wanted(self, message: RowWanted) -> None:
        """Open a row in its own form."""
        editor, place = message.editor, message.place
        declared = editor.declared
        cls = declared.row
        if cls is None:
            raise TypeError(f"{declared.name} has no rows")

        def filled_in(raw: Raw | None) -> None:
            if raw is not None:
                editor.put(place, raw)

        spec = replace(
            self.spec,
            title=f"{declared.label} of {self.spec.title}",
            cls=cls,
            raw=dict(editor.items[place]) if place >= 0 else {},
            submit=lambda raw: list(struct_faults(cls, raw)),
            holder=self.spec.cls,
            begin_at="",
            only="",
            kept=lambda _raw: None,
            words="ctrl+s apply · esc leave",
        )
        self.app.push_screen(FormScreen(spec), filled_in)

    def on_row_record_wanted(self, message: RowRecordWanted) -> None:
        """Have the record found or added that a row names only in words."""
        editor, place = message.editor, message.place
        row = editor.items[place]
        unlinked = unlinked_in(editor.declared.row, row)
        if unlinked is None:
            return
        name = row[unlinked.otherwise]

        def chosen(ref: str) -> None:
            linked = {each: value for each, value in row.items() if each != unlinked.otherwise}
            editor.put(place, {**linked, unlinked.name: ref})

        asked = "Who" if set(unlinked.kinds) <= {*PARTIES} else "What"
        self.spec.pick(unlinked.kinds, f"{asked} is “{name}”?", chosen, typed=name)

    def on_line_wanted(self, message: LineWanted) -> None:
        """Have rows typed as a line, showing what is understood."""
        editor, place = message.editor, message.place
        declared, cls = editor.declared, editor.declared.row
        if cls is None:
            raise TypeError(f"{declared.name} has no rows")
        reading = self.spec.reading(cls, self.spec.cls)
        held = editor.items[place] if place >= 0 else {}
        refs = (held.get(field.name) for field in fields_of(cls) if field.shape is Shape.REF)
        # What the row refers to already goes by the name it is shown with, even if others do, too.
        own = {self.spec.label_of(ref): ref for ref in refs if ref}

        @cache
        def find(name: str) -> str:
            # Every key looks up the same names again.
            return own.get(name) or self.spec.find(name, kinds_in(cls))

        def read(line: str) -> list[Raw]:
            rows = read_rows(cls, line, find)
            if len(rows) > 1 and not declared.is_list:
                raise NotUnderstood(f"there is only one {declared.label.lower()}")
            rows[0] = said_anew(cls, held, rows[0])
            return [reading.kept(row, held) for row in rows]

        def meaning(line: str) -> str:
            rows = read(line)
            notes = [meaning(row) for row in rows for meaning in reading.meanings.values()]
            notes = [note for note in notes if note and not note.startswith("=")]
            left = left_in(cls, line)
            notes += [f"not kept: {', '.join(left)}"] if left else []
            return "; ".join([_understood(cls, rows, self.spec.label_of), *notes])

        said = self._row_line(declared, held) if held else ""

        def answered(line: str | None) -> None:
            # An untouched line keeps the row, which may hold more than the line shows.
            if line and line != said:
                editor.put(place, *read(line))
            if line is not None and prompt.saves:
                self.action_save()

        prompt = PromptScreen(
            f"{declared.label} in a line", said, judged_by(read), meaning, EXAMPLES[cls]
        )
        self.app.push_screen(prompt, answered)

    # Building

    def _parts(self) -> Iterator[tuple[str, Sequence[Field]]]:
        """The fields shown, under the headings of their parts; few fields need none."""
        fields = [each for each in fields_of(self.spec.cls) if not each.is_aside]
        if self.spec.only:
            yield "", [each for each in fields if each.name == self.spec.only]
        elif not issubclass(self.spec.cls, Record):
            yield "", fields
        else:
            for part in Part:
                if its := [each for each in fields if each.part is part]:
                    yield part, its

    def _editor(self, declared: Field, value: Any) -> Editor:
        if declared.choices:
            return ChoiceEditor(declared, value, lambda: self._terms(declared))
        match declared.shape:
            case Shape.PROSE | Shape.WORDS:
                return ProseEditor(declared, value, self._known(declared))
            case Shape.REF | Shape.REFS:
                return RefsEditor(declared, value, self.spec.label_of)
            case Shape.ROW | Shape.ROWS:
                return RowsEditor(declared, value, self._row_line)
            case _:
                return LineEditor(declared, value, self._known(declared), self.spec.said)

    def _known(self, declared: Field) -> Known:
        """The values of a field in other records, counted on first use."""
        return lru_cache(lambda: self.spec.used(self.spec.cls, declared))

    def _meaning(self, declared: Field) -> Callable[[str], str] | None:
        """What gives the meaning of a field as it is typed; None for most."""
        meaning = self._reading.meanings.get(declared.name)
        if meaning is None:
            return None
        return lambda text: meaning({**self.values(), declared.name: text})

    def _terms(self, declared: Field) -> tuple[str, ...]:
        """The choices of a field, given the other fields."""
        if declared.narrowed is None:
            return declared.choices
        name, terms = declared.narrowed
        return terms.get(str(self.values().get(name, "")), declared.choices)

    def _part(self, row: FieldRow | None) -> None:
        """Fill in both halves of a position that was typed into the field of one."""
        if row is None or not isinstance(row.editor, LineEditor):
            return
        with suppress(NotUnderstood):
            position = position_in(row.declared, row.editor.value)
            self._fill_in(row.declared.halves, position or ())

    def _complete(self, name: str) -> None:
        """Fill in a row as it is in other records, if they agree what its name means."""
        cls, typed = self.spec.cls, self.values()
        if not issubclass(cls, Row) or name != cls.known_by or not typed.get(name):
            return
        if any(value for other, value in typed.items() if other != name):
            return
        known = self.spec.known(cls, str(typed[name]))
        if len(known) == 1:
            for other, value in known[0].items():
                self._rows[other].editor.show_value(value)

    def _fill_in(self, names: Sequence[str], values: Sequence[Any]) -> None:
        for name, value in zip(names, values, strict=False):
            editor = self._rows[name].editor
            if isinstance(editor, LineEditor):
                editor.show_value(value)

    def _widen(self, row: FieldRow | None) -> None:
        """Fill in the empty kind that the sub-kind in a field belongs to."""
        if row is None or row.declared.narrowed is None:
            return
        if row.editor.given() == self._begun.get(row.declared.name):
            return
        name, terms = row.declared.narrowed
        wider = [each for each, its in terms.items() if row.editor.given() in its]
        if len(wider) == 1 and name in self._rows and not self.value(name):
            self.editor(name).show_value(wider[0])

    def _row_line(self, declared: Field, raw: Mapping[str, Any]) -> str:
        if declared.row is None:
            raise TypeError(f"{declared.name} has no rows")
        return row_line(msgspec.convert(raw, declared.row), self.spec.label_of)

    def _place(self, found: Sequence[Fault], *, tells: bool = True) -> None:
        """Put each fault beside its field; faults of no field become messages, if it `tells`."""
        for row in self._rows.values():
            row.faults = []
        for fault in found:
            row_of_it = self._rows.get(head(fault.path))
            if row_of_it:
                row_of_it.faults.append(fault)
            elif tells:
                self.spec.tell(str(fault))

    def _show_notes(self) -> None:
        for row in self._rows.values():
            row.update_note()
        focused = self._focused_row()
        help_line = content(focused.help_line() if focused else "")
        self.query_one("#field-help", Static).update(help_line, layout=False)
        count = sum(len(row.faults) for row in self._rows.values())
        noted = sum(fault in self.notes for row in self._rows.values() for fault in row.faults)
        words = self._date_first() or self.spec.words
        if count > noted:
            words = f"{count} {plural(count, 'error')} to fix · {words}"
        elif count and not self.spec.others:
            words = f"somebody else changed {count} {plural(count, 'field')} · {words}"
        self.query_one("#form").border_subtitle = content(words)

    def _date_first(self) -> str:
        """The keys while the only field holds a date in words, which enter does not save yet."""
        editor = self.editor(self.spec.only) if self.spec.only else None
        meant = editor.meant() if isinstance(editor, LineEditor) else ""
        return f"enter write {meant} · enter again save · esc leave" if meant else ""

    def _focused_row(self) -> FieldRow | None:
        return next((row for row in self._rows.values() if row.has_focus_within), None)


def _understood(cls: type[msgspec.Struct], rows: Sequence[Raw], label_of: LabelOf) -> str:
    """Rows as text, marking names that match no record."""
    said = []
    unlinked = [unlinked_in(cls, row) for row in rows]
    for row, field in zip(rows, unlinked, strict=True):
        words = read_out(msgspec.convert(row, cls), label_of)
        said.append(f"{words} (no record)" if field else words)
    note = " — in the list, a finds or adds the missing record" if any(unlinked) else ""
    return f"= {' · '.join(said)}{note}"
