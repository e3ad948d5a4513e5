"""Every admin module of the package, so that Django finds them."""

from awards.admin import (
    achievements,
    catalogue,
    certificates,
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
    "certificates",
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
