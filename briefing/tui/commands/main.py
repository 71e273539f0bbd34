"""Every command of the main screen, declared once.

Keys, footer, command palette, help and the keys page of the documentation are generated from this
list. A command runs the flow it names, else the `action_` method of the screen with its id. Keymaps
refer to the ids.
"""

from collections.abc import Iterator

from briefing.model.kinds import KINDS, LISTS
from briefing.model.kinds.registry import LiveSequence
from briefing.tui.commands.command import Command
from briefing.tui.commands.pictures import CHRONOLOGY, MAP, NETWORK


def _change(id: str, keys: str, label: str, help: str, does: str) -> Command:  # noqa: A002  as above
    """A command that changes the briefing."""
    return Command(id, keys, label, help, EDITING, f"actions.{does}", changes=True)


MOVING, READING, EDITING, PROGRAM = "Moving around", "Reading", "Editing", "The program"

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
    Command(
        CHRONOLOGY,
        "t",
        "time",
        "Show what happened on an axis of time",
        READING,
        "chronology.flow.show",
    ),
    Command(
        NETWORK,
        "W",
        "network",
        "Show what it is tied to, in one to three steps",
        READING,
        "network.flow.show",
    ),
    Command(
        "patterns",
        "B",
        "patterns",
        "Show counts over time, place and more: events, killed",
        READING,
        "patterns.flow.show",
    ),
    Command(MAP, "m", "map", "Show what happened where", READING, "map.flow.show"),
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
