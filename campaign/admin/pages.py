"""Pages beside a list: their addresses, permissions and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.views import plans
from office_culture.admin.bricks.list_pages import OwnPage

if TYPE_CHECKING:
    from office_culture.admin.bricks import RecordAdmin

    _Page = RecordAdmin
else:
    _Page = object


VIEW_TASKS = ("campaign.view_task",)
VIEW_COVERAGE = ("campaign.view_requirement", "campaign.view_plan", "campaign.view_task")
VIEW_PROMISES = ("campaign.view_pledge", "campaign.view_titleregistration")

COVERAGE = OwnPage("coverage", plans.COVERAGE_TITLE, plans.coverage_page, VIEW_COVERAGE)
CALENDAR = OwnPage("calendar", plans.CALENDAR_TITLE, plans.calendar_page, VIEW_TASKS)
PROMISES = OwnPage("promises", plans.PROMISES_TITLE, plans.promises_page, VIEW_PROMISES)
