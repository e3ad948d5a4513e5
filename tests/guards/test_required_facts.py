"""What a source may lack is never forced to be invented: each required day, count and text has its reason here."""

import pytest
from django.apps import apps
from django.db import models

from office_culture.models.base import Record

OWN = "the office itself sets or does it, and knows it when it writes it down"
PERIOD = "says what the figures or deeds count for; without it they count nowhere"
RULE = "a rule of the program reckons from it"
FIGURE = "the record is this figure; without it there is nothing to keep"
PROGRAM = "set by the program"

REASONS = {
    OWN: """
        office_culture.InspectionRound: year
        office_culture.ChecklistBand: from_score
        campaign.Report: period_start period_end as_of
        campaign.SectionAssignment: due
        campaign.Plan: period_start period_end
        campaign.ReviewSession: held_on
        campaign.Score: points
        awards.CertificateField: x y width height
        awards.NominationRound: period_start period_end
        awards.CouncilSession: held_on
        awards.OwnThreshold: threshold_percent
        awards.Deliberation: handed_in in_favour
        awards.PublicPosting: posted_on
        awards.Objection: received_on
    """,
    PERIOD: """
        office_culture.StaffingReturn: year
        campaign.Campaign: period_start period_end
        campaign.CaseFileReturn: period_start period_end
        campaign.DigitalShare: period_start period_end
        campaign.IndicatorTarget: year
        campaign.IndicatorValue: period_start period_end
        campaign.Pledge: year
        campaign.ReformRank: year
        campaign.TitleRegistration: year
        awards.YearlyRating: year
        awards.AwardTotal: year
    """,
    RULE: """
        office_culture.Substitution: valid_from valid_to
        office_culture.UnitChange: takes_effect_on
        office_culture.UnitPlace: valid_to
        awards.GeneralRule: value
        awards.Holiday: day
        awards.BaseSalary: valid_from amount
    """,
    FIGURE: """
        campaign.DigitalShare: percent
        campaign.IndicatorTarget: value
        campaign.IndicatorValue: value
        campaign.ReformRank: rank
        awards.AwardTotal: number
    """,
    PROGRAM: """
        office_culture.IssuedPaper: year number date
        campaign.Reviewer: round named_at
        campaign.Remark: round made_at
    """,
}
NAMED = "the name or the words by which the record is known: without them nobody could tell which one it is"
OWN_WORDS = (
    "the office itself writes these words: a ground, a reason or a purpose that somebody has to answer for"
)
LAW = "a rule holds by its source; without one nobody could confirm it"
TEXTS = {
    NAMED: """
        office_culture.Unit: name
        office_culture.Person: full_name
        office_culture.Posting: post
        office_culture.Checklist: name
        office_culture.ChecklistBand: name
        office_culture.ChecklistGroup: code name
        office_culture.ChecklistItem: code wording
        office_culture.Clause: text
        office_culture.ColumnTitle: kind title
        office_culture.Council: name
        office_culture.Document: symbol
        office_culture.Finding: content
        office_culture.InspectionRound: name
        office_culture.Regulation: name
        office_culture.UnitIdentity: value
        office_culture.UnitName: name
        campaign.Campaign: name
        campaign.CommunicationActivity: what
        campaign.CommunicationChannel: name
        campaign.Criterion: name
        campaign.DigitalSystem: name
        campaign.EmulationTitle: name
        campaign.Indicator: name
        campaign.Innovation: title
        campaign.InnovationEffect: what
        campaign.LateCause: name
        campaign.Movement: name
        campaign.OutlineAppendix: title content
        campaign.OutlineSection: key title
        campaign.ParentMovement: name
        campaign.PledgeTarget: criterion
        campaign.ReportOutline: name
        campaign.Requirement: text
        campaign.ReviewCriteria: name
        campaign.Task: content
        awards.Achievement: title
        awards.Award: name decided_by
        awards.CertificateLayout: name
        awards.Holiday: name
        awards.PaperKind: name
    """,
    OWN_WORDS: """
        office_culture.NotApplicable: source reason
        office_culture.OfficePaper: subject
        office_culture.Substitution: because
        campaign.CalendarFeed: purpose
        campaign.Report: subject
        campaign.ReviewSession: name
        awards.CertificateBatch: name
        awards.CouncilSession: name
        awards.Judgement: because
        awards.NominationRound: name
        awards.Objection: text
        awards.Submission: subject addressees
    """,
    LAW: """
        office_culture.LegalBasis: source text
        awards.AwardRule: source
        awards.BaseSalary: source
        awards.GeneralRule: source
        awards.OwnThreshold: source
    """,
    PROGRAM: """
        office_culture.IssuedPaper: type_name symbol subject issuer signers
        campaign.Remark: place text made_by_name
        campaign.Reviewer: name
    """,
}


def _named(reasons: dict[str, str]) -> set[tuple[str, str]]:
    return {
        (label, name)
        for lines in reasons.values()
        for line in lines.split("\n")
        if line.strip()
        for label, _colon, names in [line.strip().partition(":")]
        for name in names.split()
    }


def required(model: type[Record]) -> set[tuple[str, str]]:
    """The days and figures without which nothing is saved, unless the program has a value for them."""
    kinds = (models.DateField, models.IntegerField, models.DecimalField)
    return {
        (model._meta.label, field.name)
        for field in model._meta.concrete_fields
        if isinstance(field, kinds)
        and field.editable
        and not (field.blank or field.null or field.is_relation or field.has_default())
    }


def required_texts(model: type[Record]) -> set[tuple[str, str]]:
    """The columns for words of one's own without which nothing is saved."""
    return {
        (model._meta.label, field.name)
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and field.editable
        and not (field.blank or field.has_default() or field.choices)
    }


RECORDS = [
    model for model in apps.get_models() if issubclass(model, Record) and model.__module__.count("models")
]


@pytest.mark.parametrize(("found", "reasons"), [(required, REASONS), (required_texts, TEXTS)])
def test_what_is_required_has_a_reason_or_may_be_not_known(found, reasons):
    """A column that is not required any more leaves the list, too."""
    assert {item for model in RECORDS for item in found(model)} == _named(reasons)
