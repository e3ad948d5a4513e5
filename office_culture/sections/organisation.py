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
from office_culture.rules.parts import At, _, sections
from office_culture.sections.figures import told
from office_culture.sections.shown import Content, InForms
from office_culture.selectors.organisation import (
    LeadingPost,
    Organisation,
    StaffingRow,
    UnitRow,
    organisation,
)
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
    """Leadership, departments, public-service units and staff, each said or shown as missing."""
    return [
        _leadership(office, at.section),
        *_departments(office, at.section),
        *_public_service_units(office),
        *_staffing(office, at.section),
    ]


def _leadership(office: Organisation, section: str) -> Block:
    if not office.leadership:
        return Gap(section, "chưa có chức vụ lãnh đạo nào được ghi tại ngày lấy số liệu.")
    posts = [_post(post) for post in office.leadership]
    return Paragraph.of(f"Lãnh đạo {office.agency} gồm: ", *_joined(posts, "; "), ".")


def _post(post: LeadingPost) -> Text:
    also = [text(told(people), f" đồng chí kiêm {name}") for name, people in post.concurrent]
    elsewhere = text(" (trong đó ", *_joined(also, ", "), ")") if also else ()
    return text(told(post.count), f" {post.post}", elsewhere)


def _departments(office: Organisation, section: str) -> list[Block]:
    if not office.departments:
        return [Gap(section, "chưa có phòng, ban trực thuộc nào được ghi.")]
    return [
        Paragraph.of(
            "Các phòng, ban, đơn vị trực thuộc: ",
            told(office.figures["departments"]),
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
            told(office.figures["public_service_units"]),
            " đơn vị, gồm: ",
            *names(office.public_service_units),
            ".",
        )
    ]


def names(units: tuple[UnitRow, ...]) -> list[str | Text]:
    """Names in the office's order, with the degree of self-financing where there is one."""
    return _joined([text(unit.name, *_self_financing(unit)) for unit in units], "; ")


def _self_financing(unit: UnitRow) -> tuple[str | Run, ...]:
    if unit.self_financing is None:
        return ()
    return (" (tự bảo đảm ", told(unit.self_financing), " chi thường xuyên)")


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
    """Assigned beside actual; one category alone says nothing that the sentence does not."""
    rows = office.staffing
    if len(rows) < 2:
        return None
    names = tuple(
        _CATEGORY[row.category][0] if row.category in _CATEGORY else "Đơn vị tự chủ" for row in rows
    )
    said = "; ".join(
        f"{name}: "
        + (f"được giao {whole(row.assigned)}, " if row.assigned is not None else "")
        + f"có {whole(row.actual)}"
        for name, row in zip(names, rows, strict=True)
    )
    return Chart(
        kind=ChartKind.COLUMNS,
        title=f"Biên chế, lao động năm {office.year}",
        alternative=f"{said}.",
        categories=names,
        series=(
            Series("Được giao", tuple(row.assigned for row in rows)),
            Series("Hiện có", tuple(row.actual for row in rows)),
        ),
        unit="người",
    )


def _staff(office: Organisation, row: StaffingRow) -> Text:
    people = told(office.staff[f"{row.category}.actual"])
    if row.category not in _CATEGORY:
        return text(_self_financed(office), people, " người")
    name, assigned_as = _CATEGORY[row.category]
    if row.assigned is None:
        return text(f"{name}: ", people, " người")
    return text(
        f"{name}: được giao ",
        told(office.staff[f"{row.category}.assigned"]),
        f" {assigned_as}, hiện có ",
        people,
        " người",
    )


def _self_financed(office: Organisation) -> Text:
    units = office.figures["fully_self_financed"]
    if not units.value:
        return text("Người lao động tại các đơn vị sự nghiệp tự chủ: ")
    return text(
        "Người lao động tại ",
        told(units),
        " đơn vị sự nghiệp tự bảo đảm toàn bộ chi thường xuyên: ",
    )


def _joined(parts: list[Text], mark: str) -> list[str | Text]:
    joined: list[str | Text] = []
    for part in parts:
        joined += [mark, part] if joined else [part]
    return joined
