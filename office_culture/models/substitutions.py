"""Who stands in for an account for some days, and in which form this person signs papers meanwhile."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record
from office_culture.models.outgoing import SignatureForm
from office_culture.models.people import Person
from office_culture.models.periods import InForce, valid_period_constraint
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from office_culture.models.accounts import User

# The forms in which somebody signs in the place of another person.
IN_PLACE = (
    SignatureForm.DEPUTY,
    SignatureForm.BY_ORDER,
    SignatureForm.BY_AUTHORISATION,
    SignatureForm.ACTING,
)
OVERSEES = "office_culture.view_user"


class SubstitutionQuerySet(InForce):
    """Substitutions, asked by day through `on(day)`."""

    def visible_to(self, user: "User") -> Self:
        """Those that concern the account; all of them for whoever may look at accounts."""
        if user.is_superuser or user.has_perm(OVERSEES):
            return self
        return self.filter(Q(principal=user) | Q(substitute__account=user))


class Substitution(Record):
    """From `valid_from` to `valid_to` the account of `substitute` may act with the rights of `principal`, and no other.

    An empty `signature_form` is for work without papers to sign.
    """

    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="substitutions",
        verbose_name=_("who is away"),
        editable=False,
    )
    substitute = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="substitutions",
        verbose_name=_("substitute"),
        limit_choices_to={"account__is_active": True},
        help_text=_("Somebody with an account. What waits for you waits for both of you meanwhile."),
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"))
    because = models.CharField(
        _("decision or reason"),
        max_length=300,
        help_text=_("For example the number of the decision, or leave."),
    )
    signature_form = models.CharField(
        _("signs papers with"),
        max_length=5,
        choices=[(form.value, form.label) for form in IN_PLACE],
        blank=True,
        help_text=_("KT. for a deputy, TUQ. with an authorisation in writing. Empty: signs no papers."),
    )
    signer_post = models.CharField(
        _("post of the substitute"),
        max_length=150,
        blank=True,
        help_text=_("As papers print it below KT. or TUQ. Empty: the post on the first day."),
    )

    # The substitute and the days.
    name = models.CharField(_("substitution"), max_length=150, editable=False, default="")

    objects: ClassVar[Any] = SubstitutionQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("name", "because")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name")

    class Meta:
        verbose_name = _("substitution")
        verbose_name_plural = _("substitutions")
        ordering = ("-valid_from", "pk")
        indexes = (models.Index(fields=("-valid_from",), name="substitution_order"),)
        constraints = (
            valid_period_constraint("substitution"),
            models.CheckConstraint(
                name="substitution_signs_with_a_post",
                condition=Q(signature_form="") | ~Q(signer_post=""),
                violation_error_code="signer_post",
                violation_error_message=_("Say with which post the substitute signs."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.name = f"{self.substitute} ({numeric(self.valid_from)} – {numeric(self.valid_to)})"[:150]
        super().derive()

    def clean(self) -> None:
        """Fills in the post of the first day; nobody stands in for themselves."""
        super().clean()
        if self.substitute_id is None:
            return
        if self.principal.person_id == self.substitute_id:
            raise ValidationError({"substitute": gettext("Name somebody else.")})
        if self.signature_form and not self.signer_post and self.valid_from:
            self.signer_post = self.substitute.post_on(self.valid_from)
