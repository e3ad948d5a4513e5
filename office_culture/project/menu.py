"""The menu by area of work: which kinds of record stand together, in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Area:
    """One heading of the menu; `models` are model labels in the order shown."""

    slug: str
    name: Any
    models: tuple[str, ...]


AREAS: tuple[Area, ...] = (
    Area(
        "reports",
        _("Reports"),
        (
            "campaign.report",
            "campaign.sectionassignment",
            "campaign.remark",
            "office_culture.issuedpaper",
            "campaign.acknowledgement",
            "campaign.reportoutline",
            "campaign.outlineversion",
        ),
    ),
    Area(
        "documents",
        _("Documents and regulations"),
        ("office_culture.document", "office_culture.regulation", "office_culture.regulationrevision"),
    ),
    Area(
        "inspections",
        _("Inspections"),
        (
            "office_culture.inspectionround",
            "office_culture.inspection",
            "office_culture.finding",
            "office_culture.checklist",
            "office_culture.checklistversion",
            "office_culture.checklistgroup",
            "office_culture.checklistitem",
        ),
    ),
    Area(
        "campaign",
        _("Campaign"),
        (
            "campaign.campaign",
            "campaign.movement",
            "campaign.communicationactivity",
            "campaign.communicationchannel",
        ),
    ),
    Area(
        "plans",
        _("Plans and tasks"),
        ("campaign.plan", "campaign.task", "campaign.requirement", "campaign.calendarfeed"),
    ),
    Area(
        "pledges",
        _("Pledges and registrations"),
        ("campaign.pledge", "campaign.titleregistration", "campaign.emulationtitle"),
    ),
    Area(
        "innovations",
        _("Innovations"),
        (
            "campaign.innovation",
            "campaign.reviewsession",
            "campaign.reviewcriteria",
            "campaign.effectconfirmation",
        ),
    ),
    Area(
        "figures",
        _("Figures"),
        (
            "campaign.casefilereturn",
            "campaign.latecause",
            "campaign.indicatorvalue",
            "campaign.indicator",
            "campaign.reformrank",
            "campaign.digitalshare",
            "campaign.digitalsystem",
        ),
    ),
    Area(
        "commendation",
        _("Commendation"),
        (
            "awards.nominationround",
            "awards.dossier",
            "awards.nominee",
            "awards.publicposting",
            "awards.objection",
            "awards.submission",
        ),
    ),
    Area("councils", _("Councils"), ("awards.councilsession", "awards.council")),
    Area(
        "awards_received",
        _("Decisions and awards received"),
        (
            "awards.awarddecision",
            "awards.conferral",
            "awards.revocation",
            "awards.certificatebatch",
            "awards.achievement",
            "awards.yearlyrating",
        ),
    ),
    Area("standing", _("Discipline and leave"), ("awards.impediment", "awards.serviceleave")),
    Area(
        "award_rules",
        _("Rules and catalogues of awards"),
        (
            "awards.award",
            "awards.awardrule",
            "awards.generalrule",
            "awards.paperkind",
            "awards.certificatelayout",
            "awards.basesalary",
            "awards.holiday",
        ),
    ),
    Area(
        "organisation",
        _("Organisation"),
        (
            "office_culture.unit",
            "office_culture.unitchange",
            "office_culture.person",
            "office_culture.posting",
            "office_culture.staffingreturn",
        ),
    ),
    Area("system", _("Accounts and events"), ("office_culture.user", "auth.group", "office_culture.event")),
)


def by_area(apps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Regroups Django's list of apps; what no area names stands under the last one, never hidden."""
    entries = {
        f"{app['app_label']}.{model['object_name'].lower()}": model for app in apps for model in app["models"]
    }
    areas = []
    for area in AREAS:
        models = [entries.pop(label) for label in area.models if label in entries]
        areas.append((area, models))
    areas[-1][1].extend(entries.values())
    return [
        {
            "name": area.name,
            "app_label": area.slug,
            "app_url": "",
            "has_module_perms": True,
            "models": models,
        }
        for area, models in areas
        if models
    ]
