"""Sanctions lists: small cases written after the published schemas of the three lists."""

from pathlib import Path
from typing import Any

import pytest

from briefing.exchange.file import ImportFault
from briefing.exchange.reading import WEAK_ALIAS, Item
from passing import faults, items_of, proposals, skipped, store_of, taken_in


def read(folder: Path, format_name: str, text: str, name: str = "list.xml") -> list[Item]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return items_of(path, format_name)


def un(*entries: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<CONSOLIDATED_LIST dateGenerated="2023-08-01T00:00:00Z">'
        f"<INDIVIDUALS>{''.join(entries)}</INDIVIDUALS></CONSOLIDATED_LIST>"
    )


UN_PERSON = """
<INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM>
<FIRST_NAME>IDRIS</FIRST_NAME><SECOND_NAME>ABU</SECOND_NAME><THIRD_NAME>TALON</THIRD_NAME>
<UN_LIST_TYPE>Mali</UN_LIST_TYPE><REFERENCE_NUMBER>MLi.001</REFERENCE_NUMBER>
<LISTED_ON>2017-09-05</LISTED_ON><NAME_ORIGINAL_SCRIPT>إدريس</NAME_ORIGINAL_SCRIPT>
<COMMENTS1>At large in the north.</COMMENTS1><GENDER>Male</GENDER>
<DESIGNATION><VALUE>Commander</VALUE><VALUE>Judge</VALUE></DESIGNATION>
<NATIONALITY><VALUE>Mali</VALUE><VALUE>Atlantis</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Abu Talon; Idris T.</ALIAS_NAME>
</INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Ali</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1972-06-01</DATE>
</INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1973</YEAR>
</INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1975</FROM_YEAR>
<TO_YEAR>1977</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
</INDIVIDUAL>"""


def test_a_person_of_the_un_list(tmp_path: Path) -> None:
    found = read(tmp_path, "un", un(UN_PERSON))
    store = store_of()
    taken_in(store, found)
    record: Any = store.need("leader:idris-abu-talon")
    assert record.aliases == ("إدريس", "Abu Talon", "Idris T.", "Ali")
    assert record.born == "[1972-06-01,1973~,1975..1977]"
    assert record.nationalities == ("ML",)
    assert record.position == "Commander; Judge"
    assert record.ids == ("un:MLi.001",)
    listing, weak = record.cites
    assert store.label(listing.source) == "United Nations Security Council Consolidated List"
    assert listing.passage == ("MLi.001; list Mali; listed on 2017-09-05; At large in the north.")
    assert (weak.passage, weak.reason) == ("Ali", WEAK_ALIAS)
    assert skipped(found) == ["GENDER of the UN list", "nationality Atlantis, which is no country"]


@pytest.mark.parametrize(
    ("kind", "value", "date"),
    [
        ("EXACT", "<YEAR>1973</YEAR>", "1973"),
        ("EXACT", "<DATE>1973-02-01-05:00</DATE>", "1973-02-01"),
        ("APPROXIMATELY", "<DATE>1973-02-01</DATE>", "1973-02-01~"),
        ("BETWEEN", "<FROM_YEAR>1973</FROM_YEAR><TO_YEAR>1975</TO_YEAR>", "[1973..1975]"),
        ("EXACT", "", ""),
    ],
)
def test_a_date_of_birth_claims_what_the_un_list_does(
    tmp_path: Path, kind: str, value: str, date: str
) -> None:
    entry = (
        "<INDIVIDUAL><FIRST_NAME>A</FIRST_NAME><REFERENCE_NUMBER>X</REFERENCE_NUMBER>"
        f"<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>{kind}</TYPE_OF_DATE>{value}"
        "</INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>"
    )
    (person,) = proposals(read(tmp_path, "un", un(entry)), "leader")
    assert person.raw["born"] == date


def test_an_entity_of_the_un_list(tmp_path: Path) -> None:
    entry = (
        "<ENTITY><FIRST_NAME>NORTHERN FRONT</FIRST_NAME><REFERENCE_NUMBER>QDe.1</REFERENCE_NUMBER>"
        "<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>NF</ALIAS_NAME></ENTITY_ALIAS></ENTITY>"
    )
    (group,) = proposals(read(tmp_path, "un", un(entry)), "group")
    assert (group.raw["name"], group.raw["aliases"]) == ("NORTHERN FRONT", ["NF"])
    assert group.ids == ("un:QDe.1",)


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("<ENTITY><FIRST_NAME>A</FIRST_NAME></ENTITY>", "ENTITY 1, REFERENCE_NUMBER: it has none"),
        (
            "<ENTITY><REFERENCE_NUMBER>Q</REFERENCE_NUMBER></ENTITY>",
            "ENTITY Q: it has no name",
        ),
        (
            UN_PERSON.replace("1972-06-01", "soon").replace("MLi.001", "Q"),
            "INDIVIDUAL Q, INDIVIDUAL_DATE_OF_BIRTH: “EXACT soon” is no date",
        ),
        (
            f"{UN_PERSON}{UN_PERSON}",
            "INDIVIDUAL MLi.001: “un:MLi.001” is the number of INDIVIDUAL MLi.001 too",
        ),
    ],
)
def test_what_is_wrong_in_the_un_list(tmp_path: Path, entry: str, problem: str) -> None:
    assert faults(read(tmp_path, "un", un(entry))) == [problem]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    "<CONSOLIDATED_LIST><INDIVIDUALS>&b;</INDIVIDUALS></CONSOLIDATED_LIST>"
)
EXTERNAL = (
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<CONSOLIDATED_LIST>&a;</CONSOLIDATED_LIST>"
)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (BOMB, "declares entities"),
        (EXTERNAL, "declares entities"),
        (un(UN_PERSON)[:400], "is no XML"),
        (f"<CONSOLIDATED_LIST>{'<a>' * 100_000}", "too deep"),
        (un("\0"), "is no XML"),
    ],
)
def test_a_hostile_list_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ImportFault, match=problem):
        read(tmp_path, "un", text)


OFAC = """<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="http://tempuri.org/sdnList.xsd">
<publshInformation><Publish_Date>08/04/2023</Publish_Date></publshInformation>
<sdnEntry><uid>123</uid><firstName>Idris</firstName><lastName>TALON</lastName>
<title>Commander</title><sdnType>Individual</sdnType><remarks>(Linked To: NF)</remarks>
<programList><program>SDGT</program><program>MALI-EO13882</program></programList>
<idList><id><uid>9</uid><idType>Gender</idType></id></idList>
<akaList><aka><uid>1</uid><type>a.k.a.</type><category>strong</category>
<lastName>TALON</lastName><firstName>Abu</firstName></aka>
<aka><uid>2</uid><type>a.k.a.</type><category>weak</category><lastName>ALI</lastName></aka></akaList>
<nationalityList><nationality><uid>3</uid><country>Mali</country></nationality></nationalityList>
<dateOfBirthList>
<dateOfBirthItem><uid>4</uid><dateOfBirth>15 Jan 1970</dateOfBirth><mainEntry>true</mainEntry>
</dateOfBirthItem>
<dateOfBirthItem><uid>5</uid><dateOfBirth>circa 1968</dateOfBirth><mainEntry>false</mainEntry>
</dateOfBirthItem></dateOfBirthList></sdnEntry>
<sdnEntry><uid>124</uid><lastName>NORTHERN FRONT</lastName><sdnType>Entity</sdnType>
<programList><program>SDGT</program></programList></sdnEntry>
<sdnEntry><uid>125</uid><lastName>SEA BIRD</lastName><sdnType>Vessel</sdnType></sdnEntry>
</sdnList>"""


def test_the_ofac_list_in_xml(tmp_path: Path) -> None:
    found = read(tmp_path, "ofac", OFAC)
    store = store_of()
    taken_in(store, found)
    record: Any = store.need("leader:idris-talon")
    assert record.name == "Idris TALON"
    assert record.aliases == ("Abu TALON", "ALI")
    assert record.born == "[1968~,1970-01-15]"
    assert record.nationalities == ("ML",)
    assert record.position == "Commander"
    assert record.ids == ("ofac:123",)
    listing, weak = record.cites
    assert listing.passage == "programme SDGT, MALI-EO13882; (Linked To: NF)"
    assert (weak.passage, weak.reason) == ("ALI", WEAK_ALIAS)
    assert store.get("group:northern-front") is not None
    assert skipped(found) == ["idList of the OFAC list", "entries of the type Vessel"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("15 Jan 1970", "1970-01-15"),
        ("Jan 1970", "1970-01"),
        ("1970", "1970"),
        ("circa 1970", "1970~"),
        ("1961 to 1963", "[1961..1963]"),
        ("01 Jan 1961 to 31 Dec 1963", "[1961-01-01..1963-12-31]"),
    ],
)
def test_a_date_of_birth_claims_what_the_ofac_list_does(
    tmp_path: Path, text: str, date: str
) -> None:
    found = read(tmp_path, "ofac", OFAC.replace("15 Jan 1970", text).replace("circa 1968", ""))
    assert proposals(found, "leader")[0].raw["born"] == date


@pytest.mark.parametrize("text", ["31 Feb 1970", "1970s", "15 Foo 1970", "1963 to 1961"])
def test_no_date_of_the_ofac_list_is_guessed(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, "ofac", OFAC.replace("15 Jan 1970", text))
    assert faults(found) == [f"sdnEntry 123, dateOfBirth: “{text}” is no date"]


SDN = (
    '123,"TALON, Idris","individual","SDGT","Commander",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"DOB 15 Jan 1970; alt. DOB 1968; POB Kidal, Mali; nationality Mali; Gender Male."\n'
    '124,"NORTHERN FRONT",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n'
    '125,"SEA BIRD","vessel","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n\x1a'
)


def test_the_ofac_list_in_csv_with_the_aliases_beside_it(tmp_path: Path) -> None:
    (tmp_path / "ALT.CSV").write_text('123,1,"aka","TALON, Abu",-0- \n', encoding="utf-8")
    found = read(tmp_path, "ofac", SDN, "sdn.csv")
    person, group = proposals(found, "leader")[0], proposals(found, "group")[0]
    assert (person.raw["name"], person.raw["aliases"]) == ("Idris TALON", ["Abu TALON"])
    assert person.raw["born"] == "[1968,1970-01-15]"
    assert person.raw["nationalities"] == ["ML"]
    assert person.raw["cites"][0]["passage"].startswith("programme SDGT; DOB 15 Jan 1970;")
    assert (group.raw["name"], group.ids) == ("NORTHERN FRONT", ("ofac:124",))
    assert skipped(found) == ["entries of the type vessel"]
    assert faults(found) == []


def test_the_aliases_of_the_ofac_list_in_csv_are_missed_if_they_are_not_there(
    tmp_path: Path,
) -> None:
    found = read(tmp_path, "ofac", SDN, "sdn.csv")
    assert "aliases, as there is no alt.csv beside it" in skipped(found)


def test_a_row_of_other_columns_is_a_fault(tmp_path: Path) -> None:
    found = read(tmp_path, "ofac", f"{SDN[:-1]}126,a\n", "sdn.csv")
    assert faults(found) == ["line 4: 2 columns, not 12"]


EU_COLUMNS = (
    "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_UnitedNationId;"
    "Entity_DesignationDate;Entity_Remark;Entity_SubjectType_ClassificationCode;"
    "Entity_Regulation_Programme;NameAlias_WholeName;NameAlias_Function;NameAlias_Remark;"
    "NameAlias_NameLanguage;BirthDate_BirthDate;BirthDate_Year;BirthDate_Circa;"
    "Address_City;Citizenship_CountryIso2Code"
)


def eu(*rows: str) -> str:
    return "\ufeff" + "\n".join((EU_COLUMNS, *rows)) + "\n"


EU_ROWS = (
    "01/08/2023;13;EU.1.2;MLi.001;2017-09-05;At large;P;MLI;Idris Talon;Commander;;EN;;;;;",
    "01/08/2023;13;EU.1.2;MLi.001;2017-09-05;At large;P;MLI;Abu Talon;;;;;;;;",
    "01/08/2023;13;EU.1.2;MLi.001;2017-09-05;At large;P;MLI;Ali;;low quality alias;;;;;;",
    "01/08/2023;13;EU.1.2;MLi.001;2017-09-05;At large;P;MLI;;;;;1972-06-01;1972;false;;",
    "01/08/2023;13;EU.1.2;MLi.001;2017-09-05;At large;P;MLI;;;;;;1973;true;;",
    "01/08/2023;13;EU.1.2;MLi.001;2017-09-05;At large;P;MLI;;;;;;;;Kidal;ML",
    "01/08/2023;14;EU.1.3;;;;E;MLI;Northern Front;;;;;;;;",
)


def test_the_eu_list(tmp_path: Path) -> None:
    found = read(tmp_path, "eu", eu(*EU_ROWS), "eu.csv")
    store = store_of()
    taken_in(store, found)
    record: Any = store.need("leader:idris-talon")
    assert record.aliases == ("Abu Talon", "Ali")
    assert record.born == "[1972-06-01,1973~]"
    assert record.nationalities == ("ML",)
    assert record.position == "Commander"
    assert record.ids == ("eu:13", "un:MLi.001")
    listing, weak = record.cites
    assert listing.passage == (
        "EU.1.2; designated on 2017-09-05; programme MLI; At large; low quality alias"
    )
    assert (weak.passage, weak.reason) == ("Ali", WEAK_ALIAS)
    assert store.get("group:northern-front") is not None
    assert skipped(found) == ["addresscity of the EU list"]


def test_two_lists_with_one_number_of_the_un_are_about_one(tmp_path: Path) -> None:
    store = store_of()
    taken_in(store, read(tmp_path, "un", un(UN_PERSON)))
    taken_in(store, read(tmp_path, "eu", eu(*EU_ROWS), "eu.csv"))
    assert len(store.all("leader")) == 1
    record: Any = store.need("leader:idris-abu-talon")
    assert record.ids == ("un:MLi.001", "eu:13")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (";13", "line 2: 2 columns, not 17"),
        (";;;;;;P;;A;;;;;;;;", "line 2, Entity_LogicalId: “” is none"),
        (";13;;;;;X;;A;;;;;;;;", "line 2, Entity_SubjectType: “X” is none"),
        (";13;;;;;P;;A;;;;soon;;;;", "line 2, BirthDate: the date of birth is no date"),
        (";13;;;;;P;;;;;;;;;;", "line 2: it has no name"),
    ],
)
def test_what_is_wrong_in_the_eu_list(tmp_path: Path, row: str, problem: str) -> None:
    assert problem in faults(read(tmp_path, "eu", eu(row), "eu.csv"))


def test_a_name_that_is_all_weak_identifies_nobody(tmp_path: Path) -> None:
    row = ";13;;;;;P;;Ali;;low quality alias;;;;;;"
    (person,) = proposals(read(tmp_path, "eu", eu(row), "eu.csv"), "leader")
    assert person.raw["name"] == "Ali"
    assert [each["passage"] for each in person.raw["cites"][1:]] == ["Ali"]
