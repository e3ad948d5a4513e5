"""What accounts and roles may do: by area of the menu and kind of record, each right with its sources."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db.models import CASCADE
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from office_culture.models import User
from office_culture.project.menu import AREAS
from office_culture.project.roles import ROLES, named, permissions

# What the stubs allow a class to declare is narrower than what Django reads.
_ModelAdmin: Any = admin.ModelAdmin
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
    return KindOfRecord(_kind_in_words(label), tuple(ranked))


def naming_rights() -> Callable[[Permission], str]:
    """A function that names a right as a person chooses it: the kind of record, and what may be done with it.

    Django's own names stand in the database, in English. A right on what is no kind of record keeps its name.
    """
    words = _words()
    kinds = {label: _kind_in_words(label) for label, _verb in words.values()}
    alike = Counter(kinds.values())

    def name(right: Permission) -> str:
        label, verb = words.get(f"{right.content_type.app_label}.{right.codename}", ("", right.name))
        if not label:
            return verb
        kind = kinds[label]
        return f"{kind} ({_above(label)}): {verb}" if alike[kind] > 1 else f"{kind}: {verb}"

    return name


def _kind_in_words(label: str) -> str:
    return str(capfirst(apps.get_model(label)._meta.verbose_name_plural))


def _above(label: str) -> str:
    """The kind of record that rows of this kind stand below: files of documents are not files of findings."""
    model = apps.get_model(label)
    links = (field for field in model._meta.concrete_fields if field.remote_field is not None)
    above = next((field for field in links if field.remote_field.on_delete is CASCADE), None)
    return str(above.related_model._meta.verbose_name_plural) if above is not None else label


class NamesRights(_ModelAdmin):
    """Mixed into pages on which rights are chosen one by one."""

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any
    ) -> Any:
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.related_model is Permission:
            field.label_from_instance = naming_rights()
        return field


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
