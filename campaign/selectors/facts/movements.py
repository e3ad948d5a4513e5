"""Facts on movements beside the campaign."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import MovementLevel
from campaign.selectors.facts.build import count, rows_of, words
from campaign.selectors.movements import movements
from office_culture.rules.facts import Fact, FactScope, ListedFacts


class MovementFacts(ListedFacts):
    """How many ran, in all and by level, and their names."""

    prefix = "movements"
    title = _("Other movements")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        found = movements(scope)
        rows = rows_of("movement", [row.row for row in found])
        yield count("movements.count", gettext("other movements"), len(found), rows)
        for level in MovementLevel:
            some = [row.row for row in found if row.level == level]
            label = gettext("other movements, level: %(level)s") % {"level": level.label}
            yield count(f"movements.{level.value}", label, len(some), rows_of("movement", some))
        names = "; ".join(f"“{row.name}”" for row in found)
        yield words("movements.names", gettext("names of the other movements"), names, rows)
