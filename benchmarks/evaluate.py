"""`make evaluate`: quality of each room against the gold sets, by case with ``-v``."""

from __future__ import annotations

import sys

from benchmarks.quality import extraction, resolution


def main() -> None:
    """Print the figures of every room that has a gold set."""
    extraction.main(verbose="-v" in sys.argv)
    print()
    resolution.main()


if __name__ == "__main__":
    main()
