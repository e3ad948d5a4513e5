"""Requests behind a sign-in: somebody is always signed in."""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address
from typing import cast

from django.http import HttpRequest

from office_culture.models.accounts import User


def user_of(request: HttpRequest) -> User:
    """The account behind the request; such views never run without one."""
    return cast("User", request.user)


def address_of(request: HttpRequest) -> str | None:
    """Where the request came from, for the record of events and the lock against guessing; None if that is unknown."""
    return address_in(request.META.get("REMOTE_ADDR") or "")


def address_in(told: str) -> str | None:
    """The address in what a server or proxy tells: "10.0.0.7", "10.0.0.7:53122", "[2001:db8::7]:53122".

    The port changes with every connection and the zone ("%eth0") means nothing elsewhere: both are cut off. One address
    has one spelling, so IPv4 written as IPv6 becomes IPv4. What is no address is None.
    """
    bracketed = re.fullmatch(r"\[(.+)\](?::[0-9]*)?", told.strip())
    with_port = re.fullmatch(r"([0-9.]+):[0-9]*", told.strip())
    bare = (bracketed or with_port or [None, told.strip()])[1] or ""
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)
