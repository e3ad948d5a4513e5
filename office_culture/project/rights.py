"""What accounts and roles may do: by area of the menu and kind of record, each right with its sources."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Permission
from django.utils.text import capfirst
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from office_culture.models import User
from office_culture.project.menu import AREAS
from office_culture.project.roles import ROLES, named, permissions

_VERBS = {"view": _("view"), "add": _("add"), "change": _("change"), "delete": _("delete")}


@dataclass(frozen=True, slots=True)
class Right:
    """One right, and the roles, groups or the account itself that give it."""

    name: str
    given_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindOfRecord:
    """The rights on one kind of record."""

    name: str
    rights: tuple[Right, ...]


@dataclass(frozen=True, slots=True)
class AreaOfRights:
    """An area of the menu with the kinds of record on which there is any right."""

    name: str
    kinds: tuple[KindOfRecord, ...]


def effective_rights(account: User) -> list[AreaOfRights]:
    """The rights of `account` as permission checks see them, each with the roles or groups that give it."""
    given: dict[str, list[str]] = defaultdict(list)
    if account.is_superuser:
        every = Permission.objects.values_list("content_type__app_label", "codename")
        given = defaultdict(list, {f"{app}.{code}": [gettext("superuser")] for app, code in every})
    elif account.is_active:
        groups = account.groups.order_by("name").values_list(
            "name", "permissions__content_type__app_label", "permissions__codename"
        )
        own = account.user_permissions.values_list("content_type__app_label", "codename")
        for name, app, code in [*groups, *((gettext("this account alone"), app, code) for app, code in own)]:
            if code:
                given[f"{app}.{code}"].append(name)
    return by_area(given)


def by_area(given: Mapping[str, Iterable[str]]) -> list[AreaOfRights]:
    """Rights (`app.verb_model` → who gives them) in the order of the menu; rows below records follow their record."""
    by_kind: dict[str, list[Right]] = defaultdict(list)
    known = _words()
    for name, sources in given.items():
        if name in known:
            label, word = known[name]
            by_kind[label].append(Right(word, tuple(sources)))
    return [
        AreaOfRights(str(area.name), kinds)
        for area in AREAS
        if (kinds := tuple(_kind(label, by_kind[label]) for label in area.models if label in by_kind))
    ]


def _kind(label: str, rights: list[Right]) -> KindOfRecord:
    order = [str(word) for word in _VERBS.values()]
    ranked = sorted(rights, key=lambda r: (order.index(r.name) if r.name in order else len(order), r.name))
    return KindOfRecord(str(capfirst(apps.get_model(label)._meta.verbose_name_plural)), tuple(ranked))


def _words() -> dict[str, tuple[str, str]]:
    """The label of the model and the words of each permission, by `app.codename`."""
    found = {}
    for model in apps.get_models():
        opts = model._meta
        for verb in opts.default_permissions:
            found[f"{opts.app_label}.{verb}_{opts.model_name}"] = (
                opts.label_lower,
                str(_VERBS.get(verb, verb)),
            )
        for codename, words in opts.permissions:
            found[f"{opts.app_label}.{codename}"] = (opts.label_lower, str(words))
    return found


def documented() -> str:
    """The table of roles for the documentation, as Markdown in English."""
    with override("en"):
        return "\n".join([*_hands_out(), *_grants()]) + "\n"


def _hands_out() -> Iterable[str]:
    yield "| role | in the office | hands out |"
    yield "|---|---|---|"
    for role in ROLES:
        given = ", ".join(named(slug).slug for slug in role.hands_out) or "–"
        yield f"| {role.slug} | {role.name} | {given} |"


def _grants() -> Iterable[str]:
    rights = {role.slug: permissions(role) for role in ROLES}
    areas = by_area(
        {name: [slug for slug in rights if name in rights[slug]] for name in set().union(*rights.values())}
    )
    for area in areas:
        yield f"\n### {area.name}\n"
        yield f"| | {' | '.join(rights)} |"
        yield "|---" * (len(rights) + 1) + "|"
        for kind in area.kinds:
            cells = [
                ", ".join(right.name for right in kind.rights if slug in right.given_by) or "–"
                for slug in rights
            ]
            yield f"| {kind.name} | {' | '.join(cells)} |"
