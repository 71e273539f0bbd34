"""Copy records through the terminal and through a clipboard tool, where there is one."""

import os
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from briefing.model.labels import short_label
from briefing.tui.actions.host import Host
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.input.clipboard import hand_over, tool
from briefing.tui.input.safe_text import clipped, one_line

if TYPE_CHECKING:
    from briefing.store.book import Book
    from briefing.views.answer import Answer


async def copy(work: Workspace, chosen: Selection) -> None:
    """Copy records as a citation."""
    await _copy(work, chosen.refs, "citation")


async def copy_as(work: Workspace, chosen: Selection) -> None:
    """Choose what records are copied as."""
    from briefing.citing import COPY_FORMATS
    from briefing.tui.dialogs.menu import MenuScreen

    forms = {name: form.about for name, form in COPY_FORMATS.items()}
    if form := await work.host.ask(MenuScreen("Copy as …", forms)):
        await _copy(work, chosen.refs, form)


async def _copy(work: Workspace, refs: Sequence[str], form: str) -> None:
    from briefing.citing import copied
    from briefing.views.books.released import released
    from briefing.views.books.still import StillBook

    existing = [ref for ref in refs if work.book.get(ref) is not None]
    if not existing:
        work.need("", "copy")
        return
    # A copy ends in a mail or a report: it names no protected source.
    still = StillBook(work.book) if work.is_large else work.book
    release = partial(released, still, existing)
    book, shown, notes = await work.host.in_thread(release, "copy") if work.is_large else release()
    if not shown:
        work.host.tell(f"nothing is copied: {notes[-1]}")
        return
    name = clipped(one_line(short_label(book.need(shown[0]))), 60)
    more = f" and {len(shown) - 1:,} more" if len(shown) > 1 else ""
    await copy_text(work.host, copied(book, shown, form), f"{name}{more} as {form}", notes)


async def copy_answer(host: Host, book: "Book", answer: "Answer", what: str) -> None:
    """Copy an answer as text, without the names of protected sources."""
    from briefing.views.answer import answer_text
    from briefing.views.books.released import unnamed

    await copy_text(host, unnamed(book, answer_text(answer)), unnamed(book, what))


async def copy_text(host: Host, text: str, what: str, notes: Sequence[str] = ()) -> None:
    """Copy a text; `what` says to the reader what it is, and `notes` what it lacks."""
    host.app.copy_to_clipboard(text)
    command = tool(os.environ)
    took = bool(command) and await host.in_thread(lambda: hand_over(text, command), "copy")
    by = f" and {command[0]}" if took else ""
    host.tell("; ".join([f"copied {what} via the terminal (OSC 52){by}", *notes]))
