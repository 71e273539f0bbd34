"""A form for one record or row: its fields as declared, faults beside them."""

from collections.abc import Iterator, Mapping, Sequence
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
from briefing.model.fields import Field, Shape, fields_of
from briefing.model.formatting import row_line
from briefing.model.kinds.record import Cite
from briefing.model.parsers.rows import EXAMPLES, kinds_in, left_in, read_rows, said_anew
from briefing.model.parsers.words import NotUnderstood
from briefing.model.validation import struct_faults, tidy
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.prompt import PromptScreen, judged_by
from briefing.tui.forms.cite_value import as_kept, meant_by
from briefing.tui.forms.completion import Known
from briefing.tui.forms.editors import ChoiceEditor, Editor, LineEditor, ProseEditor
from briefing.tui.forms.field_row import FieldRow, head
from briefing.tui.forms.list_editors import RefsEditor, RowsEditor
from briefing.tui.forms.messages import (
    Edited,
    Entered,
    LineWanted,
    MenuWanted,
    PastedIntoEmpty,
    RecordWanted,
    RowRecordWanted,
    RowWanted,
)
from briefing.tui.forms.spec import FormSpec, Raw
from briefing.tui.forms.understood import understood, unlinked_in
from briefing.tui.input.safe_text import clipped, content, one_line
from briefing.tui.input.type_ahead import TypeAhead
from briefing.tui.widgets.line_input import Shortened

if TYPE_CHECKING:
    from textual.timer import Timer

KEPT_AFTER = 0.3
"""Seconds after which what was typed is kept."""

_WIDEST = 200
"""Cells of a value that is shown before it is thrown away."""


class FormScreen(TypeAhead[Raw | None]):
    """Edits the fields of one record or row; answers with them once they are saved."""

    CSS = """
    FormScreen { align: center middle; }
    #form {
        width: 96%; max-width: 130; height: auto; max-height: 96%;
        border: round $primary; background: $background; padding: 0 1;
    }
    #fields { height: auto; max-height: 1fr; scrollbar-size-vertical: 1; }
    #field-help { height: 1; color: $foreground-muted; }
    FormScreen.-narrow FieldRow {
        grid-size: 2; grid-columns: 14 1fr;
        & > .note { column-span: 2; padding-left: 14; }
        & > .note.-empty { display: none; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  Textual's own type
    AUTO_FOCUS = ""  # the field to begin in is chosen on mount
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False),
        Binding("ctrl+g", "go_to_field", "Go to a field", show=False),
        Binding("ctrl+t", "swap", "The other's", show=False),
        Binding("escape", "cancel", "Leave", show=False),
    ]

    def __init__(self, spec: FormSpec) -> None:
        """Open the form."""
        super().__init__()
        self._spec = spec
        self._rows: dict[str, FieldRow] = {}
        self._begun: Raw = {}
        self._others = dict(spec.others)
        self._tried = False
        self._keeps: Timer | None = None

    def compose(self) -> ComposeResult:
        """One row for each field, in the order it is declared."""
        with Vertical(id="form"):
            with VerticalScroll(id="fields", can_focus=False):
                for declared in self._shown():
                    fitted = self._fitted(declared)
                    value = self._spec.raw.get(declared.name, declared.default)
                    editor = self._editor(fitted, value)
                    read = self._meant if self._is_cite_value(declared) else None
                    self._rows[declared.name] = FieldRow(fitted, editor, read)
                    yield self._rows[declared.name]
            yield Static(id="field-help")

    def on_mount(self) -> None:
        """Begin in the field asked for."""
        frame = self.query_one("#form")
        frame.border_title = content(self._spec.title)
        frame.border_subtitle = content(self._spec.words)
        self._begun = self.values()
        first = self._rows.get(self._spec.begin_at) or next(iter(self._rows.values()))
        first.editor.focus()
        self.call_after_refresh(self._tell)
        if self._spec.only and isinstance(first.editor, ChoiceEditor):
            first.editor.action_offer()

    def values(self) -> Raw:
        """The fields as they are now, empty ones included; those not shown as they were."""
        kept = self._spec.raw if self._spec.only else {}
        return {**kept, **{name: row.editor.given() for name, row in self._rows.items()}}

    def keep(self) -> None:
        """Keep what stands in the form, in case the program is ended."""
        self._keeps = None
        if self.values() != self._begun:
            self._spec.kept(self.values())

    def dismiss(self, result: Raw | None = None) -> AwaitComplete:
        """Close; what stood in the form need not be kept any more."""
        if self._keeps is not None:
            self._keeps.stop()
        self._spec.kept(None)
        return super().dismiss(result)

    # Saving and leaving

    def action_save(self) -> None:
        """Save, or show what is wrong beside each field."""
        raw = tidy(self._spec.cls, self.values())
        if not isinstance(raw, dict):
            raise TypeError(f"fields are a dict, not {type(raw)}")
        if self._spec.cls is Cite:
            raw = as_kept(self._spec, self._spec.holder, raw, self._spec.raw)
        found = self._spec.submit(raw)
        if not found:
            self.dismiss(raw)
            return
        self._tried = True
        self._place(found)
        self._tell()
        faulty = next((row for row in self._rows.values() if row.faults), None)
        if faulty:
            faulty.editor.focus()

    def action_cancel(self) -> None:
        """Leave; where something was changed, show what would be lost and ask first."""
        lost = tuple(self._unsaved())
        if not lost:
            self.dismiss(None)
            return

        def answered(sure: bool | None) -> None:  # noqa: FBT001  Textual calls it by position
            if sure:
                self.dismiss(None)

        question = ConfirmScreen("Leave without saving?", lost, "yes, throw the changes away")
        self.app.push_screen(question, answered)

    def _unsaved(self) -> Iterator[str]:
        """What stands in the fields that is not saved, a line each."""
        saved = self._begun if self._spec.saved is None else self._spec.saved
        now = self.values()
        for name, row in self._rows.items():
            was, value = (tidy(self._spec.cls, {name: fields.get(name)}) for fields in (saved, now))
            if was != value:
                said = self._in_words(row.declared, now[name])
                yield clipped(one_line(f"{row.declared.label}: {said}"), _WIDEST)

    def _in_words(self, declared: Field, value: Any) -> str:
        """What stands in a field."""
        if not value:
            return "emptied"
        items = value if isinstance(value, list) else [value]
        if declared.row is None:
            return ", ".join(map(str, items))
        try:
            return "; ".join(self._row_line(declared, item) for item in items)
        except msgspec.ValidationError:
            return f"{len(items)} not right yet"

    def action_go_to_field(self) -> None:
        """Choose the field to go to; letters go to the next one that begins so."""
        rows = {row.declared.label: row for row in self._rows.values()}

        def chosen(label: str | None) -> None:
            if label in rows:
                rows[label].editor.focus()

        focused = self._focused_row()
        here = focused.declared.label if focused else ""
        fields = {label: row.declared.help for label, row in rows.items()}
        self.app.push_screen(MenuScreen("Go to a field", fields, here), chosen)

    def action_swap(self) -> None:
        """Take what the field in hand holds in the other record; once more, and it is as it was."""
        row = self._focused_row()
        if row is not None and row.declared.name in self._others:
            name, held = row.declared.name, row.editor.given()
            row.editor.show_value(self._others[name])
            self._others[name] = held

    # What editors ask for

    def on_edited(self, message: Edited) -> None:
        """Look again; once a save was refused, faults follow the typing."""
        message.stop()
        if self._keeps is None:
            self._keeps = self.set_timer(KEPT_AFTER, self.keep)
        if self._tried:
            self._place(list(struct_faults(self._spec.cls, tidy(self._spec.cls, self.values()))))
        self._tell()

    def on_pasted_into_empty(self, message: PastedIntoEmpty) -> None:
        """Fill in what else the paste says, where nothing stands yet."""
        message.stop()
        name = message.editor.declared.name
        for other, value in self._spec.taken_apart(name, message.text).items():
            editor = self._rows[other].editor
            if other == name or not editor.given():
                editor.show_value(value)

    def on_shortened(self, message: Shortened) -> None:
        """Say that not all of a paste was taken."""
        message.stop()
        self.app.notify(str(message), severity="warning", timeout=10)

    def on_entered(self, message: Entered) -> None:
        """Go on to the next field; where there is none, save."""
        message.stop()
        if self._spec.only:
            self.action_save()
        else:
            self.focus_next()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Help goes with the cursor."""
        self.call_after_refresh(self._tell)

    def on_menu_wanted(self, message: MenuWanted) -> None:
        """Offer the terms of a field."""
        editor = message.editor
        declared = editor.declared
        terms = {term: declared.meaning(term) for term in editor.terms()}

        def chosen(term: str | None) -> None:
            if term is not None:
                editor.chosen = term
                if self._spec.only:
                    self.action_save()

        menu = MenuScreen(declared.label, {"": "", **terms}, editor.chosen)
        self.app.push_screen(menu, chosen)

    def on_record_wanted(self, message: RecordWanted) -> None:
        """Have a record chosen for a field."""
        declared, beside = message.editor.declared, message.editor.declared.otherwise
        # Words that stand beside it for want of a record are the best guess at its name.
        typed = str(self.values().get(beside) or "") if not message.editor.items else ""
        self._spec.pick(declared.kinds, declared.label, message.editor.take, typed=typed)

    def on_row_wanted(self, message: RowWanted) -> None:
        """Open a row of a field in a form of its own."""
        editor, place = message.editor, message.place
        declared = editor.declared
        cls = declared.row
        if cls is None:
            raise TypeError(f"{declared.name} has no rows")

        def filled_in(raw: Raw | None) -> None:
            if raw is not None:
                editor.put(place, raw)

        spec = replace(
            self._spec,
            title=f"{declared.label} of {self._spec.title}",
            cls=cls,
            raw=dict(editor.items[place]) if place >= 0 else {},
            submit=lambda raw: list(struct_faults(cls, raw)),
            holder=self._spec.cls,
            begin_at="",
            only="",
            kept=lambda _raw: None,
            words="ctrl+s takes it over · esc leaves",
        )
        self.app.push_screen(FormScreen(spec), filled_in)

    def on_row_record_wanted(self, message: RowRecordWanted) -> None:
        """Have the record found, or added, that a row names in words only."""
        editor, place = message.editor, message.place
        row = editor.items[place]
        unlinked = unlinked_in(editor.declared.row, row)
        if unlinked is None:
            return
        name = row[unlinked.otherwise]

        def chosen(ref: str) -> None:
            linked = {each: value for each, value in row.items() if each != unlinked.otherwise}
            editor.put(place, {**linked, unlinked.name: ref})

        self._spec.pick(unlinked.kinds, f"Who is “{name}”?", chosen, typed=name)

    def on_line_wanted(self, message: LineWanted) -> None:
        """Have rows said in a line, and show while that is typed what is understood."""
        editor, place = message.editor, message.place
        declared, cls = editor.declared, editor.declared.row
        if cls is None:
            raise TypeError(f"{declared.name} has no rows")

        @cache
        def find(name: str) -> str:
            # Every key asks for the same names again.
            return self._spec.find(name, kinds_in(cls))

        def read(line: str) -> list[Raw]:
            rows = read_rows(cls, line, find)
            if len(rows) > 1 and not declared.is_list:
                raise NotUnderstood(f"there is only one {declared.label.lower()}")
            was = editor.items[place] if place >= 0 else {}
            rows[0] = said_anew(cls, was, rows[0])
            if cls is Cite:
                rows = [as_kept(self._spec, self._spec.cls, row, was) for row in rows]
            return rows

        def meaning(line: str) -> str:
            rows = read(line)
            notes = [meant_by(self._spec, self._spec.cls, row) for row in rows if cls is Cite]
            notes = [note for note in notes if note and not note.startswith("=")]
            left = left_in(cls, line)
            notes += [f"not kept: {', '.join(left)}"] if left else []
            return "; ".join([understood(cls, rows, self._spec.label_of), *notes])

        said = self._row_line(declared, editor.items[place]) if place >= 0 else ""

        def answered(line: str | None) -> None:
            # What was not touched stays as it is, also where the words say less than the row.
            if line and line != said:
                editor.put(place, *read(line))

        prompt = PromptScreen(
            f"{declared.label} in a line", said, judged_by(read), meaning, EXAMPLES[cls]
        )
        self.app.push_screen(prompt, answered)

    # Putting it together

    def _shown(self) -> Iterator[Field]:
        only = self._spec.only
        yield from (each for each in fields_of(self._spec.cls) if only in ("", each.name))

    def _editor(self, declared: Field, value: Any) -> Editor:
        if declared.choices:
            return ChoiceEditor(declared, value, lambda: self._terms(declared))
        match declared.shape:
            case Shape.PROSE | Shape.WORDS:
                return ProseEditor(declared, value, self._known(declared))
            case Shape.REF | Shape.REFS:
                return RefsEditor(declared, value, self._spec.label_of)
            case Shape.ROW | Shape.ROWS:
                return RowsEditor(declared, value, self._row_line)
            case _:
                return LineEditor(declared, value, self._known(declared), self._spec.said)

    def _known(self, declared: Field) -> Known:
        """What other records hold in a field, counted when it is first asked for."""
        return lru_cache(lambda: self._spec.used(self._spec.cls, declared))

    def _fitted(self, declared: Field) -> Field:
        """The field a cite speaks of is chosen from those its record has."""
        if self._spec.cls is Cite and declared.name == "field" and self._spec.holder:
            known = fields_of(self._spec.holder)
            return replace(
                declared,
                choices=tuple(each.name for each in known),
                meanings=tuple(each.help for each in known),
                shape=Shape.CHOICE,
            )
        return declared

    def _is_cite_value(self, declared: Field) -> bool:
        return self._spec.cls is Cite and declared.name == "value"

    def _meant(self, text: str) -> str:
        """What the value of a cite says, for the field the cite speaks of."""
        return meant_by(self._spec, self._spec.holder, {**self.values(), "value": text})

    def _terms(self, declared: Field) -> tuple[str, ...]:
        """The terms there are to choose from, given the other fields."""
        if declared.narrowed is None:
            return declared.choices
        name, terms = declared.narrowed
        return terms.get(str(self.values().get(name, "")), declared.choices)

    def _row_line(self, declared: Field, raw: Mapping[str, Any]) -> str:
        if declared.row is None:
            raise TypeError(f"{declared.name} has no rows")
        return row_line(msgspec.convert(raw, declared.row), self._spec.label_of)

    def _place(self, found: Sequence[Fault]) -> None:
        """Put each fault beside its field; what belongs to none is said aloud."""
        for row in self._rows.values():
            row.faults = []
        for fault in found:
            row_of_it = self._rows.get(head(fault.path))
            if row_of_it:
                row_of_it.faults.append(fault)
            else:
                self.app.notify(one_line(str(fault)), severity="error", timeout=10, markup=False)

    def _tell(self) -> None:
        for row in self._rows.values():
            row.tell()
        focused = self._focused_row()
        help_line = content(focused.help_line() if focused else "")
        self.query_one("#field-help", Static).update(help_line, layout=False)
        count = sum(len(row.faults) for row in self._rows.values())
        faults = f"{count} to put right · " if count else ""
        self.query_one("#form").border_subtitle = content(f"{faults}{self._spec.words}")

    def _focused_row(self) -> FieldRow | None:
        return next((row for row in self._all_rows() if row.has_focus_within), None)

    def _all_rows(self) -> Iterator[FieldRow]:
        yield from self._rows.values()
