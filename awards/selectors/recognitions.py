"""Recognised innovations as pages on commendation show them: level, reach, decision, and the share of one author."""

import datetime
from dataclasses import dataclass
from typing import Any

from awards.models import Nominee
from campaign.models import RecognitionLevel
from campaign.selectors.recognitions import (
    RecognisedInnovation,
    recognised_for_person,
    recognised_for_unit,
)
from office_culture.models import Person, Unit
from office_culture.text.citations import short
from office_culture.text.numbers import percent


@dataclass(frozen=True, slots=True)
class OwnInnovation:
    """One recognised innovation of a person or a unit; what is not known of it is ""."""

    pk: int
    title: str
    year: int | None
    level: Any
    recognised_on: datetime.date | None
    decision: str
    reach: Any
    confirmed_on: datetime.date | None
    share: str


def innovations_of_person(person: Person, day: datetime.date) -> list[OwnInnovation]:
    """All recognised up to `day`, the latest first, each with the share of `person` where it is known."""
    found = recognised_for_person(person, datetime.date.min, day)
    return [_own_innovation(item, item.share_of(person.pk)) for item in reversed(found)]


def innovations_of_unit(unit: Unit, day: datetime.date) -> list[OwnInnovation]:
    """Those of the unit and the units below it, recognised up to `day`, the latest first."""
    return [
        _own_innovation(item, None) for item in reversed(recognised_for_unit(unit, datetime.date.min, day))
    ]


def innovations_of(nominee: Nominee, day: datetime.date) -> list[OwnInnovation]:
    """The recognised innovations of the nominee, person or collective."""
    if nominee.person:
        return innovations_of_person(nominee.person, day)
    return innovations_of_unit(nominee.unit, day)


def _own_innovation(innovation: RecognisedInnovation, share: Any) -> OwnInnovation:
    return OwnInnovation(
        pk=innovation.row,
        title=innovation.title,
        year=innovation.year,
        level=RecognitionLevel(innovation.level).label if innovation.level else "",
        recognised_on=innovation.recognised_on,
        decision=short(innovation.decision) if innovation.decision else "",
        reach=RecognitionLevel(innovation.reach).label if innovation.reach else "",
        confirmed_on=innovation.confirmed_on,
        share="" if share is None else percent(share),
    )
