"""Ctrl+C between two changes, never within one."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType


@contextlib.contextmanager
def unbroken() -> Iterator[None]:
    """Put ctrl+c off until what is in hand is done.

    Raises:
        KeyboardInterrupt: It was pressed meanwhile.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:
        # Whoever started the program wants ctrl+c ignored, or treated in another way.
        yield
        return
    is_pressed = False

    def take_note(_signal: int, _frame: FrameType | None) -> None:
        nonlocal is_pressed
        is_pressed = True

    signal.signal(signal.SIGINT, take_note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if is_pressed:
        raise KeyboardInterrupt
