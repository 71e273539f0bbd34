"""The same on files, with crashes, checkpoints, another program, a full disk and an editor."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from store_machine import State, StoreMachine, group_refs, names
from stores import backup, edit_by_hand, failing, follows_itself, held, log, reformat

from briefing.model.references import references
from briefing.store.backend import Keep
from briefing.store.changes import OUTSIDE
from briefing.store.errors import Conflict, TwoVersions
from briefing.store.store import Store
from invented import contents, group

torn_ends = st.sampled_from([b"", b"", b'{"rev":', bytes(9), b'{"rev":3,"at":"2014-01-24T'])
keeps = st.sampled_from(["mine", "theirs", "both"])


class DiskMachine(StoreMachine):
    """Whatever happens to the program and the files, every acknowledged change is kept."""

    def create(self) -> Store:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "db.json"
        self.other: Store | None = None
        self.copies: list[bytes] = []
        return Store.create(self.path, "x", by="me")

    def teardown(self) -> None:
        self.store.close()
        if self.other:
            self.other.close()
        again = Store.open(self.path)
        assert contents(again) == held(self.path) == self.state
        assert follows_itself(again)
        assert not [each for each in again.notices if OUTSIDE in each]
        shutil.rmtree(self.folder)

    def open(self, keep: Keep | None = None) -> None:
        is_torn = log(self.path).exists() and not log(self.path).read_bytes().endswith(b"\n")
        self.store = Store.open(self.path, by="me", keep=keep)
        assert len([each for each in self.store.notices if "breaks off" in each]) == is_torn

    # The program

    @rule()
    def fold(self) -> None:
        self.store.checkpoint()

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.open()
        assert not [each for each in self.store.notices if OUTSIDE in each]

    @rule(torn=torn_ends, without_copy=st.booleans())
    def crash(self, torn: bytes, without_copy: bool) -> None:
        if without_copy:
            # Without it nobody could tell what an edit by hand not logged yet has changed.
            self.hear()
            backup(self.path).unlink(missing_ok=True)
        if torn and log(self.path).exists():
            with log(self.path).open("ab") as file:
                file.write(torn)
        self.open()

    @rule(ref=group_refs, name=names)
    def put_without_listening_first(self, ref: str, name: str) -> None:
        known = self.store.get(ref)
        if known not in (self.state.get(ref), group(name)):
            with pytest.raises(Conflict, match=f"{ref} was changed by other"):
                self.store.put(ref, group(name))
            assert self.is_heard()
        elif self.store.put(ref, group(name)).changes:
            self.becomes(self.state | {ref: group(name)})
        # Else it is what this program knows already, so that nobody was asked.

    @rule(
        ref=group_refs,
        name=names,
        back=st.integers(0, 2),
        theirs=st.none() | st.tuples(group_refs, names),
    )
    def put_on_a_full_disk(
        self, ref: str, name: str, back: int, theirs: tuple[str, str] | None
    ) -> None:
        self.hear()
        self.store.keeps_waiting = True
        is_changed = self.state.get(ref) != group(name)
        steps = [self.store.undo, self.store.redo][:back] if is_changed else []
        with failing():
            self.store.put(ref, group(name))
            for step in steps:
                step()
        assert len(self.store.waiting) == is_changed + len(steps)
        if theirs:
            self.other_puts(*theirs)
        assert self.store.save_waiting()
        if is_changed and self.state.get(ref) != group(name):
            self.becomes(self.state | {ref: group(name)})
            if len(steps) == 1:
                self.undone.append(self.done.pop()[::-1])
                self.state = self.undone[-1][1]

    # Another program

    @rule(ref=group_refs, name=names)
    def other_puts(self, ref: str, name: str) -> None:
        if self.other is None:
            self.other = Store.open(self.path, by="other")
        self.other.catch_up()
        assert contents(self.other) == self.state
        self.other.put(ref, group(name))
        self.becomes(self.state | {ref: group(name)})

    @rule()
    def other_undoes(self) -> None:
        if self.other and self.done:
            self.take_back(self.other.undo, self.done, self.undone)

    @precondition(lambda self: self.other)
    @rule(is_killed=st.booleans())
    def other_ends(self, is_killed: bool) -> None:
        if self.other and not is_killed:
            self.other.close()
        self.other = None

    @precondition(lambda self: self.other)
    @rule()
    def other_folds(self) -> None:
        if self.other:
            self.other.checkpoint()

    # An editor

    @rule()
    def reformat(self) -> None:
        reformat(self.path)

    @precondition(lambda self: backup(self.path).exists())
    @rule(ref=group_refs, name=st.none() | names)
    def edit_while_closed(self, ref: str, name: str | None) -> None:
        self.hear()
        self.store.close()
        self.becomes(self.edited(self.state, ref, name))
        self.open()

    @precondition(lambda self: backup(self.path).exists())
    @rule(ref=group_refs, name=st.none() | names, keep=keeps, is_open=st.booleans())
    def edit_while_changes_wait(
        self, ref: str, name: str | None, keep: Keep, is_open: bool
    ) -> None:
        self.hear()
        base, mine = held(self.path), self.state
        self.changed_outside(base, mine, self.edited(base, ref, name), keep, is_open)

    @rule()
    def keep_a_copy(self) -> None:
        self.copies.append(self.path.read_bytes())

    @precondition(lambda self: self.copies and backup(self.path).exists())
    @rule(which=st.integers(0, 9), keep=st.sampled_from(["mine", "theirs"]), is_open=st.booleans())
    def put_a_copy_back(self, which: int, keep: Keep, is_open: bool) -> None:
        self.hear()
        base, mine = held(self.path), self.state
        self.path.write_bytes(self.copies[which % len(self.copies)])
        self.changed_outside(base, mine, held(self.path), keep, is_open)

    def changed_outside(
        self, base: State, mine: State, theirs: State, keep: Keep, is_open: bool
    ) -> None:
        """The result of a db.json that held `base` and holds `theirs`, merged with `mine`."""
        if mine in (base, theirs) or theirs == base:
            self.hear() if is_open else self.open()
            self.becomes(mine if theirs == base else theirs)
            return
        with pytest.raises(TwoVersions) as asked:
            self.hear() if is_open else self.open()
        ours, others = differing(base, mine), differing(base, theirs)
        assert (set(asked.value.mine), set(asked.value.theirs)) == (ours, others)
        assert set(asked.value.both) == ours & others & differing(mine, theirs)
        self.store.settle(keep) if is_open else self.open(keep)
        self.becomes(theirs)
        if keep == "mine":
            self.undone.append(self.done.pop()[::-1])
            self.state = mine
        elif keep == "both":
            self.becomes(put_together(base, mine, theirs))

    def edited(self, state: State, ref: str, name: str | None) -> State:
        """What db.json holds after an edit by hand, which deletes only what nothing mentions."""
        mentions = {found.ref for made in state.values() for found in references(made)}
        if name is None and ref in mentions:
            return state
        edit_by_hand(self.path, {ref: name})
        others = {each: made for each, made in state.items() if each != ref}
        return others if name is None else others | {ref: group(name)}

    @invariant()
    def whoever_opens_it_finds_what_was_acknowledged(self) -> None:
        assert contents(Store.open(self.path)) == self.state


def differing(one: State, other: State) -> set[str]:
    """The records that differ between two states."""
    return {ref for ref in {*one, *other} if one.get(ref) != other.get(ref)}


def put_together(base: State, mine: State, theirs: State) -> State:
    """Both versions merged; only one field of a record ever differs."""
    both = dict(theirs)
    for ref in differing(base, mine):
        # What one deleted and the other edited stays.
        kept = mine.get(ref) or (None if theirs.get(ref) == base.get(ref) else theirs.get(ref))
        both.pop(ref, None)
        if kept:
            both[ref] = kept
    for made in (*both.values(), *both.values()):
        for found in references(made):
            if found.ref not in both:
                both = {**both, found.ref: mine.get(found.ref) or theirs[found.ref]}
    return both
