"""Benchmarks: ratios and growth within one run, never a verdict on seconds."""
