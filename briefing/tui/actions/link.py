"""Links said in a line of words, from the record in hand."""

from collections.abc import Callable
from functools import partial

from briefing.model.faults import InvalidRecord
from briefing.model.formatting import link_line
from briefing.model.parsers.dates.reference import Said
from briefing.model.parsers.words import NameUnknown, NotUnderstood
from briefing.model.records import PARTIES, Link, Record
from briefing.model.refs import kind_of
from briefing.model.slugs import slug_for
from briefing.model.validation import build
from briefing.store.store import Store
from briefing.tui.actions.host import Finder, Stage, attempt
from briefing.tui.input.safe_text import clipped

_WIDEST = 40
"""Characters of the title of a source below a line."""


class Linking:
    """Links the records of one screen.

    Args:
        stage: The screen.
        store: Where they are.
        finder: Finds the records that a line names.
        source_in_use: Gives the source read at the moment; empty for none.
        said: Gives when what is typed is said, from which dates in words count.
    """

    def __init__(
        self,
        stage: Stage,
        store: Store,
        finder: Finder,
        source_in_use: Callable[[], str],
        said: Callable[[], Said],
    ) -> None:
        self._stage = stage
        self._store = store
        self._finder = finder
        self._source_in_use = source_in_use
        self._said = said
        self._chosen: dict[str, str] = {}

    def say(self, ref: str) -> None:
        """Link a group or leader to another in one line."""
        from briefing.model.parsers.links import EXAMPLE
        from briefing.tui.dialogs.prompt import PromptScreen

        if not ref or kind_of(ref) not in PARTIES:
            self._stage.tell("groups and leaders are linked in a line; a links other records")
            return

        def judge(line: str) -> str:
            try:
                self._read(ref, line)
            except NameUnknown:
                return ""
            except (NotUnderstood, InvalidRecord) as reason:
                return str(reason)
            return ""

        self._chosen.clear()

        def answered(line: str | None) -> None:
            if line:
                self._link(ref, line)

        title = f"{self._store.label(ref)} …"
        prompt = PromptScreen(title, "", judge, partial(self._meaning, ref), EXAMPLE)
        self._stage.app.push_screen(prompt, answered)

    def _read(self, ref: str, line: str) -> Record:
        """The link that a line says.

        Raises:
            NotUnderstood: It says none.
            InvalidRecord: No link can be like that.
        """
        from briefing.model.parsers.links import read_link

        raw = read_link(ref, line, self._find, self._find_source, self._said())
        if source := self._source_in_use():
            raw.setdefault("cites", [{"source": source}])
        return build("link", raw)

    def _find(self, name: str) -> str:
        chosen = self._chosen.get(name, "")
        return chosen if self._store.get(chosen) else self._finder.find(name, PARTIES)

    def _find_source(self, name: str) -> str:
        return self._finder.find(name, ("source",))

    def _meaning(self, ref: str, line: str) -> str:
        """What was understood, and from which source it will be known."""
        try:
            link = self._read(ref, line)
        except NameUnknown as unknown:
            return f"{unknown}: enter finds or adds it"
        if not isinstance(link, Link):
            return ""
        sources = (f" [{clipped(self._store.label(cite.source), _WIDEST)}]" for cite in link.cites)
        return f"= {link_line(link, self._store.label)}{''.join(sources)}"

    def _link(self, ref: str, line: str) -> None:
        """Save the link, once whoever it names is known."""
        try:
            link = self._read(ref, line)
        except NameUnknown as unknown:
            name = unknown.name

            def chosen(other: str) -> None:
                self._chosen[name] = other
                self._link(ref, line)

            title = f"Who is “{name}”?"
            self._stage.pick(PARTIES, title, chosen, may_make=True, typed=name)
            return
        except (NotUnderstood, InvalidRecord) as reason:
            self._stage.tell(str(reason), severity="warning")
            return
        new = self._store.unused_ref("link", slug_for(link))
        attempt(
            self._stage,
            lambda: self._store.put(new, link),
            lambda _done: self._stage.tell(f"linked: {self._meaning(ref, line)[2:]}"),
        )
