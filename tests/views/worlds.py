"""Small briefings made up by Hypothesis, with dates of every form."""

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from briefing.model.faults import InvalidRecord
from briefing.model.references import mentioned
from briefing.model.refs import kind_of, slug_of
from briefing.model.validation import build
from briefing.store.backends.memory import MemoryBackend
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store

if TYPE_CHECKING:
    from briefing.model.kinds.record import Record

_POINTS = (
    "2011 2013 2015~ 2012-06 2014-03? 2013-02-2X 2014-11-1X 2012-01-24 2014-01-01 201X 2013-21"
)
_SPANS = "2012/2014 2013-05/2013-06 2012-01-10/2015 2013/.. 2014-06/ ../2012 ../2014-02 /2013"
_SETS = "[2012..2014] [..2013] [2014..] [2011,2015]"
DATES = [date for dates in (_POINTS, _SPANS, _SETS) for date in dates.split()]
SOURCES = [f"source:{letter}" for letter in "abc"]
PARTIES = ["group:a", "group:b", "leader:a", "leader:b"]

_dates = st.sampled_from(DATES)
_maybe = st.sampled_from(["", "", *DATES])
_values = st.sampled_from(["", "", "", "dead", "active", *DATES])
_fields = st.sampled_from(["", "status", "died", "dissolved", "date", "summary"])
_cites = st.lists(
    st.builds(
        lambda source, field, value: {"source": source, "field": field, "value": value},
        st.sampled_from(SOURCES),
        _fields,
        _values,
    ),
    max_size=2,
)
_parties = st.lists(st.sampled_from(PARTIES), max_size=2, unique=True)


@st.composite
def worlds(draw: st.DrawFn) -> Store:
    """A briefing with a few records of every kind; those that would be faulty are left out."""
    found: dict[str, Record] = {}

    def put(ref: str, **raw: object) -> None:
        try:
            made = build(kind_of(ref), raw)
        except InvalidRecord:
            return
        if found.keys() >= set(mentioned(made)):
            found[ref] = made

    for number, source in enumerate(SOURCES):
        derived = draw(st.sampled_from(["", *SOURCES[:number]]))
        put(source, title=source, published=draw(_maybe), derived_from=derived)
    for ref in PARTIES:
        is_leader = ref.startswith("leader")
        first, last = ("born", "died") if is_leader else ("founded", "dissolved")
        over = ["dead", "reported dead"] if is_leader else ["merged", "defunct"]
        put(
            ref,
            name=ref.upper(),
            status=draw(st.sampled_from(["active", *over])),
            summary=draw(st.sampled_from(["", "Known.", "Known since 2014."])),
            cites=draw(_cites),
            **{first: draw(_maybe), last: draw(_maybe)},
        )
    for number in range(2):
        put(
            f"event:{number}",
            title=f"Event {number}",
            date=draw(_dates),
            actors=[{"ref": each} for each in draw(_parties)],
            part_of="event:0" if number else "",
            cites=draw(_cites),
        )
        one, other = draw(st.permutations(PARTIES))[:2]
        ends = {"from": one, "to": other, "start": draw(_maybe), "end": draw(_maybe)}
        put(f"link:{number}", type="allied", cites=draw(_cites), **ends)
        put(
            f"quote:{number}",
            text=f"Words {number}",
            source=draw(st.sampled_from(SOURCES)),
            speaker=PARTIES[number],
            said=draw(_maybe),
            about=draw(_parties),
            cites=draw(_cites),
        )
    snapshot = Snapshot.empty()
    for ref, made in found.items():
        snapshot.tables[kind_of(ref)][slug_of(ref)] = made
    return Store(MemoryBackend(snapshot))
