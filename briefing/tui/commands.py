"""Every command of the main screen, declared once.

Keys, footer, command palette, help screen and the pages of the documentation are made from
this list; the screen has one `action_` method for each id. The ids are what a key is remapped by.
"""

from collections.abc import Iterator
from typing import NamedTuple

from briefing.model.kinds import KINDS, PANES
from briefing.model.kinds.registry import Derived


class Command(NamedTuple):
    """Something the reader can have done.

    Attributes:
        id: Its name in a keymap, and of the action that does it.
        keys: The keys that call it, as Textual writes them.
        label: One word for the footer.
        help: What it does, in one sentence.
        section: The heading it stands under in the help.
    """

    id: str
    keys: str
    label: str
    help: str
    section: str


GOING, READING, EDITING, PROGRAM = "Going about", "Reading", "Editing", "The program"
HISTORY = "In the history"

_JUMP = Command("jump", "slash", "jump", "Find any record by any spelling, and go there", GOING)

_MOVES = (
    Command("dossier", "0", "dossier", "Go to the dossier", GOING),
    Command("next(0)", "tab", "next", "Go to the next pane, after the last to the dossier", GOING),
    Command("next(1)", "shift+tab", "previous", "Go to the pane before", GOING),
    Command("leave", "left", "leave", "Go from the dossier back to its list", GOING),
    Command("back", "left_square_bracket,backspace", "back", "Go back along the trail", GOING),
    Command("forward", "right_square_bracket", "forward", "Go forward along the trail", GOING),
)

_OTHERS = (
    Command("lens", "space", "lens", "Show only what is linked to this record", READING),
    Command("escape", "escape", "clear", "Clear the lens, or leave the dossier", READING),
    Command("follow", "f", "follow", "Put a letter on every link, and follow one", READING),
    Command("link", "L", "link", "Open the link under the cursor: its dates and cites", READING),
    Command("copy", "y", "copy", "Copy this record as a citation or quotation", READING),
    Command("copy_as", "Y", "copy…", "Copy it as Markdown, JSON, plain text, its id", READING),
    Command("order", "o", "order", "Sort this list in another order", READING),
    Command(
        "mark", "x", "mark", "Mark this record: e c d E y M are then about all marked", READING
    ),
    Command("unmark", "X", "unmark", "Clear the marks of this list", READING),
    Command("mark_all", "ctrl+a", "mark all", "Mark all that this list shows", READING),
    Command("edit", "e", "edit", "Edit this record", EDITING),
    Command("choose_field", "ctrl+g", "a field", "Edit one field, chosen by its name", EDITING),
    Command("edit_outside", "E", "as text", "Edit this record as text in your own editor", EDITING),
    Command("new", "n", "new", "Add a record of this pane's kind", EDITING),
    Command("new_any", "N", "new…", "Add a record of any kind", EDITING),
    Command("add_link", "a", "link", "Link this record to another", EDITING),
    Command("say_link", "A", "in a line", "Link this group or leader in a line of words", EDITING),
    Command("add_cite", "c", "cite", "Say which source this is known from", EDITING),
    Command("weigh", "w", "weigh", "Say what you make of sources that disagree", EDITING),
    Command("duplicate", "D", "like it", "Begin a new record from this one", EDITING),
    Command(
        "rename", "R", "rename", "Give this record another id, and all that refers to it", EDITING
    ),
    Command("merge", "M", "merge", "Make one of this record and another that is the same", EDITING),
    Command("split", "S", "split", "Part this record from one merged into it", EDITING),
    Command("delete", "d", "delete", "Delete this record", EDITING),
    Command("undo", "u", "undo", "Take the last change back", EDITING),
    Command("redo", "ctrl+r", "redo", "Make the change taken back again", EDITING),
    Command(
        "history(0)", "h", "history", "Show the changes of this record, and who made them", EDITING
    ),
    Command("history(1)", "H", "history…", "Show all changes, and what was deleted", EDITING),
    Command("theme", "T", "light/dark", "Change between light and dark", PROGRAM),
    Command("help", "question_mark,f1", "help", "Show all keys", PROGRAM),
    Command("palette", "ctrl+p", "palette", "Find a command by its name", PROGRAM),
    Command("quit", "q", "quit", "Leave the program; everything is saved", PROGRAM),
)


def _declared() -> Iterator[Command]:
    yield _JUMP
    for number, name in enumerate(PANES):
        kind = KINDS[name]
        yield Command(f"pane({number})", kind.key, kind.plural, f"Go to the {kind.plural}", GOING)
    yield from _MOVES
    for kind in KINDS.values():
        if kind.key and not kind.is_pane:
            one = f"{'an' if kind.name[0] in 'aeiou' else 'a'} {kind.name}"
            yield Command(f"find('{kind.name}')", kind.key, kind.plural, f"Find {one}", GOING)
    yield from _OTHERS


COMMANDS = Derived(_declared)
"""All of them; those that go to a list follow from the kinds of record."""

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
    """The id by which the keys of a command are remapped: `pane(0)` is `pane-1`.

    That of a list is the label of its command: `sources`.
    """
    name, _, argument = command.id.rstrip(")").partition("(")
    if name == "find":
        return command.label
    return f"{name}-{int(argument) + 1}" if argument else name
