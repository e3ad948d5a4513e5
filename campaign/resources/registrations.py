"""The sheets of emulation titles and of the registrations for them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from campaign.models import EmulationTitle, TitleRegistration
from office_culture.resources.base import RecordResource
from office_culture.resources.terms import TermResource


class EmulationTitleResource(TermResource):
    """One row for each title."""

    class Meta:
        model = EmulationTitle


class TitleRegistrationResource(RecordResource):
    """One row for each collective or person, title and year."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("year", "title", "unit", "person"),)
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "title": (
                "Danh hiệu đăng ký",
                "Danh hiệu",
                "Danh hiệu thi đua",
                "Đăng ký danh hiệu",
            ),
            "registered_on": ("Ngày đăng ký",),
        }
    )

    class Meta:
        model = TitleRegistration
