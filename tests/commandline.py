"""Running the command line as a script would."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

PROGRAM = Path(sys.executable).with_name("briefing")


class Answer(NamedTuple):
    """What a command said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def refusal(self) -> str:
        """What a command that could not be carried out said: one line, and nothing else."""
        assert self.status == 2
        assert self.err.startswith("briefing: ")
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err.removeprefix("briefing: ").strip()


Run = Callable[..., Answer]


def run_program(*args: object, stdin: bytes = b"", **environment: str) -> Answer:
    """Run the installed console script."""
    done = subprocess.run(
        [PROGRAM, *map(str, args)],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
        env=os.environ | environment,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())
