"""Certificates through the pages: laying out, one of them, and many in one file."""

import datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from awards.actions.certificates import STEP, begin, go_on, start_from_default
from awards.admin import certificate_doors
from awards.models import (
    AwardLevel,
    BatchFile,
    BatchFileKind,
    CertificateBatch,
    CertificateLayout,
    CertificateText,
    Conferral,
    PictureKind,
)
from awards.rules.remarks import sentences
from office_culture.actions.long_work import run
from office_culture.actions.workflow import Refused
from office_culture.models import Event, LongWork, Person, User, Verb, work_files
from office_culture.project.roles import named, set_up
from tests.answers import assert_not_found, assert_refused
from tests.factories.awards import AwardFactory, ConferralFactory
from tests.factories.certificates import CertificateLayoutFactory
from tests.factories.decisions import AwardDecisionFactory, DecisionLineFactory
from tests.factories.office import PersonFactory, UserFactory
from tests.papers.reading import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def layout(office, officer) -> CertificateLayout:
    made = CertificateLayoutFactory(
        unit=office,
        authority="Chánh Văn phòng Thử nghiệm",
        signer_post="CHÁNH VĂN PHÒNG",
        signer="Lê Văn Ký",
    )
    start_from_default(layout=made, by=officer)
    return made


@pytest.fixture
def award():
    return AwardFactory(name="Giấy khen của Thủ trưởng cơ quan", decided_by="Thủ trưởng cơ quan")


@pytest.fixture
def conferral(unit_a, award) -> Conferral:
    person = PersonFactory(full_name="Trần Thị Mẫu", unit=unit_a)
    return ConferralFactory(person=person, unit=unit_a, award=award, post="Chuyên viên")


def page_of(layout, page="change"):
    return reverse(f"admin:awards_certificatelayout_{page}", args=[layout.pk])


def form_of(layout, **changes) -> dict:
    """What the browser sends when the page of the layout is saved."""
    data = {
        "name": layout.name,
        "unit": layout.unit_id,
        "mode": layout.mode,
        "width": layout.width,
        "height": layout.height,
        "nudge_right": layout.nudge_right,
        "nudge_down": layout.nudge_down,
        "in_use": "on",
        "authority": layout.authority,
        "signer_post": layout.signer_post,
        "signer": layout.signer,
        "files-TOTAL_FORMS": 0,
        "files-INITIAL_FORMS": 0,
    }
    rows = list(layout.fields.order_by("y", "x", "pk"))
    data |= {"fields-TOTAL_FORMS": len(rows), "fields-INITIAL_FORMS": len(rows)}
    names = ("content", "words", "x", "y", "width", "height", "size", "min_size", "align", "rise", "style")
    for place, row in enumerate(rows):
        data |= {f"fields-{place}-{name}": getattr(row, name) for name in (*names, "colour")}
        data |= {f"fields-{place}-id": row.pk, f"fields-{place}-layout": layout.pk}
        if row.caps:
            data[f"fields-{place}-caps"] = "on"
        for name, value in changes.get(row.content, {}).items():
            data[f"fields-{place}-{name}"] = value
    return {**data, **changes.get("record", {})}


def upload(kind="png") -> BytesIO:
    target = BytesIO()
    Image.new("RGB", (120, 80), (250, 240, 220)).save(target, kind)
    target.seek(0)
    target.name = f"phoi.{kind}"
    return target


def images_in(content: bytes) -> int:
    with pikepdf.open(BytesIO(content)) as pdf:
        return sum(
            isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image" for thing in pdf.objects
        )


# Laying out


def test_nobody_starts_with_an_empty_table(english, officer, office):
    browser = english(officer)
    data = {"name": "Bằng khen A3", "unit": office.pk, "mode": "overlay", "width": 420, "height": 297}
    data |= {"nudge_right": 0, "nudge_down": 0, "in_use": "on"}
    added = browser.post(reverse("admin:awards_certificatelayout_add"), data, follow=True)
    made = CertificateLayout.objects.get(name="Bằng khen A3")
    contents = set(made.fields.values_list("content", flat=True))
    assert {"name", "post", "achievement", "decision", "book", "signer", "signing_room"} <= contents
    assert not contents & {"nation", "motto", "title", "authority"}, "the blank carries these"
    assert max(row.x + row.width for row in made.fields.all()) > 297, "laid out for A3"
    assert not made.warnings()
    assert added.status_code == 200


def test_the_default_comes_back_at_a_click(layout, english, officer):
    browser = english(officer)
    layout.fields.exclude(content="name").delete()
    layout.fields.update(y=3)
    assert "given up" in browser.get(page_of(layout, "default")).content.decode()
    assert layout.fields.count() == 1, "asking changes nothing"
    browser.post(page_of(layout, "default"))
    assert layout.fields.count() == 15
    assert layout.fields.get(content="name").y > 90


def test_fields_are_moved_on_the_page(layout, english, officer):
    answer = english(officer).post(page_of(layout), form_of(layout, name={"y": "94.5", "size": "30"}))
    assert answer.status_code == 302
    row = layout.fields.get(content="name")
    assert (float(row.y), float(row.size)) == (94.5, 30)


@pytest.mark.long
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": {"x": "200"}}, "This box ends beside the paper of 297 × 210 mm."),
        ({"achievement": {"height": "60"}}, "reaches into the room for signature and seal"),
        ({"name": {"min_size": "40"}}, "the smallest not above the wanted one"),
        ({"name": {"content": "post"}}, "This stands on the sheet already; change that row."),
        ({"name": {"content": "own"}}, "Own words stand in a field of that kind"),
        ({"name": {"width": "0"}}, "at least 1 mm wide and high"),
        ({"record": {"width": "2000"}}, "no more than 3"),
        ({"record": {"width": "60"}}, "between 80 and 900 mm"),
        ({"record": {"nudge_right": "51"}}, "at most 50 mm"),
        ({"record": {"width": "200"}}, "This box ends beside the paper of 200 × 210 mm."),
    ],
)
def test_bad_places_are_refused_at_their_field(changes, says, layout, english, officer):
    answer = english(officer).post(page_of(layout), form_of(layout, **changes))
    assert answer.status_code == 200
    assert says in answer.content.decode().replace("&#x27;", "'")
    assert float(layout.fields.get(content="name").width) == 237


def test_the_picture_follows_what_is_typed_and_saves_nothing(layout, english, officer):
    browser = english(officer)
    typed = form_of(layout, name={"y": "120", "size": "9"}, record={"authority": "Giám đốc <Sở>"})
    drawn = browser.post(page_of(layout, "preview"), typed).content.decode()
    assert 'class="certificate"' in drawn
    assert "GIÁM ĐỐC &lt;SỞ&gt;" in drawn
    assert "“name of the recipient” does not fit even in its smallest size" not in drawn
    too_low = browser.post(page_of(layout, "preview"), form_of(layout, name={"height": "3"})).content.decode()
    assert "“name of the recipient” does not fit even in its smallest size" in too_low
    half_typed = browser.post(page_of(layout, "preview"), form_of(layout, name={"y": ""}))
    assert "CHÁNH VĂN PHÒNG THỬ NGHIỆM" in half_typed.content.decode()
    layout.refresh_from_db()
    assert layout.authority == "Chánh Văn phòng Thử nghiệm"
    assert browser.get(page_of(layout, "preview")).status_code == 405


def test_a_blank_is_seen_on_the_screen_and_never_printed(layout, conferral, english, officer):
    layout.mode = "overlay"
    layout.save()
    start_from_default(layout=layout, by=officer)
    browser = english(officer)
    data = form_of(layout) | {"files-TOTAL_FORMS": 1}
    data |= {"files-0-kind": PictureKind.BLANK, "files-0-upload": upload(), "files-0-layout": layout.pk}
    assert browser.post(page_of(layout), data).status_code == 302
    shown = browser.get(page_of(layout)).content.decode()
    assert f"{page_of(layout, 'picture')}?kind=blank" in shown
    picture = browser.get(page_of(layout, "picture"), {"kind": "blank"})
    assert picture["Content-Type"] == "image/png"
    assert b"".join(picture.streaming_content).startswith(b"\x89PNG")
    assert images_in(browser.get(page_of(layout, "sample")).content) == 1
    single = browser.get(
        reverse("admin:awards_conferral_certificate", args=[conferral.pk]), {"layout": layout.pk}
    )
    assert images_in(single.content) == 0
    assert browser.get(page_of(layout, "picture"), {"kind": "emblem"}).status_code == 404


def test_only_pictures_serve_as_blank(layout, english, officer):
    data = form_of(layout) | {"files-TOTAL_FORMS": 1, "files-0-kind": "blank", "files-0-layout": layout.pk}
    target = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target)
    target.seek(0)
    target.name = "phoi.pdf"
    answer = english(officer).post(page_of(layout), data | {"files-0-upload": target})
    assert "Choose a picture: png or jpg." in answer.content.decode()


def test_the_calibration_page_has_the_size_and_the_boxes_of_the_layout(layout, english, officer):
    answer = english(officer).get(page_of(layout, "calibration"))
    page = read(answer.content)[0]
    assert (round(page.width / 72 * 25.4), round(page.height / 72 * 25.4)) == (297, 210)
    assert "Họ và tên, tập thể (30; 95,5) 237 × 11,5" in " ".join(page.text.split())


def test_pages_of_a_layout_hide_from_other_units(layout, contact_a, signed_in):
    browser = signed_in(contact_a)
    for page in ("picture", "sample", "calibration", "default"):
        assert_not_found(browser.get(page_of(layout, page)))
    assert_not_found(browser.post(page_of(layout, "preview"), form_of(layout)))


# One certificate


def certificate(browser, conferral, **data):
    return browser.get(reverse("admin:awards_conferral_certificate", args=[conferral.pk]), data)


def test_a_certificate_says_what_the_line_of_the_decision_says(
    office, unit_a, award, layout, english, officer
):
    signer = PersonFactory(full_name="Phạm Quang Ký", unit=office)
    decision = AwardDecisionFactory(
        unit=office,
        outside=True,
        issuer="UBND tỉnh",
        symbol="45/QĐ-UBND",
        decided_on=datetime.date(2022, 1, 5),
        decider="Chủ tịch Ủy ban nhân dân tỉnh",
        signature_form="KT.",
        signature_holder="Chủ tịch",
        signer=signer,
        signer_post="Phó Chủ tịch",
    )
    line = DecisionLineFactory(
        decision=decision,
        award=award,
        person=PersonFactory(full_name="Trần Thị Mẫu", unit=unit_a),
        unit=unit_a,
        post="Trưởng phòng",
        summary="Đã có thành tích xuất sắc",
        book_number="17",
        certificate_number="0099",
        posthumous=True,
    )
    conferral = ConferralFactory(
        person=line.person, unit=unit_a, award=award, line=line, post="Trưởng phòng", posthumous=True
    )
    text = words(certificate(english(officer), conferral, layout=layout.pk).content)
    for said in (
        "CHÁNH VĂN PHÒNG THỬ NGHIỆM",
        "TRUY TẶNG",
        "GIẤY KHEN",
        "Trần Thị Mẫu",
        "Trưởng phòng A",
        "Đã có thành tích xuất sắc",
        "Quyết định số 45/QĐ-UBND ngày 05 tháng 01 năm 2022",
        "Số sổ vàng: 17",
        "Thử, ngày 05 tháng 01 năm 2022",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Phạm Quang Ký",
    ):
        assert said in text
    assert "Lê Văn Ký" not in text, "the decision names its signer"


def test_what_another_body_gave_never_carries_our_title(layout, conferral, english, officer):
    conferral.award.level = AwardLevel.PROVINCE
    conferral.award.decided_by = "Chủ tịch UBND tỉnh"
    conferral.award.save()
    text = words(certificate(english(officer), conferral, layout=layout.pk).content)
    assert "CHỦ TỊCH UBND TỈNH" in text
    assert "VĂN PHÒNG THỬ NGHIỆM" not in text
    assert "Lê Văn Ký" not in text


def test_gaps_are_dots_on_paper_and_named_on_the_screen(layout, conferral, english, officer):
    browser = english(officer)
    text = words(certificate(browser, conferral, layout=layout.pk).content)
    assert "Quyết định số …………… ngày 20 tháng 01 năm 2022" in text
    assert "Số sổ vàng: ……………" in text
    page = browser.get(reverse("admin:awards_conferral_change", args=[conferral.pk])).content.decode()
    assert "Not recorded: achievement, number of the decision, number in the book." in page


def test_a_title_says_its_year(conferral, english, officer):
    conferral.award.kind = "title"
    conferral.award.name = "Chiến sĩ thi đua cơ sở"
    conferral.award.save()
    text = words(certificate(english(officer), conferral).content)
    assert "TẶNG DANH HIỆU" in text
    assert "CHIẾN SĨ THI ĐUA CƠ SỞ" in text
    assert "Năm 2021" in text


def test_without_a_layout_there_is_a_whole_page_at_once(conferral, english, officer):
    browser = english(officer)
    page = browser.get(reverse("admin:awards_conferral_change", args=[conferral.pk])).content.decode()
    assert "Whole page, as the program lays it out" in page
    answer = certificate(browser, conferral)
    assert answer["Content-Disposition"].endswith('giay-khen-cua-thu-truong-co-quan-tran-thi-mau.pdf"')
    assert "THỦ TRƯỞNG CƠ QUAN" in words(answer.content)
    assert "Thử, ngày" in words(answer.content), "the place of the nearest unit above that has one"
    assert Event.objects.filter(verb=Verb.DOWNLOAD, object_id=conferral.pk).count() == 1


def test_a_layout_serves_its_own_award_while_it_is_in_use(layout, conferral, english, officer):
    browser = english(officer)
    layout.award = AwardFactory()
    layout.save()
    assert_not_found(certificate(browser, conferral, layout=layout.pk))
    layout.award = None
    layout.in_use = False
    layout.save()
    assert_not_found(certificate(browser, conferral, layout=layout.pk))


def test_a_revoked_award_has_no_certificate(conferral, english, officer):
    Conferral.objects.update(revoked_on="2023-01-01", revoked_because="Khai sai")
    answer = english(officer).get(
        reverse("admin:awards_conferral_certificate", args=[conferral.pk]), follow=True
    )
    assert "there is no certificate any more" in answer.content.decode()


def test_a_name_that_fits_nowhere_is_refused_with_the_reason(layout, conferral, english, officer):
    Conferral.objects.update(name="Nguyễn" * 33)
    answer = english(officer).get(
        reverse("admin:awards_conferral_certificate", args=[conferral.pk]), {"layout": layout.pk}, follow=True
    )
    assert "“name of the recipient” does not fit even in its smallest size" in answer.content.decode()


def test_leaders_download_and_officers_print(office, layout, conferral, signed_in):
    set_up()
    for role, prints in (("leader", False), ("unit_contact", False), ("records_officer", True)):
        user = UserFactory(unit=office)
        user.groups.add(Group.objects.get(name=named(role).name))
        browser = signed_in(User.objects.get(pk=user.pk))
        assert certificate(browser, conferral, layout=layout.pk)["Content-Type"] == "application/pdf"
        begin_page = browser.get(reverse("admin:awards_certificatebatch_begin"))
        assert begin_page.status_code == (200 if prints else 403)
        offered = (
            "print_certificates" in browser.get(reverse("admin:awards_conferral_changelist")).content.decode()
        )
        assert offered is prints


# Many


def many(count, unit, award) -> list[Conferral]:
    people = Person.objects.bulk_create(
        Person(full_name=f"Người Nhận Số {number:04}", unit=unit) for number in range(count)
    )
    Conferral.objects.bulk_create(
        Conferral(
            person=person,
            unit=unit,
            award=award,
            name=person.full_name,
            unit_name=unit.name,
            post="Chuyên viên",
            year=2021,
            period_start=datetime.date(2021, 1, 1),
            period_end=datetime.date(2021, 12, 31),
            decided_on=datetime.date(2022, 1, 20),
        )
        for person in people
    )
    return list(Conferral.objects.filter(award=award).select_related("award", "line").order_by("pk"))


def whole_of(batch) -> bytes:
    with BatchFile.objects.get(batch=batch, kind=BatchFileKind.WHOLE).file.content.open("rb") as content:
        return content.read()


def finish(batch, by, most=STEP) -> int:
    steps = 0
    while not batch.finished_at:
        go_on(batch=batch, by=by, most=most)
        batch.refresh_from_db()
        steps += 1
    return steps


@pytest.mark.long
def test_five_hundred_certificates_are_one_file_with_the_right_name_on_each_page(
    layout, unit_a, award, officer
):
    rows = many(500, unit_a, award)
    batch = begin(layout=layout, conferrals=rows, by=officer)
    assert finish(batch, officer) == 500 / STEP + 1
    content = whole_of(batch)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 500
        assert str(pdf.Root.Metadata.read_bytes()).count("pdfaid")
    pages = names_on_pages(content)
    listed = batch.certificates.select_related("conferral").order_by("page")
    assert [row.page for row in listed] == list(range(1, 501))
    assert pages == [row.conferral.name for row in listed]
    assert len(set(pages)) == 500
    assert len(content) < 5_000_000
    assert not batch.files.filter(kind=BatchFileKind.PART).exists()


def names_on_pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(BytesIO(content)) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    return [
        next(line.strip() for line in text.splitlines() if line.startswith("Người Nhận Số")) for text in texts
    ]


def test_a_print_that_broke_off_goes_on_where_it_stopped(layout, unit_a, award, officer, english):
    rows = many(7, unit_a, award)
    batch = begin(layout=layout, conferrals=rows, by=officer)
    go_on(batch=batch, by=officer, most=3)
    assert [row.page for row in batch.certificates.all()] == [1, 2, 3, None, None, None, None]
    browser = english(officer)
    address = reverse("admin:awards_certificatebatch_change", args=[batch.pk])
    page = browser.get(address).content.decode()
    assert 'max="7" value="3"' in page
    assert "data-step" in page
    step = reverse("admin:awards_certificatebatch_step", args=[batch.pk])
    told = browser.post(step, headers={"accept": "application/json"}).json()
    assert told == {"done": 7, "all": 7, "finished": False}
    by_button = browser.post(step, follow=True)
    assert "7 certificates stand in one file." in by_button.content.decode()
    assert "data-step" not in by_button.content.decode()
    before = whole_of(batch)
    assert browser.post(step, headers={"accept": "application/json"}).json()["finished"]
    assert whole_of(batch) == before
    assert len(names_on_pages(before)) == 7
    file = BatchFile.objects.get(batch=batch).file
    assert b"".join(browser.get(file.get_absolute_url()).streaming_content) == before
    assert Event.objects.filter(verb=Verb.PRINT, object_id=batch.pk).count() == 2


def test_what_may_not_be_printed_is_left_out_with_its_reason(layout, unit_a, award, officer, english):
    rows = many(4, unit_a, award)
    Conferral.objects.filter(pk=rows[1].pk).update(revoked_on="2023-01-01", revoked_because="Khai sai")
    Conferral.objects.filter(pk=rows[2].pk).update(name="Nguyễn" * 33)
    batch = begin(layout=layout, conferrals=many_again(rows), by=officer)
    finish(batch, officer)
    states = {row.conferral_id: (row.state, row.page) for row in batch.certificates.all()}
    assert states[rows[1].pk] == ("left_out", None)
    assert states[rows[2].pk] == ("left_out", None)
    assert sorted(page for state, page in states.values() if state == "printed") == [1, 2]
    assert len(names_on_pages(whole_of(batch))) == 2
    page = (
        english(officer)
        .get(reverse("admin:awards_certificatebatch_change", args=[batch.pk]))
        .content.decode()
    )
    assert "The award was revoked." in page
    assert "does not fit even in its smallest size" in page


def many_again(rows) -> list[Conferral]:
    keys = [row.pk for row in rows]
    return list(Conferral.objects.filter(pk__in=keys).select_related("award", "line"))


def test_a_print_without_a_single_page_ends_and_says_so(layout, conferral, officer, english):
    Conferral.objects.update(revoked_on="2023-01-01", revoked_because="Khai sai")
    batch = begin(layout=layout, conferrals=many_again([conferral]), by=officer)
    finish(batch, officer)
    page = (
        english(officer)
        .get(reverse("admin:awards_certificatebatch_change", args=[batch.pk]))
        .content.decode()
    )
    assert "No certificate could be printed" in page
    assert not batch.files.exists()


def test_a_step_costs_the_same_for_few_and_for_many(layout, unit_a, award, officer):
    rows = many(30, unit_a, award)
    costs = []
    for count in (2, 25):
        batch = begin(layout=layout, conferrals=rows[:count], by=officer)
        with CaptureQueriesContext(connection) as captured:
            go_on(batch=batch, by=officer)
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_the_page_of_a_print_costs_the_same_for_few_and_for_many(layout, unit_a, award, officer, english):
    rows = many(30, unit_a, award)
    browser = english(officer)
    costs = []
    for count in (1, 30, 1, 30):
        batch = begin(layout=layout, conferrals=rows[:count], by=officer)
        address = reverse("admin:awards_certificatebatch_change", args=[batch.pk])
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        costs.append(len(captured))
    assert costs[2] == costs[3]


def test_no_more_are_printed_at_once_than_one_file_holds(
    layout, unit_a, award, officer, english, monkeypatch
):
    monkeypatch.setattr(certificate_doors, "MOST", 2)
    browser, rows = english(officer), many(3, unit_a, award)

    def asked(count: int) -> str:
        keys = [row.pk for row in rows[:count]]
        action = {"action": "print_certificates", "_selected_action": keys}
        return browser.post(
            reverse("admin:awards_conferral_changelist"), action, follow=True
        ).content.decode()

    assert "2 certificates are printed into one file." in asked(2)
    assert "Print at most 2 certificates at once." in asked(3)


def test_from_the_list_to_the_print(layout, unit_a, award, officer, english):
    rows = many(3, unit_a, award)
    browser = english(officer)
    action = {"action": "print_certificates", "_selected_action": [row.pk for row in rows]}
    asked = browser.post(reverse("admin:awards_conferral_changelist"), action).content.decode()
    assert "3 certificates are printed into one file." in asked
    keys = ",".join(str(row.pk) for row in rows)
    assert f'name="conferrals" value="{keys}"' in asked or all(str(row.pk) in asked for row in rows)
    address = reverse("admin:awards_certificatebatch_begin")
    refused = browser.post(address, {"conferrals": keys, "layout": "99999"})
    assert refused.status_code == 200
    assert not CertificateBatch.objects.exists()
    browser.post(address, {"conferrals": keys, "layout": layout.pk, "name": "Đợt tháng 11"})
    batch = CertificateBatch.objects.get()
    assert (batch.name, batch.certificates.count(), batch.made_by) == ("Đợt tháng 11", 3, officer)


def test_a_worker_prints_what_is_left_to_it(layout, unit_a, award, officer, english, settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path
    keys = ",".join(str(row.pk) for row in many(3, unit_a, award))
    browser = english(officer)
    with work_files.living(work_files.WORKER):
        browser.post(
            reverse("admin:awards_certificatebatch_begin"), {"conferrals": keys, "layout": layout.pk}
        )
        batch, work = CertificateBatch.objects.get(), LongWork.objects.get()
        address = reverse("admin:awards_certificatebatch_change", args=[batch.pk])
        page = browser.get(address).content.decode()
        assert f'data-work="{work.pk}"' in page
        assert "data-step" not in page, "nobody else prints meanwhile"
    assert "data-step" in browser.get(address).content.decode(), "without a worker the page itself goes on"
    run(work.pk)
    batch.refresh_from_db()
    work.refresh_from_db()
    assert batch.finished_at
    assert (work.page, work.done, work.said) == (address, 3, "3 certificates are printed.")


def test_a_decision_prints_all_its_lines_in_the_legal_order(office, unit_a, award, layout, officer, english):
    decision = AwardDecisionFactory(unit=office)
    for place, name in enumerate(("Người Nhận Số B", "Người Nhận Số A")):
        person = PersonFactory(full_name=name, unit=unit_a)
        line = DecisionLineFactory(decision=decision, award=award, person=person, unit=unit_a, position=place)
        ConferralFactory(person=person, unit=unit_a, award=award, line=line)
    line = DecisionLineFactory(decision=decision, award=award, person=None, unit=unit_a, position=9)
    ConferralFactory(person=None, unit=unit_a, award=award, line=line)
    browser = english(officer)
    address = reverse("admin:awards_certificatebatch_begin")
    asked = browser.get(address, {"decision": decision.pk})
    assert "3 certificates are printed into one file." in asked.content.decode()
    browser.post(address, {"conferrals": asked.context["keys"], "layout": layout.pk})
    batch = CertificateBatch.objects.get()
    names = [row.conferral.name for row in batch.certificates.select_related("conferral")]
    assert names == ["Phòng A", "Người Nhận Số B", "Người Nhận Số A"]
    assert browser.get(address, {"decision": "999999"}).status_code == 404
    assert browser.get(address, {"decision": "x"}).status_code == 404


def test_a_print_begins_only_with_what_the_account_sees(layout, unit_b, award, contact_a, english):
    theirs = ConferralFactory(unit=unit_b, award=award)
    address = reverse("admin:awards_certificatebatch_begin")
    page = english(contact_a).post(address, {"conferrals": str(theirs.pk), "layout": layout.pk})
    assert "There is no award received to print." in page.content.decode()
    assert not CertificateBatch.objects.exists()


@pytest.mark.parametrize("keys", ["", "x", "1,", "9" * 30, "-1", "1;2"])
def test_nonsense_keys_print_nothing(keys, layout, officer, english):
    page = english(officer).post(
        reverse("admin:awards_certificatebatch_begin"), {"conferrals": keys, "layout": layout.pk}
    )
    assert page.status_code == 200
    assert not CertificateBatch.objects.exists()


def test_refusals_of_the_action_say_why(layout, conferral, officer):
    with pytest.raises(Refused, match=r"."):
        begin(layout=layout, conferrals=[], by=officer)
    layout.award = AwardFactory()
    with pytest.raises(Refused, match="Giấy khen của Thủ trưởng cơ quan"):
        begin(layout=layout, conferrals=[conferral], by=officer)
    layout.award = None
    layout.in_use = False
    with pytest.raises(Refused):
        begin(layout=layout, conferrals=[conferral], by=officer)


def test_no_print_is_edited_or_deleted(layout, conferral, officer, english):
    batch = begin(layout=layout, conferrals=[conferral], by=officer)
    browser = english(officer)
    address = reverse("admin:awards_certificatebatch_change", args=[batch.pk])
    assert_refused(browser.post(address, {"name": "Khác", "layout": layout.pk}))
    assert_refused(browser.get(reverse("admin:awards_certificatebatch_add")))
    assert_refused(browser.post(reverse("admin:awards_certificatebatch_delete", args=[batch.pk])))
    assert browser.get(reverse("admin:awards_certificatebatch_step", args=[batch.pk])).status_code == 405


def test_remarks_read_in_the_language_of_the_reader():
    labels = {value: str(label) for value, label in CertificateText.choices}
    assert sentences("", labels) == []
    assert len(sentences("too_long:name gap:achievement gap:book_number glyph:U+1F600", labels)) == 3
