"""The names in a report: in full with the abbreviation the first time, abbreviated later."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from briefing.model.english import article_for, capitalised
from briefing.model.kinds import KINDS, kind_for
from briefing.report.document import Run, Sentence
from briefing.store.book import Book


class Names:
    """Chooses the form of each name, in the order in which they are read.

    Args:
        book: The briefing, which has the names.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._named = set[str]()

    def follow(self, book: Book) -> None:
        """Go on with another state of the briefing."""
        self._book = book
        vars(self).pop("_counts", None)

    def forget(self, refs: Iterable[str]) -> None:
        """Give the names of some records in full once more."""
        self._named.difference_update(refs)

    def said(self, sentence: Sentence) -> Sentence:
        """A sentence with the names as they read there."""
        return tuple(
            self._said(run, is_first=not at) if run.names else run
            for at, run in enumerate(sentence)
        )

    def _said(self, run: Run, *, is_first: bool) -> Run:
        record = self._book.get(run.names)
        letters = kind_for(record).abbreviation(record) if record is not None else ""
        if not letters:
            return run
        is_known = run.names in self._named and not self._is_shared(letters)
        if is_known and not run.is_full:
            # The letters take the article of the name that they stand for.
            article = article_for(self._book.label(run.names))
            text = f"{article} {letters}".strip()
            return run._replace(text=capitalised(text) if is_first else text)
        self._named.add(run.names)
        return run._replace(text=f"{run.text} ({letters})")

    def _is_shared(self, letters: str) -> bool:
        """Whether some letters stand for several, so that they alone name none of them."""
        return self._counts[letters.casefold()] > 1

    @cached_property
    def _counts(self) -> Counter[str]:
        """How many records have the same letters, or are named so."""
        found: Counter[str] = Counter()
        for name, kind in KINDS.items():
            if kind.is_party:
                for record in self._book.all(name).values():
                    said = (kind.abbreviation(record), getattr(record, kind.named_by))
                    found.update({each.casefold() for each in said if each})
        return found
