"""The sanctions lists of the United Nations, of OFAC and of the European Union.

* UN Security Council Consolidated List, XML (its schema: `consolidated.xsd`);
* OFAC, Specially Designated Nationals: `sdn.xml` (`sdn.xsd`), and `sdn.csv` with the `alt.csv`
  beside it (`dat_spec.txt`);
* EU, consolidated list of financial sanctions, CSV with semicolons (version 1.1).

Each list is one source, whatever the day on which it was fetched. What it says of a person stands
in a passage.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from briefing.exchange.file import ImportFault, ImportFile
from briefing.exchange.format import Format
from briefing.exchange.reading import (
    Handle,
    Items,
    Proposal,
    ReadFault,
    Skipped,
    weak_alias,
)
from briefing.exchange.values import country, day, one_of, texts
from briefing.model import dates

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LIST: Final = "list"
"""The key of the source."""

_DEEPEST: Final = 50
"""Elements within each other; the lists have seven."""

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905


@dataclass(slots=True)
class _Listed:
    """Who is listed.

    Attributes:
        place: Where it is in the file.
        id: The number, with the list as its prefix.
        is_person: Whether it is a person and not a body.
        name: The name.
        aliases: Names as good.
        weak: Names of low quality.
        born: Dates of birth, in EDTF; any of them may be right.
        nationalities: The names or codes of countries.
        positions: What the person is.
        said: What the list says, in its words.
        other_ids: Ids in other lists.
    """

    place: str
    id: str
    is_person: bool
    name: str = ""
    aliases: list[str] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    born: list[str] = field(default_factory=list)
    nationalities: list[str] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    other_ids: list[str] = field(default_factory=list)

    def items(self) -> Items:
        """The proposal of it, and what could not go into that."""
        self.name = self.name or next(iter(self.weak), "")
        strong = [each for each in dict.fromkeys(self.aliases) if each != self.name]
        weak = [each for each in dict.fromkeys(self.weak) if each not in strong]
        passage = "; ".join(dict.fromkeys(each for each in self.said if each))
        raw: dict[str, Any] = {
            "name": self.name,
            "aliases": [*strong, *(each for each in weak if each != self.name)],
            "cites": [
                {"source": Handle(_LIST), "passage": passage},
                *(weak_alias(Handle(_LIST), each) for each in weak),
            ],
        }
        codes = []
        for each in dict.fromkeys(self.nationalities):
            if code := country(each):
                codes.append(code)
            else:
                yield Skipped(self.place, f"nationality {each}, which is no country"[:80])
        if self.is_person:
            raw["nationalities"] = list(dict.fromkeys(codes))
            raw["position"] = "; ".join(dict.fromkeys(self.positions))
            raw["born"] = one_of(self.born)
        yield Proposal(
            kind="leader" if self.is_person else "group",
            raw=raw,
            place=self.place,
            ids=(self.id, *dict.fromkeys(self.other_ids)),
        )


def _source(title: str, publisher: str, url: str) -> Proposal:
    raw = {"title": title, "publisher": publisher, "url": url, "type": "dataset"}
    return Proposal(kind="source", raw=raw, place="", key=_LIST, is_named_only=True)


def _numbered_once(found: Iterable[_Listed | ReadFault | Skipped]) -> Items:
    """The proposals of all that are listed, with a fault for a number that is given twice."""
    places: dict[str, str] = {}
    for each in found:
        if not isinstance(each, _Listed):
            yield each
        elif each.id in places:
            yield ReadFault(each.place, f"“{each.id}” is the number of {places[each.id]} too")
        elif not each.name and not each.weak:
            yield ReadFault(each.place, "it has no name")
        else:
            places[each.id] = each.place
            yield from each.items()


# XML


def _elements(file: ImportFile, names: Sequence[str]) -> Iterator["Element"]:
    """The elements of some names, one by one; what has been read is forgotten.

    Raises:
        ImportFault: It is no XML, or declares entities.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    open_elements: list[Element] = []
    try:
        with file.binary() as stream:
            for event, element in iterparse(stream, events=("start", "end")):
                if event == "start":
                    open_elements.append(element)
                    if len(open_elements) > _DEEPEST:
                        raise ImportFault(f"{file.name} has elements within each other too deep")
                    continue
                open_elements.pop()
                if _tag(element) in names:
                    yield element
                    element.clear()
                    if open_elements:
                        open_elements[-1].remove(element)
    except ParseError as error:
        raise ImportFault(f"{file.name} is no XML: {error}") from None
    except DefusedXmlException:
        raise ImportFault(f"{file.name} declares entities, which no sanctions list does") from None


def _tag(element: "Element") -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _children(element: "Element", name: str) -> list["Element"]:
    return [each for each in element if _tag(each) == name]


def _text(element: "Element", name: str) -> str:
    """The text of the first child of a name, on one line; empty for none."""
    found = _children(element, name)
    return " ".join((found[0].text or "").split()) if found else ""


def _values(element: "Element", name: str) -> list[str]:
    """The texts of the children VALUE of a child."""
    rows = (each for found in _children(element, name) for each in _children(found, "VALUE"))
    return texts([each.text or "" for each in rows])


def _named(words: str, value: str) -> str:
    return f"{words} {value}" if value else ""


# The United Nations

_UN_TITLE: Final = "United Nations Security Council Consolidated List"
_UN_READ: Final = (
    *("DATAID", "VERSIONNUM", "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"),
    *("UN_LIST_TYPE", "REFERENCE_NUMBER", "LISTED_ON", "NAME_ORIGINAL_SCRIPT", "COMMENTS1"),
    *("DESIGNATION", "NATIONALITY", "LIST_TYPE", "SORT_KEY", "SORT_KEY_LAST_MOD"),
    *("INDIVIDUAL_ALIAS", "ENTITY_ALIAS", "INDIVIDUAL_DATE_OF_BIRTH", "LAST_DAY_UPDATED"),
)


def _is_un(file: ImportFile) -> bool:
    return b"<CONSOLIDATED_LIST" in file.head


def _read_un(file: ImportFile) -> Items:
    yield _source(
        _UN_TITLE, "United Nations Security Council", "https://main.un.org/securitycouncil/"
    )
    yield from _numbered_once(_un(file))


def _un(file: ImportFile) -> Iterator[_Listed | ReadFault | Skipped]:
    for number, element in enumerate(_elements(file, ("INDIVIDUAL", "ENTITY")), start=1):
        is_person = _tag(element) == "INDIVIDUAL"
        reference = _text(element, "REFERENCE_NUMBER")
        place = f"{_tag(element)} {reference or number}"
        if not reference:
            yield ReadFault(f"{place}, REFERENCE_NUMBER", "it has none")
            continue
        parts = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
        listed = _Listed(
            place=place,
            id=f"un:{reference}",
            is_person=is_person,
            name=" ".join(filter(None, (_text(element, each) for each in parts))),
            nationalities=_values(element, "NATIONALITY"),
            positions=_values(element, "DESIGNATION"),
            said=[
                reference,
                _named("list", _text(element, "UN_LIST_TYPE")),
                _named("listed on", _text(element, "LISTED_ON")),
                _text(element, "COMMENTS1"),
            ],
        )
        if script := _text(element, "NAME_ORIGINAL_SCRIPT"):
            listed.aliases.append(script)
        for alias in _children(element, "INDIVIDUAL_ALIAS" if is_person else "ENTITY_ALIAS"):
            is_low = _text(alias, "QUALITY").casefold() == "low"
            # Several names are in one element, one below the other or with semicolons.
            names = texts((alias.findtext("{*}ALIAS_NAME") or "").replace(";", "\n").split("\n"))
            (listed.weak if is_low else listed.aliases).extend(names)
            for each in alias:
                if _tag(each) not in ("QUALITY", "ALIAS_NAME") and (each.text or "").strip():
                    yield Skipped(place, f"{_tag(each)} of aliases")
        for birth in _children(element, "INDIVIDUAL_DATE_OF_BIRTH"):
            found = _un_birth(birth)
            if isinstance(found, str):
                listed.born += [found] if found else []
            else:
                yield found._replace(place=f"{place}, INDIVIDUAL_DATE_OF_BIRTH")
        for each in element:
            if _tag(each) not in _UN_READ and any((it.text or "").strip() for it in each.iter()):
                yield Skipped(place, f"{_tag(each)} of the UN list")
        yield listed


def _un_birth(birth: "Element") -> str | ReadFault:
    """A date of birth; empty if the element is."""
    kind = _text(birth, "TYPE_OF_DATE").upper()
    first, last = _text(birth, "FROM_YEAR"), _text(birth, "TO_YEAR")
    given = _text(birth, "DATE") or _text(birth, "YEAR")
    if first or last:
        if dates.is_date(f"[{first}..{last}]"):
            return f"{first}..{last}"
        return ReadFault("", f"“{first[:20]}” to “{last[:20]}” is no range of years")
    if not given:
        return ""
    found = day(given)
    if not found or kind not in ("", "EXACT", "APPROXIMATELY"):
        return ReadFault("", f"“{kind[:20]} {given[:20]}” is no date")
    return f"{found}~" if kind == "APPROXIMATELY" else found


# OFAC

_OFAC_TITLE: Final = "OFAC Specially Designated Nationals and Blocked Persons List"
_OFAC_READ: Final = (
    *("uid", "firstName", "lastName", "title", "sdnType", "remarks", "programList", "akaList"),
    *("nationalityList", "citizenshipList", "dateOfBirthList"),
)
_CSV_COLUMNS: Final = 12
_NULL: Final = "-0-"
_IN_REMARKS: Final = re.compile(
    r"(?:^|;)\s*(?:alt\. )?(DOB|nationality|citizen) ([^;]+?)\.?(?=;|$)"
)


def _is_ofac_xml(file: ImportFile) -> bool:
    return re.search(rb"<(\w+:)?sdnList\b", file.head) is not None


def _is_ofac_csv(file: ImportFile) -> bool:
    line = file.head.partition(b"\n")[0]
    return re.match(rb'\s*\d+,".*"', line) is not None and line.count(b"-0-") >= 2


def _is_ofac(file: ImportFile) -> bool:
    return _is_ofac_xml(file) or _is_ofac_csv(file)


def _read_ofac(file: ImportFile) -> Items:
    yield _source(
        _OFAC_TITLE,
        "Office of Foreign Assets Control",
        "https://sanctionslist.ofac.treas.gov/Home/SdnList",
    )
    yield from _numbered_once(_ofac_xml(file) if _is_ofac_xml(file) else _ofac_csv(file))


def _ofac_xml(file: ImportFile) -> Iterator[_Listed | ReadFault | Skipped]:
    for number, element in enumerate(_elements(file, ("sdnEntry",)), start=1):
        uid, kind = _text(element, "uid"), _text(element, "sdnType")
        place = f"sdnEntry {uid or number}"
        if not uid:
            yield ReadFault(f"{place}, uid", "it has none")
            continue
        if kind not in ("Individual", "Entity"):
            yield Skipped(place, f"entries of the type {kind or 'unknown'}"[:80])
            continue
        programmes = _rows(element, "programList")
        listed = _Listed(
            place=place,
            id=f"ofac:{uid}",
            is_person=kind == "Individual",
            name=_full_name(element),
            nationalities=[
                _text(each, "country")
                for name in ("nationalityList", "citizenshipList")
                for each in _rows(element, name)
            ],
            positions=texts(_text(element, "title")),
            said=[
                _named("programme", ", ".join(texts([each.text or "" for each in programmes]))),
                _text(element, "remarks"),
            ],
        )
        for aka in _rows(element, "akaList"):
            is_weak = _text(aka, "category").casefold() == "weak"
            (listed.weak if is_weak else listed.aliases).extend(texts(_full_name(aka)))
        for birth in _rows(element, "dateOfBirthList"):
            if found := _ofac_date(given := _text(birth, "dateOfBirth")):
                listed.born.append(found)
            elif given:
                yield ReadFault(f"{place}, dateOfBirth", f"“{given[:40]}” is no date")
        if listed.positions and not listed.is_person:
            yield Skipped(place, "title of entities")
        for each in element:
            if _tag(each) not in _OFAC_READ:
                yield Skipped(place, f"{_tag(each)} of the OFAC list")
        yield listed


def _rows(element: "Element", name: str) -> list["Element"]:
    return [each for found in _children(element, name) for each in found]


def _full_name(element: "Element") -> str:
    return " ".join(filter(None, (_text(element, "firstName"), _text(element, "lastName"))))


def _ofac_date(text: str) -> str:
    """A date such as "circa 1968", "15 Jan 1970" or "1961 to 1963"; empty if it is none."""
    first, to, last = text.partition(" to ")
    if to:
        ends = [_ofac_date(each) for each in (first, last)]
        is_range = all(ends) and "~" not in "".join(ends) and dates.is_date(f"[{'..'.join(ends)}]")
        return "..".join(ends) if is_range else ""
    found = re.fullmatch(
        r"(circa )?(?:(?:(\d{1,2}) )?([A-Za-z]{3}) )?(\d{4})", text.strip(), re.IGNORECASE
    )
    if found is None or (found[3] and found[3].casefold() not in _MONTHS):
        return ""
    date = found[4]
    if found[3]:
        date += f"-{_MONTHS.index(found[3].casefold()) + 1:02}"
    if found[2]:
        date += f"-{int(found[2]):02}"
    return f"{date}{'~' if found[1] else ''}" if dates.is_date(date) else ""


def _ofac_csv(file: ImportFile) -> Iterator[_Listed | ReadFault | Skipped]:
    aliases: dict[str, list[str]] = {}
    beside = next((each for each in _siblings(file.path) if each.name.lower() == "alt.csv"), None)
    if beside is None:
        yield Skipped("", "aliases, as there is no alt.csv beside it")
    else:
        for place, row in _csv_rows(ImportFile(beside), 5):
            if isinstance(row, ReadFault):
                yield row._replace(place=f"{beside.name}, {place}")
            else:
                aliases.setdefault(row[0], []).append(row[3])
    for place, row in _csv_rows(file, _CSV_COLUMNS):
        if isinstance(row, ReadFault):
            yield row
            continue
        uid, name, kind, programme, title, *_vessel, remarks = row
        if kind not in ("individual", ""):
            yield Skipped(place, f"entries of the type {kind}"[:80])
            continue
        is_person = kind == "individual"
        listed = _Listed(
            place=place,
            id=f"ofac:{uid}",
            is_person=is_person,
            name=_in_order(name) if is_person else name,
            aliases=[_in_order(each) if is_person else each for each in aliases.pop(uid, ())],
            positions=texts(title),
            said=[_named("programme", programme), remarks],
        )
        for what, value in _IN_REMARKS.findall(remarks) if is_person else ():
            if what != "DOB":
                listed.nationalities.append(value)
            elif found := _ofac_date(value):
                listed.born.append(found)
            else:
                yield ReadFault(f"{place}, Remarks", f"“DOB {value[:40]}” is no date")
        if title and not is_person:
            yield Skipped(place, "title of entities")
        yield listed


def _siblings(path: Path) -> Sequence[Path]:
    return sorted(path.parent.glob("*.[cC][sS][vV]")) if path.is_file() else ()


def _in_order(name: str) -> str:
    """First LAST, of "LAST, First"."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma else name


def _csv_rows(file: ImportFile, columns: int) -> Iterator[tuple[str, list[str] | ReadFault]]:
    """The rows of a CSV of OFAC, nulls as empty texts."""
    for place, row in _rows_of(file, ","):
        if isinstance(row, ReadFault):
            yield place, row
        elif len(row) == columns:
            tidied = (" ".join(each.split()) for each in row)
            yield place, ["" if each == _NULL else each for each in tidied]
        elif row != ["\x1a"]:  # the end of a file of DOS
            yield place, ReadFault(place, f"{len(row)} columns, not {columns}")


def _rows_of(file: ImportFile, delimiter: str) -> Iterator[tuple[str, list[str] | ReadFault]]:
    with file.text() as stream:
        rows = csv.reader(stream, delimiter=delimiter)
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                raise ImportFault(f"{file.name}, line {rows.line_num}: {error}") from None
            if row:
                yield f"line {rows.line_num}", row


# The European Union

_EU_TITLE: Final = "EU Consolidated List of Financial Sanctions"
_EU_READ: Final = (
    *("filegenerationdate", "entitylogicalid", "entityeureferencenumber", "entityunitednationid"),
    *("entitydesignationdate", "entitydesignationdetails", "entityremark", "entitysubjecttype"),
    *("entitysubjecttypeclassificationcode", "entityregulationnumbertitle"),
    *("entityregulationprogramme", "entityregulationpublicationdate"),
    *("namealiaswholename", "namealiasfunction", "namealiasremark", "namealiasstrong"),
    *("namealiasfirstname", "namealiasmiddlename", "namealiaslastname"),
    *("birthdatebirthdate", "birthdateday", "birthdatemonth", "birthdateyear", "birthdatecirca"),
    *("birthdateyearrangefrom", "birthdateyearrangeto", "birthdatecalendartype"),
    *("citizenshipcountryiso2code", "citizenshipcountrydescription"),
)
"""The columns that are read, in lower case without underscores."""

_EU_IDLE: Final = re.compile(r"logicalid|regulation|language|gender$|knownexpired|knownfalse")
"""Columns that say nothing of who is listed, or only repeat what others do."""


def _column(name: str) -> str:
    return name.strip().lower().replace("_", "")


def _is_eu(file: ImportFile) -> bool:
    line = _column(file.head.partition(b"\n")[0].decode("utf-8", "replace"))
    return "entitylogicalid" in line and "namealias" in line and ";" in line


def _read_eu(file: ImportFile) -> Items:
    yield _source(
        _EU_TITLE,
        "European Commission",
        "https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities"
        "-subject-to-eu-financial-sanctions",
    )
    yield from _numbered_once(_eu(file))


def _eu(file: ImportFile) -> Iterator[_Listed | ReadFault | Skipped]:
    """Those listed: each has a row for every name, date of birth, nationality and so on."""
    rows = _rows_of(file, ";")
    _, header = next(rows, ("", []))
    names = [_column(each) for each in header] if isinstance(header, list) else []
    names = [each.lstrip("\ufeff") for each in names]
    if "entitylogicalid" not in names or "namealiaswholename" not in names:
        raise ImportFault(f"{file.name} has no columns Entity_LogicalId and NameAlias_WholeName")
    found: dict[str, _Listed] = {}
    for place, row in rows:
        if isinstance(row, ReadFault):
            yield row
            continue
        if len(row) != len(names):
            yield ReadFault(place, f"{len(row)} columns, not {len(names)}")
            continue
        cells = {name: " ".join(text.split()) for name, text in zip(names, row, strict=True)}
        yield from _eu_row(place, {name: text for name, text in cells.items() if text}, found)
    yield from found.values()


def _eu_row(
    place: str, cells: Mapping[str, str], found: dict[str, _Listed]
) -> Iterator[ReadFault | Skipped]:
    number = cells.get("entitylogicalid", "")
    kind = cells.get("entitysubjecttypeclassificationcode", cells.get("entitysubjecttype", ""))
    is_person = {"p": True, "person": True, "e": False, "enterprise": False}.get(kind.casefold())
    if not number or is_person is None:
        what = "Entity_LogicalId" if not number else "Entity_SubjectType"
        yield ReadFault(f"{place}, {what}", f"“{(number and kind)[:40]}” is none")
        return
    listed = found.setdefault(number, _Listed(place, f"eu:{number}", is_person))
    if listed.is_person != is_person:
        yield ReadFault(f"{place}, Entity_SubjectType", f"it is another in {listed.place}")
        return
    for name, text in cells.items():
        if name not in _EU_READ and not _EU_IDLE.search(name):
            yield Skipped(place, f"{name} of the EU list")
        elif name == "birthdatecalendartype" and text.casefold() != "gregorian":
            yield Skipped(place, f"dates of birth in the calendar {text}"[:80])
            cells = {each: its for each, its in cells.items() if not each.startswith("birthdate")}
    parts = ("namealiasfirstname", "namealiasmiddlename", "namealiaslastname")
    whole = cells.get("namealiaswholename") or " ".join(filter(None, map(cells.get, parts)))
    remark = cells.get("namealiasremark", "")
    if whole:
        is_weak = cells.get("namealiasstrong", "").casefold() == "false"
        if is_weak or re.search(r"low quality|weak", remark, re.IGNORECASE):
            listed.weak.append(whole)
        elif listed.name:
            listed.aliases.append(whole)
        else:
            listed.name = whole
    listed.positions += texts(cells.get("namealiasfunction", "") if is_person else "")
    listed.other_ids += [f"un:{each}" for each in texts(cells.get("entityunitednationid", ""))]
    nation = cells.get("citizenshipcountryiso2code", cells.get("citizenshipcountrydescription", ""))
    if nation and nation != "00":
        listed.nationalities.append(nation)
    listed.said += [
        cells.get("entityeureferencenumber", ""),
        _named("designated on", cells.get("entitydesignationdate", "")),
        cells.get("entitydesignationdetails", ""),
        _named("programme", cells.get("entityregulationprogramme", "")),
        _named("regulation", cells.get("entityregulationnumbertitle", "")),
        _named("published on", cells.get("entityregulationpublicationdate", "")),
        cells.get("entityremark", ""),
        remark,
    ]
    born = _eu_birth(cells)
    if born is None:
        yield ReadFault(f"{place}, BirthDate", "the date of birth is no date")
    elif born:
        listed.born.append(born)


def _eu_birth(cells: Mapping[str, str]) -> str | None:
    """The date of birth of a row; empty if it has none, and None if it is no date."""
    first, last = cells.get("birthdateyearrangefrom"), cells.get("birthdateyearrangeto")
    if first and last:
        return f"{first}..{last}" if dates.is_date(f"[{first}..{last}]") else None
    date = day(cells.get("birthdatebirthdate", ""))
    if not date:
        parts = [cells.get(f"birthdate{each}", "") for each in ("year", "month", "day")]
        year, month, of_month = ("" if each.strip("0") == "" else each for each in parts)
        if not year:
            is_blank = "birthdatebirthdate" not in cells and not month and not of_month
            return "" if is_blank else None
        date = "-".join(each.zfill(2) for each in (year, month, of_month if month else "") if each)
    if not dates.is_date(date):
        return None
    return f"{date}~" if cells.get("birthdatecirca", "").casefold() == "true" else date


FORMATS = (
    Format(
        name="un",
        title="UN sanctions list",
        suffixes=(".xml",),
        about="the consolidated list of the Security Council, XML",
        recognises=_is_un,
        read=_read_un,
    ),
    Format(
        name="ofac",
        title="OFAC sanctions list",
        suffixes=(".xml", ".csv"),
        about="the list of specially designated nationals, SDN.XML, or sdn.csv with alt.csv beside",
        recognises=_is_ofac,
        read=_read_ofac,
    ),
    Format(
        name="eu",
        title="EU sanctions list",
        suffixes=(".csv",),
        about="the consolidated list of financial sanctions, CSV",
        recognises=_is_eu,
        read=_read_eu,
    ),
)
