"""Every fact of the interim review from which the project grew stands in the report of the sample office.

What is expected is taken from the reference records themselves: figures, names, symbols and dates as they stand there.
"""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ValidationError

from campaign.models import CaseFileReturn, Report
from office_culture.text.dates import in_words
from tests.project.reading import printed

RECORDS = yaml.safe_load((Path(__file__).parents[1] / "data" / "reference_records.yaml").read_text("utf-8"))

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]


@pytest.fixture(scope="module")
def words(sample_office, django_db_blocker) -> str:
    with django_db_blocker.unblock():
        return printed(Report.objects.get(kind="interim"))


def day_of(written: str) -> datetime.date:
    return datetime.datetime.strptime(written, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone


def thousands(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def in_any_capitals(pattern: str) -> str:
    """The pattern without regard to capitals: the records write two names in two ways, a paper in one."""
    return f"(?i:{pattern})"


def agency() -> Iterator[tuple[str, str]]:
    facts = RECORDS["agency"]
    yield "superior", facts["parent"].upper()
    yield "issuer", "VĂN PHÒNG"
    yield "symbol", f"/BC-{facts['code']}"
    yield "place", f"{facts['place']}, ngày"
    for post in facts["leadership"]:
        yield post["post"], f"{post['count']:02} {post['post']}"
        for concurrent in post.get("concurrent", []):
            yield concurrent, in_any_capitals(f"kiêm {concurrent}")
    for department in facts["units"]["departments"]:
        yield department, department
    for unit in facts["units"]["public_service_units"]:
        share = unit.get("self_financed_percent")
        yield unit["name"], rf"{unit['name']} \(tự bảo đảm {share}%" if share else unit["name"]
    staff = facts["staffing"]
    yield "staffing year", f"năm {staff['year']}"
    for key, name in (("civil_servants", "Công chức"), ("public_employees", "Viên chức")):
        numbers = staff[key]
        yield key, rf"{name}: được giao {numbers['assigned']} .{{0,30}}{numbers['actual']} người"
    yield "contracts", rf"[Hh]ợp đồng: {staff['contracts']['actual']:02} người"
    yield (
        "self-financed staff",
        rf"02 đơn vị sự nghiệp tự bảo đảm .{{0,40}}: {staff['two_self_financed_units_staff']} người",
    )


def campaign() -> Iterator[tuple[str, str]]:
    facts = RECORDS["campaign"]
    yield "campaign", facts["name"]
    yield "campaign period", f"giai đoạn {facts['period'][0]} - {facts['period'][1]}"
    for parent in facts["parents"]:
        yield parent["name"], f"“{parent['name']}” .{{0,60}}{parent['by']}"
    yield "lead unit", facts["lead_unit"]
    report = facts["report"]
    yield "kind", "BÁO CÁO Sơ kết 03 năm"
    yield "asked for by", f"Thực hiện Hướng dẫn số {report['asked_for_by']}"
    yield "addressee", f"Kính gửi: {report['addressed_to']}"
    yield "signer", report["signer"]
    for recipient in report["recipients"]:
        # Whom the report is addressed to stands among the recipients as “Như trên”.
        told = "Như trên" if recipient.startswith(report["addressed_to"]) else recipient
        yield recipient, in_any_capitals(f"- {re.escape(told)}")
    yield "typist", report["clerk_code_and_copies"]


def documents() -> Iterator[tuple[str, str]]:
    for document in RECORDS["documents"]:
        day = in_words(day_of(document["date"]))
        cited = f"{document['type']} số {document['symbol']} {day} của {document['issuer']}"
        subject = (
            document["subject"].replace("2019-20", "2019 - 20").replace("Nghị quyết 17", "Nghị quyết số 17")
        )
        yield document["symbol"], f"{cited} (về|về việc|ban hành) {subject}"
        for above in document.get("implements", []):
            yield (
                f"{document['symbol']} implements {above}",
                rf"{document['symbol']}[^;.]{{0,200}}(\(| về )thực hiện [^)]*{above}",
            )


def communication() -> Iterator[tuple[str, str]]:
    for audience in RECORDS["communication"]["audiences"]:
        yield audience, audience
    for channel in RECORDS["communication"]["channels"]:
        yield (
            channel,
            f"(?i:{re.escape(channel.replace('cán bộ công chức viên', 'cán bộ, công chức, viên'))})",
        )


def figures() -> Iterator[tuple[str, str]]:
    facts = RECORDS["one_stop_case_files"]
    received, resolved = facts["received"], facts["resolved"]
    start, end = (in_words(day_of(day)) for day in facts["period"])
    yield (
        "period of case files",
        f"[Tt]ừ {start} đến {end}, Văn phòng UBND tỉnh tiếp nhận {thousands(received['total'])} hồ sơ",
    )
    yield "new", f"tiếp nhận mới {thousands(received['new'])} hồ sơ"
    yield "carried over", f"từ kỳ trước chuyển sang {received['carried_over']} hồ sơ"
    yield "resolved", f"đã giải quyết {thousands(resolved['total'])} hồ sơ"
    yield "early", rf"{thousands(resolved['early'])} hồ sơ trước hạn \(84,1%\)"
    yield "on time", rf"{resolved['on_time']} hồ sơ đúng hạn \(11,4%\)"
    yield "returned", rf"{resolved['returned']} hồ sơ trả lại \(4,5%\)"
    yield "none overdue", "không có hồ sơ quá hạn"
    yield "in progress", f"đang giải quyết {facts['in_progress']:02} hồ sơ"
    yield "share with its denominator", "95,5% số hồ sơ đã giải quyết"
    yield "share of those not returned", "100% số hồ sơ đã giải quyết nếu không tính hồ sơ trả lại"
    for rank in RECORDS["reform_index_rank"]:
        yield f"rank {rank['year']}", f"năm {rank['year']} xếp thứ {rank['rank']}/{rank['of']}"
    digital = RECORDS["digital_work"]
    share = digital["documents_processed_and_signed_electronically_percent"]
    yield (
        "digital share",
        rf"ký số trên môi trường điện tử đạt {share}% \(không tính văn bản mật và văn bản tài chính\)",
    )
    for system in digital["systems"]:
        yield system, re.escape(system)


def movements_and_innovations() -> Iterator[tuple[str, str]]:
    for movement in RECORDS["other_movements"]["names"]:
        yield movement, movement.replace("Chương trình ", "Chương trình “")
    direction = {-1: "giảm"}
    for innovation in RECORDS["innovations"]:
        yield innovation["title"], re.escape(innovation["title"])
        for effect in innovation["effects"]:
            change = effect.get("change_percent")
            if change is not None:
                about = "khoảng " if effect.get("approx") else ""
                yield effect["what"], f"(?i:{direction[-1]}) {about}{-change}% "
    yield "grassroots level", "công nhận cấp cơ sở"
    for form in RECORDS["commendation"]["forms"]:
        yield form, f"{form} đối với tập thể, cá nhân"


# Points that the reference tells in English; the report tells them in sentences of its own.
TOLD = {
    "work programmes": "chương trình, kế hoạch công tác",
    "one-stop": "cơ chế một cửa, một cửa liên thông .* cấp tỉnh, cấp huyện và cấp xã",
    "official information": "công bố thông tin chính thức",
    "gazette": "Quản lý Công báo",
    "archives": "văn thư, lưu trữ và công tác quản trị nội bộ",
    "direction of the leadership": "lãnh đạo, chỉ đạo thường xuyên, toàn diện",
    "united staff": r"100% cán bộ, công chức, viên chức, người lao động đoàn kết, thống nhất",
    "difficulties": "nhiều nhiệm vụ đột xuất",
    "hours and conduct": "giờ giấc làm việc; lịch sự, khiêm tốn",
    "no smoking, no alcohol": "Không hút thuốc lá trong cơ quan; không uống rượu, bia trong giờ làm việc",
    "badge and dress": "trang phục gọn gàng, lịch sự, đúng quy định; việc đeo thẻ khi làm nhiệm vụ",
    "premises": "xanh, sạch, đẹp",
    "pledges": "ký giao ước thi đua với các tiêu chí, chỉ tiêu",
    "titles": "đăng ký danh hiệu thi đua",
    "criterion": "quy chế văn hóa công sở là tiêu chí khi bình xét, xếp loại và đề nghị khen thưởng",
    "travel": "Giảm chi phí, thời gian đi lại dự họp của các đơn vị ở xa",
    "urgent direction": "tính kịp thời trong chỉ đạo",
    "dual task": "nhiệm vụ kép",
    "cell meetings": "sinh hoạt hằng tháng của chi bộ",
    "4th plenums": "Trung ương 4 khóa XI và khóa XII",
    "inspection teams": "thành lập Tổ kiểm tra, .* tất cả các phòng, ban, đơn vị",
    "contents of inspection": "Tiến độ, chất lượng thực hiện nhiệm vụ được giao",
    "state of commendation": "đang tổng hợp, thẩm định hồ sơ để đề nghị khen thưởng",
    "slow units": "triển khai văn bản về công tác thi đua, khen thưởng còn chậm",
    "not bold": "chưa mạnh dạn đề xuất giải pháp, sáng kiến",
    "no proposals": r"V\. ĐỀ XUẤT, KIẾN NGHỊ Không\. Trên đây là",
}

EXPECTED = [
    *agency(),
    *campaign(),
    *documents(),
    *communication(),
    *figures(),
    *movements_and_innovations(),
    *TOLD.items(),
]


@pytest.mark.parametrize(("name", "pattern"), EXPECTED, ids=[name for name, _ in EXPECTED])
def test_the_report_tells(words, name, pattern):
    assert re.search(pattern, words), f"{name}: {pattern}"


def test_sections_are_numbered_without_a_gap(words):
    places = [
        words.index(f"{number}. {title}")
        for number, title in zip(
            ("I", "II", "III", "IV", "V"),
            ("ĐẶC ĐIỂM", "CÔNG TÁC LÃNH ĐẠO", "KẾT QUẢ", "ĐÁNH GIÁ", "ĐỀ XUẤT"),
            strict=True,
        )
    ]
    assert places == sorted(places)


def test_nothing_is_missing_in_the_sample(words):
    assert "Còn thiếu" not in words
    assert "còn thiếu" not in words
    assert "[chưa rõ" not in words


class TestOneChangedRecord:
    """A figure that breaks its identity is refused; a consistent change shows at every place."""

    def test_is_refused_alone_and_told_everywhere_with_its_identity(self, superuser, signed_in, words):
        row = CaseFileReturn.objects.latest("period_end")
        new = f"tiếp nhận mới {thousands(4193)}"
        assert new in words
        row.new += 1
        with pytest.raises(ValidationError) as refused:
            row.full_clean()
        assert "1" in str(refused.value.message_dict["in_progress"])
        row.on_time += 1
        row.full_clean()
        row.save()
        after = printed(Report.objects.get(kind="interim"))
        for old, now in (("4.193", "4.194"), ("4.218", "4.219"), ("4.212", "4.213")):
            assert old in words
            assert old not in after
            assert after.count(now) == words.count(old)
        assert "480 hồ sơ đúng hạn" in after
