"""Plan a gathering, put people on its sheet, and record those who came: each a fixed number of queries."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.casework.actions.record_service import RecordServices
from leye.casework.enums import Outcome, ServiceChannel, ServiceKind
from leye.gatherings.models import Attendance, Gathering
from leye.ledger.actions.base import LedgerAction, Problems
from leye.standards.calendar import today

#: Kinds that say which job or course was recommended.
WITH_ITEM = (ServiceKind.JOB_RECOMMENDATION, ServiceKind.COURSE_RECOMMENDATION)
#: More people than this do not stand on one sheet.
MOST_ON_A_SHEET = 500


@dataclass(kw_only=True)
class PlanGathering(LedgerAction[Gathering]):
    """A gathering of an area, today, later, or already held; with the people who are asked to come."""

    allowed = CAN_WRITE_LEDGER

    area_no: int
    title: str
    kind: str
    held_on: dt.date
    place: str = ""
    item: str = ""
    note: str = ""
    person_ids: list[int]

    def execute(self) -> Gathering:
        area = self.area(self.area_no)
        problems = Problems()
        title = problems.text(Gathering, "title", self.title, required=True)
        item = problems.text(Gathering, "item", self.item, required=self.kind in WITH_ITEM)
        place = problems.text(Gathering, "place", self.place)
        note = problems.text(Gathering, "note", self.note)
        problems.choice(Gathering, "kind", self.kind)
        problems.check()
        made = Gathering.objects.create(
            area=area, title=title, kind=self.kind, item=item, held_on=self.held_on, place=place, note=note,
            made_by_id=self.actor.user,
        )  # fmt: skip
        if self.person_ids:
            AskPeople(self.actor, gathering_id=made.pk, person_ids=self.person_ids).run()
            made.refresh_from_db()
        return made


@dataclass(kw_only=True)
class AskPeople(LedgerAction[int]):
    """Put people on a gathering's sheet; who is on it already stays at the row. Returns how many were added."""

    allowed = CAN_WRITE_LEDGER

    gathering_id: int
    person_ids: list[int]

    def execute(self) -> int:
        gathering = self.row(Gathering.objects.all(), self.gathering_id)
        here = set(gathering.attendances.values_list("person_id", flat=True))
        people = [person for person in self.people_of(self.person_ids) if person.pk not in here]
        dead = [person.name for person in people if person.deceased_on is not None]
        if dead:
            raise ActionError(_("%(names)s已登记死亡，不能列入签到表。") % {"names": "、".join(dead[:5])})
        if gathering.rows + len(people) > MOST_ON_A_SHEET:
            raise ActionError(_("一张签到表最多%(most)d人，请另建一场。") % {"most": MOST_ON_A_SHEET})
        people.sort(key=lambda person: (person.area_id, person.name_pinyin, person.pk))
        Attendance.objects.bulk_create(
            Attendance(gathering=gathering, row=row, person=person, area_id=person.area_id)
            for row, person in enumerate(people, gathering.rows + 1)
        )
        gathering.rows += len(people)
        gathering.save(update_fields=["rows"])
        return len(people)


@dataclass(frozen=True)
class Came:
    """What recording a sheet did: people recorded now, and how many of the rows had been recorded before."""

    touched: list[int]
    before: int


@dataclass(kw_only=True)
class RecordAttendance(LedgerAction[Came]):
    """One service record for each row that came. A row that has its record keeps it: sent twice, recorded once."""

    allowed = CAN_WRITE_LEDGER

    gathering_id: int
    rows: list[int]

    def execute(self) -> Came:
        gathering = self.row(Gathering.objects.all(), self.gathering_id)
        if gathering.held_on > today():
            raise ActionError(
                _("这一场定在%(day)s，还没有到。请在当天或之后登记到场人员。") % {"day": gathering.held_on}
            )
        asked = Attendance.objects.visible_to(self.actor.scope).filter(
            gathering=gathering, row__in=set(self.rows)
        )
        rows = list(asked.select_for_update(of=("self",)).order_by("row"))
        if not rows:
            raise ActionError(_("请至少勾选或输入一个到场的人。"))
        fresh = {row.person_id: row for row in rows if row.record_id is None}
        if not fresh:
            return Came([], len(rows))
        recorded = RecordServices(
            self.actor, person_ids=list(fresh), kinds=[gathering.kind], served_on=gathering.held_on,
            channel=ServiceChannel.GROUP, outcome=Outcome.DONE, item=gathering.item, note=gathering.title,
            place=gathering.place,
        ).run()  # fmt: skip
        for record in recorded.records:
            fresh[record.person_id].record = record
        Attendance.objects.bulk_update(fresh.values(), ["record"])
        return Came(recorded.touched, len(rows) - len(fresh))
