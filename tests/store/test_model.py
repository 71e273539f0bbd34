"""Random operations in random order, compared with a dict after every step."""

import pytest
from disk_machine import DiskMachine
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from store_machine import StoreMachine


@pytest.mark.parametrize(
    ("machine", "examples"),
    [pytest.param(StoreMachine, 60, id="memory"), pytest.param(DiskMachine, 30, id="disk")],
)
def test_whatever_is_done_in_whatever_order_the_store_does_it(
    machine: type[StoreMachine], examples: int
) -> None:
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=35, deadline=None)
    )
