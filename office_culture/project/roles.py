"""Who may do what: roles as data. A role becomes a group of Django; an account may have several.

`manage.py setup_roles` and each `migrate` give the groups exactly the permissions named here. Rights that an office
wants besides go into groups of its own, which nobody touches. Which *rows* an account sees follows from its unit.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from office_culture.project.menu import AREAS

VIEW = ("view",)
KEEP = ("view", "add", "change")
# To stand by a figure, and to correct it in the open later.
CONFIRM = ("confirm",)
RECORD_AREAS = (
    "reports",
    "documents",
    "inspections",
    "campaign",
    "plans",
    "pledges",
    "innovations",
    "figures",
    "commendation",
    "awards_received",
    "award_rules",
    "organisation",
)

FIGURES = (
    "campaign.casefilereturn",
    "campaign.indicatorvalue",
    "campaign.reformrank",
    "campaign.digitalshare",
)
# Written by the program, read on the page of the task.
REMINDERS = ("campaign.reminder",)


@dataclass(frozen=True, slots=True)
class Grant:
    """Verbs on kinds of record; `on` holds areas of the menu and model labels. Rows below a record follow it."""

    verbs: tuple[str, ...]
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """`name` is the group's name in the database, as the office reads it; `slug` is how code and data call it."""

    slug: str
    name: str
    grants: tuple[Grant, ...]
    further: tuple[str, ...] = ()


ADMINISTRATOR = Role(
    "administrator",
    "Quản trị tài khoản",
    (
        Grant(KEEP, ("office_culture.user",)),
        Grant(VIEW, ("auth.group", "office_culture.event", "office_culture.unit", "office_culture.person")),
    ),
)
RECORDS_OFFICER = Role(
    "records_officer",
    "Cán bộ hồ sơ",
    (Grant(KEEP, (*RECORD_AREAS, "standing", "councils")), Grant(VIEW, REMINDERS), Grant(CONFIRM, FIGURES)),
    further=(
        "awards.delete_nominee",
        "awards.issue_awarddecision",
        "awards.issue_revocation",
        "awards.issue_submission",
        "awards.review_dossier",
        "awards.settle_objection",
        "campaign.deliver_section",
        "campaign.issue_report",
        "campaign.register_innovation",
        "campaign.review_innovation",
        "campaign.steer_task",
        "office_culture.carry_out_unitchange",
        "office_culture.close_inspection",
        "office_culture.merge_document",
        "office_culture.merge_person",
        "office_culture.merge_unit",
        "office_culture.reopen_inspection",
        "office_culture.sign_issuedpaper",
        "office_culture.verify_finding",
    ),
)
INSPECTOR = Role(
    "inspector",
    "Tổ kiểm tra",
    (
        Grant(VIEW, RECORD_AREAS),
        Grant(VIEW, REMINDERS),
        Grant(KEEP, ("office_culture.inspection", "office_culture.finding")),
    ),
    further=("office_culture.close_inspection", "office_culture.verify_finding"),
)
UNIT_CONTACT = Role(
    "unit_contact",
    "Đầu mối đơn vị",
    (
        Grant(VIEW, RECORD_AREAS),
        Grant(VIEW, REMINDERS),
        # Contacts write results and report tasks as done; which tasks there are, the office decides.
        Grant(("view", "change"), ("campaign.task",)),
        # What is measured, and which causes of delay there are, the office decides, too.
        Grant((*KEEP, *CONFIRM), FIGURES),
        Grant(
            KEEP,
            (
                "campaign.digitalsystem",
                "campaign.innovation",
                "campaign.communicationactivity",
                "campaign.pledge",
                "campaign.titleregistration",
                "campaign.calendarfeed",
                "awards.dossier",
                "awards.nominee",
                "awards.achievement",
                "office_culture.person",
                "office_culture.posting",
            ),
        ),
    ),
    # Whom a draft puts up may be struck off again; later a nominee is withdrawn.
    further=(
        "awards.delete_nominee",
        "campaign.deliver_section",
        "office_culture.assess_inspection",
        "office_culture.remedy_finding",
    ),
)
LEADER = Role(
    "leader",
    "Lãnh đạo",
    (Grant(VIEW, (*RECORD_AREAS, "standing", "councils")), Grant(VIEW, REMINDERS)),
    further=(
        "awards.approve_awarddecision",
        "awards.approve_revocation",
        "awards.approve_submission",
        "campaign.approve_report",
        "campaign.decide_innovation",
        "campaign.steer_task",
    ),
)
# Opens sessions, counts the ballots and writes the minutes; whether nominees are ready for a vote, the officer decides.
COUNCIL_SECRETARY = Role(
    "council_secretary",
    "Thư ký hội đồng",
    (
        Grant(KEEP, ("councils",)),
        Grant(VIEW, ("commendation", "awards_received", "award_rules", "documents", "organisation")),
    ),
    further=("awards.run_councilsession",),
)
ROLES = (ADMINISTRATOR, RECORDS_OFFICER, INSPECTOR, UNIT_CONTACT, LEADER, COUNCIL_SECRETARY)


def named(slug: str) -> Role:
    """The role that code and data call `slug`; raises `KeyError` if there is none."""
    return {role.slug: role for role in ROLES}[slug]


def labels(grant: Grant) -> Iterator[str]:
    """The model labels that a grant means, areas of the menu resolved."""
    areas = {area.slug: area.models for area in AREAS}
    for name in grant.on:
        yield from areas.get(name, (name,))


def permissions(role: Role) -> set[str]:
    """The permissions of a role as `app.verb_model`, with those on the rows that are part of its records."""
    found = set(role.further)
    for grant in role.grants:
        for label in labels(grant):
            app, model = label.split(".")
            found |= {f"{app}.{verb}_{model}" for verb in grant.verbs}
            for part in _parts(label):
                # Rows below a record come and go with its editing, unless they are written once and only read.
                verbs = part.default_permissions if "change" in grant.verbs else VIEW
                found |= {f"{part.app_label}.{verb}_{part.model_name}" for verb in verbs}
    return found


def _parts(label: str) -> Iterator[Any]:
    """The kinds of rows that are part of records of `label`; each names its owner in `part_of`."""
    for model in apps.get_models():
        owner_field = getattr(model, "part_of", None)
        if owner_field is None:
            continue
        owner: Any = model._meta.get_field(owner_field).related_model
        if owner._meta.label_lower == label:
            yield model._meta
            yield from _parts(model._meta.label_lower)


@transaction.atomic
def set_up(roles: Iterable[Role] = ROLES) -> None:
    """Makes the groups and gives them exactly their permissions; safe to repeat.

    Raises ImproperlyConfigured for a role that names a permission which no model has.
    """
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role in roles:
        named = permissions(role)
        unknown = ", ".join(sorted(named - known.keys()))
        if unknown:
            raise ImproperlyConfigured(f"The role {role.slug} names permissions that do not exist: {unknown}")
        group, _ = Group.objects.get_or_create(name=role.name)
        group.permissions.set([known[name] for name in named])


# The last package of ours: by then the tables of all three stand.
@receiver(post_migrate, dispatch_uid="set_up_roles")
def after_migrate(sender: AppConfig, **kwargs: Any) -> None:
    if sender.label == "awards":
        set_up()
