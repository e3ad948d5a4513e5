"""What the papers on innovations print, as plain values: the proposal, the minutes, the decision."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from campaign.models import Innovation, InnovationEffect, InnovationFile, InnovationState, ReviewSession
from campaign.rules.scoring import Calculation, ReviewVerdict
from campaign.selectors.innovations import Effect, effect_of
from campaign.selectors.reviews import calculations
from office_culture.models import Origin, Posting, Unit
from office_culture.selectors.councils import MinutesHead, members_of, minutes_head, minutes_issued
from office_culture.selectors.documents import citation_of
from office_culture.selectors.issuers import Issuer, issuer
from office_culture.selectors.unit_names import UnitNames
from office_culture.text.citations import Citations


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """One author; `share` is None where it is not known."""

    name: str
    post: str
    unit_name: str
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One effect with its basis and its evidence."""

    effect: Effect
    method: str
    calculation: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """The form on which a unit proposes an innovation. Without `submitted_on` it is a draft."""

    issuer: Issuer
    unit_name: str
    issues_itself: bool
    head_post: str
    head_name: str | None
    title: str
    year: int | None
    problem: str
    solution: str
    scope: str
    authors: tuple[AuthorRow, ...]
    effects: tuple[EffectRow, ...]
    evidence: tuple[str, ...]
    submitted_on: datetime.date | None
    changed_on: datetime.date


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One proposal with the calculation of its points."""

    title: str
    unit_name: str
    year: int | None
    authors: tuple[AuthorRow, ...]
    scope: str
    effects: tuple[Effect, ...]
    level: str
    recognised: bool
    calculation: Calculation

    @property
    def passes(self) -> bool:
        """Whether the decision of the session recognises it."""
        return self.recognised or self.calculation.verdict == ReviewVerdict.PASSED


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session with all that it judged; both its minutes and the decision on it are made from it.

    `minutes` are number and day of its issued minutes, "" without.
    """

    head: MinutesHead
    criteria: str
    criteria_source: str
    judged: tuple[JudgedRow, ...]
    minutes: str = ""


def proposal_facts(innovation: Innovation) -> ProposalFacts:
    """The content of the form of one innovation."""
    unit = innovation.unit
    day = innovation.submitted_on or innovation.updated_at.date()
    head = Posting.objects.on(day).filter(unit=unit, rank=1).select_related("person").order_by("pk").first()
    return ProposalFacts(
        issuer=issuer(_issuing(unit)),
        unit_name=innovation.unit_name or unit.name_on(innovation.last_known_day or day),
        issues_itself=unit.issues_papers,
        head_post=head.post if head else "Thủ trưởng đơn vị",
        head_name=head.person.full_name if head else None,
        title=innovation.title,
        year=innovation.year,
        problem=innovation.problem,
        solution=innovation.solution,
        scope=innovation.scope,
        authors=_authors(innovation, day),
        effects=_effects(innovation),
        evidence=tuple(map(_named, innovation.files.filter(effect__isnull=True).select_related("file"))),
        submitted_on=innovation.submitted_on,
        changed_on=innovation.updated_at.date(),
    )


FOR_SESSIONS = ("council__unit", "council__set_up_by", "criteria", "paper")


def session_facts(session: ReviewSession, on: datetime.date | None = None) -> SessionFacts:
    """The content of the papers of one session, of a decision on it with its minutes as issued by `on`.

    The number of statements does not depend on the number of proposals.
    """
    return SessionFacts(
        head=minutes_head(session, members_of(session)),
        criteria=session.criteria.name,
        criteria_source=session.criteria.source,
        judged=_judged(session),
        minutes=minutes_issued(session, on) if on else "",
    )


def _judged(session: ReviewSession) -> tuple[JudgedRow, ...]:
    innovations = list(
        session.innovations.select_related("unit")
        .prefetch_related("authors", "effects")
        .order_by("title", "pk")
    )
    found = calculations(session, innovations)
    named = UnitNames(session.held_on)
    return tuple(
        JudgedRow(
            title=innovation.title,
            unit_name=innovation.unit_name or named.name(innovation.unit, innovation.last_known_day),
            year=innovation.year,
            authors=tuple(
                AuthorRow(author.name, author.post, author.unit_name, author.share_percent)
                for author in innovation.authors.all()
            ),
            scope=innovation.scope,
            effects=tuple(effect_of(effect, innovation.title) for effect in innovation.effects.all()),
            level=innovation.level,
            recognised=innovation.state == InnovationState.RECOGNISED,
            calculation=found[innovation.pk],
        )
        for innovation in innovations
    )


def _authors(innovation: Innovation, day: datetime.date) -> tuple[AuthorRow, ...]:
    """The authors as stored at submission; for a draft, as they would be stored on `day`."""
    authors = list(innovation.authors.select_related("person__unit"))
    for author in authors:
        if not author.name:
            author.freeze(day)
    return tuple(AuthorRow(a.name, a.post, a.unit_name, a.share_percent) for a in authors)


def _effects(innovation: Innovation) -> tuple[EffectRow, ...]:
    rows = InnovationEffect.objects.filter(innovation=innovation).order_by("pk")
    cited = Citations()
    return tuple(
        EffectRow(
            effect_of(effect, innovation.title), effect.method, effect.calculation, _evidence(effect, cited)
        )
        for effect in rows.select_related("document").prefetch_related("files__file")
    )


def _evidence(effect: InnovationEffect, cited: Citations) -> tuple[str, ...]:
    document = (cited.cite(citation_of(effect.document)),) if effect.document else ()
    return (*document, *map(_named, effect.files.all()))


def _named(link: InnovationFile) -> str:
    return link.caption or link.file.original_name


def decided_elsewhere(session: ReviewSession) -> bool:
    """Whether a document of another body recognised a proposal of the session; this office then issues no decision."""
    of_others = session.innovations.filter(recognised_by__isnull=False)
    return bool(of_others.exclude(recognised_by__origin=Origin.OWN).exists())


def _issuing(unit: Unit) -> Unit:
    """The unit itself or the nearest one above that issues papers."""
    found = unit
    while not found.issues_papers and found.parent is not None:
        found = found.parent
    return found
