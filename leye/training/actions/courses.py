"""Courses that may be recommended: entered, changed, closed."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Absent
from leye.standards.calendar import today
from leye.standards.occupations import occupation
from leye.training.actions.classes import CAN_KEEP_CLASSES
from leye.training.models import Course

MOST_SEATS = 10_000


@dataclass(kw_only=True)
class SaveCourse(LedgerAction[Course]):
    """A course of an area of the scope, new or (`course_id`) changed."""

    allowed = CAN_KEEP_CLASSES

    area_no: int
    title: str
    starts_on: dt.date
    seats: int
    institution: str = ""
    occupation: str = ""
    certificate: str = ""
    place: str = ""
    course_id: int | None = None

    def execute(self) -> Course:
        area = self.area(self.area_no)
        one = Course(area=area) if self.course_id is None else course_of(self, self.course_id)
        problems = Problems()
        texts = {
            name: problems.text(Course, name, getattr(self, name), required=name == "title")
            for name in ("title", "institution", "certificate", "place")
        }
        if self.occupation and occupation(self.occupation) is None:
            problems.add("occupation", _("职业分类大典里没有“%(name)s”。") % {"name": self.occupation})
        if not 1 <= self.seats <= MOST_SEATS:
            problems.add("seats", _("名额应在1至%(most)d之间。") % {"most": MOST_SEATS})
        if self.course_id is None and self.starts_on < today():
            problems.add("starts_on", _("开课日期已经过了，不能再推荐。"))
        problems.check()
        for name, text in texts.items():
            setattr(one, name, text)
        one.area, one.occupation, one.starts_on, one.seats = area, self.occupation, self.starts_on, self.seats
        one.save()
        return one


@dataclass(kw_only=True)
class CloseCourse(LedgerAction[Course]):
    """The course is full or will not be held: it is recommended no longer."""

    allowed = CAN_KEEP_CLASSES

    course_id: int

    def execute(self) -> Course:
        one = course_of(self, self.course_id)
        if one.closed_on is not None:
            raise ActionError(_("这门课已经停止推荐。"))
        one.closed_on = today()
        one.save(update_fields=["closed_on"])
        return one


def course_of(action: LedgerAction[Course], pk: int) -> Course:
    """A course that the actor's own area keeps, locked. Raises Absent."""
    scope = action.actor.scope
    kept = Course.objects.filter(pk=pk, area_id__gte=scope.lo, area_id__lte=scope.hi)
    found = kept.select_for_update().first()
    if found is None:
        raise Absent
    return found
