"""The worker as a process of its own, killed in the middle: `python -m tests.worker` prints what was found as JSON."""
