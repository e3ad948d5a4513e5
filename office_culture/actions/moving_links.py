"""Registers which links of this package's records move when a unit ends."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office_culture.actions.unit_changes import going_on, moves, stays
from office_culture.models.findings import FindingState
from office_culture.models.inspections import InspectionState
from office_culture.models.outgoing import FINAL
from office_culture.models.rounds import InspectionRoundState

moves("office_culture.unit", "parent", going_on, why=_("ended before"))
moves("office_culture.person", "unit")
moves("office_culture.posting", "unit", going_on)
moves("office_culture.user", "unit")
moves("office_culture.officepaper", "unit", ~Q(state__in=FINAL))
moves("office_culture.officepaper", "drafting_unit", ~Q(state__in=FINAL))
moves("office_culture.council", "unit", going_on)
moves("office_culture.inspection", "unit", ~Q(state=InspectionState.CLOSED))
moves("office_culture.inspectionround", "unit", ~Q(state=InspectionRoundState.FINISHED))
moves("office_culture.finding", "unit", ~Q(state=FindingState.VERIFIED))
stays("office_culture.staffingreturn", "unit")
stays("office_culture.document", "issuing_unit")
stays("office_culture.regulation", "unit")
stays("office_culture.issuedpaper", "unit")
stays("office_culture.unitidentity", "unit", why=_("is an identity of that unit alone"))
stays("office_culture.notapplicable", "unit", why=_("tells of that unit alone"))
stays("office_culture.unitname", "unit", why=_("tells of that unit alone"))
stays("office_culture.unitplace", "unit", why=_("tells of that unit alone"))
stays("office_culture.unitplace", "parent", why=_("tells of that unit alone"))
stays("office_culture.changedunit", "unit", why=_("tells of that unit alone"))
stays("office_culture.unitchange", "new_parent", why=_("tells of that unit alone"))
