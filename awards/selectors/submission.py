"""What stands against submitting a dossier or passing a nominee on."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from awards.models import AwardRule, Dossier, Impediment, Nominee, PaperKind, RuleTopic
from awards.selectors.doubles import doubles
from awards.selectors.eligibility import key_of, pick
from office_culture.text.dates import numeric


def what_is_missing(dossier: Dossier) -> list[str]:
    """Sentences that say why the dossier cannot be submitted, or nothing."""
    nominees = standing_of(dossier)
    if not nominees:
        return [_("Nobody is put up in this dossier; add the nominees first.")]
    return [*missing_papers(dossier, nominees), *_blocks(nominees)]


def standing_of(dossier: Dossier) -> list[Nominee]:
    """The nominees that were not withdrawn, with what judging them needs."""
    return list(
        dossier.nominees.standing().select_related(
            "award", "unit", "person", "nomination_round", "dossier__unit"
        )
    )


def blocked_because(nominee: Nominee) -> list[str]:
    """Sentences that say why nobody may pass this nominee on, or nothing."""
    return list(_blocks([nominee]))


def _blocks(nominees: Sequence[Nominee]) -> Iterable[str]:
    open_matters = _open_matters(nominees)
    twice = doubles(nominees)
    for one in nominees:
        for matter in open_matters.get(key_of(one), ()):
            yield _("%(name)s is blocked: %(kind)s since %(day)s – %(reason)s.") % {
                "name": one.name,
                "kind": matter.get_kind_display(),
                "day": numeric(matter.begun_on),
                "reason": matter.reason,
            }
        for double in twice[one.pk]:
            if double.blocks:
                yield f"{one.name}: {double.told}"


def _open_matters(nominees: Sequence[Nominee]) -> dict[Any, list[Impediment]]:
    today = timezone.localdate()
    whose = Q(person__in={one.person_id for one in nominees if one.person_id}) | Q(
        person__isnull=True, unit__in={one.unit_id for one in nominees if not one.person_id}
    )
    found: dict[Any, list[Impediment]] = {}
    for matter in Impediment.objects.during(today, today).filter(whose):
        found.setdefault(key_of(matter), []).append(matter)
    return found


def required_papers(nominees: Sequence[Nominee]) -> dict[int, list[PaperKind]]:
    """The papers that the rules of the round ask for, by nominee."""
    rules = list(
        AwardRule.objects.filter(
            topic=RuleTopic.PAPERS, award__in={one.award_id for one in nominees}
        ).prefetch_related("papers__kind")
    )
    asked = {}
    for one in nominees:
        rule = pick(rules, one)
        asked[one.pk] = [paper.kind for paper in rule.papers.all()] if rule else []
    return asked


def missing_papers(dossier: Dossier, nominees: Sequence[Nominee]) -> list[str]:
    """One sentence for each paper that the dossier or one of its nominees still lacks."""
    asked = required_papers(nominees)
    there = set(dossier.files.values_list("kind", flat=True))
    common = {kind for kinds in asked.values() for kind in kinds if not kind.per_nominee}
    missing = [
        _("The dossier lacks: %(paper)s.") % {"paper": kind}
        for kind in sorted(common, key=lambda kind: (kind.position, kind.name))
        if kind.pk not in there
    ]
    own: dict[int, set[int]] = {}
    links = Nominee.objects.filter(pk__in=[one.pk for one in nominees]).values_list("pk", "files__kind")
    for pk, kind_pk in links:
        own.setdefault(pk, set()).add(kind_pk)
    for one in nominees:
        missing += [
            _("%(name)s lacks: %(paper)s.") % {"name": one.name, "paper": kind}
            for kind in asked[one.pk]
            if kind.per_nominee and kind.pk not in own[one.pk]
        ]
    return missing
