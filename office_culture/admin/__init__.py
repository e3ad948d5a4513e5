"""Every admin module of the package, so that Django finds them."""

from office_culture.admin import accounts, events, people, units

__all__ = ["accounts", "events", "people", "units"]
