"""Every admin module of the package, so that Django finds them."""

from awards.admin import (
    achievements,
    catalogue,
    councils,
    decisions,
    nominations,
    postings,
    revocations,
    rounds,
    rules,
    sessions,
    standing,
)

__all__ = [
    "achievements",
    "catalogue",
    "councils",
    "decisions",
    "nominations",
    "postings",
    "revocations",
    "rounds",
    "rules",
    "sessions",
    "standing",
]
