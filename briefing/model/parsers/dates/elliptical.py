"""Complete elliptical dates from the others in a phrase: 10 to 12 January 2013, 2012–13."""

from typing import Final

from briefing.model.parsers.dates import items as di
from briefing.model.parsers.dates.items import Item
from briefing.model.parsers.dates.relative import Items
from briefing.model.parsers.words import NotUnderstood

_LONGEST_SPAN: Final = 50
"""Years between two years written with one century."""


def complete_from_last(part: Items, last: Items, *, is_choice: bool) -> Items:
    """Complete a date from the last one: 10 to 12 January 2013, two or three days ago."""
    kinds = {item.kind for item in part}
    is_count = len(part) == 1 and kinds <= {di.COUNT, di.NUMBER}
    if is_choice and is_count and [item.kind for item in last[1:]] == [di.UNIT, di.AGO]:
        return [*part, *last[1:]]
    if kinds & {di.NUMERIC, di.DECADE, di.UNIT, di.DAY_WORD, di.RELATIVE, di.WEEKDAY}:
        return part
    has_month = bool(kinds & {di.MONTH, di.YEAR, di.PERIOD})
    wanted = [di.YEAR] * (di.YEAR not in kinds) + [di.MONTH] * (not has_month)
    return [*part, *(item for item in last if item.kind in wanted)]


def complete_from_first(part: Items, first: Items, *, is_choice: bool) -> Items:
    """Complete a date from the first one: 10 January 2013 or 2014, January 10–12 2013, 2012–13."""
    kinds = [item.kind for item in part]
    before = {item.kind: item for item in first}
    if kinds == [di.YEAR] and set(before) & {di.MONTH, di.PERIOD}:
        if not is_choice and di.PERIOD in before:
            raise NotUnderstood(
                "that part of each year, or from it to the end of the other? write one date"
            )
        return [*(item for item in first if item.kind != di.YEAR), *part] if is_choice else part
    if kinds == [di.NUMBER] and set(before) == {di.YEAR}:
        return [later_year(first[0].value, part[0])]
    if di.PERIOD in kinds:
        return part if di.YEAR in kinds or di.YEAR not in before else [*part, before[di.YEAR]]
    if di.NUMBER in kinds and di.MONTH not in kinds and di.MONTH in before:
        if di.NUMBER not in before:
            raise NotUnderstood(f"is “{words_of(part)}” a day or a year? write the date in full")
        part = [*part, before[di.MONTH]]
    if set(kinds) & {di.MONTH, di.NUMBER} and di.YEAR not in kinds and di.YEAR in before:
        part = [*part, before[di.YEAR]]
    return part


def later_year(first: int, last: Item) -> Item:
    """The later year that a few last digits mean: 2012–13, 1994–5.

    Raises:
        NotUnderstood: A single digit that is not a later year of that decade.
    """
    size = 10 ** len(last.text) if last.text.isdigit() else 100
    year = first - first % size + last.value
    if size == 10 and year <= first:
        raise NotUnderstood(f"which year is “{last.text}”? write it in full")
    # 1998–02 runs into the next century; 2014–13 is a typing error.
    year += 100 if year < first <= year + 100 <= first + _LONGEST_SPAN else 0
    return Item(di.YEAR, year, last.text)


def words_of(found: Items) -> str:
    """The words of some items."""
    return " ".join(item.text for item in found)
