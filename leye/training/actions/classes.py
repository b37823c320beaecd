"""Training classes: opened, and ended."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Role
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.models import Employer
from leye.training.enums import ClassMode
from leye.training.models import TrainingClass

CAN_KEEP_CLASSES = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)


@dataclass(kw_only=True)
class OpenClass(LedgerAction[TrainingClass]):
    """A class of an institution in an area. `standard_fen`: subsidy per head; the institution is an employer's row."""

    allowed = CAN_KEEP_CLASSES

    area_no: int
    title: str
    kind: str
    started_on: dt.date
    mode: str = ClassMode.OFFLINE
    ended_on: dt.date | None = None
    institution_id: int | None = None
    standard_fen: int | None = None
    from_outside: bool = False
    task_done: bool = False

    def execute(self) -> TrainingClass:
        area = self.area(self.area_no)
        problems = Problems()
        title = problems.text(TrainingClass, "title", self.title, required=True)
        problems.choice(TrainingClass, "kind", self.kind)
        problems.choice(TrainingClass, "mode", self.mode)
        problems.order("ended_on", _("结业日期"), self.started_on, self.ended_on)
        problems.wage("standard_fen", _("人均补贴标准"), self.standard_fen)
        institution = None
        if self.institution_id is not None:
            institution = Employer.objects.visible_to(self.actor.scope).filter(pk=self.institution_id).first()
            if institution is None:
                problems.add("institution_id", _("请从列表中选择培训机构。"))
        problems.check()
        return TrainingClass.objects.create(
            area_id=area.no,
            title=title,
            kind=self.kind,
            mode=self.mode,
            institution=institution,
            started_on=self.started_on,
            ended_on=self.ended_on,
            standard_fen=self.standard_fen,
            from_outside=self.from_outside,
            task_done=self.task_done,
        )


@dataclass(kw_only=True)
class CloseClass(LedgerAction[TrainingClass]):
    """A class ends on a day; a day planned before is replaced. `task_done` as judged at the end, if given."""

    allowed = CAN_KEEP_CLASSES

    class_id: int
    ended_on: dt.date
    task_done: bool | None = None

    def execute(self) -> TrainingClass:
        held = self.row(TrainingClass.objects.all(), self.class_id)
        problems = Problems()
        problems.past("ended_on", _("结业日期"), self.ended_on)
        problems.order("ended_on", _("结业日期"), held.started_on, self.ended_on)
        problems.check()
        late = held.trainees.filter(completed_on__gt=self.ended_on).count()
        if late:
            raise ActionError(
                _("有%(count)d名学员的结业日期晚于%(day)s，请先核对学员名单。")
                % {"count": late, "day": self.ended_on}
            )
        held.ended_on = self.ended_on
        if self.task_done is not None:
            held.task_done = self.task_done
        held.version += 1
        held.save()
        return held
