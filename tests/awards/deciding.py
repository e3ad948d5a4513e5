"""What tests of decisions share: an office that can decide, and the pages through which it does."""

import datetime
from decimal import Decimal

from django.urls import reverse

from awards.models import AwardKind, AwardLevel, GeneralTopic, NomineeState, RecipientKind, RuleTopic
from tests.campaign.reading import row_forms
from tests.factories.awards import (
    AwardFactory,
    AwardRuleFactory,
    BaseSalaryFactory,
    DossierFactory,
    NominationRoundFactory,
    NomineeFactory,
)
from tests.factories.councils import CouncilFactory, CouncilSessionFactory, DeliberationFactory
from tests.factories.decisions import AwardDecisionFactory, GeneralRuleFactory
from tests.factories.office import PersonFactory
from tests.factories.papers import issued_minutes

HELD_ON = datetime.date(2022, 6, 10)
SIGNS = {"signer_post": "Chánh Văn phòng"}


def money_rules() -> None:
    """The base salary of 2022, and the step to which prizes are rounded."""
    BaseSalaryFactory(valid_from=datetime.date(2019, 7, 1), amount=1_490_000)
    GeneralRuleFactory(topic=GeneralTopic.ROUNDING, value=10_000, valid_from=None)


def award(name: str, multiple: str | None, **values):
    """An award with its prize for people and for collectives; None: no rule says."""
    made = AwardFactory(name=name, **{"kind": AwardKind.FORM, "level": AwardLevel.BASE, **values})
    if multiple is not None:
        for recipient in (RecipientKind.INDIVIDUAL, RecipientKind.COLLECTIVE):
            if made.is_for(recipient):
                AwardRuleFactory(
                    award=made,
                    recipient=recipient,
                    topic=RuleTopic.PRIZE,
                    prize_multiple=Decimal(multiple),
                )
    return made


def session_of(office, held):
    """A concluded session on the round, its minutes issued on its day."""
    council = CouncilFactory(unit=office)
    minutes = issued_minutes(office, HELD_ON)
    return CouncilSessionFactory(
        council=council, nomination_round=held, held_on=HELD_ON, state="concluded", paper=minutes
    )


def round_of(office):
    """A round for the achievements of 2021."""
    return NominationRoundFactory(unit=office, name="Đợt xét khen thưởng năm 2021")


def agreed(session, award, unit, name="Nguyễn Văn An", *, person=True, **values):
    """Somebody on whom the council agreed."""
    held = session.nomination_round
    dossier = held.dossiers.filter(unit=unit).first() or DossierFactory(round=held, unit=unit)
    nominee = NomineeFactory(
        dossier=dossier,
        award=award,
        unit=unit,
        person=PersonFactory(unit=unit, full_name=name) if person else None,
        state=NomineeState.PASSED,
        summary="Hoàn thành xuất sắc nhiệm vụ",
    )
    DeliberationFactory(session=session, nominee=nominee, **{"agreed": True, **values})
    return nominee


def draft_of(office, held=None, **values):
    """A decision of the office that somebody can sign."""
    signer = PersonFactory(unit=office, full_name="Trần Thị Ký")
    return AwardDecisionFactory(unit=office, nomination_round=held, signer=signer, **SIGNS, **values)


def change(record) -> str:
    return reverse(f"admin:awards_{record._meta.model_name}_change", args=[record.pk])


def step(record, name: str) -> str:
    return reverse(f"admin:awards_{record._meta.model_name}_step", args=[record.pk, name])


def decision_form(decision, *rows, **changes) -> dict:
    """The posted page of a decision; without `rows` its lines stay as they are."""
    values = {
        "subject": decision.subject,
        "nomination_round": decision.nomination_round_id or "",
        "unit": decision.unit_id,
        "without_session": decision.without_session,
        "issuer": decision.issuer,
        "symbol": decision.symbol,
        "decided_on": f"{decision.decided_on:%d/%m/%Y}" if decision.decided_on else "",
        "legal_bases": decision.legal_bases,
        "decider": decision.decider,
        "proposed_by": decision.proposed_by,
        "signature_form": decision.signature_form,
        "signature_holder": decision.signature_holder,
        "signer": decision.signer_id or "",
        "signer_post": decision.signer_post,
        "recipients": decision.recipients,
        "opened_version": decision.version,
        **({"outside": "on"} if decision.outside else {}),
        **row_forms("lines", *rows, parent="decision", parent_pk=decision.pk),
    }
    return {**values, **changes}


def line_row(award, *, person=None, unit=None, **changes) -> dict:
    """The posted row of a line."""
    return {
        "award": award.pk,
        "person": person.pk if person else "",
        "unit": unit.pk if unit else "",
        "summary": "Thành tích",
        "period_start": "01/01/2021",
        "period_end": "31/12/2021",
        **changes,
    }
