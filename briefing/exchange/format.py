"""The declaration of a format, and the formats there are.

A format is one module in `formats/` with its `Format`. Others are added through the entry point
group `briefing.formats`: each entry point leads to a `Format`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from briefing.exchange.file import ImportFault, ImportFile
from briefing.exchange.reading import Items

if TYPE_CHECKING:
    from briefing.store.book import Book

GROUP: Final = "briefing.formats"
"""The entry point group of formats by others."""


class Loss(NamedTuple):
    """What a format could not hold of the records written in it.

    Attributes:
        what: What was left out, such as "cites" or "dates of aliases".
        refs: The records that lost it.
    """

    what: str
    refs: Sequence[str]

    def __str__(self) -> str:
        """On one line."""
        count = len(self.refs)
        where = self.refs[0] if count == 1 else f"{count:,} records, the first {self.refs[0]}"
        return f"not held: {self.what} of {where}"


class Losses:
    """Collects what a writer leaves out."""

    def __init__(self) -> None:
        self._refs: dict[str, dict[str, None]] = {}

    def add(self, what: str, ref: str) -> None:
        """Note that something of a record is left out."""
        self._refs.setdefault(what, {})[ref] = None

    def __iter__(self) -> Iterator[Loss]:
        """What was left out, in the order in which it was first noted."""
        return (Loss(what, tuple(refs)) for what, refs in self._refs.items())


Reader = Callable[[ImportFile], Items]
"""Reads a file. It raises `ImportFault` if the file is not of the format at all, and yields a
`ReadFault` for everything in it that is wrong."""

Writer = Callable[["Book", Sequence[str], BinaryIO], Losses]
"""Writes some records of a briefing, named by their refs, the same bytes every time."""

FolderWriter = Callable[["Book", Sequence[str], Path], Losses]
"""The same in a folder, which exists and is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """The declaration of a format.

    Attributes:
        name: Its name on the command line.
        title: Its name for a reader.
        suffixes: Suffixes of its files, the usual one first, with the dot.
        about: One line on what comes in or goes out.
        recognises: Whether a file is of this format, by its beginning.
        read: Reads a file; None if it is only written.
        write: Writes records in a file; None if it does not.
        write_folder: Writes records in a folder, a file each; None if it does not.
        kinds: The kinds of record it can hold; empty for all.
        cannot_hold: What is lost in it, for a reader.
        mapping: Writes how the columns of a file are understood, as TOML to be corrected; None if
            its columns are fixed.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    about: str
    recognises: Callable[[ImportFile], bool] = lambda _file: False
    read: Reader | None = None
    write: Writer | None = None
    write_folder: FolderWriter | None = None
    kinds: tuple[str, ...] = ()
    cannot_hold: tuple[str, ...] = ()
    mapping: Callable[[ImportFile], str] | None = None

    @property
    def is_written(self) -> bool:
        """Whether it is written at all, in a file or a folder."""
        return self.write is not None or self.write_folder is not None


_MODULES: Final = (
    "briefing_json",
    "ucdp_ged",
    "acled",
    "graph",
    "ical",
    "kml",
    "stix",
    "ftm",
    "misp",
    "sanctions",
    "csl_json",
    "geojson",
    "ris",
    "bibtex",
    "vault",
    "xlsx",
    "csv_tables",
)
"""The modules in `formats/`: the first that recognises a file reads it."""


@cache
def formats() -> Mapping[str, Format]:
    """Every format by name, those of others last."""
    from importlib.metadata import entry_points

    found: dict[str, Format] = {}
    for name in _MODULES:
        module = import_module(f"briefing.exchange.formats.{name}")
        for each in module.FORMATS:
            found[each.name] = each
    for entry in entry_points(group=GROUP):
        added = entry.load()
        if isinstance(added, Format):
            found.setdefault(added.name, added)
    return found


def format_of(file: ImportFile, name: str = "") -> Format:
    """The format of a file.

    Args:
        file: The file.
        name: What the user says it is; empty to recognise it.

    Raises:
        ImportFault: There is no such format, it cannot be read, or none recognises the file.
    """
    if name:
        return _named(name, readable=True)
    for each in formats().values():
        if each.read is not None and each.recognises(file):
            return each
    known = _listed(each.name for each in formats().values() if each.read)
    raise ImportFault(f"{file.name}: not recognised; say what it is with --format: {known}")


def writable(name: str) -> Format:
    """A format to write.

    Raises:
        ImportFault: There is none of that name.
    """
    return _named(name, readable=False)


def _named(name: str, *, readable: bool) -> Format:
    found = formats().get(name.lower())
    fitting = [
        each.name for each in formats().values() if (each.read if readable else each.is_written)
    ]
    if found is None or found.name not in fitting:
        verb = "read" if readable else "written"
        raise ImportFault(f"there is no format “{name}” that is {verb}; choose {_listed(fitting)}")
    return found


def _listed(names: Collection[str] | Iterator[str]) -> str:
    return ", ".join(names)
