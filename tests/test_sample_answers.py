"""What an analyst asks of the sample briefing."""

from datetime import date

import pytest

from briefing.model import dates
from briefing.model.kinds.event import Event
from briefing.model.kinds.group import Group
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.link import Link
from shipped import THE_DAY, events, quotes, records, tables

OFFENSIVE = "event:2014-timbuktu-offensive"
MASSACRE = "event:2012-aguelhoc-massacre"
SERVAL = "event:2013-operation-serval"
BELMOKHTAR = "leader:mokhtar-belmokhtar"
ABOU_ZEID = "leader:abdelhamid-abou-zeid"
LE_DRIAN = "leader:jean-yves-le-drian"

# South, north, west and east of each country, in whole degrees outwards.
BOXES = {
    "DZ": (18, 38, -9, 12),
    "FR": (41, 52, -6, 10),
    "ML": (10, 26, -13, 5),
    "NE": (11, 24, 0, 16),
    "TN": (30, 38, 7, 12),
}


def group(slug: str) -> Group:
    found = records()[f"group:{slug}"]
    assert isinstance(found, Group)
    return found


def leader(ref: str) -> Leader:
    found = records()[ref]
    assert isinstance(found, Leader)
    return found


def event(ref: str) -> Event:
    found = records()[ref]
    assert isinstance(found, Event)
    return found


def links(type_: str = "") -> list[Link]:
    found = (record for record in records().values() if isinstance(record, Link))
    return [link for link in found if type_ in ("", link.type)]


def figures(ref: str) -> dict[tuple[str, str], tuple[int | None, int | None, int | None]]:
    return {(row.who, row.outcome): (row.low, row.best, row.high) for row in event(ref).casualties}


def roles(ref: str, role: str) -> set[str]:
    return {actor.ref or actor.name for actor in event(ref).actors if actor.role == role}


def passages(ref: str, field: str) -> list[str]:
    return [cite.passage for cite in records()[ref].cites if cite.field == field]


# What an analyst asks of it ------------------------------------------------------------------


def test_every_group_is_there() -> None:
    assert set(tables()["group"]) == {
        "african-forces",
        "al-qaeda",
        "aqim",
        "civilians-at-aguelhoc",
        "fighters-loyal-to-abou-zeid",
        "france",
        "french-army",
        "islamist-militants",
        "jihadists-from-libya",
        "malian-army",
        "ministry-of-defence",
        "mnla",
        "mujao",
        "signatories-in-blood",
        "tuareg-separatists",
    }
    assert group("mujao").name == "Movement for Oneness and Jihad in West Africa"
    assert group("aqim").abbreviation == "AQIM"
    assert group("signatories-in-blood").founded == "2013"


@pytest.mark.parametrize(
    ("ref", "alias", "nationality", "status"),
    [
        (BELMOKHTAR, "Belmoktar", "DZ", "at large"),
        (ABOU_ZEID, "Abou Zeid", "DZ", "dead"),
        (LE_DRIAN, None, "FR", "in office"),
    ],
)
def test_who_is_who(ref: str, alias: str | None, nationality: str, status: str) -> None:
    person = leader(ref)
    assert person.aliases == ((alias,) if alias else ())
    assert person.nationalities == (nationality,)
    assert person.status == status
    assert passages(ref, "status")


def test_who_led_what_and_when() -> None:
    led = {(link.from_, link.to): (link.role, link.start, link.end) for link in links("leads")}
    assert led == {
        (ABOU_ZEID, "group:aqim"): ("leader", "", "[..2013-02-2X]"),
        (BELMOKHTAR, "group:aqim"): ("leader", "", "[..2013]"),
        (BELMOKHTAR, "group:signatories-in-blood"): ("founder", "2013", ""),
    }
    assert [(link.from_, link.to, link.start) for link in links("split-from")] == [
        (BELMOKHTAR, "group:aqim", "2013")
    ]


def test_who_belongs_to_whom() -> None:
    bonds = {(link.type, link.from_, link.to) for link in links()}
    assert bonds >= {
        ("member", BELMOKHTAR, "group:al-qaeda"),
        ("member", LE_DRIAN, "group:france"),
        ("member", "group:tuareg-separatists", "group:mnla"),
        ("part-of", "group:french-army", "group:france"),
        ("supports", "group:fighters-loyal-to-abou-zeid", ABOU_ZEID),
    }
    assert not any(link.type == "allied" for link in links())


def test_whom_the_french_fight() -> None:
    opposed = {link.to for link in links("opposes") if link.from_ == "group:french-army"}
    assert opposed == {
        "group:fighters-loyal-to-abou-zeid",
        "group:islamist-militants",
        "group:mujao",
        "group:signatories-in-blood",
    }


def test_the_offensive() -> None:
    found = event(OFFENSIVE)
    assert figures(OFFENSIVE) == {
        ("Islamist militants", "killed"): (11, 11, 11),
        ("French soldier", "wounded"): (1, 1, 1),
    }
    assert (found.status, found.part_of) == ("confirmed", SERVAL)
    assert dates.parse(found.date).latest == THE_DAY
    assert event("event:2014-timbuktu-seizure").part_of == OFFENSIVE
    assert {cite.credibility for cite in found.cites if cite.field == "casualties"} == {2}


def test_the_massacre() -> None:
    assert event(MASSACRE).date == "2012-01-24"
    assert figures(MASSACRE) == {("soldiers and civilians", "killed"): (91, None, None)}
    assert roles(MASSACRE, "perpetrator") == {"group:mnla", "group:tuareg-separatists"}
    assert event(MASSACRE).part_of == "event:2012-aguelhoc-capture"


def test_the_death_of_abou_zeid() -> None:
    death = event("event:2013-killing-of-abou-zeid")
    assert death.date == leader(ABOU_ZEID).died == "2013-02-2X"
    assert death.place is not None
    assert death.place.name == "Ifoghas mountains"
    assert roles("event:2013-killing-of-abou-zeid", "target") == {ABOU_ZEID}


def test_who_took_the_north_and_who_raided_in_amenas() -> None:
    assert roles("event:2012-takeover-of-northern-mali", "perpetrator") == {
        "group:aqim",
        "group:mujao",
        "a number of other militant groups",
    }
    assert roles("event:2013-in-amenas-raid", "perpetrator") == {"group:signatories-in-blood"}


def test_attacks_have_claimants_but_no_proven_perpetrators() -> None:
    ref = "event:2014-attacks-on-french-and-african-forces"
    assert roles(ref, "claimant") == {"group:islamist-militants"}
    assert roles(ref, "target") == {"group:french-army", "group:african-forces"}
    assert roles(ref, "perpetrator") == set()


def test_the_operation_holds_its_events() -> None:
    assert {ref for ref, found in events().items() if found.part_of == SERVAL} == {
        "event:2013-killing-of-abou-zeid",
        "event:2013-militants-move-to-ifoghas",
        "event:2014-french-withdrawal",
        "event:2014-ifoghas-operation",
        "event:2014-thousand-french-soldiers-to-stay",
        "event:2014-timbuktu-offensive",
    }
    assert dates.describe(event(SERVAL).date).endswith("ongoing")


@pytest.mark.parametrize(
    ("written", "weekday"),
    [("2014-01-23", "Thursday"), ("2014-01-24", "Friday"), ("2014-01-26", "Sunday")],
)
def test_weekdays_fall_on_their_days(written: str, weekday: str) -> None:
    assert date.fromisoformat(written).strftime("%A") == weekday


@pytest.mark.parametrize(
    ("ref", "written"),
    [
        ("event:2012-takeover-of-northern-mali", "2012"),
        ("event:2013-belmokhtar-leaves-aqim", "2013"),
        ("event:2013-in-amenas-raid", "2013"),
        ("event:2013-operation-serval", "2013-01/.."),
        ("event:2014-aguelhoc-commemoration", "2014-01-24"),
        ("event:2014-kati-prayers", "2014-01-26?"),
        ("event:2014-le-drian-statement", "2014-01-23"),
        ("event:2014-religious-services", "2014-01-26"),
    ],
)
def test_relative_dates_are_resolved(ref: str, written: str) -> None:
    assert event(ref).date == written


def test_only_what_is_planned_lies_after_the_report() -> None:
    later = {ref for ref, found in events().items() if dates.parse(found.date).earliest > THE_DAY}
    assert later == {"event:2014-kati-prayers", "event:2014-religious-services"}
    assert all("planned" in records()[ref].tags for ref in later)


def test_coordinates_lie_in_their_country() -> None:
    placed = {ref: found.place for ref, found in events().items() if found.place}
    for ref, place in placed.items():
        if not place.country:
            assert place.latitude is None, ref
            continue
        south, north, west, east = BOXES[place.country]
        assert place.latitude is not None, ref
        assert place.longitude is not None, ref
        assert south < place.latitude < north, ref
        assert west < place.longitude < east, ref
        assert place.precision, ref


def test_where_kati_lies_is_disputed_openly() -> None:
    ref = "event:2014-kati-prayers"
    against = [cite for cite in records()[ref].cites if cite.stance == "contradicts"]
    assert [(cite.field, cite.value) for cite in against] == [
        ("place", "15 km northeast of Bamako")
    ]
    assert "northwest" in records()[ref].summary


def test_who_said_what() -> None:
    direct = {
        quote.attribution: quote.said
        for quote in quotes().values()
        if quote.mode == "direct" and quote.anonymity == "unnamed"
    }
    assert direct == {
        "An official from France’s Operation Serval": "2014-01-24",
        "A Malian military source": "2014-01-24",
    }
    named = [quote for quote in quotes().values() if quote.speaker == LE_DRIAN]
    assert {quote.said for quote in named} == {"2014-01-23"}
    assert sorted(quote.text[:20] for quote in named) == [
        "not everything is fi",
        "…will keep 1,000 sol",
    ]


def test_about_whom_it_was_said() -> None:
    praise = quotes()["quote:2014-01-24-malian-military-source"]
    assert {"group:french-army", "group:jihadists-from-libya"} <= set(praise.about)
    assert all(quote.about for quote in quotes().values())


def test_unnamed_speakers_stay_unnamed() -> None:
    for ref, quote in quotes().items():
        assert quote.attribution, ref
        assert bool(quote.speaker) == (quote.anonymity == "named"), ref
        assert quote.translation == "", ref
