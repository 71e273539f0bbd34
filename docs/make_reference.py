"""Writes the reference pages from the declarations: `python docs/make_reference.py`.

The tests fail when a page no longer says what the program does.
"""

import datetime as dt
from pathlib import Path

from briefing.model.fields import Field, Shape, fields_of
from briefing.model.parsers.casualties import figures
from briefing.model.parsers.casualties import phrases as casualties
from briefing.model.parsers.dates import phrases as dates
from briefing.model.parsers.said import Said
from briefing.model.parsers.understanding import Book, understand
from briefing.model.parsers.words import NotUnderstood
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


SAID = Said(dt.date(2014, 1, 24), "the source in use")
EXAMPLES: dict[str, str] = {
    "date": """
        16 january 2013|Thursday 24 January 2013|Monday 24 January 2014|late february 2013
        the second week of January 2013|the week of 13 January 2014|end of 2012|late 2012|2012–13
        early 1990s|about 2012|before 2012|by 2012|after 2012|since 2012|until March 2012
        from January to March 2013|between 10 and 12 January 2013|10–12 January 2013
        the night of 23–24 January 2014|the early hours of 24 January 2014
        yesterday|on Thursday|on Friday and Saturday|last Thursday|last week|last month|this month
        two days ago|two weeks ago|over the past few weeks|the weekend|24 December|24 January
        30 January|3/4/2013|13/4/2013|2013-W04|24 janvier 2013|24. Januar 2013|24 de enero de 2013
        24 января 2013|24 Ocak 2013|٢٤ يناير ٢٠١٣|30 February 2013|recently""",
    "casualties": """
        eleven dead|twenty-one killed|one killed, four wounded|15 dead, 30 injured
        killed: 90+ soldiers
        three French soldiers and two civilians were killed|no fewer than 12 civilians killed
        more than ninety killed|up to 20 people killed|between 10 and 15 soldiers wounded
        nearly 100 killed|about 50 fighters captured|two dozen fighters killed|a hundred killed
        dozens of civilians killed|hundreds displaced|several killed|95 (90 to 100) killed
        no one was killed|killing 11, including 3 children
        two French journalists killed by Islamists
        death toll rose to 40|douze morts et trois blessés|many killed|40 killed or wounded
        12 feared dead|11 casualties""",
}
"""What can be said, by what it is said of; a bar or the end of a line stands between two."""


def phrases_page() -> str:
    """What phrases of dates and casualties are understood as."""
    lines = [
        "# What phrases are understood as",
        "",
        "Made by the readers themselves; `briefing parse` shows the same for any phrase. A phrase",
        "is understood whole, or it is refused with the words that were not understood.",
    ]
    for what, heading, modules in (
        ("date", "Dates", (dates,)),
        ("casualties", "Casualties", (casualties, figures)),
    ):
        lines += ["", f"## {heading}", ""]
        for module in modules:
            lines += [(module.__doc__ or "").strip(), ""]
        lines += ["| said | kept | read |", "| --- | --- | --- |"]
        for phrase in EXAMPLES[what].replace("\n", "|").split("|"):
            if phrase.strip():
                lines.append(_example_row(what, phrase.strip()))
        if what == "date":
            lines += ["", f"What is counted here is counted from {SAID.day}, a Friday."]
    return "\n".join(lines) + "\n"


def _example_row(what: str, phrase: str) -> str:
    try:
        found = understand(what, phrase, Book(said=SAID))
    except NotUnderstood as reason:
        return f"| {phrase} | | refused: {reason} |"
    rows = [found.value] if isinstance(found.value, str) else map(_plain, found.value)
    left = f"; not kept: {', '.join(found.left)}" if found.left and what != "date" else ""
    return f"| {phrase} | {'; '.join(f'`{row}`' for row in rows)} | {found.said}{left} |"


def _plain(row: dict[str, object]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in row.items() if value != "")


PAGES = {"keys.md": keys_page, "fields.md": fields_page, "phrases.md": phrases_page}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
