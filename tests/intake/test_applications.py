"""Lists of applications from other offices: cases opened, people entered, nothing of the ledger changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from leye.accounts.enums import Source
from leye.accounts.scope import acting, as_service
from leye.cases.actions.apply import Apply
from leye.cases.models import Case
from leye.casework.actions.record_service import RecordService
from leye.intake.models import ImportBatch
from leye.ledger.models import Person
from leye.standards.calendar import today
from tests.intake.helpers import actor, bring_in, confirm, marks, number, preview, take_back, workbook

pytestmark = pytest.mark.django_db
HEADER = ("姓名", "身份证号", "联系电话", "村（社区）", "申请日期", "求助事项", "移交单位")
KIND = "applications"
LIST = [
    ("王秀兰", number(2), "13900000000", "坝楞村", "2026-01-05", "想找保洁", ""),
    ("孙巧云", number(4), "", "河壕村", "2026-01-06", "", "县退役军人事务局"),
]


def people(tmp_path: Path) -> None:
    bring_in(workbook(tmp_path / "人.xlsx", [
        ("王秀兰", number(2), "13800000000", "河壕村", "", ""), ("李强", number(1), "", "河壕村", "", ""),
    ]))  # fmt: skip


def from_department(batch: ImportBatch) -> ImportBatch:
    """The list came from another department, as the upload page says."""
    with as_service():
        ImportBatch.objects.filter(pk=batch.pk).update(source=Source.DEPARTMENT)
    return batch


def test_a_list_opens_cases_and_enters_who_is_unknown_but_changes_nobody(tmp_path: Path) -> None:
    people(tmp_path)
    batch = preview(workbook(tmp_path / "退役军人.xlsx", LIST, HEADER), kind=KIND)
    assert batch.counts["changed"] == 1, [mark.problems for mark in marks(batch)]
    assert batch.counts["new"] == 1
    confirm(from_department(batch))
    with as_service():
        known, new = Case.objects.order_by("applied_on")
        person = Person.objects.get(name="王秀兰")
    assert (known.channel, known.asked_for, known.handed_by) == ("department", "想找保洁", "退役军人.xlsx")
    assert (new.handed_by, new.state, str(new.applied_on)) == ("县退役军人事务局", "applied", "2026-01-06")
    assert (person.phone, person.area_id) == ("13800000000", 150822101201), (
        "another office's list changes no file"
    )


def test_who_has_a_case_is_not_applied_for_twice(tmp_path: Path) -> None:
    people(tmp_path)
    path = workbook(tmp_path / "一.xlsx", LIST, HEADER)
    bring_in(path, kind=KIND)
    again = preview(path, kind=KIND)
    assert again.counts["unchanged"] == 2
    assert "已有在办的个案" in marks(again)[0].problems[0]["reason"]


def test_another_name_and_a_day_to_come_are_errors(tmp_path: Path) -> None:
    people(tmp_path)
    rows = [
        ("李四", number(1), "", "", "2026-01-05", "", ""),
        ("王秀兰", number(2), "", "", "2999-01-05", "", ""),
    ]
    batch = preview(workbook(tmp_path / "一.xlsx", rows, HEADER), kind=KIND)
    assert batch.counts["error"] == 2
    assert "姓名不同" in marks(batch)[0].problems[0]["reason"]


def test_services_since_count_for_a_list_and_a_list_of_services_serves(tmp_path: Path) -> None:
    people(tmp_path)
    bring_in(workbook(tmp_path / "一.xlsx", LIST, HEADER), kind=KIND)
    services = [("王秀兰", number(2), "岗位推荐", "2026-01-08", "电话")]
    bring_in(
        workbook(tmp_path / "二.xlsx", services, ("姓名", "身份证号", "服务类型", "服务日期", "服务方式")),
        kind="services",
    )
    with as_service():
        assert str(Case.objects.get(person__name="王秀兰").first_served_on) == "2026-01-08"


def test_undoing_takes_the_cases_back_but_keeps_whom_somebody_worked_with(tmp_path: Path) -> None:
    people(tmp_path)
    batch = bring_in(workbook(tmp_path / "一.xlsx", LIST, HEADER), kind=KIND)
    who = actor("county")
    with as_service():
        new = Person.objects.get(name="孙巧云")
    with acting(who.scope):
        RecordService(who, person_id=new.pk, kind="policy_briefing", served_on=today()).run()
    take_back(batch)
    with as_service():
        assert list(Case.objects.values_list("person__name", flat=True)) == ["孙巧云"]
        assert Person.objects.filter(name="孙巧云").exists()


def test_people_of_a_roster_who_have_a_case_are_kept_when_it_is_undone(tmp_path: Path) -> None:
    batch = bring_in(workbook(tmp_path / "人.xlsx", [("王秀兰", number(2), "", "河壕村", "", "")]))
    who = actor("county")
    with as_service():
        person = Person.objects.get()
    with acting(who.scope):
        Apply(who, person_id=person.pk, channel="counter", applied_on=today()).run()
    assert take_back(batch).counts["kept"] == 1
    with as_service():
        assert Case.objects.get().person_id == person.pk
