"""The commands of the screens with pictures: those they share, and their own."""

from collections.abc import Sequence

from briefing.tui.commands.command import Command

CHRONOLOGY, NETWORK, MAP, PATTERNS = "chronology", "network", "map", "patterns"
"""The commands of the main screen that open them."""

_OTHERS = {
    CHRONOLOGY: ("t", "Show the chronology"),
    NETWORK: ("W", "Show what it is tied to"),
    MAP: ("m", "Show the map"),
    PATTERNS: ("B", "Show counts over time and place"),
}


def _commands(name: str, *own: Command, later: Sequence[Command] = ()) -> Sequence[Command]:
    """The commands of one picture: its own first, some of them later, but `close` last."""
    section = f"In the {name}" if name != PATTERNS else "In the patterns"

    def command(id: str, keys: str, label: str, help: str) -> Command:  # noqa: A002  as in Command
        return Command(id, keys, label, help, section)

    return (
        command("go", "enter", "open", "Open the record; esc returns to the same spot"),
        *(each._replace(section=section) for each in own),
        command("filter", "backslash", "filter", "Filter what is shown, here and in all lists"),
        command("period", "p", "days", "Choose the days that all pictures are about"),
        command("shift(-1)", "less_than_sign", "earlier", "Go back by as many days as are shown"),
        command("shift(1)", "greater_than_sign", "later", "Go on by as many days as are shown"),
        command("lens", "space", "lens", "Show only what is linked to this record, or all again"),
        command("choose_date", "at", "as of", "Show the briefing as it stood on a date"),
        command("mark", "x", "mark", "Mark the record, or clear its mark"),
        command("other_part", "tab", "list", "Switch between the picture and the list"),
        command("copy", "y", "copy", "Copy what is shown as text"),
        command("write", "w", "write", "Write the picture to a file, as SVG"),
        *(
            command(f"picture('{other}')", key, other, help_)
            for other, (key, help_) in _OTHERS.items()
            if other != name
        ),
        *(each._replace(section=section) for each in later),
        command("help", "question_mark,f1", "help", "Show all keys"),
        command("close", f"escape,q,{_OTHERS[name][0]}", "close", "Close"),
    )


IN_NETWORK = _commands(
    NETWORK,
    Command("to_middle", "c", "middle", "Put the record under the cursor in the middle", ""),
    Command("go_back", "left_square_bracket,backspace", "back", "Go back to what was shown", ""),
    Command("events", "e", "events", "Count common events as ties, or links only", ""),
    Command(
        "to_other", "o", "paths", "Show the paths to another record, or between two marked", ""
    ),
    Command("rank", "r", "central", "Rank all by what they lie between; again: by ties", ""),
    Command("parts", "s", "parts", "Show the separate parts, and who is tied to nobody", ""),
    Command("depth(0)", "1", "step", "Show what is one step away", ""),
    Command("depth(1)", "2", "steps", "Show what is two steps away", ""),
    Command("depth(2)", "3", "steps", "Show what is three steps away", ""),
    Command("types", "f", "types", "Choose the types of link that count", ""),
)
"""The commands of the network."""


def others_said(name: str) -> str:
    """The keys of the other pictures, for the title bar."""
    return " · ".join(f"{key} {other}" for other, (key, _) in _OTHERS.items() if other != name)


IN_CHRONOLOGY = _commands(
    CHRONOLOGY,
    Command("zoom(1)", "plus,equals_sign", "closer", "Show fewer days, around the cursor", ""),
    Command("zoom(-1)", "minus", "wider", "Show more days", ""),
    Command("fit", "a", "all", "Show all days", ""),
    Command("pan(-1)", "left_square_bracket,H", "left", "Go to earlier days", ""),
    Command("pan(1)", "right_square_bracket,L", "right", "Go to later days", ""),
    Command("lanes", "o", "lanes", "Choose the lanes: group, leader, place, kind, source", ""),
    Command("kinds", "K", "kinds", "Choose the kinds of record that are shown", ""),
)
"""The commands of the chronology."""

IN_PATTERNS = _commands(
    PATTERNS,
    Command("rows", "r", "rows", "Choose what each row stands for", ""),
    Command("columns", "c", "columns", "Choose the columns, or none for bars", ""),
    Command("measure", "n", "measure", "Choose what is counted: events, killed, wounded …", ""),
    Command("against", "N", "against", "Compare with a second measure, or with none", ""),
    Command("zoom(1)", "plus,equals_sign", "shorter", "Count by shorter stretches of time", ""),
    Command("zoom(-1)", "minus", "longer", "Count by longer stretches of time", ""),
    Command("swap", "s", "swap", "Make rows columns, and columns rows", ""),
    Command("order", "o", "order", "Sort by total or by name", ""),
    Command("every", "a", "all", "Give every value a line of its own, or only the first", ""),
)
"""The commands of patterns."""

IN_MAP = _commands(
    MAP,
    Command("zoom(1)", "plus,equals_sign", "closer", "Show less, around the cursor", ""),
    Command("zoom(-1)", "minus", "wider", "Show more of the world", ""),
    Command("fit", "a", "all", "Show everything, on the map and in the list", ""),
    later=(
        Command("pan_left", "H", "west", "Go west", ""),
        Command("pan_down", "J", "south", "Go south", ""),
        Command("pan_up", "K", "north", "Go north", ""),
        Command("pan_right", "L", "east", "Go east", ""),
    ),
)
"""The commands of the map."""
