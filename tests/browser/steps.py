"""Steps of life cycles as people take them: the button opens the dialog, the answer leads on."""

QUESTION = ".step-dialog .step-form"


def asked(page):
    """The question in the dialog, once it is there."""
    question = page.locator(QUESTION)
    question.wait_for()
    return question


def confirm(page) -> None:
    """Sends the answer; the record's page comes anew."""
    with page.expect_navigation():
        page.locator(f"{QUESTION} input[type=submit]").click()


def take(page, step: str, reason: str = "") -> None:
    page.locator(f"a.step[data-step='{step}']").click()
    if reason:
        asked(page).locator("textarea[name=reason]").fill(reason)
    confirm(page)
