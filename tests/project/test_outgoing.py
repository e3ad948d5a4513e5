"""Every kind of paper that goes out, in one loop: one page, one action, and one of each for a click."""

import datetime
from dataclasses import replace

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.db.models.signals import post_save
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from awards.models import AwardDecision, Conferral, GeneralTopic, Revocation, Submission
from campaign.models import Narrative, Report
from office_culture.actions import outgoing
from office_culture.actions.workflow import Refused
from office_culture.admin.outgoing import OutgoingPage
from office_culture.models import (
    Event,
    IssuedPaper,
    OfficePaper,
    Outgoing,
    OutgoingState,
    PaperFile,
    PaperState,
    StoredFile,
    User,
    Verb,
)
from office_culture.papers import render
from office_culture.rules import paper_kinds
from tests.awards import deciding
from tests.factories.decisions import (
    AwardDecisionFactory,
    DecisionLineFactory,
    GeneralRuleFactory,
    RevocationFactory,
    RevokedAwardFactory,
    SubmissionFactory,
    SubmissionLineFactory,
)
from tests.factories.office import PersonFactory, PostingFactory, UnitFactory, UserFactory
from tests.factories.reports import OutlineSectionFactory, ReportFactory
from tests.kept_rows import kept_rows
from tests.project.drafted_papers import ABOUT, drafted

pytestmark = pytest.mark.django_db
POST = "Chánh Văn phòng"


def report(office, signer):
    from campaign.actions import outlines

    section = OutlineSectionFactory(key="content", title="Nội dung")
    by = UserFactory(is_superuser=True)
    version = outlines.WORKFLOW.perform("use", obj=section.outline_version, by=by)
    made = ReportFactory(
        kind=version.outline.kind,
        outline_version=version,
        unit=office,
        drafting_unit=UnitFactory(parent=office, abbreviation="TC"),
        signer=signer,
        signer_post=POST,
    )
    Narrative(report=made, section="content", text="Phong trào được duy trì.").save()
    return made


def decision(office, signer):
    made = AwardDecisionFactory(
        unit=office, signer=signer, signer_post=POST, without_session="Thành tích đột xuất"
    )
    DecisionLineFactory(decision=made, award=deciding.award("Giấy khen", "0.3"), unit=office)
    return made


def submission(office, signer):
    made = SubmissionFactory(
        unit=office, signer=signer, signer_post=POST, without_session="Thành tích đột xuất"
    )
    SubmissionLineFactory(submission=made, unit=office)
    return made


def revocation(office, signer):
    given = approved(decision(office, signer))
    outgoing.issue(record=given, by=clerk())
    made = RevocationFactory(unit=office, signer=signer, signer_post=POST)
    RevokedAwardFactory(revocation=made, conferral=Conferral.objects.get())
    return made


def office_paper(kind):
    def make(office, signer):
        return drafted(kind, office, clerk(), signer)

    return make


# A new kind of paper names here how one of it is made.
MAKERS = {
    Report: {"": report},
    AwardDecision: {"": decision},
    Submission: {"": submission},
    Revocation: {"": revocation},
    OfficePaper: {kind: office_paper(kind) for kind in sorted(ABOUT)},
}
KINDS = [
    pytest.param(maker, id=f"{model._meta.model_name}{'-' if kind else ''}{kind}")
    for model, makers in sorted(MAKERS.items(), key=lambda row: row[0]._meta.label)
    for kind, maker in makers.items()
]


def clerk() -> User:
    return User.objects.get(username="root")


def approved(record):
    workflow = outgoing.KINDS[type(record)].workflow
    for name in ("submit", "approve"):
        record = workflow.perform(name, obj=record, by=clerk())
    return record


@pytest.fixture(scope="module", params=KINDS)
def made(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """An approved record of each kind, made once; its tests take back only their own changes."""
    with kept_rows(django_db_blocker), override_settings(PRIVATE_FILES_DIR=tmp_path_factory.mktemp("files")):
        UserFactory(username="root", is_superuser=True)
        office = UnitFactory(
            name="Văn phòng Thử nghiệm", kind="agency", code="VPTN", letterhead_name="VĂN PHÒNG", place="Thử"
        )
        deciding.money_rules()
        GeneralRuleFactory(topic=GeneralTopic.RETURN_DAYS, value=15, valid_from=None)
        signer = PersonFactory(unit=office)
        PostingFactory(person=signer, unit=office, post=POST, valid_from=datetime.date(2020, 1, 1))
        yield approved(request.param(office, signer))


@pytest.fixture
def record(made, db, settings, tmp_path):
    """That record as the database has it."""
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
    return type(made)._default_manager.get(pk=made.pk)


@pytest.fixture
def superuser(record) -> User:
    return clerk()


@pytest.fixture
def page(record):
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_step", args=[record.pk, outgoing.ISSUE])


@pytest.fixture
def browser(signed_in, superuser):
    client = signed_in(superuser)
    client.cookies["django_language"] = "en"
    return client


def test_every_record_that_goes_out_is_a_kind_with_its_page():
    models = {model for model in apps.get_models() if issubclass(model, Outgoing)}
    models = {model for model in models if not model.__name__.startswith("Historical")}
    assert models == set(outgoing.KINDS) == set(MAKERS)
    assert set(MAKERS[OfficePaper]) == set(paper_kinds.KINDS)
    for model, kind in outgoing.KINDS.items():
        model_admin = admin.site._registry[model]
        assert isinstance(model_admin, OutgoingPage)
        assert model_admin.workflow is kind.workflow
        step = kind.workflow.steps[outgoing.ISSUE]
        assert (step.target, step.verb, step.form) == (OutgoingState.ISSUED, Verb.ISSUE, outgoing.IssueForm)


@pytest.mark.long
def test_one_click_is_one_of_each(record, page, browser, monkeypatch, django_capture_on_commit_callbacks):
    model = type(record)
    kind, counted = outgoing.KINDS[model], {"guard": 0, "prepared": 0, "saved": 0, "drawn": 0}
    depth = len(connection.savepoint_ids)

    def count(name, act):
        def counting(*args, **kwargs):
            counted[name] += 1
            if name in {"guard", "prepared"}:
                assert len(connection.savepoint_ids) == depth, "others would wait meanwhile"
            return act(*args, **kwargs)

        return counting

    step = kind.workflow.steps[outgoing.ISSUE]
    monkeypatch.setitem(kind.workflow.steps, step.name, replace(step, guard=count("guard", step.guard)))
    monkeypatch.setitem(outgoing.KINDS, model, replace(kind, prepared=count("prepared", kind.prepared)))
    monkeypatch.setattr(render, "render_pdf", count("drawn", render.render_pdf))
    saved = count("saved", lambda **kwargs: None)
    post_save.connect(saved, sender=model)
    told = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    try:
        with django_capture_on_commit_callbacks(execute=True):
            answer = browser.post(page, {"number": "", "on": ""}, follow=True)
    finally:
        post_save.disconnect(saved, sender=model)
    assert counted == {"guard": 1, "prepared": 1, "saved": 1, "drawn": 1}
    events = Event.objects.filter(pk__gt=told)
    event = events.get(verb=Verb.ISSUE)
    about = {(one.content_type.model_class(), one.object_id) for one in events.exclude(pk=event.pk)}
    assert (model, record.pk) not in about, "the record is told of once"
    assert not {one for one, _key in about} & {IssuedPaper, PaperFile, StoredFile}, (
        "its paper is told of with it"
    )
    if model in {Report, Submission}:
        assert not about, "nothing else follows from its issue"
    assert (event.verb, event.object_id, event.detail["step"]) == (Verb.ISSUE, record.pk, outgoing.ISSUE)
    record.refresh_from_db()
    assert event.detail["symbol"] == record.paper.symbol
    assert (record.state, record.paper.state) == (OutgoingState.ISSUED, PaperState.IN_FORCE)
    assert f"Issued: {record.paper}." in answer.content.decode()
    assert record.is_final


def test_the_page_asks_for_number_and_day(page, browser):
    assert {"number", "on"} <= set(browser.get(page).context["form"].fields)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"on": "5/1/2021"}, "number"),
        ({"number": "5", "on": "1/1/2999"}, "on"),
        ({"number": "0"}, "number"),
        ({"number": "abc"}, "number"),
    ],
)
def test_what_is_wrong_stands_at_its_field(record, page, browser, asked, field):
    papers = IssuedPaper.objects.count()
    answer = browser.post(page, asked)
    assert answer.status_code == 200
    assert answer.context["form"].errors[field]
    record.refresh_from_db()
    assert (record.state, IssuedPaper.objects.count()) == (OutgoingState.APPROVED, papers)


def test_without_a_signer_the_page_says_so_and_issues_nothing(record, page, browser):
    type(record).objects.filter(pk=record.pk).update(signer=None)
    assert "Name the signer" in browser.get(page).content.decode()
    assert "Name the signer" in browser.post(page, {}, follow=True).content.decode()
    assert Event.objects.filter(verb=Verb.REFUSED, object_id=record.pk).count() == 1


@pytest.mark.long
@pytest.mark.parametrize("what", ["record", "unit", "signer", "rows"])
def test_what_changes_while_it_is_examined_is_not_issued(record, what, monkeypatch):
    model = type(record)
    kind = outgoing.KINDS[model]

    def others_write(*args):
        found = kind.prepared(*args)
        rows = [row for seen in found.rests_on if (row := seen.rows.first())] or [record]
        changed = {"record": [record], "unit": [record.unit], "signer": [record.signer], "rows": rows}
        for one in changed[what]:
            one.save()
        return found

    monkeypatch.setitem(outgoing.KINDS, model, replace(kind, prepared=others_write))
    papers = IssuedPaper.objects.count()
    with pytest.raises(Refused, match="while it was being examined"):
        outgoing.issue(record=record, by=clerk())
    record.refresh_from_db()
    assert (record.state, IssuedPaper.objects.count()) == (OutgoingState.APPROVED, papers)


def test_what_was_examined_is_what_is_frozen(record, monkeypatch, django_capture_on_commit_callbacks):
    model = type(record)
    kind, papers = outgoing.KINDS[model], []

    def remembered(*args):
        papers.append(kind.prepared(*args))
        return papers[-1]

    monkeypatch.setitem(outgoing.KINDS, model, replace(kind, prepared=remembered))
    with django_capture_on_commit_callbacks(execute=True):
        issued = outgoing.issue(record=record, by=clerk())
    from office_culture.papers import frozen

    kept = frozen.loads(issued.facts.text)
    assert (kept.blocks, kept.signatures, kept.title) == (
        papers[0].paper.blocks,
        papers[0].paper.signatures,
        papers[0].paper.title,
    )
    assert issued.date == timezone.localdate()


def with_slip(record):
    """The record with a doubled word in its subject, where it may still be changed by nobody but the test."""
    type(record).objects.filter(pk=record.pk).update(subject="Về về việc thi đua")
    record.refresh_from_db()
    return record


@pytest.mark.long
def test_warnings_on_the_text_are_answered_for_by_name_before_the_issue(record, browser):
    if type(record) is Report:
        pytest.skip("the preflight of the report is tested by itself")
    with_slip(record)
    with pytest.raises(Refused, match="Về về") as refused:
        outgoing.issue(record=record, by=clerk())
    page = refused.value.page
    form = browser.get(page).context["form"]
    ((fingerprint, sentence),) = form.fields["warnings"].choices
    assert "Về về" in sentence
    assert browser.post(page, {"warnings": [fingerprint], "reason": ""}).context["form"].errors["reason"]
    browser.post(page, {"warnings": [fingerprint], "reason": "Tên riêng của phong trào"})
    event = Event.objects.get(verb=Verb.ACKNOWLEDGE, object_id=record.pk)
    assert (event.reason, event.detail["warnings"][0]["fingerprint"]) == (
        "Tên riêng của phong trào",
        fingerprint,
    )
    type(record).objects.filter(pk=record.pk).update(subject="Về về việc khen thưởng thi thi đua")
    with pytest.raises(Refused, match="thi thi"):
        outgoing.issue(record=record, by=clerk())
    with_slip(record)
    assert outgoing.issue(record=record, by=clerk()).subject == "Về về việc thi đua"


@pytest.mark.long
def test_an_error_in_the_text_cannot_be_answered_for(record, browser):
    if type(record) is Report:
        pytest.skip("the preflight of the report is tested by itself")
    type(record).objects.filter(pk=record.pk).update(subject="Về tổng kết ngày 31/02/2021")
    with pytest.raises(Refused, match="31/02/2021"):
        outgoing.issue(record=record, by=clerk())
    opts = record._meta
    page = reverse(f"admin:{opts.app_label}_{opts.model_name}_step", args=[record.pk, outgoing.LET_STAND])
    field = browser.get(page).context["form"].fields["warnings"]
    assert "31/02/2021" in field.help_text
    assert field.choices == []
