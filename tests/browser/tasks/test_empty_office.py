"""An empty office is brought to the first draft of a report by the screen alone, led by the set-up."""

import re

import pytest

from campaign.models import Report
from office_culture.models import User
from office_culture.project import roles
from tests.browser.conftest import without_notices
from tests.browser.tasks.clicks import Desk
from tests.project.reading import words_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "mot-mat-khau-dai-2026"


@pytest.mark.parametrize("width", [1440, 390])
def test_an_empty_office_to_its_first_draft(browser, live_server, width):
    roles.set_up()
    User.objects.create_superuser("chanhvp", password=PASSWORD)
    context = without_notices(
        browser.new_context(base_url=live_server.url, viewport={"width": width, "height": 900})
    )
    context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    someone = Desk(context.new_page())
    someone.go_home()
    someone.page.get_by_role("textbox", name="Username").fill("chanhvp")
    someone.page.get_by_label("Password").fill(PASSWORD)
    someone.press(someone.page.get_by_role("button", name="Log in"))
    set_up(someone)
    assert due(someone) is None

    someone.link("Open the report")
    report = Report.objects.get()
    assert report.state == "draft"
    draft = someone.content.get_by_role("link", name="Preview", exact=True).get_attribute("href")
    words = words_of(someone.page.request.get(draft).body())
    assert "SỞ THỬ NGHIỆM" in words
    assert "DỰ THẢO" in words
    context.close()


def set_up(someone: Desk) -> None:
    """Part by part, each by the button that is due; every page leads back by itself."""
    assert due(someone) == "The office"
    someone.link("Enter the office")
    someone.fill(Name="Sở Thử nghiệm", Abbreviation="STN", Code_in_symbols="STN", Place_of_issue="Sơn La")
    someone.fill(Name_on_the_letterhead="SỞ THỬ NGHIỆM", Superior_body_on_the_letterhead="UBND TỈNH SƠN LA")
    someone.button("Save")

    assert due(someone) == "Its units"
    someone.link("Add a unit")
    someone.fill(Name="Văn phòng Sở")
    someone.select("Kind", "department")
    someone.button("Save")

    assert due(someone) == "People"
    someone.link("Add a person")
    someone.fill(Full_name="Lò Thị Giám Đốc")
    for row in range(2):
        # Where she belongs, and where she holds the post.
        someone.choose("Unit", "Sở Thử nghiệm", row=row)
    someone.fill(Post="Giám đốc")
    someone.content.get_by_role("checkbox", name="Leads or manages").first.check()
    someone.button("Save")

    assert due(someone) == "Accounts with their roles"
    someone.link("Add an account")
    someone.fill(Full_name="Quàng Văn Hồ Sơ")
    someone.choose("Keeps the records of", "Sở Thử nghiệm")
    someone.content.get_by_role("checkbox", name=re.compile("keeps the records of the office")).check()
    someone.button("Save")
    someone.press(someone.page.get_by_role("link", name="Go on with the set-up"))

    assert due(someone) == "Outlines, award rules, checklists"
    someone.button("Load: Outlines of reports")

    assert due(someone) == "The campaign"
    someone.link("Add the campaign")
    someone.fill(Name="Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở")
    someone.fill(From="01/01/2026", To="31/12/2030")
    someone.button("Save")
    someone.link("Add the plan")
    someone.fill(Title="Kế hoạch thực hiện năm 2026", From="01/01/2026", To="31/12/2026")
    someone.button("Save")

    assert due(someone) == "The first report"
    someone.link("Begin the report")
    someone.select("Kind", "yearly report")
    someone.fill(Subject="Kết quả thực hiện phong trào thi đua năm 2026")
    someone.fill(Period_from="01/01/2026", Period_to="31/10/2026", Figures_as_known_on="31/10/2026")
    someone.button("Save")


def due(someone: Desk) -> str | None:
    """The heading of the part that is due, None when all are done."""
    part = someone.content.locator("[aria-current=step]").get_by_role("heading")
    return part.inner_text() if part.count() else None
