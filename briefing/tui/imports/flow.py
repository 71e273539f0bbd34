"""Import a file: choose it, read it, review what it would change, and carry that out."""

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from briefing.exchange.file import ImportFault, ImportFile
from briefing.exchange.format import Format, formats
from briefing.exchange.plan import Decision, Planner
from briefing.exchange.reading import Item
from briefing.model.plurals import plural
from briefing.search.entries import index_of
from briefing.store.errors import StoreError
from briefing.tui.actions.watched import watched
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.dialogs.confirm import ConfirmScreen, some
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.path import PathSaid, PathScreen
from briefing.tui.dialogs.paths import path_of
from briefing.tui.dialogs.progress import Report
from briefing.tui.imports.entries import Review
from briefing.tui.imports.kept import Kept, KeptReview, digest_of
from briefing.tui.imports.screen import CARRY_OUT, ReviewScreen
from briefing.views.books.still import StillBook

_ANOTHER = "another file"
_OFTEN = 100
"""Items between reports."""


class Chosen(NamedTuple):
    """A file to import.

    Attributes:
        path: The file, in full.
        form: Its format.
    """

    path: Path
    form: Format


class Read(NamedTuple):
    """A file that was read and planned.

    Attributes:
        digest: Its SHA-256.
        revision: The revision of the briefing that it was planned for.
        items: All that the reader yielded.
        planner: What planned it, without any decision.
        book: The briefing it was planned for, with the records that it adds.
    """

    digest: str
    revision: int
    items: Sequence[Item]
    planner: Planner
    book: StillBook


async def bring_in(work: Workspace, _chosen: Selection) -> None:
    """Import a file, or go on with an import that was left."""
    kept = Kept(work.drafts)
    try:
        chosen = await _choose(work, kept)
        if chosen is None:
            return
        read = await _read(work, chosen)
        if read is None:
            work.host.tell("stopped; nothing was changed")
            return
        kept.use(str(chosen.path))
        await _review(work, kept, chosen, read)
    except ImportFault as fault:
        work.host.tell(f"{fault}; nothing was changed", severity="error")


# The file


async def _choose(work: Workspace, kept: Kept) -> Chosen | None:
    """The file and its format; None if none was chosen."""
    reviews = kept.reviews
    if reviews:
        terms = {each.path: _said_of(each) for each in reviews}
        path = await work.host.ask(MenuScreen("Go on with …", terms | {_ANOTHER: ""}))
        if path is None:
            return None
        found = next((each for each in reviews if each.path == path), None)
        if found is not None and found.form in _readable():
            if not Path(found.path).exists():
                kept.drop(found.path)
                raise ImportFault(f"{found.path} is gone, and so is its review")
            return Chosen(Path(found.path), _readable()[found.form])
    recent = [each for each in kept.recent if Path(each).exists()]
    asked = PathScreen("Import which file?", "", _judged, _is_readable, recent)
    typed = await work.host.ask(asked)
    if not typed:
        return None
    # A later change of the working folder must not lead elsewhere.
    path_typed = Path(os.path.abspath(path_of(typed)))  # noqa: PTH100  links stay as typed
    form = _recognised(ImportFile(path_typed)) or await _asked_format(work)
    return Chosen(path_typed, form) if form else None


def _said_of(review: KeptReview) -> str:
    left = f"{review.undecided:,} undecided" if review.undecided else "nothing undecided"
    at = f"{review.at.astimezone():%d %B %Y %H:%M}"
    return f"{len(review.decisions):,} decided, {left}; left on {at}"


def _readable() -> Mapping[str, Format]:
    return {name: each for name, each in formats().items() if each.read is not None}


def _recognised(file: ImportFile) -> Format | None:
    """The format of a file; None if none recognises it."""
    return next((each for each in _readable().values() if each.recognises(file)), None)


def _is_readable(path: Path) -> bool:
    """Whether a format has the suffix of a file."""
    return any(path.name.lower().endswith(each.suffixes) for each in _readable().values())


def _judged(path: Path) -> PathSaid:
    """What a path is, for the reader of the dialog."""
    if not path.exists():
        return PathSaid("there is no such file", is_fault=True)
    try:
        form = _recognised(ImportFile(path))
    except ImportFault as fault:
        return PathSaid(str(fault), is_fault=True)
    except (OSError, ValueError) as error:
        return PathSaid(str(error), is_fault=True)
    if form is not None:
        return PathSaid(f"{form.title}: {form.about}")
    if path.is_dir():
        return PathSaid("a folder", is_fault=True)
    return PathSaid("not recognised: enter asks what it is")


async def _asked_format(work: Workspace) -> Format | None:
    terms = {each.name: f"{each.title}: {each.about}" for each in _readable().values()}
    name = await work.host.ask(MenuScreen("What is it?", terms))
    return _readable()[name] if name else None


# Reading


async def _read(work: Workspace, chosen: Chosen) -> Read | None:
    """Read and plan a file; None if that was stopped.

    Raises:
        ImportFault: It cannot be read.
    """
    # Taken here: a thread must not go through tables that keys can change.
    book, revision = StillBook(work.store), work.store.meta.revision

    def run(report: Report) -> Read:
        try:
            digest = digest_of(chosen.path)
        except OSError as error:
            raise ImportFault(f"{chosen.path}: {error.strerror or error}") from None
        items = list(_items(chosen, report))
        planner = _planned(book, chosen.path.name, items, {}, report)
        entries = planner.plan.entries
        added = {each.ref: each.after for each in entries if each.after and not each.before}
        return Read(digest, revision, items, planner, StillBook(book, added))

    return await watched(work.host, f"Reading {chosen.path.name}", run)


def _items(chosen: Chosen, report: Report) -> Iterator[Item]:
    share = ""

    def note(part: float) -> None:
        nonlocal share
        share = f" · {part:.0%}"

    file = ImportFile(chosen.path, note)
    if chosen.form.read is None:
        raise ImportFault(f"{chosen.form.title} is only written")
    report.say("reading …")
    for count, item in enumerate(chosen.form.read(file), start=1):
        if count % _OFTEN == 0:
            report.say(f"{count:,} rows read{share}")
        yield item


def _planned(
    book: StillBook,
    name: str,
    items: Sequence[Item],
    decisions: Mapping[int, Decision],
    report: Report,
) -> Planner:
    index = cache(lambda: index_of(book.records(), reads_texts=False))

    def step(done: int, count: int) -> None:
        report.say(f"{done:,} of {count:,} compared with the briefing")

    planner = Planner(book, name, index, decisions)
    planner.make(items, step)
    return planner


# The review


async def _review(work: Workspace, kept: Kept, chosen: Chosen, read: Read) -> None:
    """Show what a file would change until it is imported or left.

    Raises:
        ImportFault: The file had to be read again, and cannot be.
    """
    decisions, note = _taken_up(kept, chosen, read)
    review = _review_of(read, decisions)
    while await _is_decided(work, kept, chosen, read, review, note):
        note = ""
        if work.store.meta.revision != read.revision:
            # What would be imported is no longer what was looked at.
            again = await _read(work, chosen)
            if again is not None:
                is_same = again.digest == read.digest
                review = _review_of(again, review.decisions if is_same else {})
                read, note = again, "the briefing has changed meanwhile: look again"
        elif await _carry_out(work, chosen, read, review):
            if review.undecided:
                _keep(kept, chosen, read, review)
            else:
                kept.drop(str(chosen.path))
            return
    if not review.decisions:
        kept.drop(str(chosen.path))
        return
    _keep(kept, chosen, read, review)
    count = len(review.decisions)
    it = "it" if count == 1 else "them"
    said = f"{count:,} {plural(count, 'decision')} kept: I goes on with {it}"
    work.host.tell(said if work.drafts else "left; nothing was changed")


def _review_of(read: Read, decisions: Mapping[int, Decision]) -> Review:
    planner = read.planner
    return Review(planner.plan, decisions, read.book.label, planner.would_join)


async def _is_decided(
    work: Workspace, kept: Kept, chosen: Chosen, read: Read, review: Review, note: str
) -> bool:
    """Show the review; whether what is decided is to be imported."""
    title = f"Import {chosen.path.name} ({chosen.form.title})"
    keep = partial(_keep, kept, chosen, read, review)
    screen = ReviewScreen(work, read.book, review, title, keep, note)
    return await work.host.ask(screen) == CARRY_OUT


def _keep(kept: Kept, chosen: Chosen, read: Read, review: Review) -> None:
    undecided = len(review.undecided)
    kept.keep(str(chosen.path), read.digest, chosen.form.name, review.decisions, undecided)


def _taken_up(kept: Kept, chosen: Chosen, read: Read) -> tuple[Mapping[int, Decision], str]:
    """What was decided on a file before, and what to say of it."""
    before = next((each for each in kept.reviews if each.path == str(chosen.path)), None)
    before = before or next((each for each in kept.reviews if each.digest == read.digest), None)
    if before is None:
        return {}, ""
    count = len(before.decisions)
    what = f"{count:,} {plural(count, 'decision')}"
    if before.digest != read.digest or before.form != chosen.form.name:
        return {}, f"the file has changed: {what} on it no longer hold"
    # A match with a record that was deleted since is open again.
    there = {
        number: each
        for number, each in before.decisions.items()
        if not each.match or read.book.get(each.match) is not None
    }
    return there, f"{what} from before"


async def _carry_out(work: Workspace, chosen: Chosen, read: Read, review: Review) -> bool:
    """Import what is decided, all of it or nothing; whether it was."""
    if not await _is_sure(work, review):
        return False
    book = StillBook(work.store)
    decisions = review.to_carry_out()
    planner = await watched(
        work.host,
        f"Importing {chosen.path.name}",
        lambda report: _planned(book, chosen.path.name, read.items, decisions, report),
    )
    if planner is None:
        work.host.tell("stopped; nothing was changed")
        return False
    plan, known = planner.plan, set(read.planner.plan.faults)
    if came := [each for each in plan.faults if each not in known]:
        # Matches can make a record impossible, such as a link from a record to itself.
        said = f"{came[0]}; decide otherwise there. Nothing was changed"
        work.host.tell(said, severity="error")
        return False
    plan.faults.clear()
    counts = {what: count for what, count in plan.counts().items() if what in _TOLD}
    try:
        done = plan.commit(work.store)
    except StoreError as error:
        work.host.tell(f"{error}. Nothing was changed", severity="error")
        return False
    if done is None:
        work.host.tell("there was nothing to import; nothing was changed")
        return True
    waiting = len(review.undecided) + len(review.waiting_with)
    later = f"; {waiting:,} kept for later, I goes on" if waiting else ""
    said = ", ".join(f"{count:,} {what}" for what, count in counts.items())
    work.host.tell(f"imported {said}; u undoes it{later}")
    return True


_TOLD = ("new", "changed", "conflicting")
"""The outcomes that change something."""


async def _is_sure(work: Workspace, review: Review) -> bool:
    """Ask first if something of the file stays behind."""
    faults, waiting = review.plan.faults, review.undecided
    if not faults and not waiting:
        return True
    details: list[str] = []
    if faults:
        count = len(faults)
        details.append(f"{count:,} {plural(count, 'fault')}: what is there does not come in")
        details += some((f"  {each}" for each in faults), count)
    if waiting:
        count = len(waiting)
        details.append(f"{count:,} doubtful, undecided: I goes on with them later")
        details += some((f"  {review.name(each)}" for each in waiting), count)
    if more := len(review.waiting_with):
        refer = plural(more, "refers to one of them and waits", "refer to them and wait")
        details.append(f"{more:,} {refer} too")
    question = ConfirmScreen("Import the rest?", tuple(details), "yes, import the rest")
    return await work.host.ask(question) is True
