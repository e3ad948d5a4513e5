"""Writes a capture to an empty directory, or compares two.

python -m tests.capture DIRECTORY
python -m tests.capture --compare BEFORE AFTER
"""

import argparse
import sys
from pathlib import Path

from tests.capture.comparing import compare


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.capture", description=__doc__)
    parser.add_argument("directory", nargs="?", type=Path, help="an empty directory to write to")
    parser.add_argument("--compare", nargs=2, type=Path, metavar=("BEFORE", "AFTER"))
    asked = parser.parse_args()
    if asked.compare:
        told, same = compare(*asked.compare)
        print("\n".join(told))
        return 0 if same else 1
    if asked.directory is None:
        parser.error("name a directory")
    if asked.directory.exists() and any(asked.directory.iterdir()):
        parser.error(f"{asked.directory} is not empty")
    from tests.capture.taking import take_all

    print(f"{take_all(asked.directory)} papers written to {asked.directory}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
