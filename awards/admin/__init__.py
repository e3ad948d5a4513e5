"""Every admin module of the package, so that Django finds them."""

from awards.admin import (
    achievements,
    catalogue,
    decisions,
    nominations,
    postings,
    revocations,
    rounds,
    rules,
    standing,
)

__all__ = [
    "achievements",
    "catalogue",
    "decisions",
    "nominations",
    "postings",
    "revocations",
    "rounds",
    "rules",
    "standing",
]
