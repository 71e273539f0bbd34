"""Write the reference pages from the declarations: `python docs/make_reference.py`.

A test fails when a page is out of date.
"""

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill, indent
from types import ModuleType

import click

from briefing.checks import CHECKS
from briefing.checks.declared import PLUGINS
from briefing.cli.commands import cli
from briefing.cli.commands.listing import filters_over
from briefing.cli.group import DB_OPTION
from briefing.model.dates import describe
from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Cite
from briefing.model.parsers import actors, cites, coordinates, links, places
from briefing.model.parsers.casualties import figures
from briefing.model.parsers.casualties import parse as casualties
from briefing.model.parsers.dates import parse as dates
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.quotes import parse as capture
from briefing.model.parsers.understanding import Context, understand
from briefing.model.parsers.words import NotUnderstood
from briefing.model.terms import (
    CREDIBILITIES,
    LINK_TYPES,
    PLACE_PRECISIONS,
    RELIABILITIES,
    SYNONYMS,
    VERDICTS,
)
from briefing.provenance import day_of
from briefing.search.entries import index_of
from briefing.search.identity.find import Identities
from briefing.store.store import Store
from briefing.tui.commands.command import keys_shown
from briefing.tui.commands.main import COMMANDS
from briefing.tui.commands.pictures import IN_CHRONOLOGY, IN_MAP, IN_NETWORK, IN_PATTERNS
from briefing.tui.commands.screens import (
    IN_ANSWERS,
    IN_HISTORY,
    IN_IMPORT,
    IN_INBOX,
    IN_MATRIX,
    IN_REPORT,
)
from briefing.tui.dialogs.help import sections_of
from briefing.views.filters.filters import SPECIAL
from briefing.views.filters.properties import properties
from briefing.views.filters.syntax import Value

HERE = Path(__file__).parent


def keys_page() -> str:
    """Every key and what it does."""
    lines = ["# Keys and signs", "", "Generated from the declarations; `?` shows the same list."]
    screens = (
        *COMMANDS,
        *IN_INBOX,
        *IN_HISTORY,
        *IN_ANSWERS,
        *IN_IMPORT,
        *IN_MATRIX,
        *IN_REPORT,
        *IN_CHRONOLOGY,
        *IN_NETWORK,
        *IN_MAP,
        *IN_PATTERNS,
    )
    for heading, entries in sections_of(screens).items():
        lines += [
            "",
            f"## {heading}",
            "",
            "| key or sign | what it does or means |",
            "| --- | --- |",
        ]
        lines += [f"| `{keys}` | {what} |" for keys, what in entries]
    return "\n".join(lines) + "\n"


def fields_page() -> str:
    """Every kind of record, its fields and what they may hold."""
    lines = [
        "# Records and their fields",
        "",
        "Generated from the declarations. A star marks a required field. Empty fields are left out",
        "of the file.",
    ]
    records = [kind.cls for kind in KINDS.values()]
    rows = dict.fromkeys(field.row for cls in records for field in fields_of(cls) if field.row)
    # Those that all kinds have come last.
    rows_in_order = sorted(rows, key=lambda row: row is Cite)
    structs = {cls.__name__: cls for cls in (*records, *rows_in_order)}
    for name, cls in structs.items():
        lines += ["", f"## {name}", "", (cls.__doc__ or "").strip(), ""]
        lines += ["| field | holds | meaning | example |", "| --- | --- | --- | --- |"]
        for field in fields_of(cls):
            star = "\\*" if field.required else ""
            lines.append(
                f"| `{field.name}`{star} | {_holds(field)} | {field.help} | {_example(field)} |"
            )
    return "\n".join(lines) + "\n"


def _holds(field: Field) -> str:
    """The values a field may hold, described for a reader."""
    if field.row is not None:
        name = field.row.__name__
        return f"{'list of ' if field.is_list else ''}[{name}](#{name.lower()})"
    if field.choices:
        meanings = field.meanings or ("",) * len(field.choices)
        terms = zip(field.choices, meanings, strict=True)
        return ", ".join(f"{term} ({what})" if what else term for term, what in terms)
    what = {
        Shape.TEXT: "one line of text",
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


SAID = DateContext(dt.date(2014, 1, 24), "the active source")
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
        target: "Hunters of Dogon, Koro and Bankass"|Mokhtar Belmokhtar (claimant)
        signed by Burkina Faso, MNLA and HCUA; guarantors: Algeria, ECOWAS|MNLA (in control)
        initiated by the French army; supported by Chad""",
    "place": """
        Aguelhoc, Kidal, Mali|Goma, DRC|London, UK|Congo|Soumpi, Niafunké cercle, Tombouctou, Mali
        Timbuktu, Mali 16.77 -3.00|19°27'50"N 0°51'E, near Aguelhoc, Mali|town, Kidal, Mali
        Diabaly, Ségou, Mali (exact)|Diabaly 14.69 -96.02 5""",
    "coordinates": """
        16.27, -0.04|16.27°N 0.04°W|19°27'50"N 0°51'30"E|19 27 50 N, 0 51 30 E|1927N 00051E
        0°51'E 19°27'N|lat 16.27, lon -0.04|+1616.2-00002.4/|POINT(-0.04 16.27)|16,27; -0,04
        31QBB 75350 53124|30QZF1234|91.5, 0.86|16.27 N 0.04|16.27|31N 500000 4649776""",
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
"""Example phrases by what they describe, separated by a bar or a line break."""

MADE_FROM: dict[str, tuple[str, tuple[ModuleType, ...]]] = {
    "date": ("Dates", (dates,)),
    "casualties": ("Casualties", (casualties, figures)),
    "actors": ("Actors", (actors,)),
    "place": ("Places", (places,)),
    "coordinates": ("Coordinates", (coordinates,)),
    "link": ("Links", (links,)),
    "cite": ("Cites", (cites,)),
    "quote": ("Quotes", (capture,)),
}
"""The heading of each section, and the modules whose docstrings explain its rules."""


def phrases_page() -> str:
    """What phrases are understood as, with the names of the sample."""
    lines = [
        "# What phrases mean",
        "",
        "Generated by the parsers themselves; `briefing parse` shows the same for any phrase. A",
        "phrase is understood completely, or refused with the words that were not understood.",
        f"Relative dates count from {describe(SAID.day.isoformat())}, a Friday; names are those in",
        "`db.json`.",
    ]
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(shutil.copy(HERE.parent / "db.json", folder)))
        names = Identities(index_of(store.records(), reads_texts=False))
        book = Context(
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
            lines += ["| phrase | kept | read as |", "| --- | --- | --- |"]
            phrases = EXAMPLES[what].replace("\n", "|").split("|")
            lines += [_example_row(what, said.strip(), book) for said in phrases if said.strip()]
        store.close()
    return "\n".join(lines) + "\n"


def _example_row(what: str, phrase: str, book: Context) -> str:
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


TERMS: dict[str, dict[str, tuple[str, str]]] = {
    "The briefing": {
        "briefing": ("one `db.json` with its history: what you open", "store/store.py"),
        "record": (
            "one group, leader, event, quote, source, link, judgement, requirement or view",
            "model/kinds",
        ),
        "kind": (
            "what a record is: group, leader, event, quote, source, link or view",
            "model/kinds",
        ),
        "field": ("one named value of a record", "model/fields.py"),
        "row": ("one entry of a field that is a list: an actor, a cite", "model/kinds/record.py"),
        "id": ("the name of a record within its kind: `mujao`", "model/refs.py"),
        "ref": ("kind and id, which name a record anywhere: `group:mujao`", "model/refs.py"),
        "label": ("what a record is called on the screen", "model/labels.py"),
        "alias": ("another name or spelling of the same thing", "model/kinds/record.py"),
        "link": ("a record that relates two groups or leaders", "links.py"),
        "filter": ("a query that narrows all lists to what it holds for", "views/filters"),
        "view": ("a filter kept in the briefing under a name", "model/kinds/view.py"),
        "property": ("what a filter can ask of a record", "views/filters/properties.py"),
        "tie": ("any connection between two records: a link, an actor, a speaker", "links.py"),
    },
    "How you know it": {
        "source": ("a document; the *active source* is the last one made or cited", "citing.py"),
        "cite": ("what one source says for one field of one record", "model/kinds/record.py"),
        "passage": (
            "the exact words of the source that a cite is based on",
            "model/kinds/record.py",
        ),
        "grade": (
            "reliability of the source and credibility of the information: `B2`",
            "provenance.py",
        ),
        "origin": (
            "a source that copies no other; two copies of it are one origin",
            "provenance.py",
        ),
        "provenance": ("how a field is known: cites, best grade, origins", "provenance.py"),
        "contradiction": (
            "a cite whose value differs from the record's, `≠`, until it is resolved",
            "model/contradictions.py",
        ),
        "corroboration": (
            "the independent origins of each field of a record",
            "views/sources.py",
        ),
        "fall": ("of a source: to support nothing, with all derived from it", "views"),
        "verdict": ("how a contradiction was resolved: set aside, disputed", "model/terms.py"),
        "look-alike": ("a record that may be the same as another one", "search/lookalikes.py"),
        "evidence": ("what bears on a judgement, and how", "model/kinds/judgement.py"),
        "matrix": ("the judgements on one question against their evidence", "views/hypotheses.py"),
        "watch": ("a query that looks for news on a question", "views/watches.py"),
        "marking": ("who may see a record (TLP 2.0)", "model/markings.py"),
        "protected": (
            "of a source: only its grade may leave",
            "views/books/released.py",
        ),
        "report": ("the briefing in writing, for others", "report/compose.py"),
        "part": ("what a report tells under one heading", "report/parts"),
        "template": ("which parts a report has, in what order", "report/template.py"),
        "finding": ("one error or weak spot that a check reports", "checks"),
        "check": ("looks for one kind of error or weak spot", "checks/declared.py"),
        "dismissal": (
            "a finding settled with a reason; it lapses when the facts change",
            "model/kinds/record.py",
        ),
    },
    "At another time": {
        "as of": ("as the world stood at the end of a day", "views/books/as_of.py"),
        "known at": ("as the briefing was, at a revision or a time", "views/books/known_at.py"),
        "undated": ("without a date that says since when it holds", "views/books/as_of.py"),
        "book": (
            "the records as they are read: today's, or those of another time",
            "store/book.py",
        ),
    },
    "On the screen": {
        "pane": ("one of the four lists: groups, leaders, events, quotes", "tui/main"),
        "dossier": ("everything about one record, laid out for reading", "dossier.py"),
        "jump": ("the search that `/` opens", "tui/jump"),
        "inbox": ("what waits to be weighed, and what was; `v` opens it", "tui/checks"),
        "lens": ("narrows all panes to what is linked to one record", "tui/main"),
        "trail": ("the records you visited, for going back and forward", "tui/main/trail.py"),
        "mark": ("selects a record, so that a command applies to all selected", "tui/main"),
        "phrase": ("plain English that becomes a value: “late February 2013”", "model/parsers"),
        "draft": ("an unsaved form, kept in case the program is killed", "tui/forms/drafts.py"),
    },
    "In the files": {
        "change": ("one record before and after", "store/changes.py"),
        "transaction": ("changes made together, undone together", "store/changes.py"),
        "revision": ("the number of a transaction, counted from 1", "store/changes.py"),
        "history": ("all transactions, in `db.history.jsonl`: the log", "store/backends/jsonfile"),
        "checkpoint": (
            "rewriting `db.json` to match its history; `briefing checkpoint` does it at once",
            "store/backends/jsonfile",
        ),
        "head": ("the hash of the last line of the history", "store/backends/jsonfile"),
        "merge": ("turns two records of the same thing into one", "store/merge_split.py"),
        "split": ("separates two merged records again", "store/merge_split.py"),
        "forget": ("removes a record from every file, history included", "store/backends/jsonfile"),
        "backend": ("a place that stores a briefing, such as a file", "store/backend.py"),
    },
}
"""Each term by topic: what it means, and the file or folder of the package it belongs to."""


def terms_page() -> str:
    """The vocabulary: one term for one thing in the program, its code and its pages."""
    lines = [
        "# Terms",
        "",
        "Generated from one list. Each term means the same on the screen, in the files, in the",
        "code and in these pages; the last column says where in `briefing/` it belongs.",
    ]
    for heading, terms in TERMS.items():
        lines += ["", f"## {heading}", "", "| term | meaning | code |", "| --- | --- | --- |"]
        lines += [f"| {term} | {what} | `{where}` |" for term, (what, where) in terms.items()]
    lines += ["", "## Kinds of record", "", "| kind | what it is |", "| --- | --- |"]
    lines += [f"| {name} | {_lowered(kind.cls.__doc__ or '')} |" for name, kind in KINDS.items()]
    for heading, meanings in (
        ("Reliability of a source (NATO AJP-2.1)", RELIABILITIES),
        ("Credibility of information (NATO AJP-2.1)", CREDIBILITIES),
        ("Verdicts on a contradiction", VERDICTS),
        ("How exactly a place is known", PLACE_PRECISIONS),
        ("Links, and how they read from the other end", LINK_TYPES),
    ):
        lines += ["", f"## {heading}", "", "| term | meaning |", "| --- | --- |"]
        lines += [f"| {term} | {what} |" for term, what in meanings.items()]
    lines += ["", "## Other words that find a term in a form", "", "| term | words |"]
    lines += ["| --- | --- |", *(f"| {term} | {words} |" for term, words in SYNONYMS.items())]
    return "\n".join(lines) + "\n"


def _lowered(sentence: str) -> str:
    """A sentence as the cell of a table."""
    text = sentence.strip().removesuffix(".")
    return text[:1].lower() + text[1:]


def checks_page() -> str:
    """Every check: what it finds, its level, and the key that mends it."""
    keys = {command.id: keys_shown(command) for command in COMMANDS}
    lines = [
        "# Checks",
        "",
        "Generated from the declarations, in the order in which `briefing check` and the inbox",
        "(`v`) list what they find. Only what is certain is reported: a date that is approximate",
        "or uncertain, or may fit, does fit.",
        "",
        "| heading | id | level | reported when | key |",
        "| --- | --- | --- | --- | --- |",
    ]
    for each in CHECKS:
        key = f"`{keys[each.mend]}`" if each.mend else ""
        lines.append(f"| {each.title} | `{each.id}` | {each.level} | {each.help} | {key} |")
    lines += [
        "",
        "An error is wrong whatever anybody says; `briefing check` then ends with status 1. A",
        "warning is for an analyst to judge. What needs no more work is dismissed with a reason,",
        "by `x` in the inbox or by `briefing dismiss`. The dismissal is kept with the record, in",
        "its history, and lapses when the facts it rests on change. These are settled otherwise:",
        "",
    ]
    ways = dict.fromkeys(each.instead for each in CHECKS if each.instead)
    for way in ways:
        ids = ", ".join(f"`{each.id}`" for each in CHECKS if each.instead == way)
        lines.append(f"- {ids}: {way}.")
    lines += [
        "",
        f"Another package adds checks by the entry point group `{PLUGINS}`: a `Check` of",
        "`briefing.checks`, or a list of them.",
    ]
    return "\n".join(lines) + "\n"


def scripting_page() -> str:
    """The page of the command line, with the commands as they are declared."""
    page = (HERE / "scripting.md").read_text(encoding="utf-8")
    before, _, rest = page.partition("```\n")
    _, _, after = rest.partition("```\n")
    return f"{before}```\n{''.join(_commands(cli, 'briefing'))}```\n{after}"


def _commands(
    command: click.Command, name: str, parent: click.Context | None = None
) -> Iterator[str]:
    """The usage of a command and those in it, each above what it does."""
    context = click.Context(command, parent, name, **command.context_settings)
    if command is cli or not isinstance(command, click.Group):
        own = [] if command is cli else _params(context)
        usage = " ".join((name, *(_part(param, context) for param in own)))
        former = f"The same as `{command.name}`, its name today."
        what = former if command.hidden else _in_one_line(command.help or "")
        yield f"{usage}{' [DB]' if command is cli else ''}\n{indent(fill(what, 92), '    ')}\n"
    if isinstance(command, click.Group):
        for each, below in command.commands.items():
            yield from _commands(below, f"{name} {each}", context)


def _params(context: click.Context) -> list[click.Parameter]:
    """The parameters of a command, without the options that all have."""
    command = context.command
    common = (DB_OPTION, command.get_help_option(context))
    return [param for param in command.get_params(context) if param not in common]


def _part(param: click.Parameter, context: click.Context) -> str:
    """A parameter in a usage line."""
    if not isinstance(param, click.Option):
        return param.make_metavar(context)
    value = "" if param.is_flag else f" {param.make_metavar(context).strip('[]')}"
    part = f"{param.opts[0]}{value}"
    return part if param.required else f"[{part}]"


def _in_one_line(text: str) -> str:
    """A help text without its line breaks and examples."""
    return " ".join(text.partition("\b")[0].split())


FILTER_EXAMPLES = {
    "kind:battle": "of a kind; the beginning of a word will do, and `,` joins alternatives",
    "kind:battle,protest": "either will do",
    "place:aguelhoc": "words of a place, its region or its country",
    "actor:aqim": "who took part, in any spelling; `perpetrator:`, `target:` … by role",
    "after:2013-03": "later than that; also `before`, `since`, `until`, `in`",
    'in:"late February 2013"': "dates as people say them, in quotation marks if they have blanks",
    "killed>10": "by the figures; `killed:civilians` by who was counted",
    "cites<2": "how many cites; `origins<2` counts copies of one source once",
    "single-origin:casualties": "whose figures rest on one source, or on copies of one",
    "grade<=C3": "a cite graded C3 or better, in both halves",
    "has:contradiction": "sources that differ, undecided; `has:died` anything that is filled in",
    "linked:aqim": "what its lens shows",
    "leader:mokhtar-belmokhtar": "that record, by its ref or name; `source:` is what cites one",
    "changed:yesterday": "changed on that day or later",
    '"good job"': "words of a name, a text or a place; one word needs no quotation marks",
    "-status:confirmed": "what does not hold; also `not status:confirmed`",
    "(is:group or is:leader) country:mali": "alternatives, in brackets where they are part of more",
}
"""Filters for the page, each with what it asks for."""

_FILTERS_HEAD = """\
# Filters

`\\` on the screen, `briefing list` and every `--filter` take the same queries. Conditions side by
side must all hold.

Generated from the declarations; the numbers are those of the sample.

| query | asks for | finds |
| --- | --- | --- |
"""

_FILTERS_MIDDLE = """
A condition is a name, then `:` (or `=`), `!=`, `<`, `<=`, `>` or `>=`, then a value. Values with
blanks, commas or brackets go in quotation marks; inside them, `\\"` is a quotation mark and `\\\\`
a backslash. A comparison may stand behind `:`, as in `killed:>10`. `and` may stand between
conditions; `or` binds less than it; `not` and `-` turn round what follows.

## Certainly and possibly

A record holds *certainly* if whatever its dates and figures can mean is what was asked for, and
*possibly* if some of it is. An event of "2013" was possibly after March 2013. Both are listed; `≈`
marks those that hold only possibly, and the titles of lists count them. Something that lasted is in
every period it lasted into. Turned round, what held possibly still holds possibly.

- "At least 91" is certainly more than 10 and possibly more than 200. A best figure without
  bounds never holds certainly. An event without a figure is in no range at all.
- Without a date a record is in no period. What lasted did so certainly from the last day it can
  have begun to the first it can have ended, and in any period that takes in all days it can have
  begun, or all it can have ended. A link from 2013 without an end lasted certainly in 2013, and
  possibly on any day of it and ever since.
- An open end (`2013/..`, "since 2013") says that it went on after it had begun, but not until when.
  An unknown one (`2013/`) does not say that much.

## Choosing instead of typing

Below the query line are the properties and, behind a name, its values with how many records have
each among those that the rest of the query leaves. `↓` and `enter` choose, `tab` takes the first.
What cannot be read is underlined and explained; the lists keep the last result until it can be.
A word is looked for as it is written. If no text has it, the reading names what a search in any
spelling finds: `linked:leader:mokhtar-belmokhtar?`.

`V` keeps the filter as a view in the briefing, for everybody who opens it, and applies views. A
view is a record like any other: `/` finds it, and there it can be edited and deleted.

## On the command line

```
$ briefing list events kind:battle in:2012
$ briefing list 'killed>5 not status:confirmed' --sort -killed
$ briefing list groups country:mali --csv > groups.csv
$ briefing search belmoktar --filter is:event
$ briefing show --filter 'is:leader status:dead'
```

Options begin with a minus, so write `not` there. `--sort P` sorts by a property, `--sort -P` the
other way round; records without a value come last. `--json` prints one list; each
record has `certain`.

## Everything that can be asked

A property that several kinds have is asked of all of them; `is:event` limits a query to one kind.

| property | of | example | meaning |
| --- | --- | --- | --- |
"""


def filters_page() -> str:
    """What a filter can ask, with examples tried on the sample."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(shutil.copy(HERE.parent / "db.json", folder)))
        filters = filters_over(store)
        found = {query: filters.find(query) for query in FILTER_EXAMPLES}
    lines = [_FILTERS_HEAD.rstrip("\n")]
    for query, meaning in FILTER_EXAMPLES.items():
        count = f"{len(found[query].refs):,}"
        doubt = f", {len(found[query].uncertain):,} possibly" if found[query].uncertain else ""
        lines.append(f"| `{query}` | {meaning} | {count}{doubt} |")
    lines.append(_FILTERS_MIDDLE.rstrip("\n"))
    for name, special in SPECIAL.items():
        lines.append(f"| `{name}` | all | `{name}:{special.example}` | {special.help} |")
    for each in sorted(properties().values(), key=lambda one: one.name):
        kinds = "all" if len(each.readers) == len(KINDS) else ", ".join(each.readers)
        sign = (
            ":"
            if each.sign or len(each.signs) == 1
            else "<="
            if each.name == "grade" or each.has_terms
            else ">="
        )
        value = each.example
        example = "" if value == "…" else f"`{each.name}{sign}{_in_quotes(value)}`"
        lines.append(f"| `{each.name}` | {kinds} | {example} | {each.help} |")
    return "\n".join(lines) + "\n"


def _in_quotes(value: str) -> str:
    return str(Value(value))


PAGES = {
    "filters.md": filters_page,
    "checks.md": checks_page,
    "keys.md": keys_page,
    "scripting.md": scripting_page,
    "fields.md": fields_page,
    "phrases.md": phrases_page,
    "terms.md": terms_page,
}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
