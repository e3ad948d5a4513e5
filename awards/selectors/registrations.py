"""Registrations for titles against the awards received: what was registered and received is achieved."""

import datetime
from collections.abc import Iterable, Mapping

from awards.models import Award, Conferral
from campaign.models import TitleRegistration
from campaign.selectors.receipts import Receipt
from office_culture.text.names import spelling


def titles_received(
    registrations: Iterable[TitleRegistration], by: datetime.date | None
) -> Mapping[int, Receipt]:
    """The awards of the registered name, year and recipient that stand; two statements, however many there are.

    An award and a title are one where their names are the same but for capitals and spaces.
    """
    awards = {spelling(award.name): award.pk for award in Award.objects.only("name")}
    wanted = {
        row.pk: (awards[name], row.year, row.person_id, None if row.person_id else row.unit_id)
        for row in registrations
        if (name := spelling(row.title.name)) in awards
    }
    conferrals = Conferral.objects.active().filter(
        award__in={key[0] for key in wanted.values()}, year__in={key[1] for key in wanted.values()}
    )
    if by is not None:
        conferrals = conferrals.filter(decided_on__lte=by)
    receipts = {
        (row.award_id, row.year, row.person_id, None if row.person_id else row.unit_id): Receipt(row.decision)
        for row in conferrals.select_related("decision").order_by("-decided_on", "-pk")
    }
    return {pk: receipts[key] for pk, key in wanted.items() if key in receipts}
