"""Taking an import back within a day, all but what others touched."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pghistory
import pytest
from django.utils import timezone

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import as_service
from leye.casework.models import ServiceRecord
from leye.intake.enums import ImportState, RowState
from leye.intake.models import ImportBatch
from leye.ledger.models import (
    Employer,
    EmploymentSpell,
    GroupMembership,
    Household,
    Intention,
    Person,
    Skill,
    UnemploymentRegistration,
)
from leye.vault.crypto import index_of
from leye.worklist.models import Todo
from tests.intake.helpers import DAM, RIVER, bring_in, marks, number, take_back, workbook

pytestmark = pytest.mark.django_db

FULL = ("姓名", "身份证号", "村", "联系电话", "技能特长", "意向岗位", "是否登记失业", "失业登记日期", "户编号",
        "与户主关系", "人员类别")  # fmt: skip


def _person(sequence: int) -> Person:
    return Person.objects.get(id_index=index_of(number(sequence)))


def test_everything_an_import_made_goes(tmp_path: Path) -> None:
    batch = bring_in(workbook(tmp_path / "a.xlsx", [
        ("王秀兰", number(2), "河壕村", "13800000001", "电焊", "保安", "是", "2025-01-05", "7", "户主", "脱贫人口"),
        ("李强", number(1), "河壕村", "", "", "", "", "", "7", "配偶", ""),
    ], FULL))  # fmt: skip
    assert batch.counts["new"] == 2
    with as_service():
        wang = _person(2)
        Todo.objects.create(pack="p", rule="r", subject_kind="person", subject_id=wang.pk, person=wang, area_id=RIVER,
                            since="2025-01-01", until="2025-12-31", due_on="2025-12-31", suggested_on="2025-03-01",
                            need=1)  # fmt: skip
    undone = take_back(batch)
    assert undone.state == ImportState.UNDONE
    assert undone.counts["kept"] == 0
    with as_service():
        for model in (Person, Household, GroupMembership, Intention, Skill, UnemploymentRegistration, Todo):
            assert not model.objects.exists(), model
        assert wang.events.filter(pgh_label="delete", pgh_context__metadata__action="UndoImport").exists()


def test_changes_return_to_what_they_were(tmp_path: Path) -> None:
    bring_in(workbook(tmp_path / "a.xlsx", [
        ("王秀兰", number(2), "河壕村", "13800000001", "电焊", "保安", "", "", "7", "户主", "脱贫人口"),
    ], FULL))  # fmt: skip
    batch = bring_in(workbook(tmp_path / "b.xlsx", [
        ("王秀云", number(2), "坝楞村", "13900000002", "驾驶", "保洁", "", "", "8", "户主", "残疾人"),
    ], FULL))  # fmt: skip
    with as_service():
        assert _person(2).area_id == DAM
    take_back(batch)
    with as_service():
        wang = _person(2)
        assert (wang.name, wang.name_pinyin, wang.name_initials) == ("王秀兰", "wangxiulan", "wxl")
        assert (wang.phone, wang.area_id, wang.version) == ("13800000001", RIVER, 3)
        assert wang.household is not None
        assert wang.household.number == "7"
        assert Household.objects.count() == 1
        assert [skill.name for skill in wang.skills.all()] == ["电焊"]
        assert [wish.occupation for wish in wang.intentions.all()] == ["保安"]
        assert [m.group_id for m in wang.memberships.all()] == ["formerly_poor"]


def test_what_others_touched_is_kept_and_listed(tmp_path: Path) -> None:
    bring_in(workbook(tmp_path / "a.xlsx", [("李强", number(1), "", "河壕村", "", "")]))
    batch = bring_in(workbook(tmp_path / "b.xlsx", [
        ("王秀兰", number(2), "", "河壕村", "", ""), ("李强", number(1), "13800000001", "", "", ""),
        ("赵六", number(3), "", "河壕村", "", ""),
    ]))  # fmt: skip
    # One transaction holds the whole test, so the clerk needs a history context of his own.
    with as_service(), pghistory.context(source="clerk"):
        wang = _person(2)
        ServiceRecord.objects.create(
            person=wang, area_id=wang.area_id, kind="home_visit", served_on=dt.date(2025, 3, 1)
        )
        Person.objects.filter(pk=_person(1).pk).update(address="新地址", version=3)
    undone = take_back(batch)
    assert undone.counts["kept"] == 2
    kept = [row for row in marks(undone) if row.state == RowState.KEPT]
    assert [row.label for row in kept] == ["王秀兰", "李强"]
    assert "撤销时保留" in kept[0].problems[-1]["reason"]
    with as_service():
        assert ServiceRecord.objects.count() == 1
        assert _person(1).phone == "13800000001"
        assert not Person.objects.filter(id_index=index_of(number(3))).exists()


def test_spells_services_and_employers_are_taken_back(tmp_path: Path) -> None:
    bring_in(workbook(tmp_path / "人.xlsx", [("李强", number(1), "", "河壕村", "", "")]))
    header = ("姓名", "身份证号", "单位名称", "月工资", "就业时间")
    bring_in(
        workbook(tmp_path / "1.xlsx", [("李强", number(1), "某厂", "3500", "2024-03-01")], header),
        kind="spells",
    )
    second = bring_in(workbook(tmp_path / "2.xlsx", [
        ("李强", number(1), "某厂", "4000", "2024-03-01"), ("李强", number(1), "另一厂", "4000", "2024-09-01"),
    ], header), kind="spells")  # fmt: skip
    assert second.counts == {"new": 1, "changed": 1, "total": 2, "remarked": 0}
    take_back(second)
    services = bring_in(workbook(tmp_path / "3.xlsx", [("李强", number(1), "政策宣讲", "2025-03-01")],
                                 ("姓名", "身份证号", "服务类型", "服务日期")), kind="services")  # fmt: skip
    take_back(services)
    employers = bring_in(
        workbook(tmp_path / "4.xlsx", [("某厂", "王五")], ("单位名称", "联系人")), kind="employers"
    )
    assert employers.counts["new"] == 1
    take_back(employers)
    with as_service():
        assert EmploymentSpell.objects.get().wage_fen == 350000
        assert not ServiceRecord.objects.exists()
        assert not Employer.objects.exists()


def test_after_a_day_it_stays(tmp_path: Path) -> None:
    batch = bring_in(workbook(tmp_path / "a.xlsx", [("李强", number(1), "", "河壕村", "", "")]))
    with as_service():
        ImportBatch.objects.filter(pk=batch.pk).update(finished_at=timezone.now() - dt.timedelta(hours=25))
    with pytest.raises(ActionError):
        take_back(batch)
