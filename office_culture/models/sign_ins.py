"""Devices that accounts sign in with, and the rules of roles on signing in."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office_culture.models.accounts import User
from office_culture.models.base import Record


class Device(models.Model):
    """A browser in which an account has signed in, and its session there; one row for each browser and account.

    The browser keeps a token in a cookie; only its hash is stored. `trusted` is set once all steps of a sign-in are
    passed: from then on failures elsewhere do not lock this device out. `session_key` is that of Django's session, ""
    where another one has ended it.
    """

    account = models.ForeignKey(
        User, models.PROTECT, related_name="devices", verbose_name=_("account"), editable=False
    )
    token_hash = models.CharField(max_length=64, editable=False)
    session_key = models.CharField(max_length=40, editable=False, default="", blank=True)
    browser = models.CharField(_("browser"), max_length=100, editable=False, default="", blank=True)
    address = models.GenericIPAddressField(_("address"), editable=False, null=True)
    signed_in_at = models.DateTimeField(_("signed in at"), editable=False)
    trusted = models.BooleanField(editable=False, default=False)

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        ordering = ("-signed_in_at", "pk")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=("account", "token_hash"), name="device_once"),
            models.UniqueConstraint(
                fields=("session_key",), condition=~Q(session_key=""), name="device_of_session"
            ),
        )

    def __str__(self) -> str:
        return self.browser or self.address or "–"


class SignInRule(Record):
    """What the office asks of a role at the sign-in."""

    group = models.ForeignKey(
        Group, models.PROTECT, related_name="sign_in_rules", verbose_name=_("role or group")
    )
    second_factor = models.BooleanField(
        _("second step"),
        default=True,
        help_text=_("Whoever has this role confirms each sign-in with a code from the phone."),
    )

    note = models.TextField(_("note"), blank=True, help_text=_("Who decided it, and with which paper."))
    name = models.CharField(_("role or group"), max_length=150, editable=False, default="")

    searched: ClassVar[tuple[str, ...]] = ("name",)
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name")

    class Meta:
        verbose_name = _("rule of signing in")
        verbose_name_plural = _("rules of signing in")
        ordering = ("name", "pk")
        indexes = (models.Index(fields=("name",), name="sign_in_rule_order"),)
        constraints = (
            models.UniqueConstraint(
                fields=("group",),
                name="sign_in_rule_once",
                violation_error_code="group",
                violation_error_message=_("This role has a rule already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.name = self.group.name
        super().derive()
