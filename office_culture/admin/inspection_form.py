"""The form of an inspection: all items on one page, filled by the unit first and by the team during the visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions import evidence, inspections
from office_culture.actions.findings import open_finding
from office_culture.actions.results import FaultyRows, LostUpdate, save_results
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks.fields import LinkSelect
from office_culture.admin.bricks.pages import answer
from office_culture.admin.bricks.questions import AskingForm
from office_culture.admin.bricks.records import normalised
from office_culture.admin.bricks.unsaved import drop_typed, look_first, offered_again, shows_typed
from office_culture.admin.inspection_entries import (
    TEAM,
    UNIT,
    UNREADABLE,
    ResultEntry,
    entry_of,
    fill,
    place,
    read,
    read_findings,
)
from office_culture.models import Inspection, InspectionState, Person, Result
from office_culture.rules.fields import DayField
from office_culture.rules.requests import is_key, user_of
from office_culture.rules.uploads import KINDS
from office_culture.selectors.inspection_form import OpenedInspection, findings_on_form, opened_inspection
from office_culture.selectors.links import offered
from office_culture.text.normal import clean

if TYPE_CHECKING:
    from office_culture.models import User

VIEW = "office_culture.view_inspection"
FIND = "office_culture.add_finding"
# Who may write on which side, and in which state that side is written.
WRITES = {
    TEAM: ("office_culture.change_inspection", InspectionState.AT_WORK),
    UNIT: ("office_culture.assess_inspection", InspectionState.SELF_ASSESSMENT),
}


class StoredPersonField(forms.ModelChoiceField):
    """A person, or the stored one even if the account may not see that person."""

    stored: Person | None = None

    def to_python(self, value: Any) -> Any:
        if self.stored is not None and str(value) == str(self.stored.pk):
            return self.stored
        return super().to_python(value)


class VisitForm(AskingForm, forms.Form):
    """What the minutes state about the visit itself."""

    visited_on = DayField(
        label=gettext_lazy("Day of the visit"),
        required=False,
        widget=forms.DateInput(attrs={"placeholder": gettext_lazy("day/month/year"), "autocomplete": "off"}),
    )
    # The model's own words, as on the page of the inspection.
    day_not_known = forms.BooleanField(
        label=capfirst(gettext_lazy("the day of the visit is not known")), required=False
    )
    begun_at = forms.TimeField(
        label=gettext_lazy("Begun at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    ended_at = forms.TimeField(
        label=gettext_lazy("Ended at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    # The model's own word: “Place” with a capital is a rank in the catalogue.
    place = forms.CharField(label=capfirst(gettext_lazy("place")), required=False)
    represented_by = StoredPersonField(
        Person.objects.none(), label=gettext_lazy("Signs for the unit"), required=False
    )
    present = forms.CharField(
        label=gettext_lazy("Present for the unit"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One person in each line: name, then a comma and the post."),
    )
    unit_opinion = forms.CharField(
        label=gettext_lazy("Opinion of the unit"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    conclusion = forms.CharField(
        label=gettext_lazy("Conclusion of the team"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, inspection: Inspection, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["represented_by"]
        field.stored = inspection.represented_by
        field.queryset = offered(Person, user)
        field.widget = LinkSelect(Inspection._meta.get_field("represented_by"), admin.site)
        field.widget.choices = field.choices

    def values(self) -> dict[str, Any]:
        """The values by field.

        One that cannot be read is text after `UNREADABLE`, so that the action refuses it with all others.
        """
        found: dict[str, Any] = {}
        for name in self.fields:
            if name in self.errors:
                found[name] = UNREADABLE + str(self[name].value())
            else:
                value = self.cleaned_data[name]
                found[name] = clean(value.replace("\r\n", "\n")) if isinstance(value, str) else value
        return found


def side_of(inspection: Inspection, user: User) -> str:
    """The side of the form that this account may write now, `TEAM` or `UNIT`, or "" for none."""
    for side, (permission, state) in WRITES.items():
        if inspection.state == state and user.has_perm(permission):
            return side
    return ""


def form_url(inspection_pk: Any) -> str:
    return reverse("admin:office_culture_inspection_form", args=[inspection_pk])


class InspectionForm:
    """One request for the form. Raises `PermissionDenied` without the right to view, `Http404` outside the scope."""

    def __init__(self, page: Any, request: HttpRequest, object_id: str) -> None:
        self.page = page
        self.request = request
        self.user = user_of(request)
        if not self.user.has_perm(VIEW):
            raise PermissionDenied
        self.opened = self._open(object_id)
        self.inspection = self.opened.inspection
        self.side = side_of(self.inspection, self.user)
        self.problems: list[str] = []
        self.version = self.inspection.version
        self.visit = self._visit(initial=self._known_of_the_visit())
        self.entries = self._entries()

    def _open(self, object_id: str) -> OpenedInspection:
        opened = opened_inspection(int(object_id), self.user) if is_key(object_id) else None
        if opened is None:
            raise Http404
        return opened

    def _visit(self, *args: Any, **kwargs: Any) -> VisitForm:
        return VisitForm(*args, inspection=self.inspection, user=self.user, **kwargs)

    def _known_of_the_visit(self) -> dict[str, Any]:
        """What is stored of the visit; while the team is at work in the days of the round, it is there today."""
        known = {name: getattr(self.inspection, name) for name in VisitForm.base_fields}
        inspection_round, today = self.inspection.inspection_round, timezone.localdate()
        is_running = inspection_round.placed_from <= today <= inspection_round.placed_to
        if self.inspection.state == InspectionState.AT_WORK and not known["day_not_known"] and is_running:
            known["visited_on"] = known["visited_on"] or today
        return known

    def _entries(self) -> dict[int, ResultEntry]:
        share = self.inspection.inspection_round.checklist_version.partly_share
        entries = {
            row.pk: entry_of(row, scored=self.opened.scored, partly_share=share)
            for row in self.opened.results
        }
        for pk, entry in entries.items():
            entry.evidence = self.opened.evidence.get(pk, [])
        return entries

    def answer(self) -> HttpResponse:
        """GET shows the form, POST saves all items together; after a refusal the form shows what was typed."""
        if self.request.method != "POST":
            return self._page()
        data = normalised(self.request.POST)
        side = data.get("side", "")
        if side not in WRITES or not self.user.has_perm(WRITES[side][0]):
            raise PermissionDenied
        self.side = side
        if not _is_version(data.get("opened_version", "")):
            self._show_typed(data, _saw_no_version())
            return self._page()
        if shows_typed(self.request):
            self.version = int(str(data["opened_version"]))
            self._show_typed(data, look_first())
            return self._page()
        files_kept = self._save_files()
        saved = self._saved(data)
        if saved is None or self.problems or any(entry.errors for entry in self.entries.values()):
            return self._page()
        self._show_message(saved, files_kept)
        drop_typed(self.request)
        return HttpResponseRedirect(self._next(data.get("then", "")))

    # Saving

    def _saved(self, data: Any) -> Inspection | None:
        rows = read(self.entries.values(), data, self.side)
        found = self._found(data)
        header: dict[str, Any] = {}
        if self.side == TEAM:
            self.visit = self._visit(data)
            if "represented_by" in self.visit.errors or self.visit.asked_fields:
                return None  # neither an unknown person nor a question can be passed on as text
            header = self.visit.values()
        self.version = int(data["opened_version"])
        if any(entry.errors for entry, _finding in found):
            return None
        try:
            with transaction.atomic():
                saved = save_results(
                    inspection=self.inspection,
                    rows=rows,
                    by=self.user,
                    opened_version=self.version,
                    header=header,
                    read=self.opened.results,
                )
                self._open_findings(saved, found)
            return saved
        except Refused as refused:
            self.problems.append(str(refused))
        except FaultyRows as faulty:
            self._place(faulty.errors)
        except LostUpdate as lost:
            self._show_both(lost)
        return None

    def _found(self, data: Any) -> list[tuple[ResultEntry, dict[str, Any]]]:
        """What was typed as findings, with whatever is wrong with it at its entries."""
        may_find = self.side == TEAM and self.user.has_perm(FIND)
        return read_findings(self.entries.values(), data) if may_find else []

    def _open_findings(self, saved: Inspection, found: list[tuple[ResultEntry, dict[str, Any]]]) -> None:
        """Opens what was typed as findings below the items. Raises `FaultyRows` and `Refused`."""
        for entry, values in found:
            result = saved.results.select_related("item", "inspection__unit").get(pk=entry.row.pk)
            try:
                open_finding(result=result, by=self.user, **values)
            except ValidationError as error:
                raise FaultyRows({entry.row.pk: {"finding": [error]}}) from error

    def _show_typed(self, data: Any, why: str) -> None:
        """Shows what was typed with the reason why nothing is saved."""
        read(self.entries.values(), data, self.side)
        self._found(data)
        if self.side == TEAM:
            self.visit = self._visit(data)
        self.problems = [why]

    def _place(self, errors: dict[int, dict[str, list[ValidationError]]]) -> None:
        """Adds the errors of the action to their controls, unless the field of the visit has an error already."""
        for pk, by_field in errors.items():
            for name, problems in by_field.items():
                if pk in self.entries:
                    place(self.entries[pk], name, problems)
                elif name in self.visit.fields:
                    if name not in self.visit.errors:
                        self.visit.add_error(name, ValidationError(problems))
                else:
                    self.problems += ValidationError(problems).messages

    def _show_both(self, lost: LostUpdate) -> None:
        """Shows what was typed with the changes of others; the next post has the current version."""
        self.version = lost.version
        self.problems = [
            _(
                "This inspection was changed while you were writing. What you typed is still here and nothing was "
                "saved. Compare, then save again to keep your version."
            ),
            *lost.sentences,
        ]
        for pk, values in lost.rows.items():
            fill(self.entries[pk], values)
        if lost.header:
            self.visit = self._visit(initial=lost.header)

    def _save_files(self) -> int:
        """Saves added and removed evidence; returns how many files changed.

        It is saved even if the entries are refused, as browsers cannot refill a file input.
        """
        count = 0
        for pk, entry in self.entries.items():
            uploads = self.request.FILES.getlist(f"{pk}-files")
            dropped = [int(link) for link in self.request.POST.getlist(f"{pk}-drop") if is_key(link)]
            if not uploads and not dropped:
                continue
            try:
                if dropped:
                    count += evidence.drop(result=entry.row, links=dropped, by=self.user)
                count += len(evidence.add(result=entry.row, uploads=uploads, by=self.user))
            except ValidationError as error:
                entry.errors["files"] = error.messages
            except Refused as refused:
                entry.errors["files"] = [str(refused)]
        if count:
            self.opened = self._open(str(self.inspection.pk))
            for pk, entry in self.entries.items():
                entry.evidence = self.opened.evidence.get(pk, [])
        return count

    def _show_message(self, saved: Inspection, files_kept: int) -> None:
        if self.side == TEAM:
            message = _("Saved: %(checked)s of %(total)s items are checked.") % {
                "checked": saved.items - saved.unchecked,
                "total": saved.items,
            }
        else:
            message = _("Your own assessment is saved.")
        evidence_kept = _("The evidence is kept.") if files_kept else ""
        messages.success(self.request, f"{message} {evidence_kept}".strip())

    def _next(self, then: str) -> str:
        """The address that the pressed button leads to after saving."""
        what, _dash, key = then.partition("-")
        if what == "finding" and is_key(key) and int(key) in self.entries:
            return reverse("admin:office_culture_inspection_finding", args=[self.inspection.pk, key])
        if what == "close":
            return reverse("admin:office_culture_inspection_step", args=[self.inspection.pk, "close"])
        return form_url(self.inspection.pk)

    # Showing

    def _page(self) -> HttpResponse:
        earlier, of_this_visit = findings_on_form(self.inspection)
        for pk, found in of_this_visit.items():
            if pk in self.entries:
                self.entries[pk].findings = found
        return answer(
            self.page,
            self.request,
            "admin/office_culture/inspection/form.html",
            {
                "title": _("Checklist: %(unit)s") % {"unit": self.inspection.unit},
                "original": self.inspection,
                "inspection": self.inspection,
                "scored": self.opened.scored,
                "side": self.side,
                "groups": self._groups(),
                "visit": self.visit,
                "media": self.page.media + self.visit.media,
                "problems": self.problems,
                "errors": sum(1 for entry in self.entries.values() if entry.errors)
                + (1 if self.visit.is_bound and self.visit.errors else 0),
                "version": self.version,
                "earlier_findings": earlier,
                "today": timezone.localdate(),
                "total": len(self.entries),
                "checked": sum(1 for entry in self.entries.values() if self._filled(entry)),
                "accept": ",".join(f".{kind}" for kind in KINDS),
                **(offered_again(self.request) if self.side else {}),
                "may_find": self.user.has_perm(FIND),
                "begins": self._begins(),
            },
        )

    def _begins(self) -> list[tuple[Any, str]]:
        """The steps that lead to entering results, each with its page, if the account may take them now."""
        offered = [] if self.side else inspections.workflow.offered(self.inspection, self.user)
        return [
            (step, reverse("admin:office_culture_inspection_step", args=[self.inspection.pk, step.name]))
            for step, refusal in offered
            if step.name in {"ask", "start"} and not refusal
        ]

    def _groups(self) -> list[dict[str, Any]]:
        groups = []
        for group, rows in self.opened.groups():
            entries = [self.entries[row.pk] for row in rows]
            groups.append(
                {
                    "group": group,
                    "entries": entries,
                    "checked": sum(1 for entry in entries if self._filled(entry)),
                    "max_points": sum(row.max_points for row in rows),
                }
            )
        return groups

    def _filled(self, entry: ResultEntry) -> bool:
        """Whether the item has a result of the unit, on the unit's side, or else a result or sample of the team."""
        if self.side == UNIT:
            return entry.unit_result != Result.UNCHECKED
        sampled = entry.item.sampling and entry.shown.get("counted") and entry.shown.get("compliant")
        return bool(entry.result != Result.UNCHECKED or sampled)


def _saw_no_version() -> str:
    return _(
        "This post does not say which version of the record it saw. What you typed is still here and nothing "
        "was saved. Compare, then save again to keep your version."
    )


def _is_version(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < _LONGEST


_LONGEST = 10  # digits of a version
