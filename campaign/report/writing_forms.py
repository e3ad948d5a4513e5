"""The text of one section as a form."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from campaign.models import Narrative
from office_culture.admin.bricks.forms import RecordForm
from office_culture.selectors.events import last_author


class SectionForm(RecordForm):
    """Refuses to write over what a colleague has saved meanwhile; `theirs` is then the colleague's text."""

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
        # A text that nobody has saved yet has version 0, so that two who begin it at once meet each other.
        self.initial["opened_version"] = self.instance.version if self.instance.pk else 0
        self.saved = self.instance.text
        self.theirs: str | None = None
        # Typed, but shown anew without being saved.
        self.unsaved = False

    def told_changes(self, opened: int) -> list[str]:
        """Who saved another text and when; the text itself is shown beside, not in the message."""
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
