"""What comes into a folder: each file once, and only once it is complete."""

import os
from pathlib import Path

from briefing.reading.watching import Watch


def test_a_file_is_given_once_it_no_longer_changes(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    assert watch.ready() == []
    path = tmp_path / "a.txt"
    path.write_text("half")
    assert watch.ready() == []
    path.write_text("half and more")
    assert watch.ready() == []
    assert watch.ready() == [path]
    assert watch.ready() == []


def test_a_file_that_changes_later_is_given_again(tmp_path: Path) -> None:
    watch, path = Watch(tmp_path), tmp_path / "a.txt"
    path.write_text("one")
    watch.ready()
    assert watch.ready() == [path]
    os.utime(path, ns=(1, 1))
    assert watch.ready() == []
    assert watch.ready() == [path]


def test_folders_below_count_and_what_goes_is_forgotten(tmp_path: Path) -> None:
    below = tmp_path / "today"
    below.mkdir()
    watch, path = Watch(tmp_path), below / "b.txt"
    path.write_text("one")
    watch.ready()
    path.unlink()
    assert watch.ready() == []
    below.rmdir()
    tmp_path.rmdir()
    assert watch.ready() == []
