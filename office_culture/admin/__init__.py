"""Every admin module of the package, so that Django finds them."""

from office_culture.admin import accounts, documents, events, people, units

__all__ = ["accounts", "documents", "events", "people", "units"]
