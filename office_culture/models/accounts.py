"""Accounts: who signs in, for which unit."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from office_culture.models.memory import Remembered
from office_culture.models.people import Person
from office_culture.models.units import Unit


class User(Remembered, AbstractUser):
    """A person who signs in. The unit bounds the records that the account sees: that unit and all below it."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("full name"), max_length=100)
    person = models.OneToOneField(
        Person, models.PROTECT, related_name="account", verbose_name=_("person"), null=True, blank=True
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="accounts",
        verbose_name=_("keeps the records of"),
        null=True,
        blank=True,
        help_text=_(
            "This account sees the records of this unit and of the units below it; empty: only common ones."
        ),
    )

    unremembered: ClassVar[tuple[str, ...]] = ("password", "last_login")

    REQUIRED_FIELDS: ClassVar[list[str]] = ["email", "full_name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ("username",)

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.rsplit(" ", 1)[-1] if self.full_name else self.username
