"""Libraries that are installed only for reading documents."""

from collections.abc import Iterator
from contextlib import contextmanager

from briefing.reading.documents.document import Unreadable


@contextmanager
def needs(extra: str) -> Iterator[None]:
    """Import what an extra of the program installs, and say how if it is not.

    Raises:
        Unreadable: It is not installed.
    """
    try:
        yield
    except ImportError as error:
        what = error.name or "a library"
        raise Unreadable(
            f"reading it needs {what}; install it with: pip install 'briefing[{extra}]'"
        ) from None
