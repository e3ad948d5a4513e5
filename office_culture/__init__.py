"""The office and its records."""

# The release, as in CHANGELOG.md; nowhere else.
__version__ = "0.2.0"
