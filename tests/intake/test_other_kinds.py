"""Employers, employment spells and services."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from leye.accounts.scope import as_service
from leye.casework.models import ServiceRecord
from leye.intake.showing import shown
from leye.ledger.models import Employer, EmploymentSpell, UnemploymentRegistration
from leye.workbook.catalogue import KINDS
from leye.workbook.templates import write_template
from tests.intake.helpers import bring_in, marks, number, preview, take_back, workbook

pytestmark = pytest.mark.django_db
USCC = "91350100M000100Y43"


def _people(tmp_path: Path) -> None:
    bring_in(workbook(tmp_path / "人.xlsx", [
        ("王秀兰", number(2), "", "河壕村", "", ""), ("李强", number(1), "", "河壕村", "", ""),
    ]))  # fmt: skip


def test_employers_by_code_and_by_whole_name(tmp_path: Path) -> None:
    header = ("单位名称", "统一社会信用代码", "联系人", "电话")
    first = bring_in(workbook(tmp_path / "1.xlsx", [
        ("磴口县河套食品有限公司", USCC, "王五", "13800000000"),
        ("磴口县河套食品有限公司第二分公司", "", "赵六", ""),
    ], header), kind="employers")  # fmt: skip
    assert first.counts["new"] == 2, [row.problems for row in marks(first)]
    second = bring_in(workbook(tmp_path / "2.xlsx", [
        ("河套食品", USCC, "", "13900000000"),
        ("磴口县河套食品有限公司第二分公司", "", "赵六", "13700000000"),
    ], header), kind="employers")  # fmt: skip
    assert second.counts == {"changed": 2, "total": 2, "remarked": 0}
    with as_service():
        assert Employer.objects.count() == 2
        assert Employer.objects.get(uscc=USCC).contact == "王五"
    elsewhere = preview(
        workbook(tmp_path / "3.xlsx", [("河套食品", USCC, "", "")], header), "banner", "employers"
    )
    assert "此单位不能在本辖区新建" in marks(elsewhere)[0].problems[0]["reason"]


def test_spells_are_added_then_ended(tmp_path: Path) -> None:
    _people(tmp_path)
    header = ("姓名", "身份证号", "单位名称", "就业渠道", "月工资", "就业时间", "结束时间")
    row = ["李强", number(1), "某某纺织厂", "劳务输出", "3500", "2024年3月1日", ""]
    first = bring_in(workbook(tmp_path / "1.xlsx", [row], header), kind="spells")
    assert first.counts["new"] == 1, [mark.problems for mark in marks(first)]
    assert preview(workbook(tmp_path / "1.xlsx", [row], header), kind="spells").counts["unchanged"] == 1
    row[4], row[6] = "4000", "2025.6.30"
    second = bring_in(workbook(tmp_path / "2.xlsx", [row], header), kind="spells")
    assert second.counts["changed"] == 1
    with as_service():
        spell = EmploymentSpell.objects.get()
        assert (spell.wage_fen, str(spell.ended_on), spell.channel) == (400000, "2025-06-30", "export")


def test_a_list_of_insured_people_tells_of_the_jobs_that_run(tmp_path: Path) -> None:
    _people(tmp_path)
    work = ("姓名", "身份证号", "单位名称", "就业时间", "结束时间")
    bring_in(workbook(tmp_path / "1.xlsx", [
        ["李强", number(1), "某某纺织厂", "2024-03-01", ""], ["李强", number(1), "某某纺织厂", "2020-03-01", "2021-03-01"],
        ["王秀兰", number(2), "某某纺织厂", "2024-03-01", "2024-04-01"],
    ], work), kind="spells")  # fmt: skip
    insured = ("姓名", "身份证号", "单位名称", "参保时间")
    rows = [
        ["李强", number(1), "某某纺织厂", "2024-03-15"], ["王秀兰", number(2), "某某纺织厂", "2024-05-15"],
    ]  # fmt: skip
    batch = bring_in(workbook(tmp_path / "2.xlsx", rows, insured), kind="spells")
    assert batch.counts["changed"] == 1
    assert "没有写就业时间" in marks(batch)[1].problems[0]["reason"]
    with as_service():
        told = EmploymentSpell.objects.exclude(insured_on=None).get()
        assert (str(told.started_on), str(told.insured_on), told.person.name) == (
            "2024-03-01",
            "2024-03-15",
            "李强",
        )
        assert EmploymentSpell.objects.count() == 3
    take_back(batch)
    with as_service():
        assert not EmploymentSpell.objects.exclude(insured_on=None).exists()


def test_services_once_each_and_only_for_people_of_the_range(tmp_path: Path) -> None:
    _people(tmp_path)
    header = ("姓名", "身份证号", "服务类型", "服务日期", "服务方式", "岗位或课程")
    rows = [
        ("王秀兰", number(2), "岗位推荐", "2025-03-01", "电话", "包装工"),
        ("王秀兰", number(2), "岗位推荐", "2025-03-01", "电话", "保洁员"),
        ("王秀兰", number(2), "政策宣讲", "20250302", "入户", ""),
        ("李四", number(1), "政策宣讲", "2025/3/2", "入户", ""),
        ("没有", number(77), "政策宣讲", "2025-03-02", "入户", ""),
    ]
    batch = bring_in(workbook(tmp_path / "服务.xlsx", rows, header), kind="services")
    assert batch.counts == {"new": 3, "error": 2, "total": 5, "remarked": 0}
    other = preview(workbook(tmp_path / "服务2.xlsx", rows, header), "banner", "services")
    assert {row.problems[0]["reason"] for row in marks(other)} == {marks(batch)[4].problems[0]["reason"]}
    again = preview(workbook(tmp_path / "服务3.xlsx", rows, header), kind="services")
    assert again.counts["unchanged"] == 3
    with as_service():
        assert ServiceRecord.objects.count() == 3
        assert set(ServiceRecord.objects.values_list("outcome", flat=True)) == {"done"}


def test_the_place_of_a_service_is_read_shown_checked_and_written(tmp_path: Path) -> None:
    _people(tmp_path)
    template = tmp_path / "空表.xlsx"
    write_template(KINDS["services"], template)
    assert "地点" in [cell.value for row in load_workbook(template).worksheets[0].iter_rows() for cell in row]
    header = ("姓名", "身份证号", "服务类型", "服务日期", "服务地点")
    rows = [
        ("王秀兰", number(2), "岗位推荐", "2025-03-01", "河壕村便民服务站"),
        ("李强", number(1), "政策宣讲", "2025-03-02", ""),
        ("王秀兰", number(2), "政策宣讲", "2025-03-02", "很远的地方" * 13),
    ]
    batch = bring_in(workbook(tmp_path / "服务.xlsx", rows, header), kind="services")
    assert batch.counts["new"] == 3
    with_place, _without, too_long = marks(batch)
    (change,) = [one for one in shown(batch, [with_place])[0].changes if one.label == "地点"]
    assert change.new == "河壕村便民服务站"
    (problem,) = too_long.problems
    assert (problem["field"], "60" in problem["reason"]) == ("place", True)
    with as_service():
        places = ServiceRecord.objects.order_by("pk").values_list("place", flat=True)
        assert list(places) == ["河壕村便民服务站", "", ""]


def test_a_roster_with_everything(tmp_path: Path) -> None:
    header = ("姓名", "身份证号", "村", "学历", "技能特长", "培训需求", "创业意愿", "意向岗位", "是否登记失业",
              "失业登记日期", "就业状态", "单位名称", "工资", "就业时间", "户编号", "与户主关系")  # fmt: skip
    rows = [
        ("王秀兰", number(2), "河壕村", "初中", "电焊、驾驶", "有", "是", "保安", "是", "2025-01-05", "未就业",
         "", "", "", "7", "户主"),
        ("李强", number(1), "河壕村", "本科", "", "", "", "", "", "", "已就业", "某厂", "5,000", "2025-02-01", "7", "配偶"),
        ("赵六", number(3), "河壕村", "", "", "", "", "", "是", "", "", "某厂", "", "", "", ""),
    ]  # fmt: skip
    batch = bring_in(workbook(tmp_path / "全.xlsx", rows, header))
    assert batch.counts["new"] == 3, [row.problems for row in marks(batch)]
    reasons = [problem["reason"] for problem in marks(batch)[2].problems]
    assert any("登记日期" in reason for reason in reasons)
    assert any("就业时间" in reason for reason in reasons)
    assert preview(workbook(tmp_path / "全2.xlsx", rows, header)).counts["unchanged"] == 3
    with as_service():
        assert str(UnemploymentRegistration.objects.get().registered_on) == "2025-01-05"
        assert EmploymentSpell.objects.get().wage_fen == 500000
