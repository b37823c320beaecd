"""What a form refuses, a roster does not bring in by the back door; and one bad row does not stop the others."""

import datetime as dt
from pathlib import Path

import pytest

from leye.accounts.models import AccessLog
from leye.accounts.scope import as_service
from leye.casework.models import ServiceRecord
from leye.intake.enums import ImportState
from leye.ledger.models import EmploymentSpell, Person, UnemploymentRegistration
from leye.standards.calendar import today
from tests.intake.helpers import GACHA, bring_in, number, preview, workbook

pytestmark = pytest.mark.django_db
PEOPLE = ("姓名", "身份证号", "村")
SPELLS = ("姓名", "身份证号", "单位名称", "就业日期", "离职日期")
LATER = (today() + dt.timedelta(days=40)).isoformat()
BORN = dt.date(1980, 5, 6)


@pytest.fixture
def known(tmp_path: Path, db: None) -> None:
    bring_in(workbook(tmp_path / "p.xlsx", [
        ("王秀兰", number(2), "河壕村"), ("李强", number(1), "河壕村"), ("赵四", number(3), "河壕村")], PEOPLE))  # fmt: skip


def _spells() -> set[tuple[str, str]]:
    with as_service():
        return set(EmploymentSpell.objects.values_list("person__name", "employer_name"))


def test_a_job_that_ends_before_it_begins_stays_out_and_the_others_go_in(tmp_path: Path, known: None) -> None:
    batch = bring_in(workbook(tmp_path / "s.xlsx", [
        ("王秀兰", number(2), "甲厂", "2024-05-01", "2023-01-01"),
        ("李强", number(1), "乙厂", "2024-05-01", ""),
    ], SPELLS), kind="spells")  # fmt: skip
    assert batch.state == ImportState.DONE, batch.problem
    assert _spells() == {("李强", "乙厂")}


def test_a_job_that_has_not_begun_stays_out(tmp_path: Path, known: None) -> None:
    batch = bring_in(workbook(tmp_path / "s.xlsx", [
        ("王秀兰", number(2), "甲厂", LATER, ""), ("李强", number(1), "乙厂", "2024-05-01", ""),
    ], SPELLS), kind="spells")  # fmt: skip
    assert batch.state == ImportState.DONE, batch.problem
    assert _spells() == {("李强", "乙厂")}


def test_nothing_new_is_brought_in_for_somebody_who_died(tmp_path: Path, known: None) -> None:
    with as_service():
        Person.objects.filter(name="王秀兰").update(deceased_on=dt.date(2024, 1, 1))
    bring_in(workbook(tmp_path / "s.xlsx", [
        ("王秀兰", number(2), "甲厂", "2024-05-01", ""), ("李强", number(1), "乙厂", "2024-05-01", ""),
    ], SPELLS), kind="spells")  # fmt: skip
    bring_in(workbook(tmp_path / "v.xlsx", [
        ("王秀兰", number(2), "职业指导", "2024-06-01"), ("李强", number(1), "职业指导", "2024-06-01"),
        ("赵四", number(3), "职业指导", "1979-06-01")],
        ("姓名", "身份证号", "服务类型", "服务日期")), kind="services")  # fmt: skip
    bring_in(workbook(tmp_path / "r.xlsx", [
        ("王秀兰", number(2), "河壕村", "是", "2024-06-01"), ("李强", number(1), "河壕村", "是", "2024-06-01")],
        ("姓名", "身份证号", "村", "是否登记失业", "失业登记日期")))  # fmt: skip
    assert _spells() == {("李强", "乙厂")}
    with as_service():
        assert list(ServiceRecord.objects.values_list("person__name", flat=True)) == ["李强"]
        assert list(UnemploymentRegistration.objects.values_list("person__name", flat=True)) == ["李强"]


def test_a_roster_that_meets_people_held_elsewhere_leaves_a_line(tmp_path: Path, db: None) -> None:
    bring_in(workbook(tmp_path / "g.xlsx", [("其其格", number(4), "卧羊台嘎查")], PEOPLE), user="banner")
    with as_service():
        assert Person.objects.get().area_id == GACHA
        before = AccessLog.objects.filter(access="search").count()
    batch = preview(workbook(tmp_path / "p.xlsx", [("其其格", number(4), "河壕村")], PEOPLE))
    assert batch.counts["error"] == 1
    with as_service():
        line = AccessLog.objects.filter(access="search").latest("pk")
        assert AccessLog.objects.filter(access="search").count() == before + 1
    assert (line.user_id, line.person_id, line.detail["rows"]) == (batch.user_id, None, 1)
