"""What the columns of a table are: fields by their names, labels, and the usual other headers."""

import codecs
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from briefing.exchange.cells import Wording
from briefing.exchange.file import ImportFault
from briefing.model.fields import Shape, fields_of
from briefing.model.kinds import KINDS
from briefing.model.terms import ACTOR_ROLES, OUTCOMES

ID: Final = "id"
"""The column with the ref of a record, or with what a data set calls it."""

RECORD: Final = "record"
"""The column with the kind of record, where rows are of several."""

START, END = "date.start", "date.end"
"""Columns for the two ends of a date."""

SOURCE: Final = "source."
"""Begins the columns for the source that a row rests on: `source.title`, `source.url` …"""

_SOURCE_COLUMNS: Final = {
    "title": "source title; source name; sources; reference; references; citation",
    "url": "source url; source link; url; link; web; source website; source urls; source link(s)",
    "publisher": "source publisher; source office; outlet; publisher",
    "published": "source date; publication date; date published; published",
}

_EVERY_KIND: Final = {
    "aliases": "alias; aka; also known as; other names; alternative names",
    "summary": "notes; note; description; details; comment; comments; remarks; abstract",
    "tags": "keywords; keyword; tag",
}

_SYNONYMS: Final[Mapping[str, Mapping[str, str]]] = {
    "group": {
        "name": "group; group name; organisation; organization; actor; actor name; armed group",
        "abbreviation": "acronym; abbr; short name; initials",
        "kind": "group type; type; actor type; category",
        "countries": "country",
        "founded": "date founded; formed; established; created",
        "dissolved": "date dissolved; disbanded; ended",
    },
    "leader": {
        "name": "leader; leader name; person; full name; person name; individual",
        "position": "title; office; function; rank; role; post",
        "nationalities": "nationality; citizenship; country",
        "born": "date of birth; dob; birth date; birthdate; born on",
        "died": "date of death; death date; died on; killed on",
    },
    "event": {
        "title": "event; event name; event title; headline; incident; name",
        "date": "event date; date of event; incident date; when",
        START: "start date; date start; start; from; begin date; begin; started",
        END: "end date; date end; end; to; ended; until",
        "kind": "event type; type; category",
        "subkind": "sub event type; event subtype; subtype; sub type; sub kind",
        "place": "where; place and position",
        "place.name": "location; town; city; village; place name; location name; settlement",
        "place.admin1": "admin1; region; province; state; governorate; oblast; admin 1",
        "place.country": "country; country name; country code; iso2; iso",
        "place.latitude": "latitude; lat; latitude (wgs84)",
        "place.longitude": "longitude; lon; long; lng; longitude (wgs84)",
        "place.precision": "precision; location precision; geo precision",
        "actors": "actor; who; parties; involved; participants",
        "actors.perpetrator": "perpetrators; attacker; attackers; by; responsible",
        "actors.target": "targets; victim; victims; against",
        "casualties": "toll",
        "casualties.killed": "deaths; dead; fatalities; number killed; people killed; nkill",
        "casualties.wounded": "injured; injuries; number wounded; people injured; nwound",
        "casualties.missing": "disappeared; number missing",
        "casualties.displaced": "idps; number displaced",
        "part_of": "operation; part of operation; parent event",
    },
    "quote": {
        "text": "quote; quotation; words; statement",
        "speaker": "said by; who; person",
        "said": "said on; date; date said; when",
        "about": "mentions; on; subject; topic",
    },
    "source": {
        "title": "source; source title; name; document; headline",
        "type": "source type; item type; document type",
        "authors": "author; by; creator; writer",
        "publisher": "publication; outlet; newspaper; publication title; journal; source publisher",
        "published": "date; publication date; date published; year; source date",
        "url": "link; web; address; source url; website; source link",
        "retrieved": "accessed; access date; date accessed; fetched",
        "language": "lang",
    },
    "link": {
        "type": "relation; relationship; link type; relation type; kind",
        "from": "subject; source entity; who; a; from record",
        "to": "object; target; whom; b; to record",
        "role": "position; function; capacity",
        "start": "start date; since; from date; begin",
        "end": "end date; until; to date",
    },
    "view": {},
}
"""The usual other headers of each column, by kind, separated by semicolons."""

_NOT_LABELS: Final = ("place.name", "actors", "cites")
"""Fields whose label says too little for a header of its own."""

MOST_COLUMNS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Hints:
    """What a user says about a table, in a mapping file.

    Attributes:
        kind: The kind of record in each row; empty to recognise it.
        columns: The field of each column, by its header; empty to leave it out.
        ids: What precedes the values of a column `id` that are no refs, such as "iom:incident";
            empty for the name of the table.
        delimiter: The sign between columns; empty to recognise it.
        encoding: The encoding of a table in text; empty to recognise it.
        wording: How cells are written.
        sheets: The same for single sheets.
    """

    kind: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    ids: str = ""
    delimiter: str = ""
    encoding: str = ""
    wording: Wording = field(default_factory=Wording)
    sheets: Mapping[str, "Hints"] = field(default_factory=dict)

    def of(self, sheet: str) -> "Hints":
        """The hints for a sheet."""
        return self.sheets.get(sheet, self)


_HINTS: Final = (
    "kind",
    "columns",
    "ids",
    "delimiter",
    "encoding",
    "date_order",
    "decimal",
    "sheets",
)


def read_hints(path: Path) -> Hints:
    """The hints in a mapping file; none if there is no such file.

    Raises:
        ImportFault: It is no mapping file.
    """
    try:
        if not path.is_file():
            return Hints()
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return _hints(raw)
    except (OSError, ValueError, RecursionError) as error:
        raise ImportFault(f"{path}: {error}") from None


def _hints(raw: Mapping[str, Any]) -> Hints:
    if unknown := [name for name in raw if name not in _HINTS]:
        raise ValueError(f"there is no setting “{unknown[0]}”; there are {', '.join(_HINTS)}")
    for name in ("columns", "sheets"):
        if not isinstance(raw.get(name, {}), dict):
            raise ValueError(f"{name} is no table")  # noqa: TRY004  a fault of the file
    texts = {name: raw.get(name, "") for name in _HINTS if name not in ("columns", "sheets")}
    for name, value in (*texts.items(), *raw.get("columns", {}).items()):
        if not isinstance(value, str):
            raise ValueError(f"{name} is no text in quotes")  # noqa: TRY004  a fault of the file
    if texts["kind"] not in ("", *KINDS):
        raise ValueError(f"kind is “{texts['kind']}”; it is one of {', '.join(KINDS)}")
    if texts["delimiter"] and len(texts["delimiter"]) != 1:
        raise ValueError("delimiter is one sign")
    if texts["encoding"]:
        try:
            codecs.lookup(texts["encoding"])
        except LookupError as error:
            raise ValueError(str(error)) from None
    columns = {folded(name): path for name, path in raw.get("columns", {}).items()}
    known = {path for kind in KINDS if texts["kind"] in ("", kind) for path in paths(kind)}
    for header, path in columns.items():
        if path and path not in known:
            raise ValueError(f"“{header}” is “{path}”; it is one of {', '.join(sorted(known))}")
    own = Hints(
        kind=texts["kind"],
        columns=columns,
        ids=texts["ids"],
        delimiter=texts["delimiter"],
        encoding=texts["encoding"],
        wording=Wording(texts["date_order"], texts["decimal"]),
    )
    sheets = {}
    for name, each in raw.get("sheets", {}).items():
        if not isinstance(each, dict):
            raise ValueError(f"sheets.{name} is no table")  # noqa: TRY004  a fault of the file
        inherited = {key: value for key, value in raw.items() if key not in ("sheets", "columns")}
        sheets[name] = _hints({**inherited, **each})
    return replace(own, sheets=sheets)


def folded(header: str) -> str:
    """A header without regard to case, blanks and the signs between words."""
    return " ".join(re.sub(r"[\s_\-./:]+", " ", header.strip().lstrip("\ufeff")).casefold().split())


@cache
def paths(kind: str) -> Sequence[str]:
    """The columns that a table of a kind can have, in the order in which they are written."""
    return (ID, *written(kind), *_read_only(kind), RECORD)


@cache
def written(kind: str) -> Sequence[str]:
    """The columns of the fields of a kind: those of a row of fields each in one of its own."""
    found: list[str] = []
    for each in KINDS[kind].fields:
        if each.shape is Shape.ROW and each.row is not None:
            found += (f"{each.name}.{part.name}" for part in fields_of(each.row))
        else:
            found.append(each.name)
    return found


def _read_only(kind: str) -> Iterator[str]:
    for each in KINDS[kind].fields:
        if each.shape is Shape.ROW:
            yield each.name
    if kind == "event":
        yield from (START, END)
        yield from (f"actors.{role}" for role in ACTOR_ROLES)
        yield from (f"casualties.{outcome}" for outcome in OUTCOMES)
    if not KINDS[kind].is_source and not KINDS[kind].is_own:
        yield from (f"{SOURCE}{name}" for name in _SOURCE_COLUMNS)


@cache
def headers(kind: str) -> Mapping[str, str]:
    """The column that each header stands for, headers folded."""
    found: dict[str, str] = {}
    for path in paths(kind):
        found.setdefault(folded(path), path)
    for each in KINDS[kind].fields:
        if each.name not in _NOT_LABELS:
            found.setdefault(folded(each.label), each.name)
    usual = [*_SYNONYMS.get(kind, {}).items(), *_EVERY_KIND.items()]
    if f"{SOURCE}title" in paths(kind):
        usual += [(f"{SOURCE}{name}", words) for name, words in _SOURCE_COLUMNS.items()]
        found.setdefault("source", f"{SOURCE}title")
    if kind == "event":
        usual += [(f"actors.{role}", role) for role in ACTOR_ROLES]
        usual += [(f"casualties.{outcome}", outcome) for outcome in OUTCOMES]
    for path, words in usual:
        for word in words.split(";"):
            found.setdefault(folded(word), path)
    return found


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table are, for one kind.

    Attributes:
        kind: The kind.
        header: The headers as they stand.
        fields: The column each stands for; empty for one that the kind has no place for.
    """

    kind: str
    header: Sequence[str]
    fields: Sequence[str]

    @property
    def note(self) -> str:
        """What the columns were taken for, for a reader."""
        taken = (
            f"“{head}” as {path}"
            for head, path in zip(self.header, self.fields, strict=True)
            if path and folded(head) != folded(path)
        )
        said = ", ".join(taken)
        return f"columns of {KINDS[self.kind].plural}: {said}" if said else ""


def columns_for(kind: str, header: Sequence[str], hints: Hints) -> Columns:
    """What the columns of a table are.

    Raises:
        ImportFault: Two of them are the same.
    """
    known = headers(kind)
    found = [
        hints.columns.get(folded(each), known.get(folded(each), "")) if each.strip() else ""
        for each in header
    ]
    found = [each if each in paths(kind) else "" for each in found]
    seen: dict[str, int] = {}
    for at, path in enumerate(found):
        if path and path in seen:
            one, other = header[seen[path]], header[at]
            raise ImportFault(
                f"the columns “{one}” and “{other}” both give {path}; say in a mapping file what "
                "each is (--write-mapping writes one)"
            )
        seen.setdefault(path, at)
    return Columns(kind, header, found)


def kind_of_header(header: Sequence[str], hints: Hints, name: str = "") -> str:
    """The kind of record in the rows of a table; empty if its header does not say.

    Args:
        header: The headers.
        hints: What the user says.
        name: The name of the sheet or file, which may be that of a kind.
    """
    if hints.kind:
        return hints.kind
    if named := kind_named(name):
        return named
    scores = {kind: score for kind in KINDS if (score := _score(kind, header, hints))}
    best = [kind for kind, score in scores.items() if score == max(scores.values())]
    return best[0] if len(best) == 1 else ""


def kind_named(name: str) -> str:
    """The kind whose name or plural a word is; empty if none."""
    word = name.strip().casefold()
    return next((each.name for each in KINDS.values() if word in (each.name, each.plural)), "")


def _score(kind: str, header: Sequence[str], hints: Hints) -> int:
    """How many columns are those of a kind; 0 if one it needs is missing."""
    known = headers(kind)
    given = {hints.columns.get(folded(each), known.get(folded(each), "")) for each in header}
    needed = {each.name for each in KINDS[kind].fields if each.required}
    if needed - given - _in_other_columns(given):
        return 0
    return len(given - {""})


def _in_other_columns(given: Collection[str]) -> set[str]:
    """The required fields that columns of another name give."""
    found = set()
    if START in given:
        found.add("date")
    if f"{SOURCE}title" in given or f"{SOURCE}url" in given:
        found.add("source")
    return found


def mapping_file(tables: Sequence[tuple[str, Columns | None, Sequence[str]]], hints: Hints) -> str:
    """A mapping file that says what the columns of a table are taken for.

    Args:
        tables: The name of each sheet, its columns if its kind is clear, and its headers.
        hints: What the user said before.
    """
    import tomli_w

    def settings(columns: Columns | None, header: Sequence[str]) -> dict[str, Any]:
        fields = columns.fields if columns else [""] * len(header)
        return {
            "kind": columns.kind if columns else "",
            "columns": {
                head: path for head, path in zip(header, fields, strict=True) if head.strip()
            },
        }

    common = {
        "date_order": hints.wording.date_order,
        "decimal": hints.wording.decimal,
        "ids": hints.ids,
        "delimiter": hints.delimiter,
        "encoding": hints.encoding,
    }
    if len(tables) == 1:
        _, columns, header = tables[0]
        raw = {**common, **settings(columns, header)}
        kinds = [columns.kind] if columns else [*KINDS]
    else:
        raw = {**common, "sheets": {name: settings(one, head) for name, one, head in tables}}
        kinds = [*dict.fromkeys(columns.kind for _, columns, _ in tables if columns)] or [*KINDS]
    lines = [
        "# What each column of the table is; an empty text leaves it out.",
        f"# kind: {', '.join(KINDS)}",
        *(f"# columns of {KINDS[kind].plural}: {', '.join(paths(kind))}" for kind in kinds),
        '# date_order of 3/4/2013: "day first" or "month first"',
        '# decimal: "." or ","',
        '# ids: what precedes a value of a column “id”, such as "iom:incident"; empty: its name',
        "",
        tomli_w.dumps(raw),
    ]
    return "\n".join(lines)
