"""What the page asks that gives a paper its number."""

from django import forms
from django.utils.translation import gettext_lazy as _

from office_culture.admin.bricks.fields import DayField


class IssueForm(forms.Form):
    """Number and day, only where a clerk's book gives them."""

    number = forms.IntegerField(
        label=_("number"),
        required=False,
        min_value=1,
        max_value=999_999,
        help_text=_(
            "Empty: the next number of the register. Otherwise the number that the clerk's book gives."
        ),
    )
    on = DayField(label=_("date of issue"), required=False, help_text=_("Empty: today. dd/mm/yyyy"))
