"""What editors tell the form they stand in, and ask it for."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from briefing.tui.forms.editors import ChoiceEditor, ProseEditor
    from briefing.tui.forms.list_editors import RefsEditor, RowsEditor


class Edited(Message):
    """The value of an editor changed; sent to the form, which reads it anew."""


class Entered(Message):
    """Enter was pressed in a line that is done."""


@dataclass
class PastedIntoEmpty(Message):
    """Something was pasted into an editor that held nothing; it may fill in more than that."""

    editor: "ProseEditor"
    text: str


@dataclass
class MenuWanted(Message):
    """An editor asks the form to offer its terms."""

    editor: "ChoiceEditor"


@dataclass
class RecordWanted(Message):
    """An editor asks the form to have a record chosen."""

    editor: "RefsEditor"


@dataclass
class RowWanted(Message):
    """An editor asks the form to open one of its rows; `place` is -1 for a new one."""

    editor: "RowsEditor"
    place: int


@dataclass
class LineWanted(Message):
    """An editor asks the form for rows said in a line; `place` is -1 for new ones."""

    editor: "RowsEditor"
    place: int


@dataclass
class RowRecordWanted(Message):
    """An editor asks the form for the record that the words in one of its rows name."""

    editor: "RowsEditor"
    place: int
