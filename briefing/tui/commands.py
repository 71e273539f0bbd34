"""Every command of the main screen, declared once.

Keys, footer, command palette, help screen and the pages of the documentation are made from
this list. A command is done by the flow it names, else by the `action_` method of the screen that
is called like its id. The ids are what a key is remapped by.
"""

from typing import NamedTuple


class Command(NamedTuple):
    """Something the reader can have done.

    Attributes:
        id: Its name in a keymap, and of the action that does it.
        keys: The keys that call it, as Textual writes them.
        label: One word for the footer.
        help: What it does, in one sentence.
        section: Its heading in the help.
        does: The flow that does it, as `module.function` below `briefing.tui`; empty where the
            screen does it itself. It is imported when it is first used.
        changes: Whether it changes the briefing, which is refused where that can only be read.
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
        """What Textual is asked to do."""
        return f"do({self.id!r})" if self.does else self.id


def _change(id: str, keys: str, label: str, help: str, does: str) -> Command:  # noqa: A002  as above
    """A command that changes the briefing."""
    return Command(id, keys, label, help, EDITING, f"actions.{does}", changes=True)


GOING, READING, EDITING, PROGRAM = "Going about", "Reading", "Editing", "The program"
HISTORY = "In the history"

COMMANDS = (
    Command("jump", "slash", "jump", "Find any record by any spelling, and go there", GOING),
    Command("pane(0)", "1", "groups", "Go to the groups", GOING),
    Command("pane(1)", "2", "leaders", "Go to the leaders", GOING),
    Command("pane(2)", "3", "events", "Go to the events", GOING),
    Command("pane(3)", "4", "quotes", "Go to the quotes", GOING),
    Command("dossier", "0", "dossier", "Go to the dossier", GOING),
    Command("next(0)", "tab", "next", "Go to the next pane, after the last to the dossier", GOING),
    Command("next(1)", "shift+tab", "previous", "Go to the pane before", GOING),
    Command("leave", "left", "leave", "Go from the dossier back to its list", GOING),
    Command("back", "left_square_bracket,backspace", "back", "Go back along the trail", GOING),
    Command("forward", "right_square_bracket", "forward", "Go forward along the trail", GOING),
    Command("sources", "s", "sources", "Find a source", GOING),
    Command("lens", "space", "lens", "Show only what is linked to this record", READING),
    Command("escape", "escape", "clear", "Clear the lens, or leave the dossier", READING),
    Command("follow", "f", "follow", "Put a letter on every link, and follow one", READING),
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
        "Copy it as Markdown, JSON, plain text, its id",
        READING,
        "actions.copy.copy_as",
    ),
    Command("order", "o", "order", "Sort this list in another order", READING),
    Command(
        "mark", "x", "mark", "Mark this record: e c d E y M are then about all marked", READING
    ),
    Command("unmark", "X", "unmark", "Clear the marks of this list", READING),
    Command("mark_all", "ctrl+a", "mark all", "Mark all that this list shows", READING),
    _change("edit", "e", "edit", "Edit this record", "edit.edit"),
    _change(
        "choose_field",
        "ctrl+g",
        "a field",
        "Edit one field, chosen by its name",
        "edit.choose_field",
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
        "say_link",
        "A",
        "in a line",
        "Link this group or leader in a line of words",
        "link.say_link",
    ),
    _change("add_cite", "c", "cite", "Say which source this is known from", "cite.cite"),
    _change("weigh", "w", "weigh", "Say what you make of sources that disagree", "resolve.resolve"),
    _change("duplicate", "D", "like it", "Begin a new record from this one", "add.duplicate"),
    _change(
        "rename",
        "R",
        "rename",
        "Give this record another id, and all that refers to it",
        "rename.rename",
    ),
    _change(
        "merge", "M", "merge", "Make one of this record and another that is the same", "merge.merge"
    ),
    _change("split", "S", "split", "Part this record from one merged into it", "split.split"),
    _change("delete", "d", "delete", "Delete this record", "delete.delete"),
    _change("undo", "u", "undo", "Take the last change back", "undo.undo"),
    _change("redo", "ctrl+r", "redo", "Make the change taken back again", "undo.redo"),
    Command(
        "history(0)", "h", "history", "Show the changes of this record, and who made them", EDITING
    ),
    Command("history(1)", "H", "history…", "Show all changes, and what was deleted", EDITING),
    Command("theme", "T", "light/dark", "Change between light and dark", PROGRAM),
    Command("help", "question_mark,f1", "help", "Show all keys", PROGRAM),
    Command("palette", "ctrl+p", "palette", "Find a command by its name", PROGRAM),
    Command("quit", "q", "quit", "Leave the program; everything is saved", PROGRAM),
)

FOOTER = ("jump", "lens", "follow", "edit", "new", "undo", "back", "forward", "help")
"""The commands the footer has room for, the most wanted first."""

IN_HISTORY = (
    Command("undo", "u", "undo", "Take the change under the cursor back", HISTORY),
    Command("restore", "r", "restore", "Bring a deleted record back as it last was", HISTORY),
    Command("go", "enter", "open", "Go to the record", HISTORY),
    Command("filter", "slash", "narrow", "Show only what holds the words typed", HISTORY),
    Command("scope", "tab", "scope", "This record, everything, or what was deleted", HISTORY),
    Command("scroll(1)", "J", "down", "Scroll the differences down", HISTORY),
    Command("scroll(-1)", "K", "up", "Scroll the differences up", HISTORY),
    Command("help", "question_mark,f1", "help", "Show all keys", HISTORY),
    Command("close", "escape,q,h,left", "close", "Show all changes again, then close", HISTORY),
)
"""The commands of the history; the last one is always in its footer."""

LIST_KEYS = (
    ("j ↓", "next"),
    ("k ↑", "previous"),
    ("g G", "first, last"),
    ("ctrl+f ctrl+b", "a screenful down, up"),
    ("enter l →", "open, follow; on a field of the dossier, edit it"),
)
"""What every list understands, for the help screen."""

_SHOWN = {
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "escape": "esc",
}


def keys_shown(command: Command) -> str:
    """The keys of a command as a reader knows them: "[ backspace"."""
    return " ".join(_SHOWN.get(key, key) for key in command.keys.split(","))


def binding_id(command: Command) -> str:
    """The id by which the keys of a command are remapped: `pane(0)` is `pane-1`."""
    name, _, argument = command.id.rstrip(")").partition("(")
    return f"{name}-{int(argument) + 1}" if argument else name
