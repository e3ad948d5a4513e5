"""The text of one section as a form."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from campaign.models import Narrative
from office_culture.admin.bricks.forms import RecordForm
from office_culture.admin.bricks.opened import FieldOffer
from office_culture.selectors.events import Change, last_author


class SectionForm(RecordForm):
    """Refuses to overwrite what a colleague has saved meanwhile; `theirs` is then the colleague's text."""

    class Meta:
        model = Narrative
        fields = ("text",)
        widgets = {
            "text": forms.Textarea(
                attrs={
                    "rows": 18,
                    "class": "narrative",
                    "aria-describedby": "writing-help",
                    "spellcheck": "true",
                }
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A text that is not saved yet has version 0, so that two accounts that begin it at once get a conflict.
        self.initial["opened_version"] = self.instance.version if self.instance.pk else 0
        self.saved = self.instance.text
        self.theirs: str | None = None
        # Whether the text was typed and is shown again without being saved.
        self.unsaved = False

    def differences(self, opened: int | None, since: list[Change]) -> list[FieldOffer]:
        """No offers at the field: the page shows the other text beside it."""
        return []

    def describe_changes(self, since: list[Change]) -> list[str]:
        """Who saved another text and when; sets `theirs`, which the page shows beside the message."""
        self.theirs = self.saved
        newest = last_author(self.instance)
        if newest is None:
            return []
        return [
            _("%(who)s saved another text on %(when)s; it stands below.")
            % {
                "who": newest.name or _("Somebody"),
                "when": date_format(localtime(newest.at), "d/m/Y H:i"),
            }
        ]
