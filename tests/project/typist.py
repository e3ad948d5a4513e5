"""Types an office described in TOML into the pages of the admin, as people do: row by row, step by step."""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse

from awards.models import Award
from campaign.models import Innovation, InnovationState, Report, Task, TaskState
from office_culture.models import User
from office_culture.project import roles
from office_culture.project.sample.tables import NAMED_BY, RELATIONS, TABLES, SampleTable
from tests.guards.test_duplicates import managed, posted, told

# The password that the owner of an account chooses.
CHOSEN = "rung-chieu-32-thac"
# Columns of a row that the office has only once work is done: on the page of the record, or asked by a step.
LATER: dict[type[Model], tuple[str, ...]] = {
    Task: ("result", "done_on", "product_document"),
    Innovation: ("level", "recognised_on", "recognised_by"),
}
# The steps that lead a new record to a state.
WAYS: dict[type[Model], dict[str, tuple[str, ...]]] = {
    Task: {
        TaskState.IN_PROGRESS: ("start",),
        TaskState.REPORTED: ("start", "report"),
        TaskState.ACCEPTED: ("start", "report", "accept"),
    },
    Innovation: {InnovationState.RECOGNISED: ("register",)},
}


def address(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def as_typed(value: Any) -> Any:
    """A value of a file as a clerk types it."""
    match value:
        case bool():
            return "on" if value else ""
        case datetime.date():
            return f"{value:%d/%m/%Y}"
        case datetime.time():
            return f"{value:%H:%M}"
        case float() | Decimal():
            return str(value).replace(".", ",")
        case _:
            return str(value)


class Typist:
    """One account at its browser. Whatever a page refuses or does not offer fails the test in the page's own words."""

    def __init__(self, browser: Client) -> None:
        self.browser = browser

    def types_rows(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """All rows of a table, one add page leading to the next; what has a state goes there by its steps."""
        table, page = TABLES[name], None
        for row in rows:
            known = set(table.model._default_manager.values_list("pk", flat=True))
            page = self._typed(table, row, page)
            if "state" in row:
                (made,) = table.model._default_manager.exclude(pk__in=known)
                self._brings(made, row)

    def adds(self, table: SampleTable, row: Mapping[str, Any]) -> Any:
        """A single record by its add page."""
        known = set(table.model._default_manager.values_list("pk", flat=True))
        self._typed(table, row, None)
        (made,) = table.model._default_manager.exclude(pk__in=known)
        return made

    def adds_account(self, row: Mapping[str, Any]) -> str:
        """An account by its add page; the code that the page after it shows this one time."""
        code: str = self._typed(SampleTable(User), row, None).context["code"]
        return code

    def _typed(self, table: SampleTable, row: Mapping[str, Any], page: Any) -> Any:
        """Fills an add page in, the open one or a new one, and saves it. Returns the page that follows."""
        there = address(table.model, "add")
        page = page or self.opens(there)
        data = self._blank(page)
        inlines = {"relations": RELATIONS, **table.parts} | {k: part[:2] for k, part in table.listed.items()}
        apart = {"state", "narratives", *(LATER.get(table.model, ()) if "state" in row else ())}
        for key, value in row.items():
            if key in inlines:
                data |= self._rows_below(page, *inlines[key], _as_rows(table, key, value))
            elif key not in apart:
                data |= self._field(page.context["adminform"].form, key, value)
        return self._sent(there, data | {"_addanother": "1"})

    def _brings(self, record: Model, row: Mapping[str, Any]) -> None:
        """What became of a record: typed on its page where that offers it, answered at its steps otherwise."""
        rest = {key: row[key] for key in LATER[type(record)] if key in row}
        page = self.opens(address(type(record), "change", record.pk))
        offered = {key: value for key, value in rest.items() if key in page.context["adminform"].form.fields}
        if offered:
            self.changes(record, offered)
            record.refresh_from_db()
        *first, last = WAYS[type(record)][row["state"]]
        for step in first:
            self.takes(record, step)
        self.takes(record, last, **{key: value for key, value in rest.items() if key not in offered})

    def changes(self, record: Model, values: Mapping[str, Any]) -> None:
        """Opens the page of a record, types over some of its fields and saves it."""
        there = address(type(record), "change", record.pk)
        page = self.opens(there)
        form = page.context["adminform"].form
        data = posted(form, record) | managed(i.formset for i in page.context["inline_admin_formsets"])
        data |= {"opened_version": getattr(record, "version", "")}
        for key, value in values.items():
            data |= self._field(form, key, value)
        self._sent(there, data)

    def takes(self, record: Model, step: str, **answers: Any) -> None:
        """Presses the button of a step and answers what its page asks."""
        there = address(type(record), "step", record.pk, step)
        page = self.opens(there)
        assert not page.context["refusal"], page.context["refusal"]
        form = page.context["form"]
        data = {"reason": ""}
        for key, value in answers.items():
            data |= self._field(form, key, value)
        answer = self.browser.post(there, data, follow=True)
        assert answer.redirect_chain, (step, [str(f.errors) for f in _forms(answer)])
        refused = [str(m) for m in answer.context["messages"] if m.level_tag == "error"]
        assert not refused, (step, refused)
        record.refresh_from_db()

    def writes(self, report: Report, texts: Mapping[str, str]) -> None:
        """The texts of the sections, each on its page."""
        for key, text in texts.items():
            there = reverse("report_section", args=[report.pk, key])
            opened = self.opens(there).context["form"]["opened_version"].value()
            answer = self.browser.post(there, {"text": text, "opened_version": opened, "_save": "1"})
            assert answer.status_code == 302, answer.context["form"].errors

    def opens(self, there: str) -> Any:
        """A page that the account may see."""
        page = self.browser.get(there)
        assert page.status_code == 200, (there, page.status_code)
        return page

    def _sent(self, there: str, data: Mapping[str, Any]) -> Any:
        """The page that follows a page that was saved."""
        answer = self.browser.post(there, data)
        if answer.status_code == 302:
            return self.opens(answer["Location"])
        assert answer.status_code == 200, (there, answer.status_code)
        if answer.context.get("code"):
            return answer
        raise AssertionError(f"{there} refuses {dict(data)}: {told(answer)}")

    def _blank(self, page: Any) -> dict[str, Any]:
        """What a browser posts of a page where nothing was typed: its defaults and the count of its rows."""
        form = page.context["adminform"].form
        data = posted(form, form.instance)
        for inline in page.context["inline_admin_formsets"]:
            data[f"{inline.formset.prefix}-TOTAL_FORMS"] = 0
            data[f"{inline.formset.prefix}-INITIAL_FORMS"] = 0
        return data

    def _rows_below(
        self, page: Any, part: type[Model], link: str, rows: Iterable[Mapping[str, Any]]
    ) -> dict[str, Any]:
        """Rows in the table of the page for `part`."""
        shown = [
            inline
            for inline in page.context["inline_admin_formsets"]
            if inline.formset.model is part and inline.formset.fk.name == link
        ]
        assert shown, f"The page has no rows of {part._meta.verbose_name}."
        formset = shown[0].formset
        place = formset.initial_form_count()
        data: dict[str, Any] = {}
        for row in rows:
            prefix = f"{formset.prefix}-{place}-"
            data |= posted(formset.empty_form, part(), prefix)
            for key, value in row.items():
                data |= self._field(formset.empty_form, key, value, prefix)
            place += 1
        return data | {f"{formset.prefix}-TOTAL_FORMS": place}

    def _field(self, form: BaseForm, key: str, value: Any, prefix: str = "") -> dict[str, Any]:
        """One field: a record is chosen by its name, as the file names it."""
        assert key in form.fields, f"{type(form).__name__} has no field {key}: {sorted(form.fields)}"
        choices = getattr(form.fields[key], "queryset", None)
        if choices is None:
            return {f"{prefix}{key}": as_typed(value)}
        if isinstance(value, list):
            return {f"{prefix}{key}": [named(choices.model, one).pk for one in value]}
        chosen = value if isinstance(value, Model) else named(choices.model, value)
        return {f"{prefix}{key}": chosen.pk}


def _as_rows(table: SampleTable, key: str, value: Any) -> Iterable[Mapping[str, Any]]:
    """The rows of a part; one that the file names by its link alone gets its place, too."""
    if key not in table.listed:
        return value
    part, _link, target = table.listed[key]
    has_place = any(field.name == "position" for field in part._meta.get_fields())
    return [{target: name} | ({"position": n} if has_place else {}) for n, name in enumerate(value)]


def _forms(answer: Any) -> list[Any]:
    form = (answer.context or {}).get("form")
    return [form] if form is not None else []


def named(model: Any, name: str) -> Any:
    """The record that a file calls so."""
    return model._default_manager.get(**{NAMED_BY.get(model, "name"): name})


def account_of(tables: Mapping[str, Any], role: str) -> Mapping[str, Any]:
    (row,) = [row for row in tables["accounts"] if row.get("role") == role]
    return row


def makes_account(administrator: Typist, row: Mapping[str, Any]) -> User:
    """An account as it is made on the screen, whose owner enters its code and chooses a password."""
    typed = {key: row[key] for key in ("username", "full_name", "unit", "person") if key in row}
    code = administrator.adds_account(typed | {"groups": [roles.named(row["role"]).name]})
    own = Client()
    own.post(reverse("admin:login"), {"username": row["username"], "password": code})
    chosen = {"old_password": code, "new_password1": CHOSEN, "new_password2": CHOSEN}
    answer = own.post(reverse("admin:password_change"), chosen)
    assert answer.status_code == 302, answer.context["form"].errors
    made = User.objects.get(username=row["username"])
    assert made.code_expires is None
    return made


def names_awards(typist: Typist, rows: Iterable[Mapping[str, Any]]) -> None:
    """The names that the office gives to awards of the catalogue."""
    for row in rows:
        typist.changes(Award.objects.get(code=row["code"]), {k: v for k, v in row.items() if k != "code"})
