"""Handle ctrl+c between two changes, never within one."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType


@contextlib.contextmanager
def unbroken() -> Iterator[None]:
    """Postpone ctrl+c until the block is done.

    Raises:
        KeyboardInterrupt: It was pressed during the block.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:
        # The parent process ignores ctrl+c or handles it in its own way.
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
