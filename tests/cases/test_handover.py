"""Hand-over lists: issued, assigned, signed for, looked for, followed; nobody outside reads a name."""

import datetime as dt
from pathlib import Path

import pytest

from leye.accounts.actions.base import ActionError, NotAllowed
from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.areas.enums import Kind
from leye.cases.actions.handover import (
    AssignItems,
    HandoverRow,
    IssueHandover,
    MoveItem,
    PassItems,
    ReceiveLot,
    RegisterItem,
)
from leye.cases.handover_file import read_list
from leye.cases.handover_reading import progress, received_lots
from leye.cases.models import HandoverItem, HandoverList, HandoverLot
from leye.ledger.actions.units import SplitUnit
from leye.ledger.errors import Absent, Invalid, MayBeElsewhere
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.workbook.export import write_table
from tests.ledger.people import BALENG, HEHAO, WOYANGTAI, YONGPING, actor, number, register, scope

COUNTY = 150822000000
BANNER = 150823000000
DUE = dt.timedelta(days=30)


def row(place: int, name: str, sequence: int, area: int | None) -> HandoverRow:
    return HandoverRow(place, name, number(sequence), "13800000001", "一组", area)


def issue(*rows: HandoverRow, by: str = "yanchuan", area: int = 610622000000) -> HandoverList:
    with acting(scope(by)):
        return IssueHandover(
            actor(by), area_no=area, title="在磴口务工人员", basis="延安市交办函〔2025〕3号", due_on=today() + DUE, rows=rows
        ).run()  # fmt: skip


def item(name: str) -> HandoverItem:
    return HandoverItem.objects.get(name=name)


def receive(username: str = "county") -> ReceiveLot:
    with acting(scope(username)):
        action = ReceiveLot(actor(username), lot_id=HandoverLot.objects.get().pk)
        action.run()
        return action


def test_from_the_list_to_the_result(db: None) -> None:
    with acting(scope("town")):
        here = register(actor("town"), 1, "王秀兰", HEHAO)
    issued = issue(row(1, "王秀兰", 1, COUNTY), row(2, "李建国", 3, COUNTY), row(3, "赵海燕", 5, None))
    action = receive()
    assert action.matched == 1
    with acting(scope("village")):
        assert [one.name for one in HandoverItem.objects.all()] == ["王秀兰"], "found in this village"
        assert [lot.title for lot in received_lots(scope("village"))] == ["在磴口务工人员"]
        assert item("王秀兰").file_id == here.pk
    with acting(scope("county")):
        PassItems(actor("county"), item_ids=[item("李建国").pk], to_area_no=BALENG).run()
    with acting(scope("village2")):
        with pytest.raises(Invalid, match="建档"):
            MoveItem(actor("village2"), item_id=item("李建国").pk, state="found").run()
        person = RegisterItem(actor("village2"), item_id=item("李建国").pk, area_no=BALENG).run()
        assert (person.name, person.phone, person.address) == ("李建国", "13800000001", "一组")
        with pytest.raises(ActionError, match="不用再建档"):
            RegisterItem(actor("village2"), item_id=item("李建国").pk, area_no=BALENG).run()
        MoveItem(actor("village2"), item_id=item("李建国").pk, state="following").run()
        with pytest.raises(Invalid, match="选择结果"):
            MoveItem(actor("village2"), item_id=item("李建国").pk, state="closed").run()
        MoveItem(actor("village2"), item_id=item("李建国").pk, state="closed", result="helped").run()
    with acting(scope("yanchuan")):
        unassigned, county = progress(issued)
        assert (unassigned.area_no, unassigned.total) == (None, 1)
        assert (county.area, county.received_on, county.received_by) == ("磴口县", today(), "张建华")
        assert (county.total, county.found, county.closed) == (2, 2, 1)


def test_who_was_found_and_goes_with_a_split_is_followed_by_the_new_village(db: None) -> None:
    with acting(scope("town")):
        here, stays = (
            register(actor("town"), 1, "王秀兰", HEHAO),
            register(actor("town"), 3, "李建国", HEHAO),
        )
    issue(row(1, "王秀兰", 1, COUNTY), row(2, "李建国", 3, COUNTY))
    receive()
    with acting(scope("county")):
        done = SplitUnit(
            actor("county"), area_no=HEHAO, name="东河壕村", kind=Kind.VILLAGE, first_day=today(), household_ids=[],
            person_ids=[here.pk],
        ).run()  # fmt: skip
        assert (item("王秀兰").area_id, item("王秀兰").file_id) == (done.area.no, here.pk)
        assert (item("李建国").area_id, item("李建国").file_id) == (HEHAO, stays.pk)


def test_the_issuer_outside_sees_numbers_and_the_receiver_only_his_own_people(db: None) -> None:
    issued = issue(row(1, "王秀兰", 1, COUNTY), row(2, "苏和", 3, BANNER), row(3, "赵海燕", 5, None))
    with acting(scope("yanchuan")):
        assert [one.name for one in HandoverItem.objects.all()] == ["赵海燕"]
        assert HandoverLot.objects.count() == 0
        assert sum(one.total for one in progress(issued)) == 3
    with acting(scope("county")):
        assert [one.name for one in HandoverItem.objects.all()] == ["王秀兰"]
        assert HandoverList.objects.count() == 0
        with pytest.raises(Absent):
            AssignItems(actor("county"), list_id=issued.pk, item_ids=[1], to_area_no=COUNTY).run()
    with acting(scope("village")):
        assert HandoverItem.objects.count() == 0
        assert list(received_lots(scope("village"))) == []


def test_people_who_go_to_their_places_with_the_list_leave_a_line(db: None) -> None:
    issued = issue(row(1, "王秀兰", 1, COUNTY), row(2, "苏和", 3, BANNER), row(3, "赵海燕", 5, None))
    with as_service():
        line = AccessLog.objects.get(access="export")
    assert line.detail == {"action": "IssueHandover", "list": issued.pk, "rows": 2}
    with acting(scope("yanchuan")):
        AssignItems(
            actor("yanchuan"), list_id=issued.pk, item_ids=[item("赵海燕").pk], to_area_no=COUNTY
        ).run()
    with as_service():
        assert AccessLog.objects.filter(access="export").latest("at").detail["action"] == "AssignItems"


def test_assigned_later_until_somebody_has_signed(db: None) -> None:
    issued = issue(row(1, "王秀兰", 1, None), row(2, "李建国", 3, COUNTY))
    with acting(scope("yanchuan")):
        waiting = item("王秀兰").pk
        assert (
            AssignItems(actor("yanchuan"), list_id=issued.pk, item_ids=[waiting], to_area_no=BANNER).run()
            == 1
        )
    with acting(scope("banner")):
        ReceiveLot(actor("banner"), lot_id=HandoverLot.objects.get().pk).run()
        with pytest.raises(ActionError, match="已于"):
            ReceiveLot(actor("banner"), lot_id=HandoverLot.objects.get().pk).run()
    with acting(scope("yanchuan")):
        with pytest.raises(ActionError, match="已签收的不能再改派"):
            AssignItems(actor("yanchuan"), list_id=issued.pk, item_ids=[waiting], to_area_no=COUNTY).run()
        with pytest.raises(Invalid, match="交办地区"):
            AssignItems(
                actor("yanchuan"), list_id=issued.pk, item_ids=[waiting], to_area_no=610622000000
            ).run()
    # Who comes after the receipt is to be signed for too.
    with as_service():
        HandoverLot.objects.filter(area_id=COUNTY).update(received_on=today(), received_by_id=1)
        late = HandoverItem.objects.get(name="李建国")
        late.lot, late.area_id = None, issued.area_id
        late.save()
    with acting(scope("yanchuan")):
        AssignItems(
            actor("yanchuan"), list_id=issued.pk, item_ids=[item("李建国").pk], to_area_no=COUNTY
        ).run()
    with acting(scope("county")):
        assert HandoverLot.objects.get().received_on is None


def test_steps_in_order_and_not_found_says_why(db: None) -> None:
    issue(row(1, "王秀兰", 1, COUNTY))
    with acting(scope("county")), pytest.raises(Invalid, match="不能直接"):
        MoveItem(actor("county"), item_id=item("王秀兰").pk, state="found").run()
    receive()
    with acting(scope("county")):
        with pytest.raises(Invalid, match="说明"):
            MoveItem(actor("county"), item_id=item("王秀兰").pk, state="not_found").run()
        MoveItem(
            actor("county"), item_id=item("王秀兰").pk, state="not_found", note="电话空号，住址无此人"
        ).run()
        register(actor("county"), 1, "王秀兰", HEHAO)
        found = MoveItem(actor("county"), item_id=item("王秀兰").pk, state="found").run()
        assert found.area_id == HEHAO
    with acting(scope("auditor")), pytest.raises(NotAllowed):
        MoveItem(actor("auditor"), item_id=found.pk, state="following").run()


def test_somebody_held_elsewhere_is_not_opened_twice(db: None) -> None:
    with acting(scope("banner")):
        register(actor("banner"), 1, "王秀兰", WOYANGTAI)
    issue(row(1, "王秀兰", 1, COUNTY))
    assert receive().matched == 0
    with acting(scope("county")), pytest.raises(MayBeElsewhere):
        RegisterItem(actor("county"), item_id=item("王秀兰").pk, area_no=HEHAO).run()


def test_a_list_without_people_or_twice_by_name_is_refused(db: None) -> None:
    with pytest.raises(Invalid, match="没有可以交办的人"):
        issue()
    issue(row(1, "王秀兰", 1, None))
    with pytest.raises(ActionError, match="同名的交办名单"):
        issue(row(1, "王秀兰", 1, None))
    with pytest.raises(Invalid, match="辖区"):
        issue(row(1, "王秀兰", 1, None), area=COUNTY)
    with pytest.raises(NotAllowed):
        issue(row(1, "王秀兰", 1, None), by="village", area=HEHAO)


def test_a_workbook_becomes_rows_with_places_and_problems(db: None, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_table(path, "外市脱贫劳动力名单", ["序号", "姓名", "身份证号码", "联系电话", "务工地"], [
        ["1", "王秀兰", number(1), "13800000001", "磴口县"],
        ["2", "李建国", number(3), "", "永坪村"],
        ["3", "赵海燕", number(5), "", "没有这个县"],
        ["4", "周婷婷", "150822199005170000", "", "磴口县"],
        ["5", "王秀兰", number(1), "13800000001", "磴口县"],
    ])  # fmt: skip
    with acting(scope("yanchuan")):
        read = read_list(path, "list.xlsx", scope("yanchuan"))
    assert [(one.name, one.area_no) for one in read.rows] == [
        ("王秀兰", COUNTY),
        ("李建国", YONGPING),
        ("赵海燕", None),
    ]
    assert read.unplaced == 1
    assert [(one.row, one.name, one.place) for one in read.refused] == [
        (6, "周婷婷", "磴口县"), (7, "王秀兰", "磴口县")
    ]  # fmt: skip
    assert ["身份证号：" in one.reason for one in read.refused] == [True, False]
    assert "重复" in read.refused[1].reason
    assert read.refused[0].id_number == "150822199005170000", "as it was written"
    (remark,) = read.remarks
    assert "没有这个县" in remark
    write_table(path, "没有证号", ["姓名", "电话"], [["王秀兰", "13800000001"], ["李建国", "13800000002"]])
    with acting(scope("yanchuan")), pytest.raises(Invalid, match="身份证号"):
        read_list(path, "list.xlsx", scope("yanchuan"))


def test_people_of_the_file_stay_out_of_sight_of_third_parties(db: None) -> None:
    issue(row(1, "王秀兰", 1, COUNTY))
    with acting(scope("banner")):
        assert (HandoverItem.objects.count(), HandoverLot.objects.count(), Person.objects.count()) == (
            0,
            0,
            0,
        )
