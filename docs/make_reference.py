"""Writes the reference pages from the declarations: `python docs/make_reference.py`.

The tests fail when a page no longer says what the program does.
"""

from pathlib import Path

from briefing.model.fields import Field, Shape, fields_of
from briefing.model.records import KINDS, Actor, Casualties, Cite, Place
from briefing.tui.commands import COMMANDS, IN_HISTORY, LIST_KEYS, keys_shown

HERE = Path(__file__).parent


def keys_page() -> str:
    """Every key and what it does."""
    lines = ["# Keys", "", "Made from the declarations; `?` shows the same in the program."]
    sections: dict[str, list[tuple[str, str]]] = {"In every list": list(LIST_KEYS)}
    for command in (*COMMANDS, *IN_HISTORY):
        sections.setdefault(command.section, []).append((keys_shown(command), command.help))
    for heading, entries in sections.items():
        lines += ["", f"## {heading}", "", "| key | what it does |", "| --- | --- |"]
        lines += [f"| `{keys}` | {what} |" for keys, what in entries]
    return "\n".join(lines) + "\n"


def fields_page() -> str:
    """Every kind of record, its fields and what they may hold."""
    lines = [
        "# Records and their fields",
        "",
        "Made from the declarations. A star marks a field that a record cannot do without; empty",
        "fields are left out of the file.",
    ]
    structs = {cls.__name__: cls for cls in (*KINDS.values(), Place, Actor, Casualties, Cite)}
    for name, cls in structs.items():
        lines += ["", f"## {name}", "", (cls.__doc__ or "").strip(), ""]
        lines += ["| field | holds | what for | example |", "| --- | --- | --- | --- |"]
        for field in fields_of(cls):
            star = "\\*" if field.required else ""
            lines.append(
                f"| `{field.name}`{star} | {_holds(field)} | {field.help} | {_example(field)} |"
            )
    return "\n".join(lines) + "\n"


def _holds(field: Field) -> str:
    """What a field holds, in words."""
    if field.row is not None:
        name = field.row.__name__
        return f"{'list of ' if field.is_list else ''}[{name}](#{name.lower()})"
    if field.choices:
        meanings = field.meanings or ("",) * len(field.choices)
        terms = zip(field.choices, meanings, strict=True)
        return ", ".join(f"{term} ({what})" if what else term for term, what in terms)
    what = {
        Shape.TEXT: "a line of text",
        Shape.PROSE: "text",
        Shape.DATE: "date (EDTF)",
        Shape.WORDS: "list of texts",
        Shape.REF: f"ref: {' or '.join(field.kinds)}",
        Shape.REFS: f"list of refs: {' or '.join(field.kinds)}",
        Shape.INTEGER: "whole number",
        Shape.DECIMAL: "number",
    }
    return what[field.shape]


def _example(field: Field) -> str:
    return f"`{field.example}`" if field.example and not field.choices else ""


PAGES = {"keys.md": keys_page, "fields.md": fields_page}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
