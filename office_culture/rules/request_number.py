"""The number by which a request is found again: on the page of an error, in the log, in the mail, among the events."""

from uuid import UUID

from office_culture.models import context


def as_number(request: UUID) -> str:
    """The first eight digits of the request's id, such as "4F2A-91C0": short enough to be told on the telephone."""
    digits = request.hex[:8].upper()
    return f"{digits[:4]}-{digits[4:]}"


def current_number() -> str:
    """The number of the request that is being answered, "" outside of one."""
    request = context.current().request
    return as_number(request) if request else ""
