"""Facts on commendation."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.models import NomineeState
from awards.selectors.rounds import (
    AwardCount,
    Commendation,
    RoundFacts,
    awarded_lookups,
    commendation_of,
    given_lookups,
    revoked_lookups,
)
from office_culture.rules.facts import Fact, FactScope, ListedFacts, Rows
from office_culture.text.numbers import counted


class CommendationFacts(ListedFacts):
    """What the campaign's rounds propose and how far they are; what was awarded in the period."""

    prefix = "commendation"
    title = gettext_lazy("Commendation")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        found = commendation_of(scope)
        yield from _of_rounds(found)
        yield from _proposed(found)
        yield from _awarded(found, scope)
        yield from _given(found, scope)
        for one in found.rounds:
            if one.place:
                yield from _of_one_round(one, scope)


def _of_rounds(found: Commendation) -> Iterable[Fact]:
    rounds = found.rounds
    rows = Rows("awards.nominationround", {"pk__in": [one.pk for one in rounds]})
    names = list(dict.fromkeys(award.award for one in rounds for award in one.awards))
    yield Fact("commendation.rounds", _("nomination rounds"), len(rounds), f"{len(rounds):02}", rows)
    yield Fact("commendation.awards", _("awards proposed"), "; ".join(names) or None, "; ".join(names), rows)
    yield Fact(
        "commendation.state",
        _("how far the last round has come"),
        rounds[-1].state if rounds else None,
        rounds[-1].state if rounds else "tình trạng xét khen thưởng",
        rows,
    )


def _proposed(found: Commendation) -> Iterable[Fact]:
    rounds = [one.pk for one in found.rounds]
    lookups = {"nomination_round__in": rounds, "state__in": STANDING}
    awards = _joined(count for one in found.rounds for count in one.awards)
    yield from _counts("proposed", _("proposed"), "awards.nominee", lookups, awards)
    waiting = [one for one in found.rounds if not one.decided]
    number = sum(count.total for one in waiting for count in one.awards)
    rows = Rows("awards.nominee", {**lookups, "nomination_round__in": [one.pk for one in waiting]})
    yield Fact("commendation.in_progress", _("proposed and not decided yet"), number, counted(number), rows)


def _awarded(found: Commendation, scope: FactScope) -> Iterable[Fact]:
    yield from _counts("awarded", _("awarded"), "awards.conferral", awarded_lookups(scope), found.awarded)

    rows = Rows("awards.conferral", revoked_lookups(scope))
    yield Fact("commendation.revoked", _("revoked"), found.revoked, counted(found.revoked), rows)


def _given(found: Commendation, scope: FactScope) -> Iterable[Fact]:
    """Of those proposed in the rounds of the campaign: never more than were proposed."""
    lookups = given_lookups([one.pk for one in found.rounds], scope)
    awards = _joined(count for one in found.rounds for count in one.given)
    yield from _counts("given", _("awarded of those proposed"), "awards.conferral", lookups, awards)


def _of_one_round(one: RoundFacts, scope: FactScope) -> Iterable[Fact]:
    """The figures of one of several rounds; the keys without its place are those of all rounds together."""
    name = one.prefix.partition(".")[2]
    rows = Rows("awards.nominationround", {"pk": one.pk})
    label = f"{one.name}: {_('how far it has come')}"
    yield Fact(f"{one.prefix}.state", label, one.state, one.state, rows)
    proposed = {"nomination_round__in": [one.pk], "state__in": STANDING}
    label = f"{one.name}: {_('proposed')}"
    yield from _counts(f"{name}.proposed", label, "awards.nominee", proposed, one.awards)
    given = given_lookups([one.pk], scope)
    label = f"{one.name}: {_('awarded of those proposed')}"
    yield from _counts(f"{name}.given", label, "awards.conferral", given, one.given)


STANDING = [state.value for state in NomineeState if state != NomineeState.WITHDRAWN]


def _joined(counts: Iterable[AwardCount]) -> list[AwardCount]:
    """One line for each award, whatever round it stands in."""
    by_award: dict[int, AwardCount] = {}
    for count in counts:
        known = by_award.get(count.pk)
        by_award[count.pk] = AwardCount(
            count.pk,
            count.award,
            count.subject,
            count.collectives + (known.collectives if known else 0),
            count.individuals + (known.individuals if known else 0),
        )
    return list(by_award.values())


def _counts(
    name: str, label: str, model: str, lookups: dict[str, Any], awards: Iterable[AwardCount]
) -> Iterable[Fact]:
    """The number over all awards and for each award, each for collectives and for individuals."""
    awards = list(awards)
    of_kind = {
        "collectives": (_("collectives"), {"person__isnull": True}),
        "individuals": (_("individuals"), {"person__isnull": False}),
    }
    for kind, (who, further) in of_kind.items():
        number = sum(getattr(award, kind) for award in awards)
        rows = Rows(model, {**lookups, **further})
        yield Fact(f"commendation.{name}.{kind}", f"{label}: {who}", number, counted(number), rows)
    for award in awards:
        for kind, (who, further) in of_kind.items():
            number = getattr(award, kind)
            key = f"commendation.{name}.{award.slug}.{kind}"
            rows = Rows(model, {**lookups, **further, "award": award.pk})
            yield Fact(key, f"{label}: {award.award} – {who}", number, counted(number), rows)
