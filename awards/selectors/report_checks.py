"""Check of commendation: no more was awarded than was put up."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.selectors.award_counts import AwardCount
from awards.selectors.rounds import commendation_of
from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import About, checks
from office_culture.rules.issues import Issue, Severity


@checks.register("awards", _("Awarded above proposed"), About.FIGURES)
def above_proposed(found: Material) -> Iterator[Issue]:
    """Compares the awards of the period with the proposals of the campaign's rounds, award by award.

    Only awards that a round puts up are compared. It is a warning: the same award may have been given on another
    occasion in the period, and whoever knows that says so.
    """
    proposed: dict[int, tuple[int, int]] = {}
    commendation = found.book.ask(commendation_of)
    for round_facts in commendation.rounds:
        for award in round_facts.awards:
            collectives, individuals = proposed.get(award.pk, (0, 0))
            proposed[award.pk] = (collectives + award.collectives, individuals + award.individuals)
    for award in commendation.awarded:
        if award.pk in proposed:
            yield from _compared(found, award, *proposed[award.pk])


def _compared(found: Material, award: AwardCount, collectives: int, individuals: int) -> Iterator[Issue]:
    kinds = (
        ("collectives", gettext("collectives"), award.collectives, collectives),
        ("individuals", gettext("individuals"), award.individuals, individuals),
    )
    for kind, name, given, put_up in kinds:
        if given <= put_up:
            continue
        sentence = gettext("“%(award)s”: %(given)s %(kind)s awarded, but only %(put_up)s proposed.") % {
            "award": award.award,
            "given": given,
            "kind": name,
            "put_up": put_up,
        }
        mend = f"{reverse('admin:awards_conferral_changelist')}?award__id__exact={award.pk}"
        subject = f"award {award.pk} {kind}"
        yield Issue("awards", Severity.WARNING, sentence, subject, f"{given} {put_up}", mend)
