"""Facts on innovations."""

from collections.abc import Iterable

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaign.models import RecognitionLevel
from campaign.selectors.facts.build import count, rows_of, words
from campaign.selectors.innovations import InnovationRow, innovations
from office_culture.facts import Fact, FactScope, ListedFacts, Rows


class InnovationFacts(ListedFacts):
    """How many there are, and how many at each level of recognition."""

    prefix = "innovations"
    title = _("Innovations")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        found = innovations(scope)
        recognised = [row for row in found if row.level]
        yield _count("count", _now("innovations of the period"), found)
        yield _count("recognised", _now("recognised innovations"), recognised)
        for level in RecognitionLevel:
            label = _now("innovations recognised at: %(level)s") % {"level": level.label}
            yield _count(level.value, label, [row for row in found if row.level == level])
        unrecognised = [row for row in found if not row.level]
        yield _count("unrecognised", _now("innovations without recognition"), unrecognised)
        titles = "; ".join(f"“{row.title}”" for row in found)
        yield words("innovations.titles", _now("titles of the innovations"), titles, _rows(found))


def _count(name: str, label: str, found: Iterable[InnovationRow]) -> Fact:
    some = list(found)
    return count(f"innovations.{name}", label, len(some), _rows(some))


def _rows(found: Iterable[InnovationRow]) -> Rows:
    return rows_of("innovation", [row.row for row in found])
