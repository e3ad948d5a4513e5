"""A test's browser: it posts the hidden versions that the page shows, as browsers do, unless the test says which."""

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.urls import Resolver404, resolve

from office_culture.actions.seen import stamp
from office_culture.models import User
from office_culture.models.base import Record
from tests.sessions import session_of

_NOMINEE = re.compile(r"nominee-(\d+)-")
_ROW = re.compile(r"(.+)-(\d+)-id")


class Browser(Client):
    """Django's own client, and the versions of the records that a page is about."""

    def post(self, path: str, data: Any = None, *args: Any, **kwargs: Any) -> Any:
        if data is None or (isinstance(data, dict) and "content_type" not in kwargs and not args):
            counting, connection.force_debug_cursor = connection.force_debug_cursor, False
            try:
                data = {**dict(_hidden(str(path), data or {})), **(data or {})}
            finally:
                connection.force_debug_cursor = counting
        return super().post(path, data, *args, **kwargs)


def browser_of(user: User) -> Browser:
    """The browser in which that account is signed in."""
    browser = Browser()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
    return browser


def _hidden(path: str, data: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    try:
        match = resolve(path.partition("?")[0])
    except Resolver404:
        return
    if match.url_name in _ABOUT:
        label, key = _ABOUT[match.url_name]
        yield "opened_version", _version(apps.get_model(label), data.get(key) or match.kwargs.get(key))
    if match.url_name == "office_paper_draft":
        about = ContentType.objects.filter(pk=match.kwargs["type_id"]).first()
        if about is not None and hasattr(about.model_class(), "version"):
            yield "opened_version", _version(about.model_class(), match.kwargs["pk"])
    name, _part, page = (match.url_name or "").rpartition("_")
    if match.url_name and match.url_name.endswith("_open_votes"):
        name, page = match.url_name.removesuffix("_open_votes"), "open_votes"
    kind = next(
        (
            m
            for m in apps.get_models()
            if f"{m._meta.app_label}_{m._meta.model_name}" == name and hasattr(m, "version")
        ),
        None,
    )
    if kind is None:
        return
    if page == "changelist":
        for key in _as_list(data.get("_selected_action", ())):
            yield f"version-{key}", _version(kind, key)
    if page == "same" and str(data.get("into", "")).isdecimal():
        rows = [
            kind._base_manager.filter(pk=key).first() for key in (match.kwargs["object_id"], data["into"])
        ]
        yield "opened_version", stamp(*rows) if all(rows) else ""
    if page == "finding":
        yield (
            "opened_version",
            _version(apps.get_model("office_culture", "InspectionResult"), match.kwargs["result"]),
        )
    if page == "scores":
        yield from _of_scores(match.kwargs["object_id"])
    if page in {"ballots", "open_votes"}:
        yield from _of_ballots(match.kwargs["object_id"], data)
    if page in {
        "change",
        "step",
        "preview",
        "delete",
        "next",
        "part",
        "adopt",
        "signed",
        "default",
        "handout",
    }:
        yield "opened_version", _version(kind, match.kwargs["object_id"])
    for field, key in data.items():
        row = _ROW.fullmatch(field)
        if row and key:
            prefix = re.sub(r"-\d+$", "", row[1])
            below = next(
                (r.related_model for r in kind._meta.related_objects if r.get_accessor_name() == prefix), None
            )
            if below is not None and issubclass(below, Record):
                yield f"{row[1]}-{row[2]}-opened_version", _version(below, key)


# Pages of the project about a record of this kind; its key stands in the post or in the address under this name.
_ABOUT = {
    "report_remark": ("campaign.Report", "pk"),
    "report_no_objection": ("campaign.Report", "pk"),
    "report_take_over": ("campaign.Report", "pk"),
    "report_settle": ("campaign.Remark", "remark"),
    "round_draft": ("awards.NominationRound", "pk"),
    "auth_user_password_change": ("office_culture.User", "id"),
    "office_culture_user_second_step": ("office_culture.User", "object_id"),
}


def _of_scores(innovation: Any) -> Iterator[tuple[str, Any]]:
    found: dict[int, list[Any]] = {}
    rows = apps.get_model("campaign", "Innovation")._base_manager.select_related("session")
    review = rows.filter(pk=innovation).first()
    if review is None:
        return
    for score in review.scores.all():
        found.setdefault(score.seat_id, []).append(score)
    for seat in review.session.council.seats.all() if review.session else ():
        yield f"member-{seat.pk}-opened_version", stamp(*found.get(seat.pk, ()))


def _of_ballots(session: Any, data: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    kept = dict(
        apps.get_model("awards", "Deliberation")
        ._base_manager.filter(session=session)
        .values_list("nominee_id", "version")
    )
    for nominee in {found[1] for name in data if (found := _NOMINEE.match(name))}:
        yield f"nominee-{nominee}-opened", kept.get(int(nominee), 0)


def _as_list(keys: Any) -> list[Any]:
    return list(keys) if isinstance(keys, list | tuple) else [keys]


def _version(kind: type[Record], key: Any) -> Any:
    """The version that is kept now; "" for a key that nothing answers to."""
    if not str(key).isdecimal() or len(str(key)) > 18:
        return ""
    return kind._base_manager.filter(pk=key).values_list("version", flat=True).first() or ""
