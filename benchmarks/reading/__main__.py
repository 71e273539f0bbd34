"""Measure the reading of texts.

    python -m benchmarks.reading [PART …] [--misses]

The parts: `proposals`, quotations with their speakers and figures of casualties.
"""

import argparse
from collections.abc import Callable, Mapping

from benchmarks.figures import machine, print_machine
from benchmarks.reading import proposals

PARTS: Mapping[str, Callable[..., None]] = {"proposals": proposals.measure}


def main() -> None:
    """Measure the parts named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    parser.add_argument(
        "--misses", action="store_true", help="also print what was wrong in the tuning set"
    )
    options = parser.parse_args()
    print_machine(machine())
    for part in options.parts or PARTS:
        PARTS[part](misses=options.misses)


if __name__ == "__main__":
    main()
