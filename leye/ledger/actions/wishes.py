"""What a person wants and can do: intentions, skills, training needs, each with the day it was learnt."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.models import Intention, Skill, TrainingNeed
from leye.standards.calendar import today


@dataclass(kw_only=True)
class StateIntention(LedgerAction[Intention]):
    """What the person said about work on a day; said again on the same day, the later word stands."""

    allowed = CAN_WRITE_LEDGER

    person_id: int
    stated_on: dt.date
    wants_work: str
    wants_startup: bool = False
    occupation: str = ""
    place: str = ""
    wage_min_fen: int | None = None

    def execute(self) -> Intention:
        person = self.person(self.person_id)
        problems = Problems()
        problems.past("stated_on", _("了解日期"), self.stated_on, person.birth_date)
        problems.choice(Intention, "wants_work", self.wants_work)
        problems.wage("wage_min_fen", _("期望月薪"), self.wage_min_fen)
        occupation = problems.text(Intention, "occupation", self.occupation)
        place = problems.text(Intention, "place", self.place)
        problems.check()
        intention, _made = Intention.objects.update_or_create(
            person=person,
            stated_on=self.stated_on,
            defaults={
                "area_id": person.area_id,
                "wants_work": self.wants_work,
                "wants_startup": self.wants_startup,
                "occupation": occupation,
                "place": place,
                "wage_min_fen": self.wage_min_fen,
            },
        )
        return intention


@dataclass(kw_only=True)
class AddSkill(LedgerAction[Skill]):
    """A skill or certificate; the same skill again brings its level and certificate up to date."""

    allowed = CAN_WRITE_LEDGER

    person_id: int
    name: str
    level: str = ""
    certificate: str = ""
    stated_on: dt.date | None = None

    def execute(self) -> Skill:
        person = self.person(self.person_id)
        day = self.stated_on or today()
        problems = Problems()
        problems.past("stated_on", _("了解日期"), day, person.birth_date)
        name = problems.text(Skill, "name", self.name, required=True)
        level = problems.text(Skill, "level", self.level)
        certificate = problems.text(Skill, "certificate", self.certificate)
        problems.check()
        skill, _made = Skill.objects.update_or_create(
            person=person,
            name=name,
            defaults={
                "area_id": person.area_id,
                "level": level,
                "certificate": certificate,
                "stated_on": day,
            },
        )
        return skill


@dataclass(kw_only=True)
class RemoveSkill(LedgerAction[None]):
    """Take a skill that was entered by mistake out of the file; history keeps it."""

    allowed = CAN_WRITE_LEDGER

    skill_id: int

    def execute(self) -> None:
        self.row(Skill.objects.all(), self.skill_id, held=True).delete()


@dataclass(kw_only=True)
class StateNeed(LedgerAction[TrainingNeed]):
    """The person wants to learn something; without such a need the training duty cannot be judged."""

    allowed = CAN_WRITE_LEDGER

    person_id: int
    subject: str
    stated_on: dt.date

    def execute(self) -> TrainingNeed:
        person = self.person(self.person_id)
        problems = Problems()
        problems.past("stated_on", _("了解日期"), self.stated_on, person.birth_date)
        subject = problems.text(TrainingNeed, "subject", self.subject, required=True)
        problems.check()
        if person.needs.filter(subject=subject, ended_on__isnull=True).exists():
            raise ActionError(_("此人已登记“%(subject)s”的培训需求，尚未结束。") % {"subject": subject})
        return TrainingNeed.objects.create(
            person=person, area_id=person.area_id, subject=subject, stated_on=self.stated_on
        )


@dataclass(kw_only=True)
class EndNeed(LedgerAction[TrainingNeed]):
    """The need was met or is no more."""

    allowed = CAN_WRITE_LEDGER

    need_id: int
    ended_on: dt.date

    def execute(self) -> TrainingNeed:
        need = self.row(TrainingNeed.objects.all(), self.need_id)
        problems = Problems()
        problems.past("ended_on", _("结束日期"), self.ended_on)
        problems.order("ended_on", _("结束日期"), need.stated_on, self.ended_on)
        problems.check()
        need.ended_on = self.ended_on
        need.save(update_fields=["ended_on"])
        return need
