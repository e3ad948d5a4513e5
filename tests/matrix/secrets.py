"""What no account of the matrix may know of: a row of every kind, each with a word of its own in all its texts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.contrib.auth.models import Group
from django.db import models

from campaign.models import CalendarFeed
from campaign.models.feeds import hash_of
from office_culture.models import Event, Unit, User
from office_culture.models.base import Record
from office_culture.models.frozen import door
from office_culture.project import roles
from office_culture.selectors.links import may_view
from tests.factories import FACTORIES
from tests.factories.office import PersonFactory, UserFactory
from tests.guards.foreign import PLANTED_KEY, planted
from tests.guards.registry import name_of, own_models
from tests.rights import granted

# A key that no row has: those of further rows follow that of the planted ones.
NO_KEY = 600_000_009
# Of calendar feeds that ended; a word of a planted row.
OLD_TOKEN = "matrix-old-token"
CODE = re.compile(r"Zq7x\d{3}")


def code_of(number: int) -> str:
    return f"Zq7x{number:03}"


@dataclass
class Secrets:
    """The planted kinds by their words, and for each account the words that it may read."""

    kinds: dict[str, type[models.Model]] = field(default_factory=dict)
    _known: dict[int, frozenset[str]] = field(default_factory=dict)

    def known_to(self, account: User | None) -> frozenset[str]:
        if account is None:
            return frozenset()
        if account.pk not in self._known:
            self._known[account.pk] = frozenset(
                code for code, kind in self.kinds.items() if _is_known(kind, account)
            )
        return self._known[account.pk]

    def leaked(self, text: str, account: User | None) -> set[str]:
        """The kinds whose words stand in `text`, and that the account may not know of."""
        return {
            name_of(self.kinds[code])
            for code in set(CODE.findall(text)) - self.known_to(account)
            if code in self.kinds
        }


def _is_known(kind: type[models.Model], account: User) -> bool:
    if not may_view(account, kind):
        return False
    if not issubclass(kind, Record):
        return True
    return bool(kind._default_manager.visible_to(account).filter(pk=PLANTED_KEY).exists())


def plant_all() -> Secrets:
    """Plants a row of each kind that has a factory; its texts hold its word and nothing else."""
    secrets = Secrets()
    for number, kind in enumerate(sorted(own_models(), key=name_of)):
        if kind not in FACTORIES or issubclass(kind, Event):
            continue
        planted(kind, code_of(number))
        secrets.kinds[code_of(number)] = kind
    with door("test"):
        CalendarFeed.objects.filter(pk=PLANTED_KEY).update(token_hash=hash_of(OLD_TOKEN), state="revoked")
    return secrets


def accounts(unit: Unit) -> dict[str, User | None]:
    """Who asks: nobody, who has no right, each role, and who has every right, all of one unit."""
    found: dict[str, User | None] = {
        "nobody": None,
        "no right": UserFactory(username="matrix-none", unit=unit),
        "all rights": granted(UserFactory(username="matrix-all", unit=unit)),
    }
    for role in roles.ROLES:
        account = UserFactory(
            username=f"matrix-{role.slug}", unit=unit, person=PersonFactory(unit=unit), is_staff=True
        )
        account.groups.add(Group.objects.get(name=role.name))
        found[role.slug] = User.objects.get(pk=account.pk)
    return found


__all__ = ["CODE", "NO_KEY", "OLD_TOKEN", "PLANTED_KEY", "Secrets", "accounts", "code_of", "plant_all"]
