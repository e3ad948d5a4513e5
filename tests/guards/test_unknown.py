"""A record beyond the scope answers as a key that never was: status, headers, words, number of statements."""

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import get_resolver, reverse

from awards.models import AwardDecision, CouncilSession, NominationRound, Revocation, Submission
from campaign.models import Innovation, Report, ReviewSession
from office_culture.models import (
    Council,
    Device,
    Event,
    LongWork,
    OfficePaper,
    Person,
    Substitution,
    Unit,
    Verb,
)
from office_culture.models.base import Record
from tests.answers import body_of
from tests.factories import FACTORIES
from tests.guards.foreign import NO_KEY, PLANTED_KEY, WORD, asked_alike, differences, planted
from tests.guards.registry import name_of, own_admins

pytestmark = pytest.mark.django_db

SCOPED = [a for a in own_admins() if issubclass(a.model, Record) and a.model.unit_path is not None]
# Addresses outside the admin, by the kind of record whose key stands in them; those without any rest on other rules.
OF = {
    "council_minutes": CouncilSession,
    "innovation_proposal": Innovation,
    "review_minutes": ReviewSession,
    "review_decision": ReviewSession,
    "report_": Report,
    "awarddecision_": AwardDecision,
    "submission_": Submission,
    "revocation_": Revocation,
    "decisions_": AwardDecision,
    "rounds_": NominationRound,
    "round_draft": NominationRound,
    "deleted_drafts": None,
    "bring_back_draft": None,
    "new_year": None,
    "new_year_undo": None,
    "long_work_": LongWork,
    "office_paper_draft": Council,
    "office_paper_": OfficePaper,
    "end_session": Device,
    "act_under": Substitution,
}


def assert_alike(make, address, methods=("get", "head", "post")) -> None:
    """`address(key)` answers the same for the planted record and for a key that nothing ever had.

    Each request comes from a browser without cookies: messages of one page would show on the next.
    """
    for method in methods:
        hidden, nowhere = asked_alike(
            lambda key, method=method: getattr(make(), method)(address(key)), PLANTED_KEY, NO_KEY
        )
        where = (address(NO_KEY), method)
        assert hidden.status_code == nowhere.status_code, where
        assert WORD not in body_of(hidden), where
        assert differences(hidden, nowhere) == [], where
        heads = [
            {
                name: value.replace(str(key), "KEY")
                for name, value in answer.headers.items()
                if name != "Expires"
            }
            for answer, key in ((hidden, PLANTED_KEY), (nowhere, NO_KEY))
        ]
        assert heads[0] == heads[1], where


def pages(model_admin):
    """Each address below a record of the page, as a function of the record's key."""
    steps = model_admin.workflow.steps if hasattr(model_admin, "workflow") else ()
    for url in model_admin.get_urls():
        kinds = url.pattern.converters
        if "object_id" not in kinds or not url.name:
            continue
        rest = {name: 1 for name in kinds if name not in {"object_id", "step"}}
        for step in steps if "step" in kinds else ("",):
            more = rest | ({"step": step} if step else {})
            yield lambda key, name=url.name, more=more: reverse(
                f"admin:{name}", kwargs={"object_id": key, **more}
            )


@pytest.fixture
def newcomer(contact_a, signed_in):
    """`newcomer()` gives the account's browser as it was just after the sign-in."""
    browser = signed_in(contact_a)
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value

    def fresh():
        browser.cookies.clear()
        browser.cookies[settings.SESSION_COOKIE_NAME] = session
        return browser

    return fresh


@pytest.mark.long
@pytest.mark.parametrize("model_admin", SCOPED, ids=name_of)
def test_in_the_admin(model_admin, contact_a, newcomer):
    row = planted(model_admin.model)
    assert not model_admin.model.objects.visible_to(contact_a).filter(pk=row.pk).exists()
    found = list(pages(model_admin))
    assert len(found) >= 3
    for number, address in enumerate(found):
        # Django's pages answer HEAD by what answers GET: one of them tells.
        assert_alike(newcomer, address, ("get", "post") if number else ("get", "head", "post"))


def rest_of(name: str) -> dict:
    """What else than the key the address takes: the draft of a paper says of which kind of record it is."""
    if name == "office_paper_draft":
        return {"kind": "council", "type_id": ContentType.objects.get_for_model(OF[name]).pk}
    return own_addresses()[name]


def own_addresses() -> dict[str, dict]:
    """The addresses outside the admin that name a row by its number: name → what else they take."""
    found = {}
    for url in get_resolver().url_patterns:
        kinds = getattr(url.pattern, "converters", {})
        if "pk" in kinds or "event" in kinds:
            found[url.name] = {name: "draft" for name in kinds if name not in {"pk", "event"}}
    return found


@pytest.mark.long
@pytest.mark.parametrize("name", own_addresses())
def test_outside_the_admin(name, newcomer):
    kind = next(kind for begin, kind in OF.items() if name.startswith(begin))
    if kind is None:
        return
    planted(kind)
    rest = rest_of(name)
    assert_alike(newcomer, lambda key: reverse(name, kwargs={"pk": key, **rest}))


@pytest.mark.parametrize("model", [Unit, Person])
def test_what_was_merged_into_a_record_beyond_the_scope(model, newcomer):
    """The key that went leads nowhere for who may not see the record that answers now."""
    into = FACTORIES[model]()
    Event(
        verb=Verb.MERGE,
        content_type=ContentType.objects.get_for_model(model),
        object_id=PLANTED_KEY,
        detail={"into": into.pk},
    ).save()
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    for page in ("change", "history"):
        assert_alike(newcomer, lambda key, page=page: reverse(f"{name}_{page}", args=[key]))
