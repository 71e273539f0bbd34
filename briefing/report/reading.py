"""The sentences of a report as they are read: names in their form, footnotes with their numbers.

Both depend on what was read before, so that sentences are read once, in the order of the report.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from briefing.report.document import Run, Sentence
from briefing.report.names import Names
from briefing.report.notes import Notes
from briefing.store.book import Book


class Sign(NamedTuple):
    """A sign behind a statement.

    Attributes:
        number: The number of its footnote; 0 if it has no source.
    """

    number: int


BARE: Final = Sign(0)
"""Says that no source supports a statement."""

Read: TypeAlias = Sequence[Run | Sign]
"""A sentence as it is read: stretches of text, and the signs behind them."""


class Reading:
    """Reads the sentences of one report.

    Args:
        book: The briefing, which has names and cites.
        labels: The number of each source, such as `S1`.

    Attributes:
        notes: The footnotes used so far.
    """

    def __init__(self, book: Book, labels: Mapping[str, str]) -> None:
        self._names = Names(book)
        self.notes = Notes(book, labels)

    def follow(self, book: Book) -> None:
        """Go on with another state of the briefing; footnotes keep their numbers."""
        self._names.follow(book)
        self.notes.follow(book)

    def forget(self, refs: Iterable[str]) -> None:
        """Read the names of some records as if for the first time."""
        self._names.forget(refs)

    def sentence(self, sentence: Sentence) -> Read:
        """A sentence; signs stand behind punctuation and before a space, as in print."""
        if len(sentence) == 1 and not (sentence[0].names or sentence[0].is_unsourced):
            return self._single(sentence[0])
        said = self._names.said(sentence)
        read: list[Run | Sign] = []
        waiting: Sign | None = None
        for at, run in enumerate(said):
            if waiting:
                end = len(run.text) - len(run.text.lstrip(",.;:"))
                if end:
                    read.append(run._replace(text=run.text[:end]))
                    run = run._replace(text=run.text[end:])  # noqa: PLW2901  what is left of it
                _put(read, waiting)
                waiting = None
            read.append(run)
            if run.notes and not _repeats(said, at):
                waiting = self._sign(run)
            elif run.is_unsourced and run.text.strip() and not _is_followed(said, at):
                _put_bare(read, run)
        if waiting:
            _put(read, waiting)
        return read

    def lead(self, lead: Sentence) -> Read:
        """What stands before a paragraph in bold type, with a full stop."""
        runs = self._names.said(lead)
        words = "".join(run.text for run in runs)
        end = "" if words[-1:] in ".?!…" else "."
        signs = [self._sign(run) for run in runs if run.notes]
        bare = [BARE] if any(run.is_unsourced for run in runs) else []
        return [runs[0]._replace(text=f"{words}{end}", style="strong"), *signs, *bare]

    def _single(self, run: Run) -> Read:
        if not run.notes:
            return (run,)
        read: list[Run | Sign] = [run]
        _put(read, self._sign(run))
        return read

    def _sign(self, run: Run) -> Sign:
        return Sign(self.notes.number(run.notes))


def _put(read: list[Run | Sign], sign: Sign) -> None:
    """Put a sign behind the last word."""
    last = read[-1]
    bare = last.text.rstrip() if isinstance(last, Run) else ""
    if not isinstance(last, Run) or bare == last.text:
        read.append(sign)
    elif bare or len(read) == 1:
        read[-1:] = [last._replace(text=bare), sign, last._replace(text=last.text[len(bare) :])]
    else:
        del read[-1]
        _put(read, sign)
        read.append(last)


def _put_bare(read: list[Run | Sign], run: Run) -> None:
    """Put the sign of a statement without a source before its full stop."""
    last = read[-1]
    if isinstance(last, Run) and run.text.endswith(".") and run.style != "strong":
        read[-1] = last._replace(text=last.text[:-1])
        _put(read, BARE)
        read.append(last._replace(text="."))
    else:
        _put(read, BARE)


def _is_followed(sentence: Sentence, at: int) -> bool:
    """Whether the next statement of a sentence has no source either, so that one sign is enough."""
    following = (run for run in sentence[at + 1 :] if run.notes or run.is_unsourced)
    found = next(following, None)
    return found is not None and found.is_unsourced


def _repeats(sentence: Sentence, at: int) -> bool:
    """Whether the next footnote of a sentence is the same, so that one is enough."""
    following = (run.notes for run in sentence[at + 1 :] if run.notes)
    return next(following, None) == sentence[at].notes
