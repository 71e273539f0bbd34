"""Ends the process at a chosen call that touches the disk: before it, or half way through it.

The functions of `os` that write, wait for the disk or change names are wrapped, and so are files
opened for writing, so that whatever store runs in the process need not know of it.
"""

import builtins
import io
import os
import signal
from collections.abc import Callable, Sequence
from random import Random
from typing import IO, Any, Literal, NamedTuple, NoReturn

from benchmarks.crash.power import Power

Moment = Literal["before", "half"]

WRITES = ("write", "pwrite")
NAMES = ("replace", "rename", "link", "unlink", "remove")
_SYNCS = ("fsync", "fdatasync")
_OTHERS = ("ftruncate", "truncate", "sendfile", "open")


class Aim(NamedTuple):
    """Where to end the process.

    Attributes:
        at: The call, counted from 1.
        moment: Before it, or when a part of its bytes is written; calls without bytes are made.
        only: The calls that are counted; all when empty.
        is_power_cut: Whether what was not waited for is lost with the process.
    """

    at: int
    moment: Moment
    only: Sequence[str] = ()
    is_power_cut: bool = False


class Gate:
    """Sits between a store and the disk, in a process that will be killed.

    Args:
        random: Decides how much of a write is done.

    Attributes:
        calls: The names of the calls counted since it was armed.
    """

    def __init__(self, random: Random) -> None:
        self.calls: list[str] = []
        self._random = random
        self._aim: Aim | None = None
        self._is_armed = False
        self._power: Power | None = None

    def install(self, *, is_power_cut: bool = False) -> None:
        """Wrap what touches the disk, for the rest of this process."""
        self._power = Power(self._random) if is_power_cut else None
        for name in (*WRITES, *NAMES, *_SYNCS, *_OTHERS):
            setattr(os, name, self._wrapped(name, getattr(os, name)))
        opens = self._opener(io.open)
        io.open = builtins.open = opens  # type: ignore[assignment]  # overloads say no more

    def arm(self, aim: Aim | None = None) -> None:
        """Count calls from now on, and end the process at the one aimed at."""
        self._aim, self._is_armed = aim, True
        self.calls.clear()

    def die(self) -> NoReturn:
        """End the process as `kill -9` does, or a power cut."""
        if self._power:
            self._power.cut()
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("still there")

    def let(
        self, name: str, call: Callable[..., Any], arguments: Sequence[Any], data_at: int = -1
    ) -> Any:
        """Make a call, unless it is the one aimed at.

        Args:
            name: What it is called.
            call: The function.
            arguments: What it is given.
            data_at: Which argument is the bytes to be written, if one is.
        """
        aim = self._count(name)
        if aim and aim.moment == "before":
            self.die()
        if aim and aim.moment == "half" and data_at >= 0:
            data = bytes(arguments[data_at])
            arguments = list(arguments)
            arguments[data_at] = data[: self._random.randint(0, len(data))]
        result = call(*arguments)
        if aim:
            self.die()
        return result

    def _count(self, name: str) -> Aim | None:
        """The aim, when this call is the one."""
        aim = self._aim
        if not self._is_armed or (aim and aim.only and name not in aim.only):
            return None
        self.calls.append(name)
        return aim if aim and len(self.calls) == aim.at else None

    def _wrapped(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        power = self._power
        data_at = 1 if name in WRITES else -1

        def wrapped(*arguments: Any, **named: Any) -> Any:
            if name == "open" and not _makes_file(arguments):
                return call(*arguments, **named)

            def noted(*given: Any) -> Any:
                if power is None:
                    return call(*given, **named)
                with power.noting(name, given):
                    return call(*given, **named)

            return self.let(name, noted, arguments, data_at)

        return wrapped

    def _opener(self, plain: Callable[..., IO[Any]]) -> Callable[..., IO[Any]]:
        def opens(
            file: Any,
            mode: str = "r",
            buffering: int = -1,
            encoding: str | None = None,
            errors: str | None = None,
            newline: str | None = None,
            closefd: bool = True,  # noqa: FBT001, FBT002  # as `open` has it
            opener: Any = None,
        ) -> Any:
            if not set(mode) & set("wax+"):
                return plain(file, mode, buffering, encoding, errors, newline, closefd, opener)
            raw = _File(self, file, mode.replace("b", "").replace("t", ""), closefd, opener)
            if buffering == 0:
                return raw
            whole: Any = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
            if "b" in mode:
                return whole
            return io.TextIOWrapper(whole, encoding, errors, newline, buffering == 1)

        return opens


class _File(io.FileIO):
    """A file open for writing whose bytes go through `os`, and so through the gate."""

    def __init__(self, gate: Gate, file: Any, mode: str, closefd: bool, opener: Any) -> None:  # noqa: FBT001  # as above
        super().__init__(file, mode, closefd, opener)
        self._gate = gate

    def write(self, data: Any) -> int:
        return os.write(self.fileno(), data)

    def truncate(self, size: int | None = None) -> int:
        size = self.tell() if size is None else size
        os.ftruncate(self.fileno(), size)
        return size


def _makes_file(arguments: Sequence[Any]) -> bool:
    path, flags = arguments[:2]
    return bool(flags & os.O_CREAT) and not os.fspath(path).endswith(".lock")
