"""The counts of case files of a period, added up over returns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from campaign.models import CaseFileReturn
from campaign.rules.case_files import Known
from campaign.selectors.case_file_days import add_up, joints
from office_culture.text.numbers import share

_SHARES = (
    "early_share",
    "on_time_share",
    "overdue_share",
    "returned_share",
    "in_time_share",
    "in_time_share_of_kept",
)


@dataclass(frozen=True, slots=True)
class CaseFileCounts:
    """The counts of a period, None where a return does not give them. Practice counts a returned file as resolved.

    `shares_of` has for each share its part and its whole, over the returns that give both.
    """

    received: int | None
    new: int | None
    carried_over: int | None
    resolved: int | None
    early: int | None
    on_time: int | None
    in_time: int | None
    overdue: int | None
    returned: int | None
    in_progress: int | None
    shares_of: Mapping[str, tuple[int, int]]

    @property
    def mismatch(self) -> int:
        """Received minus resolved minus in progress: 0 where all returns fit, or where one of them is not known."""
        if self.received is None or self.resolved is None or self.in_progress is None:
            return 0
        return self.received - self.resolved - self.in_progress

    def share(self, name: str) -> Decimal | None:
        """The share of that name in percent; None where no return gives it, or its whole is 0.

        `in_time_share_of_kept` leaves returned files out, every other one is a share of all resolved.
        """
        return share(*self.shares_of[name]) if name in self.shares_of else None

    @property
    def in_time_is_of_all(self) -> bool:
        """Whether the share in time is one of all resolved, and not only of returns that give it."""
        return self.shares_of.get("in_time_share", (0, None))[1] == self.resolved


def tally(returns: Sequence[CaseFileReturn]) -> CaseFileCounts:
    """The returns added up.

    Of returns that follow each other only the first counts for files carried over, and only the last for files in
    progress.
    """
    followed = joints(returns)
    later = {row.pk for joint in followed for row in joint.later}
    earlier = {row.pk for joint in followed for row in joint.earlier}
    all_counts = [row.counts for row in returns]
    first = [counts for row, counts in zip(returns, all_counts, strict=True) if row.pk not in later]
    last = [counts for row, counts in zip(returns, all_counts, strict=True) if row.pk not in earlier]
    received = [
        counts["new" if row.pk in later else "received"]
        for row, counts in zip(returns, all_counts, strict=True)
    ]
    sums = ("new", "early", "on_time", "in_time", "overdue", "returned", "resolved")
    return CaseFileCounts(
        **{name: add_up(counts[name] for counts in all_counts) for name in sums},
        received=add_up(received),
        carried_over=add_up(counts["carried_over"] for counts in first),
        in_progress=add_up(counts["in_progress"] for counts in last),
        shares_of=dict(_shares_of(all_counts)),
    )


def _shares_of(all_counts: Sequence[Known]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Part and whole of each share over the returns that give both; a share that no return gives is left out."""
    for name in _SHARES:
        part, whole = (
            ("in_time", "kept") if name.endswith("_of_kept") else (name.removesuffix("_share"), "resolved")
        )
        pairs = [
            (counts[part] or 0, counts[whole] or 0)
            for counts in all_counts
            if counts[part] is not None and counts[whole] is not None
        ]
        if pairs:
            yield name, (sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs))
