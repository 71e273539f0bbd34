"""The jump: type a name in any spelling, preview the record, go there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from briefing.dossier import build_dossier
from briefing.links import neighbours
from briefing.model.fields import field_of
from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of
from briefing.search.entries import Hit, Why, read_query
from briefing.store.book import Book
from briefing.tui.input.key_order import TypeAhead
from briefing.tui.input.safe_text import content, one_line
from briefing.tui.theme import accent
from briefing.tui.widgets.dossier_view import DossierView
from briefing.tui.widgets.line_input import QueryInput
from briefing.tui.widgets.row_list import ListRow, RowList, Spans, row_of

if TYPE_CHECKING:
    from briefing.search.index import SearchIndex

LIMIT, MORE = 50, 4
"""Hits shown at first, and how many times as many once the cursor is on the last one."""

_NEW = "+"
"""The prefix of answers that name a record to create."""

BEFORE_MATCH = 12
"""Characters of a passage shown before the match."""
_WIDEST_PANE = 6
"""Characters of the longest kind in most results, so that the column stays while typing."""

_KEYS = "enter choose · ↑ ↓ move · esc close"
_NOTHING = "nothing found; try another spelling"
_ELSEWHERE = "nothing found; try another spelling, or tab for another scope"
_NOT_YET = "still loading names; results appear as soon as they are ready"
_WHY: dict[Why, str] = {"spelling": "spelling", "part": "part of a word"}
"""How a hit matched, where the name does not show it; the tail of its row."""

PREVIEW_AFTER = 0.04
"""Seconds the cursor rests on a hit before its preview, which must not delay typing."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a search looks: some kinds, or some records."""

    name: str
    kinds: tuple[str, ...] = ()
    within: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What the jump asks for.

    Attributes:
        title: The title of the screen.
        here: The record on screen, whose links come first.
        recent: The visited records, latest first.
        scopes: Where to look; tab switches.
        typed: The initial query.
        besides: A record that is not offered; empty for none.
        new: The kinds of which a record can be created by name.
    """

    title: str = "Jump to"
    here: str = ""
    recent: Sequence[str] = ()
    scopes: Sequence[Scope] = field(default=(Scope("everything"),))
    typed: str = ""
    besides: str = ""
    new: Sequence[str] = ()


class JumpScreen(TypeAhead[str | None]):
    """Finds one record; answers with its ref, or None.

    Args:
        book: The briefing.
        index: Finds the records; None while it is being built.
        question: What is asked.
    """

    CSS = """
    JumpScreen { align: center middle; }
    #jump {
        width: 94%; height: 86%; max-width: 150;
        background: $surface; border: round $key;
        layout: grid; grid-size: 2; grid-columns: 4fr 3fr; grid-rows: 2 1fr;
    }
    #jump QueryInput { column-span: 2; }
    #jump RowList { height: 1fr; }
    #jump DossierView { height: 1fr; border-left: solid $frame; }
    JumpScreen.-narrow #jump { grid-size: 1; grid-columns: 1fr; grid-rows: 2 1fr; }
    JumpScreen.-narrow #jump QueryInput { column-span: 1; }
    JumpScreen.-narrow #jump DossierView { display: none; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  Textual's own type
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close", show=False)]

    def __init__(self, book: Book, index: "SearchIndex | None", question: Question) -> None:
        super().__init__()
        self._book = book
        self._index = index
        self._question = question
        self._scope = 0
        self._hits: dict[str, Hit] = {}
        self._wanted = ""
        self._widest = _WIDEST_PANE
        self._limit = LIMIT
        self._near = neighbours(book, question.here) if question.here else ()

    def compose(self) -> ComposeResult:
        """Input above, hits on the left, preview on the right."""
        from textual.containers import Container

        with Container(id="jump"):
            yield QueryInput(self._question.typed, self._search)
            hits = RowList(self._row)
            hits.can_focus = False
            hits.spans = self._spans
            hits.tail_share = 0.4
            yield hits
            preview = DossierView()
            preview.can_focus = False
            yield preview

    def on_mount(self) -> None:
        """Show likely records before anything is typed."""
        frame = self.query_one("#jump")
        frame.border_subtitle = content(_KEYS)
        self._show_scope()
        self._search(self._question.typed)

    def take(self, index: "SearchIndex") -> None:
        """Use a new index, and repeat the search."""
        self._index = index
        # The widgets may not exist yet, or no longer.
        if self.query("QueryInput") and self.query("RowList"):
            self._search(self.query_one(QueryInput).value, keep=True)

    def action_move(self, step: int) -> None:
        """Move to another hit."""
        self._show_more()
        self.query_one(RowList).action_move(step)

    def action_page(self, direction: int) -> None:
        """Move by a screenful of hits."""
        self._show_more()
        self.query_one(RowList).action_page(direction)

    def action_scope(self, step: int) -> None:
        """Switch to another scope."""
        self._scope = (self._scope + step) % len(self._question.scopes)
        self._show_scope()
        self._search(self.query_one(QueryInput).value)

    def action_choose(self) -> None:
        """Answer with the hit under the cursor."""
        if ref := self.query_one(RowList).current:
            self.dismiss(ref)

    def action_cancel(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Answer with a clicked hit."""
        self.dismiss(message.row_id)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Preview the hit once the cursor rests."""
        message.stop()
        if self.has_class("-wide"):
            self.set_timer(PREVIEW_AFTER, self._preview)

    def _preview(self) -> None:
        ref = self.query_one(RowList).current
        view = self.query_one(DossierView)
        if view.ref != ref:
            view.show(build_dossier(self._book, ref))

    @property
    def _nothing(self) -> str:
        return _ELSEWHERE if len(self._question.scopes) > 1 else _NOTHING

    def _search(self, typed: str, *, keep: bool = False) -> None:
        if not keep:
            self._limit = LIMIT
        scope = self._question.scopes[self._scope]
        wanted = read_query(typed)
        kinds = tuple(kind for kind in wanted.kinds if kind in (scope.kinds or KINDS))
        kinds = kinds or scope.kinds
        rows = self.query_one(RowList)
        rows.empty = _NOT_YET if self._index is None else self._nothing
        if wanted.text.strip():
            self._hits = self._found(wanted.text, kinds, scope.within)
            found: Sequence[str] = list(self._hits)
        else:
            self._hits = {}
            found = self._likely(kinds, scope.within)
        found = [ref for ref in found if ref != self._question.besides]
        self._wanted = one_line(wanted.text.strip())
        offered = [new_id(kind, self._wanted) for kind in self._question.new if self._wanted]
        # A text that merely mentions the name is less likely meant than a new record.
        in_texts = [ref for ref in found if offered and self._is_in_text(ref)]
        named = [ref for ref in found if ref not in in_texts]
        self._widest = max(_WIDEST_PANE, *(len(kind_of(ref)) for ref in found), 0)
        rows.fill([*named, *offered, *in_texts], keep=keep)
        # On the input, which every key redraws anyway; the outer frame would redraw everything.
        self.query_one(QueryInput).border_subtitle = content(_count(len(found), self._limit))

    def _is_in_text(self, ref: str) -> bool:
        return ref in self._hits and self._hits[ref].why == "text"

    def _found(
        self, text: str, kinds: Collection[str], within: Collection[str] | None
    ) -> dict[str, Hit]:
        if self._index is None:
            return {}
        hits = self._index.search(
            text, kinds=kinds, within=within, near=self._near, limit=self._limit
        )
        return {hit.ref: hit for hit in hits if self._book.get(hit.ref) is not None}

    def _show_more(self) -> None:
        """Show more hits once the cursor is on the last one."""
        rows = self.query_one(RowList)
        if len(self._hits) >= self._limit and rows.cursor >= len(rows.ids) - 1:
            self._limit *= MORE
            self._search(self.query_one(QueryInput).value, keep=True)

    def _likely(self, kinds: Sequence[str], within: Collection[str] | None) -> list[str]:
        """Records to offer before anything is typed: linked, recent, then the others."""
        near = sorted(self._near, key=lambda ref: (list(KINDS).index(kind_of(ref)), ref))
        likely = dict.fromkeys((*near, *self._question.recent))
        for kind in kinds or ():
            likely |= dict.fromkeys(f"{kind}:{slug}" for slug in sorted(self._book.all(kind)))
        fitting = (
            ref
            for ref in likely
            if self._book.get(ref) is not None
            and (not kinds or kind_of(ref) in kinds)
            and (within is None or ref in within)
            and not KINDS[kind_of(ref)].is_tie
        )
        return list(fitting)

    def _row(self, ref: str) -> ListRow:
        return self._told(ref)._replace(lead_look="dim" if is_new(ref) else accent(kind_of(ref)))

    def _told(self, ref: str) -> ListRow:
        if is_new(ref):
            kind = kind_of(ref[len(_NEW) :])
            return ListRow("new".ljust(self._widest), f"add a {kind} named “{self._wanted}”")
        record = self._book.get(ref)
        if record is None:
            return ListRow("", ref)
        row = row_of(record, self._book.label)
        hit = self._hits.get(ref)
        if hit is None:
            told_by = kind_for(record).told_by(record)
            return ListRow(kind_of(ref).ljust(self._widest), row.main, told_by)
        lead = kind_of(ref).ljust(self._widest)
        told_by = kind_for(record).told_by(record)
        behind, _ = _behind(hit, record)
        if not behind:
            tail = " · ".join(part for part in (told_by, _WHY.get(hit.why, "")) if part)
            return ListRow(lead, hit.text, tail)
        if hit.why == "text":
            return ListRow(lead, hit.label, behind=f"{_titled(hit, record)}{behind}")
        return ListRow(lead, hit.label, behind=f"= {behind}")

    def _spans(self, ref: str) -> Spans:
        """The matched characters, in the name or in what is behind it."""
        hit, record = self._hits.get(ref), self._book.get(ref)
        if hit is None or record is None:
            return ()
        behind, start = _behind(hit, record)
        if not behind:
            return hit.spans
        row = self._row(ref)
        shift = len(row.text) - len(hit.text)
        return [(begin + shift, end + shift) for begin, end in hit.spans if begin >= start]

    def _show_scope(self) -> None:
        scopes = self._question.scopes
        here = scopes[self._scope].name
        more = " · tab: " + scopes[(self._scope + 1) % len(scopes)].name if len(scopes) > 1 else ""
        title = f"{self._question.title} · in {here}{more}"
        self.query_one("#jump").border_title = content(title)
        self.query_one(QueryInput).placeholder = _placeholder(scopes[self._scope].kinds)


def new_id(kind: str, name: str) -> str:
    """The answer that asks for a new record of a kind and name."""
    return f"{_NEW}{kind}:{name}"


def is_new(answer: str) -> bool:
    """Whether an answer asks for a new record."""
    return answer.startswith(_NEW)


def to_make(answer: str) -> tuple[str, str]:
    """The kind and name in such an answer."""
    kind, _, name = answer.removeprefix(_NEW).partition(":")
    return kind, name


def _behind(hit: Hit, record: Record) -> tuple[str, int]:
    """What matched, where it is not the name; and where it begins in the text of the hit.

    Of a passage, the part around the match.
    """
    kind = kind_for(record)
    if hit.text in (hit.label, getattr(record, kind.named_by)):
        return "", 0
    if hit.why != "text":
        return hit.text, 0
    first = hit.spans[0][0] if hit.spans else 0
    start = max(0, hit.text.rfind(" ", 0, max(0, first - BEFORE_MATCH)) + 1)
    return f"{'…' if start else ''}{hit.text[start:]}", start


def _titled(hit: Hit, record: Record) -> str:
    """The label of the field whose words matched, where results name it."""
    kind = kind_for(record)
    titled = (name for name in kind.titled_texts if hit.text == getattr(record, name))
    field = field_of(kind.cls, next(titled, ""))
    return f"{field.label.lower()}: " if field else ""


def _count(found: int, limit: int) -> str:
    if found == 0:
        return "nothing"
    return f"the best {found:,}, more below" if found >= limit else f"{found:,} found"


def _placeholder(kinds: Sequence[str]) -> str:
    """How to type, with the letters that narrow a search of some kinds; all when empty."""
    letters = [KINDS[kind].letter for kind in kinds or KINDS if KINDS[kind].letter]
    shown = " ".join(f"{letter}:" for letter in letters)
    return f"any spelling; {shown} for one kind" if len(letters) > 1 else "any spelling"
