"""A day or a count that a source may lack is never forced to be invented: each required one has its reason here."""

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
        office_culture.Finding: found_on due_on
        office_culture.Clause: article
        office_culture.ChecklistBand: from_score
        campaign.Report: period_start period_end as_of
        campaign.SectionAssignment: due
        campaign.Plan: period_start period_end
        campaign.Task: start due
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
        campaign.Innovation: year
        campaign.Pledge: year
        campaign.ReformRank: year
        campaign.TitleRegistration: year
        awards.Achievement: period_start period_end
        awards.YearlyRating: year
        awards.AwardTotal: year
        awards.SubmissionLine: period_start period_end
        awards.DecisionLine: period_start period_end
    """,
    RULE: """
        office_culture.Substitution: valid_from valid_to
        office_culture.UnitChange: takes_effect_on
        office_culture.UnitName: valid_to
        office_culture.UnitPlace: valid_to
        awards.GeneralRule: value
        awards.Holiday: day
        awards.BaseSalary: valid_from amount
        awards.ServiceLeave: begun_on
    """,
    FIGURE: """
        office_culture.StaffingReturn: actual
        campaign.CaseFileReturn: new carried_over early on_time overdue returned in_progress
        campaign.LateFiles: count
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
KNOWN = {
    (label, name)
    for lines in REASONS.values()
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


RECORDS = [
    model for model in apps.get_models() if issubclass(model, Record) and model.__module__.count("models")
]


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
def test_what_is_required_has_a_reason_or_may_be_not_known(model):
    assert required(model) <= KNOWN
