"""Histories in a few words, kept in the database as an office would keep them."""

import datetime

from django.utils import timezone

from awards.models import (
    Award,
    ConditionKind,
    Conferral,
    Ground,
    Judgement,
    NominationRoundState,
    Nominee,
    RuleCondition,
)
from awards.selectors.eligibility import assessments, standards_of
from campaign.models.innovations import InnovationState
from tests.factories.awards import (
    ConferralFactory,
    DossierFactory,
    ImpedimentFactory,
    NominationRoundFactory,
    NomineeFactory,
    RuleConditionFactory,
    ServiceLeaveFactory,
    YearlyRatingFactory,
)
from tests.factories.innovations import InnovationAuthorFactory, InnovationFactory, ReviewSessionFactory
from tests.factories.office import PersonFactory, PostingFactory, UnitFactory, UserFactory

# One day in each legal regime; the achievement period is the year before.
REGIMES = {
    "before-2024": datetime.date(2022, 1, 10),
    "from-2024": datetime.date(2025, 1, 10),
    "from-july-2025": datetime.date(2026, 1, 10),
    "from-october-2026": datetime.date(2027, 1, 10),
}


def day(year: int, month: int = 1, number: int = 1) -> datetime.date:
    return datetime.date(year, month, number)


def _years(words) -> list[int]:
    return [int(word) for word in words] or [0]


class Case:
    """A nominee of a yearly round, to whom history is added; years are counted back from the period: 0, -1, -2."""

    def __init__(
        self, regime: str, award: str, *, collective: bool = False, ground: str = Ground.MERIT
    ) -> None:
        opened = REGIMES[regime]
        self.year = opened.year - 1
        self.unit = UnitFactory()
        held = NominationRoundFactory(
            unit=self.unit,
            ground=ground,
            opened_on=opened,
            period_start=day(self.year),
            period_end=day(self.year, 12, 31),
        )
        self.dossier = DossierFactory(unit=self.unit, round=held)
        self.person = None if collective else PersonFactory(unit=self.unit)
        self.nominee = self._put_up(award, self.person)

    def decided(self) -> "Case":
        """The round is over before the next legal regime begins."""
        held = self.dossier.round
        held.state, held.closed_on = NominationRoundState.DECIDED, held.opened_on
        held.save()
        return self

    def _put_up(self, code: str, person) -> Nominee:
        return NomineeFactory(
            dossier=self.dossier, award=Award.objects.get(code=code), person=person, unit=self.unit
        )

    def holds(self, code: str, *years: int, ground: str = Ground.MERIT, person=None) -> "Case":
        for back in years:
            year = self.year + back
            ConferralFactory(
                award=Award.objects.get(code=code),
                person=person or self.person,
                unit=self.unit,
                ground=ground,
                period_start=day(year),
                period_end=day(year, 12, 31),
                decided_on=day(year + 1, 1, 5),
            )
        return self

    def revoked(self, code: str, year: int) -> "Case":
        self.holds(code, year)
        held = Conferral.objects.latest("pk")
        held.revoked_on, held.revoked_because = day(self.year, 12, 1), "Kê khai không đúng"
        held.save()
        return self

    def rated(self, rating: str, *years: int, person=None) -> "Case":
        for back in years:
            YearlyRatingFactory(
                person=person or self.person, unit=self.unit, year=self.year + back, rating=rating
            )
        return self

    def proposed(self, code: str) -> "Case":
        self._put_up(code, self.person)
        return self

    def innovation(self, level: str, back: int = 0) -> "Case":
        """`level` is empty for a proposal that nobody decided on, "refused" for one that was not recognised."""
        year = self.year + back
        if level in {"", "refused"}:
            made = InnovationFactory(unit=self.unit, year=year)
        else:
            made = InnovationFactory(
                unit=self.unit, year=year, recognised=True, level=level, recognised_on=day(year, 6)
            )
        if self.person:
            InnovationAuthorFactory(innovation=made, person=self.person, share_percent=100)
        if level == "refused":
            made.submitted_on = day(year, 3)
            made.session = ReviewSessionFactory()
            made.state, made.state_reason = InnovationState.NOT_RECOGNISED, "Chưa chứng minh hiệu quả"
            made.save()
        return self

    def blocked(self, kind: str, start: datetime.date, end=None, *, measure: str = "", person=None) -> "Case":
        ImpedimentFactory(
            person=person or self.person,
            unit=self.unit,
            kind=kind,
            begun_on=start,
            ended_on=end,
            measure=measure,
        )
        return self

    def asks_months(self, least: int) -> None:
        """The office asks for so many months of service besides."""
        RuleConditionFactory(
            rule=standards_of(self.nominee)[0], kind=ConditionKind.SERVICE, rating="", least=least
        )

    def record(self, told: str) -> None:
        """One record in the words of tests/data/eligibility.toml."""
        what, *words = told.split()
        match what:
            case "rated":
                self.rated(words[0], *_years(words[1:]))
            case "holds":
                ground = next((word for word in words if word in Ground.values), Ground.MERIT)
                self.holds(words[0], *_years(word for word in words[1:] if word != ground), ground=ground)
            case "revoked":
                self.revoked(words[0], int(words[1]))
            case "proposed":
                self.proposed(words[0])
            case "innovation":
                level = "" if words[0] == "open" else words[0]
                self.innovation(level, *_years(words[1:]))
            case "discipline" | "inspection" | "complaint":
                start, end, *measure = words
                self.blocked(what, self._month(start), self._end(end), measure="".join(measure))
            case "judged":
                self.judged(words[0] == "yes")
            case "posted":
                PostingFactory(person=self.person, unit=self.unit, valid_from=self._month(words[0]))
            case "leave":
                kind, start, end, counts = words
                ServiceLeaveFactory(
                    person=self.person,
                    kind=kind,
                    begun_on=self._month(start),
                    ended_on=self._end(end),
                    counts=counts == "counts",
                )
            case number if number.isdecimal():
                self.members(*[" ".join(words[1:]).replace("unknown", "")] * int(number))
            case _:
                raise ValueError(told)

    def _month(self, told: str) -> datetime.date:
        """The first day of "year/month", the year counted from that of the achievements."""
        year, month = map(int, told.split("/"))
        return day(self.year + year, month)

    def _end(self, told: str) -> datetime.date | None:
        """The last day of that month; None for "open"."""
        if told == "open":
            return None
        start = self._month(told)
        return (start + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)

    def members(self, *codes: str) -> "Case":
        """Members by what they were rated and hold: "good ldtt", "failed", or "" of whom nothing is known."""
        for words in codes:
            member = PersonFactory(unit=self.unit)
            PostingFactory(person=member, unit=self.unit, valid_from=day(self.year - 3))
            for word in words.split():
                if word in {"excellent", "good", "completed", "failed"}:
                    self.rated(word, 0, person=member)
                elif word in {"warning", "reprimand", "discipline"}:
                    measure = "" if word == "discipline" else word
                    start, end = day(self.year, 2), day(self.year, 8)
                    self.blocked("discipline", start, end, measure=measure, person=member)
                else:
                    self.holds(word, 0, person=member)
        return self

    def judged(self, met: bool) -> "Case":
        condition = RuleCondition.objects.get(rule=standards_of(self.nominee)[0], kind=ConditionKind.JUDGED)
        Judgement.objects.create(
            nominee=self.nominee,
            condition=condition,
            met=met,
            because="Biên bản họp",
            judged_by=UserFactory(),
            judged_at=timezone.now(),
        )
        return self

    @property
    def assessment(self):
        nominee = Nominee.objects.select_related("unit", "award", "nomination_round").get(pk=self.nominee.pk)
        return assessments([nominee])[nominee.pk]

    @property
    def verdict(self) -> str:
        return self.assessment.verdict.value
