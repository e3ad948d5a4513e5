"""The menu by work: nine hubs, the areas of each, and which kinds of record stand in them, in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Area:
    """Kinds of record that belong together, as model labels in the order shown.

    `settings` names those of them that are set up once and seldom touched; a hub shows them last, and the menu shows
    them to those who may change them, or who read everything.
    """

    slug: str
    name: Any
    models: tuple[str, ...]
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hub:
    """One entry of the menu: its page has the open items and the kinds of record of its areas."""

    slug: str
    name: Any
    about: Any
    areas: tuple[str, ...]


AREAS: tuple[Area, ...] = (
    Area(
        "reports",
        _("Reports"),
        (
            "campaign.report",
            "campaign.sectionassignment",
            "campaign.remark",
            "office_culture.issuedpaper",
            "campaign.reportoutline",
            "campaign.outlineversion",
        ),
        ("campaign.reportoutline", "campaign.outlineversion"),
    ),
    Area(
        "documents",
        _("Documents and regulations"),
        (
            "office_culture.officepaper",
            "office_culture.document",
            "office_culture.regulation",
            "office_culture.regulationrevision",
        ),
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
        (
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
        ("campaign.communicationchannel",),
    ),
    Area(
        "plans",
        _("Plans and tasks"),
        ("campaign.plan", "campaign.task", "campaign.requirement", "campaign.calendarfeed"),
        ("campaign.requirement",),
    ),
    Area(
        "pledges",
        _("Pledges and registrations"),
        ("campaign.pledge", "campaign.titleregistration", "campaign.emulationtitle"),
        ("campaign.emulationtitle",),
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
        ("campaign.reviewcriteria",),
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
        ("campaign.latecause", "campaign.indicator", "campaign.digitalsystem"),
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
    Area("councils", _("Councils"), ("awards.councilsession", "office_culture.council")),
    Area(
        "awards_received",
        _("Decisions and awards received"),
        (
            "awards.awarddecision",
            "awards.conferral",
            "awards.awardtotal",
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
            "office_culture.legalbasis",
            "awards.holiday",
        ),
        (
            "awards.award",
            "awards.awardrule",
            "awards.generalrule",
            "awards.paperkind",
            "awards.certificatelayout",
            "awards.basesalary",
            "office_culture.legalbasis",
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
            "office_culture.columntitle",
        ),
    ),
    Area(
        "system",
        _("Accounts and events"),
        (
            "office_culture.substitution",
            "office_culture.user",
            "auth.group",
            "office_culture.signinrule",
            "office_culture.event",
            "office_culture.backup",
        ),
    ),
)


HUBS: tuple[Hub, ...] = (
    Hub(
        "reports",
        _("Reports"),
        _("What the office reports, section by section, and the papers it has issued."),
        ("reports",),
    ),
    Hub(
        "documents",
        _("Documents"),
        _("What came in and went out, the regulations in force, and letters drafted from the records."),
        ("documents",),
    ),
    Hub(
        "campaign",
        _("Campaign and plans"),
        _("The campaign and its movements, who does what by when, and what units have pledged."),
        ("campaign", "plans", "pledges"),
    ),
    Hub(
        "inspections",
        _("Inspections"),
        _("Rounds and visits by checklist, and the findings until they are remedied."),
        ("inspections",),
    ),
    Hub(
        "innovations",
        _("Innovations"),
        _("From the proposal through the review to the recognition."),
        ("innovations",),
    ),
    Hub(
        "figures",
        _("Figures"),
        _("Returns of the one-stop desk, indicators and ranks, each confirmed by name."),
        ("figures",),
    ),
    Hub(
        "commendation",
        _("Commendation"),
        _("From the nomination through the council to the decision and the certificate."),
        ("commendation", "councils", "awards_received", "standing"),
    ),
    Hub(
        "organisation",
        _("Organisation"),
        _("Units and how they changed, people and their posts."),
        ("organisation",),
    ),
    Hub(
        "settings",
        _("Settings"),
        _("Rules of law, catalogues, accounts, and what happened in the system."),
        ("award_rules", "system"),
    ),
)


def by_hub(apps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Django's list of apps regrouped by hub; models that no area names are added to the last one.

    Each hub has all its `models`, of which the menu shows those in `shown`, and the same by area as `groups`, where
    what is set up once stands apart as `settings`. A hub without any of them is no entry of the menu, but has a page.
    """
    entries = {
        f"{app['app_label']}.{model['object_name'].lower()}": model for app in apps for model in app["models"]
    }
    reads_all = not any(_may_write(entry) for entry in entries.values())
    areas = {area.slug: area for area in AREAS}
    hubs = []
    for hub in HUBS:
        groups = [_group(areas[slug], entries, reads_all) for slug in hub.areas]
        if hub is HUBS[-1]:
            groups[-1]["models"].extend(entries.values())
        models = [
            entry for group in groups for entry in (*group["models"], *group["settings"], *group["unused"])
        ]
        groups = [group for group in groups if group["models"] or group["settings"]]
        if not models:
            continue
        hubs.append(
            {
                "name": hub.name,
                "about": hub.about,
                "app_label": hub.slug,
                "app_url": reverse("admin:hub", args=[hub.slug]),
                "has_module_perms": True,
                "groups": groups,
                "models": models,
                "shown": [
                    *(entry for group in groups for entry in group["models"]),
                    *(entry for group in groups for entry in group["settings"]),
                ],
            }
        )
    return hubs


def _may_write(entry: dict[str, Any]) -> bool:
    return bool(entry["perms"].get("add") or entry["perms"].get("change"))


def _group(area: Area, entries: dict[str, Any], reads_all: bool) -> dict[str, Any]:
    """The kinds of one area that the account may see, taken out of `entries`.

    `unused` are what is set up once by others: the account finds them by search and from the records that need them.
    """
    known = {label: entries.pop(label) for label in area.models if label in entries}
    set_up = {label: entry for label, entry in known.items() if label in area.settings}
    used = [entry for entry in set_up.values() if reads_all or _may_write(entry)]
    return {
        "name": area.name,
        "slug": area.slug,
        "models": [entry for label, entry in known.items() if label not in area.settings],
        "settings": used,
        "unused": [entry for entry in set_up.values() if entry not in used],
    }


def kinds_of(hub: str) -> frozenset[str]:
    """The labels of all kinds of record of a hub."""
    areas = next((entry.areas for entry in HUBS if entry.slug == hub), ())
    return frozenset(label for area in AREAS if area.slug in areas for label in area.models)


def hub_of(label: str) -> Hub:
    """The hub where a kind of record stands; the last one for kinds that no area names."""
    return next((hub for hub in HUBS if label in kinds_of(hub.slug)), HUBS[-1])


def with_lines(hubs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same with each entry drawn, once as another page shows it (`line`) and once for its own (`line_as_current`).

    The lines are the same on all pages of an account, and drawing them takes longer than most pages do.
    """
    for hub in hubs:
        for entry in hub["models"]:
            for name, is_current in (("line", False), ("line_as_current", True)):
                context = {"hub": hub, "model": entry, "is_current": is_current}
                entry[name] = render_to_string("admin/menu_entry.html", context)
    return hubs
