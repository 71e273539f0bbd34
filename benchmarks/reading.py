"""What reading a document finds, against what a reader marked, and how long it takes.

python -m benchmarks.reading mentions [--wrong] [--held-out] [--size MB] [--records N]
python -m benchmarks.reading proposals [--misses]
"""

import argparse
from collections.abc import Callable, Mapping

from benchmarks import reading_mentions, reading_proposals

PARTS: Mapping[str, Callable[[list[str]], None]] = {
    "mentions": reading_mentions.main,
    "proposals": reading_proposals.main,
}


def main() -> None:
    """Measure one part; its own arguments follow its name."""
    parser = argparse.ArgumentParser(description=__doc__, add_help=False)
    parser.add_argument("part", choices=PARTS)
    args, rest = parser.parse_known_args()
    PARTS[args.part](rest)


if __name__ == "__main__":
    main()
