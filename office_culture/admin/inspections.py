"""Inspections of units: the record, with links to its form, its result and its papers."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.actions import inspections
from office_culture.actions.workflow import Step
from office_culture.admin import courses, inspection_pages
from office_culture.admin.bricks import FileInline, RecordAdmin, Spreadsheets, WorkflowButtons
from office_culture.admin.bricks.course import CourseStep
from office_culture.admin.bricks.pages import own_urls, visible
from office_culture.admin.inspection_form import InspectionForm, form_url, side_of
from office_culture.models import Inspection, InspectionFile, InspectionState
from office_culture.resources.inspections import InspectionResource
from office_culture.rules.requests import user_of
from office_culture.text.numbers import number
from office_culture.views.unsaved import typed_on


class InspectionFileInline(FileInline):
    """Files of the inspection as a whole."""

    model = InspectionFile


@admin.register(Inspection)
class InspectionAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """The inspection of one unit."""

    workflow = inspections.workflow
    # The page of closing links to every item that prevents it.
    step_templates: ClassVar[dict[str, str]] = {"close": "admin/office_culture/inspection/closing.html"}
    searched_answers = ("represented_by",)
    resource_classes = (InspectionResource,)
    search_fields = ("search_text", "unit__search_text", "inspection_round__search_text")
    list_display = ("unit", "round_name", "state_badge", "visited_on", "score_display", "band", "doors")
    list_select_related = ("unit", "inspection_round")
    list_filter = ("state", "inspection_round__year")

    fieldsets = (
        (None, {"fields": ("inspection_round", "unit")}),
        (
            _("Visit"),
            {
                "fields": (
                    ("visited_on", "day_not_known"),
                    ("begun_at", "ended_at"),
                    "place",
                    "represented_by",
                    "present",
                )
            },
        ),
        (
            _("Result"),
            {
                "fields": (
                    ("points_display", "score_display", "band"),
                    "unit_opinion",
                    "conclusion",
                    "agreement",
                )
            },
        ),
    )
    readonly_fields = ("points_display", "score_display", "band")
    autocomplete_fields = ("inspection_round", "unit", "represented_by")
    inlines = (InspectionFileInline,)
    change_form_template = "admin/office_culture/inspection/change_form.html"

    @admin.display(description=_("round"), ordering="inspection_round__name")
    def round_name(self, inspection: Inspection) -> str:
        return inspection.inspection_round.name

    @admin.display(description=_("score"), ordering="score")
    def score_display(self, inspection: Inspection) -> str | None:
        return None if inspection.score is None else number(inspection.score, 1)

    @admin.display(description=_("go on to"))
    def doors(self, inspection: Inspection) -> SafeString:
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            reverse("admin:office_culture_inspection_form", args=[inspection.pk]),
            _("Checklist"),
            reverse("admin:office_culture_inspection_result", args=[inspection.pk]),
            _("Result"),
        )

    @admin.display(description=_("points"))
    def points_display(self, inspection: Inspection) -> str | None:
        if inspection.earned is None or inspection.applicable is None:
            return None
        return f"{number(round(inspection.earned, 2))} / {number(round(inspection.applicable, 2))}"

    def course(self, request: HttpRequest, obj: Inspection) -> list[CourseStep]:
        return courses.of_inspection(obj)

    def get_urls(self) -> list[URLPattern]:
        pages = {
            "form": "form/",
            "result": "result/",
            "minutes": "minutes.pdf",
            "finding": "finding/<int:result>/",
        }
        readiness = path(
            "readiness/<int:unit>/",
            self.admin_site.admin_view(self.readiness_view),
            name="office_culture_inspection_readiness",
        )
        return [readiness, *own_urls(self, pages), *super().get_urls()]

    def may_fill_in(self, request: HttpRequest, object_id: str) -> bool:
        """Whether the account may write on one side of the form now."""
        return bool(side_of(visible(self, request, object_id), user_of(request)))

    @typed_on(may_fill_in)
    def form_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return InspectionForm(self, request, object_id).answer()

    def result_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return inspection_pages.result(self, request, object_id)

    def minutes_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return inspection_pages.minutes_pdf(self, request, object_id)

    def may_open_finding(self, request: HttpRequest, object_id: str, result: int) -> bool:
        """Whether the account may open a finding on an item of this inspection."""
        visible(self, request, object_id)
        return user_of(request).has_perm("office_culture.add_finding")

    @typed_on(may_open_finding)
    def finding_view(self, request: HttpRequest, object_id: str, result: int) -> HttpResponse:
        return inspection_pages.finding(self, request, object_id, result)

    def readiness_view(self, request: HttpRequest, unit: int) -> HttpResponse:
        return inspection_pages.ready(self, request, unit)

    def step_context(self, request: HttpRequest, obj: Inspection, step: Step[Any]) -> dict[str, Any]:
        context = inspection_pages.closing(obj) if step.name == "close" else {}
        return {**context, "record_name": f"{obj.unit}, {obj.inspection_round.name}"}

    def step_result(self, obj: Inspection, step: Step[Any]) -> tuple[str, str]:
        """Whoever begins goes on with the checklist."""
        message, page = super().step_result(obj, step)
        return message, form_url(obj.pk) if step.name == "start" else page

    def closed(self, obj: Any) -> str:
        if obj.state == InspectionState.CLOSED:
            return gettext("This inspection is closed; it can be reopened with a reason.")
        return ""
