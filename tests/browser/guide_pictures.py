"""The pictures of the guides, in the language of each: small parts of the screens that a guide speaks of."""

from pathlib import Path

SHEET = Path(__file__).resolve().parents[1] / "data/sheets/01-danh-muc-van-ban.xlsx"
LANGUAGES = ("vi", "en")
FIRST = "mo-dau"
LEFT_OUT = "#header, #nav-sidebar, .toggle-nav-sidebar, #thumb-menu, .guide-link"
SIZE = {"width": 1000, "height": 620}
# Wide enough for the figures beside the text.
WIDE = {"width": 1300, "height": 700}

# name, account, address, size of the screen, and what stands at its top where that is not the top of the page
PICTURES = (
    ("home", "canbo", "/admin/", SIZE, ""),
    ("section", "canbo", "/reports/1/sections/results.reform/", WIDE, ""),
    ("preflight", "canbo", "/reports/1/preflight/", SIZE, ""),
    ("unit-home", "donvi", "/admin/", SIZE, ""),
    ("unit-section", "donvi", "/admin/campaign/sectionassignment/2/write/", SIZE, ""),
    ("checklist", "kiemtra", "/admin/office_culture/inspection/33/form/", SIZE, ""),
    ("ballots", "thuky", "/admin/awards/councilsession/4/ballots/", SIZE, "table"),
    ("leadership", "lanhdao", "/leadership/", SIZE, ""),
    ("approve", "lanhdao", "/admin/office_culture/officepaper/2/step/approve/", SIZE, ""),
    ("events", "kiemsoat", "/admin/office_culture/event/", SIZE, ""),
    ("account", "quantri", "/admin/office_culture/user/add/", SIZE, ""),
)


def draw(browser, home: str, password: str, target: Path, language: str) -> None:
    """All pictures that the sample office can show."""
    target.mkdir(parents=True, exist_ok=True)
    for name, account, address, size, top in PICTURES:
        page = signed_in(browser, home, account, password, language)
        page.set_viewport_size(size)
        page.goto(address)
        take(page, target / f"{name}.png", top)
        page.context.close()
    page = signed_in(browser, home, "canbo", password, language)
    page.goto("/admin/office_culture/document/import/")
    page.set_input_files("input[type=file]", SHEET)
    page.click("#content input[type=submit]")
    take(page, target / "questions.png")
    page.locator("[name=given-origin]").select_option("above")
    page.locator("#content input[type=submit]").last.click()
    take(page, target / "preview.png")
    page.context.close()


def draw_set_up(browser, home: str, password: str, target: Path, language: str) -> None:
    """The set-up, as the first account of an empty office sees it."""
    page = signed_in(browser, home, FIRST, password, language)
    page.wait_for_url("**/set-up/")
    take(page, target / "set-up.png")
    page.context.close()


def signed_in(browser, home: str, account: str, password: str, language: str):
    context = browser.new_context(
        base_url=home, viewport=SIZE, color_scheme="light", timezone_id="Asia/Ho_Chi_Minh"
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": home}])
    page = context.new_page()
    page.goto("/admin/login/?next=/")
    page.fill("#id_username", account)
    page.fill("#id_password", password)
    page.click("#login-form input[type=submit]")
    return page


def take(page, picture: Path, top: str = "") -> None:
    """What the screen shows; the menu at the side is left out, as guides name the way in words."""
    page.wait_for_load_state("networkidle")
    page.evaluate(f"document.querySelectorAll('{LEFT_OUT}').forEach(element => element.remove())")
    if top:
        page.locator(f"#content {top}").first.evaluate("element => element.parentElement.scrollIntoView()")
    page.screenshot(path=picture)
