"""The account and the address of a request to a page behind the sign-in."""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address, ip_network
from types import SimpleNamespace
from typing import cast

from django.http import HttpRequest, QueryDict

from office_culture.models.accounts import User


def user_of(request: HttpRequest) -> User:
    """The account of a request to a view that requires a sign-in."""
    return cast("User", request.user)


def request_in_name_of(user: User, query: str = "") -> HttpRequest:
    """A request that no browser sent, for pages of the admin that are asked by a command; `query` as in an address."""
    request = HttpRequest()
    request.method = "GET"
    request.user = user
    request.GET = QueryDict(query)
    # No page keeps anything between requests here.
    request.session = SimpleNamespace()  # type: ignore[assignment]
    return request


def show(request: HttpRequest, record: str) -> None:
    """Notes which record the answer to this request shows, as "label:key"; "" for none."""
    request.shown_record = record  # type: ignore[attr-defined]


def shown_in(request: HttpRequest) -> str:
    """The record that the answer shows, as noted by `show`; "" for none."""
    return getattr(request, "shown_record", "")


def number_in(request: HttpRequest, name: str) -> int | None:
    """The whole number that the query gives under `name`; None for anything else, and for ten digits and more."""
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None


def is_key(text: str) -> bool:
    """Whether `text` can be a primary key: at most 18 decimal digits, which fit into the databases' 64 bits."""
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_KEY


_LONGEST_KEY = 18  # digits


def address_of(request: HttpRequest) -> str | None:
    """The address of the visitor, for events and the lock against guessed passwords; None if that is unknown."""
    return address_in(request.META.get("REMOTE_ADDR") or "")


def address_in(header: str) -> str | None:
    """The address in the text of a server or proxy: "10.0.0.7", "10.0.0.7:53122", "[2001:db8::7]:53122".

    The port changes with every connection and the zone ("%eth0") means nothing elsewhere: both are cut off. One address
    has one spelling, so IPv4 written as IPv6 becomes IPv4. What is no address is None.
    """
    bracketed = re.fullmatch(r"\[(.+)\](?::[0-9]*)?", header.strip())
    with_port = re.fullmatch(r"([0-9.]+):[0-9]*", header.strip())
    bare = (bracketed or with_port or [None, header.strip()])[1] or ""
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)


def network_of(request: HttpRequest) -> str | None:
    """The address for which failed sign-ins are counted.

    Of IPv6 the first 64 bits: a visitor has all addresses of such a network.
    """
    address = address_of(request)
    if address is None or ":" not in address:
        return address
    return str(ip_network(f"{address}/64", strict=False).network_address)


# The first one found counts: browsers name those they are like after themselves.
_BROWSERS = {
    "coc_coc_browser": "Cốc Cốc",
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def browser_of(request: HttpRequest) -> str:
    """Browser and system as their makers name them, such as "Chrome, Windows"; "" where neither is known."""
    agent = request.headers.get("User-Agent", "")
    found = (next((names[sign] for sign in names if sign in agent), "") for names in (_BROWSERS, _SYSTEMS))
    return ", ".join(filter(None, found))
