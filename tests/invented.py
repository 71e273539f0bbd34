"""An invented briefing, small and realistic: every kind of record and every kind of reference."""

from briefing.model.kinds.record import Record
from briefing.model.validation import build
from briefing.store.store import Store

TITLE = "Karsa highlands"

ARMY = "group:karsa-army"
FRONT = "group:northern-front"
MARTYRS = "group:martyrs-of-selim"
TALON = "leader:idris-talon"
OPERATION = "event:2019-operation-dawn"
AMBUSH = "event:2019-wadi-selim-ambush"
QUOTE = "quote:talon-we-will-stay"
UNNAMED = "quote:officer-losses"
REPORT = "source:2019-mission-report"
WIRE = "source:2019-wire-story"
LEADS = "link:talon-leads-front"
SPLIT = "link:martyrs-split-front"

RECORDS: dict[str, dict[str, object]] = {
    REPORT: {
        "title": "Report of the observer mission",
        "type": "report",
        "publisher": "Observer Mission",
        "published": "2019-06-30",
        "language": "en",
        "reliability": "B",
        "reliability_reason": "own observers on the spot",
    },
    WIRE: {
        "title": "Ambush kills soldiers",
        "type": "article",
        "published": "2019-05",
        "reliability": "C",
        "derived_from": REPORT,
    },
    ARMY: {"name": "Karsa Army", "kind": "state forces", "countries": ["ML"]},
    FRONT: {
        "name": "Front du Nord – الجبهة الشمالية",
        "abbreviation": "FN",
        "aliases": ["Northern Front"],
        "kind": "rebel group",
        "founded": "2012~",
        "status": "active",
        "cites": [
            {"source": REPORT, "field": "founded", "passage": "set up about 2012"},
            {"source": WIRE, "field": "founded", "value": "2011", "stance": "contradicts"},
        ],
    },
    MARTYRS: {"name": "Martyrs of Selim", "kind": "rebel group", "founded": "2018"},
    TALON: {
        "name": "Idris Talon",
        "aliases": ["Idriss Tallon"],
        "position": "Commander",
        "nationalities": ["NE"],
        "status": "at large",
        "cites": [{"source": WIRE, "field": "status", "credibility": 2}],
    },
    OPERATION: {"title": "Operation Dawn", "date": "2019-03/2019-08", "kind": "other"},
    AMBUSH: {
        "title": "Ambush at Wadi Selim",
        "date": "2019-05-1X",
        "kind": "battles",
        "subkind": "armed clash",
        "place": {
            "name": "Wadi Selim",
            "country": "ML",
            "latitude": 19.5,
            "longitude": -1.25,
            "precision": "near",
        },
        "actors": [
            {"ref": FRONT, "role": "perpetrator"},
            {"ref": ARMY, "role": "target"},
            {"name": "herders", "role": "participant"},
        ],
        "casualties": [{"who": "soldiers", "outcome": "killed", "low": 4, "best": 5, "high": 7}],
        "part_of": OPERATION,
        "cites": [{"source": REPORT, "credibility": 1}],
    },
    QUOTE: {
        "text": "We will stay in these hills",
        "mode": "direct",
        "speaker": TALON,
        "source": WIRE,
        "said": "2019-05-20",
        "about": [FRONT, AMBUSH],
    },
    UNNAMED: {
        "text": "The losses were ours",
        "attribution": "a Karsa officer",
        "anonymity": "unnamed",
        "source": REPORT,
        "about": [ARMY],
    },
    LEADS: {"type": "leads", "from": TALON, "to": FRONT, "start": "2014", "role": "founder"},
    SPLIT: {"type": "split-from", "from": MARTYRS, "to": FRONT, "start": "2018-11"},
}
"""The fields by ref, as in the file; each comes after those it refers to."""


def record(kind: str, /, **raw: object) -> Record:
    """A record from its fields; a trailing `_` is dropped, so that `from_` can be written."""
    return build(kind, {name.rstrip("_"): value for name, value in raw.items()})


def group(name: str, /, **raw: object) -> Record:
    """A group of that name."""
    return record("group", name=name, **raw)


def fill(store: Store) -> Store:
    """Put the invented briefing into a store, in one transaction."""
    with store.transaction("the invented briefing") as change:
        for ref, raw in RECORDS.items():
            change.put(ref, build(ref.partition(":")[0], raw, ref))
    return store


def contents(store: Store) -> dict[str, Record]:
    """Every record by its ref."""
    return dict(store.records())
