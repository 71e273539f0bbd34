"""Dates as hypothesis draws them."""

import datetime as dt

from hypothesis import strategies as st

from briefing.model.dates import (
    parse,
)

# Dates as hypothesis draws them: every form that is read, and text of every kind.

years = st.integers(1, 9999).map("{:04}".format)
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
days = st.dates().map(dt.date.isoformat)
periods = st.builds("{}-{}".format, years, st.sampled_from([*range(21, 25), *range(33, 42)]))
vague = st.one_of(
    st.integers(0, 999).map("{:03}X".format),
    st.integers(0, 99).map("{:02}XX".format),
    years.map("{}-XX".format),
    years.map("{}-XX-XX".format),
    st.builds("{}-{}".format, months, st.sampled_from(["XX", "0X", "1X", "2X"])),
)
plain_points = st.one_of(years, months, days, periods, vague)
marks = st.sampled_from(["", "", "~", "?", "%"])
points = st.builds(str.__add__, plain_points, marks)


def in_order(pair: tuple[str, str]) -> tuple[str, str]:
    first, last = sorted(pair, key=lambda text: parse(text).earliest)
    return first, last


pairs = st.tuples(points, points).map(in_order)
intervals = st.one_of(
    pairs.map("/".join),
    st.builds("{}/{}".format, points, st.sampled_from(["", ".."])),
    st.builds("{}/{}".format, st.sampled_from(["", ".."]), points),
)
elements = st.one_of(
    points, pairs.map("..".join), points.map("..{}".format), points.map("{}..".format)
)
sets = st.lists(elements, min_size=1, max_size=4).map(lambda items: f"[{','.join(items)}]")
texts = st.one_of(points, intervals, sets)
dates = texts.map(parse)
nearly = st.text("0123456789X-/.[],~?% TXjan", max_size=24)
anything = st.one_of(st.text(), nearly, texts, texts.map(lambda text: text[1:]))
