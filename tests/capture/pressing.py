"""The buttons that make further papers: drafts from rounds, issues of what is still a draft, prints of certificates.

Everything is pressed as a browser would. What the office refuses stays as it is; so the outcome is the same each time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.capture.doors import HIGHEST, Answer, open_door

# How the address of the step ends that gives a paper its number.
ISSUE = "/issue/"
# A print that is not finished after so many steps will never be.
_STEPS = 20


@dataclass(frozen=True, slots=True)
class People:
    """Two accounts with every right, because nobody approves what they have written."""

    writer: Client
    approver: Client


def people() -> People:
    from office_culture.models import User
    from tests.browsers import Browser

    names = {"writer": "Người viết", "approver": "Người duyệt"}
    first, second = (
        User.objects.create(username=username, full_name=name, is_staff=True, is_superuser=True)
        for username, name in names.items()
    )
    own = next(name for name in settings.AUTHENTICATION_BACKENDS if name.startswith("office_culture."))
    browsers = []
    for user in (first, second):
        browser = Browser()
        browser.force_login(user, backend=own)
        browsers.append(browser)
    return People(*browsers)


def write_drafts(people: People) -> None:
    """From every round the draft of its decision and of its submission."""
    for key in range(1, HIGHEST):
        for kind in ("decision", "submission"):
            address = reverse("round_draft", args=[key, kind])
            if people.writer.post(address).status_code == 404:
                break


def issue(people: People) -> int:
    """Whatever has a paper of its own and none yet is handed in, approved and issued; returns how many were."""
    from office_culture.models import IssuedPaper

    before = IssuedPaper.objects.count()
    for relation in IssuedPaper._meta.related_objects:
        if relation.one_to_one and relation.field.null:
            model = relation.related_model
            waiting = model._default_manager.filter(**{f"{relation.field.name}__isnull": True})
            for record in waiting.order_by("pk"):
                _issue(people, record)
    return IssuedPaper.objects.count() - before


def _issue(people: People, record: Any) -> None:
    if record.state == "draft" and not record.signer_id:
        # Drafts written from a round leave it to the clerk who signs.
        record.signer, record.signer_post = _signer()
        record.save()
    page = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
    record_address = page.removesuffix("change/")
    people.writer.post(f"{record_address}step/submit/")
    people.approver.post(f"{record_address}step/approve/")
    _acknowledge(people.approver, page)
    for address in _links(people.writer, page, ISSUE):
        people.writer.post(address)


def _signer() -> tuple[Any, str]:
    """Who signed the first decision of the sample office, with the post."""
    first = apps.get_model("awards", "AwardDecision").objects.filter(signer__isnull=False).earliest("pk")
    return first.signer, first.signer_post


def _acknowledge(browser: Client, page: str) -> None:
    """Gives a reason for each warning of the preflight."""
    for address in _links(browser, page, "/preflight/"):
        forms = lxml.html.fromstring(browser.get(address).content.decode()).forms
        for form in forms:
            if "acknowledge" in (form.action or ""):
                browser.post(form.action, {**dict(form.form_values()), "reason": "Đã đối chiếu với hồ sơ."})


def _links(browser: Client, page: str, ending: str) -> list[str]:
    answer = open_door(browser, page)
    links = {link for link in answer.links if link.endswith(ending)} if answer else set()
    return sorted(links)


def prints(people: People) -> Iterator[tuple[str, Callable[[], Answer | None]]]:
    """All certificates by every layout, each as one file."""
    layouts = apps.get_model("awards", "CertificateLayout").objects.order_by("pk")
    received = apps.get_model("awards", "Conferral").objects.order_by("pk")
    batches = apps.get_model("awards", "CertificateBatch").objects
    begin = reverse("admin:awards_certificatebatch_begin")
    for layout in layouts:
        rows = received.filter(award=layout.award) if layout.award_id else received
        keys = ",".join(str(row.pk) for row in rows)
        people.writer.post(begin, {"conferrals": keys, "layout": layout.pk, "name": f"Bản in {layout.pk}"})
        page = reverse("admin:awards_certificatebatch_change", args=[batches.latest("pk").pk])
        for _ in range(_STEPS):
            people.writer.post(f"{page.removesuffix('change/')}step/")
        for link in _links(people.writer, page, "/"):
            if link.startswith("/files/"):
                yield f"print by layout {layout.pk}", lambda link=link: open_door(people.writer, link)
