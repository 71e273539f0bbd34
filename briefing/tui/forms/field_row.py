"""One field of a form: label, editor, and note."""

import re
from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from briefing.model import dates
from briefing.model.faults import Fault
from briefing.model.fields import Field, Shape
from briefing.model.parsers.words import NotUnderstood
from briefing.tui.forms.editors import (
    ChoiceEditor,
    LineEditor,
    ProseEditor,
    as_items,
    meaning_of,
    position_in,
    problem_of,
)
from briefing.tui.forms.list_editors import RefsEditor, RowsEditor, unlinked_in
from briefing.tui.input.safe_text import content

Editor = LineEditor | ProseEditor | ChoiceEditor | RefsEditor | RowsEditor

_SHORT = (Shape.DATE, Shape.INTEGER, Shape.DECIMAL)
"""Values so short that their note stands beside them, not below."""

_TYPED = (Shape.TEXT, Shape.DATE, Shape.WORDS, Shape.INTEGER, Shape.DECIMAL)


class FieldRow(Widget):
    """Label, editor and note of one field.

    Args:
        declared: The field.
        editor: Its editor.
        read: Gives the meaning of a typed text; None where the field itself does.
    """

    DEFAULT_CSS = """
    FieldRow {
        layout: grid; grid-size: 2; grid-columns: 17 1fr; grid-rows: auto;
        height: auto; border-left: blank;
        & > .label { color: $quiet; height: auto; }
        & > .note { color: $quiet; height: auto; column-span: 2; padding-left: 18; }
        & > .note.-empty { display: none; }
        & > .note.-fault { color: $unreviewed; text-style: bold; }
        &.-short {
            grid-size: 3; grid-columns: 17 26 1fr;
            & > .note { display: block; column-span: 1; padding-left: 1; }
        }
        &:focus-within {
            border-left: outer $key; background: $cursor;
            & > .label { color: $heading; text-style: bold; }
            & > .note { color: $foreground; }
            & > .note.-fault { color: $unreviewed; }
        }
    }
    """

    def __init__(
        self, declared: Field, editor: Editor, read: Callable[[str], str] | None = None
    ) -> None:
        super().__init__(classes="-short" if _is_short(declared) else "")
        self._read = read
        self.declared = declared
        self.editor = editor
        self.faults: list[Fault] = []
        self.note = ""

    def compose(self) -> ComposeResult:
        """Label and editor; the note is below, or beside a short value."""
        star = " *" if self.declared.required else ""
        yield Static(Content(f"{self.declared.label}{star}"), classes="label")
        yield self.editor
        yield Static(classes="note -empty")

    def update_note(self) -> None:
        """Show the faults, else the meaning of the value."""
        note = self.query_one(".note", Static)
        problem = "; ".join(_without_path(fault) for fault in self.faults)
        if isinstance(self.editor, ChoiceEditor):
            problem = self.editor.problem() or problem
        text = problem or self._meaning()
        note.set_class(bool(problem), "-fault")
        if text != self.note:
            # Each update lays out the whole form: too slow for every note at every key.
            self.note = text
            note.set_class(not text, "-empty")
            note.update(content(text))

    def help_line(self) -> str:
        """What belongs in the field, with an example; once it holds rows, their keys."""
        declared = self.declared
        if keys := self._row_keys():
            return " · ".join(keys)
        shows_example = declared.example and declared.shape in _TYPED
        example = f"e.g. {declared.example}" if shows_example else ""
        apart = "one per line" if declared.has_commas else "commas between"
        completes = "→ completes" if declared.recurs else ""
        finds = ("type to find", "enter lists all") if declared.choices else ()
        parts = (
            declared.help,
            apart if declared.shape is Shape.WORDS else "",
            example,
            completes,
            *(finds[:1] if declared.help else finds),
        )
        return " · ".join(part for part in parts if part)

    def _row_keys(self) -> tuple[str, ...]:
        if not isinstance(self.editor, RowsEditor) or not self.editor.items:
            return ()
        has_unlinked = any(unlinked_in(self.declared.row, row) for row in self.editor.items)
        return (
            "enter edit",
            *(("n add", "i add text") if self.declared.is_list else ()),
            "c edit text",
            "d remove",
            *(("a find record",) if has_unlinked else ()),
        )

    def _meaning(self) -> str:
        if self._read is not None and isinstance(self.editor, LineEditor):
            return self._read(self.editor.value)
        if self.declared.read is not None:
            names = [self.declared.read(name) for name in as_items(self.editor.given())]
            return problem_of(self.declared, names) or meaning_of(self.declared, names)
        if self.declared.halves and isinstance(self.editor, LineEditor):
            return _position_said(self.declared, self.editor.value)
        if self.declared.shape is not Shape.DATE or not isinstance(self.editor, LineEditor):
            return ""
        text = self.editor.value.strip()
        if not text:
            return ""
        return f"= {dates.describe(text)}" if dates.is_date(text) else self.editor.reading()


def _position_said(declared: Field, text: str) -> str:
    """What a position typed into the field of a half means for both, or why it means none."""
    try:
        found = position_in(declared, text)
    except NotUnderstood as reason:
        return str(reason)
    if found is None:
        return ""
    return "= " + ", ".join(map(" ".join, zip(declared.halves, map(str, found), strict=True)))


def _is_short(declared: Field) -> bool:
    return declared.read is not None or (declared.shape in _SHORT and not declared.choices)


def _without_path(fault: Fault) -> str:
    """A fault without the field it stands beside; list items are counted from 1."""
    found = re.fullmatch(r"\w+(?:\[(\d+)\])?(?:\.(.+))?", fault.path)
    if found is None:
        return str(fault)
    which = f"no. {int(found[1]) + 1}" if found[1] else ""
    return str(fault._replace(path=", ".join(part for part in (which, found[2]) if part)))


def head(path: str) -> str:
    """The field at the start of a path: `casualties` in `casualties[0].low`."""
    return path.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]
