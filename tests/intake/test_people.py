"""People from a roster: new, changed, unchanged, errors; the same file again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from leye.accounts.scope import as_service
from leye.intake.enums import ImportState
from leye.ledger.models import GroupMembership, Intention, Person
from leye.vault.crypto import decrypt, index_of
from tests.intake.helpers import DAM, RIVER, bring_in, marks, number, preview, workbook

pytestmark = pytest.mark.django_db

ROWS = [
    ("王秀兰", number(2), "13800000001", "河壕村", "脱贫人口、残疾人", "有"),
    ("阿依古丽•买买提", number(4), "13800000001", "坝楞村", "", ""),
    ("李强", number(1), "", "补隆淖尔镇河壕村", "农牧民工", "无"),
]


def test_new_people_come_in_whole(tmp_path: Path) -> None:
    batch = bring_in(workbook(tmp_path / "名单.xlsx", ROWS))
    assert batch.state == ImportState.DONE, batch.problem
    assert batch.counts["new"] == 3
    with as_service():
        wang = Person.objects.get(id_index=index_of(number(2)))
        assert (wang.area_id, wang.name_pinyin, wang.name_initials, wang.sex) == (
            RIVER,
            "wangxiulan",
            "wxl",
            "2",
        )
        assert decrypt(wang.id_cipher) == number(2)
        assert set(wang.memberships.values_list("group_id", flat=True)) == {"formerly_poor", "disabled"}
        assert Intention.objects.get(person=wang).wants_work == "yes"
        guli = Person.objects.get(area_id=DAM)
        assert guli.name == "阿依古丽·买买提"
        assert wang.events.get().pgh_context.metadata["source"] == "import"
        assert guli.memberships.count() == 0


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "名单.xlsx", ROWS)
    bring_in(path)
    batch = preview(path)
    assert batch.state == ImportState.PREVIEWED, batch.problem
    assert batch.counts == {"unchanged": 3, "total": 3, "remarked": 0}
    assert marks(batch) == []


def test_a_second_file_updates_and_adds_groups(tmp_path: Path) -> None:
    bring_in(workbook(tmp_path / "1.xlsx", ROWS))
    batch = preview(
        workbook(
            tmp_path / "2.xlsx",
            [
                ("王秀兰", number(2), "13900000009", "坝楞村", "退役军人", "无"),
                ("阿依古丽·买买提", number(4), "", "", "", ""),
            ],
        )
    )
    assert batch.counts["changed"] == 1
    assert batch.counts["unchanged"] == 1
    (row,) = marks(batch)
    assert row.changes["phone"] == ["13800000001", "13900000009"]
    assert row.changes["area_id"] == [RIVER, DAM]
    assert row.changes["groups"] == [None, ["veteran"]]
    assert row.changes["wants_work"] == ["yes", "no"]
    from tests.intake.helpers import confirm

    batch = confirm(batch)
    assert batch.state == ImportState.DONE, batch.problem
    with as_service():
        wang = Person.objects.get(id_index=index_of(number(2)))
        assert (wang.phone, wang.area_id, wang.version) == ("13900000009", DAM, 2)
        assert GroupMembership.objects.filter(person=wang, area_id=DAM).count() == 3
        assert Intention.objects.filter(person=wang).count() == 1
        assert Intention.objects.get(person=wang).wants_work == "no"
