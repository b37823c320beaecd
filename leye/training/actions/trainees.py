"""People in classes: enrolled, completed, certified."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Absent, Invalid
from leye.training.actions.classes import CAN_KEEP_CLASSES
from leye.training.models import Trainee, TrainingClass

#: More people than this are an import, not an entry by hand.
MOST_AT_ONCE = 500


@dataclass(kw_only=True)
class EnrolTrainees(LedgerAction[list[Trainee]]):
    """Put people of the scope on the list of a class of the scope or of an area above. Whoever is on it stays."""

    allowed = CAN_KEEP_CLASSES

    class_id: int
    person_ids: list[int]
    enrolled_on: dt.date | None = None

    def execute(self) -> list[Trainee]:
        if not self.person_ids:
            raise Invalid({"person_ids": _("请至少选择一个人。")})
        if len(set(self.person_ids)) > MOST_AT_ONCE:
            raise ActionError(_("一次最多登记%(most)d名学员。") % {"most": MOST_AT_ONCE})
        # The guard shows the classes of areas above as well: a township sends people to the county's.
        held = TrainingClass.objects.filter(pk=self.class_id).first()
        if held is None:
            raise Absent
        problems = Problems()
        problems.past("enrolled_on", _("报名日期"), self.enrolled_on)
        problems.check()
        people = [self.person(pk) for pk in sorted(set(self.person_ids))]
        there = {row.person_id: row for row in held.trainees.filter(person__in=people)}
        for person in people:
            if person.deceased_on is not None:
                raise ActionError(_("%(name)s已登记死亡，不能报名。") % {"name": person.name})
        new = [
            Trainee(
                person=person,
                area_id=person.area_id,
                training_class=held,
                enrolled_on=self.enrolled_on or held.started_on,
            )
            for person in people
            if person.pk not in there
        ]
        Trainee.objects.bulk_create(new)
        return [*there.values(), *new]


@dataclass(kw_only=True)
class CompleteTrainee(LedgerAction[Trainee]):
    """A trainee completed the class."""

    allowed = CAN_KEEP_CLASSES

    trainee_id: int
    completed_on: dt.date

    def execute(self) -> Trainee:
        trainee = self.row(Trainee.objects.all(), self.trainee_id)
        problems = Problems()
        problems.past("completed_on", _("结业日期"), self.completed_on)
        held = trainee.training_class
        if not held.started_on <= self.completed_on <= (held.ended_on or self.completed_on):
            problems.add(
                "completed_on",
                _("结业日期应在培训班的起止日期之内（%(first)s至%(last)s）。")
                % {"first": held.started_on, "last": held.ended_on or _("未定")},
            )
        problems.check()
        trainee.completed_on = self.completed_on
        trainee.save(update_fields=["completed_on"])
        return trainee


@dataclass(kw_only=True)
class CertifyTrainee(LedgerAction[Trainee]):
    """A trainee who completed got a certificate, with its number where it has one."""

    allowed = CAN_KEEP_CLASSES

    trainee_id: int
    certified_on: dt.date
    certificate: str = ""

    def execute(self) -> Trainee:
        trainee = self.row(Trainee.objects.all(), self.trainee_id)
        if trainee.completed_on is None:
            raise ActionError(_("请先登记结业，再登记取证。"))
        problems = Problems()
        problems.past("certified_on", _("取证日期"), self.certified_on)
        problems.order("certified_on", _("取证日期"), trainee.completed_on, self.certified_on)
        certificate = problems.text(Trainee, "certificate", self.certificate)
        problems.check()
        trainee.certified_on, trainee.certificate = self.certified_on, certificate
        trainee.save(update_fields=["certified_on", "certificate"])
        return trainee
