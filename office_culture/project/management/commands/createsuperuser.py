"""Makes the first account of an installation, or another superuser: a person of the office who may sign in."""

import getpass
import os
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.management.commands.createsuperuser import Command as DjangoCommand
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext

from office_culture.actions.superusers import check_account, create_superuser, office_there_is
from office_culture.models import Unit, User
from office_culture.project.new_accounts import free_username

VARIABLE = "DJANGO_SUPERUSER_"


class Command(DjangoCommand):
    """Asks what does not follow from the rest, each once: the name, the office where there is none, the address.

    Without a password a code is shown that opens the account once, as for every new colleague.
    """

    help = "Create a superuser: an account with its person and its unit."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--unit", help="Name of the unit whose records the account keeps; a new office's name."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        asks = options["interactive"]
        if asks and hasattr(self.stdin, "isatty") and not self.stdin.isatty():
            self.stdout.write("Superuser creation skipped: there is nobody to ask. Use --noinput.")
            return
        try:
            given = self._asked(options) if asks else self._given(options)
            made = create_superuser(**given)
        except KeyboardInterrupt:
            self.stderr.write("\nOperation cancelled.")
            sys.exit(1)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        if options["verbosity"] >= 1:
            self.stdout.write(
                f"Superuser created: {made.account.username}, {made.account}, {made.account.unit}."
            )
        if made.code:
            self.stdout.write(f"Code for one sign-in within 24 hours, which asks for a password: {made.code}")

    # Answers without questions

    def _given(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answers of options and variables; raises `CommandError` where neither name is given."""
        username, full_name = (_answer(options, name) for name in ("username", "full_name"))
        if not username and not full_name:
            raise CommandError("You must use --username or --full_name with --noinput.")
        full_name = full_name or username
        return {
            "full_name": full_name,
            "username": username or free_username(full_name),
            "email": _answer(options, "email"),
            "unit": self._unit(_answer(options, "unit") or _name_of_new_office()),
            "password": os.environ.get(f"{VARIABLE}PASSWORD", ""),
        }

    def _unit(self, name: str) -> Unit:
        """The unit of this name; where none is named, that of the office; a new office where there is none at all."""
        if not Unit.objects.exists():
            return Unit(name=name)
        named = Unit.objects.filter(name=name).first()
        office = office_there_is()
        if named is None and name != _name_of_new_office():
            raise CommandError(f"There is no unit “{name}”.")
        if named is None and office is None:
            raise CommandError("Name the unit with --unit.")
        return named or office  # type: ignore[return-value]  # one of them is there

    # Questions

    def _asked(self, options: dict[str, Any]) -> dict[str, Any]:
        full_name = self._ask("Full name", options["full_name"], _checked("full_name"))
        unit = self._ask_unit(options["unit"])
        free = free_username(full_name)
        username = self._ask(f"User name [{free}]", options["username"], _checked("username", free))
        email = self._ask("E-mail address (may stay empty)", options["email"], _checked("email"))
        account = User(username=username, full_name=full_name, email=email)
        return {
            "full_name": full_name,
            "username": username,
            "email": email,
            "unit": unit,
            "password": self._ask_password(account),
        }

    def _ask_unit(self, given: str | None) -> Unit:
        """Asked only where there is no office yet: otherwise it is the office, or the unit of the option."""
        if Unit.objects.exists():
            return self._unit(given or _name_of_new_office())
        return Unit(name=self._ask("Name of the office", given, _office_name))

    def _ask(self, question: str, given: str | None, check: Callable[[str], str]) -> str:
        """The answer of the option or of the person; asked again only where it cannot be taken."""
        while True:
            try:
                return check(input(f"{question}: ") if given is None else given)
            except ValidationError as error:
                self.stderr.write("Error: " + "; ".join(error.messages))
                given = None

    def _ask_password(self, account: User) -> str:
        """A password that holds, or "" for a code."""
        while True:
            password = getpass.getpass("Password (empty: a code for the first sign-in is shown): ")
            if not password:
                return ""
            try:
                validate_password(password, account)
            except ValidationError as error:
                self.stderr.write("\n".join(error.messages))
                continue
            if getpass.getpass("Password, to be sure of it: ") == password:
                return password
            self.stderr.write("Error: these were two different passwords.")


def _answer(options: dict[str, Any], name: str) -> str:
    return (options[name] or os.environ.get(f"{VARIABLE}{name.upper()}", "")).strip()


def _name_of_new_office() -> str:
    """What an office is called until the set-up gives it its name."""
    with translation.override(settings.LANGUAGE_CODE):
        return gettext("The office")


def _checked(name: str, default: str = "") -> Callable[[str], str]:
    """A check of one field of the account, which takes an empty answer for `default`."""

    def check(typed: str) -> str:
        return check_account(name, typed.strip() or default)

    return check


def _office_name(typed: str) -> str:
    unit = Unit(name=typed.strip())
    unit.clean_fields(exclude={"kind"})
    return unit.name
