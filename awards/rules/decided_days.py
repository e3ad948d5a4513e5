"""What cannot happen before a decision: asked by the form that shows it at its field, and by the action."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from office_culture.text.dates import numeric


def refuse_other_day(decided_on: datetime.date | None, decision: Any) -> None:
    """Raises `ValidationError` at `decided_on` where the decision, a document of the register, has another day."""
    day = decision.date if decision is not None else None
    if decided_on and day and decided_on != day:
        raise ValidationError(
            {
                "decided_on": gettext(
                    "The decision named here is of %(day)s: correct this day, or the day of the document."
                )
                % {"day": numeric(day)}
            }
        )


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
