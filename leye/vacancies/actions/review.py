"""From a draft to everybody's eyes: submitted by one, published or refused with a reason by another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from leye.accounts.actions.base import Allowed, Conflict, NotAllowed
from leye.standards.calendar import today
from leye.vacancies.actions.base import CAN_POST, CAN_REVIEW, VacancyAction
from leye.vacancies.actions.save import refused
from leye.vacancies.checks import remarks_on
from leye.vacancies.models import Vacancy


@dataclass(kw_only=True)
class SubmitVacancy(VacancyAction[Vacancy]):
    """Hand a vacancy in for review. Raises Invalid when something hard stands against it."""

    allowed: ClassVar[Allowed] = CAN_POST

    vacancy_id: int

    def execute(self) -> Vacancy:
        vacancy = self.vacancy(self.vacancy_id)
        hard = [remark for remark in remarks_on(vacancy) if remark.hard]
        if hard:
            raise refused(hard)
        vacancy.submitted_on, vacancy.submitted_by_id, vacancy.reason = today(), self.actor.user_id, ""
        return self.step(vacancy, "submit")


@dataclass(kw_only=True)
class _Decision(VacancyAction[Vacancy]):
    """A decision on the version that the reviewer saw, by somebody else than who submitted it."""

    allowed = CAN_REVIEW

    vacancy_id: int
    version: int | None = None

    def submitted(self) -> Vacancy:
        vacancy = self.vacancy(self.vacancy_id)
        if self.version is not None and vacancy.version != self.version:
            raise Conflict(
                _("“%(title)s”刚被改过，没有办理。请重新打开，看过再审。") % {"title": vacancy.title}
            )
        if self.actor.user_id is not None and vacancy.submitted_by_id == self.actor.user_id:
            raise NotAllowed(
                _("“%(title)s”是您自己提交的，请由另一位经办人审核。") % {"title": vacancy.title}
            )
        vacancy.reviewed_by_id = self.actor.user_id
        return vacancy


@dataclass(kw_only=True)
class PublishVacancy(_Decision):
    """Let everybody find a submitted vacancy. Checked once more: things may have changed since."""

    def execute(self) -> Vacancy:
        vacancy = self.submitted()
        hard = [remark for remark in remarks_on(vacancy) if remark.hard]
        if hard:
            raise refused(hard)
        vacancy.published_on = vacancy.confirmed_on = today()
        vacancy.reason = ""
        return self.step(vacancy, "publish")


@dataclass(kw_only=True)
class RefuseVacancy(_Decision):
    """Give a submitted vacancy back with the reason."""

    reason: str = ""

    def execute(self) -> Vacancy:
        vacancy = self.submitted()
        vacancy.reason = self.why(self.reason)
        return self.step(vacancy, "refuse")
