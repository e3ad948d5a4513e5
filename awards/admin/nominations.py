"""Dossiers and nominees."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.actions import dossiers, nominees
from awards.actions.nominees import FLAGS, PAPERS
from awards.admin.stories import story_url
from awards.models import (
    Dossier,
    DossierFile,
    DossierState,
    Nominee,
    NomineeFile,
    NomineeState,
)
from awards.resources.nominations import DossierResource, NomineeResource
from awards.selectors.appraisals import judged
from awards.selectors.deliberations import outcome_of
from awards.selectors.dossier_checks import active_nominees, missing_papers, old_papers, required_papers
from awards.selectors.doubles import doubles
from awards.selectors.recognitions import innovations_of
from awards.selectors.women import women_among
from office_culture.actions.workflow import Step
from office_culture.admin.bricks import (
    FileInline,
    LinkedRecords,
    RecordAdmin,
    RecordForm,
    RecordInline,
    Spreadsheets,
    WorkflowButtons,
)
from office_culture.rules.requests import user_of
from office_culture.rules.scope import keeps_records_of


class NomineeForm(RecordForm):
    """Refuses achievements of others than the nominee: nobody is rewarded for those of others."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        person = cleaned.get("person", self.instance.person)
        unit = cleaned.get("unit", self.instance.unit if self.instance.unit_id else None)
        for achievement in cleaned.get("achievements") or ():
            own = achievement.person_id == person.pk if person else achievement.person_id is None
            if not own or (person is None and unit is not None and achievement.unit_id != unit.pk):
                self.add_error(
                    "achievements",
                    ValidationError(
                        _("“%(achievement)s” is an achievement of %(whose)s; choose one of the nominee."),
                        params={"achievement": achievement, "whose": achievement.name},
                    ),
                )
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if refusal := self.instance.added_too_late():
            self.add_error("dossier", refusal)


class DossierFileInline(FileInline):
    """Papers of the dossier as a whole."""

    model = DossierFile
    fields = ("kind", "stored", "upload", "caption")
    autocomplete_fields = ("kind",)


class NomineeFileInline(FileInline):
    """Papers of the nominee; under review they are open only where a reviewer flagged them."""

    model = NomineeFile
    fields = ("kind", "stored", "upload", "written_on", "caption")
    autocomplete_fields = ("kind",)

    def has_add_permission(self, request: HttpRequest, obj: Nominee | None = None) -> bool:
        return super().has_add_permission(request, obj) and _papers_open(obj)

    def has_change_permission(self, request: HttpRequest, obj: Nominee | None = None) -> bool:
        return super().has_change_permission(request, obj) and _papers_open(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Nominee | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _papers_open(obj)


def _papers_open(nominee: Nominee | None) -> bool:
    return nominee is None or nominee.dossier.state == DossierState.DRAFT or PAPERS in nominee.flagged


class NomineeInline(RecordInline):
    """The nominees of the unit while the dossier is being written; further data is on each nominee's page."""

    model = Nominee
    fields = ("position", "award", "person", "unit", "summary")
    autocomplete_fields = ("award", "person", "unit")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Nominee]:
        return super().get_queryset(request).select_related("award", "person", "unit", "dossier__round")


@admin.register(Dossier)
class DossierAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """The dossiers of the units, with their state."""

    workflow = dossiers.WORKFLOW
    bulk_steps = ("review",)
    change_form_template = "admin/awards/dossier/change_form.html"
    resource_classes = (DossierResource,)
    list_display = ("unit", "round", "state_badge", "submitted_on")
    list_select_related = ("unit", "round")
    list_filter = ("state", ("round", LinkedRecords))

    fieldsets = ((None, {"fields": (("round", "unit"), "note")}),)
    autocomplete_fields = ("round", "unit")
    inlines = (NomineeInline, DossierFileInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Dossier | None = None) -> tuple[str, ...]:
        """Round and unit are read-only once the dossier is saved."""
        return ("round", "unit") if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Dossier | None) -> Any:
        """Nominees are entered once the dossier is saved: they are checked against its round and its unit."""
        return self.inlines if obj else ()

    def step_result(self, obj: Dossier, step: Step[Any]) -> tuple[str, str]:
        """Whoever begins the review goes on with the first nominee, whoever finishes it with the round."""
        message, page = super().step_result(obj, step)
        if step.name == "review":
            page = _next_to_review(obj) or page
        elif step.name in {"accept", "finish"}:
            page = reverse("admin:awards_nominationround_change", args=[obj.round_id])
        return message, page

    def closed(self, obj: Dossier) -> str:
        if obj.state == DossierState.DRAFT:
            return ""
        return gettext(
            "This dossier is “%(state)s”: it is changed on the pages of returned nominees only."
        ) % {"state": obj.get_state_display()}

    def page_context(self, request: HttpRequest, obj: Dossier) -> dict[str, Any]:
        rows = active_nominees(obj)
        verdicts, twice, women = judged(rows), doubles(rows), women_among(rows)
        return super().page_context(request, obj) | {
            "checked_nominees": [(row, verdicts[row.pk], twice[row.pk], women[row.pk]) for row in rows],
            "missing_papers": [*missing_papers(obj, rows), *old_papers(obj, rows)],
        }


def _next_to_review(dossier: Dossier) -> str:
    """The page of the first nominee that is neither passed on nor returned nor withdrawn, or ""."""
    waiting = dossier.nominees.filter(state=NomineeState.PROPOSED).first()
    return reverse("admin:awards_nominee_change", args=[waiting.pk]) if waiting else ""


def _dossier_page(nominee: Nominee) -> str:
    return reverse("admin:awards_dossier_change", args=[nominee.dossier_id])


@admin.register(Nominee)
class NomineeAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """Nominees; the page of each shows the verdict with every condition and the data used."""

    form = NomineeForm
    workflow = nominees.WORKFLOW
    bulk_steps = ("pass",)
    change_form_template = "admin/awards/nominee/change_form.html"
    resource_classes = (NomineeResource,)
    list_display = ("name", "award", "dossier", "state_badge")
    list_select_related = ("award", "dossier")
    list_filter = (
        "state",
        ("award", LinkedRecords),
        ("nomination_round", LinkedRecords),
    )

    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("dossier", ("award", "position"), "posthumous")}),
        (_("Who"), {"fields": (("person", "unit"), ("name", "post"))}),
        (
            _("For what"),
            {"fields": ("summary", ("period_start", "period_end"), "achievements", "innovations")},
        ),
    )
    autocomplete_fields = ("dossier", "award", "person", "unit", "achievements", "innovations")
    inlines = (NomineeFileInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Nominee]:
        return (
            super()
            .get_queryset(request)
            .select_related("dossier__round", "dossier__unit", "award", "nomination_round", "unit", "person")
        )

    def has_change_permission(self, request: HttpRequest, obj: Nominee | None = None) -> bool:
        """Only accounts that keep the records of the nominee's unit edit it; reviewers judge and return by actions."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or keeps_records_of(user_of(request), obj.dossier.unit))

    def get_readonly_fields(self, request: HttpRequest, obj: Nominee | None = None) -> tuple[str, ...]:
        """While a dossier is under review, only the fields that a reviewer flagged are open."""
        if obj is None:
            return ()
        if obj.dossier.state == DossierState.DRAFT:
            return ("dossier",)
        shown = flatten_fieldsets(self.fieldsets)
        return tuple(name for name in shown if name not in obj.flagged)

    def step_result(self, obj: Nominee, step: Step[Any]) -> tuple[str, str]:
        """Whoever has judged one nominee goes on with the next of the dossier, and at last with the dossier."""
        message, page = super().step_result(obj, step)
        if step.name in {"pass", "return"}:
            page = _next_to_review(obj.dossier) or _dossier_page(obj)
        elif step.name == "send":
            page = _dossier_page(obj)
        return message, page

    def closed(self, obj: Nominee) -> str:
        if obj.state == NomineeState.WITHDRAWN:
            return gettext("This nominee was withdrawn: the record is closed.")
        if obj.dossier.state == DossierState.DRAFT or obj.state == NomineeState.RETURNED:
            return ""
        return gettext(
            "The dossier is “%(state)s”: a nominee is changed only when a reviewer returns it."
        ) % {"state": obj.dossier.get_state_display()}

    def page_context(self, request: HttpRequest, obj: Nominee) -> dict[str, Any]:
        return super().page_context(request, obj) | {
            "story_url": story_url(obj, request),
            "judged": judged([obj])[obj.pk],
            "recognised": innovations_of(obj, timezone.localdate()),
            "doubles": doubles([obj])[obj.pk],
            "papers_asked": required_papers([obj])[obj.pk],
            "council_outcome": outcome_of(obj),
            "flag_labels": [FLAGS[name] for name in obj.flagged if name in FLAGS],
        }
