"""`createsuperuser`: asks what does not follow, each once, and leaves an account that works."""

import re
from io import StringIO
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from office_culture.models import Event, Person, Unit, UnitKind, User
from tests.answers import assert_saved, assert_whole_page
from tests.factories.office import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "rung-chieu-32-thac"
NAME, OFFICE = "Nguyễn Văn An", "Văn phòng Mẫu"


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def run(*answers: str, passwords: tuple[str, ...] = ("",), **options) -> tuple[list[str], str]:
    """The questions that were asked, and what was said at the end; every answer is asked for."""
    asked, typed, hidden, out = [], list(answers), list(passwords), StringIO()

    def answer(kept: list[str]):
        def ask(question: str = "") -> str:
            asked.append(question.split(" [")[0].split(" (")[0].strip(": "))
            return kept.pop(0)

        return ask

    with mock.patch("builtins.input", answer(typed)), mock.patch("getpass.getpass", answer(hidden)):
        call_command("createsuperuser", stdin=Terminal(), stdout=out, stderr=StringIO(), **options)
    assert typed == hidden == []
    return asked, out.getvalue()


def noinput(monkeypatch, **variables) -> str:
    for name, value in variables.items():
        monkeypatch.setenv(f"DJANGO_SUPERUSER_{name.upper()}", value)
    out = StringIO()
    call_command("createsuperuser", interactive=False, stdout=out)
    return out.getvalue()


def signed_in_with(username: str, secret: str) -> Client:
    browser = Client()
    login = {"username": username, "password": secret, "next": reverse("start")}
    assert_saved(browser.post(reverse("admin:login"), login))
    return browser


def assert_works(account: User) -> None:
    assert account.person is not None
    assert account.unit is not None
    assert (account.person.full_name, account.person.unit) == (account.full_name, account.unit)
    assert account.is_active
    assert account.is_staff
    assert account.is_superuser


def test_an_empty_database_is_asked_for_the_office_and_each_thing_once():
    questions, said = run(NAME, OFFICE, "", "an@example.vn")
    assert questions == ["Full name", "Name of the office", "User name", "E-mail address", "Password"]
    account = User.objects.get()
    assert_works(account)
    assert (account.username, account.email, account.unit.name) == ("annv", "an@example.vn", OFFICE)
    assert account.unit.kind == UnitKind.AGENCY
    assert Event.objects.filter(verb="create").count() == 3
    code = re.search(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){3}", said).group()
    browser = signed_in_with("annv", code)
    chosen = {"old_password": code, "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert_saved(browser.post(reverse("admin:password_change"), chosen))
    start = browser.get(reverse("start"), follow=True)
    assert_whole_page(start, NAME)
    assert start.redirect_chain[-1][0] == reverse("set_up")
    part = start.context["now"]
    assert part.slug == "office"
    page = reverse("admin:office_culture_unit_change", args=[account.unit_id])
    assert [url for _label, url in part.pages] == [page], "the office is opened, not entered again"
    Unit.objects.update(code="VPM")
    assert browser.get(reverse("set_up")).context["now"].slug == "units", (
        "whoever made it is not all the people"
    )


def test_what_cannot_be_taken_is_asked_again_and_a_password_may_be_typed():
    questions, said = run(
        "123", NAME, "", OFFICE, "", "sai", "", passwords=("123", PASSWORD, "khac", PASSWORD, PASSWORD)
    )
    assert [questions.count(name) for name in ("Full name", "Name of the office", "E-mail address")] == [
        2,
        2,
        2,
    ]
    assert "Code" not in said
    signed_in_with("annv", PASSWORD)


def test_in_an_office_the_unit_is_not_asked_and_people_are_found_again(office, unit_a):
    person = PersonFactory(full_name=NAME, unit=office)
    questions, _said = run("", "", full_name=NAME)
    assert questions == ["User name", "E-mail address", "Password"]
    account = User.objects.get()
    assert (account.person, account.unit) == (person, office)
    _questions, _said = run("", full_name=NAME, email="")
    second = User.objects.latest("pk")
    assert_works(second)
    assert second.username == "annv2"
    assert second.person != person, "nobody has two accounts"
    run(full_name="Lò Thị Hai", username="hai", email="", unit="Phòng A")
    assert User.objects.latest("pk").unit == unit_a


def test_without_questions_the_variables_are_enough(monkeypatch):
    said = noinput(monkeypatch, username="admin", email="a@example.vn", full_name=NAME, password=PASSWORD)
    assert "admin" in said
    assert "Code" not in said
    assert_works(User.objects.get())
    assert Unit.objects.get().name == "The office", "until the set-up names it"
    signed_in_with("admin", PASSWORD)
    with pytest.raises(CommandError):
        noinput(monkeypatch, username="admin")
    assert "Code for one sign-in" in noinput(monkeypatch, username="other", password="")
    assert (Unit.objects.count(), Person.objects.count(), User.objects.count()) == (1, 2, 2)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"email": "a@example.vn"},
        {"username": "a b"},
        {"username": "a", "email": "sai"},
        {"username": "a", "unit": "X"},
    ],
    ids=lambda given: "-".join(given) or "nothing",
)
def test_without_questions_what_is_wrong_ends_it_and_leaves_nothing(monkeypatch, variables, office):
    with pytest.raises(CommandError):
        noinput(monkeypatch, **variables)
    assert not User.objects.exists()
    assert not Person.objects.exists()


def test_without_a_terminal_nobody_is_asked():
    out = StringIO()
    call_command("createsuperuser", stdin=StringIO(), stdout=out)
    assert "Use --noinput" in out.getvalue()
    assert not User.objects.exists()


def test_a_given_variable_for_a_new_office_names_it(monkeypatch):
    noinput(monkeypatch, username="an", full_name=NAME, unit=OFFICE)
    assert User.objects.get().unit.name == OFFICE
    UserFactory(username="later")
