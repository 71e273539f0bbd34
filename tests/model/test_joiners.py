"""Zero-width characters that belong to a spelling are shown; others could hide something."""

import pytest

from briefing.cli.printing import printable
from briefing.tui.input.safe_text import one_line

ZWNJ, ZWJ = "\u200c", "\u200d"


@pytest.mark.parametrize("word", [f"علی{ZWNJ}رضا", f"می{ZWNJ}خواهم", f"क्{ZWJ}ष"])
def test_a_joiner_within_a_word_of_its_script_is_shown(word: str) -> None:
    assert one_line(word) == word
    assert printable(word) == word


@pytest.mark.parametrize(
    "text", [f"a{ZWNJ}b", f"{ZWNJ}علی", f"علی{ZWNJ}", f"علی{ZWNJ}b", "ع\u200bل"]
)
def test_any_other_sign_without_width_is_marked(text: str) -> None:
    assert "·" in one_line(text)
    assert "·" in printable(text)
