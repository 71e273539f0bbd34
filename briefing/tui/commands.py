"""Every command of the main screen, declared once.

Keys, footer, command palette, help and the keys page of the documentation are generated from this
list. A command runs the flow it names, else the `action_` method of the screen with its id. Keymaps
refer to the ids.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefing.model.kinds import KINDS, LISTS
from briefing.model.kinds.registry import LiveSequence


class Command(NamedTuple):
    """A command of a screen.

    Attributes:
        id: Its name in keymaps and of its action.
        keys: Its keys, as Textual names them.
        label: One word for the footer.
        help: What it does, in one sentence.
        section: Its heading in the help.
        does: Its flow, as `module.function` below `briefing.tui`, imported at first use; empty
            where the screen does it itself.
        changes: Whether it changes the briefing, and so is neither offered nor done on a read-only
            one.
    """

    id: str
    keys: str
    label: str
    help: str
    section: str
    does: str = ""
    changes: bool = False

    @property
    def action(self) -> str:
        """The action that Textual runs."""
        return f"do({self.id!r})" if self.does else self.id


def _change(id: str, keys: str, label: str, help: str, does: str) -> Command:  # noqa: A002  as above
    """A command that changes the briefing."""
    return Command(id, keys, label, help, EDITING, f"actions.{does}", changes=True)


MOVING, READING, EDITING, PROGRAM = "Moving around", "Reading", "Editing", "The program"
HISTORY = "In the history"
ANSWERS = "In an answer"
INBOX = "In the inbox"
MATRIX = "In a matrix"
REPORT = "In a report"
IMPORT = "In an import"

FOR_MARKED = "e c d E y Y"
"""The keys that apply to all marked records of a list."""

_JUMP = Command("jump", "slash", "jump", "Find any record by any spelling and open it", MOVING)

_MOVES = (
    Command("dossier", "0", "dossier", "Go to the dossier", MOVING),
    Command(
        "next(0)", "tab", "next", "Go to the next pane, or from the last to the dossier", MOVING
    ),
    Command("next(1)", "shift+tab", "previous", "Go to the previous pane", MOVING),
    Command("leave", "left", "leave", "Return from the dossier to its list", MOVING),
    Command("back", "left_square_bracket,backspace", "back", "Go back along the trail", MOVING),
    Command("forward", "right_square_bracket", "forward", "Go forward along the trail", MOVING),
)

_OTHERS = (
    Command("lens", "space", "lens", "Show only what is linked to this record", READING),
    Command(
        "filter",
        "backslash",
        "filter",
        "Filter all lists by kind, place, date, figure, source and more",
        READING,
    ),
    Command(
        "choose_date",
        "at",
        "as of",
        "Show the briefing as it stood, or was known, on a date",
        READING,
        "actions.viewpoint.choose_date",
    ),
    Command(
        "let_fall",
        "F",
        "falls",
        "Show what would be left without this source, or all again",
        READING,
        "actions.viewpoint.let_fall",
    ),
    Command(
        "choose_view",
        "V",
        "views",
        "Apply a saved view, or save the filter as one",
        READING,
        "filters.saved.choose_view",
    ),
    Command(
        "escape",
        "escape",
        "clear",
        "Clear lens, filter, then date, or leave the dossier",
        READING,
    ),
    Command("follow", "f", "follow", "Label every link with a letter and follow one", READING),
    Command("link", "L", "link", "Open the link under the cursor: its dates and cites", READING),
    Command(
        "copy",
        "y",
        "copy",
        "Copy this record as a citation or quotation",
        READING,
        "actions.copy.copy",
    ),
    Command(
        "copy_as",
        "Y",
        "copy…",
        "Copy it as Markdown, JSON, plain text or its id",
        READING,
        "actions.copy.copy_as",
    ),
    Command(
        "inquire",
        "i",
        "inquire",
        "Ask about this record: who led it, what it is tied to, figures",
        READING,
        "answers.questions.inquire",
    ),
    Command(
        "compare",
        "C",
        "compare",
        "Compare this record with another, or two marked ones",
        READING,
        "answers.questions.compare",
    ),
    Command(
        "hypotheses",
        "K",
        "weigh",
        "Set the judgements that answer this question against their evidence",
        READING,
        "hypotheses.flow.weigh",
    ),
    Command("find", "full_stop", "find", "Find a row of this list by typing its name", MOVING),
    Command("order", "o", "order", "Sort this list another way", READING),
    Command(
        "mark",
        "x",
        "mark",
        f"Mark this record: {FOR_MARKED} then apply to all marked, M merges two, C compares them",
        READING,
    ),
    Command("unmark", "X", "unmark", "Clear the marks of this list, else of all", READING),
    Command("mark_all", "ctrl+a", "mark all", "Mark everything this list shows", READING),
    _change("edit", "e", "edit", "Edit this record", "edit.edit"),
    _change(
        "choose_field", "ctrl+g", "a field", "Edit one field, chosen by name", "edit.choose_field"
    ),
    _change(
        "edit_outside",
        "E",
        "as text",
        "Edit this record as text in your own editor",
        "external_editor.edit_as_text",
    ),
    _change("new", "n", "new", "Add a record of this pane's kind", "add.add"),
    _change("new_any", "N", "new…", "Add a record of any kind", "add.add_any"),
    _change("add_link", "a", "link", "Link this record to another", "link.add_link"),
    _change(
        "say_link", "A", "phrase", "Link this group or leader by typing a phrase", "link.say_link"
    ),
    _change("add_cite", "c", "cite", "Cite a source for this", "cite.cite"),
    Command(
        "choose_source",
        "U",
        "source",
        "Choose the active source, which new records cite, or clear it",
        EDITING,
        "actions.cite.choose_source",
    ),
    _change(
        "resolve", "w", "resolve", "Resolve a contradiction between sources", "resolve.resolve"
    ),
    _change(
        "take_as_seen",
        "z",
        "seen",
        "Take what is new on this question as seen",
        "seen.take_as_seen",
    ),
    _change(
        "duplicate", "D", "copy of", "Start a new record from a copy of this one", "add.duplicate"
    ),
    _change(
        "rename",
        "R",
        "rename",
        "Change this record's id and every reference to it",
        "rename.rename",
    ),
    _change("merge", "M", "merge", "Merge this record with a duplicate", "merge.merge"),
    _change("split", "S", "split", "Split off a record merged into this one", "split.split"),
    _change("delete", "d", "delete", "Delete this record", "delete.delete"),
    _change("undo", "u", "undo", "Undo the last change", "undo.undo"),
    _change("redo", "ctrl+r", "redo", "Redo the change last undone", "undo.redo"),
    Command(
        "bring_in",
        "I",
        "import",
        "Import a file, after a review of what it adds, changes and contradicts",
        EDITING,
        "imports.flow.bring_in",
        changes=True,
    ),
    Command(
        "put_out",
        "p",
        "export",
        "Put records out in a file of another format",
        READING,
        "exports.flow.put_out",
    ),
    Command(
        "report",
        "P",
        "report",
        "Read it as a report, which follows every change and is written to a file",
        READING,
        "report.flow.show",
    ),
    Command(
        "inbox",
        "v",
        "inbox",
        "Show what waits to be weighed: contradictions, duplicates, weak spots",
        READING,
        "checks.flow.show",
    ),
    Command("history(0)", "h", "history", "Show who changed this record, when and how", EDITING),
    Command("history(1)", "H", "history…", "Show all changes, and deleted records", EDITING),
    Command("sample", "f2", "sample", "Look at the sample briefing; q comes back", PROGRAM),
    Command("theme", "T", "light/dark", "Switch between light and dark", PROGRAM),
    Command("help", "question_mark,f1", "help", "Show all keys", PROGRAM),
    Command("palette", "ctrl+p", "palette", "Find a command by name", PROGRAM),
    Command("quit", "q", "quit", "Quit; everything is already saved", PROGRAM),
)


def list_command(name: str) -> Command:
    """The command that goes to the list of a kind."""
    kind = KINDS[name]
    help_text = f"Go to the {kind.plural}"
    return Command(f"pane({list(LISTS).index(name)})", kind.keys, kind.plural, help_text, MOVING)


def _declared() -> Iterator[Command]:
    yield _JUMP
    yield from (list_command(name) for name in LISTS)
    yield from _MOVES
    yield from _OTHERS


COMMANDS = LiveSequence(_declared)
"""All commands; those that open a list are derived from the kinds."""

FOOTER = ("jump", "filter", "lens", "follow", "edit", "new", "undo", "back", "forward", "help")
"""The commands shown in the footer, the most useful first."""

IN_HISTORY = (
    Command("undo", "u", "undo", "Undo the change under the cursor", HISTORY, changes=True),
    Command(
        "restore", "r", "restore", "Restore a deleted record as it last was", HISTORY, changes=True
    ),
    Command("go", "enter", "open", "Open the record, or the records of a large change", HISTORY),
    Command("filter", "slash", "filter", "Show only changes that contain the typed words", HISTORY),
    Command("scope", "tab", "scope", "Switch: this record, everything, deleted records", HISTORY),
    Command("scroll(1)", "J", "down", "Scroll the differences down", HISTORY),
    Command("scroll(-1)", "K", "up", "Scroll the differences up", HISTORY),
    Command("help", "question_mark,f1", "help", "Show all keys", HISTORY),
    Command("close", "escape,q,h,left", "close", "Clear the filter, then close", HISTORY),
)
"""The commands of the history screen."""

IN_ANSWERS = (
    Command("go", "enter", "open", "Open the record of the row", ANSWERS),
    Command("filter", "slash", "filter", "Show only rows that contain the typed words", ANSWERS),
    Command("copy", "y", "copy", "Copy what is shown as text", ANSWERS),
    Command("help", "question_mark,f1", "help", "Show all keys", ANSWERS),
    Command("close", "escape,q,h,left", "close", "Clear the filter, then close", ANSWERS),
)
"""The commands of the screen with the answer to a question."""

IN_INBOX = (
    Command("mend", "m", "mend", "Mend the finding with the command that is named there", INBOX),
    Command("run('resolve')", "w", "resolve", "Resolve the contradiction", INBOX),
    Command("run('edit')", "e", "edit", "Edit the record, at the field in question", INBOX),
    Command("run('add_cite')", "c", "cite", "Cite a source for the field in question", INBOX),
    Command("run('merge')", "M", "merge", "Merge the two possible duplicates", INBOX),
    Command(
        "settle",
        "x",
        "dismiss",
        "Dismiss the finding with a reason, or mark two look-alikes as different",
        INBOX,
    ),
    Command("restore", "r", "restore", "Let a dismissed finding wait again", INBOX),
    Command("run('undo')", "u", "undo", "Undo the last change", INBOX),
    Command("go", "enter", "open", "Open the record; on a heading, fold or unfold it", INBOX),
    Command("other", "o", "other", "Open the other record that the finding is about", INBOX),
    Command("filter", "slash", "filter", "Show only findings that contain the words", INBOX),
    Command("scope", "tab", "weighed", "Switch: what waits, what was weighed", INBOX),
    Command("scroll(1)", "J", "down", "Scroll the details down", INBOX),
    Command("scroll(-1)", "K", "up", "Scroll the details up", INBOX),
    Command("help", "question_mark,f1", "help", "Show all keys", INBOX),
    Command("close", "escape,q,v,left", "close", "Clear the filter, then close", INBOX),
)
"""The commands of the inbox. `run` starts a command of the main screen on the finding."""

IN_IMPORT = (
    Command(
        "accept", "a", "accept", "Take it; if that is doubtful, as the likeliest record", IMPORT
    ),
    Command("reject", "x", "leave out", "Leave it out", IMPORT),
    Command("match", "m", "match", "Say which record it is", IMPORT),
    Command("is_new", "n", "is new", "Say that it is none of the records it may be", IMPORT),
    Command("accept_all", "A", "take all", "Take all rows of this heading that are shown", IMPORT),
    Command("reject_all", "X", "none", "Leave out all rows of this heading that are shown", IMPORT),
    Command("withdraw", "u", "undecide", "Take back what was decided on it", IMPORT),
    Command("carry_out", "s,ctrl+s", "import", "Import what is decided", IMPORT),
    Command("go", "enter", "accept", "Take it; on a heading, fold or unfold it", IMPORT),
    Command("filter", "slash", "filter", "Show only rows that contain the words", IMPORT),
    Command("scroll(1)", "J", "down", "Scroll the details down", IMPORT),
    Command("scroll(-1)", "K", "up", "Scroll the details up", IMPORT),
    Command("help", "question_mark,f1", "help", "Show all keys", IMPORT),
    Command(
        "close",
        "escape,q,left",
        "leave",
        "Clear the filter, then leave and keep the decisions",
        IMPORT,
    ),
)
"""The commands of the review of an import."""

IN_MATRIX = (
    Command(
        "judge('consistent')",
        "c",
        "consistent",
        "+ The evidence is consistent with what is judged",
        MATRIX,
        changes=True,
    ),
    Command(
        "judge('inconsistent')",
        "i",
        "inconsistent",
        "− The evidence is inconsistent with what is judged",
        MATRIX,
        changes=True,
    ),
    Command(
        "judge('neutral')", "n", "neutral", "· The evidence fits either way", MATRIX, changes=True
    ),
    Command(
        "clear",
        "delete,backspace",
        "clear",
        "? Leave it open how the evidence bears on this",
        MATRIX,
        changes=True,
    ),
    Command("add", "a", "add", "Add evidence: a record, or words", MATRIX, changes=True),
    Command(
        "remove",
        "d",
        "remove",
        "Remove the evidence from all these judgements",
        MATRIX,
        changes=True,
    ),
    Command("undo", "u", "undo", "Undo the last change", MATRIX, changes=True),
    Command("sort", "s", "sort", "Put the most telling evidence first, or back", MATRIX),
    Command(
        "go", "enter", "open", "Read the record of the evidence; esc returns to the cell", MATRIX
    ),
    Command("judgement", "t", "judgement", "Read the judgement of the column", MATRIX),
    Command("copy", "y", "copy", "Copy the matrix as text", MATRIX),
    Command("scroll(1)", "J", "down", "Scroll the details down", MATRIX),
    Command("scroll(-1)", "K", "up", "Scroll the details up", MATRIX),
    Command("help", "question_mark,f1", "help", "Show all keys", MATRIX),
    Command("close", "escape,q", "close", "Close", MATRIX),
)
"""The commands of the matrix of competing hypotheses. The cursor moves in all four directions."""

IN_RECORD = (
    Command("go", "enter", "go there", "Go to the record of the line, else to this one", MATRIX),
    Command("close", "escape,q,left,h,backspace", "back", "Return to where it was opened", MATRIX),
)
"""The commands of a record read above another screen."""

IN_REPORT = (
    Command("go", "enter", "open", "Read the record of the statement; esc returns to it", REPORT),
    Command(
        "run('edit')", "e", "edit", "Edit the record, at the field stated", REPORT, changes=True
    ),
    Command(
        "run('add_cite')", "c", "cite", "Cite a source for the statement", REPORT, changes=True
    ),
    Command("run('undo')", "u", "undo", "Undo the last change", REPORT, changes=True),
    Command("weak(1)", "n", "next !", "Go to the next finding or missing source", REPORT),
    Command("weak(-1)", "N", "previous !", "Go to the previous one", REPORT),
    Command("outline", "o", "outline", "Go to a part of the report", REPORT),
    Command("template", "t", "template", "Choose another template", REPORT),
    Command("write", "w", "write", "Write the report to a file", REPORT),
    Command("copy", "y", "copy", "Copy the statement with its footnotes", REPORT),
    Command("filter", "slash", "filter", "Show only what contains some words", REPORT),
    Command("help", "question_mark,f1", "help", "Show all keys", REPORT),
    Command("close", "escape,q,P,left,h", "close", "Clear the filter, then close", REPORT),
)
"""The commands of the report. `run` starts a command of the main screen on the statement."""

LIST_KEYS = (
    ("j ↓", "next"),
    ("k ↑", "previous"),
    ("g G", "first, last"),
    ("ctrl+f ctrl+b", "a page down, up"),
    ("enter l →", "open, follow a link, or edit a field of the dossier"),
)
"""Keys of every list, for the help screen."""

_SHOWN = {
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "full_stop": ".",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "escape": "esc",
}


def offered(commands: Iterable[Command], *, is_read_only: bool) -> list[Command]:
    """The commands to offer: on a read-only briefing, those that do not change it."""
    return [command for command in commands if not (command.changes and is_read_only)]


def keys_shown(command: Command) -> str:
    """The keys of a command as shown, such as "[ backspace"."""
    return " ".join(_SHOWN.get(key, key) for key in command.keys.split(","))


def binding_id(command: Command) -> str:
    """The id of a command in keymaps: `pane-1` for `pane(0)`."""
    name, _, argument = command.id.rstrip(")").partition("(")
    return f"{name}-{int(argument) + 1}" if argument else name
