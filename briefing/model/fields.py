"""How a field of a record is declared: once, beside its type.

A declaration says what the field is called, what it is for, what it looks like and what
it may hold. Validation, forms, dossiers, help and the reference pages are all derived
from it, so that a new field is one new line in the file of its kind.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, get_args, get_origin

import msgspec

from briefing.model import codes


class Shape(StrEnum):
    """What kind of value a field holds; a form has one widget for each."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The declaration of one field.

    Attributes:
        shape: What kind of value it holds.
        label: Its name for a reader.
        help: One line on what belongs in it.
        example: A value that is right, as it would be typed.
        choices: The only values allowed, where there is such a list.
        meanings: What each of `choices` stands for, where the value does not say it.
        narrowed: The field whose value narrows the choices, and the choices for each value.
        kinds: The kinds of record a reference may lead to.
        role: What a record that is referred to is here: "part of"; the name unless said otherwise.
        inverse: The same as it reads from the other end: "includes"; `role` unless said otherwise.
        heading: What stands above the records that refer so to one, in the dossier of that.
        otherwise: The field beside it that keeps the words when there is no record to refer to.
        recurs: Whether what it holds is often said again, so that it is worth completing.
        bounds: Lowest and highest number allowed; None leaves that side open.
        check: Tells what is wrong with a text, or None.
        show: Turns a code into what a reader knows it by; None shows it as it is.
        read: Turns what a reader knows it by into the code; None takes it as it is.
        name: Its key in the file; filled in from the class that declares it.
        attribute: Its name on the class, which differs where the key is a Python keyword.
        required: Whether a record without it is refused.
        default: What it holds when nothing is given, where that is not empty.
        row: The class of its rows, for the shapes `ROW` and `ROWS`.
    """

    shape: Shape
    label: str
    help: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    narrowed: tuple[str, Mapping[str, tuple[str, ...]]] | None = None
    kinds: Sequence[str] = ()
    role: str = ""
    inverse: str = ""
    heading: str = ""
    otherwise: str = ""
    recurs: bool = False
    bounds: tuple[float | None, float | None] = (None, None)
    check: Callable[[str], str | None] | None = None
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

    def meaning(self, choice: str) -> str:
        """What one of the choices stands for; empty when the choice says it itself."""
        if choice in self.choices and self.meanings:
            return self.meanings[self.choices.index(choice)]
        return ""


def text(
    label: str,
    help: str = "",  # noqa: A002  the field is called so everywhere
    example: str = "",
    check: Callable[[str], str | None] | None = None,
) -> Field:
    """Declare one line of text."""
    return Field(shape=Shape.TEXT, label=label, help=help, example=example, check=check)


def prose(label: str, help: str = "", example: str = "") -> Field:  # noqa: A002
    """Declare text of any number of lines."""
    return Field(shape=Shape.PROSE, label=label, help=help, example=example)


def words(
    label: str,
    help: str = "",  # noqa: A002
    example: str = "",
    check: Callable[[str], str | None] | None = None,
) -> Field:
    """Declare a list of short texts."""
    return Field(shape=Shape.WORDS, label=label, help=help, example=example, check=check)


def term(label: str, help: str = "", example: str = "") -> Field:  # noqa: A002
    """Declare one line that is often said again: it is completed while it is typed."""
    return replace(text(label, help, example), recurs=True)


def terms(label: str, help: str = "", example: str = "") -> Field:  # noqa: A002
    """Declare a list of such lines."""
    return replace(words(label, help, example), recurs=True)


def countries(label: str) -> Field:
    """Declare a list of countries (ISO 3166-1 alpha-2)."""
    return replace(
        words(label, "names, or two letters each, ISO 3166", "ML", codes.check_country),
        show=codes.country_name,
        read=codes.country_code,
        recurs=True,
    )


def country(label: str) -> Field:
    """Declare one country (ISO 3166-1 alpha-2)."""
    return replace(
        text(label, "a name, or two letters, ISO 3166", "ML", codes.check_country),
        show=codes.country_name,
        read=codes.country_code,
        recurs=True,
    )


def date(label: str, help: str = "", example: str = "") -> Field:  # noqa: A002
    """Declare an EDTF date."""
    return Field(shape=Shape.DATE, label=label, help=help, example=example)


def choice(label: str, terms: tuple[str, ...] | dict[str, str], help: str = "") -> Field:  # noqa: A002
    """Declare one of a list of terms, or of codes with what each means."""
    meanings = tuple(terms.values()) if isinstance(terms, dict) else ()
    choices = tuple(terms)
    return Field(
        shape=Shape.CHOICE,
        label=label,
        help=help,
        example=choices[0],
        choices=choices,
        meanings=meanings,
    )


def ref(
    label: str,
    kinds: str | Sequence[str],
    help: str = "",  # noqa: A002
    example: str = "",
    otherwise: str = "",
    inverse: str = "",
    heading: str = "",
) -> Field:
    """Declare a reference to one record of some kinds, or of one."""
    return Field(
        shape=Shape.REF,
        label=label,
        help=help,
        example=example or f"{kinds}:…",
        kinds=(kinds,) if isinstance(kinds, str) else kinds,
        otherwise=otherwise,
        inverse=inverse,
        heading=heading,
    )


def refs(
    label: str,
    kinds: Sequence[str],
    help: str = "",  # noqa: A002
    example: str = "",
    inverse: str = "",
    heading: str = "",
) -> Field:
    """Declare a list of references."""
    return Field(
        shape=Shape.REFS,
        label=label,
        help=help,
        example=example,
        kinds=kinds,
        inverse=inverse,
        heading=heading,
    )


def integer(label: str, help: str = "", example: str = "0") -> Field:  # noqa: A002
    """Declare a whole number from nought; nought is not the same as none."""
    return Field(shape=Shape.INTEGER, label=label, help=help, example=example, bounds=(0, None))


def narrowed_choice(label: str, by: str, terms: Mapping[str, tuple[str, ...]]) -> Field:
    """Declare a term whose choices depend on another field.

    Args:
        label: Its name for a reader.
        by: The field it depends on.
        terms: The choices for each value of that field.
    """
    every = tuple(dict.fromkeys(term for group in terms.values() for term in group))
    return replace(choice(label, every), narrowed=(by, terms))


def scale(label: str, terms: dict[str, str], help: str = "") -> Field:  # noqa: A002
    """Declare one of a list of numbers, with what each means."""
    return replace(choice(label, terms, help), shape=Shape.INTEGER, bounds=(None, None))


def degrees(label: str, limit: float, example: str) -> Field:
    """Declare an angle in decimal degrees (WGS 84) between -limit and limit."""
    return Field(
        shape=Shape.DECIMAL,
        label=label,
        help=f"decimal degrees, {-limit:g} to {limit:g}",
        example=example,
        bounds=(-limit, limit),
    )


def row(label: str, help: str = "") -> Field:  # noqa: A002
    """Declare a group of fields that belong together."""
    return Field(shape=Shape.ROW, label=label, help=help)


def rows(
    label: str,
    help: str = "",  # noqa: A002
    role: str = "",
    inverse: str = "",
    heading: str = "",
) -> Field:
    """Declare a list of such groups."""
    return Field(
        shape=Shape.ROWS, label=label, help=help, role=role, inverse=inverse, heading=heading
    )


@lru_cache
def fields_of(cls: type[msgspec.Struct]) -> tuple[Field, ...]:
    """The declared fields of a record or row class, in the order they are shown and stored.

    Raises:
        TypeError: A field has no declaration beside its type.
    """
    return tuple(_declared(cls, info) for info in msgspec.structs.fields(cls))


def field_of(cls: type[msgspec.Struct], name: str) -> Field | None:
    """The declaration of the field stored under `name`, or None."""
    return next((field for field in fields_of(cls) if field.name == name), None)


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
                    default=info.default
                    if isinstance(info.default, str) and info.default
                    else None,
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
