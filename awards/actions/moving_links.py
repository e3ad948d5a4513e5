"""Which links of commendation move when a unit ends; awards stay with whom they were given to."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.models import FINAL
from awards.models.rounds import NominationRoundState
from office_culture.actions.unit_changes import moves, stays

DECIDED = NominationRoundState.DECIDED
GIVEN = _("was given to the unit of its day; the history of the successor tells it")
NOT_OUT = ~Q(state__in=FINAL)

moves("awards.dossier", "unit", ~Q(round__state=DECIDED))
moves("awards.nominee", "unit", ~Q(nomination_round__state=DECIDED))
moves("awards.nominationround", "unit", ~Q(state=DECIDED))
moves("awards.certificatelayout", "unit")
moves("awards.impediment", "unit", Q(ended_on__isnull=True))
moves("awards.submission", "unit", NOT_OUT)
moves("awards.awarddecision", "unit", NOT_OUT)
moves("awards.revocation", "unit", NOT_OUT)
moves("awards.submissionline", "unit", ~Q(submission__state__in=FINAL))
moves("awards.decisionline", "unit", ~Q(decision__state__in=FINAL))
stays("awards.achievement", "unit", why=GIVEN)
stays("awards.conferral", "unit", why=GIVEN)
stays("awards.awardtotal", "unit", why=GIVEN)
stays("awards.yearlyrating", "unit", why=GIVEN)
