"""Small invented files of events, in the columns of UCDP GED and of ACLED."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from briefing.exchange.file import ImportFile
from briefing.exchange.format import format_of
from briefing.exchange.plan import Plan, Planner
from briefing.exchange.reading import Item
from briefing.model.kinds.event import Event
from briefing.store.store import Store

GED = {
    "id": "7",
    "relid": "KAR-2019-1-5-7",
    "year": "2019",
    "active_year": "1",
    "code_status": "Clear",
    "type_of_violence": "1",
    "conflict_dset_id": "30",
    "conflict_new_id": "300",
    "conflict_name": "Karsa: Government",
    "dyad_dset_id": "50",
    "dyad_new_id": "500",
    "dyad_name": "Government of Mali - Northern Front",
    "side_a_dset_id": "1",
    "side_a_new_id": "11",
    "side_a": "Government of Mali",
    "side_b_dset_id": "2",
    "side_b_new_id": "12",
    "side_b": "Northern Front",
    "number_of_sources": "1",
    "source_article": '"Wire,2019-03-02,Ambush kills three"',
    "source_office": "Wire",
    "source_date": "2019-03-02",
    "source_headline": "Ambush kills three",
    "source_original": "police",
    "where_prec": "1",
    "where_coordinates": "Wadi Selim",
    "where_description": "the road, north of it",
    "adm_1": "Kidal region",
    "adm_2": "Selim district",
    "latitude": "18.5",
    "longitude": "-1.25",
    "geom_wkt": "POINT (-1.25 18.5)",
    "priogrid_gid": "1",
    "country": "Mali",
    "country_id": "432",
    "region": "Africa",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2019-03-01",
    "date_end": "2019-03-01",
    "deaths_a": "1",
    "deaths_b": "2",
    "deaths_civilians": "0",
    "deaths_unknown": "0",
    "best": "3",
    "high": "3",
    "low": "3",
    "gwnoa": "432",
    "gwnob": "",
}
"""A row of the 49 columns since version 19.1."""

ACLED = {
    "event_id_cnty": "MLI7",
    "event_date": "2019-03-01",
    "year": "2019",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Northern Front",
    "assoc_actor_1": "Martyrs of Selim; Youth (Mali)",
    "inter1": "Rebel group",
    "actor2": "Military Forces of Mali (2013-)",
    "assoc_actor_2": "",
    "inter2": "State forces",
    "interaction": "State forces-Rebel group",
    "civilian_targeting": "",
    "iso": "466",
    "region": "Western Africa",
    "country": "Mali",
    "admin1": "Kidal",
    "admin2": "Selim",
    "admin3": "Wadi",
    "location": "Wadi Selim",
    "latitude": "18.5",
    "longitude": "-1.25",
    "geo_precision": "1",
    "source": "Wire; Radio Karsa",
    "source_scale": "National",
    "notes": "On 1 March 2019, three were killed.",
    "fatalities": "3",
    "tags": "crowd size=about 1,000; local administrators",
    "timestamp": "1551700000",
}
"""A row of the 31 columns since March 2023."""

FIRST_COLUMNS = 41
"""Columns of versions 17.1 to 18.1 of UCDP GED."""


def table(*rows: Mapping[str, str], delimiter: str = ",", end: str = "\r\n") -> str:
    """A file with the columns of its first row."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [*rows[0]], delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def written(folder: Path, text: str | bytes, name: str = "events.csv") -> ImportFile:
    """A file to import."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return ImportFile(path)


def items(file: ImportFile, name: str = "") -> Sequence[Item]:
    """What its reader yields."""
    found = format_of(file, name)
    assert found.read is not None
    return [*found.read(file)]


def planned(file: ImportFile, store: Store | None = None) -> Plan:
    """What it would change in an empty briefing, or in this one."""
    return Planner(store or Store.in_memory(), file.name).make(items(file))


def events(plan: Plan) -> Sequence[Event]:
    """The events of a plan, which has no faults."""
    assert not plan.faults
    return [each.after for each in plan.entries if isinstance(each.after, Event)]


def the_event(folder: Path, row: Mapping[str, str], **cells: Any) -> Event:
    """The event of a row with some other cells."""
    (found,) = events(planned(written(folder, table({**row, **cells}))))
    return found


def fault_of(folder: Path, row: Mapping[str, str], **cells: str) -> str:
    """The only fault of a row with some other cells."""
    (found,) = planned(written(folder, table({**row, **cells}))).faults
    return str(found)
