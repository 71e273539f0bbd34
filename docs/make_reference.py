"""Writes the reference pages from the declarations: `python docs/make_reference.py`.

The tests fail when a page no longer says what the program does.
"""

import datetime as dt
import shutil
import tempfile
from pathlib import Path
from types import ModuleType

from briefing.model.dates import describe
from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Cite
from briefing.model.parsers import actors, cites, links, places
from briefing.model.parsers.casualties import figures
from briefing.model.parsers.casualties import phrases as casualties
from briefing.model.parsers.dates import phrases as dates
from briefing.model.parsers.quotes import capture
from briefing.model.parsers.said import Said
from briefing.model.parsers.understanding import Book, understand
from briefing.model.parsers.words import NotUnderstood
from briefing.provenance import day_of
from briefing.search.entries import index_of
from briefing.search.identity import Identities
from briefing.store.store import Store
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
    records = [kind.cls for kind in KINDS.values()]
    rows = dict.fromkeys(field.row for cls in records for field in fields_of(cls) if field.row)
    # Those that all kinds have come last.
    rows_in_order = sorted(rows, key=lambda row: row is Cite)
    structs = {cls.__name__: cls for cls in (*records, *rows_in_order)}
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
    "actors": """
        perpetrator: MNLA, AQIM; target: French army|by MNLA and AQIM against civilians
        perpetrator: a local militia; target: Malian army|mediator: Burkina Faso
        perpetrator: Movement for Oneness and Jihad in West Africa|perpetrator: al-Qaeda
        target: "Hunters of Dogon, Koro and Bankass"|Mokhtar Belmokhtar (claimant)""",
    "place": """
        Aguelhoc, Kidal, Mali|Goma, DRC|London, UK|Congo|Soumpi, Niafunké cercle, Tombouctou, Mali
        Timbuktu, Mali 16.77 -3.00|19°27'50"N 0°51'E, near Aguelhoc, Mali|town, Kidal, Mali
        Diabaly, Ségou, Mali (exact)|Diabaly 14.69 -96.02 5""",
    "link": """
        leads AQIM since 2007|deputy leader of AQIM until 2013|founded MUJAO in October 2011
        broke away from AQIM in 2011|was a member of AQIM|merged into AQIM in August 2013
        fought MNLA|allied with Ansar Dine since January 2012|knows AQIM""",
    "cite": """
        casualties = more than ninety killed: “over ninety” (3) France Completes Second
        date = 30 january 2013: France Completes Second|whole record: p. 4, France Completes Second
        France Completes Second: “a total of ninety” (2)|status = at large: AFP""",
    "quote": """
        "We will stay until the end," said Mokhtar Belmokhtar on Monday.
        Belmokhtar denied that his men were in Kidal. "They left," a witness said.
        "Nobody fled," said a spokesman for the MNLA. "The army came back," said Jean-Yves Le Drian.
        The MNLA said it would not lay down its arms.""",
}
"""What can be said, by what it is said of; a bar or the end of a line stands between two."""

MADE_FROM: dict[str, tuple[str, tuple[ModuleType, ...]]] = {
    "date": ("Dates", (dates,)),
    "casualties": ("Casualties", (casualties, figures)),
    "actors": ("Actors", (actors,)),
    "place": ("Places", (places,)),
    "link": ("Links", (links,)),
    "cite": ("Cites", (cites,)),
    "quote": ("Quotes", (capture,)),
}
"""For what can be read its heading, and the modules that say how it is read."""


def phrases_page() -> str:
    """What phrases are understood as, with the names of the sample."""
    lines = [
        "# What phrases are understood as",
        "",
        "Made by the readers themselves; `briefing parse` shows the same for any phrase. A phrase",
        "is understood whole, or it is refused with the words that were not understood. What is",
        f"counted is counted from {describe(SAID.day.isoformat())}, a Friday; names are those of",
        "`db.json`.",
    ]
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(shutil.copy(HERE.parent / "db.json", folder)))
        names = Identities(index_of(store.records(), reads_texts=False))
        book = Book(
            said=SAID,
            find=names.find,
            by_surname=names.by_surname,
            label_of=store.label,
            day_of=lambda source: day_of(store.get(source)),
        )
        for what, (heading, modules) in MADE_FROM.items():
            lines += ["", f"## {heading}", ""]
            for module in modules:
                lines += [(module.__doc__ or "").strip(), ""]
            lines += ["| said | kept | read |", "| --- | --- | --- |"]
            phrases = EXAMPLES[what].replace("\n", "|").split("|")
            lines += [_example_row(what, said.strip(), book) for said in phrases if said.strip()]
        store.close()
    return "\n".join(lines) + "\n"


def _example_row(what: str, phrase: str, book: Book) -> str:
    try:
        found = understand(what, phrase, book)
    except NotUnderstood as reason:
        return f"| {phrase} | | refused: {reason} |"
    rows = found.value if isinstance(found.value, list) else [found.value]
    left = f"; not kept: {', '.join(found.left)}" if found.left and what != "date" else ""
    return f"| {phrase} | {'; '.join(f'`{_plain(row)}`' for row in rows)} | {found.said}{left} |"


def _plain(row: str | dict[str, object]) -> str:
    if isinstance(row, str):
        return row
    return ", ".join(f"{name}: {_plain_value(value)}" for name, value in row.items() if value != "")


def _plain_value(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, list) else value


PAGES = {"keys.md": keys_page, "fields.md": fields_page, "phrases.md": phrases_page}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
