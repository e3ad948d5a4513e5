"""Who stands in for one's own account, named by oneself."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from office_culture.admin.bricks import RecordAdmin, Spreadsheets
from office_culture.admin.bricks.forms import RecordForm
from office_culture.models import Substitution
from office_culture.resources.substitutions import SubstitutionResource
from office_culture.rules.requests import user_of


class SubstitutionForm(RecordForm):
    """A new substitution is for the account that enters it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.instance.principal = self.user


@admin.register(Substitution)
class SubstitutionAdmin(Spreadsheets, RecordAdmin):
    """Substitutions: everybody names and changes those of their own account alone."""

    form = SubstitutionForm
    resource_classes = (SubstitutionResource,)
    sheet_import = False
    list_display = ("substitute", "principal", "valid_from", "valid_to", "signature_form", "because")
    list_select_related = ("substitute", "principal")
    list_filter = ("signature_form",)
    autocomplete_fields = ("substitute",)
    fieldsets = (
        (None, {"fields": ("substitute", ("valid_from", "valid_to"), "because")}),
        (None, {"fields": (("signature_form", "signer_post"),)}),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        own = obj is None or obj.principal_id == user_of(request).pk
        return own and super().has_change_permission(request, obj)
