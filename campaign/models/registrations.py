"""Registrations for emulation titles, and their outcome at year's end."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.figures import year_constraint
from campaign.models.pledges import PledgeOutcome
from office_culture.models.base import Record
from office_culture.models.people import Person
from office_culture.models.terms import Term, name_field
from office_culture.models.units import Unit
from office_culture.rules.dates import validate_document_date


class TitleSubject(models.TextChoices):
    """Whether a person or a collective can hold a title."""

    COLLECTIVE = "collective", _("collectives")
    INDIVIDUAL = "individual", _("individuals")


class EmulationTitle(Term):
    """A title for which people and collectives register."""

    name = name_field(_("As papers name it: Lao động tiên tiến."))
    subject = models.CharField(_("for"), max_length=20, choices=TitleSubject)

    class Meta(Term.Meta):
        verbose_name = _("emulation title")
        verbose_name_plural = _("emulation titles")


class TitleRegistration(Record):
    """The registration of a collective or a person for a title of a year.

    Recorded, never a precondition: since Law 06/2022/QH15 registration is no ground for an award (sure for the rule,
    its article read in secondary sources).
    """

    year = models.PositiveSmallIntegerField(_("year"))
    title = models.ForeignKey(
        EmulationTitle, models.PROTECT, related_name="registrations", verbose_name=_("emulation title")
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="title_registrations",
        verbose_name=_("unit"),
        help_text=_("The collective, or the unit of the person on the day of the registration."),
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="title_registrations",
        verbose_name=_("person"),
        null=True,
        blank=True,
        help_text=_("Empty for a collective."),
    )
    name = models.CharField(
        _("name as printed"), max_length=200, blank=True, help_text=_("Empty: the name of today.")
    )
    registered_on = models.DateField(
        _("registered on"),
        validators=[validate_document_date],
        null=True,
        blank=True,
        help_text=_("Empty: the day is not known."),
    )
    outcome = models.CharField(
        _("outcome"),
        max_length=10,
        choices=PledgeOutcome,
        default=PledgeOutcome.UNKNOWN,
        help_text=_("Only where the awards received do not tell it: a title among them counts as achieved."),
    )
    decision = models.ForeignKey(
        "office_culture.Document",
        models.PROTECT,
        related_name="title_registrations",
        verbose_name=_("decision"),
        null=True,
        blank=True,
        help_text=_("The decision that gave the title."),
    )
    note = models.TextField(_("note"), blank=True)

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("name", "note")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name")

    class Meta:
        verbose_name = _("registration for a title")
        verbose_name_plural = _("registrations for titles")
        ordering = ("-year", "title", "name", "pk")
        indexes = (models.Index(fields=("-year", "title", "name"), name="titleregistration_order"),)
        constraints = (
            year_constraint("registration_year_plausible"),
            models.CheckConstraint(
                name="registration_decision_of_what_was_achieved",
                condition=Q(decision__isnull=True) | Q(outcome=PledgeOutcome.YES),
                violation_error_code="decision",
                violation_error_message=_(
                    "A decision belongs to a title that was achieved: correct the outcome or empty the decision."
                ),
            ),
            models.UniqueConstraint(
                fields=("year", "title", "unit"),
                condition=Q(person__isnull=True),
                name="registration_of_a_collective_once",
                violation_error_code="title",
                violation_error_message=_("This unit is registered for this title and year already."),
            ),
            models.UniqueConstraint(
                fields=("year", "title", "person"),
                condition=Q(person__isnull=False),
                name="registration_of_a_person_once",
                violation_error_code="title",
                violation_error_message=_("This person is registered for this title and year already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"

    def derive(self) -> None:
        if not self.name:
            self.name = self.person.full_name if self.person else self.unit.name
        super().derive()

    def clean(self) -> None:
        super().clean()
        if not self.title_id:
            return
        if self.title.subject == TitleSubject.INDIVIDUAL and not self.person_id:
            raise ValidationError(
                {
                    "person": gettext("“%(title)s” is a title of individuals: choose the person.")
                    % {"title": self.title}
                }
            )
        if self.title.subject == TitleSubject.COLLECTIVE and self.person_id:
            raise ValidationError(
                {
                    "person": gettext("“%(title)s” is a title of collectives: leave the person empty.")
                    % {"title": self.title}
                }
            )

    def warnings(self) -> list[str]:
        found = []
        if self.registered_on and self.registered_on.year not in {self.year, self.year - 1}:
            found.append(gettext("The day of the registration lies far from its year. Compare both."))
        if self.outcome == PledgeOutcome.YES and not self.decision_id:
            found.append(gettext("The decision that gave the title is not named."))
        return found
