"""The versions of the criteria of review live as all versions do."""

from campaign.models import ReviewCriteria
from office_culture.actions.versions import version_workflow
from office_culture.actions.workflow import Workflow

WORKFLOW: Workflow[ReviewCriteria] = version_workflow("campaign.change_reviewcriteria")
