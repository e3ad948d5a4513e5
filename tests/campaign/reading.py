"""Reading blocks and forms as a person would."""

import datetime

from office_culture.papers.blocks import BulletList, Chart, Gap, Paragraph, Table, plain
from office_culture.rules.facts import FactBook, FactScope
from tests.forms import every_form

NO_BREAK = "\u00a0"


def day(text: str) -> datetime.date:
    number, month, year = (int(part) for part in text.split("/"))
    return datetime.date(year, month, number)


def scope_of(unit, start="01/01/2019", end="23/05/2022", *, as_of=None, campaign=None) -> FactScope:
    return FactScope(
        unit.pk, unit.path, day(start), day(end), day(as_of or end), campaign.pk if campaign else None
    )


def fact_texts(prefix: str, scope: FactScope) -> dict[str, str]:
    """What a source would print, by the part of the key behind its prefix."""
    facts = FactBook(scope).listed(prefix)
    return {fact.key.removeprefix(f"{prefix}."): fact.text.replace(NO_BREAK, " ") for fact in facts}


def words(blocks) -> str:
    """All running text, line by line, with plain blanks."""
    lines = []
    for block in every_form(blocks):
        if isinstance(block, Paragraph):
            lines.append(plain(block.text))
        elif isinstance(block, BulletList):
            lines += [f"- {plain(item)}" for item in block.items]
        elif isinstance(block, Gap):
            lines.append(f"[{block.section}] {block.message}")
    return "\n".join(lines).replace(NO_BREAK, " ")


def tables(blocks) -> list[list[list[str]]]:
    """The rows of every table, the total last."""
    return [
        [[plain(cell) for cell in row] for row in (*block.rows, block.total) if row]
        for block in every_form(blocks)
        if isinstance(block, Table)
    ]


def charts(blocks) -> list[Chart]:
    return [block for block in every_form(blocks) if isinstance(block, Chart)]


def errors(response, field: str) -> list[str]:
    return [str(error) for error in response.context["adminform"].form.errors.get(field, [])]


def row_errors(response) -> list[dict]:
    """The messages of all rows below the form."""
    return [
        {name: [str(message) for message in messages] for name, messages in form.errors.items()}
        for inline in response.context["inline_admin_formsets"]
        for form in inline.formset.forms
        if form.errors
    ]


def row_forms(prefix: str, *rows: dict[str, object], parent: str = "", parent_pk: object = "") -> dict:
    """The posted rows below a record; a row with an `id` is one that exists."""
    posted: dict[str, object] = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": sum(1 for row in rows if row.get("id")),
    }
    for index, row in enumerate(rows):
        posted |= {f"{prefix}-{index}-{name}": value for name, value in row.items()}
        if parent:
            posted[f"{prefix}-{index}-{parent}"] = parent_pk
    return posted
