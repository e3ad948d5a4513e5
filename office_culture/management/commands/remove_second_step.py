"""Removes the second step of an account, for the operator: where nobody else may, as with the only superuser."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from office_culture.actions import second_factor
from office_culture.models import User


class Command(BaseCommand):
    """Also ends the sessions of the account; the event names nobody, as the server does not know who sits at it."""

    help = "Remove the second step of an account whose phone and recovery codes are lost."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        account = User.objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"There is no account “{username}”.")
        second_factor.reset(account=account, by=None)
        self.stdout.write(f"The password alone opens {username} now")
