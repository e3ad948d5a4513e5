"""Rules for every council: who takes part, which share is enough, and who has an interest of their own."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from office_culture.models.councils import ConflictGround

HUNDRED = 100


def reaches(part: int, whole: int, percent: Decimal) -> bool:
    """Whether `part` of `whole` is at least `percent`, both rounded to two decimals: 6 of 9 reaches 66,67%.

    Rules state shares with two decimals, so two thirds can only be written as 66,67. In councils of less than 200 seats
    this lets nothing pass that lies below a whole percentage. Integers only; 0 of 0 reaches nothing.
    """
    if whole <= 0:
        return False
    hundredths = (part * HUNDRED * HUNDRED * 2 + whole) // (2 * whole)
    return hundredths >= int(percent * HUNDRED)


def least_that_reaches(whole: int, percent: Decimal) -> int:
    """The smallest number of `whole` that reaches `percent`: 7 of 9 for 70%. 0 where there is nobody."""
    return next((part for part in range(whole + 1) if reaches(part, whole, percent)), 0)


@dataclass(frozen=True, slots=True)
class Member:
    """One seat with its attendance on the day; `units` are the paths of the units in which its person is posted."""

    seat: int
    person: int
    name: str
    post: str
    role: str
    votes: bool
    present: bool = False
    opinion: str = ""
    opinion_counts: bool = False
    units: tuple[str, ...] = ()
    gender: str = ""

    @property
    def takes_part(self) -> bool:
        """Whether a ballot of this member can be among those handed in."""
        return self.votes and (self.present or self.opinion_counts)


def conflict_of(
    person: int,
    concerned: Collection[int | None],
    units: Iterable[str] = (),
    *,
    unit_path: str = "",
    council_path: str = "",
) -> str:
    """Why the records say that a member neither votes nor scores: a value of `ConflictGround`, or "".

    `person` is the member's, `units` are the paths of the units where that person is posted; `concerned` are the people
    judged, `unit_path` their unit where its members step back as well. The unit of the council itself, and whatever
    lies above it, is nobody's "own unit": otherwise nobody could vote on the office as a collective. Practice
    (regulation of Đồng Nai province); not in the decrees that were read.
    """
    if person in concerned:
        return ConflictGround.SELF
    if not unit_path or council_path.startswith(unit_path):
        return ""
    return ConflictGround.UNIT if any(path.startswith(unit_path) for path in units) else ""
