"""The guides of the product: Markdown files by role and language, shown where a reader stands.

`docs/vi` and `docs/en` hold the same guides with the same headings, so that a heading has one address in both: the
English words of its place. `make pictures` draws their pictures from the sample office.
"""

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import ResolverMatch, get_script_prefix, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from office_culture.models import User
from office_culture.project.menu import hub_of
from office_culture.rules.requests import user_of

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
# Every page of an import is one place, whatever kind of record it brings in.
IMPORT = "import"
_IMPORTS = ("_import", "_process_import")


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide, by the name of its file; whoever has the right `needs` is led to it.

    `places` names the heading that speaks of a page (by the name of its address), of a kind of record (by its label),
    or of a whole hub.
    """

    slug: str
    needs: str
    places: dict[str, str] = field(default_factory=dict)


# In the order in which they are asked for a place: whoever has several roles is led by the first that speaks of it.
GUIDES: tuple[Guide, ...] = (
    Guide(
        "records-officer",
        "campaign.issue_report",
        {
            "index": "begin-the-day",
            "notices": "begin-the-day",
            "new_year": "keep-a-plan-and-its-tasks",
            "reports": "write-a-report",
            "campaign.report": "write-a-report",
            "report_section": "write-a-section",
            "report_preflight": "check-and-issue-a-report",
            "report_review": "check-and-issue-a-report",
            "campaign.sectionassignment": "hand-out-sections",
            "office_culture.issuedpaper": "check-and-issue-a-report",
            "documents": "register-a-document",
            "office_culture.officepaper": "draft-a-paper-from-a-record",
            "campaign": "keep-a-plan-and-its-tasks",
            "campaign.pledge": "keep-a-plan-and-its-tasks",
            "inspections": "prepare-a-round-of-inspections",
            "innovations": "pass-on-an-innovation",
            "figures": "confirm-figures",
            "commendation": "run-a-nomination-round",
            "awards.awarddecision": "issue-a-decision-and-print-certificates",
            "awards.conferral": "issue-a-decision-and-print-certificates",
            "awards.certificatebatch": "issue-a-decision-and-print-certificates",
            "awards.submission": "issue-a-decision-and-print-certificates",
            "office_culture_person_data": "answer-somebody-who-asks-for-their-data",
            "organisation": "keep-units-and-people",
            "settings": "keep-rules-and-catalogues",
        },
    ),
    Guide(
        "inspector",
        "office_culture.close_inspection",
        {
            "index": "begin-the-day",
            "inspections": "inspect-a-unit",
            "office_culture.inspection": "inspect-a-unit",
            "office_culture.finding": "follow-a-finding",
        },
    ),
    Guide(
        "council",
        "awards.run_councilsession",
        {
            "index": "prepare-a-session",
            "awards.councilsession": "prepare-a-session",
            "office_culture.council": "set-up-a-council",
            "awards_councilsession_ballots": "open-the-session-and-count-the-ballots",
        },
    ),
    Guide(
        "unit-contact",
        "campaign.deliver_section",
        {
            "index": "begin-the-day",
            "reports": "write-a-section-of-the-report",
            "report_section": "write-a-section-of-the-report",
            "campaign": "report-on-a-task",
            "campaign.pledge": "enter-a-pledge",
            "campaign.titleregistration": "enter-a-pledge",
            "figures": "enter-and-confirm-figures",
            "innovations": "propose-an-innovation",
            "inspections": "take-part-in-an-inspection",
            "commendation": "nominate-for-awards",
        },
    ),
    Guide(
        "leader",
        "campaign.approve_report",
        {
            "leadership": "see-what-waits",
            "index": "see-what-waits",
            "reports": "approve-a-report",
            "report_review": "approve-a-report",
            "documents": "approve-a-paper",
            "commendation": "approve-a-paper",
            "innovations": "decide-on-an-innovation",
            "settings": "say-how-people-sign-in",
            "office_culture.substitution": "name-a-substitute",
            "account": "name-a-substitute",
        },
    ),
    Guide(
        "accounts",
        "office_culture.reset_user",
        {
            "index": "give-somebody-an-account",
            "settings": "give-somebody-an-account",
            "office_culture.user": "give-somebody-an-account",
            "office_culture.person": "give-somebody-an-account",
        },
    ),
    Guide(
        "auditor",
        "office_culture.view_backup",
        {
            "index": "follow-a-figure-to-its-records",
            "leadership": "follow-a-figure-to-its-records",
            "reports": "follow-a-figure-to-its-records",
            "office_culture.event": "read-the-events",
            "office_culture.backup": "look-at-the-backups",
            "office_culture.user": "look-at-the-rights-of-an-account",
        },
    ),
    # Members of councils have the guide of their secretary, which tells them apart.
    Guide(
        "council",
        "awards.view_councilsession",
        {"index": "give-points-as-a-member", "innovations": "give-points-as-a-member"},
    ),
    Guide("empty-office", "office_culture.add_unit", {"set_up": ""}),
    Guide("tables", "office_culture.view_document", {IMPORT: "bring-in-a-table"}),
)
SLUGS = tuple(dict.fromkeys(guide.slug for guide in GUIDES))


@dataclass(frozen=True, slots=True)
class Written:
    """A guide in one language: its title, its headings by address, and its text as HTML."""

    title: str
    headings: dict[str, str]
    text: SafeString


def file_of(slug: str, language: str) -> Path:
    return settings.GUIDES_DIR / language / f"{slug}.md"


def written(slug: str, language: str) -> Written:
    """The guide as it is shown. Raises `FileNotFoundError` where the installation has no such file."""
    return _written(slug, language, get_script_prefix())


@cache
def _written(slug: str, language: str, prefix: str) -> Written:
    """The same for addresses below `prefix`: the files do not change while the program runs."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(file_of(slug, language).read_text("utf-8"))
    names = [_words(token) for token in _headings(parser.parse(file_of(slug, "en").read_text("utf-8")))]
    addresses = [slugify(name) for name in names]
    headings = _headings(tokens)
    for token, address in zip(headings, addresses, strict=True):
        tokens[tokens.index(token) - 1].attrSet("id", address)
    for token in tokens:
        for child in token.children or ():
            _lead(child, language)
    # The title stands above the text already.
    text = parser.renderer.render(tokens[3:], parser.options, {})
    return Written(
        title=_words(headings[0]),
        headings={address: _words(token) for token, address in zip(headings[1:], addresses[1:], strict=True)},
        text=mark_safe(text),  # noqa: S308 - our own files, rendered without HTML of theirs
    )


def _headings(tokens: list[Token]) -> list[Token]:
    return [after for token, after in pairwise(tokens) if token.type == "heading_open"]


def _words(heading: Token) -> str:
    return "".join(child.content for child in heading.children or ())


def _lead(token: Token, language: str) -> None:
    """Lets a link to another guide and a picture, as they stand in the file, lead to where they are served."""
    if token.type == "link_open":
        target = urlsplit(str(token.attrGet("href")))
        if target.path.endswith(".md"):
            fragment = f"#{target.fragment}" if target.fragment else ""
            token.attrSet("href", reverse("guide", args=[target.path.removesuffix(".md")]) + fragment)
    if token.type == "image":
        name = Path(str(token.attrGet("src"))).name
        token.attrSet("src", static(f"guides/{language}/{name}"))
        token.attrSet("loading", "lazy")


def language_of_reader() -> str:
    language = get_language() or settings.LANGUAGE_CODE
    return language if language in LANGUAGES else settings.LANGUAGE_CODE


def address_for(user: User, match: ResolverMatch | None) -> str:
    """Where the guide of this account speaks of the page: the page itself, its kind of record, its hub, or its top."""
    own = [guide for guide in GUIDES if user.has_perm(guide.needs)]
    for place in _places(match):
        for guide in own:
            if place in guide.places:
                heading = guide.places[place]
                return reverse("guide", args=[guide.slug]) + (f"#{heading}" if heading else "")
    # What no task is about leads to the top of the guide of the account's own work.
    work = next((guide.slug for guide in own if "index" in guide.places), None)
    return reverse("guide", args=[work]) if work else reverse("guides")


def _places(match: ResolverMatch | None) -> list[str]:
    """The names under which a page is asked for, the closest one first."""
    if match is None or not match.url_name:
        return []
    name = match.url_name
    if name == "hub":
        return [str(match.kwargs["slug"])]
    label = _kinds().get("_".join(name.split("_")[: _length(name)]), "")
    found = [IMPORT] if name.endswith(_IMPORTS) and label else []
    if not label and name.startswith("report_"):
        label = "campaign.report"
    return [*found, name, *([label, hub_of(label).slug] if label else [])]


def _length(name: str) -> int:
    """How many parts of the name of an address name a kind of record; 0 for other addresses."""
    parts = name.split("_")
    return next((n for n in range(len(parts), 0, -1) if "_".join(parts[:n]) in _kinds()), 0)


@cache
def _kinds() -> dict[str, str]:
    return {
        f"{model._meta.app_label}_{model._meta.model_name}": model._meta.label_lower
        for model in apps.get_models()
    }


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """All guides, those of the account first."""
    return _page(request, "guides", _("Guides"))


@require_safe
@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide in the language of the reader."""
    if slug not in SLUGS:
        raise Http404
    shown = written(slug, language_of_reader())
    return _page(request, "guide", shown.title, guide=shown, slug=slug)


def _page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    user = user_of(request)
    own = dict.fromkeys(guide.slug for guide in GUIDES if user.has_perm(guide.needs))
    ordered = [*own, *(slug for slug in SLUGS if slug not in own)]
    listed = [(slug, written(slug, language_of_reader()).title) for slug in ordered]
    frame = {**admin.site.each_context(request), "title": title, "guides": listed}
    return render(request, f"project/{template}.html", {**frame, **context})
