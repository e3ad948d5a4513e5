"""The rules of roles on signing in."""

from django.contrib import admin

from office_culture.admin.bricks import RecordAdmin, Spreadsheets
from office_culture.models import SignInRule
from office_culture.resources.sign_ins import SignInRuleResource


@admin.register(SignInRule)
class SignInRuleAdmin(Spreadsheets, RecordAdmin):
    """What the office asks of each role at the sign-in."""

    resource_classes = (SignInRuleResource,)
    sheet_import = False
    list_display = ("name", "second_factor")
    list_filter = ("second_factor",)
    fieldsets = ((None, {"fields": ("group", "second_factor", "note")}),)
