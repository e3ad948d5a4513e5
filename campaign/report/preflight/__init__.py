"""The checks before a report is issued: errors must be corrected, warnings corrected or acknowledged.

To add a check, write a function from `Material` to issues and register it (`registry.py`) in the package that knows its
records.
"""
