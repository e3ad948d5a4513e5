"""Whatever is declared to wait for somebody is a notice, too, and leads to its record."""

import pytest
from django.db import models

from office_culture.actions import notices, waiting
from office_culture.project.opened import PAGES
from office_culture.project.urls import urlpatterns
from office_culture.selectors.addresses import page_of
from tests.factories import FACTORIES

DECLARED = waiting.everything()
# Addresses with the key of a record to which nobody comes to look at it.
NO_LOOK = {
    "end_session", "new_year_undo", "report_acknowledge", "report_remark", "report_no_objection", "report_settle",
    "office_paper_draft", "round_draft", "act_under", "long_work_result", "long_work_repeat",
}  # fmt: skip


@pytest.mark.parametrize(
    ("model", "one"), DECLARED, ids=lambda part: getattr(part, "slug", None) or part.__name__
)
def test_every_declaration_has_a_page_a_day_of_its_own_and_a_key_that_fits(model, one):
    assert page_of(model(pk=1)), "a notice leads to the page of its record"
    assert one.day == "" or isinstance(model._meta.get_field(one.day), models.DateField)
    source = notices.NoticeSource(model, one)
    assert len(source.key) <= notices.NoticeMark._meta.get_field("source").max_length


def test_every_address_of_a_record_says_which_one_it_shows():
    """Otherwise whoever looks at a record there is told of it as if it had not been seen."""
    named = {page.name for page in urlpatterns if "<int:pk>" in str(page.pattern)}
    shown = {name for names in PAGES.values() for name in names}
    assert named == shown | NO_LOOK
    assert not shown & NO_LOOK


@pytest.mark.django_db
def test_every_notice_names_its_record_by_more_than_its_kind_and_a_day():
    for model in {model for model, _one in DECLARED}:
        row = FACTORIES[model]()
        name = notices.Notice(notices.NoticeSource(model, waiting.of(model)[0]), row, True, None).name
        kind = str(model._meta.verbose_name)
        assert any(map(str.isalpha, name.replace(kind, ""))), f"{kind}: {name}"
