"""A form into which people write keeps what is typed; where one does not, its reason stands here."""

import re
from pathlib import Path

from tests.guards.registry import OWN_APPS

ROOT = Path(__file__).resolve().parents[2]

# Short, or nothing that would be typed twice.
NOT_KEPT = {
    "certificatebatch/begin.html": "ticks and a day",
    "sectionassignment/hand_out.html": "ticks, a unit and a day",
    "account/base.html": "passwords and codes are never kept",
    "account/page.html": "two choices",
    "import_export/export.html": "choices",
    "import_export/import.html": "a file",
    "import_export/questions.html": "answers about a file that waits on the server",
    "admin/list_views.html": "the name of a view",
    "issuedpaper/signed.html": "a file",
    "regulation/adopt.html": "links and days",
    "admin/record_copy.html": "a name and a day, both proposed",
    "admin/record_part.html": "one reason",
    "admin/ticked_rows.html": "one answer for rows of the list that one came from",
    "admin/unsaved.html": "what was kept itself",
    "templates/form_of_another_tab.html": "what another tab had typed",
    "project/report_preflight.html": "one sentence to each warning",
    "project/report_review.html": "one remark to each passage",
    "verify/page.html": "strangers have no account",
}
_FORM = re.compile(r'<form\b[^>]*method="post".*?</form>', re.DOTALL)
_TYPED = re.compile(r'<textarea|\{\{ (?:form|field|row\.form)\b|step_questions|type="text"|\{% for field in')


def test_a_form_keeps_what_is_typed_or_has_its_reason():
    plain = {
        str(path.relative_to(ROOT))
        for app in OWN_APPS
        for path in (ROOT / app / "templates").rglob("*.html")
        for form in _FORM.findall(path.read_text())
        if _TYPED.search(form) and "data-kept" not in form
    }
    assert {name for name in plain if not name.endswith(tuple(NOT_KEPT))} == set()
    assert [end for end in NOT_KEPT if not any(name.endswith(end) for name in plain)] == []
