"""What cannot happen before a decision: asked by the form that shows it at its field, and by the action."""

import datetime

from django.utils.translation import gettext


def payment_refusal(decided_on: datetime.date | None, day: datetime.date) -> str:
    """Why a prize cannot have been paid on `day`; empty where it can."""
    if decided_on and day < decided_on:
        return gettext("Nothing is paid before the day of the decision.")
    return ""


def return_refusal(revoked_on: datetime.date | None, day: datetime.date) -> str:
    """Why nothing can have come back on `day` after a revocation; empty where it can."""
    if revoked_on and day < revoked_on:
        return gettext("Nothing is returned before the day of the revocation.")
    return ""
