"""A benchmark leaves nothing behind."""

import os
import signal
import subprocess
import sys

import pytest

_BENCHMARK = """
from benchmarks.terminal import Terminal, end_programs_on_signals

end_programs_on_signals()
with Terminal(["sh", "-c", "echo $$; exec sleep 60"]) as terminal:
    terminal.read_until(["\\n"])
    print(int(terminal.chunks[0].data), flush=True)
    terminal.read_until(["never printed"])
"""


@pytest.mark.parametrize("received", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_benchmark_that_is_stopped_ends_the_program_it_runs(received: signal.Signals) -> None:
    command = [sys.executable, "-c", _BENCHMARK]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as benchmark:
        assert benchmark.stdout is not None
        program = int(benchmark.stdout.readline())
        benchmark.send_signal(received)
    with pytest.raises(ProcessLookupError):
        os.kill(program, 0)
