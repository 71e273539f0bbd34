"""A short list to choose from."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from briefing.tui.input.key_order import TypeAhead
from briefing.tui.input.safe_text import content
from briefing.tui.widgets.row_list import ListRow, RowList

_NONE = "(none)"
_AROUND = 8
"""Cells taken by the frame, the cursor, the gap between columns and the scroll bar."""


class MenuScreen(TypeAhead[str | None]):
    """Offers some terms; answers with the one chosen, or None.

    Args:
        title: What is being chosen.
        terms: The choices, each with its meaning or an empty text.
        chosen: The one under the cursor at first.
        at_once: Whether a letter that only one term begins with chooses that.
        is_typed: Whether letters stand for terms; `j k G` move if no term begins with them.
    """

    CSS = """
    MenuScreen { align: center middle; }
    MenuScreen > RowList {
        min-width: 40; max-width: 92%; height: auto; max-height: 80%;
        border: round $key; background: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,left", "cancel", "Close", show=False)
    ]

    def __init__(
        self,
        title: str,
        terms: Mapping[str, str],
        chosen: str = "",
        *,
        at_once: bool = False,
        is_typed: bool = False,
    ) -> None:
        super().__init__()
        self._title = title
        self.terms = terms
        self._chosen = chosen
        self._typed = ""
        self._at_once = at_once
        self._widest = max((cell_len(term or _NONE) for term in terms), default=0)
        self._moving = "jkG" if at_once or is_typed else "jkghlqG"
        if is_typed:
            begun = {term[:1].casefold() for term in terms}
            self._moving = "".join(key for key in self._moving if key.casefold() not in begun)

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield RowList(self._row)

    def on_mount(self) -> None:
        """Fill it."""
        rows = self.query_one(RowList)
        rows.border_title = content(self._title)
        rows.border_subtitle = content("enter choose · esc close")
        rows.fill(list(self.terms))
        rows.styles.height = min(len(self.terms), 18) + 2
        meanings = max(map(cell_len, self.terms.values()), default=0)
        rows.styles.width = self._widest + max(self._widest, meanings) + _AROUND
        rows.go_to(self._chosen)

    def on_key(self, event: events.Key) -> None:
        """Letters go to the term that starts with them, except a first one that moves."""
        character = (event.character or "").casefold()
        if not character.isprintable() or not character:
            self._typed = ""
            return
        rows = self.query_one(RowList)
        # Try the letter as a continuation of those before it, then as a new start.
        at = rows.cursor
        here = [*rows.ids[at:], *rows.ids[:at]]
        further = self._begun(self._typed + character, here) if self._typed else None
        if further is None:
            self._typed = ""
            if not character.isalnum() or (event.character or "") in self._moving:
                return
            order = [*rows.ids[at + 1 :], *rows.ids[: at + 1]]
            further = self._begun(character, order)
        if further is not None:
            event.stop()
            # The list must not take it for one of its keys.
            event.prevent_default()
            self._typed += character
            rows.go_to(further)
            begun = [term for term in self.terms if term.casefold().startswith(self._typed)]
            if self._at_once and len(begun) == 1:
                self.dismiss(further)

    @staticmethod
    def _begun(typed: str, terms: Iterable[str]) -> str | None:
        return next((term for term in terms if term.casefold().startswith(typed)), None)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Answer."""
        self.dismiss(message.row_id)

    def action_cancel(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)

    def _row(self, term: str) -> ListRow:
        meaning = self.terms[term]
        if not meaning:
            return ListRow("", term or _NONE)
        lead = term.ljust(self._widest + 1)
        return ListRow(lead, meaning, lead_look="", main_look="dim")
