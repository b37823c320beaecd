"""What may not go in: places and people outside the range, rows somebody else changed, namesakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from leye.accounts.scope import as_service
from leye.intake.enums import ImportState, RowState
from leye.ledger.models import Household, Person
from leye.vault.crypto import index_of
from tests.intake.helpers import (
    DAM,
    RIVER,
    bring_in,
    confirm,
    marks,
    number,
    preview,
    upload,
    workbook,
)

pytestmark = pytest.mark.django_db
NEUTRAL = "此人不能在本辖区新建，请核对号码；如人已迁来，请提交转入申请"


def test_a_person_held_elsewhere_reads_the_same_wherever(tmp_path: Path) -> None:
    bring_in(workbook(tmp_path / "旗.xlsx", [("巴图", number(11), "", "卧羊台嘎查", "", "")]), "banner")
    bring_in(workbook(tmp_path / "陕.xlsx", [("高原", number(13), "", "永坪村", "", "")]), "yanchuan")
    batch = preview(workbook(tmp_path / "本.xlsx", [
        ("巴图", number(11), "13800000000", "河壕村", "残疾人", "有"),
        ("高原", number(13), "13800000000", "河壕村", "残疾人", "有"),
    ]))  # fmt: skip
    first, second = marks(batch)
    assert first.problems == second.problems
    assert [problem["reason"] for problem in first.problems] == [NEUTRAL]
    assert first.target_id is None
    assert first.changes == second.changes == {}
    with as_service():
        assert Person.objects.get(id_index=index_of(number(11))).phone == ""


def test_places_outside_the_range_read_like_places_that_are_not(tmp_path: Path) -> None:
    batch = preview(workbook(tmp_path / "a.xlsx", [
        ("甲", number(21), "", "坝楞村", "", ""),
        ("乙", number(23), "", "南粮台村", "", ""),
        ("丙", number(25), "", "没有村", "", ""),
    ]), user="town")  # fmt: skip
    assert batch.counts == {"new": 1, "error": 2, "total": 3, "remarked": 0}
    outside, absent = (row.problems[0]["reason"] for row in marks(batch) if row.state == RowState.ERROR)
    assert outside.replace("南粮台村", "没有村") == absent


def test_rows_changed_after_the_preview_are_not_overwritten(tmp_path: Path) -> None:
    bring_in(workbook(tmp_path / "1.xlsx", [
        ("王秀兰", number(2), "13800000001", "河壕村", "", ""), ("李强", number(1), "13800000002", "河壕村", "", ""),
    ]))  # fmt: skip
    batch = preview(workbook(tmp_path / "2.xlsx", [
        ("王秀兰", number(2), "13900000001", "", "", ""), ("李强", number(1), "13900000002", "", "", ""),
        ("张三", number(3), "", "河壕村", "", ""),
    ]))  # fmt: skip
    with as_service():
        Person.objects.filter(id_index=index_of(number(1))).update(phone="13700000000")
    bring_in(workbook(tmp_path / "3.xlsx", [("张三", number(3), "", "坝楞村", "", "")]))
    batch = confirm(batch)
    assert batch.state == ImportState.DONE
    assert batch.counts == {"changed": 1, "error": 2, "total": 3, "remarked": 0}
    reasons = [row.problems[-1]["reason"] for row in marks(batch) if row.state == RowState.ERROR]
    assert all("预览后被他人修改" in reason for reason in reasons)
    with as_service():
        assert Person.objects.get(id_index=index_of(number(1))).phone == "13700000000"
        assert Person.objects.get(id_index=index_of(number(2))).phone == "13900000001"
        assert Person.objects.get(id_index=index_of(number(3))).area_id == DAM


def test_blank_cells_erase_nothing(tmp_path: Path) -> None:
    bring_in(workbook(tmp_path / "1.xlsx", [("王秀兰", number(2), "13800000001", "河壕村", "残疾人", "有")]))
    batch = preview(workbook(tmp_path / "2.xlsx", [("王秀兰", number(2), "", "", "", "")]))
    assert batch.counts == {"unchanged": 1, "total": 1, "remarked": 0}


def test_a_new_person_needs_a_village(tmp_path: Path) -> None:
    rows = [("王秀兰", number(2), "", "", "", "")]
    batch = preview(workbook(tmp_path / "1.xlsx", rows))
    assert "村" in marks(batch)[0].problems[0]["reason"]
    batch = preview(workbook(tmp_path / "2.xlsx", rows), user="town")
    assert batch.counts["new"] == 1
    assert marks(batch)[0].problems[0]["level"] == "warning"


def test_duplicates_in_the_file_are_told_from_those_in_the_ledger(tmp_path: Path) -> None:
    row = ("王秀兰", number(2), "13800000001", "河壕村", "残疾人", "有")
    bring_in(workbook(tmp_path / "1.xlsx", [row]))
    batch = preview(workbook(tmp_path / "2.xlsx", [row, row, ("赵六", number(4), "1", "河壕村", "", "")]))
    assert batch.counts["unchanged"] == 2
    assert "只导入一次" in marks(batch)[0].problems[0]["reason"]


def test_a_household_roster_without_numbers_of_heads(tmp_path: Path) -> None:
    header = ("户编号", "户主姓名", "姓名", "身份证号", "与户主关系", "村")
    rows = [
        ("7", "李强", "李强", number(1), "户主", "河壕村"), ("7", "李强", "王秀兰", number(2), "配偶", "河壕村"),
        ("", "李强", "张三", number(3), "子", "河壕村"),
    ]  # fmt: skip
    batch = bring_in(workbook(tmp_path / "户.xlsx", rows, header), kind="households")
    assert (batch.counts["new"], batch.counts["error"]) == (2, 1)
    assert "请填户编号或户主身份证号" in str([row.problems for row in marks(batch)])
    with as_service():
        house = Household.objects.get(area_id=RIVER, number="7")
        assert house.head is not None
        assert (house.head.name, house.people.count()) == ("李强", 2)


def test_families_share_a_phone_and_a_household(tmp_path: Path) -> None:
    header = ("户编号", "户主身份证号", "成员姓名", "成员身份证号", "与户主关系", "联系电话", "村")
    rows = [
        ("12", number(1), "李强", number(1), "户主", "13800000001", "河壕村"),
        ("12", number(1), "王秀兰", number(2), "妻子", "13800000001", "河壕村"),
        ("", number(3), "张三", number(3), "户主", "13800000003", "坝楞村"),
        ("", number(3), "张小三", number(5), "长子", "13800000003", "坝楞村"),
    ]
    batch = bring_in(workbook(tmp_path / "户.xlsx", rows, header), kind="households")
    assert batch.counts["new"] == 4, [row.problems for row in marks(batch)]
    with as_service():
        house = Household.objects.get(area_id=RIVER, number="12")
        assert house.head is not None
        assert house.head.name == "李强"
        assert sorted(house.people.values_list("name", "relation")) == [
            ("李强", "head"),
            ("王秀兰", "spouse"),
        ]
        other = Household.objects.get(area_id=DAM)
        assert other.people.count() == 2
        assert other.head is not None
        assert other.head.name == "张三"
    again = preview(workbook(tmp_path / "户2.xlsx", rows, header), kind="households")
    assert again.counts == {"unchanged": 4, "total": 4, "remarked": 0}


def test_identity_numbers_are_nowhere_in_the_clear(tmp_path: Path) -> None:
    from django.db import connection

    batch = upload(workbook(tmp_path / "1.xlsx", [("王秀兰", number(2), "", "河壕村", "", "")]))
    assert number(2) not in str(batch.mapping)
    preview(workbook(tmp_path / "2.xlsx", [("王秀兰", number(2), "", "河壕村", "", "")]))
    with as_service(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'intake_staging'")
        tables = [name for (name,) in cursor.fetchall()]
        assert tables
        for name in tables:
            cursor.execute(
                f"SELECT count(*) FROM intake_staging.{name} t WHERE t::text LIKE %s", [f"%{number(2)}%"]
            )
            assert cursor.fetchone() == (0,)
