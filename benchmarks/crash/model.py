"""What a briefing must hold: steps a program takes at random, and the state they lead to.

Records are plain JSON here, so that stores of any make can be judged alike.
"""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, Literal

import msgspec

from benchmarks import words
from benchmarks.generate import snapshot
from briefing.model.refs import make_ref
from briefing.model.validation import plain

Fields = dict[str, Any]
Changes = dict[str, Fields | None]
Contents = dict[str, Fields]
Verb = Literal["change", "undo", "redo", "fold", "reopen"]

_USUAL: tuple[Verb, ...] = ("change",) * 12 + ("undo", "undo", "redo", "fold", "reopen")
_LONGEST = 400  # words in a summary: a line of history is then longer than a page of memory


class Step(msgspec.Struct, frozen=True):
    """One thing a program does to a briefing.

    Attributes:
        verb: What it does.
        changes: The records it touches, as they are afterwards; None for one that is gone.
    """

    verb: Verb
    changes: Changes = {}


class Model:
    """The records a briefing must hold, and what undo and redo would do to them.

    Args:
        contents: What it holds to begin with.
        can_undo: Whether its steps undo and redo.
    """

    def __init__(self, contents: Contents, *, can_undo: bool = True) -> None:
        self.contents = dict(contents)
        self._can_undo = can_undo
        self._done: list[tuple[Changes, Changes]] = []
        self._undone: list[tuple[Changes, Changes]] = []
        self._made = 0

    def after(self, step: Step) -> Contents:
        """What the briefing holds once a step is taken; nothing changes here."""
        contents = dict(self.contents)
        for ref, fields in step.changes.items():
            if fields is None:
                contents.pop(ref, None)
            else:
                contents[ref] = fields
        return contents

    def apply(self, step: Step) -> None:
        """Take a step that was acknowledged."""
        before: Changes = {ref: self.contents.get(ref) for ref in step.changes}
        self.contents = self.after(step)
        if step.verb == "change":
            self._done.append((before, step.changes))
            self._undone.clear()
        elif step.verb == "undo":
            self._undone.append(self._done.pop())
        elif step.verb == "redo":
            self._done.append(self._undone.pop())

    def step(self, random: Random, verb: Verb | None = None) -> Step:
        """A step that can be taken now.

        Args:
            random: What chooses.
            verb: What it should do, where that is possible.
        """
        wanted = verb or random.choice(_USUAL)
        if wanted in ("fold", "reopen"):
            return Step(wanted)
        if wanted == "undo" and self._can_undo and self._done:
            return Step("undo", self._done[-1][0])
        if wanted == "redo" and self._can_undo and self._undone:
            return Step("redo", self._undone[-1][1])
        count = random.randint(2, 8) if random.random() < 0.2 else 1
        changes: Changes = {}
        while len(changes) < count:
            ref, fields = self._change(random)
            if fields != self.contents.get(ref):
                changes[ref] = fields
        return Step("change", changes)

    def _change(self, random: Random) -> tuple[str, Fields | None]:
        chance = random.random()
        own = [ref for ref in self.contents if ref.startswith(_OWN)]
        if chance < 0.15 and own:
            return random.choice(own), None
        if chance < 0.35:
            while (ref := f"{_OWN}{self._made}") in self.contents:
                self._made += 1
            self._made += 1
            return ref, {"name": words.sentence(random, 2, 5)}
        ref = random.choice(sorted(self.contents))
        summary = words.sentence(random, 3, random.choice((20, 60, _LONGEST)))
        return ref, self.contents[ref] | {"summary": f"{summary} – «é»"}


_OWN = "group:made-"  # nobody mentions these: they can go


def base(count: int = 60) -> Contents:
    """The records of a made-up briefing by ref, as plain JSON."""
    found = snapshot(count)
    return {
        make_ref(kind, slug): as_json(plain(record))
        for kind, table in found.tables.items()
        for slug, record in table.items()
    }


def as_json(value: Mapping[str, Any]) -> Fields:
    """The same value as a JSON file would give it back."""
    fields: Fields = msgspec.json.decode(msgspec.json.encode(value))
    return fields


def lost(model: Model, taken: list[Step], found: Contents) -> Iterator[Step]:
    """The acknowledged steps that are not there, judged by who touched a record last.

    Args:
        model: What should be there.
        taken: Steps acknowledged, oldest first.
        found: What is there.
    """
    last: dict[str, int] = {}
    for number, step in enumerate(taken):
        for ref in step.changes:
            last[ref] = number
    wrong = {ref for ref in last if model.contents.get(ref) != found.get(ref)}
    for number in sorted({last[ref] for ref in wrong}):
        yield taken[number]
