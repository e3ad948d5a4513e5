"""What stands against submitting a dossier or passing a nominee on."""

import calendar
import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from awards.models import AwardRule, Dossier, Impediment, Nominee, NomineeFile, PaperKind, RuleTopic
from awards.selectors.doubles import doubles
from awards.selectors.eligibility import key_of, pick
from office_culture.text.dates import numeric


def what_is_missing(dossier: Dossier) -> list[str]:
    """Sentences that say why the dossier cannot be submitted whatever papers it has, or nothing."""
    nominees = active_nominees(dossier)
    if not nominees:
        return [_("Nobody is put up in this dossier; add the nominees first.")]
    return list(_blocks(nominees))


def active_nominees(dossier: Dossier) -> list[Nominee]:
    """The nominees that were not withdrawn, with the links that judging them reads."""
    return list(
        dossier.nominees.active().select_related(
            "award", "unit", "person", "nomination_round", "dossier__unit"
        )
    )


def blocked_because(nominee: Nominee) -> list[str]:
    """Sentences that say why nobody may pass this nominee on, or nothing."""
    return list(_blocks([nominee]))


def _blocks(nominees: Sequence[Nominee]) -> Iterable[str]:
    open_matters = _open_matters(nominees)
    twice = doubles(nominees)
    for nominee in nominees:
        for matter in open_matters.get(key_of(nominee), ()):
            yield _("%(name)s is blocked: %(kind)s (%(span)s) – %(reason)s.") % {
                "name": nominee.name,
                "kind": matter.get_kind_display(),
                "span": matter.span,
                "reason": matter.known_reason,
            }
        for double in twice[nominee.pk]:
            if double.blocks:
                yield f"{nominee.name}: {double.reason}"


def _open_matters(nominees: Sequence[Nominee]) -> dict[Any, list[Impediment]]:
    today = timezone.localdate()
    whose = Q(person__in={nominee.person_id for nominee in nominees if nominee.person_id}) | Q(
        person__isnull=True, unit__in={item.unit_id for item in nominees if not item.person_id}
    )
    found: dict[Any, list[Impediment]] = {}
    for matter in Impediment.objects.during(today, today).filter(whose):
        found.setdefault(key_of(matter), []).append(matter)
    return found


def required_papers(nominees: Sequence[Nominee]) -> dict[int, list[PaperKind]]:
    """The papers that the rules of the round ask for, by nominee."""
    rules = _rules_of_papers(nominees)
    return {pk: [paper.kind for paper in rule.papers.all()] if rule else [] for pk, rule in rules.items()}


def _rules_of_papers(nominees: Sequence[Nominee]) -> dict[int, AwardRule | None]:
    rules = list(
        AwardRule.objects.filter(
            topic=RuleTopic.PAPERS, award__in={item.award_id for item in nominees}
        ).prefetch_related("papers__kind")
    )
    return {nominee.pk: pick(rules, nominee) for nominee in nominees}


def old_papers(dossier: Dossier, nominees: Sequence[Nominee]) -> list[str]:
    """One sentence for each paper of a nominee that is older than its rule allows, or whose day is not known.

    Only a warning: whether the report is written anew, those who submit it decide.
    """
    rules = _rules_of_papers(nominees)
    limits = {
        pk: {
            paper.kind_id: (paper.kind, paper.most_months)
            for paper in rule.papers.all()
            if paper.most_months is not None
        }
        for pk, rule in rules.items()
        if rule
    }
    if not any(limits.values()):
        return []
    day = dossier.submitted_on or timezone.localdate()
    names = {nominee.pk: nominee.name for nominee in nominees}
    found = []
    for file in NomineeFile.objects.filter(nominee__in=names).order_by("nominee", "pk"):
        limit = limits.get(file.nominee_id, {}).get(file.kind_id or 0)
        if limit is None:
            continue
        kind, months = limit
        values = {"name": names[file.nominee_id], "paper": kind, "months": months}
        if file.written_on is None:
            found.append(
                _("%(name)s: give the day of “%(paper)s”; it may be at most %(months)s months old.") % values
            )
        elif file.written_on < months_before(day, months):
            values["day"] = numeric(file.written_on)
            found.append(_("%(name)s: “%(paper)s” of %(day)s is more than %(months)s months old.") % values)
    return found


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day of an earlier month, or the last one of a shorter month: 31/8 less six months is 28/2 or 29/2."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


class LackingPaper(NamedTuple):
    """A paper that is asked for and not there: of one nominee, or of the dossier as a whole where `nominee` is None."""

    kind: PaperKind
    nominee: Nominee | None

    def __str__(self) -> str:
        if self.nominee is None:
            return _("The dossier lacks: %(paper)s.") % {"paper": self.kind}
        return _("%(name)s lacks: %(paper)s.") % {"name": self.nominee.name, "paper": self.kind}


def lacking_papers(dossier: Dossier, nominees: Sequence[Nominee]) -> list[LackingPaper]:
    """The papers that the dossier or one of its nominees still lacks, those of the dossier first."""
    asked = required_papers(nominees)
    own = _paper_kinds(nominees)
    present = set(dossier.files.values_list("kind", flat=True))
    common = {kind for kinds in asked.values() for kind in kinds if not kind.per_nominee}
    missing = [
        LackingPaper(kind, None)
        for kind in sorted(common, key=lambda kind: (kind.position, kind.name))
        if kind.pk not in present
    ]
    for nominee in nominees:
        missing += _lacking(nominee, asked[nominee.pk], own[nominee.pk])
    return missing


def missing_papers(dossier: Dossier, nominees: Sequence[Nominee]) -> list[str]:
    """One sentence for each paper that the dossier or one of its nominees still lacks."""
    return [str(paper) for paper in lacking_papers(dossier, nominees)]


def own_papers_missing(nominee: Nominee) -> list[str]:
    """One sentence for each paper of its own that a nominee lacks."""
    asked, present = required_papers([nominee])[nominee.pk], _paper_kinds([nominee])[nominee.pk]
    return [str(paper) for paper in _lacking(nominee, asked, present)]


def _lacking(nominee: Nominee, asked: Iterable[PaperKind], present: Collection[int]) -> list[LackingPaper]:
    return [LackingPaper(kind, nominee) for kind in asked if kind.per_nominee and kind.pk not in present]


def _paper_kinds(nominees: Sequence[Nominee]) -> dict[int, set[int]]:
    """The kinds of papers attached to each nominee."""
    own: dict[int, set[int]] = {nominee.pk: set() for nominee in nominees}
    for pk, kind in NomineeFile.objects.filter(nominee__in=own).values_list("nominee", "kind"):
        own[pk].add(kind)
    return own
