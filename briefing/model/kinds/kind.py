"""How a kind of record is declared: once, in the file that holds its class.

Lists, dossiers, the search, citations, checks and forms are all derived from the declaration, so
that a new kind is one new file and one line in `kinds/__init__.py`. Most of what a declaration can
say has a default that is read from the fields.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from briefing.model import dates
from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds.citation import Citation, CitationWriter, with_commas
from briefing.model.kinds.record import SHARED, Record
from briefing.model.kinds.registry import kind_for
from briefing.model.refs import LabelOf, slugify

R = TypeVar("R", bound=Record)

RowParts = tuple[str, str, str]
"""A record in a list: something short before, its name, something short behind."""


class Order(NamedTuple):
    """A way to sort a list.

    Attributes:
        name: What it is sorted by, for the reader.
        key: The sort key of a record, made of nothing but the record itself: rows are found by it.
        is_reversed: Whether the last comes first.
    """

    name: str
    key: Callable[[Any], Any]
    is_reversed: bool = False


class Across(NamedTuple):
    """A record that only ties others together, seen from one of them.

    Attributes:
        ref: The record at the other end.
        role: How the tie reads from here: "led by".
        detail: More on it.
    """

    ref: str
    role: str
    detail: str


def name_key(record: Record) -> str:
    """Sort by what a record is known by."""
    return kind_for(record).short_label(record).strip("“").casefold()


def date_key(record: Record) -> Any:
    """Sort by when it was."""
    return dates.sort_key(kind_for(record).date_of(record))


def by_field(name: str) -> Order:
    """Sort by a field, records without it last, equals by name."""

    def key(record: Record) -> Any:
        value = getattr(record, name)
        return (not value, value, name_key(record))

    return Order(name, key)


BY_NAME = Order("name", name_key)


def day_column(date: str) -> str:
    """A date for the first column of a list, padded to one width."""
    return f"{dates.short(date):<10}"


def year_in(date: str) -> str:
    """The year a date begins with, for a slug; empty where it does not."""
    return date[:4] if date[:4].isdigit() else ""


def day_in(date: str) -> str:
    """A plain date for a slug; of any other the year."""
    return date if date.replace("-", "").isdigit() else year_in(date)


def _label(record: Record) -> str:
    name: str = getattr(record, kind_for(record).named_by)
    return name


def _found_as(record: Record) -> str:
    return kind_for(record).label(record)


def _slug(record: Record) -> str:
    return slugify(kind_for(record).short_label(record))


def _status(record: Record) -> str:
    return getattr(record, "status", "")


def _title(record: Record, _label_of: LabelOf) -> str:
    return kind_for(record).label(record)


def _row(record: Record, label_of: LabelOf) -> RowParts:
    kind = kind_for(record)
    return "", kind.title(record, label_of), kind.status(record)


def tied(record: Record, role: str, _label_of: LabelOf) -> tuple[str, str]:
    """The columns around a record in the dossier of another: its date, and its role."""
    date = kind_for(record).date_of(record)
    return (dates.short(date), role) if date else (role, "")


def _citation(record: Record, writer: CitationWriter) -> Citation:
    """A name with its letters, and the fields to be told."""
    kind = kind_for(record)
    letters = getattr(record, kind.short_by) if kind.short_by else ""
    name = kind.title(record, writer.label_of)
    marks = writer.marks("", kind.named_by)
    about = with_commas(*(writer.statement(writer.value(each), each) for each in kind.cited_fields))
    head = f"{name} ({letters})" if letters else name
    return Citation(head, marks, f"{about.replace(',', ':', 1)}.")


def _citation_notes(_record: Record, _writer: CitationWriter) -> Iterator[str]:
    return iter(())


def _unquoted(_record: Record) -> Sequence[str]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Kind(Generic[R]):
    """The declaration of one kind.

    Attributes:
        cls: The class of its records.
        named_by: The field with its name; it is required.
        short_by: The field with the letters it is known by, where it has any.
        plural: What several are called; by default its name with an s.
        key: The key that goes to its list; empty for none.
        is_pane: Whether its list is a pane of the main screen; other lists open on their key, as
            that of the sources does.
        letter: What narrows a query to it: `g: sahel`.
        is_party: Whether it acts and speaks, and can be linked to others that do.
        is_source: Whether it is what other records are known from.
        is_named: Whether its label is a name, which can be spelled in other ways; that of a quote
            is its words.
        reads_passages: Whether text pasted into its list is read as one.
        texts: The fields whose words are searched; by default the long texts.
        titled_texts: Those of them that the search shows with their label.
        dated_by: The fields that say when it was; the first one filled in counts. By default the
            required date.
        linked_by: The field in which it refers to the records it is about; by default the first
            list of references, or of rows that hold references.
        cited_fields: The fields a citation gives after its name; by default its dates and status.
        orders: The ways its list can be sorted, the usual one first.
        label: Its name for a reader.
        slug: What the slug of a new record is made of.
        status: Its state, shown beside its name.
        title: Its name with those of the records it refers to.
        row: Its line in a list.
        found_as: Its name in the search.
        tied: The columns around it in the dossier of a record it refers to.
        across: For a kind that only ties others together: its other end, as seen from the record
            in the field given by its path.
        unquoted: The fields whose words may not be exact, and so get no quotation marks.
        citation: Puts it into sentences.
        citation_notes: Sentences that follow those on what is contradicted.
    """

    cls: type[R]
    named_by: str
    short_by: str = ""
    plural: str = ""
    key: str = ""
    is_pane: bool = False
    letter: str = ""
    is_party: bool = False
    is_source: bool = False
    is_named: bool = True
    reads_passages: bool = False
    texts: Sequence[str] = ()
    titled_texts: Sequence[str] = ()
    dated_by: Sequence[str] = ()
    linked_by: str = ""
    cited_fields: Sequence[str] = ()
    orders: Sequence[Order] = (BY_NAME,)
    label: Callable[[R], str] = _label
    slug: Callable[[R], str] = _slug
    status: Callable[[R], str] = _status
    title: Callable[[R, LabelOf], str] = _title
    row: Callable[[R, LabelOf], RowParts] = _row
    found_as: Callable[[R], str] = _found_as
    tied: Callable[[R, str, LabelOf], tuple[str, str]] = tied
    across: Callable[[R, str], Across] | None = None
    unquoted: Callable[[R], Sequence[str]] = _unquoted
    citation: Callable[[R, CitationWriter], Citation] = _citation
    citation_notes: Callable[[R, CitationWriter], Iterator[str]] = _citation_notes

    def __post_init__(self) -> None:
        """Read from the fields what the declaration leaves open."""
        dated_by = self.dated_by or filter(None, [self.happens_on])
        status = (field.name for field in self.fields if field.name == "status")
        texts = (field.attribute for field in self.fields if field.shape is Shape.PROSE)
        shared_first = sorted(texts, key=lambda name: name not in SHARED)
        open_ones: dict[str, object] = {
            "plural": f"{self.name}s",
            "dated_by": tuple(dated_by),
            "texts": tuple(name for name in shared_first if name != self.named_by),
            "linked_by": next((field.attribute for field in self._linking()), ""),
        }
        for name, found in open_ones.items():
            if not getattr(self, name):
                object.__setattr__(self, name, found)
        if not self.cited_fields:
            object.__setattr__(self, "cited_fields", (*self.dated_by, *status))

    @property
    def name(self) -> str:
        """The kind, as refs and the tables of the file name it."""
        return self.cls.kind_name

    @property
    def fields(self) -> Sequence[Field]:
        """The declared fields of its records."""
        return fields_of(self.cls)

    @property
    def is_tie(self) -> bool:
        """Whether it only ties others together: one goes to these, and finds and lists them."""
        return self.across is not None

    @property
    def is_named_only(self) -> bool:
        """Whether a record can be made of a name alone."""
        return [field.attribute for field in self.fields if field.required] == [self.named_by]

    @property
    def happens_on(self) -> str:
        """The date without which it is no record; empty for what does not happen on a day."""
        found = (each for each in self.fields if each.required and each.shape is Shape.DATE)
        return next((field.attribute for field in found), "")

    @property
    def source_by(self) -> str:
        """The field that says where it was printed, without which it is no record; else empty."""
        found = (each for each in self.fields if each.required and tuple(each.kinds) == ("source",))
        return next((field.attribute for field in found), "")

    def short_label(self, record: R) -> str:
        """Its letters where it has any, else its name."""
        letters: str = getattr(record, self.short_by) if self.short_by else ""
        return letters or self.label(record)

    def names(self, record: R) -> tuple[str, ...]:
        """Every name it can be found by: its label, its letters, its aliases."""
        letters = getattr(record, self.short_by) if self.short_by else ""
        return tuple(filter(None, (self.label(record), letters, *record.aliases)))

    def passages(self, record: R) -> tuple[str, ...]:
        """Its texts in which words can be searched."""
        return tuple(filter(None, [getattr(record, name) for name in self.texts]))

    def date_of(self, record: R) -> str:
        """When it was, in EDTF; empty where that is not known."""
        # A list of 100,000 is sorted by this.
        for name in self.dated_by:
            date: str = getattr(record, name)
            if date:
                return date
        return ""

    def _linking(self) -> Iterator[Field]:
        for field in self.fields:
            rows = fields_of(field.row) if field.shape is Shape.ROWS and field.row else ()
            is_linking = field.shape is Shape.REFS or any(each.shape is Shape.REF for each in rows)
            if is_linking and field.attribute not in SHARED:
                yield field
