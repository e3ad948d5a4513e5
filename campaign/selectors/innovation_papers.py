"""What the papers on innovations print, with all text resolved: the proposal, the minutes, the decision."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from campaign.models import Innovation, InnovationEffect, InnovationFile, InnovationState, ReviewSession
from campaign.rules.scoring import Calculation, ReviewVerdict
from campaign.selectors.innovations import Effect, effect_of
from campaign.selectors.reviews import calculations
from office_culture.models import Document, Posting, Unit
from office_culture.selectors.documents import citation_of
from office_culture.text.citations import Citation, Citations


@dataclass(frozen=True, slots=True)
class Office:
    """The office whose letterhead stands on a paper; `agency` is its name in running text."""

    agency: str
    letterhead: str
    superior: str
    place: str
    code: str


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """One author; `share` is None where it is not known."""

    name: str
    post: str
    unit_name: str
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One effect with how it was found and what shows it."""

    effect: Effect
    method: str
    calculation: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """The form on which a unit proposes an innovation. Without `submitted_on` it is a draft."""

    office: Office
    unit_name: str
    issues_itself: bool
    head_post: str
    head_name: str | None
    title: str
    year: int
    problem: str
    solution: str
    scope: str
    authors: tuple[AuthorRow, ...]
    effects: tuple[EffectRow, ...]
    evidence: tuple[str, ...]
    submitted_on: datetime.date | None
    changed_on: datetime.date


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One seat of the council."""

    name: str
    post: str
    role: str
    present: bool


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One proposal with the calculation of its points."""

    title: str
    unit_name: str
    year: int
    authors: tuple[AuthorRow, ...]
    scope: str
    effects: tuple[Effect, ...]
    level: str
    recognised: bool
    calculation: Calculation

    @property
    def passes(self) -> bool:
        """Whether it goes into the decision."""
        return self.recognised or self.calculation.verdict == ReviewVerdict.PASSED


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session with all that it judged; both its minutes and its decision are made from it."""

    office: Office
    name: str
    held_on: datetime.date
    place: str
    set_up_by: Citation | None
    criteria: str
    criteria_source: str
    members: tuple[MemberRow, ...]
    judged: tuple[JudgedRow, ...]
    discussion: str
    legal_bases: tuple[str, ...]
    decider: str
    signature_form: str
    signature_holder: str
    signer: str | None
    signer_post: str
    decision_number: int | None
    decision_notation: str
    decided_on: datetime.date | None

    def member(self, role: str) -> MemberRow | None:
        """Who holds a role, or None."""
        return next((member for member in self.members if member.role == role), None)


def proposal_facts(innovation: Innovation) -> ProposalFacts:
    """Everything on the form of one innovation."""
    unit = innovation.unit
    day = innovation.submitted_on or innovation.updated_at.date()
    head = Posting.objects.on(day).filter(unit=unit, rank=1).select_related("person").order_by("pk").first()
    return ProposalFacts(
        office=_office(_issuer(unit)),
        unit_name=innovation.unit_name or unit.name,
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


def session_facts(session: ReviewSession) -> SessionFacts:
    """Everything on the papers of one session; the number of statements does not depend on how much it judged."""
    decision = _decision(session)
    return SessionFacts(
        office=_office(session.unit),
        name=session.name,
        held_on=session.held_on,
        place=session.place,
        set_up_by=citation_of(session.set_up_by) if session.set_up_by else None,
        criteria=session.criteria.name,
        criteria_source=session.criteria.source,
        members=tuple(
            MemberRow(member.name, member.post, member.role, member.present)
            for member in session.members.all()
        ),
        judged=_judged(session),
        discussion=session.discussion,
        legal_bases=tuple(line.strip() for line in session.legal_bases.splitlines() if line.strip()),
        # Who signs for another does not decide: the one in whose place the paper is signed does.
        decider=session.decider or session.signature_holder or session.signer_post,
        signature_form=session.signature_form,
        signature_holder=session.signature_holder,
        signer=session.signer.full_name if session.signer else None,
        signer_post=session.signer_post,
        decision_number=decision.number if decision else None,
        decision_notation=decision.read.notation if decision else f"QĐ-{session.unit.code}",
        decided_on=decision.date if decision else None,
    )


def _judged(session: ReviewSession) -> tuple[JudgedRow, ...]:
    innovations = list(
        session.innovations.select_related("unit")
        .prefetch_related("authors", "effects")
        .order_by("title", "pk")
    )
    found = calculations(session, innovations)
    return tuple(
        JudgedRow(
            title=innovation.title,
            unit_name=innovation.unit_name or innovation.unit.name,
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
    """As frozen at submission; of a draft, as they would be frozen on `day`."""
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


def _decision(session: ReviewSession) -> Document | None:
    """The decision by which the session's innovations are recognised, once it is registered."""
    found = {
        innovation.recognised_by
        for innovation in session.innovations.filter(recognised_by__isnull=False).select_related(
            "recognised_by"
        )
    }
    return found.pop() if len(found) == 1 else None


def _issuer(unit: Unit) -> Unit:
    """The unit itself or the nearest one above that issues papers."""
    found = unit
    while not found.issues_papers and found.parent is not None:
        found = found.parent
    return found


def _office(unit: Unit) -> Office:
    return Office(
        agency=unit.name_in_text,
        letterhead=unit.letterhead_name or unit.name,
        superior=unit.letterhead_superior,
        place=unit.place,
        code=unit.code,
    )
