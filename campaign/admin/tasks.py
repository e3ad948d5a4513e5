"""Tasks: their page, their steps, and the moving of their last day."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
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
from office_culture.actions import events
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks import (
    FileInline,
    LinkedRecords,
    ReadOnlyInline,
    RecordAdmin,
    RecordInline,
    Spreadsheets,
    WorkflowButtons,
)
from office_culture.admin.bricks.asked import AskingForm
from office_culture.admin.bricks.list_pages import OwnPages
from office_culture.admin.bricks.memory import with_reason
from office_culture.models.events import Verb
from office_culture.rules.fields import DayField
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
    """Open tasks by their last day, seen from today."""

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
    """Units that help; whoever steers the plan decides on them."""

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
    """On which days whoever acts next was reminded, and by which mails."""

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


class PostponeForm(AskingForm, forms.Form):
    """The new last day and why."""

    due = DayField(label=_("New last day"), help_text=_("dd/mm/yyyy"))
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


@admin.register(Task)
class TaskAdmin(OwnPages, WorkflowButtons, Spreadsheets, RecordAdmin):
    """Tasks by last day. Who steers the plan writes the task; the lead unit writes what became of it."""

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
    ordering = ("-due", "position", "pk")

    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("plan", "content", "requirement", ("position", "milestone"))}),
        (_("Who and by when"), {"fields": ("lead_unit", ("start", "due", "first_agreed"), "product")}),
        (_("What became of it"), {"fields": ("result", "product_document", "done_on")}),
    )
    readonly_fields = ("first_agreed",)
    autocomplete_fields = ("plan", "requirement", "lead_unit", "product_document")
    inlines = (TaskPartnerInline, TaskFileInline, ReminderInline)
    # The lead unit writes these; everything else belongs to those who steer the plan.
    written_by_lead: ClassVar[frozenset[str]] = frozenset({"result", "product_document", "done_on"})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Task]:
        return super().get_queryset(request).select_related("plan__unit", "lead_unit")

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
            kwargs["queryset"] = Plan.objects.kept_by(user_of(request))
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
        if task.done_on is not None and task.done_on > task.due:
            return format_html('<span class="badge badge-waiting">{}</span>', _("finished late"))
        return None

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "<path:object_id>/postpone/",
            self.admin_site.admin_view(self.postpone_view),
            name="campaign_task_postpone",
        )
        return [own, *super().get_urls()]

    def page_context(self, request: HttpRequest, obj: Task) -> dict[str, Any]:
        context = super().page_context(request, obj) | {
            "acts_next": tasks.next_actor(obj),
            "moves": with_reason(obj, Verb.POSTPONE),
        }
        if obj.state in OPEN:
            context["postponing_refused"] = tasks.postponing_refused(obj, user_of(request))
            context["postpone_url"] = reverse("admin:campaign_task_postpone", args=[obj.pk])
        return context

    def postpone_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """GET asks for the day and the reason, POST moves; a refusal says why and changes nothing."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        task = self.get_object(request, object_id)
        if task is None:
            raise Http404
        back = reverse("admin:campaign_task_change", args=[task.pk])
        form = PostponeForm(request.POST or None)
        refusal = tasks.postponing_refused(task, user_of(request))
        asked = request.method == "POST" and (refusal or form.is_valid())
        if asked and self._postponed(request, task, form, refusal):
            messages.success(request, gettext("The last day is moved."))
            return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Move the last day"),
            "opts": self.opts,
            "original": task,
            "refusal": refusal,
            "form": form,
            "back": back,
        }
        return TemplateResponse(request, "admin/campaign/task/postpone.html", context)

    def _postponed(self, request: HttpRequest, task: Task, form: PostponeForm, refusal: str) -> bool:
        try:
            if refusal:
                raise Refused(refusal)
            tasks.postpone(
                task=task,
                to=form.cleaned_data["due"],
                reason=form.cleaned_data["reason"],
                by=user_of(request),
            )
        except Refused as refused:
            events.record(
                verb=Verb.REFUSED,
                by=user_of(request),
                obj=task,
                reason=str(refused),
                step="postpone",
            )
            if not refusal:
                form.add_error("due", str(refused))
            return False
        return True


def _steered(request: HttpRequest, task: Task | None) -> bool:
    """Whether the account steers the plan of this task; a task to be added chooses among such plans only."""
    return task is None or keeps_records_of(user_of(request), task.plan.unit)
