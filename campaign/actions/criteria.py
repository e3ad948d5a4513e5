"""The life cycle of the versions of review criteria, the same as for everything that has versions."""

from campaign.models import ReviewCriteria
from office_culture.actions.versions import version_workflow
from office_culture.actions.workflow import Workflow

WORKFLOW: Workflow[ReviewCriteria] = version_workflow("campaign.change_reviewcriteria")
