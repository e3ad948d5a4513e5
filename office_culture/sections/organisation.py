"""What a report says of the office itself: tasks, leadership, units, staff."""

from office_culture.papers.blocks import (
    Block,
    BulletList,
    Chart,
    ChartKind,
    Gap,
    Paragraph,
    Run,
    Series,
    Text,
    text,
)
from office_culture.rules.figures import NOT_KNOWN
from office_culture.rules.parts import At, _, sections
from office_culture.sections.figures import in_sentence
from office_culture.sections.shown import Content, InForms
from office_culture.selectors.organisation import (
    LeadingPost,
    Organisation,
    StaffingRow,
    Succession,
    UnitRow,
    organisation,
)
from office_culture.text.citations import Citations
from office_culture.text.dates import in_words
from office_culture.text.numbers import whole

_CATEGORY = {
    "civil_servant": ("Công chức", "biên chế"),
    "public_employee": ("Viên chức", "biên chế sự nghiệp"),
    "contract": ("Lao động hợp đồng", "chỉ tiêu"),
}


@sections.register("functions", _("functions and tasks of the issuing unit"), organisation)
def tasks(office: Organisation, at: At) -> list[Block]:
    """Functions and tasks, one point each."""
    if not office.tasks:
        return [Gap(at.section, "chưa nhập chức năng, nhiệm vụ của cơ quan.")]
    last = len(office.tasks) - 1
    points = (
        f"{task.rstrip(' ;.')}{'.' if place == last else ';'}" for place, task in enumerate(office.tasks)
    )
    return [
        Paragraph.of(f"{office.agency} có các chức năng, nhiệm vụ chủ yếu sau:"),
        BulletList.of(*points),
    ]


@sections.register(
    "organisation", _("units, leaders and staffing"), organisation, records="office_culture_unit"
)
def structure(office: Organisation, at: At) -> list[Content]:
    """What was taken over, leadership, departments, public-service units and staff, each said or shown as missing."""
    return [
        *(_succession(office, item, at.citations) for item in office.successions if item.before),
        _leadership(office, at.section),
        *_departments(office, at.section),
        *_public_service_units(office),
        *_staffing(office, at.section),
    ]


def _succession(office: Organisation, succession: Succession, citations: Citations) -> Paragraph:
    *others, last = succession.before
    before = f"{', '.join(others)} và {last}" if others else last
    return Paragraph.of(
        f"Từ {in_words(succession.on)}, {office.agency} tiếp tục thực hiện nhiệm vụ của {before} theo "
        f"{citations.cite(succession.decision)}."
    )


def _leadership(office: Organisation, section: str) -> Block:
    if not office.leadership:
        return Gap(section, "chưa có chức vụ lãnh đạo nào được ghi tại ngày lấy số liệu.")
    posts = [_post(post) for post in office.leadership]
    return Paragraph.of(f"Lãnh đạo {office.agency} gồm: ", *_joined(posts, "; "), ".")


def _post(post: LeadingPost) -> Text:
    also = [text(in_sentence(people), f" đồng chí kiêm {name}") for name, people in post.concurrent]
    elsewhere = text(" (trong đó ", *_joined(also, ", "), ")") if also else ()
    return text(in_sentence(post.count), f" {post.post}", elsewhere)


def _departments(office: Organisation, section: str) -> list[Block]:
    if not office.departments:
        return [Gap(section, "chưa có phòng, ban trực thuộc nào được ghi.")]
    return [
        Paragraph.of(
            "Các phòng, ban, đơn vị trực thuộc: ",
            in_sentence(office.figures["departments"]),
            " đơn vị, gồm: ",
            *names(office.departments),
            ".",
        )
    ]


def _public_service_units(office: Organisation) -> list[Block]:
    if not office.public_service_units:
        return []
    return [
        Paragraph.of(
            "Đơn vị sự nghiệp trực thuộc: ",
            in_sentence(office.figures["public_service_units"]),
            " đơn vị, gồm: ",
            *names(office.public_service_units),
            ".",
        )
    ]


def names(units: tuple[UnitRow, ...]) -> list[str | Text]:
    """Names of units in the office's order, each with its degree of self-financing if known."""
    return _joined([text(unit.name, *_self_financing(unit)) for unit in units], "; ")


def _self_financing(unit: UnitRow) -> tuple[str | Run, ...]:
    if unit.self_financing is None:
        return ()
    return (" (tự bảo đảm ", in_sentence(unit.self_financing), " chi thường xuyên)")


def _staffing(office: Organisation, section: str) -> list[Content]:
    if not office.staffing:
        return [Gap(section, f"chưa có số liệu biên chế năm {office.year}.")]
    points = [_staff(office, row) for row in office.staffing]
    marks = [";"] * (len(points) - 1) + ["."]
    return [
        Paragraph.of(f"Biên chế, lao động năm {office.year}:"),
        BulletList(tuple(text(point, mark) for point, mark in zip(points, marks, strict=True))),
        InForms(chart=_staffing_chart(office)),
    ]


def _staffing_chart(office: Organisation) -> Chart | None:
    """Assigned beside actual staff; None for fewer than two categories, which the sentence covers."""
    rows = office.staffing
    if len(rows) < 2:
        return None
    names = tuple(
        _CATEGORY[row.category][0] if row.category in _CATEGORY else "Đơn vị tự chủ" for row in rows
    )
    description = "; ".join(
        f"{name}: "
        + (f"được giao {whole(row.assigned)}, " if row.assigned is not None else "")
        + (f"có {whole(row.actual)}" if row.actual is not None else f"hiện có: {NOT_KNOWN}")
        for name, row in zip(names, rows, strict=True)
    )
    return Chart(
        kind=ChartKind.COLUMNS,
        title=f"Biên chế, lao động năm {office.year}",
        alternative=f"{description}.",
        categories=names,
        series=(
            Series("Được giao", tuple(row.assigned for row in rows), _keys(office, "assigned")),
            Series("Hiện có", tuple(row.actual for row in rows), _keys(office, "actual")),
        ),
        unit="người",
    )


def _keys(office: Organisation, name: str) -> tuple[str, ...]:
    """The keys of that figure of each category, "" where the category has none."""
    facts = (office.staff.get(f"{row.category}.{name}") for row in office.staffing)
    return tuple(fact.key if fact is not None else "" for fact in facts)


def _staff(office: Organisation, row: StaffingRow) -> Text:
    people = in_sentence(office.staff[f"{row.category}.actual"])
    if row.actual is None:
        return _without_people(office, row)
    if row.category not in _CATEGORY:
        return text(_self_financed(office), people, " người")
    name, assigned_as = _CATEGORY[row.category]
    if row.assigned is None:
        return text(f"{name}: ", people, " người")
    return text(
        f"{name}: được giao ",
        in_sentence(office.staff[f"{row.category}.assigned"]),
        f" {assigned_as}, hiện có ",
        people,
        " người",
    )


def _without_people(office: Organisation, row: StaffingRow) -> Text:
    """A category of which the returns do not tell how many people are at work."""
    if row.category not in _CATEGORY:
        return text(_self_financed(office), f"{NOT_KNOWN} về số người hiện có")
    name, assigned_as = _CATEGORY[row.category]
    if row.assigned is None:
        return text(f"{name}: {NOT_KNOWN} về số người hiện có")
    assigned = in_sentence(office.staff[f"{row.category}.assigned"])
    return text(f"{name}: được giao ", assigned, f" {assigned_as}, số người hiện có: {NOT_KNOWN}")


def _self_financed(office: Organisation) -> Text:
    units = office.figures["fully_self_financed"]
    if not units.value:
        return text("Người lao động tại các đơn vị sự nghiệp tự chủ: ")
    return text(
        "Người lao động tại ",
        in_sentence(units),
        " đơn vị sự nghiệp tự bảo đảm toàn bộ chi thường xuyên: ",
    )


def _joined(parts: list[Text], mark: str) -> list[str | Text]:
    joined: list[str | Text] = []
    for part in parts:
        joined += [mark, part] if joined else [part]
    return joined
