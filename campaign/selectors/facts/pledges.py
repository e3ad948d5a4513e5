"""Facts on pledges and on registrations for titles, year by year."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.selectors.facts.build import count, rows_of
from campaign.selectors.pledges import Kept, pledge_years, registration_years
from office_culture.rules.facts import Fact, FactScope, ListedFacts


class PledgeFacts(ListedFacts):
    """`pledges.2021.count`, `pledges.2021.targets`, `pledges.2021.kept` and so on."""

    prefix = "pledges"
    title = _("Emulation pledges")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        found = pledge_years(scope)
        every = [row for year in found for row in year.pledges]
        yield count("pledges.count", gettext("pledges signed"), len(every), rows_of("pledge", every))
        for year in found:
            key, of = f"pledges.{year.year}", {"year": year.year}
            rows = rows_of("pledge", year.pledges)
            yield count(f"{key}.count", gettext("pledges signed for %(year)s") % of, len(year.pledges), rows)
            yield count(
                f"{key}.units", gettext("units that signed a pledge for %(year)s") % of, year.units, rows
            )
            yield from _outcomes(
                key, gettext("targets pledged for %(year)s") % of, year.targets, "pledgetarget"
            )


class RegistrationFacts(ListedFacts):
    """`registrations.2021.collectives.count`, `registrations.2021.individuals.kept`, by title and so on."""

    prefix = "registrations"
    title = _("Registrations for titles")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        found = registration_years(scope)
        every = [row for year in found for row in (*year.collectives.rows, *year.individuals.rows)]
        yield count(
            "registrations.count",
            gettext("registrations for titles"),
            len(every),
            rows_of("titleregistration", every),
        )
        for year in found:
            of = {"year": year.year}
            for name, label, counts in (
                ("collectives", gettext("registrations of collectives for %(year)s") % of, year.collectives),
                ("individuals", gettext("registrations of individuals for %(year)s") % of, year.individuals),
            ):
                yield from _outcomes(f"registrations.{year.year}.{name}", label, counts, "titleregistration")
            for title in year.titles:
                label = gettext("registrations for “%(title)s”, %(year)s") % {"title": title.name, **of}
                key = f"registrations.{year.year}.title.{title.row}"
                yield from _outcomes(key, label, title.counts, "titleregistration")


def _outcomes(key: str, label: str, counts: Kept, model: str) -> Iterable[Fact]:
    for name, what, rows in (
        ("targets" if model == "pledgetarget" else "count", label, counts.rows),
        ("kept", gettext("%(what)s: achieved") % {"what": label}, counts.kept),
        ("missed", gettext("%(what)s: not achieved") % {"what": label}, counts.missed),
        ("unknown", gettext("%(what)s: not known yet") % {"what": label}, counts.unknown),
    ):
        yield count(f"{key}.{name}", what, len(rows), rows_of(model, rows))
