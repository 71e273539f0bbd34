"""Text that an editor saved in another encoding than UTF-8."""

import json
import re

from briefing.store.backends.jsonfile.repair.pieces import parsed


def as_utf8(data: bytes) -> tuple[bytes, str]:
    """The same text as UTF-8 where it was saved in another encoding that is sure.

    Returns:
        The bytes, and what a reader should know of it; empty where nothing was done.
    """
    encoding = json.detect_encoding(data)
    if encoding not in ("utf-8", "utf-8-sig"):
        text = data.decode(encoding, errors="replace")
        # A file that merely begins with noughts looks alike.
        if _OURS.search(text):
            return text.encode(errors="replace"), f"saved as {encoding.upper()}, not as UTF-8"
    elif not _is_utf8(data) and is_windows(data, _FEWEST):
        text = data.decode("cp1252")
        if parsed(text.encode()) is not None:
            return text.encode(), "saved as Windows-1252, not as UTF-8"
    return data, ""


def is_windows(data: bytes, least: int = 1) -> bool:
    """Whether text that is no UTF-8 looks as if an editor had saved it as Windows-1252.

    Args:
        data: The text.
        least: Letters of that encoding that must be there; one alone may be a damaged byte.
    """
    if len(data) - len(data.translate(None, _HIGH)) < least or _UTF8.search(data):
        return False
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


_OURS = re.compile(r'"meta"\s*:|\{"rev":')
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = bytes(range(0x80, 0x100))
_FEWEST = 2
