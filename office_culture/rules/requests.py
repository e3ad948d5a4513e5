"""Requests behind a sign-in: somebody is always signed in."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from office_culture.models.accounts import User


def user_of(request: HttpRequest) -> User:
    """The account behind the request; such views never run without one."""
    return cast("User", request.user)


def address_of(request: HttpRequest) -> str | None:
    """Where the request came from, for the record of events."""
    return request.META.get("REMOTE_ADDR")
