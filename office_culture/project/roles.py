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
from django.db.models import Q, QuerySet
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office_culture.models import Unit, User
from office_culture.project.menu import AREAS

VIEW = ("view",)
EDIT = ("view", "add", "change")
# To confirm a figure, and to correct it with a reason later.
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
# Only the program writes these; they are shown on the page of the task.
REMINDERS = ("campaign.reminder",)


@dataclass(frozen=True, slots=True)
class Grant:
    """Verbs on kinds of record; `on` contains areas of the menu and model labels. Rows below a record are included."""

    verbs: tuple[str, ...]
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A role: `name` is the name of its group in the database, in Vietnamese; `slug` its name in code and data."""

    slug: str
    name: str
    grants: tuple[Grant, ...]
    further: tuple[str, ...] = ()
    # The roles that this one may hand out and take back, by their slugs; see `may_hand_out`.
    hands_out: tuple[str, ...] = ()
    # What the role is for, for those who hand it out.
    about: Any = ""


ADMINISTRATOR = Role(
    "administrator",
    "Quản trị tài khoản",
    about=_("gives accounts and codes"),
    grants=(
        Grant(EDIT, ("office_culture.user",)),
        # A new colleague is a person, too.
        Grant(("view", "add"), ("office_culture.person",)),
        Grant(
            VIEW,
            (
                "auth.group",
                "office_culture.backup",
                "office_culture.event",
                "office_culture.signinrule",
                "office_culture.substitution",
                "office_culture.unit",
            ),
        ),
    ),
    further=("office_culture.reset_user",),
    # Who works with records; who decides on them and who looks over everybody's shoulder, the leader chooses.
    hands_out=("records_officer", "unit_contact", "inspector", "council_secretary", "council_member"),
)
RECORDS_OFFICER = Role(
    "records_officer",
    "Cán bộ hồ sơ",
    about=_("keeps the records of the office, issues papers"),
    grants=(
        Grant(EDIT, (*RECORD_AREAS, "standing", "councils", "office_culture.substitution")),
        Grant(VIEW, REMINDERS),
        Grant(CONFIRM, FIGURES),
    ),
    further=(
        "awards.delete_nominee",
        "awards.issue_awarddecision",
        "awards.issue_revocation",
        "awards.issue_submission",
        "awards.merge_conferral",
        "awards.review_dossier",
        "awards.settle_objection",
        "campaign.archive_campaign",
        "campaign.deliver_section",
        "campaign.issue_report",
        "campaign.register_innovation",
        "campaign.review_innovation",
        "campaign.steer_task",
        "office_culture.carry_out_unitchange",
        "office_culture.close_inspection",
        "office_culture.extract_person",
        "office_culture.issue_officepaper",
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
    about=_("inspects units and follows findings"),
    grants=(
        Grant(VIEW, RECORD_AREAS),
        Grant(VIEW, REMINDERS),
        Grant(EDIT, ("office_culture.inspection", "office_culture.finding")),
    ),
    further=("office_culture.close_inspection", "office_culture.verify_finding"),
)
UNIT_CONTACT = Role(
    "unit_contact",
    "Đầu mối đơn vị",
    about=_("writes for one unit: tasks, figures, pledges, proposals"),
    grants=(
        Grant(VIEW, RECORD_AREAS),
        Grant(VIEW, REMINDERS),
        # Contacts write results and report tasks as done; which tasks there are, the office decides.
        Grant(("view", "change"), ("campaign.task",)),
        # What is measured, and which causes of delay there are, the office decides, too.
        Grant((*EDIT, *CONFIRM), FIGURES),
        Grant(
            EDIT,
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
    about=_("approves papers and decides"),
    grants=(
        Grant(VIEW, (*RECORD_AREAS, "standing", "councils")),
        Grant(VIEW, (*REMINDERS, "auth.group")),
        # Of an account the leader changes the roles alone; see `project/accounts.py`.
        Grant(("view", "change"), ("office_culture.user",)),
        # Whoever keeps accounts is bound by the rules on signing in, so the leader sets them.
        Grant(EDIT, ("office_culture.signinrule", "office_culture.substitution")),
    ),
    hands_out=("leader", "auditor", "administrator"),
    further=(
        "awards.approve_awarddecision",
        "awards.approve_revocation",
        "awards.approve_submission",
        "campaign.approve_report",
        "campaign.decide_innovation",
        "campaign.steer_task",
        "office_culture.approve_officepaper",
    ),
)
# Opens sessions, counts the ballots and writes the minutes; whether nominees are ready for a vote, the officer decides.
COUNCIL_SECRETARY = Role(
    "council_secretary",
    "Thư ký hội đồng",
    about=_("runs the sessions of councils"),
    grants=(
        Grant(EDIT, ("councils",)),
        Grant(VIEW, ("commendation", "awards_received", "award_rules", "documents", "organisation")),
    ),
    further=("awards.run_councilsession",),
)
# Reads what the council is to judge; ballots and scores are entered where the seat allows it.
COUNCIL_MEMBER = Role(
    "council_member",
    "Thành viên hội đồng",
    about=_("sits in councils and reads what they judge"),
    grants=(
        Grant(
            VIEW,
            (
                "councils",
                "commendation",
                "awards_received",
                "award_rules",
                "innovations",
                "documents",
                "organisation",
            ),
        ),
    ),
)
# Sees everything and changes nothing.
AUDITOR = Role(
    "auditor",
    "Kiểm soát",
    about=_("reads everything and changes nothing"),
    grants=(
        Grant(VIEW, (*RECORD_AREAS, "standing", "councils")),
        Grant(
            VIEW,
            (
                *REMINDERS,
                "auth.group",
                "office_culture.backup",
                "office_culture.event",
                "office_culture.signinrule",
                "office_culture.substitution",
                "office_culture.user",
            ),
        ),
    ),
)
ROLES = (
    RECORDS_OFFICER,
    UNIT_CONTACT,
    INSPECTOR,
    COUNCIL_SECRETARY,
    COUNCIL_MEMBER,
    LEADER,
    AUDITOR,
    ADMINISTRATOR,
)


def role_called(name: str) -> Role | None:
    """The role whose group has this name; None for a group of the office's own."""
    return next((role for role in ROLES if role.name == name), None)


def named(slug: str) -> Role:
    """The role that code and data call `slug`; raises `KeyError` if there is none."""
    return {role.slug: role for role in ROLES}[slug]


def may_hand_out(by: User) -> QuerySet[Group]:
    """The groups that `by` may give to others and take from them.

    Of the roles those that its own roles name in `hands_out`; of the office's own groups those without a right that
    `by` itself lacks. A superuser hands out all.
    """
    if by.is_superuser:
        return Group.objects.all()
    group_names = set(by.groups.values_list("name", flat=True))
    given = {named(slug).name for role in ROLES if role.name in group_names for slug in role.hands_out}
    own = {tuple(name.split(".")) for name in by.get_all_permissions()}
    beyond = [
        pk
        for pk, app, code in Group.objects.values_list(
            "pk", "permissions__content_type__app_label", "permissions__codename"
        )
        if code and (app, code) not in own
    ]
    roles = Q(name__in=[role.name for role in ROLES])
    return Group.objects.filter(Q(name__in=given) | (~roles & ~Q(pk__in=beyond)))


def has_all_rights_of(by: User, account: User) -> bool:
    """Whether `by` may hand out all rights and rows of `account`, so that signing in as it gives `by` nothing new.

    Whoever stands in for somebody, now or on later days, counts with the rights and rows of that account, too.
    """
    if by.is_superuser:
        return True
    away = Q(substitutions__substitute=account.person_id, substitutions__valid_to__gte=timezone.localdate())
    opened = User.objects.filter(Q(pk=account.pk) | (away if account.person_id else Q()))
    if opened.filter(Q(is_superuser=True) | Q(user_permissions__isnull=False)).exists():
        return False
    own_units = Unit.objects.owning_for(by).order_by()
    if opened.filter(unit__isnull=False).exclude(unit__in=own_units.values("pk")).exists():
        return False
    beyond = Group.objects.filter(user__in=opened.values("pk")).exclude(pk__in=may_hand_out(by).values("pk"))
    return not beyond.exists()


def labels(grant: Grant) -> Iterator[str]:
    """The model labels of a grant, with areas of the menu replaced by their models."""
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
                # Who may change a record may do with its rows all that their models allow.
                verbs = part.default_permissions if "change" in grant.verbs else VIEW
                found |= {f"{part.app_label}.{verb}_{part.model_name}" for verb in verbs}
    return found


def _parts(label: str) -> Iterator[Any]:
    """The models whose rows are part of records of `label`, at any depth; each names its owner in `part_of`."""
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
    """Creates the groups and gives them exactly their permissions; safe to repeat.

    Raises `ImproperlyConfigured` for a role that names a permission which no model has.
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
        group, _created = Group.objects.get_or_create(name=role.name)
        group.permissions.set([known[name] for name in named])


# `awards` is migrated last: by then the tables of all three packages exist.
@receiver(post_migrate, dispatch_uid="set_up_roles")
def after_migrate(sender: AppConfig, **kwargs: Any) -> None:
    if sender.label == "awards":
        set_up()
