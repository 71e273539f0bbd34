"""Copying a briefing as of one moment, while others go on writing it."""

import contextlib
import os
from pathlib import Path

from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.texts import Texts
from briefing.store.backends.jsonfile.verify import Verdict, at_one_moment, verify
from briefing.store.errors import FileFault
from briefing.store.files import WholeFile


def back_up(paths: Paths, destination: Path) -> tuple[Path, Verdict]:
    """Copy db.json, its history and long texts, and prove the copy.

    Args:
        paths: Where the briefing is.
        destination: A file name ending in `.json`; or a folder, created if missing, in which the
            copy has the name of the briefing.

    Returns:
        The db.json of the copy, and the verdict of `verify` on it.

    Raises:
        FileFault: The briefing cannot be read, or the destination exists.
        NotSaved: The copy cannot be written; nothing of it is left.
    """
    is_file = destination.suffix == ".json" and not destination.is_dir()
    place = destination if is_file else destination / paths.real.name
    copy = Paths(place)
    for each in (copy.file, copy.history_path, copy.texts_path):
        if os.path.lexists(each):
            raise FileFault(each, "there is a file already", "name another place for the copy")
    data, lines = at_one_moment(paths)
    with copy.writing(), lines, contextlib.ExitStack() as undo:
        place.parent.mkdir(parents=True, exist_ok=True)
        with (
            WholeFile(copy.history_path, paths.real) as history,
            WholeFile(copy.file, paths.real) as briefing,
        ):
            briefing.write([data])
            if lines.exists:
                history.write(lines.with_breaks())
                history.take_place()
                undo.callback(copy.history_path.unlink)
            texts = Texts(copy)
            undo.callback(texts.keep_only, ())
            texts.take_copies(Texts(paths))
            briefing.take_place()
        undo.pop_all()
    return place, verify(copy)
