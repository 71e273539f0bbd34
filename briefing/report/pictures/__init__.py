"""Pictures of a report: SVG that needs nothing from outside and follows the colours of the page."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Final

from briefing.report.document import Mark, Picture, PictureKind
from briefing.report.pictures import casualties, map, timeline  # noqa: A004

_DRAWN_BY: Final[Mapping[PictureKind, Callable[[Sequence[Mark]], str]]] = {
    "timeline": timeline.draw,
    "map": map.draw,
    "casualties": casualties.draw,
}


def figure(picture: Picture) -> str:
    """A picture with its caption in HTML; empty if there is nothing to draw.

    Args:
        picture: What it shows; texts in it need no escaping.
    """
    svg = _DRAWN_BY[picture.kind](picture.marks)
    caption = f"<figcaption>{escape(picture.caption)}</figcaption>" if picture.caption else ""
    return f'<figure class="{picture.kind}">{svg}{caption}</figure>' if svg else ""
