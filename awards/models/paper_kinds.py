"""The papers that rules may ask for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from office_culture.models.terms import Term, name_field


class PaperKind(Term):
    """A paper that a dossier may have to hold, by its name."""

    name = name_field(_("As rules name it: Báo cáo thành tích."))
    per_nominee = models.BooleanField(
        _("one for each nominee"), default=False, help_text=_("Otherwise one for the whole dossier.")
    )

    class Meta(Term.Meta):
        verbose_name = _("kind of paper")
        verbose_name_plural = _("kinds of papers")
