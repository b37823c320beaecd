"""Lists of vacancies: an office's own and a job site's, checked row by row, alike ones once, taken back whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leye.accounts.scope import acting, as_service
from leye.ledger.models import Employer
from leye.vacancies.actions.review import PublishVacancy
from leye.vacancies.actions.save import SaveVacancy
from leye.vacancies.fingerprint import fingerprint_of
from leye.vacancies.models import Posting, Vacancy
from tests.intake.helpers import bring_in, confirm, marks, preview, take_back, workbook
from tests.ledger.people import actor, scope

pytestmark = pytest.mark.django_db
HEADER = ("招聘单位", "统一社会信用代码", "岗位", "招聘人数", "工资待遇", "工作地点", "岗位职责", "学历要求")
SITE = ("jobName", "area", "salary", "degree", "companyName")
USCC = "91350100M000100Y43"


def all_of() -> list[Vacancy]:
    with as_service():
        return list(Vacancy.objects.order_by("pk"))


def test_a_list_comes_in_for_review_with_its_employers(tmp_path: Path) -> None:
    batch = bring_in(workbook(tmp_path / "1.xlsx", [
        ("河套食品有限公司", USCC, "包装工", "20", "4-6千/月", "补隆淖尔镇", "分拣装箱", "初中及以上"),
        ("河套食品有限公司", USCC, "叉车工", "若干", "200元/天", "磴口县", "转运", "不限"),
        ("延川石油公司", "", "电焊工", "3人", "面议", "陕西省延川县", "", "中专"),
    ], HEADER), kind="vacancies")  # fmt: skip
    assert batch.counts["new"] == 3, [mark.problems for mark in marks(batch)]
    one, two, three = all_of()
    assert (one.status, one.source, one.seats, one.pay_low_fen, one.pay_high_fen, one.education) == (
        "submitted", "import", 20, 400_000, 600_000, "70",
    )  # fmt: skip
    assert (one.area_id, one.office_id) == (150822101000, 150822101000)
    assert (two.seats, two.pay_period, two.pay_low_fen) == (1, "day", 20_000)
    assert (three.area_id, three.office_id, three.education) == (610622000000, 150822000000, "60")
    assert one.employer_id == two.employer_id != three.employer_id
    assert all(vacancy.fingerprint == fingerprint_of(vacancy) for vacancy in (one, two, three))
    with acting(scope("leader")):
        PublishVacancy(actor("leader"), vacancy_id=one.pk).run()
    assert Posting.objects.filter(pk=one.pk).exists()


def test_certificates_come_in_and_what_only_the_text_asks_for_is_said(tmp_path: Path) -> None:
    batch = bring_in(workbook(tmp_path / "1.xlsx", [
        ("河套食品有限公司", "", "维修电工", "2", "6000", "", "线路检修", "", "电工操作证、 健康证，电工操作证"),
        ("河套食品有限公司", "", "装卸工", "2", "5000", "", "装车", "", "无"),
        ("河套食品有限公司", "", "叉车工", "2", "5500", "", "须持叉车证上岗", "", ""),
    ], (*HEADER, "证书要求")), kind="vacancies")  # fmt: skip
    assert batch.counts["new"] == 3, [mark.problems for mark in marks(batch)]
    assert [one.certificates for one in all_of()] == [["电工操作证", "健康证"], [], []]
    said = "".join(str(mark.problems) for mark in marks(batch))
    assert "文字里要求“叉车证”" in said


def test_what_a_job_site_exports_is_read(tmp_path: Path) -> None:
    batch = bring_in(workbook(tmp_path / "51job.xlsx", [
        ("焊工", "巴彦淖尔磴口", "6千-1.2万·13薪", "大专", "北方机械有限公司"),
        ("会计", "内蒙古磴口县", "8-10万/年", "本科", "西域商贸有限公司"),
        ("客服", "", "", "", "西域商贸有限公司"),
    ], SITE), kind="vacancies")  # fmt: skip
    assert batch.counts["new"] == 3, [mark.problems for mark in marks(batch)]
    welder, clerk, service = all_of()
    assert (welder.pay_low_fen, welder.pay_high_fen, welder.pay_months) == (600_000, 1_200_000, 13)
    assert (clerk.pay_period, clerk.pay_high_fen, clerk.education) == ("year", 10_000_000, "20")
    assert (welder.area_id, clerk.area_id) == (150822000000, 150822000000)
    assert service.pay_low_fen is None


def test_rows_that_may_not_stand_there_say_why(tmp_path: Path) -> None:
    batch = preview(workbook(tmp_path / "1.xlsx", [
        ("甲公司", "", "工人一", "1", "1元/月", "", "", ""),
        ("甲公司", "", "工人二", "1", "9999999元/月", "", "", ""),
        ("甲公司", "", "工人三", "1", "4000", "", "限男性，押金200元", ""),
        ("甲公司", "", "工人四", "99999", "4000", "", "", ""),
        ("甲公司", "", "工人五", "1", "4000", "", "加微信abc12345", ""),
        ("甲公司", "", "工人六", "1", "4000", "", "", ""),
    ], HEADER), kind="vacancies")  # fmt: skip
    assert (batch.counts["error"], batch.counts["new"]) == (5, 1)
    said = "".join(problem["reason"] for mark in marks(batch) for problem in mark.problems)
    for words in ("不合常理", "就业促进法第二十七条", "劳动合同法第九条", "招聘99999人", "联系方式"):
        assert words in said


def test_alike_ones_are_written_once_and_not_again(tmp_path: Path) -> None:
    rows = [
        ("甲公司", "", "电焊工", "1", "4000", "", "", ""),
        ("甲公司", "", "急聘电焊工（包吃住）", "2", "4000", "", "别的话", ""),
        ("甲公司", "", "电焊工", "1", "4500", "", "", ""),
    ]
    path = workbook(tmp_path / "1.xlsx", rows, HEADER)
    assert bring_in(path, kind="vacancies").counts["new"] == 2
    again = preview(path, kind="vacancies")
    assert again.counts.get("new", 0) == 0
    with as_service():
        assert Employer.objects.filter(name="甲公司").count() == 1


def test_a_hundred_thousand_adverts_of_one_job_are_one_vacancy(tmp_path: Path) -> None:
    """Written once, and read in parts of some thousands: never a statement for each row."""
    rows = [
        ("甲公司", "", f"{'急聘' * (n % 2)}电焊工", "1", "4000", "", f"第{n}条", "") for n in range(100_000)
    ]
    with CaptureQueriesContext(connection) as few:
        small = preview(workbook(tmp_path / "s.xlsx", rows[:2_000], HEADER), kind="vacancies")
    with CaptureQueriesContext(connection) as many:
        large = preview(workbook(tmp_path / "l.xlsx", rows, HEADER), kind="vacancies")
    assert (small.counts["new"], large.counts["new"], large.counts.get("error", 0)) == (1, 1, 0)
    assert large.counts["total"] == 100_000
    assert len(many) - len(few) < 200


def test_what_somebody_entered_meanwhile_is_not_written_twice(tmp_path: Path) -> None:
    batch = preview(
        workbook(tmp_path / "1.xlsx", [("甲公司", "", "电焊工", "1", "4000", "", "", "")], HEADER),
        kind="vacancies",
    )
    with acting(scope("county")):
        from leye.ledger.actions.employers import SaveEmployer
        from leye.vacancies.actions.review import SubmitVacancy

        unit = SaveEmployer(actor("county"), area_no=150822000000, name="乙公司").run()
        made = SaveVacancy(actor("county"), employer_id=unit.pk, area_no=150822000000, title="钳工").run()
        SubmitVacancy(actor("county"), vacancy_id=made.pk).run()
    assert confirm(batch).counts["new"] == 1
    assert len(all_of()) == 2


def test_taken_back_but_for_what_was_worked_on(tmp_path: Path) -> None:
    batch = bring_in(workbook(tmp_path / "1.xlsx", [
        ("甲公司", "", "电焊工", "1", "4000", "", "", ""), ("乙公司", "", "钳工", "1", "4000", "", "", ""),
    ], HEADER), kind="vacancies")  # fmt: skip
    welder, _fitter = all_of()
    with acting(scope("leader")):
        PublishVacancy(actor("leader"), vacancy_id=welder.pk).run()
    assert take_back(batch).counts["kept"] == 1
    assert [vacancy.pk for vacancy in all_of()] == [welder.pk]
    with as_service():
        assert list(Employer.objects.values_list("name", flat=True)) == ["甲公司"]
