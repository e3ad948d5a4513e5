"""Accounts: who signs in, for which unit."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from office_culture.models.events import Verb
from office_culture.models.memory import Remembered
from office_culture.models.notices import MailChoice
from office_culture.models.people import Person
from office_culture.models.searched import Searched, SearchedQuerySet
from office_culture.models.units import Unit

if TYPE_CHECKING:
    from office_culture.models.substitutions import Substitution


class AccountQuerySet(SearchedQuerySet["User"]):
    """Queries on accounts, with search by words."""


class Accounts(UserManager.from_queryset(AccountQuerySet)):  # type: ignore[misc]
    """The manager of accounts; migrations do without it."""

    use_in_migrations = False


class User(Searched, Remembered, AbstractUser):
    """A person who signs in. The unit bounds the records that the account sees: that unit and all below it."""

    # Set for one request in which this account acts for another one; see `selectors.substitutions`.
    acts_under: "Substitution | None" = None

    # What `set_password` was given, until it is saved.
    _password: str | None

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

    code_expires = models.DateTimeField(
        _("code valid until"),
        null=True,
        editable=False,
        help_text=_(
            "Until then the account opens with the code that was given for it; a password is chosen then."
        ),
    )

    # The account itself chooses both on “My account”.
    notices_by_mail = models.CharField(
        _("notices by mail"), max_length=10, choices=MailChoice, default=MailChoice.DAILY, editable=False
    )
    mail_language = models.CharField(
        _("language of the mails"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        editable=False,
    )

    # Counts the changes of the account by people; a sign-in is none.
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects: ClassVar = Accounts()

    searched: ClassVar[tuple[str, ...]] = ("full_name", "username", "email")
    unremembered: ClassVar[tuple[str, ...]] = ("password", "last_login")

    REQUIRED_FIELDS: ClassVar[list[str]] = ["email", "full_name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ("username",)
        permissions = (("reset_user", _("Can give a code instead of the password of an account")),)

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, **kwargs: Any) -> None:
        """Saves the account; a new password is an event, whichever way it was set, and is never in it.

        Raises `RuntimeError` while the account acts for another one, whose unit it has then.
        """
        if self.acts_under is not None:
            raise RuntimeError("An account that acts for another one is not saved.")
        self.derive_search()
        written = kwargs.get("update_fields")
        changed = not self._state.adding and (written is None or bool(set(written) - {"last_login"}))
        if changed:
            self.version += 1
        if written is not None:
            kwargs["update_fields"] = {*written, "search_text", *(("version",) if changed else ())}
        # Django forgets the typed password when it only hashes the same one anew.
        if self._password is not None and not self._state.adding:
            kwargs["verb"] = kwargs.get("verb") or Verb.PASSWORD
        super().save(**kwargs)

    def set_password(self, raw_password: str | None) -> None:
        """Sets the password and ends the code, unless it is the code itself, which a sign-in may hash anew."""
        is_the_code = self.code_expires is not None and check_password(raw_password, self.password)
        super().set_password(raw_password)
        if not is_the_code:
            self.code_expires = None

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.rsplit(" ", 1)[-1] if self.full_name else self.username
