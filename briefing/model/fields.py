"""The declaration of a field, beside its type in the class of a record or row.

It gives the label, purpose, shape and permitted values. Validation, forms, dossiers, help and the
reference pages are derived from it: a new field is one new line in the file of its kind.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, get_args, get_origin

import msgspec

from briefing.model import codes


class Shape(StrEnum):
    """The kind of value in a field; forms have one widget for each."""

    TEXT = "text"
    PROSE = "prose"
    CHOICE = "choice"
    DATE = "date"
    WORDS = "words"
    REF = "ref"
    REFS = "refs"
    INTEGER = "integer"
    DECIMAL = "decimal"
    ROW = "row"
    ROWS = "rows"


class Part(StrEnum):
    """The parts of a form, in their order."""

    FACTS = "Facts"
    TEXT = "Text"
    EVIDENCE = "Evidence"


@dataclass(frozen=True, slots=True)
class Field:
    """The declaration of one field.

    Attributes:
        shape: The kind of value.
        label: Its name for a reader.
        help: One line on what belongs in it.
        example: A correct value, as typed.
        choices: The only values allowed, if they are limited.
        meanings: The meaning of each of `choices`, if a choice does not explain itself.
        narrowed: The field whose value narrows the choices, and the choices for each value.
        kinds: The kinds of record a reference may lead to.
        role: The role of the record referred to: "part of"; by default the name of the field.
        inverse: The role seen from that record: "includes"; by default `role`.
        heading: Heads the referring records in that record's dossier.
        otherwise: The field that takes a name if there is no record to refer to.
        recurs: Whether values recur, so that completing them helps.
        is_query: Whether it is a query, as in the query line.
        has_commas: Whether the texts of a list may contain commas, as names do.
        is_evidence: Whether it says how the record is known, not what is the case.
        begins: Whether it is the date from which the record holds.
        ends: Whether it is the date until which it holds.
        is_present: Whether it says how things stand now, without a date.
        over: The choices that say that it no longer holds.
        is_aside: Whether a command of its own fills it in, so that forms and dossiers leave it out;
            of a row, lines for readers do, too.
        halves: The fields that one text may fill in together: a position has two.
        bounds: The lowest and highest number allowed; None for no limit.
        check: Checks a text.
        show: Turns a code into a name for a reader.
        read: Turns a name into its code.
        name: Its key in the file; filled in from the class, like all that follows.
        attribute: Its name on the class, which differs if the key is a Python keyword.
        required: Whether a record without it is refused.
        default: Its default, if that is a text and not empty.
        row: The class of its rows, for the shapes `ROW` and `ROWS`.
    """

    shape: Shape
    label: str
    help: str = ""
    example: str = ""
    _: KW_ONLY
    choices: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    narrowed: tuple[str, Mapping[str, tuple[str, ...]]] | None = None
    kinds: Sequence[str] = ()
    role: str = ""
    inverse: str = ""
    heading: str = ""
    otherwise: str = ""
    recurs: bool = False
    is_query: bool = False
    has_commas: bool = True
    is_evidence: bool = False
    begins: bool = False
    ends: bool = False
    is_present: bool = False
    over: tuple[str, ...] = ()
    is_aside: bool = False
    halves: tuple[str, ...] = ()
    bounds: tuple[float | None, float | None] = (None, None)
    check: "Check | None" = None
    show: Callable[[str], str] | None = None
    read: Callable[[str], str] | None = None
    name: str = ""
    attribute: str = ""
    required: bool = False
    default: str | None = None
    row: type[msgspec.Struct] | None = None

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return self.shape in (Shape.WORDS, Shape.REFS, Shape.ROWS)

    @property
    def part(self) -> Part:
        """The part of a form it belongs to; a text that a record cannot be without is a fact."""
        if self.is_evidence:
            return Part.EVIDENCE
        return Part.TEXT if self.shape is Shape.PROSE and not self.required else Part.FACTS

    def meaning(self, choice: str) -> str:
        """The meaning of a choice; empty if the choice explains itself."""
        if choice in self.choices and self.meanings:
            return self.meanings[self.choices.index(choice)]
        return ""


Check = Callable[[str], str | None]
"""Returns what is wrong with a text, or None."""


def text(label: str, help: str = "", example: str = "", check: Check | None = None) -> Field:
    """Declare one line of text."""
    return Field(Shape.TEXT, label, help, example, check=check)


def query(label: str, help: str, example: str) -> Field:
    """Declare a query, as in the query line."""
    return replace(text(label, help, example), is_query=True)


def prose(label: str, help: str = "", example: str = "") -> Field:
    """Declare text of any number of lines."""
    return Field(Shape.PROSE, label, help, example)


def words(label: str, help: str = "", example: str = "", check: Check | None = None) -> Field:
    """Declare a list of short texts."""
    return Field(Shape.WORDS, label, help, example, check=check)


def term(label: str, help: str = "", example: str = "") -> Field:
    """Declare one line of text that recurs, so that it is completed while typed."""
    return replace(text(label, help, example), recurs=True)


def terms(label: str, help: str = "", example: str = "") -> Field:
    """Declare a list of such lines."""
    return replace(words(label, help, example), recurs=True)


def keywords(label: str, help: str = "", example: str = "") -> Field:
    """Declare a list of such lines that contain no commas."""
    return replace(terms(label, help, example), has_commas=False)


def country(label: str, help: str = "a name, or two letters, ISO 3166") -> Field:
    """Declare one country (ISO 3166-1 alpha-2)."""
    return replace(
        term(label, help, "ML"),
        check=codes.check_country,
        show=codes.country_name,
        read=codes.country_code,
    )


def language(label: str, example: str) -> Field:
    """Declare one language (BCP 47)."""
    return replace(
        text(label, "a name, or a code, BCP 47", example),
        check=codes.check_language,
        show=codes.language_name,
        read=codes.language_code,
    )


def countries(label: str) -> Field:
    """Declare a list of countries (ISO 3166-1 alpha-2)."""
    one = country(label, "names, or two letters, ISO 3166")
    return replace(one, shape=Shape.WORDS, has_commas=False)


def date(label: str, help: str = "", example: str = "") -> Field:
    """Declare an EDTF date."""
    return Field(Shape.DATE, label, help, example)


def choice(label: str, terms: tuple[str, ...] | dict[str, str], help: str = "") -> Field:
    """Declare one of a list of terms, or of codes with their meanings."""
    meanings = tuple(terms.values()) if isinstance(terms, dict) else ()
    choices = tuple(terms)
    return Field(Shape.CHOICE, label, help, choices[0], choices=choices, meanings=meanings)


def narrowed_choice(label: str, by: str, terms: Mapping[str, tuple[str, ...]]) -> Field:
    """Declare a term whose choices depend on another field.

    Args:
        label: Its name for a reader.
        by: The other field.
        terms: The choices for each value of the other field.
    """
    every = tuple(dict.fromkeys(term for group in terms.values() for term in group))
    return replace(choice(label, every), narrowed=(by, terms))


def scale(label: str, terms: dict[str, str], help: str = "") -> Field:
    """Declare one of a list of numbers with their meanings."""
    return replace(choice(label, terms, help), shape=Shape.INTEGER)


def integer(label: str, help: str = "", example: str = "0") -> Field:
    """Declare a whole number from 0; zero is not unknown."""
    return Field(Shape.INTEGER, label, help, example, bounds=(0, None))


def degrees(label: str, limit: float, example: str, halves: tuple[str, str]) -> Field:
    """Declare an angle in decimal degrees (WGS 84) between -limit and limit.

    Args:
        label: Its name for a reader.
        limit: Degrees to either side of zero.
        example: One.
        halves: The fields for latitude and longitude, which a position fills in together.
    """
    about = f"decimal degrees, {-limit:g} to {limit:g}, or a whole position"
    return Field(Shape.DECIMAL, label, about, example, halves=halves, bounds=(-limit, limit))


def ref(
    label: str,
    kinds: str | Sequence[str],
    help: str = "",
    example: str = "",
    otherwise: str = "",
    inverse: str = "",
    heading: str = "",
) -> Field:
    """Declare a reference to one record; `Field` explains the arguments."""
    return Field(
        Shape.REF,
        label,
        help,
        example or f"{kinds}:…",
        kinds=(kinds,) if isinstance(kinds, str) else kinds,
        otherwise=otherwise,
        inverse=inverse,
        heading=heading,
    )


def refs(
    label: str, kinds: Sequence[str], help: str = "", example: str = "", heading: str = ""
) -> Field:
    """Declare a list of references."""
    return replace(ref(label, kinds, help, example, heading=heading), shape=Shape.REFS)


def row(label: str, help: str = "") -> Field:
    """Declare a group of fields."""
    return Field(Shape.ROW, label, help)


def rows(label: str, help: str = "", role: str = "", inverse: str = "", heading: str = "") -> Field:
    """Declare a list of such groups."""
    return Field(Shape.ROWS, label, help, role=role, inverse=inverse, heading=heading)


def evidence(field: Field) -> Field:
    """Declare that a field says how the record is known."""
    return replace(field, is_evidence=True)


def begins(field: Field) -> Field:
    """Declare that a date is the one from which the record holds."""
    return replace(field, begins=True)


def ends(field: Field) -> Field:
    """Declare that a date is the one until which the record holds."""
    return replace(field, ends=True)


def at_present(field: Field, over: tuple[str, ...] = ()) -> Field:
    """Declare that a field says how things stand now, without a date.

    Args:
        field: The field.
        over: Its choices that say that the record no longer holds.
    """
    return replace(field, is_present=True, over=over)


def aside(field: Field) -> Field:
    """Declare that a command of its own fills a field in."""
    return replace(field, is_aside=True)


@lru_cache
def fields_of(cls: type[msgspec.Struct]) -> tuple[Field, ...]:
    """The fields of a record or row class, in the order in which they are shown and stored.

    Raises:
        TypeError: A field has no declaration beside its type.
    """
    return tuple(_declared(cls, info) for info in msgspec.structs.fields(cls))


@lru_cache
def fields_by_name(cls: type[msgspec.Struct]) -> Mapping[str, Field]:
    """The fields of a record or row class by the names under which they are stored."""
    return {field.name: field for field in fields_of(cls)}


def field_of(cls: type[msgspec.Struct], name: str) -> Field | None:
    """The declaration of the field stored under `name`, or None."""
    return fields_by_name(cls).get(name)


def field_at(cls: type[msgspec.Struct], path: str) -> Field | None:
    """The declaration of a field by its path, such as `casualties[0].low`, or None."""
    name, _, rest = path.partition(".")
    field = field_of(cls, name.partition("[")[0])
    if not rest or field is None:
        return field
    return field_at(field.row, rest) if field.row else None


def _declared(cls: type[msgspec.Struct], info: msgspec.structs.FieldInfo) -> Field:
    value_type = info.type
    if get_origin(value_type) is Annotated:
        value_type, *notes = get_args(value_type)
        for note in notes:
            if isinstance(note, Field):
                role = note.role or info.encode_name.replace("_", " ")
                return replace(
                    note,
                    name=info.encode_name,
                    attribute=info.name,
                    required=info.required,
                    default=(isinstance(info.default, str) and info.default) or None,
                    row=_row_class(value_type),
                    role=role,
                    inverse=note.inverse or role,
                )
    raise TypeError(f"{cls.__name__}.{info.name} is not declared: write Annotated[type, text(…)]")


def _row_class(value_type: object) -> type[msgspec.Struct] | None:
    for part in (value_type, *get_args(value_type)):
        if isinstance(part, type) and issubclass(part, msgspec.Struct):
            return part
    return None
