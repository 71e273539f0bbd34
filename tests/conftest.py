"""Fixtures: an empty store and a filled one on each kind of storage, and a briefing on disk."""

import gc
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from briefing.cli import main
from briefing.store.backend import Backend
from briefing.store.backends.jsonfile.backend import JsonFileBackend
from briefing.store.backends.memory import MemoryBackend
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store
from commandline import Answer, Run
from invented import TITLE, fill, group

settings.register_profile("briefing", deadline=None, derandomize=True, max_examples=50)
# `pytest --hypothesis-profile=thorough` looks further, and elsewhere each time.
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile("briefing")


def pytest_configure() -> None:
    """Make the tests independent of the shell that started them."""
    # A shell has its background jobs ignore ctrl+c, and every program they start inherits that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Without bytecode every worker rewrites all asserts, and every program started compiles itself.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(autouse=True, scope="session")
def no_wait_for_the_disk() -> Iterator[None]:
    """Flush nothing to the disk: a power cut is played, and `kill -9` loses nothing written."""
    with pytest.MonkeyPatch.context() as patch:
        # It refuses a descriptor that is closed, as the real one does.
        patch.setattr(os, "fsync", os.fstat)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_clipboard() -> Iterator[None]:
    """No test reads or writes the clipboard of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("TMUX", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
            patch.delenv(name, raising=False)
        patch.setattr("briefing.tui.input.clipboard.platform", "linux")
        yield


BACKENDS: dict[str, Callable[[Path], Backend]] = {
    "memory": lambda _folder: MemoryBackend(Snapshot.empty()),
    "disk": lambda folder: JsonFileBackend(folder / "db.json", by="analyst"),
}
"""Every kind of backend; a test of the store runs on each."""


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty briefing: whatever holds for one in memory holds for one on disk."""
    backend = BACKENDS[request.param](tmp_path)
    backend.create(Snapshot.empty(TITLE))
    made = Store(backend, by="analyst")
    yield made
    made.close()


@pytest.fixture
def filled(store: Store) -> Store:
    """The invented briefing in a store of either kind."""
    return fill(store)


@pytest.fixture
def briefing_file(tmp_path: Path) -> Path:
    """The invented briefing in a file, with its history beside it."""
    path = tmp_path / "db.json"
    store = fill(Store.create(path, TITLE, by="analyst"))
    store.close()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A briefing of two changes in a folder of its own, with its history, folded and closed."""
    path = tmp_path / "folder" / "db.json"
    path.parent.mkdir()
    store = Store.create(path, TITLE, by="analyst")
    store.put("group:a", group("A – أ"), "first")
    store.put("group:b", group("B"), "second")
    store.close()
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of one's own: no test reads or writes the user's."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.delenv("BRIEFING_DB", raising=False)
    monkeypatch.delenv("BRIEFING_CONFIG", raising=False)
    return folder


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Store]:
    """The invented briefing in a file."""
    store = fill(Store.create(tmp_path / "db.json", TITLE, by="analyst"))
    yield store
    store.close()


@pytest.fixture
def run(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Iterator[Run]:
    """Run a command as the console script does, in an empty folder, in this process."""
    folder = home.parent / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run_command(*args: object, stdin: str = "") -> Answer:
        monkeypatch.setattr(sys, "argv", ["briefing", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsysbinary.readouterr()
        status = ended.value.code
        assert isinstance(status, int)
        return Answer(status, out.decode(), err.decode())

    yield run_command
    gc.enable()
    gc.unfreeze()
