"""What accidents do to the office: `python -m tests.faults` walks through them and tells what was lost."""
