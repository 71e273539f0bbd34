"""A paste is text: nothing in it is taken for a key, in whatever pieces it comes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from briefing.tui.terminal_input import END, SHOWN, START, PasteGuard

LONG = "\x1b" + "d" * 40 + "y"


def read(*pieces: str) -> list[events.Event]:
    """What becomes of input that comes in pieces."""
    guard, parser = PasteGuard(), XTermParser()
    return [
        event
        for piece in pieces
        for event in parser.feed(guard.clean(piece))
        if isinstance(event, events.Event)
    ]


def pasted(found: list[events.Event]) -> str:
    """The one paste there is, and nothing else."""
    (only,) = found
    assert isinstance(only, events.Paste)
    return only.text


@pytest.mark.parametrize("text", [LONG, "\x1b]52;c;aGFjaw==\x07", "\x1b[A\x1b[200~", "a\x1b"])
def test_what_is_pasted_presses_no_key(text: str) -> None:
    assert pasted(read(f"{START}{text}{END}")) == text.replace("\x1b", SHOWN)


def test_keys_before_and_behind_a_paste_are_keys() -> None:
    found = read(f"a\x1b[A{START}{LONG}{END}b")
    kinds = [event.key if isinstance(event, events.Key) else "paste" for event in found]
    assert kinds == ["a", "up", "paste", "b"]


@given(
    text=st.text(alphabet="a\x1b[201~0é", max_size=40).filter(
        lambda text: END not in text + END[:-1]
    ),
    cuts=st.lists(st.integers(0, 60), max_size=6),
)
def test_it_does_not_matter_in_which_pieces_it_comes(text: str, cuts: list[int]) -> None:
    whole = f"{START}{text}{END}"
    places = sorted({0, len(whole), *(cut for cut in cuts if cut < len(whole))})
    guard = PasteGuard()
    pieces = [whole[a:b] for a, b in pairwise(places)]
    cleaned = "".join(guard.clean(piece) for piece in pieces)
    assert cleaned == f"{START}{text.replace(chr(27), SHOWN)}{END}"


@given(st.text(alphabet="a\x1b[20~", max_size=30))
def test_what_is_no_paste_is_passed_on_at_once(text: str) -> None:
    if START not in text:
        assert PasteGuard().clean(text) == text
