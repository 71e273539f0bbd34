"""The declaration of a kind of record, in the same file as its class.

Lists, dossiers, search, citations, checks and forms are derived from it: a new kind is one new file
and one line in `kinds/__init__.py`. Most defaults are read from the fields.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

from briefing.model import dates
from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds.citation import Citation, CitationWriter, with_commas
from briefing.model.kinds.record import SHARED, Record
from briefing.model.kinds.registry import kind_for
from briefing.model.refs import LabelOf, slugify

R = TypeVar("R", bound=Record)

RowParts = tuple[str, str, str]
"""A record in a list: a short column, its name, and another short column."""


class Order(NamedTuple):
    """A way to sort a list.

    Attributes:
        name: What it sorts by, for the reader.
        key: The sort key. It depends on the record alone, as rows are found by it.
        is_reversed: Whether the order is descending.
    """

    name: str
    key: Callable[[Any], Any]
    is_reversed: bool = False


class Across(NamedTuple):
    """The other end of a record that only ties others together.

    Attributes:
        ref: The record at the other end.
        role: How the tie reads from this end: "led by".
        detail: More on it.
    """

    ref: str
    role: str
    detail: str


def name_key(record: Record) -> str:
    """Sort by the short label."""
    return kind_for(record).short_label(record).strip("“").casefold()


def by_field(name: str) -> Order:
    """Sort by a field, then by name; records without a value come last."""

    def key(record: Record) -> Any:
        value = getattr(record, name)
        return (not value, value, name_key(record))

    return Order(name, key)


BY_NAME = Order("name", name_key)


def day_column(date: str) -> str:
    """A date for the first column of a list, padded so that the years are one below another."""
    words = dates.short(date)
    # Room for the sign of one that goes on.
    behind = min(2, dates.SHORT - len(words)) if words[-1:].isdigit() else 0
    return f"{words}{' ' * behind}".rjust(dates.SHORT, "\u00a0")


def day_of(record: Record) -> str:
    """The date of a record, as lists have it."""
    return dates.short(kind_for(record).date_of(record))


def year_in(date: str) -> str:
    """The year at the start of a date, for a slug; empty if there is none."""
    return date[:4] if date[:4].isdigit() else ""


def day_in(date: str) -> str:
    """A plain date for a slug, or only the year of any other date."""
    return date if date.replace("-", "").isdigit() else year_in(date)


def _label(record: Record) -> str:
    name: str = getattr(record, kind_for(record).named_by)
    return name


def _row(record: Record, label_of: LabelOf) -> RowParts:
    kind = kind_for(record)
    return "", kind.title(record, label_of), kind.status(record)


def tied(record: Record, role: str, _label_of: LabelOf) -> tuple[str, str]:
    """The columns around a record in another's dossier: its date and its role."""
    date = kind_for(record).date_of(record)
    return (dates.short(date), role) if date else (role, "")


def _citation(record: Record, writer: CitationWriter) -> Citation:
    """A name with its abbreviation, then the cited fields."""
    kind = kind_for(record)
    letters = kind.abbreviation(record)
    name = kind.title(record, writer.label_of)
    marks = writer.marks("", kind.named_by)
    about = with_commas(*(writer.statement(writer.value(each), each) for each in kind.cited_fields))
    head = f"{name} ({letters})" if letters else name
    return Citation(head, marks, f"{about.replace(',', ':', 1)}.")


@dataclass(frozen=True, kw_only=True)
class Kind(Generic[R]):
    """The declaration of one kind.

    Attributes:
        cls: The class of its records.
        named_by: The required field that contains its name.
        short_by: The field that contains its abbreviation, if it has one.
        plural: Its plural; by default its name with an s.
        keys: The keys that open its list, such as `5,s`; empty if it has none.
        is_pane: Whether its list is always on the main screen, not only while it is in use.
        letter: The prefix that narrows a query to it: `g: sahel`.
        is_party: Whether it acts and speaks, and can be linked to others that do.
        is_person: Whether its names are those of people.
        is_source: Whether other records cite it.
        is_own: Whether it is the analyst's own work, which no source says.
        is_named: Whether its label is a name, with variant spellings, as a quote's words are not.
        reads_passages: Whether text pasted into its list is parsed as a quote.
        texts: The fields whose words are searched; by default the long texts.
        titled_texts: Those that search results show with their label.
        dated_by: The fields that date it, of which the first one filled in counts; by default the
            required date.
        linked_by: The field that refers to the records it is about; by default the first list of
            references, or of rows with references.
        cited_fields: The fields a citation gives after its name; by default its dates and status.
        orders: The ways its list can be sorted, the default first.
        label: Its name for a reader.
        slug: The slug of a new record.
        status: Its state, shown beside its name.
        title: Its name, including the names of records it refers to.
        row: Its line in a list.
        found_as: Its name in search results.
        told_by: What tells it from others of that name, beside it in search results.
        tied: The columns around it in the dossier of a record it refers to.
        across: For a kind that only ties others together: its other end, seen from the field at
            the given path.
        unquoted: The fields that get no quotation marks, as their words may not be verbatim.
        citation: Its citation.
        citation_notes: Sentences that follow those on contradictions.
    """

    cls: type[R]
    named_by: str
    short_by: str = ""
    plural: str = ""
    keys: str = ""
    is_pane: bool = False
    letter: str = ""
    is_party: bool = False
    is_person: bool = False
    is_source: bool = False
    is_own: bool = False
    is_named: bool = True
    reads_passages: bool = False
    texts: Sequence[str] = ()
    titled_texts: Sequence[str] = ()
    dated_by: Sequence[str] = ()
    linked_by: str = ""
    cited_fields: Sequence[str] = ()
    orders: Sequence[Order] = (BY_NAME,)
    label: Callable[[R], str] = _label
    slug: Callable[[R], str] = lambda record: slugify(kind_for(record).short_label(record))
    status: Callable[[R], str] = lambda record: getattr(record, "status", "")
    title: Callable[[R, LabelOf], str] = lambda record, _: kind_for(record).label(record)
    row: Callable[[R, LabelOf], RowParts] = _row
    found_as: Callable[[R], str] = lambda record: kind_for(record).label(record)
    told_by: Callable[[R], str] = lambda record: kind_for(record).status(record)
    tied: Callable[[R, str, LabelOf], tuple[str, str]] = tied
    across: Callable[[R, str], Across] | None = None
    unquoted: Callable[[R], Sequence[str]] = lambda _: ()
    citation: Callable[[R, CitationWriter], Citation] = _citation
    citation_notes: Callable[[R, CitationWriter], Iterator[str]] = lambda _record, _writer: iter(())

    def __post_init__(self) -> None:
        """Fill in the defaults that are read from the fields."""
        dated_by = self.dated_by or tuple(filter(None, [self.happens_on]))
        status = (field.name for field in self.fields if field.name == "status")
        texts = (field.attribute for field in self.fields if field.shape is Shape.PROSE)
        shared_first = sorted(texts, key=lambda name: name not in SHARED)
        defaults: dict[str, object] = {
            "plural": f"{self.name}s",
            "dated_by": dated_by,
            "texts": tuple(name for name in shared_first if name != self.named_by),
            "linked_by": next((field.attribute for field in self._linking()), ""),
            "cited_fields": (*dated_by, *status),
        }
        for name, default in defaults.items():
            if not getattr(self, name):
                object.__setattr__(self, name, default)

    @property
    def name(self) -> str:
        """The kind, as refs and the tables of the file name it."""
        return self.cls.kind_name

    @property
    def key(self) -> str:
        """The first of its keys."""
        return self.keys.partition(",")[0]

    @property
    def fields(self) -> Sequence[Field]:
        """The declared fields of its records."""
        return fields_of(self.cls)

    @property
    def is_tie(self) -> bool:
        """Whether it only ties others together, so that lists and search lead to those."""
        return self.across is not None

    @property
    def is_named_only(self) -> bool:
        """Whether a name is enough to create a record."""
        return [field.attribute for field in self.fields if field.required] == [self.named_by]

    @cached_property
    def happens_on(self) -> str:
        """The required date; empty if there is none."""
        found = (each for each in self.fields if each.required and each.shape is Shape.DATE)
        return next((field.attribute for field in found), "")

    @cached_property
    def begins_by(self) -> str:
        """The date from which a record holds; by default the one that dates it, if any."""
        declared = (field.attribute for field in self.fields if field.begins)
        return next(chain(declared, self.dated_by), "")

    @cached_property
    def ends_by(self) -> str:
        """The date until which a record holds; empty if there is none."""
        return next((field.attribute for field in self.fields if field.ends), "")

    @cached_property
    def source_by(self) -> str:
        """The required field that names its source; empty if there is none."""
        found = (each for each in self.fields if each.required and tuple(each.kinds) == ("source",))
        return next((field.attribute for field in found), "")

    def short_label(self, record: R) -> str:
        """Its abbreviation, or its name if it has none."""
        return self.abbreviation(record) or self.label(record)

    def abbreviation(self, record: R) -> str:
        """Its abbreviation; empty if it has none."""
        return getattr(record, self.short_by) if self.short_by else ""

    def names(self, record: R) -> tuple[str, ...]:
        """Every name it can be found by: its label, its abbreviation, its aliases."""
        names = (self.label(record), self.abbreviation(record), *record.aliases)
        return tuple(filter(None, names))

    def passages(self, record: R) -> tuple[str, ...]:
        """Its texts, for a search by words."""
        return tuple(filter(None, [getattr(record, name) for name in self.texts]))

    def date_of(self, record: R) -> str:
        """Its date in EDTF; empty if unknown."""
        for name in self.dated_by:
            date: str = getattr(record, name)
            if date:
                return date
        return ""

    def _linking(self) -> Iterator[Field]:
        for field in self.fields:
            rows = fields_of(field.row) if field.shape is Shape.ROWS and field.row else ()
            is_linking = field.shape is Shape.REFS or any(each.shape is Shape.REF for each in rows)
            if is_linking and field.attribute not in SHARED and not field.is_aside:
                yield field
