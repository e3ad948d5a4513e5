"""Who is reminded of a task: those who take its next step, and the units that help."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from campaign.models import Task, TaskState
from campaign.models.plans import paths_above
from office_culture.models import MailChoice, Unit, User

# Accounts get their rights from groups and permissions only; other ways of signing in grant none.
RIGHTS = "django.contrib.auth.backends.ModelBackend"
LEAD = "campaign.change_task"
STEER = "campaign.steer_task"


class AddressBook:
    """Mail addresses of the accounts that may act on tasks, by unit. Three statements, however many tasks there are.

    Who has chosen notices by mail hears of these tasks there, and is left out here.
    """

    def of_task(self, task: Task) -> tuple[str, ...]:
        """Addresses for an open task: those of the lead unit and of the units that help; for a reported one: those
        who steer its plan. Reads the lead unit, the plan's unit and the partners, so whoever asks for many tasks
        fetches them before.
        """
        return tuple(address for address in self._acting(task) if address not in self._notified_addresses)

    def _acting(self, task: Task) -> tuple[str, ...]:
        if task.state == TaskState.REPORTED:
            return _nearest(self._steering, task.plan.unit)
        helpers = (self._working.get(partner.unit.path, ()) for partner in task.partners.all())
        return tuple(dict.fromkeys((*_nearest(self._working, task.lead_unit), *_flat(helpers))))

    @cached_property
    def _notified_addresses(self) -> set[str]:
        chosen = User.objects.exclude(notices_by_mail=MailChoice.NEVER).filter(is_active=True)
        return set(chosen.order_by().values_list("email", flat=True))

    @cached_property
    def _working(self) -> dict[str, tuple[str, ...]]:
        return _addresses(LEAD)

    @cached_property
    def _steering(self) -> dict[str, tuple[str, ...]]:
        return _addresses(STEER)


def _nearest(book: dict[str, tuple[str, ...]], unit: Unit) -> tuple[str, ...]:
    """Addresses of the unit itself; where it has none, of the nearest unit above that has one."""
    return next((book[path] for path in reversed(paths_above(unit.path)) if path in book), ())


def _addresses(right: str) -> dict[str, tuple[str, ...]]:
    accounts = (
        User.objects.with_perm(right, backend=RIGHTS)
        .filter(unit__isnull=False)
        .exclude(email="")
        .order_by("username")
    )
    found: dict[str, list[str]] = defaultdict(list)
    for path, address in accounts.values_list("unit__path", "email").distinct():
        if address not in found[path]:
            found[path].append(address)
    return {path: tuple(addresses) for path, addresses in found.items()}


def _flat(groups: Iterable[tuple[str, ...]]) -> Iterable[str]:
    return (address for group in groups for address in group)
