"""Judging by rules: pure functions from facts to answers."""
