"""How many a largest share allows."""

from dataclasses import dataclass
from decimal import Decimal


def most_allowed(percent: Decimal, base: int, least: int = 0) -> int:
    """The largest number that does not exceed `percent` of `base`: 15% of 27 is 4. Never below `least`."""
    return max(int(percent * base // 100), least)


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many are proposed, how many are allowed, of how many."""

    award: str
    recipient: str
    proposed: int
    base: int
    base_award: str
    most: int
    source: str
    confirmation: str = ""

    @property
    def exceeded(self) -> bool:
        """Whether more are proposed than allowed."""
        return self.proposed > self.most
