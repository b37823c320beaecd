"""Hand people over to receiving places by a list, sign for them, verify and follow each (#230)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER, Access, Role, Source
from leye.accounts.scope import as_service
from leye.areas.models import Area
from leye.cases.models import HandoverItem, HandoverList, HandoverLot, HandoverRefusal
from leye.cases.plan_enums import HandoverResult, HandoverState
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.actions.register_person import RegisterPerson
from leye.ledger.errors import Invalid
from leye.ledger.identities import hold_keys, holders_of, indexes_of
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.vault.crypto import decrypt, encrypt

CAN_ISSUE = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.SUPERVISOR)
CAN_RECEIVE = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
#: Larger lists are cut by place: each is looked through by people.
MOST_PEOPLE = 20_000
#: Of a cell that could not be used so many characters are kept.
LONGEST_CELL = 200
#: What may follow on what.
NEXT: dict[str, tuple[str, ...]] = {
    HandoverState.ISSUED: (),
    HandoverState.RECEIVED: (HandoverState.FOUND, HandoverState.NOT_FOUND),
    HandoverState.NOT_FOUND: (HandoverState.FOUND,),
    HandoverState.FOUND: (HandoverState.FOLLOWING, HandoverState.CLOSED),
    HandoverState.FOLLOWING: (HandoverState.CLOSED,),
    HandoverState.CLOSED: (HandoverState.FOLLOWING,),
}


@dataclass(frozen=True)
class HandoverRow:
    """A line of a list as it was read: its row in the file, the person, and the receiving area if it names one."""

    row: int
    name: str
    id_number: str
    phone: str = ""
    address: str = ""
    area_no: int | None = None


@dataclass(frozen=True)
class RefusedRow:
    """A line of the file that cannot go into the list: its row there, its cells as written, and why, in sentences."""

    row: int
    name: str
    id_number: str
    phone: str
    address: str
    place: str
    reason: str


@dataclass(kw_only=True)
class IssueHandover(LedgerAction[HandoverList]):
    """Compile a list. Rows that name a receiving place go to it at once; the others wait to be assigned.

    What was `refused` of the file is kept with the list, for the issuer to put right.
    """

    allowed = CAN_ISSUE

    area_no: int
    title: str
    basis: str
    due_on: dt.date
    rows: Sequence[HandoverRow]
    refused: Sequence[RefusedRow] = ()

    def execute(self) -> HandoverList:
        area = self.area(self.area_no)
        problems = Problems()
        title = problems.text(HandoverList, "title", self.title, required=True)
        basis = problems.text(HandoverList, "basis", self.basis, required=True)
        problems.order("due_on", _("办理期限"), today(), self.due_on)
        if not self.rows:
            problems.add("file", _("名单里没有可以交办的人。"))
        if len(self.rows) > MOST_PEOPLE:
            problems.add("file", _("一份名单最多%(most)d人，请按接收地拆成几份。") % {"most": MOST_PEOPLE})
        problems.check()
        issued = HandoverList.objects.create(
            area=area,
            title=title,
            basis=basis,
            issued_on=today(),
            due_on=self.due_on,
            issued_by_id=self.actor.user,
        )
        hold_keys()
        HandoverItem.objects.bulk_create([_item(issued, row) for row in self.rows], batch_size=2000)
        HandoverRefusal.objects.bulk_create([_refusal(issued, row) for row in self.refused], batch_size=2000)
        wanted: dict[int, list[int]] = {}
        for row in self.rows:
            if row.area_no is not None:
                wanted.setdefault(row.area_no, []).append(row.row)
        given = 0
        for area_no, numbers in sorted(wanted.items()):
            given += _give(issued, _receiving(area_no), Q(row__in=numbers))
        if given:
            log_given(self, issued, given)
        return issued


def _item(issued: HandoverList, row: HandoverRow) -> HandoverItem:
    return HandoverItem(
        source=issued, area_id=issued.area_id, row=row.row, name=row.name, id_index=indexes_of(row.id_number)[0],
        id_cipher=encrypt(row.id_number), phone=row.phone, address=row.address,
    )  # fmt: skip


def _refusal(issued: HandoverList, row: RefusedRow) -> HandoverRefusal:
    number = row.id_number[:LONGEST_CELL]
    return HandoverRefusal(
        source=issued, area_id=issued.area_id, row=row.row, name=row.name[:LONGEST_CELL],
        id_index=indexes_of(number)[0], id_cipher=encrypt(number),
        phone=row.phone[:LONGEST_CELL], address=row.address[:LONGEST_CELL], place=row.place[:LONGEST_CELL],
        reason=row.reason,
    )  # fmt: skip


def _receiving(area_no: int) -> Area:
    area = Area.objects.filter(pk=area_no).valid_on(today()).first()
    if area is None:
        raise Invalid({"to_area": _("没有找到这个接收地区，请核对名称或区划代码。")})
    return area


def _give(issued: HandoverList, area: Area, which: Q) -> int:
    """Give items that nobody signed for to an area, which may lie outside the issuer's: hence the background role."""
    with as_service():
        lot, _made = HandoverLot.objects.get_or_create(
            source=issued, area=area,
            defaults={"from_area_id": issued.area_id, "title": issued.title, "basis": issued.basis,
                      "issued_on": issued.issued_on, "due_on": issued.due_on},
        )  # fmt: skip
        items = HandoverItem.objects.filter(which, source=issued, state=HandoverState.ISSUED)
        given = items.update(lot=lot, area=area)
        if given and lot.received_on is not None:
            # More people came after the receipt: they are to be signed for too.
            HandoverLot.objects.filter(pk=lot.pk).update(received_on=None, received_by=None)
        return given


def log_given(action: LedgerAction[Any], issued: HandoverList, given: int) -> None:
    """People of a list went to areas that may lie outside: a line of the access log, as for a download."""
    log_access(
        action.actor,
        Access.EXPORT,
        detail={"action": type(action).__name__, "list": issued.pk, "rows": given},
    )


@dataclass(kw_only=True)
class AssignItems(LedgerAction[int]):
    """Give people of an own list to a receiving area; those whom an area has signed for stay there."""

    allowed = CAN_ISSUE

    list_id: int
    item_ids: Iterable[int]
    to_area_no: int

    def execute(self) -> int:
        issued = self.row(HandoverList.objects.all(), self.list_id)
        area = _receiving(self.to_area_no)
        if area.no == issued.area_id:
            raise Invalid({"to_area": _("这就是交办地区，请选择接收地区。")})
        given = _give(issued, area, Q(pk__in=list(self.item_ids)))
        if not given:
            raise ActionError(_("没有可以指派的人：请先勾选，已签收的不能再改派。"))
        log_given(self, issued, given)
        return given


@dataclass(kw_only=True)
class ReceiveLot(LedgerAction[HandoverLot]):
    """Sign for what was handed over. Who has a file in the receiving area already is found by it at once."""

    allowed = CAN_RECEIVE

    lot_id: int
    matched: int = field(init=False, default=0)

    def execute(self) -> HandoverLot:
        lot = self.row(HandoverLot.objects.all(), self.lot_id)
        if lot.received_on is not None:
            raise ActionError(_("这份名单已于%(day)s签收。") % {"day": lot.received_on})
        lot.received_on, lot.received_by_id = today(), self.actor.user
        lot.save(update_fields=["received_on", "received_by"])
        items = list(HandoverItem.objects.filter(lot=lot, state=HandoverState.ISSUED).select_for_update())
        numbers = {item.pk: decrypt(bytes(item.id_cipher)) for item in items}
        files = holders_of(numbers.values())
        for item in items:
            held = files.get(numbers[item.pk])
            item.state, item.changed_on = HandoverState.RECEIVED, today()
            if held is not None and self.actor.scope.covers(held.area_id):
                item.state, item.file_id, item.area_id = HandoverState.FOUND, held.pk, held.area_id
                self.matched += 1
        HandoverItem.objects.bulk_update(items, ["state", "changed_on", "file", "area"], batch_size=500)
        return lot


@dataclass(kw_only=True)
class PassItems(LedgerAction[int]):
    """Pass people on to an area below, whose staff looks for them."""

    allowed = CAN_RECEIVE

    item_ids: Iterable[int]
    to_area_no: int

    def execute(self) -> int:
        area = self.area(self.to_area_no, "to_area")
        items = HandoverItem.objects.visible_to(self.actor.scope).filter(pk__in=list(self.item_ids))
        passed = items.filter(state__in=(HandoverState.RECEIVED, HandoverState.NOT_FOUND)).update(
            area=area, changed_on=today()
        )
        if not passed:
            raise ActionError(_("没有可以下派的人：请勾选已签收、还没有找到的人。"))
        return passed


@dataclass(kw_only=True)
class MoveItem(LedgerAction[HandoverItem]):
    """One step for one person: found, not found, followed, closed with what came of it.

    Found is who has a file in the actor's area; who has none is registered by RegisterItem.
    """

    allowed = CAN_WRITE_LEDGER

    item_id: int
    state: str
    result: str = ""
    note: str = ""

    def describe(self) -> dict[str, Any]:
        return {"to": self.state}

    def execute(self) -> HandoverItem:
        item = self.row(HandoverItem.objects.all(), self.item_id)
        problems = Problems()
        wants_note = self.state == HandoverState.NOT_FOUND or self.result == HandoverResult.MISTAKE
        note = problems.text(HandoverItem, "note", self.note, required=wants_note)
        if self.state not in NEXT[item.state]:
            problems.add(
                "state", _("现在是“%(now)s”，不能直接改成这一步。") % {"now": item.get_state_display()}
            )
        closing = self.state == HandoverState.CLOSED
        if closing and self.result not in HandoverResult.values:
            problems.add("result", _("请选择结果。"))
        problems.check()
        if self.state == HandoverState.FOUND:
            self._find(item)
        item.state, item.result = self.state, self.result if closing else ""
        item.note, item.changed_on = note or item.note, today()
        item.save(update_fields=["state", "result", "note", "changed_on", "file", "area"])
        return item

    def _find(self, item: HandoverItem) -> None:
        held = holders_of([decrypt(bytes(item.id_cipher))]).values()
        found = next((one for one in held if self.actor.scope.covers(one.area_id)), None)
        if found is None:
            raise Invalid({"state": _("您的台账里还没有%(name)s，请用“建档”登记。") % {"name": item.name}})
        item.file_id, item.area_id = found.pk, found.area_id


@dataclass(kw_only=True)
class RegisterItem(LedgerAction[Person]):
    """Open a file for somebody of the list with what the list says; nothing is typed twice."""

    allowed = CAN_WRITE_LEDGER

    item_id: int
    area_no: int

    def describe(self) -> dict[str, Any]:
        return {"source": str(Source.DEPARTMENT)}

    def execute(self) -> Person:
        item = self.row(HandoverItem.objects.all(), self.item_id)
        if item.state not in (HandoverState.RECEIVED, HandoverState.NOT_FOUND):
            raise ActionError(
                _("%(name)s%(state)s，不用再建档。") % {"name": item.name, "state": item.get_state_display()}
            )
        person = RegisterPerson(
            self.actor, area_no=self.area_no, name=item.name, id_number=decrypt(bytes(item.id_cipher)),
            phone=item.phone, address=item.address,
        ).run()  # fmt: skip
        item.state, item.changed_on = HandoverState.FOUND, today()
        item.file_id, item.area_id = person.pk, person.area_id
        item.save(update_fields=["state", "changed_on", "file", "area"])
        return person
