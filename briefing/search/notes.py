"""What lists put behind a name and is no part of it: when and where somebody was born, a passport.

`Damel Mostafa (Date of birth 31 Dec. 1979)` and `Damel Mostafa; DOB 31 Dec 1979` are looked for
without the note as well. What stands in brackets and says nothing of the kind stays: there are
armies of liberation in (Bolivia) and in (Colombia).
"""

import re
from typing import Final

_BRACKETED: Final = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]?")
_TELLS: Final = re.compile(
    r"\d|\b(?:dob|pob|d\.o\.b|born|birth|passport|nationality|national|citizen|gender|male|female)\b",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"[\s,;:–-](?:dob\b|pob\b|d\.o\.b\b|date of birth\b|place of birth\b|passport\b"
    r"|born (?:on |in |about |circa |c\. ?)?\d)",
    re.IGNORECASE,
)


def without_note(query: str) -> str:
    """Return a name without what was noted behind it; the name as it is where nothing was.

    Args:
        query: A name as it stands in a list.
    """
    plain = query
    if any(mark in query for mark in "([{"):
        plain = _BRACKETED.sub(lambda found: " " if _TELLS.search(found[1]) else found[0], query)
    behind = _BEHIND.search(plain)
    plain = plain[: behind.start()] if behind else plain
    return plain.strip(" ,;:–-") or query
