"""How certificates name the units that sign papers."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record
from office_culture.models.constraints import once
from office_culture.models.periods import InForce, valid_period_constraint
from office_culture.models.units import Unit
from office_culture.rules.signatures import Identity, IdentityKind, plain_code


class UnitIdentity(Record):
    """A name or code in the certificates of the unit, with its days: a certificate is replaced every few years."""

    part_of = "unit"

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="identities", verbose_name=_("unit"))
    kind = models.CharField(_("kind of identity"), max_length=20, choices=IdentityKind)
    value = models.CharField(
        _("as in the certificate"),
        max_length=300,
        help_text=_("The name whole, or the code: 0400260612, 1047665, 000.00.22.H40."),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects: ClassVar[Any] = InForce.as_manager()

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("value",)

    class Meta:
        verbose_name = _("identity in certificates")
        verbose_name_plural = _("identities in certificates")
        ordering = ("unit", "kind", "value", "pk")
        constraints = (
            valid_period_constraint("unit_identity"),
            *once(
                "unit_identity_once",
                ("unit", "kind", "value", "valid_from"),
                nullable=("valid_from",),
                at="value",
                message=_("This identity is in the list already, with the same start."),
            ),
        )

    def __str__(self) -> str:
        return self.value

    @property
    def as_identity(self) -> Identity:
        """Kind and value as an `Identity`, to compare with those of a certificate."""
        return Identity(self.kind, self.value)

    def clean(self) -> None:
        super().clean()
        names = (IdentityKind.NAME, IdentityKind.ABOVE)
        if self.kind and self.kind not in names and self.value and not plain_code(self.value):
            raise ValidationError(
                {"value": _("A code has letters and digits; type it as in the certificate.")}
            )
