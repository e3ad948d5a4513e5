"""Many people at once at a real server with several workers: `python -m tests.concurrency` counts what is lost."""
