"""Tasks: their page and their steps."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.db.models import Q, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.actions import tasks
from campaign.admin.pages import CALENDAR, COVERAGE
from campaign.models import (
    MailState,
    Plan,
    Reminder,
    Task,
    TaskFile,
    TaskPartner,
    TaskState,
)
from campaign.models.tasks import OPEN
from campaign.resources.tasks import TaskPartnerResource, TaskResource
from office_culture.admin.bricks import (
    FileInline,
    LinkedRecords,
    ReadOnlyInline,
    RecordAdmin,
    RecordInline,
    Spreadsheets,
    WorkflowButtons,
)
from office_culture.admin.bricks.list_pages import OwnPages
from office_culture.admin.bricks.memory import with_reason
from office_culture.models.events import Verb
from office_culture.rules.requests import user_of
from office_culture.rules.scope import keeps_records_of
from office_culture.text.dates import numeric

SOON_DAYS = 14
CLOSED = {
    TaskState.REPORTED: _(
        "This task was reported as done and waits for acceptance; nothing is changed until then."
    ),
    TaskState.ACCEPTED: _("This task is accepted: its record is closed."),
    TaskState.CANCELLED: _("This task was cancelled: its record is closed."),
}


class DueFilter(admin.SimpleListFilter):
    """Filters open tasks by their last day compared with today."""

    title = _("last day")
    parameter_name = "last_day"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("overdue", _("overdue")), ("soon", _("due within 14 days")), ("open", _("all open ones"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Task]) -> QuerySet[Task]:
        rows: Any = queryset
        today = timezone.localdate()
        if self.value() == "overdue":
            return rows.overdue(today)
        if self.value() == "soon":
            return rows.due_soon(today, SOON_DAYS)
        if self.value() == "open":
            return rows.open()
        return queryset


class TaskPartnerInline(RecordInline):
    """Units that help with the task; accounts that steer the plan choose them."""

    model = TaskPartner
    fields = ("unit",)
    autocomplete_fields = ("unit",)

    def has_add_permission(self, request: HttpRequest, obj: Task | None = None) -> bool:
        return super().has_add_permission(request, obj) and _steered(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Task | None = None) -> bool:
        return super().has_change_permission(request, obj) and _steered(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Task | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _steered(request, obj)


class TaskFileInline(FileInline):
    """Evidence: the product itself, minutes, pictures."""

    model = TaskFile


class ReminderInline(ReadOnlyInline):
    """The days on which a reminder was sent, and the mails of each."""

    model = Reminder
    fields = ("day", "kind", "sent_to", "failures")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("mails")

    @admin.display(description=_("sent to"))
    def sent_to(self, reminder: Reminder) -> str:
        sent = [mail.address for mail in reminder.mails.all() if mail.state == MailState.SENT]
        return ", ".join(sent) or gettext("on screen only")

    @admin.display(description=_("not sent because"))
    def failures(self, reminder: Reminder) -> str:
        failed = [mail for mail in reminder.mails.all() if mail.state == MailState.FAILED]
        return "; ".join(f"{mail.address}: {mail.failure}" for mail in failed) or "-"


@admin.register(Task)
class TaskAdmin(OwnPages, WorkflowButtons, Spreadsheets, RecordAdmin):
    """Tasks by last day. Accounts that steer the plan write the task; the lead unit writes its result."""

    pages = (
        CALENDAR,
        COVERAGE,
    )
    resource_classes = (
        TaskResource,
        TaskPartnerResource,
    )
    change_form_template = "admin/campaign/task/change_form.html"
    workflow = tasks.WORKFLOW
    list_display = ("short_content", "lead_unit", "due", "in_time", "state_badge", "acts_next")
    list_select_related = ("lead_unit", "plan__unit")
    list_filter = (
        DueFilter,
        "state",
        "milestone",
        ("plan", LinkedRecords),
        ("lead_unit", LinkedRecords),
    )
    search_fields = ("search_text", "plan__search_text", "lead_unit__search_text")
    ordering = ("-placed_on", "position", "pk")
    bulk_steps = ("start", "accept")
    bulk_fields = ("lead_unit", "product")

    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("plan", "content", "requirement", ("position", "milestone"))}),
        (_("Who and by when"), {"fields": ("lead_unit", ("start", "due", "first_agreed"), "product")}),
        (_("What became of it"), {"fields": ("result", "product_document", "done_on")}),
    )
    readonly_fields = ("first_agreed",)
    autocomplete_fields = ("plan", "requirement", "lead_unit", "product_document")
    inlines = (TaskPartnerInline, TaskFileInline, ReminderInline)
    # The lead unit writes these; everything else belongs to those who steer the plan.
    filled_in_later = frozenset({"result", "product_document", "done_on"})
    written_by_lead: ClassVar[frozenset[str]] = frozenset({"result", "product_document", "done_on"})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Task]:
        return super().get_queryset(request).select_related("plan__unit", "lead_unit")

    def first_rows(self, request: HttpRequest) -> tuple[Q, str] | None:
        """Open tasks that the account's unit or one below it leads, and reported ones of their plans."""
        unit = user_of(request).unit
        if unit is None:
            return None
        led = Q(lead_unit__path__startswith=unit.path, state__in=OPEN)
        reported = Q(plan__unit__path__startswith=unit.path, state=TaskState.REPORTED)
        return led | reported, "placed_on"

    def closed(self, obj: Task) -> str:
        return str(CLOSED.get(TaskState(obj.state), ""))

    def has_change_permission(self, request: HttpRequest, obj: Task | None = None) -> bool:
        """A unit that only helps may read the task."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        return keeps_records_of(user_of(request), obj.lead_unit) or _steered(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Task | None = None) -> tuple[str, ...]:
        if obj is None:
            return ("first_agreed", "result", "product_document", "done_on")
        if _steered(request, obj):
            return ("due", "first_agreed")
        shown = flatten_fieldsets(self.fieldsets)
        return tuple(name for name in shown if name not in self.written_by_lead)

    def get_inlines(self, request: HttpRequest, obj: Task | None) -> tuple[Any, ...]:
        if obj is None:
            return (TaskPartnerInline, TaskFileInline)
        written = (ReminderInline,) if obj.reminders.exists() else ()
        return (TaskPartnerInline, TaskFileInline, *written)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name == "plan":
            kwargs["queryset"] = Plan.objects.editable_by(user_of(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("task"), ordering="content")
    def short_content(self, task: Task) -> str:
        return Truncator(task.content).chars(90)

    @admin.display(description=_("first agreed"))
    def first_agreed(self, task: Task) -> Any:
        return numeric(task.first_due) if task.first_due else None

    @admin.display(description=_("acts next"))
    def acts_next(self, task: Task) -> str:
        return tasks.next_actor(task) or "-"

    @admin.display(description=_("in time"))
    def in_time(self, task: Task) -> Any:
        if task.is_overdue(timezone.localdate()):
            return format_html('<span class="badge badge-alert">{}</span>', _("overdue"))
        if task.done_on is not None and task.due is not None and task.done_on > task.due:
            return format_html('<span class="badge badge-waiting">{}</span>', _("finished late"))
        return None

    def page_context(self, request: HttpRequest, obj: Task) -> dict[str, Any]:
        return super().page_context(request, obj) | {
            "acts_next": tasks.next_actor(obj),
            "moves": with_reason(obj, Verb.POSTPONE),
        }


def _steered(request: HttpRequest, task: Task | None) -> bool:
    """Whether the account steers the plan of this task; a task to be added chooses among such plans only."""
    return task is None or keeps_records_of(user_of(request), task.plan.unit)
