"""Any small briefing, and what comes back of it through a format."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from briefing.exchange.file import ImportFile
from briefing.exchange.format import Losses, formats
from briefing.exchange.plan import Plan, Planner
from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.validation import build, faults
from briefing.store.backends.memory import MemoryBackend
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store
from invented import RECORDS

Raw = dict[str, Any]

TRICKY = (
    "Ansar Dine",
    "=1+1",
    "'=1+1",
    "-2",
    "+49 30",
    "@home",
    "a; b",
    "a, b",
    "MNLA and MUJAO",
    'said "no"',
    "“quoted”",
    "tab\tline\nend",
    "line\r\nend",
    " blank ",
    "json:1",
    "_x0041_",
    "\x01",
    "\x7f",
    "0",
    "null",
    "MNLA (group:mnla)",
    "group:x",
    "perpetrator: X",
    "É الجبهة 東京 𝔘",
    "---",
    "[[link]]",
    "# head",
    "{a} \\& $b$ %c",
    "2014-01-24",
    "TRUE",
    "\u2028",
)
texts = st.sampled_from(TRICKY) | st.text(max_size=12)
days = st.sampled_from(
    ["2013", "2013-02-2X", "2012~", "2013-01-01/2013-02", "[2012..2014]", "../2014"]
)


def values(field: Field, refs: Mapping[str, Sequence[str]]) -> st.SearchStrategy[Any]:
    """Values of a field, mostly right."""
    fitting = [ref for kind in field.kinds for ref in refs.get(kind, ())]
    match field.shape:
        case Shape.TEXT | Shape.PROSE | Shape.WORDS if field.check or field.read:
            one = st.just(field.example or "en")
            return st.lists(one | st.just("FR"), max_size=2, unique=True) if field.is_list else one
        case Shape.TEXT | Shape.PROSE:
            return texts
        case Shape.WORDS:
            return st.lists(texts, max_size=3, unique=True)
        case Shape.CHOICE:
            return st.sampled_from(field.choices)
        case Shape.DATE:
            return days
        case Shape.REF:
            return st.sampled_from(fitting) if fitting else st.none()
        case Shape.REFS:
            return st.lists(st.sampled_from(fitting), max_size=2) if fitting else st.just([])
        case Shape.INTEGER:
            return st.integers(1, 6) | st.none()
        case Shape.DECIMAL:
            return st.floats(-90, 90)
        case Shape.ROW if field.row is not None:
            return rows(field.row, refs)
        case _:
            assert field.row is not None
            return st.lists(rows(field.row, refs), max_size=2, unique_by=repr)


def rows(cls: Any, refs: Mapping[str, Sequence[str]]) -> st.SearchStrategy[Raw]:
    required = {f.name: values(f, refs) for f in fields_of(cls) if f.required}
    optional = {f.name: values(f, refs) for f in fields_of(cls) if not f.required}
    return st.fixed_dictionaries(required, optional=optional)


@st.composite
def briefings(draw: st.DrawFn, kinds: Sequence[str] = ()) -> dict[str, Record]:
    """Some records, each of which refers to others that are there."""
    wanted = kinds or tuple(KINDS)
    refs = {
        kind: [
            f"{kind}:{slug}" for slug in draw(st.sampled_from([("a",), ("a", "b"), ("a", "b.c")]))
        ]
        for kind in KINDS
    }
    made: dict[str, Record] = {}
    for kind in ("source", "group", "leader", "event", "quote", "link", "view"):
        if kind not in wanted and kind not in ("source", "group", "leader"):
            continue
        for ref in refs[kind]:
            there = {k: [r for r in refs[k] if r in made] for k in KINDS}
            raw = draw(rows(KINDS[kind].cls, there))
            while bad := [f.path.partition(".")[0].partition("[")[0] for f in faults(kind, raw)]:
                if not any(name in raw for name in bad):
                    break
                for name in bad:
                    raw.pop(name, None)
            if not faults(kind, raw):
                made[ref] = build(kind, raw)
    return made


def empty() -> Store:
    return Store(MemoryBackend(Snapshot.empty()))


def holding(records: Mapping[str, Record]) -> Store:
    store = empty()
    with store.transaction("fill") as change:
        for ref, record in records.items():
            change.put(ref, record)
    return store


def invented() -> dict[str, Record]:
    return {ref: build(ref.partition(":")[0], raw, ref) for ref, raw in RECORDS.items()}


def export(store: Store, name: str, refs: Sequence[str], path: Path) -> Losses:
    """Write records in a format; the same bytes each time."""
    form = formats()[name]
    if form.write_folder is not None:
        path.mkdir()
        return form.write_folder(store, refs, path)
    assert form.write is not None
    first, second = io.BytesIO(), io.BytesIO()
    losses = form.write(store, refs, first)
    form.write(store, refs, second)
    assert first.getvalue() == second.getvalue()
    path.write_bytes(first.getvalue())
    return losses


def plan(store: Store, name: str, path: Path, mapping: Path | None = None) -> Plan:
    form = formats()[name]
    assert form.read is not None
    file = ImportFile(path)
    if mapping is not None:
        file.mapping = mapping
    return Planner(store, file.name).make(form.read(file))


def taken_in(name: str, path: Path) -> dict[str, Record]:
    """What an empty briefing takes in of a file, which a second import leaves as it is."""
    store = empty()
    made = plan(store, name, path)
    assert not made.faults, list(map(str, made.faults))
    made.commit(store)
    again = plan(store, name, path)
    assert not [*again.changes()], [(e.ref, e.added, e.differs) for e in again.changes()]
    return dict(store.records())


def lost(losses: Losses) -> dict[str, list[str]]:
    return {loss.what: list(loss.refs) for loss in losses}
