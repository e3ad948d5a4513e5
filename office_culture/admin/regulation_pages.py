"""The page to adopt a new revision of a regulation, which ends the one in force."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions.regulations import adopt_revision
from office_culture.actions.seen import as_seen, stamp
from office_culture.actions.workflow import Stale
from office_culture.admin.bricks.fields import LinkSelect
from office_culture.admin.bricks.pages import answer, visible
from office_culture.admin.bricks.questions import AskingForm
from office_culture.admin.bricks.records import normalised
from office_culture.models import Document, Regulation, RegulationRevision, RelationKind
from office_culture.rules.fields import DayField
from office_culture.rules.requests import user_of
from office_culture.selectors.links import offered


class RevisionForm(AskingForm, forms.Form):
    """The decision that issues the new text, its first day, and whether it replaces or amends the one before."""

    decision = forms.ModelChoiceField(
        Document.objects.none(), label=gettext_lazy("Decision that issues the new text")
    )
    valid_from = DayField(
        label=gettext_lazy("In force from"),
        help_text=gettext_lazy("day/month/year"),
        widget=forms.DateInput(attrs={"autocomplete": "off"}),
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("The decision before it"),
        choices=(
            (RelationKind.REPLACES.value, gettext_lazy("is replaced and ends")),
            (RelationKind.AMENDS.value, gettext_lazy("is amended and stays in force")),
        ),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        field: Any = self.fields["decision"]
        field.queryset = offered(Document, user)
        field.widget = LinkSelect(RegulationRevision._meta.get_field("decision"), admin.site)
        field.widget.choices = field.choices


def may_adopt(page: Any, request: HttpRequest) -> bool:
    """Whether the account may change regulations and add revisions to them."""
    added = user_of(request).has_perm("office_culture.add_regulationrevision")
    return bool(page.has_change_permission(request)) and added


def adopt(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """GET shows the form, POST adopts the revision and redirects to the regulation.

    Raises `PermissionDenied` unless `may_adopt`.
    """
    regulation = visible(page, request, object_id)
    if not may_adopt(page, request):
        raise PermissionDenied
    back = reverse("admin:office_culture_regulation_change", args=[regulation.pk])
    form = RevisionForm(normalised(request.POST) if request.method == "POST" else None, user=user_of(request))
    if form.is_valid() and _adopted(request, regulation, form):
        messages.success(request, _("The new revision is kept; the one before ends on the day before it."))
        return HttpResponseRedirect(back)
    context = {
        "title": _("Adopt a new revision"),
        "regulation": regulation,
        "seen": stamp(regulation),
        "latest": regulation.revisions.select_related("decision").first(),
        "form": form,
        "media": page.media + form.media,
        "back": back,
    }
    return answer(page, request, "admin/office_culture/regulation/adopt.html", context)


def _adopted(request: HttpRequest, regulation: Regulation, form: RevisionForm) -> bool:
    try:
        with as_seen(request.POST, regulation):
            adopt_revision(regulation=regulation, by=user_of(request), **form.cleaned_data)
    except ValidationError as error:
        form.show_error(error)
        return False
    except Stale as stale:
        form.add_error(None, str(stale))
        return False
    return True
