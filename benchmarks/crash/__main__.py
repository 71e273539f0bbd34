"""`python -m benchmarks.crash`."""

from benchmarks.crash.kills import main

if __name__ == "__main__":
    main()
