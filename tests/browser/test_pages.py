"""Every page of the admin in a browser: no error, no stranger, no overflow, nothing a screen reader cannot name."""

from types import SimpleNamespace

import pytest
from django.urls import NoReverseMatch, reverse

from office_culture.admin.bricks import WorkflowButtons
from office_culture.models import User
from tests.guards.registry import own_admins

pytestmark = pytest.mark.browser

# Each width meets each scheme, and each language both widths and both schemes. A page opens in the first look of its
# language and is turned to the second as it stands; lists and forms open in either width. Names and contrast depend on
# the scheme alone, and looking at them is slow: all pages are judged once in each scheme; English sees lists and forms.
LOOKS = {"vi": ((390, "dark"), (1440, "light")), "en": ((1440, "dark"), (390, "light"))}
JUDGED = "vi"
# So many tests share the kinds of records; the longest decides when the last worker ends.
PARTS = 8


def in_looks_of(language, open_pages, **more):
    """A page in that language that is looked at in all its looks."""
    (width, scheme), *also = LOOKS[language]
    return open_pages(width=width, scheme=scheme, also=also, language=language, **more)


def addresses(model_admin, row):
    """Every page of a kind of record that opens by itself."""
    opts = model_admin.opts
    for name, args in (
        ("changelist", []),
        ("add", []),
        ("change", [row.pk]),
        ("history", [row.pk]),
        ("import", []),
        ("export", []),
    ):
        try:
            yield name, reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=args)
        except NoReverseMatch:
            continue
    if isinstance(model_admin, WorkflowButtons):
        for step in model_admin.workflow.from_state(row.state):
            yield "step", reverse(f"admin:{opts.app_label}_{opts.model_name}_step", args=[row.pk, step.name])


def offered(model_admin, name, user) -> bool:
    """Whether the page is one that this kind of record has at all."""
    asks = getattr(model_admin, f"has_{name}_permission", None)
    return name not in {"add", "import", "export"} or asks(SimpleNamespace(user=user))


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", LOOKS)
def test_every_page_of_the_records(language, part, open_pages, root, one_of_each):
    watched = in_looks_of(language, open_pages, user=root)
    watched.judging = language == JUDGED
    for model_admin in own_admins()[part::PARTS]:
        for name, address in addresses(model_admin, one_of_each[model_admin.model]):
            if (watched.judging or name in {"changelist", "change"}) and offered(model_admin, name, root):
                watched.visit(address)
    assert not watched.problems, "\n".join(watched.problems)


@pytest.mark.parametrize("language", LOOKS)
def test_the_pages_around_the_records(language, open_pages, root, one_of_each):
    watched = in_looks_of(language, open_pages, user=root)
    watched.visit(reverse("admin:index"))
    watched.visit(reverse("leadership"))
    watched.visit(reverse("admin:password_change"))
    watched.visit(reverse("notices"))
    watched.visit(reverse("account"))
    watched.visit("/admin/khong-co/", status=404)
    stranger = in_looks_of(language, open_pages)
    stranger.visit(reverse("admin:login"))
    problems = watched.problems + stranger.problems
    assert not problems, "\n".join(problems)


def test_signing_in_and_switching_the_language(open_pages, root):
    root.set_password("mot-mat-khau-dai")
    root.save()
    watched = open_pages()
    watched.visit("/")
    page = watched.page
    page.fill("#id_username", root.username)
    page.fill("#id_password", "sai")
    page.click("#login-form input[type=submit]")
    watched.look()
    assert page.locator(".errornote").is_visible()
    page.fill("#id_username", root.username)
    page.fill("#id_password", "mot-mat-khau-dai")
    page.click("#login-form input[type=submit]")
    # An office without a unit begins with its set-up.
    page.wait_for_url("**/set-up/")
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Tiếng Việt").wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("#logout-form button").click()
    watched.look()
    assert not watched.problems, "\n".join(watched.problems)


def test_a_refused_account_reads_why(open_pages, live_server):
    user = User.objects.create(username="moi", full_name="Người Mới", is_staff=True)
    watched = open_pages(user=user, width=390)
    watched.visit(reverse("admin:office_culture_unit_changelist"), status=403)
    watched.visit(reverse("admin:index"))
    assert not watched.problems, "\n".join(watched.problems)


def test_after_a_refusal_the_cursor_stands_at_the_first_fault(open_pages, root):
    watched = open_pages(user=root)
    watched.visit(reverse("admin:office_culture_unit_add"))
    page = watched.page
    page.fill("#id_name", "Phòng Thử")
    page.fill("#id_valid_from", "31/02/2024")
    page.locator("input[name=_save]").click()
    watched.look()
    page.wait_for_function("document.activeElement.getAttribute('aria-invalid') === 'true'")
    first = page.locator("#content .errors :is(input, select, textarea):visible").first.get_attribute("id")
    assert page.evaluate("document.activeElement.id") == first != "id_name"
    assert watched.problems == []


def test_the_record_of_events_fits_a_wide_screen(open_pages, root, one_of_each):
    watched = open_pages(user=root)
    watched.visit(reverse("admin:office_culture_event_changelist"))
    frame = watched.page.locator("#result_list").locator("..")
    assert frame.evaluate("frame => frame.scrollWidth - frame.clientWidth") <= 0
    assert watched.problems == []
