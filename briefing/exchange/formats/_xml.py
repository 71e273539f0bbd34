"""XML 1.0 written piece by piece: escaped, and without the characters it cannot hold."""

import re
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from briefing.exchange.format import Losses

HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'

CONTROLS: Final = "control characters"
"""What is lost where characters are left out."""

_UNHELD: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All but the characters of XML 1.0, 2.2."""


class Xml:
    """Makes elements of the texts of records.

    Args:
        losses: Where a character that cannot be held is noted.
    """

    def __init__(self, losses: Losses) -> None:
        self._losses = losses

    def tag(self, name: str, attributes: Mapping[str, str], ref: str, *, ends: bool = False) -> str:
        """A start tag, or with `ends` an empty element; attributes without a value are left out.

        Args:
            name: The element.
            attributes: Its attributes.
            ref: The record that they are of.
            ends: Whether the element ends with it.
        """
        given = (f" {key}={quoteattr(self._held(v, ref))}" for key, v in attributes.items() if v)
        return f"<{name}{''.join(given)}{'/' if ends else ''}>"

    def element(
        self, name: str, text: str, ref: str, attributes: Mapping[str, str] | None = None
    ) -> str:
        """An element with a text."""
        held = escape(self._held(text, ref), {"\r": "&#13;"})
        return f"{self.tag(name, attributes or {}, ref)}{held}</{name}>"

    def _held(self, text: str, ref: str) -> str:
        held = _UNHELD.sub("", text)
        if held != text:
            self._losses.add(CONTROLS, ref)
        return held
