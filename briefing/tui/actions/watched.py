"""Slow work of a flow, watched and stopped on the screen."""

from collections.abc import Callable
from typing import TypeVar

from briefing.tui.actions.host import Host
from briefing.tui.dialogs.progress import ProgressScreen, Report

T = TypeVar("T")


async def watched(host: Host, title: str, work: Callable[[Report], T]) -> T | None:
    """Do work in a thread while a dialog says how far it is.

    Args:
        host: The screen.
        title: What is done.
        work: The work; it must not return None.

    Returns:
        Its result; None if it was stopped.

    Raises:
        Exception: Whatever the work raised.
    """
    worked = await host.ask(ProgressScreen(title, work))
    if worked is None:
        return None
    if worked.error is not None:
        raise worked.error
    return worked.result
