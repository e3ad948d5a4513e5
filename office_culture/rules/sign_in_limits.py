"""How many wrong passwords are let through, and how long a sign-in is refused afterwards.

Our own measure. Failures count for `WINDOW`; a good sign-in takes none of them back.
"""

import datetime
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

WINDOW = datetime.timedelta(hours=24)
_MINUTES = datetime.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """After `free` failures within `WINDOW` nothing is tried for the time `first`, twice as long after each further
    failure, and at most for `longest`.
    """

    free: int
    first: datetime.timedelta
    longest: datetime.timedelta

    def wait(
        self, failures: int, last: datetime.datetime | None, now: datetime.datetime
    ) -> datetime.timedelta:
        """How long the next try has to wait from `now` on; zero where it may go on. `last` is the newest failure."""
        if last is None or failures < self.free:
            return datetime.timedelta()
        doubled = min(failures - self.free, 10)
        ends = last + min(self.first * 2**doubled, self.longest)
        return max(ends - now, datetime.timedelta())


# About eleven guesses a day, wherever they come from.
ACCOUNT = Limit(free=5, first=15 * _MINUTES, longest=720 * _MINUTES)
# A device that this account has signed in with; beyond it, it counts like any other.
DEVICE = Limit(free=5, first=15 * _MINUTES, longest=720 * _MINUTES)
# An office may stand behind one address, so many mistype from there and nobody waits for longer than an hour.
ADDRESS = Limit(free=20, first=15 * _MINUTES, longest=60 * _MINUTES)
# Failures of everybody within `MANY_WITHIN` from which a warning is written; nothing is refused.
MANY, MANY_WITHIN = 100, 60 * _MINUTES


def key_of(username: str) -> str:
    """What failures of a name are stored under: people type passwords into the wrong field."""
    return salted_hmac("office_culture.sign_ins", username).hexdigest()
