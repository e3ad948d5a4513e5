"""What stands against issuing a report: errors stop, warnings are acknowledged or mended.

To add a check, write a function from `Material` to issues and register it (`registry.py`) in the package that knows
its records.
"""
