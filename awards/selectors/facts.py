"""Facts on commendation."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.selectors.rounds import rounds_of
from office_culture.facts import Fact, FactScope, ListedFacts, Rows


class CommendationFacts(ListedFacts):
    """Rounds of the campaign and the awards that they are for."""

    prefix = "commendation"
    title = gettext_lazy("Commendation")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        rounds = rounds_of(scope)
        rows = Rows("awards.nominationround", {"pk__in": [one.pk for one in rounds]})
        names = list(dict.fromkeys(name for one in rounds for name, _subject in one.awards))
        yield Fact("commendation.rounds", _("nomination rounds"), len(rounds), f"{len(rounds):02}", rows)
        yield Fact(
            "commendation.awards", _("awards proposed"), "; ".join(names) or None, "; ".join(names), rows
        )
        yield Fact(
            "commendation.state",
            _("how far the last round has come"),
            rounds[-1].state if rounds else None,
            rounds[-1].state if rounds else "tình trạng xét khen thưởng",
            rows,
        )
