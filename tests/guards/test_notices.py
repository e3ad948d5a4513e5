"""Whatever is declared to wait for somebody is a notice, too, and leads to its record."""

import pytest
from django.db import models

from office_culture.actions import notices, waiting
from office_culture.selectors.addresses import page_of

DECLARED = waiting.everything()


@pytest.mark.parametrize(
    ("model", "one"), DECLARED, ids=lambda part: getattr(part, "slug", None) or part.__name__
)
def test_every_declaration_has_a_page_a_day_of_its_own_and_a_key_that_fits(model, one):
    assert page_of(model(pk=1)), "a notice leads to the page of its record"
    assert one.day == "" or isinstance(model._meta.get_field(one.day), models.DateField)
    source = notices.NoticeSource(model, one)
    assert len(source.key) <= notices.NoticeMark._meta.get_field("source").max_length
