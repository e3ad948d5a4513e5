"""The outline of the review of a campaign, as the home-affairs bodies ask for it.

The order follows the outline that provincial guidance prescribes for interim reviews (domain glossary, "report").
"""

from django.utils.translation import gettext_lazy as _

from campaign.models import ReportKind
from campaign.outline import Outline, Section, outlines

REVIEW = Outline(
    paper="Báo cáo",
    sections=(
        Section(
            "opening",
            0,
            "Mở đầu",
            _(
                "One paragraph: on whose request the office reports. The request itself is cited by the program."
            ),
            written=True,
            required=False,
        ),
        Section("situation", 1, "Đặc điểm, tình hình"),
        Section(
            "situation.tasks",
            2,
            "Chức năng, nhiệm vụ",
            _(
                "Printed from the functions and tasks of the issuing unit; add only what is special to the period."
            ),
            written=True,
            required=False,
        ),
        Section(
            "situation.organisation",
            2,
            "Tổ chức bộ máy, biên chế",
            _("Printed from postings, units and staffing returns."),
            written=True,
            required=False,
        ),
        Section("situation.advantages", 2, "Thuận lợi", _("What helped the campaign."), written=True),
        Section("situation.difficulties", 2, "Khó khăn", _("What stood against the campaign."), written=True),
        Section("direction", 1, "Công tác lãnh đạo, chỉ đạo và tổ chức thực hiện"),
        Section("direction.work", 2, "Công tác chỉ đạo, triển khai"),
        Section(
            "direction.documents",
            3,
            "Văn bản chỉ đạo, kế hoạch triển khai",
            _(
                "The documents are listed from the register: directives from above and own plans of the period."
            ),
            written=True,
            required=False,
        ),
        Section(
            "direction.assignment",
            3,
            "Phân công thực hiện, theo dõi, đôn đốc",
            _("Who leads, who follows up, by which criteria."),
            written=True,
        ),
        Section(
            "direction.communication",
            2,
            "Công tác tuyên truyền, phổ biến, quán triệt",
            _("Channels and audiences come from the activities; add how well the message was received."),
            written=True,
            required=False,
        ),
        Section("results", 1, "Kết quả thực hiện phong trào thi đua"),
        Section("results.content", 2, "Kết quả thực hiện các nội dung của phong trào"),
        Section(
            "results.regulations",
            3,
            "Xây dựng, hoàn thiện nội quy, quy chế của cơ quan",
            _("Own regulations in force are listed from the register."),
            written=True,
            required=False,
        ),
        Section(
            "results.reform",
            3,
            "Thực hiện cải cách hành chính",
            _("Case files and ranks come from the figures; add what was done to reach them."),
            written=True,
            required=False,
        ),
        Section(
            "results.digital",
            3,
            "Ứng dụng công nghệ thông tin, chuyển đổi số",
            _("Shares and systems come from the figures."),
            written=True,
            required=False,
        ),
        Section(
            "results.conduct",
            3,
            "Xây dựng cơ quan văn minh, chuẩn mực giao tiếp, ứng xử",
            _("Working hours, conduct with citizens, dress and badge, smoking and alcohol, premises."),
            written=True,
        ),
        Section(
            "results.movements",
            3,
            "Thực hiện các phong trào thi đua khác",
            _("The movements are listed from the records; add pledges, registrations and their use."),
            written=True,
            required=False,
        ),
        Section(
            "results.innovations",
            2,
            "Mô hình, cách làm hay, sáng kiến",
            _("Innovations recognised in the period, with their effects, come from the records."),
            written=True,
            required=False,
        ),
        Section(
            "results.example",
            2,
            "Gắn phong trào với học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
            _("How the campaign and the study of the moral example support each other."),
            written=True,
        ),
        Section(
            "results.inspections",
            2,
            "Công tác kiểm tra, đôn đốc",
            _("Plans, teams, contents and results; the bases of inspection come from the register."),
            written=True,
        ),
        Section(
            "results.commendation",
            2,
            "Công tác khen thưởng",
            _("Forms proposed and given, for collectives and individuals, come from the records."),
            written=True,
            required=False,
        ),
        Section("assessment", 1, "Đánh giá chung"),
        Section(
            "assessment.strengths",
            2,
            "Ưu điểm",
            _("What the campaign achieved, in a few lines."),
            written=True,
        ),
        Section(
            "assessment.limits", 2, "Hạn chế, nguyên nhân", _("What is still weak, and why."), written=True
        ),
        Section(
            "proposals",
            1,
            "Đề xuất, kiến nghị",
            _("Requests to the levels above; write “Không.” where there are none."),
            written=True,
        ),
    ),
)


def register() -> None:
    """Makes the outline known; the same one serves every kind of report today."""
    for kind in ReportKind:
        outlines.register(kind, REVIEW)
