"""Every admin module of the package, so that Django finds them."""

from campaign.admin import (
    campaigns,
    case_files,
    communication,
    confirmations,
    digital,
    feeds,
    figures,
    indicators,
    innovations,
    plans,
    pledges,
    reform_ranks,
    registrations,
    reports,
    reviews,
    tasks,
)

__all__ = [
    "campaigns",
    "case_files",
    "communication",
    "confirmations",
    "digital",
    "feeds",
    "figures",
    "indicators",
    "innovations",
    "plans",
    "pledges",
    "reform_ranks",
    "registrations",
    "reports",
    "reviews",
    "tasks",
]
