"""A store driven at random, compared with a plain dict."""

from collections.abc import Callable

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from briefing.model.kinds.record import Record
from briefing.model.references import references
from briefing.store import merge_split
from briefing.store.errors import (
    BrokenReference,
    CannotUndo,
    NothingToUndo,
    RefTaken,
    StillReferenced,
    UnknownRecord,
)
from briefing.store.merge_split import mergers, split
from briefing.store.store import Store
from invented import contents, group, record

State = dict[str, Record]

GROUPS = [f"group:{letter}" for letter in "abc"]
LINKS = [f"link:{number}" for number in range(2)]
EVENTS = [f"event:{number}" for number in range(2)]

names = st.sampled_from(["North", "Süd", "[red]", "غرب"])
group_refs = st.sampled_from(GROUPS)


class StoreMachine(RuleBasedStateMachine):
    """Makes every step on the store and on a dict; a refusal must have a reason."""

    def __init__(self) -> None:
        super().__init__()
        self.store = self.create()
        self.state: State = {}
        # For each change that can be taken back or made again: what was, and what came of it.
        self.done: list[tuple[State, State]] = []
        self.undone: list[tuple[State, State]] = []

    def create(self) -> Store:
        return Store.in_memory("x")

    def hear(self) -> None:
        """Before a step, the store loads what others did."""
        self.store.catch_up()

    def is_heard(self) -> bool:
        """Whether the store has loaded what others did."""
        return not self.store.has_news()

    def missing(self, made: Record) -> bool:
        return any(found.ref not in self.state for found in references(made))

    def mentioning(self, ref: str) -> set[str]:
        return {
            other
            for other, made in self.state.items()
            if any(found.ref == ref for found in references(made))
        }

    def becomes(self, state: State) -> None:
        if state != self.state:
            self.done.append((self.state, state))
            self.undone.clear()
            self.state = state

    def put(self, ref: str, made: Record) -> None:
        self.hear()
        if self.missing(made):
            with pytest.raises(BrokenReference):
                self.store.put(ref, made)
        else:
            self.store.put(ref, made)
            self.becomes(self.state | {ref: made})

    @initialize()
    def begin(self) -> None:
        for ref in GROUPS:
            self.put(ref, group(ref))

    @rule(ref=group_refs, name=names)
    def put_group(self, ref: str, name: str) -> None:
        self.put(ref, group(name))

    @rule(ref=st.sampled_from(LINKS), ends=st.permutations(GROUPS))
    def put_link(self, ref: str, ends: list[str]) -> None:
        self.put(ref, record("link", type="allied", from_=ends[0], to=ends[1]))

    @rule(ref=st.sampled_from(EVENTS), actors=st.lists(group_refs, max_size=2))
    def put_event(self, ref: str, actors: list[str]) -> None:
        rows = [{"ref": actor, "role": "target"} for actor in actors]
        self.put(ref, record("event", title="x", date="2013", actors=rows))

    @rule(ref=st.sampled_from([*GROUPS, *LINKS, *EVENTS]))
    def delete(self, ref: str) -> None:
        self.hear()
        if ref not in self.state:
            with pytest.raises(UnknownRecord):
                self.store.delete(ref)
        elif mentioning := self.mentioning(ref):
            with pytest.raises(StillReferenced) as refused:
                self.store.delete(ref)
            assert {*refused.value.edited, *refused.value.dropped} == mentioning
        else:
            self.store.delete(ref)
            self.becomes({other: made for other, made in self.state.items() if other != ref})

    @rule(ref=group_refs)
    def delete_with_mentions(self, ref: str) -> None:
        self.hear()
        if ref not in self.state:
            return
        mentioning = self.mentioning(ref)
        self.store.delete(ref, unlink=True)
        after = contents(self.store)
        untouched = set(self.state) - mentioning - {ref}
        assert set(after) == untouched | {other for other in mentioning if other[:5] == "event"}
        assert all(after[other] == self.state[other] for other in untouched)
        self.becomes(after)

    @rule(ref=group_refs, new=group_refs)
    def rename(self, ref: str, new: str) -> None:
        self.hear()
        reason = UnknownRecord if ref not in self.state else RefTaken
        if ref not in self.state or (new in self.state and new != ref):
            with pytest.raises(reason), self.store.transaction() as draft:
                draft.rename(ref, new)
            return
        mentioning = self.mentioning(ref)
        with self.store.transaction() as draft:
            draft.rename(ref, new)
        after = contents(self.store)
        assert set(after) == set(self.state) - {ref} | {new}
        assert after[new] == self.state[ref]
        untouched = set(self.state) - mentioning - {ref}
        assert all(after[other] == self.state[other] for other in untouched)
        self.becomes(after)
        assert self.mentioning(new) == mentioning

    @rule(refs=st.permutations(GROUPS), name=names)
    def merge(self, refs: list[str], name: str) -> None:
        self.hear()
        ref, gone, _ = refs
        if not {ref, gone} <= set(self.state):
            with pytest.raises(UnknownRecord), self.store.transaction() as draft:
                merge_split.merge(draft, ref, gone, group(name))
            return
        mentioning = self.mentioning(gone) | self.mentioning(ref)
        with self.store.transaction() as draft:
            merge_split.merge(draft, ref, gone, group(name))
        after = contents(self.store)
        assert after[ref] == group(name)
        assert set(self.state) - set(after) <= {gone} | {
            each for each in mentioning if "link" in each
        }
        untouched = set(self.state) - mentioning - {ref, gone}
        assert all(after[other] == self.state[other] for other in untouched)
        self.becomes(after)
        assert not self.mentioning(gone)

    @rule(refs=st.permutations(GROUPS))
    def split(self, refs: list[str]) -> None:
        self.hear()
        here = (ref for ref in refs if ref in self.state)
        all_found = (found for ref in here for found in mergers(self.store.newest_first(), ref))
        found = next(all_found, None)
        if found is None:
            return
        # The last thing done was the merge: parting is then as good as taking it back.
        was = self.done[-1][0] if found.transaction.rev == self.store.meta.revision else None
        with self.store.transaction() as draft:
            done = split(draft, found)
        after = contents(self.store)
        assert after[done.back] == found.record
        assert set(self.state) < set(after)
        assert was in (None, after)
        self.becomes(after)

    @rule()
    def undo(self) -> None:
        self.take_back(self.store.undo, self.done, self.undone)

    @rule()
    def redo(self) -> None:
        self.take_back(self.store.redo, self.undone, self.done)

    def take_back(
        self,
        step: Callable[[], object],
        source: list[tuple[State, State]],
        target: list[tuple[State, State]],
    ) -> None:
        if not source:
            with pytest.raises(NothingToUndo):
                step()
            return
        step()
        before, after = source.pop()
        target.append((after, before))
        self.state = before

    @rule(rev=st.integers(1, 30))
    def a_revision_that_never_was_is_not_taken_back(self, rev: int) -> None:
        self.hear()
        if rev > self.store.meta.revision:
            with pytest.raises((NothingToUndo, CannotUndo)):
                self.store.undo(rev)

    @invariant()
    def the_store_holds_what_it_should(self) -> None:
        if self.is_heard():
            assert contents(self.store) == self.state

    @invariant()
    def no_reference_is_broken(self) -> None:
        held = contents(self.store)
        assert not [
            found for made in held.values() for found in references(made) if found.ref not in held
        ]

    @invariant()
    def referrers_are_up_to_date(self) -> None:
        if self.is_heard():
            for ref in GROUPS:
                assert set(self.store.referrers(ref)) == self.mentioning(ref)
