"""For whom an account may act today, and the account with the rights of the one it acts for."""

import copy
import datetime
from typing import Any

from office_culture.models import Substitution, User

# The session has the key of the substitution under which its account acts.
SESSION_KEY = "acts_under"
# Nobody gives accounts, roles or substitutions away in another's name.
WITHHELD = (
    "auth.",
    *(
        f"office_culture.{verb}_{kind}"
        for kind in ("user", "signinrule", "substitution")
        for verb in ("view", "add", "change", "delete", "reset")
    ),
)


def in_force_for(account: User, day: datetime.date) -> list[Substitution]:
    """The substitutions under which the account may act on `day`, the one that ends first in front.

    Only for accounts that may sign in themselves; never for a superuser, who has no role to pass on.
    """
    if account.person_id is None:
        return []
    found: Any = Substitution.objects.on(day).filter(substitute=account.person_id)
    found = found.filter(principal__is_active=True, principal__is_superuser=False).exclude(principal=account)
    return list(found.select_related("principal__unit", "substitute").order_by("valid_to", "pk"))


def acting(account: User, substitution: Substitution) -> User:
    """The account as it acts under the substitution: it stays itself, with unit and rights of the principal alone."""
    as_substitute: Any = copy.copy(account)
    principal = substitution.principal
    as_substitute.acts_under = substitution
    as_substitute.is_superuser = False
    as_substitute.unit = principal.unit
    rights = {right for right in principal.get_all_permissions() if not right.startswith(WITHHELD)}
    as_substitute._perm_cache = rights  # where Django keeps the rights of an account
    made: User = as_substitute
    return made
