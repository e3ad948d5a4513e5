"""Largest shares, by hand: a share is never exceeded by rounding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.models import Award
from awards.rules.ratios import most_allowed
from awards.selectors.ratios import ratios_of
from tests.awards.histories import Case, day
from tests.awards.pages import change
from tests.factories.awards import ConferralFactory, DossierFactory, NomineeFactory
from tests.factories.office import PersonFactory, UnitFactory

LDTT, CSTD = "lao-dong-tien-tien", "cstd-co-so"
GOOD_UNIT, BEST_UNIT = "tap-the-tien-tien", "tap-the-xuat-sac"


@pytest.mark.parametrize(
    ("percent", "base", "least", "most"),
    [
        ("15", 0, 0, 0),
        ("15", 6, 0, 0),  # 0,9
        ("15", 7, 0, 1),  # 1,05
        ("15", 20, 0, 3),  # exactly 3
        ("15", 27, 0, 4),  # 4,05
        ("15", 26, 0, 3),  # 3,9
        ("15", 67, 0, 10),  # 10,05
        ("20", 4, 1, 1),  # 0,8, yet at least one
        ("20", 11, 1, 2),  # 2,2
        ("33.33", 3, 0, 0),  # 0,9999
        ("100", 5, 0, 5),
    ],
)
def test_as_calculated_by_hand(percent, base, least, most):
    assert most_allowed(Decimal(percent), base, least) == most


@given(st.decimals(min_value=0, max_value=100, places=2), st.integers(min_value=0, max_value=10_000))
def test_one_more_would_be_too_many(percent, base):
    most = most_allowed(percent, base)
    assert most * 100 <= percent * base < (most + 1) * 100


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
class TestOfARound:
    @pytest.fixture
    def case(self):
        return Case("before-2024", CSTD)

    def with_award(self, case, number):
        for _ in range(number):
            case.holds(LDTT, 0, person=PersonFactory(unit=case.unit))

    def test_three_of_at_most_four(self, case):
        self.with_award(case, 27)
        for _ in range(2):
            case._put_up(CSTD, PersonFactory(unit=case.unit))
        (line,) = ratios_of(case.dossier.round)
        assert (line.proposed, line.most, line.base) == (3, 4, 27)
        assert not line.exceeded
        assert "91/2017" in line.source
        assert line.confirmation == ""

    def test_one_too_many(self, case):
        self.with_award(case, 6)
        (line,) = ratios_of(case.dossier.round)
        assert (line.proposed, line.most) == (1, 0)
        assert line.exceeded

    def test_who_holds_and_is_proposed_counts_once(self, case):
        case.holds(LDTT, 0).proposed(LDTT)
        case._put_up(LDTT, PersonFactory(unit=case.unit))
        (line,) = ratios_of(case.dossier.round)
        assert line.base == 2

    def test_the_withdrawn_and_the_revoked_count_nowhere(self, case):
        case.revoked(LDTT, 0)
        gone = case._put_up(CSTD, PersonFactory(unit=case.unit))
        gone.state, gone.state_reason = "withdrawn", "Xin rút"
        gone.save()
        (line,) = ratios_of(case.dossier.round)
        assert (line.proposed, line.base) == (1, 0)

    def test_dossiers_of_all_units_count_together(self, case):
        below = UnitFactory(parent=case.unit)
        dossier = DossierFactory(round=case.dossier.round, unit=below)
        person = PersonFactory(unit=below)
        NomineeFactory(dossier=dossier, award=Award.objects.get(code=CSTD), person=person)
        (line,) = ratios_of(case.dossier.round)
        assert line.proposed == 2

    # Holders of LĐTT, proposed for it only, for both, for CSTĐCS; by hand: base, 15% of it, whether too many.
    @pytest.mark.parametrize(
        ("holders", "titles", "both", "proposed", "base", "most", "exceeded"),
        [
            (20, 0, 0, 3, 20, 3, False),  # 3,00: exactly at the limit
            (20, 0, 0, 4, 20, 3, True),
            (13, 6, 0, 2, 19, 2, False),  # 2,85 is rounded down
            (13, 6, 0, 3, 19, 2, True),
            (13, 6, 1, 2, 20, 3, False),  # one more who is proposed for both, and counts once: 3,00
            (0, 7, 0, 1, 7, 1, False),  # 1,05: all are still proposed
            (6, 0, 0, 1, 6, 0, True),  # 0,90: nobody
        ],
    )
    def test_of_those_who_hold_and_those_proposed(
        self, case, holders, titles, both, proposed, base, most, exceeded
    ):
        self.with_award(case, holders)
        case.dossier.nominees.all().delete()
        for _ in range(titles):
            case._put_up(LDTT, PersonFactory(unit=case.unit))
        for _ in range(both):
            person = PersonFactory(unit=case.unit)
            case._put_up(LDTT, person)
            case._put_up(CSTD, person)
        for _ in range(proposed - both):
            case._put_up(CSTD, PersonFactory(unit=case.unit))
        (line,) = ratios_of(case.dossier.round)
        assert (line.proposed, line.base, line.most, line.exceeded) == (proposed, base, most, exceeded)

    @pytest.mark.parametrize(
        ("collectives", "proposed", "most", "exceeded"),
        [(3, 1, 1, False), (3, 2, 1, True), (10, 2, 2, False), (11, 3, 2, True), (15, 3, 3, False)],
    )
    def test_of_collectives_at_least_one(self, collectives, proposed, most, exceeded):
        """20% of the advanced collectives, yet at least one: 0,6 → 1; 2,0; 2,2 → 2; 3,0."""
        case = Case("from-july-2025", BEST_UNIT, collective=True)
        award = Award.objects.get(code=GOOD_UNIT)
        units = [case.unit, *(UnitFactory(parent=case.unit) for _ in range(collectives - 1))]
        for unit in units:
            ConferralFactory(
                award=award,
                unit=unit,
                period_start=day(case.year),
                period_end=day(case.year, 12, 31),
                decided_on=day(case.year + 1, 1, 5),
            )
        for unit in units[1:proposed]:
            NomineeFactory(
                dossier=case.dossier, award=Award.objects.get(code=BEST_UNIT), person=None, unit=unit
            )
        (line,) = ratios_of(case.dossier.round)
        assert (line.proposed, line.base, line.most) == (proposed, collectives, most)
        assert line.exceeded is exceeded

    def test_holders_of_another_year_or_office_are_no_base(self, case):
        case.holds(LDTT, -1, person=PersonFactory(unit=case.unit))
        ConferralFactory(
            award=Award.objects.get(code=LDTT),
            person=PersonFactory(),
            period_start=day(case.year),
            period_end=day(case.year, 12, 31),
        )
        (line,) = ratios_of(case.dossier.round)
        assert line.base == 0

    def test_the_page_of_the_round_says_three_of_at_most_four(self, case, superuser, english):
        self.with_award(case, 27)
        for _ in range(2):
            case._put_up(CSTD, PersonFactory(unit=case.unit))
        assert "3 of at most 4" in english(superuser).get(change(case.dossier.round)).content.decode()
        case._put_up(CSTD, PersonFactory(unit=case.unit))
        assert "4 of at most 4" in english(superuser).get(change(case.dossier.round)).content.decode()

    def test_a_ratio_that_nobody_confirmed_says_so(self):
        (line,) = ratios_of(Case("from-july-2025", CSTD).dossier.round)
        assert line.confirmation
