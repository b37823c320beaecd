"""A course recommended to a person: one record of service that names it and counts as one of three different ones."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.casework.actions.record_service import RecordService
from leye.casework.enums import Outcome, ServiceKind
from leye.casework.items import item_key
from leye.casework.models import ServiceRecord
from leye.hiring.coursing import courses_for
from leye.ledger.actions.base import LedgerAction
from leye.ledger.errors import Invalid
from leye.standards.calendar import today


@dataclass(kw_only=True)
class RecommendCourse(LedgerAction[ServiceRecord]):
    """The person was told of a course that may still be joined and fits; the same course counts once a year."""

    allowed = CAN_WRITE_LEDGER

    person_id: int
    course_id: int
    channel: str

    def execute(self) -> ServiceRecord:
        person = self.person(self.person_id)
        if person.deceased_on is not None:
            raise ActionError(_("此人已登记死亡，不能推荐课程。"))
        if not self.channel:
            raise Invalid({"channel": _("请选择用什么方式告诉了本人。")})
        found = courses_for(self.actor.scope, person.pk)
        lines = [*found.three, *found.others] if found else []
        line = next((line for line in lines if line.course.pk == self.course_id), None)
        if line is None:
            raise ActionError(_("这门课今年已向此人推荐过，或者已经不能报名。请换一门课。"))
        if line.misses:
            raise ActionError(
                _("%(name)s不符合“%(title)s”的要求：%(why)s。不能算作课程推荐。")
                % {"name": person.name, "title": line.course.title, "why": "；".join(line.misses)}
            )
        records = RecordService(
            self.actor, person_id=person.pk, kind=ServiceKind.COURSE_RECOMMENDATION, served_on=today(),
            channel=self.channel, outcome=Outcome.DONE, item=line.course.words,
        ).run().records  # fmt: skip
        return next(record for record in records if record.item_key == item_key(line.course.words))
