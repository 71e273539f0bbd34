"""What a command of a screen is, and how its keys read."""

from collections.abc import Iterable
from typing import NamedTuple


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
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "less_than_sign": "<",
    "greater_than_sign": ">",
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
