"""A dossier as plain text, for a pipe, a mail or a terminal without a screen."""

from collections.abc import Iterator
from textwrap import wrap

from briefing.dossier import Dossier, Item, Section

WIDTH = 100


def dossier_text(dossier: Dossier, width: int = WIDTH) -> str:
    """Lay a dossier out in lines.

    Args:
        dossier: What to print.
        width: Characters a line may have.
    """
    status = f"  ({dossier.status})" if dossier.status else ""
    lines = [*wrap(f"{dossier.title}{status}", width), *wrap(dossier.subtitle, width), dossier.ref]
    for section in dossier.sections:
        lines += ["", *_section_lines(section, width)]
    return "\n".join(lines)


def _section_lines(section: Section, width: int) -> Iterator[str]:
    if section.heading:
        yield section.heading
    lead = max((len(item.lead) for item in section.items), default=0)
    for item in section.items:
        if section.is_prose:
            for part in item.text.splitlines():
                yield from wrap(part, width - 2, initial_indent="  ", subsequent_indent="  ") or [
                    ""
                ]
        else:
            yield from _item_lines(item, lead, width)


def _item_lines(item: Item, lead: int, width: int) -> Iterator[str]:
    before = f"  {item.lead:<{lead}}  " if lead else "  "
    ref = "" if item.field == "cites" else item.ref
    behind = "  ".join(part for part in (item.tail, item.marks, ref) if part)
    text = f"{item.text}  ({behind})" if behind else item.text
    yield from wrap(text, width, initial_indent=before, subsequent_indent=" " * len(before)) or [
        before.rstrip()
    ]
