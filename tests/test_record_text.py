"""Records as TOML and back; errors come with their line numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.record_text import as_text, read
from briefing.store.store import Store
from invented import AMBUSH, FRONT, QUOTE, TALON, contents, group


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_every_record_comes_back_as_it_was(filled: Store) -> None:
    records = contents(filled)
    assert read(as_text(records), records) == (records, [])


@given(
    name=st.text(min_size=1).filter(str.strip),
    summary=st.text(),
)
def test_any_text_comes_back_as_it_was(name: str, summary: str) -> None:
    try:
        made = group(name, summary=summary, aliases=[name])
    except Exception:  # noqa: BLE001  what no record can hold is not looked at here
        return
    records = {"group:a": made}
    assert read(as_text(records), records) == (records, [])


def test_what_was_edited_is_read(filled: Store) -> None:
    records = {TALON: filled.need(TALON)}
    text = (
        as_text(records)
        .replace('"Commander"', '"Governor"')
        .replace('status = "at large"', 'status = "at large"\nborn = 1971-05-06')
    )
    found = read(text, records)
    assert found.faults == []
    assert getattr(found.records[TALON], "position") == "Governor"  # noqa: B009  fields vary
    assert getattr(found.records[TALON], "born") == "1971-05-06", "quotation marks may be missing"  # noqa: B009


def test_a_record_taken_out_is_not_among_them(filled: Store) -> None:
    records = {ref: filled.need(ref) for ref in (TALON, FRONT)}
    text = as_text({FRONT: records[FRONT]})
    assert set(read(text, records).records) == {FRONT}


def test_the_fields_there_are_stand_below(filled: Store) -> None:
    text = as_text({QUOTE: filled.need(QUOTE)})
    assert "# A quote can have:" in text
    assert "#   attribution    as printed" in text


@pytest.mark.parametrize(
    ("was", "becomes", "at", "problem"),
    [
        ('date = "2019-05-1X"', 'date = "2019-02-30"', "2019-02-30", "February 2019 has 28 days"),
        ('outcome = "killed"', 'outcome = "hurt"', '"hurt"', "hurt"),
        ('title = "Ambush', 'titel = "Ambush', "event:2019-wadi-selim-ambush", "title is missing"),
        ("latitude = 19.5", "latitude = 95.5", "95.5", "latitude"),
        ('title = "Ambush', "title = Ambush", "title = Ambush", "not TOML"),
        ('["event:2019-wadi-selim-ambush"]', '["event:other"]', "event:other", "not one of"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    filled: Store, was: str, becomes: str, at: str, problem: str
) -> None:
    records = {AMBUSH: filled.need(AMBUSH)}
    text = as_text(records)
    assert was in text
    text = text.replace(was, becomes, 1)
    first = next(fault for fault in read(text, records).faults if problem in fault.problem)
    assert first.line == line_of(text, at)
    assert str(first).startswith(f"line {first.line}: ")


def test_a_row_among_several_is_told_by_its_own_line(filled: Store) -> None:
    records = {FRONT: filled.need(FRONT)}
    text = as_text(records).replace('stance = "contradicts"', 'stance = "maybe"')
    (fault,) = read(text, records).faults
    assert fault.line == line_of(text, '"maybe"')


@pytest.mark.parametrize("text", ["", "# nothing\n", "x", "\x00", "[[", 'a = """'])
def test_any_text_is_read_or_told(filled: Store, text: str) -> None:
    found = read(text, {TALON: filled.need(TALON)})
    assert found.records == {}
    assert all(fault.line >= 1 for fault in found.faults)
