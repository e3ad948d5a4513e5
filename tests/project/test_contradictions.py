"""Typed figures beside the facts: a wrong and a right number of every fact of the sample office, in five frames."""

from decimal import Decimal

import pytest

from campaign.models import Report
from office_culture.rules.contradictions import FactsInText
from office_culture.rules.nouns import PERCENT, PLACE, SpokenFact, spoken_facts, without_nouns
from office_culture.rules.sums import broken_sums
from office_culture.text.numbers import counted, number

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]

COUNTS = (
    "{in_year}{for_name}Văn phòng ghi nhận {n} {phrase}.",
    "{in_year}{for_name}số {phrase} là {n}.",
    "{in_year}{for_name}tổng số {phrase}: {n}; các đơn vị tiếp tục duy trì.",
    "Kết quả {of_year}{for_name}đạt {n} {phrase}, được Lãnh đạo Văn phòng đánh giá cao.",
    "Đến nay {of_year}{for_name}đã có {n} {phrase} (Kế hoạch số 29/KH-VPUB ngày 14/8/2019).",
)
SHARES = (
    "{in_year}{for_name}tỷ lệ {phrase} đạt {n}%.",
    "{in_year}{for_name}có {n}% {phrase}.",
    "{in_year}{for_name}tỷ lệ {phrase}: {n}%; các đơn vị tiếp tục duy trì.",
    "Kết quả {of_year}{for_name}{phrase} là {n} %, được Lãnh đạo Văn phòng đánh giá cao.",
    "Đến nay {of_year}{for_name}{phrase} đạt {n}% (Kế hoạch số 29/KH-VPUB ngày 14/8/2019).",
)
PLACES = (
    "{in_year}{for_name}{phrase} xếp thứ {n}.",
    "{in_year}{for_name}Văn phòng đứng thứ {n} {phrase}.",
    "{for_name}{phrase} xếp hạng {n} {of_year}.",
    "Kết quả {of_year}{for_name}{phrase} đạt vị trí thứ {n}, được đánh giá cao.",
    "Văn phòng {of_year}{for_name}{phrase} ở vị trí {n} (Kế hoạch số 29/KH-VPUB ngày 14/8/2019).",
)


def frames(one: SpokenFact, value: str) -> list[str]:
    noun = one.nouns[0]
    chosen = {PERCENT: SHARES, PLACE: PLACES}.get(noun.head, COUNTS)
    return [
        frame.format(
            n=value,
            phrase=noun.phrase,
            in_year=f"Năm {one.year}, " if one.year else "Trong kỳ, ",
            of_year=f"năm {one.year} " if one.year else "",
            for_name=f"đối với {one.name}, " if one.name else "",
        )
        for frame in chosen
    ]


def written(one: SpokenFact, value: Decimal) -> str:
    if value == value.to_integral_value() and one.nouns[0].head != PERCENT:
        return counted(int(value))
    return number(value, 1)


def in_text(report: Report, facts: list[SpokenFact]) -> FactsInText:
    return FactsInText(facts, years=(report.period_start.year, report.period_end.year))


@pytest.fixture(scope="module")
def books(sample_office, django_db_blocker):
    """The facts of each report, read once: nothing here changes them."""
    with django_db_blocker.unblock():
        return [(report, spoken_facts(report.facts())) for report in Report.objects.order_by("pk")[:2]]


@pytest.mark.long
def test_of_every_fact_the_wrong_number_is_found_and_the_right_one_is_not(books):
    missed, named, tried = [], [], 0
    for report, facts in books:
        known = in_text(report, facts)
        for one in facts:
            right = abs(Decimal(str(one.fact.value)))
            wrong = right + (max(7, int(right) // 9) if one.nouns[0].head != PERCENT else Decimal("3.7"))
            named += [text for text in frames(one, written(one, right)) if any(known.contradictions(text))]
            tried += 5
            missed += [
                (one.fact.key, text)
                for text in frames(one, written(one, wrong))
                if not any(known.contradictions(text))
            ]
    assert tried > 1000
    assert not named, named[:10]
    assert len(missed) <= tried * 0.05, (len(missed), tried, missed[::17][:30])


def test_every_fact_with_a_figure_declares_its_nouns(books):
    for report, _facts in books:
        values = {fact.key: fact.value for _title, facts in report.facts().offered() for fact in facts}
        # An outcome that no unit had has no name; what an effect measures before and after has no noun of its own.
        unspoken = [
            key
            for key in without_nouns(report.facts())
            if not key.endswith((".before", ".after")) and (".band." not in key or values[key])
        ]
        assert not unspoken


@pytest.mark.parametrize(
    ("sentence", "recorded"),
    [
        ("Văn phòng tiếp nhận 4.300 hồ sơ thủ tục hành chính.", "4.218"),
        ("Đã giải quyết 4.212 hồ sơ, trong đó 3.600 hồ sơ trước hạn.", "3.543"),
        ("Năm 2020 xếp thứ 9/20.", "10/20"),
        ("Chỉ số cải cách hành chính xếp thứ 9/20.", "6/20"),
        ("Năm 2019 xếp thứ 6/20; năm 2020 xếp thứ 9/20.", "10/20"),
        ("Có ba sáng kiến được công nhận.", "02"),
        ("Không có nhiệm vụ hoàn thành chậm.", "01"),
        ("Tỷ lệ giải quyết hồ sơ trước hạn và đúng hạn đạt 97%.", "95,5%"),
    ],
)
def test_the_records_say_another_figure(books, sentence, recorded):
    (report, facts), *_others = books
    assert [one.recorded for one in in_text(report, facts).contradictions(sentence)] == [recorded]


@pytest.mark.parametrize(
    "sentence",
    [
        "Văn phòng tiếp nhận hơn 4.200 hồ sơ.",
        "Chỉ số cải cách hành chính có năm xếp thứ 10/20.",
        "Tiếp nhận tăng 120 hồ sơ so với năm 2019.",
        "Phấn đấu giải quyết 100% hồ sơ trước hạn và đúng hạn.",
        "Quý I năm 2020 tiếp nhận 300 hồ sơ.",
        "Giai đoạn 2019 - 2022 tiếp nhận 4.218 hồ sơ theo Kế hoạch số 29/KH-VPUB ngày 14/8/2019.",
        "Phòng Tổng hợp triển khai 01 nhiệm vụ.",
        "Có hai sáng kiến được công nhận; không có hồ sơ quá hạn.",
        "Đạt giải, xếp thứ 3 trong Khối thi đua năm 2020.",
        "Tỷ lệ giải quyết hồ sơ trước hạn và đúng hạn đạt 96%.",
        "Cả nước có 63 tỉnh, thành phố; Nghị quyết Trung ương 4 khóa XII; dịch Covid-19.",
    ],
)
def test_what_is_no_contradiction(books, sentence):
    (report, facts), *_others = books
    assert not list(in_text(report, facts).contradictions(sentence))


@pytest.mark.parametrize(
    ("sentence", "adds_up_to"),
    [
        ("3.543 trước hạn, 500 đúng hạn, 190 trả lại, tổng 4.212", "4.233"),
        ("ký 63 chỉ tiêu: 38 chỉ tiêu đạt, 09 chỉ tiêu không đạt, 17 chỉ tiêu chưa đến kỳ.", "64"),
        ("08 đơn vị, gồm 6 phòng, 1 ban và 2 trung tâm.", "9"),
        (
            "giải quyết 4.212 hồ sơ, gồm: 3.543 hồ sơ trước hạn (84,1%), 479 đúng hạn, 190 trả lại; còn 06 hồ sơ",
            None,
        ),
        (
            "19 nhiệm vụ, giao 06 đơn vị: 15 nhiệm vụ đúng hạn; 01 nhiệm vụ chậm; 03 nhiệm vụ chưa đến hạn.",
            None,
        ),
        (
            "19 nhiệm vụ, giao 06 đơn vị: 15 nhiệm vụ đúng hạn; 02 nhiệm vụ chậm; 03 nhiệm vụ chưa đến hạn.",
            "20",
        ),
        ("Có 33 lượt, trong đó 13 lượt tốt, 11 lượt khá.", None),
    ],
)
def test_parts_that_do_not_add_up(sentence, adds_up_to):
    found = [number(one.adds_up_to) for one in broken_sums(sentence)]
    assert found == ([adds_up_to] if adds_up_to else [])
