"""One person at one window, and how many presses the work takes.

A press is a click, a tap or Enter on a link or a button, the page's own or one in a dialog. Typing, ticking and
choosing values in fields is the work itself and is not counted. Everything is found by its role and its name, as a
screen reader tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.office_culture.files.examples import pdf as a_pdf

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MOST_TABS = 150
NAMES_OF_ANSWERS = "answers => answers.map(answer => answer.labels[0].textContent.trim())"
WHICH_ARE_CHECKED = "answers => answers.map(answer => answer.checked)"
PLACE_IN_GROUP = "answer => [...document.getElementsByName(answer.name)].indexOf(answer)"
# Whether the control has the focus, and whether the link that skips the menu has it.
WHERE_FOCUS_IS = """control => [control === document.activeElement,
    document.activeElement.classList.contains('skip-to-content-link')]"""
WAIT = 15_000  # milliseconds
A_FILE = {"name": "van-ban.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}


class Desk:
    """The window of one account, opened at its home page; `clicks` counts the presses since then."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0
        page.set_default_timeout(WAIT)

    def go_home(self) -> Desk:
        """Opens the page that the account sees after signing in, and counts anew."""
        self.page.goto("/")
        self.clicks = 0
        return self

    @contextmanager
    def at_most(self, ceiling: int) -> Iterator[None]:
        """Work that begins at the home page and takes no more presses than that."""
        self.go_home()
        yield
        assert self.clicks <= ceiling, f"{self.clicks} presses instead of {ceiling}"

    # Presses

    def press(self, control: Locator, *, leads_on: bool = True) -> None:
        self.clicks += 1
        if not leads_on:
            self.touch(control)
            return
        with self.page.expect_navigation():
            self.touch(control)
        self.settle()

    def touch(self, control: Locator) -> None:
        control.click()

    def link(self, name: str | re.Pattern[str], *, exact: bool = True) -> None:
        """Follows the first link of the page's content with that name."""
        self.press(self.content.get_by_role("link", name=name, exact=exact).first)

    def button(self, name: str) -> None:
        self.press(self.content.get_by_role("button", name=name, exact=True).first)
        refused = self.page.locator(".errornote:visible, .notice-error:visible")
        assert refused.count() == 0, self.page.locator("#content").inner_text()[:1500]

    def tile(self, words: str) -> None:
        """Opens what waits, by the words of its tile."""
        self.press(self.content.get_by_role("link", name=re.compile(rf"^\d+ {re.escape(words)}$")))

    def add(self, kind: str) -> None:
        """The link of a hub that adds a record of that kind."""
        line = self.content.get_by_role("listitem").filter(
            has=self.page.get_by_role("link", name=kind, exact=True)
        )
        self.press(line.get_by_role("link", name="Add", exact=True))

    def step(self, name: str) -> None:
        """Takes a step of the life cycle that asks nothing more: its button and the confirmation."""
        self.press_step(name)
        self.confirm(name)

    def press_step(self, name: str) -> None:
        """The button of a step, up to its question."""
        self.press(self.content.get_by_role("link", name=name, exact=True).first, leads_on=False)
        self.question(name).wait_for()

    def question(self, name: str) -> Locator:
        return self.page.get_by_role("dialog").get_by_role("button", name=name, exact=True)

    def confirm(self, name: str) -> None:
        """Answers the question of a step once it asks nothing in the background: one database serves both."""
        self.question(name).wait_for()
        self.page.wait_for_load_state("networkidle")
        self.press(self.question(name))

    def answer(self, label: str, value: str) -> None:
        """Types the answer to a question of a step."""
        field = self.page.get_by_role("dialog").get_by_label(label, exact=True)
        self.type(field, value)

    def attach(self, label: str) -> None:
        """Chooses a file as the answer to a question of a step."""
        self.give_file(self.page.get_by_role("dialog").get_by_label(label, exact=True))

    # Fields

    @property
    def content(self) -> Locator:
        return self.page.get_by_role("main")

    def field(self, name: str, *, row: int = 0) -> Locator:
        """The field of that name; `row` chooses among the rows of a table."""
        return self.content.get_by_role("textbox", name=re.compile(rf"^{re.escape(name)}:?$")).nth(row)

    def fill(self, **values: str) -> None:
        """Types into fields by their names, with `_` for a blank."""
        for name, value in values.items():
            self.type(self.field(name.replace("_", " ")), value)

    def type(self, field: Locator, value: str) -> None:
        field.fill(value)

    def choose(self, name: str, words: str, *, row: int = 0, exact: bool = False) -> None:
        """Chooses from a list that is searched while one types."""
        box = self.content.get_by_role("combobox", name=re.compile(rf"^{re.escape(name)}(:|$)")).nth(row)
        with self.page.expect_response("**/autocomplete/**"):
            self.open_list(box)
        with self.page.expect_response("**/autocomplete/**"):
            self.page.get_by_role("searchbox").last.fill(words)
        self.pick(self.page.get_by_role("option", name=words, exact=exact).first)

    def open_list(self, box: Locator) -> None:
        box.click()

    def pick(self, option: Locator) -> None:
        option.click()

    def select(self, name: str, label: str, *, row: int = 0) -> None:
        """Chooses from a short list."""
        box = self.content.get_by_role("combobox", name=re.compile(rf"^{re.escape(name)}:?$")).nth(row)
        self.pick_short(box, label)

    def pick_short(self, box: Locator, label: str) -> None:
        box.select_option(label=label)

    def tick(self, box: Locator) -> None:
        """Ticks a box."""
        box.check()

    def mark(self, among: Locator, words: str) -> None:
        """Chooses one of several answers that exclude each other, by its words."""
        among.get_by_text(words, exact=True).click()

    def upload(self, name: str, *, row: int = 0) -> None:
        """Chooses a file."""
        self.give_file(self.content.get_by_role("button", name=name).nth(row))

    def give_file(self, control: Locator) -> None:
        control.set_input_files([A_FILE])

    def settle(self) -> None:
        self.page.wait_for_load_state("load")

    def said(self) -> str:
        """The messages of the page."""
        return " ".join(self.page.locator("ul.messagelist").all_inner_texts())

    def text(self) -> str:
        return self.content.inner_text()


class KeyboardDesk(Desk):
    """Somebody who uses the keyboard alone: Tab to a control, Enter on it, letters and arrows in fields."""

    def reach(self, control: Locator) -> None:
        """Tabs on until the control has the focus; the link that skips the menu is taken as soon as it comes."""
        control.wait_for(state="attached")
        # Found by its name once, not at each press: that looks through the whole page.
        found = control.element_handle()
        for _ in range(MOST_TABS):
            reached, at_skip_link = found.evaluate(WHERE_FOCUS_IS)
            if reached:
                return
            if at_skip_link:
                self.page.keyboard.press("Enter")
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{MOST_TABS} presses of Tab do not reach {control}")

    def press(self, control: Locator, *, leads_on: bool = True) -> None:
        # The link that skips the menu leads on, too: it is taken before the page waits for what the control leads to.
        self.reach(control)
        super().press(control, leads_on=leads_on)

    def touch(self, control: Locator) -> None:
        self.reach(control)
        self.page.keyboard.press("Enter")

    def type(self, field: Locator, value: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(value)

    def open_list(self, box: Locator) -> None:
        self.touch(box)

    def pick(self, option: Locator) -> None:
        option.wait_for()
        for _ in range(MOST_TABS):
            if "--highlighted" in (option.get_attribute("class") or ""):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def pick_short(self, box: Locator, label: str) -> None:
        self.reach(box)
        self.page.keyboard.type(label)

    def tick(self, box: Locator) -> None:
        if box.get_attribute("type") == "radio":
            self.choose_answer(box)
        elif not box.is_checked():
            self.reach(box)
            self.page.keyboard.press("Space")

    def mark(self, among: Locator, words: str) -> None:
        answers = among.get_by_role("radio")
        names = answers.evaluate_all(NAMES_OF_ANSWERS)
        self.choose_answer(answers.nth(names.index(words)))

    def choose_answer(self, answer: Locator) -> None:
        """Tab reaches one answer of a group, arrows lead to the others."""
        group = self.page.locator(f'input[type=radio][name="{answer.get_attribute("name")}"]')
        wanted = answer.evaluate(PLACE_IN_GROUP)
        checked = group.evaluate_all(WHICH_ARE_CHECKED)
        start = checked.index(True) if any(checked) else 0
        self.reach(group.nth(start))
        for _ in range((wanted - start) % len(checked)):
            self.page.keyboard.press("ArrowRight")
        if not answer.is_checked():
            self.page.keyboard.press("Space")
        assert answer.is_checked()

    def give_file(self, control: Locator) -> None:
        self.reach(control)
        # The window in which a file is chosen is the computer's own, no page of ours.
        control.set_input_files([A_FILE])
