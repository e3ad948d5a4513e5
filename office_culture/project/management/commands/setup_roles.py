"""Gives the groups of the declared roles exactly their permissions."""

from typing import Any

from django.core.management.base import BaseCommand

from office_culture.project import roles


class Command(BaseCommand):
    """Safe to repeat; groups that no role declares are left alone."""

    help = "Creates or mends the groups of the declared roles."

    def handle(self, *args: Any, **options: Any) -> None:
        roles.set_up()
        for role in roles.ROLES:
            self.stdout.write(f"{role.name}: {len(roles.permissions(role))} permissions")
