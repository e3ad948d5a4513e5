"""The sample office has open work for every role, and its home and notices say so."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaign.selectors.case_files import tally
from office_culture.actions import notices, waiting
from office_culture.models import User
from office_culture.project import roles
from office_culture.text.numbers import whole
from tests.answers import asked
from tests.factories.office import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]


@pytest.mark.long
@pytest.mark.parametrize("role", roles.ROLES, ids=lambda role: role.slug)
def test_every_role_finds_open_work_on_its_home(role, signed_in):
    """Whoever only reads is told of last days; everybody else of something that waits for their step."""
    account = User.objects.filter(groups__name=role.name, code_expires=None).earliest("pk")
    browser = signed_in(account)
    browser.get(reverse("admin:index"))
    with CaptureQueriesContext(connection) as captured:
        page = browser.get(reverse("admin:index"))
    assert asked(captured) <= 12
    groups = {group.slug: group for group in page.context["groups"]}
    writes = any(name.split(".")[1].startswith(("change_", "add_")) for name in roles.permissions(role))
    assert ("waiting" if writes or role is roles.COUNCIL_MEMBER else "due") in groups
    found = browser.get(reverse("notices")).context
    told = {"due" if row.urgency == "overdue" else str(row.urgency) for row in found["new_rows"]}
    assert told >= set(groups) - {"drafts"}
    assert found["new"] == len(found["new_rows"])
    for tile in (tile for group in groups.values() for tile in group.tiles):
        assert browser.get(tile.url).context["cl"].result_count == tile.count, tile.label
    for card in page.context["cards"]:
        of_units = [figure for unit in card.units[:1] for figure in unit.figures if figure]
        for figure in (card.main, *card.others[:1], *of_units[:1]):
            assert opens_exactly_its_rows(browser, card, figure), (card.slug, figure)


def opens_exactly_its_rows(browser, card, figure) -> bool:
    """The place opens its record; of case files the list has the returns that add up to the figure."""
    page = browser.get(figure.url)
    if card.slug == "rank":
        return figure.value in str(page.context["original"])
    rows = page.context["cl"]
    if card.slug != "case-files":
        return figure.value == whole(rows.result_count)
    counts = tally(list(rows.queryset))
    return figure.value in {
        whole(n) for n in (counts.resolved, counts.in_time, counts.overdue, counts.received)
    }


def test_every_row_that_waits_is_a_notice_and_nothing_else_is():
    """Asked of an account for which everything waits; the sample office has work in most kinds of record."""
    everybody = UserFactory(username="everybody", is_superuser=True)
    assert len(notices.sources_for(everybody)) == len(waiting.everything())
    found = notices.listed(everybody, 0, 10_000)
    keys = {(one.key, one.object_id) for one in found}
    assert len(keys) == len(found) == notices.count(everybody)
    expected, today = set(), timezone.localdate()
    for key, source in notices.sources_for(everybody).items():
        rows = source.waiting.among(waiting.visible_rows(source.model, everybody), everybody, today)
        expected |= {(key, pk) for pk in rows.values_list("pk", flat=True)}
    assert keys == expected
    assert len({key for key, _pk in keys}) > 20
    steps = Counter(
        (source.model, source.waiting.step, one.object_id)
        for one in found
        if (source := notices.sources_for(everybody)[one.key]).waiting.step
    )
    assert [waits for waits, times in steps.items() if times > 1] == [], (
        "nothing is counted twice for one step"
    )
    assert len(notices.read(everybody, found)) == len(found)
