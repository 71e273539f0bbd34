"""Writing records in a format: to a file in one step, or to a new folder."""

import io
import shutil
from collections.abc import Sequence
from pathlib import Path

from briefing.exchange.file import ImportFault
from briefing.exchange.format import Format, Losses
from briefing.model.refs import kind_of
from briefing.store.book import Book
from briefing.store.files import write_whole


def held_by(form: Format, refs: Sequence[str]) -> Sequence[str]:
    """The records of which a format can hold anything."""
    return [ref for ref in refs if not form.kinds or kind_of(ref) in form.kinds]


def written(form: Format, book: Book, refs: Sequence[str]) -> tuple[bytes, Losses]:
    """Records in a format of one file, and what it could not hold.

    Raises:
        ImportFault: The format is a folder, or is only read.
    """
    if form.write is None:
        what = "a folder; name it with -o" if form.write_folder else "only read"
        raise ImportFault(f"{form.title} is {what}")
    data = io.BytesIO()
    losses = form.write(book, held_by(form, refs), data)
    _note_others(form, refs, losses)
    return data.getvalue(), losses


def write(form: Format, book: Book, refs: Sequence[str], path: Path) -> Losses:
    """Write records to a file, which is replaced, or to a folder, which must be empty.

    Raises:
        ImportFault: The place does not fit the format, or cannot be written; nothing was changed.
    """
    try:
        if form.write_folder is None:
            data, losses = written(form, book, refs)
            write_whole(path, data)
            return losses
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise ImportFault(f"{path} exists and is no empty folder; name another one")
        path.mkdir(parents=True, exist_ok=True)
        try:
            losses = form.write_folder(book, held_by(form, refs), path)
        except BaseException:
            _empty(path)
            raise
    except OSError as error:
        raise ImportFault(f"{path}: {error.strerror or error}") from None
    _note_others(form, refs, losses)
    return losses


def _empty(folder: Path) -> None:
    """Take out of a folder what was written before it was stopped."""
    for each in folder.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
        else:
            each.unlink()


def _note_others(form: Format, refs: Sequence[str], losses: Losses) -> None:
    """Note the records of kinds that a format has no place for."""
    held = set(held_by(form, refs))
    for ref in refs:
        if ref not in held:
            losses.add("everything", ref)
