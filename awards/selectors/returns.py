"""How far objects and money of revoked awards have come back."""

import datetime

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models import Revocation, RevokedAward
from office_culture.models import OutgoingState
from office_culture.text.dates import numeric


class Returns(models.TextChoices):
    """The state of the returns of one revocation."""

    COMPLETE = "complete", _("all returned")
    OPEN = "open", _("still to be returned")
    OVERDUE = "overdue", _("overdue")


def is_complete(row: RevokedAward) -> bool:
    """Whether the object came back, and the money where there is any."""
    return row.object_returned_on is not None and (not row.money or row.money_returned_on is not None)


def returns_of(revocation: Revocation, today: datetime.date) -> Returns:
    """The state of the returns on `today`; overdue from the day after the last day for them."""
    if all(is_complete(row) for row in revocation.lines.all()):
        return Returns.COMPLETE
    due = revocation.returns_due_on
    return Returns.OVERDUE if due is not None and today > due else Returns.OPEN


def overdue_returns(revocation: Revocation, today: datetime.date) -> list[str]:
    """Sentences on returns that are overdue, or on a period that no rule sets; empty where there is nothing to say."""
    if revocation.state != OutgoingState.ISSUED or returns_of(revocation, today) == Returns.COMPLETE:
        return []
    if revocation.decided_on is None:
        return [
            gettext(
                "The day of the decision is not known, so no last day for returns follows; watch it yourself."
            )
        ]
    if revocation.returns_due_on is None:
        return [gettext("No rule says by when objects and money come back; watch it yourself.")]
    if today <= revocation.returns_due_on:
        return []
    names = ", ".join(row.name for row in revocation.lines.all() if not is_complete(row))
    return [
        gettext("Overdue since %(day)s: %(names)s.")
        % {"day": numeric(revocation.returns_due_on), "names": names}
    ]
