"""A refused page begins with links to the fields that are to be mended, and each leads to a field of the page."""

import re

import pytest

from tests.guards.registry import name_of, own_admins
from tests.guards.test_duplicates import address

pytestmark = pytest.mark.django_db


@pytest.mark.long
@pytest.mark.parametrize("model_admin", own_admins(), ids=name_of)
def test_each_error_at_a_field_has_a_link_to_it(model_admin, superuser, signed_in):
    answer = signed_in(superuser).post(address(model_admin, "add"), {})
    if answer.status_code != 200 or "adminform" not in (answer.context or {}):
        return
    html = answer.content.decode()
    assert answer.context["refused"]
    # The dialog that signs in again has its messages ready, hidden.
    assert len(re.findall(r'role="alert"(?! hidden)', html)) == 1
    assert "errornote" not in html
    assert "<title>Error:" in html or "<title>Lỗi:" in html
    wrong = [field for field in answer.context["adminform"].form if field.errors and not field.is_hidden]
    links = re.findall(r'<li><a href="#(id_[^"]+)">', html)
    assert [field.auto_id for field in wrong] == [link for link in links if not re.search(r"-\d+-", link)]
    for link in links:
        assert re.search(rf'(id|for)="{re.escape(link)}(_\d+)?"', html), link
