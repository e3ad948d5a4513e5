"""Every admin module of the package, so that Django finds them."""

from awards.admin import (
    achievements,
    catalogue,
    certificates,
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
    "certificates",
    "decisions",
    "nominations",
    "postings",
    "revocations",
    "rounds",
    "rules",
    "standing",
]
