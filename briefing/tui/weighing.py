"""Sources that disagree weighed: what the record holds is kept, changed, or marked as disputed."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from briefing.dossier import Dossier, Item, Section
from briefing.grounds import Grounds, grade_of, grounds_of
from briefing.model.contradictions import DISPUTED, SET_ASIDE, keep, take
from briefing.model.field_words import read
from briefing.model.fields import Field, field_of
from briefing.model.in_words import NotUnderstood
from briefing.model.labels import short_label
from briefing.model.lines import value_line
from briefing.model.records import Record
from briefing.store.store import Store
from briefing.tui.stage import Finder, Stage, attempt

_THEIRS = "t123456789"
"""The keys that take what a source gives, the first one first."""


class Answer(NamedTuple):
    """What can be made of a contradiction.

    Attributes:
        words: What that is, for the reader.
        verdict: What is said of the cites that contradict; empty where one is followed.
        taken: The number of the cite that is followed; 0 for none.
    """

    words: str
    verdict: str
    taken: int = 0


class Weighing:
    """Weighs the contradictions of one screen.

    Args:
        stage: The screen.
        store: Where they are.
        finder: Finds the records that sources name.
    """

    def __init__(self, stage: Stage, store: Store, finder: Finder) -> None:
        self._stage = stage
        self._store = store
        self._finder = finder

    def weigh(self, ref: str, name: str = "") -> None:
        """Weigh what contradicts one field of a record.

        Args:
            ref: The record.
            name: The field; the first that waits for it when empty or not contradicted.
        """
        from briefing.tui.screens.weigh import WeighScreen

        record = self._store.get(ref)
        if record is None:
            self._stage.tell("there is no record here to weigh; n adds one")
            return
        name, grounds = self._contradicted(record, name)
        field = field_of(type(record), name)
        if field is None:
            self._stage.tell(
                "no source disagrees here; c on a field cites one, with what it gives instead"
            )
            return
        answers = self._answers(record, field, grounds)

        def answered(key: str | None) -> None:
            if key:
                self._ask_why(ref, record, field, answers[key])

        words = {key: answer.words for key, answer in answers.items()}
        evidence = self._evidence(ref, record, field, grounds)
        self._stage.app.push_screen(WeighScreen(evidence, words), answered)

    def tell_if_against(self, ref: str) -> None:
        """Say that the cite a record was given last contradicts it."""
        record = self._store.get(ref)
        last = len(record.cites) if record else 0
        found = grounds_of(self._store, record).items() if record else ()
        for name, grounds in found:
            if any(each.number == last and each.is_open for each in grounds.against):
                self._stage.tell(f"that is against the {name} there is; w weighs the two")

    def _contradicted(self, record: Record, name: str) -> tuple[str, Grounds]:
        """The field to weigh: the one named, else one nobody has weighed, else any."""
        found = {each: of for each, of in grounds_of(self._store, record).items() if of.against}
        if name in found:
            return name, found[name]
        waiting = [each for each, of in found.items() if any(one.is_open for one in of.against)]
        chosen = next(iter((*waiting, *found)), "")
        return chosen, found.get(chosen, Grounds())

    def _answers(self, record: Record, field: Field, grounds: Grounds) -> dict[str, Answer]:
        """What can be made of it, by the key that does so."""
        mine = self._held(record, field)
        theirs = [
            Answer(f"take theirs: {each.cite.value}  [{each.number}]", "", each.number)
            for each in grounds.against
            if each.cite.value
        ]
        return {
            "m": Answer(f"keep mine: {mine}", SET_ASIDE),
            **dict(zip(_THEIRS, theirs, strict=False)),
            "d": Answer("mark as disputed: mine stays for the time being", DISPUTED),
        }

    def _held(self, record: Record, field: Field) -> str:
        value = getattr(record, field.attribute)
        return value_line(field, value, self._store.label) or "nothing"

    def _evidence(self, ref: str, record: Record, field: Field, grounds: Grounds) -> Dossier:
        """Both sides, as a dossier shows them."""
        mine = self._held(record, field)
        standing = [self._cite_item(record, number) for number in grounds.numbers]
        against = [
            self._cite_item(record, each.number, f"{each.cite.value} ") for each in grounds.against
        ]
        nobody = [Item("no source is cited for it")]
        return Dossier(
            ref=ref,
            kind=record.kind_name,
            title=f"{field.label} of {short_label(record)}",
            status="",
            subtitle="",
            sections=(
                Section(f"mine: {mine}   {grounds.marks}", tuple(standing or nobody)),
                Section("theirs", tuple(against)),
            ),
        )

    def _cite_item(self, record: Record, number: int, given: str = "") -> Item:
        cite = record.cites[number - 1]
        passage = f"“{cite.passage}”" if cite.passage else ""
        verdict = ": ".join(part for part in (cite.verdict, cite.reason) if part)
        source = self._store.label(cite.source)
        return Item(
            " ".join(part for part in (given.strip(), passage) if part) or source,
            lead=f"[{number}]",
            tail=" · ".join(part for part in (source, verdict) if part),
            marks=grade_of(self._store, cite),
        )

    def _ask_why(self, ref: str, record: Record, field: Field, answer: Answer) -> None:
        """Have the reason said, then save what was made of it."""
        from briefing.tui.screens.prompt import PromptScreen

        try:
            change = self._change(record, field, answer)
        except NotUnderstood as fault:
            self._stage.tell(f"{fault}; e edits the field itself", severity="warning")
            return

        def answered(reason: str | None) -> None:
            if reason is not None:
                attempt(
                    self._stage,
                    lambda: self._store.put(ref, change(reason), reason, record),
                    lambda _done: self._stage.tell(f"{answer.words}; u takes it back"),
                )

        example = "in a few words; enter alone leaves it unsaid"
        prompt = PromptScreen(
            f"{answer.words.partition(':')[0].capitalize()} – why?",
            "",
            lambda _line: "",
            example=example,
        )
        self._stage.app.push_screen(prompt, answered)

    def _change(self, record: Record, field: Field, answer: Answer) -> Callable[[str], Record]:
        """What makes the record of a reason that follows from an answer."""
        label_of = self._store.label
        if not answer.taken:
            return lambda reason: keep(record, field.name, answer.verdict, reason, label_of)
        given = record.cites[answer.taken - 1].value
        today = date.today()  # noqa: DTZ011  the reader's day
        value = read(field, given, lambda name: self._finder.find(name, field.kinds), today)
        return lambda reason: take(record, answer.taken, value, reason, label_of)
