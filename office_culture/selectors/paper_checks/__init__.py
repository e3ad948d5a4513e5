"""Checks of the words of every paper before it is issued, whatever record it comes from.

To add a check, write a function from `ExaminedPaper` to issues and register it (`registry.py`).
"""
