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
    figure,
    text,
)
from office_culture.selectors.organisation import LeadingPost, Organisation, StaffingRow, UnitRow
from office_culture.text.numbers import counted, percent, whole

_CATEGORY = {
    "civil_servant": ("Công chức", "biên chế"),
    "public_employee": ("Viên chức", "biên chế sự nghiệp"),
    "contract": ("Lao động hợp đồng", "chỉ tiêu"),
}


def tasks(organisation: Organisation, *, section: str) -> list[Block]:
    """Functions and tasks, one point each."""
    if not organisation.tasks:
        return [Gap(section, "chưa nhập chức năng, nhiệm vụ của cơ quan.")]
    last = len(organisation.tasks) - 1
    points = (
        f"{task.rstrip(' ;.')}{'.' if place == last else ';'}"
        for place, task in enumerate(organisation.tasks)
    )
    return [
        Paragraph.of(f"{organisation.agency} có các chức năng, nhiệm vụ chủ yếu sau:"),
        BulletList.of(*points),
    ]


def structure(organisation: Organisation, *, section: str) -> list[Block]:
    """Leadership, departments, public-service units and staff, each said or shown as missing."""
    return [
        _leadership(organisation, section),
        *_departments(organisation, section),
        *_public_service_units(organisation),
        *_staffing(organisation, section),
    ]


def _leadership(organisation: Organisation, section: str) -> Block:
    if not organisation.leadership:
        return Gap(section, "chưa có chức vụ lãnh đạo nào được ghi tại ngày lấy số liệu.")
    posts = [_post(post, place) for place, post in enumerate(organisation.leadership)]
    return Paragraph.of(f"Lãnh đạo {organisation.agency} gồm: ", *_joined(posts, "; "), ".")


def _post(post: LeadingPost, place: int) -> Text:
    key = f"organisation.leading_post.{place + 1}"
    also = [
        text(figure(counted(count), f"{key}.concurrent.{other}"), f" đồng chí kiêm {name}")
        for other, (name, count) in enumerate(post.concurrent, start=1)
    ]
    told = text(" (trong đó ", *_joined(also, ", "), ")") if also else ()
    return text(figure(counted(post.count), key), f" {post.post}", told)


def _departments(organisation: Organisation, section: str) -> list[Block]:
    if not organisation.departments:
        return [Gap(section, "chưa có phòng, ban trực thuộc nào được ghi.")]
    return [
        Paragraph.of(
            "Các phòng, ban, đơn vị trực thuộc: ",
            figure(counted(len(organisation.departments)), "organisation.departments"),
            " đơn vị, gồm: ",
            *names(organisation.departments),
            ".",
        )
    ]


def _public_service_units(organisation: Organisation) -> list[Block]:
    if not organisation.public_service_units:
        return []
    return [
        Paragraph.of(
            "Đơn vị sự nghiệp trực thuộc: ",
            figure(counted(len(organisation.public_service_units)), "organisation.public_service_units"),
            " đơn vị, gồm: ",
            *names(organisation.public_service_units),
            ".",
        )
    ]


def names(units: tuple[UnitRow, ...]) -> list[str | Text]:
    """Names in the office's order, with the degree of self-financing where there is one."""
    return _joined([text(unit.name, *_self_financing(unit)) for unit in units], "; ")


def _self_financing(unit: UnitRow) -> tuple[str | Run, ...]:
    if not unit.self_financed_percent:
        return ()
    degree = figure(percent(unit.self_financed_percent), f"organisation.self_financed.{unit.pk}")
    return (" (tự bảo đảm ", degree, " chi thường xuyên)")


def _staffing(organisation: Organisation, section: str) -> list[Block]:
    if not organisation.staffing:
        return [Gap(section, f"chưa có số liệu biên chế năm {organisation.year}.")]
    points = [_staff(organisation, row) for row in organisation.staffing]
    marks = [";"] * (len(points) - 1) + ["."]
    return [
        Paragraph.of(f"Biên chế, lao động năm {organisation.year}:"),
        BulletList(tuple(text(point, mark) for point, mark in zip(points, marks, strict=True))),
        *_staffing_chart(organisation),
    ]


def _staffing_chart(organisation: Organisation) -> list[Block]:
    """Assigned beside actual; one category alone says nothing that the sentence does not."""
    rows = organisation.staffing
    if len(rows) < 2:
        return []
    names = tuple(
        _CATEGORY[row.category][0] if row.category in _CATEGORY else "Đơn vị tự chủ" for row in rows
    )
    told = "; ".join(
        f"{name}: "
        + (f"được giao {whole(row.assigned)}, " if row.assigned is not None else "")
        + f"có {whole(row.actual)}"
        for name, row in zip(names, rows, strict=True)
    )
    return [
        Chart(
            kind=ChartKind.COLUMNS,
            title=f"Biên chế, lao động năm {organisation.year}",
            alternative=f"{told}.",
            categories=names,
            series=(
                Series("Được giao", tuple(row.assigned for row in rows)),
                Series("Hiện có", tuple(row.actual for row in rows)),
            ),
            unit="người",
        )
    ]


def _staff(organisation: Organisation, row: StaffingRow) -> Text:
    key = f"staffing.{row.category}"
    people = figure(counted(row.actual), f"{key}.actual")
    if row.category not in _CATEGORY:
        return text(_self_financed(organisation), people, " người")
    name, assigned_as = _CATEGORY[row.category]
    if row.assigned is None:
        return text(f"{name}: ", people, " người")
    return text(
        f"{name}: được giao ",
        figure(counted(row.assigned), f"{key}.assigned"),
        f" {assigned_as}, hiện có ",
        people,
        " người",
    )


def _self_financed(organisation: Organisation) -> Text:
    units = len(organisation.fully_self_financed)
    if not units:
        return text("Người lao động tại các đơn vị sự nghiệp tự chủ: ")
    return text(
        "Người lao động tại ",
        figure(counted(units), "organisation.fully_self_financed"),
        " đơn vị sự nghiệp tự bảo đảm toàn bộ chi thường xuyên: ",
    )


def _joined(parts: list[Text], mark: str) -> list[str | Text]:
    joined: list[str | Text] = []
    for part in parts:
        joined += [mark, part] if joined else [part]
    return joined
