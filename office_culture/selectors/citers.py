"""The records of this package that cite documents, and the conditions under which they are in use."""

import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office_culture.models import (
    ChecklistItem,
    InspectionRound,
    InspectionRoundState,
    RoundBasis,
    VersionState,
)
from office_culture.selectors.citing import Citer


def _offered(day: datetime.date) -> Q:
    """The condition for items of checklist versions that are in use."""
    return Q(group__checklist_version__state=VersionState.IN_USE)


def _not_over(day: datetime.date) -> Q:
    """The condition for rounds that are planned or under way."""
    return ~Q(state=InspectionRoundState.FINISHED)


def _of_round_not_over(day: datetime.date) -> Q:
    return ~Q(inspection_round__state=InspectionRoundState.FINISHED)


CITERS = (
    Citer(ChecklistItem, "document", _("item of a checklist"), _offered),
    Citer(ChecklistItem, "clause__revision__decision", _("item of a checklist"), _offered),
    Citer(RoundBasis, "document", _("basis of a round"), _of_round_not_over, shown="inspection_round"),
    Citer(InspectionRound, "plan", _("plan of a round"), _not_over),
)
