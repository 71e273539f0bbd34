"""Link a record to another, in a form or by a phrase."""

from briefing.model.faults import InvalidRecord
from briefing.model.fields import Shape, field_of, fields_of
from briefing.model.formatting import link_line
from briefing.model.kinds import PARTIES, kind_for
from briefing.model.kinds.link import Link, in_words, types_between
from briefing.model.kinds.record import Record
from briefing.model.labels import short_label
from briefing.model.parsers.words import NameUnknown, NotUnderstood
from briefing.model.refs import kind_of
from briefing.model.terms import LINK_TYPES
from briefing.model.validation import build, plain
from briefing.tui.actions.save import add_row, put_merged, put_new
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.forms.spec import Raw
from briefing.tui.input.safe_text import clipped

_WIDEST = 40
"""Characters of a source's title shown below the phrase."""


async def add_link(work: Workspace, chosen: Selection) -> None:
    """Choose whom to link the record to, then how, as its kind declares."""
    ref = chosen.ref
    record = work.need(ref, "link")
    if record is None:
        return
    kind = kind_for(record)
    field = field_of(kind.cls, kind.linked_by)
    if field is not None and field.row is not None:
        title = f"{field.row.__name__} of {short_label(record)}"
        end = next(each for each in fields_of(field.row) if each.shape is Shape.REF)
        if other := await work.host.pick(end.kinds, title, may_make=True):
            await add_row(
                work, ref, work.store.need(ref), field.name, field.row, title, {end.name: other}
            )
    elif field is not None:
        title = f"What the {kind.name} is {field.label.lower()}"
        if other := await work.host.pick(field.kinds, title, may_make=True):
            raw = plain(record)
            raw[field.name] = list(dict.fromkeys([*raw.get(field.name, []), other]))
            put_merged(work.store, ref, build(kind.name, raw), record)
    elif kind.is_party:
        await _link_party(work, ref, record)
    else:
        name = f"a {kind.name}"
        work.host.tell(
            f"{name} is linked by the records that cite it: go to one and press c"
            if kind.is_source
            else f"{name} cannot be linked itself; go to one of the records it ties"
        )


async def _link_party(work: Workspace, ref: str, record: Record) -> None:
    """Choose the other end of a link and its type, then fill in the rest."""
    from briefing.tui.actions.add import fill_in
    from briefing.tui.dialogs.menu import MenuScreen

    name = short_label(record)
    title = f"Link {name} to"
    other = await work.host.pick(PARTIES, title, may_make=True, besides=ref)
    if not other:
        return
    ways = _ways(ref, other)
    label = short_label(work.store.need(other))
    names = {ref: name, other: label}
    terms = {
        words: in_words(raw["type"], names[raw["from"]], names[raw["to"]])
        for words, raw in ways.items()
    }
    words = await work.host.ask(
        MenuScreen(f"How is {name} linked to {label}?", terms, is_typed=True)
    )
    if words is not None:
        await fill_in(work, "link", ways[words], begin_at="role")


def _ways(ref: str, other: str) -> dict[str, Raw]:
    """How two records can be linked, in either direction; worded from the first."""
    kind, kind_of_other = kind_of(ref), kind_of(other)
    ways: dict[str, Raw] = {
        each.replace("-", " "): {"type": each, "from": ref, "to": other}
        for each in types_between(kind, kind_of_other)
    }
    for each in types_between(kind_of_other, kind):
        # A type that reads alike from both ends is offered once.
        ways.setdefault(LINK_TYPES[each], {"type": each, "from": other, "to": ref})
    return ways


async def say_link(work: Workspace, chosen: Selection) -> None:
    """Link a group or leader to another by typing a phrase."""
    from briefing.model.parsers.links import EXAMPLE
    from briefing.tui.dialogs.prompt import PromptScreen, judged_by

    ref = chosen.ref
    if not ref or kind_of(ref) not in PARTIES:
        work.host.tell("only groups and leaders can be linked by a phrase; a links other records")
        return
    phrase = _LinkPhrase(work, ref)
    title = f"{work.store.label(ref)} …"
    prompt = PromptScreen(title, "", judged_by(phrase.unknown), phrase.meaning, EXAMPLE)
    line = await work.host.ask(prompt)
    if not line:
        return
    try:
        while unknown := phrase.unknown(line):
            title = f"Who is “{unknown}”?"
            other = await work.host.pick(PARTIES, title, may_make=True, typed=unknown)
            if not other:
                return
            phrase.chosen[unknown] = other
        put_new(work.store, "link", phrase.read(line))
    except NotUnderstood as reason:
        work.host.tell(str(reason), severity="warning")
    else:
        work.host.tell(f"linked: {phrase.meaning(line)[2:]}")


class _LinkPhrase:
    """A link typed as a phrase.

    Attributes:
        chosen: The records chosen for names that match no record.
    """

    def __init__(self, work: Workspace, ref: str) -> None:
        self._work = work
        self._ref = ref
        self.chosen: dict[str, str] = {}

    def read(self, line: str) -> Link:
        """The link a phrase describes.

        Raises:
            NotUnderstood: It describes none, or an invalid one.
        """
        from briefing.model.parsers.links import read_link

        work = self._work
        raw = read_link(self._ref, line, self._find, self._find_source, work.said())
        if source := work.source:
            raw.setdefault("cites", [{"source": source}])
        try:
            link = build("link", raw)
        except InvalidRecord as error:
            raise NotUnderstood(str(error)) from error
        if not isinstance(link, Link):
            raise TypeError(f"a link, not {type(link)}")
        return link

    def unknown(self, line: str) -> str:
        """The first name in a phrase that matches no record; empty when all match.

        Raises:
            NotUnderstood: The phrase describes no link.
        """
        try:
            self.read(line)
        except NameUnknown as unknown:
            return unknown.name
        return ""

    def meaning(self, line: str) -> str:
        """What was understood, and the source it will cite."""
        try:
            link = self.read(line)
        except NameUnknown as unknown:
            return f"{unknown}; enter to choose or add one"
        label_of = self._work.store.label
        sources = (f" [{clipped(label_of(cite.source), _WIDEST)}]" for cite in link.cites)
        return f"= {link_line(link, label_of)}{''.join(sources)}"

    def _find(self, name: str) -> str:
        chosen = self.chosen.get(name, "")
        return chosen if self._work.store.get(chosen) else self._work.finder.find(name, PARTIES)

    def _find_source(self, name: str) -> str:
        return self._work.finder.find(name, ("source",))
