"""Applications as the employer may see them: the name in part, the facts that the person chose, nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from leye.accounts.access import UNIT
from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import Scope, as_service
from leye.hiring.enums import ApplicationState, RefusalReason
from leye.hiring.models import Application, InterviewSlot
from leye.hiring.models.applying import ApplicationQuerySet
from leye.hiring.resume import Line, masked_name, resume, shown_name, shown_phone
from leye.hiring.states import STEPS, may
from leye.recruiters.membership import in_hand


@dataclass(frozen=True)
class Applicant:
    """One application. `phone` is empty until both sides have agreed; `steps`: what may be done next."""

    pk: int
    version: int
    name: str
    vacancy_id: int
    title: str
    employer_name: str
    state: str
    state_word: str
    sent_on: dt.date
    answer_by: dt.date
    slot: InterviewSlot | None
    starts_on: dt.date | None
    refusal: str
    answer: str
    contact_open: bool
    contact_by_employer: bool
    contact_by_person: bool
    phone: str = ""
    lines: tuple[Line, ...] = ()

    @property
    def steps(self) -> set[str]:
        """Steps that lead on from here."""
        return {step for step in STEPS if may(self.state, step)}


def applicants(
    scope: Scope, states: tuple[str, ...] = (), vacancy_id: int | None = None, start: int = 0, stop: int = 50
) -> list[Applicant]:
    """Applications to vacancies that the units in a scope have in hand, the newest first, without résumés.

    The whole name stands in the one application alone, which is opened with a look that is logged. Names
    are read as the background role, of these applications alone: the employer may not read anybody's file.
    """
    rows = _in_hand(scope)
    if states:
        rows = rows.filter(state__in=states)
    if vacancy_id is not None:
        rows = rows.filter(vacancy_id=vacancy_id)
    found = list(rows.order_by("-sent_on", "-pk").values_list("pk", flat=True)[start:stop])
    with as_service():
        seen = Application.objects.filter(pk__in=found).select_related("person", "vacancy", "slot")
        return [_shown(one) for one in seen.order_by("-sent_on", "-pk")]


def applicant(scope: Scope, pk: int, user_id: int) -> Applicant | None:
    """One application with its résumé; None when it is not the unit's. The look at the file is logged."""
    if not _in_hand(scope).filter(pk=pk).exists():
        return None
    with as_service():
        one = Application.objects.select_related("person", "vacancy", "slot").get(pk=pk)
        AccessLog.objects.create(
            user_id=user_id, area_id=one.area_id, access=Access.VIEW_PERSON, person_id=one.person_id,
            detail={"application": pk, UNIT: scope.employers[0], "shown": one.shown},
        )  # fmt: skip
        return replace(_shown(one), name=shown_name(one), phone=shown_phone(one), lines=tuple(resume(one)))


def _in_hand(scope: Scope) -> ApplicationQuerySet:
    return Application.objects.visible_to(scope).filter(vacancy__in=in_hand(scope))


def waiting_count(scope: Scope) -> int:
    """Applications that nobody has looked at."""
    return int(_in_hand(scope).filter(state=ApplicationState.SENT).count())


def _shown(one: Application) -> Applicant:
    return Applicant(
        pk=one.pk, version=one.version, name=masked_name(one), vacancy_id=one.vacancy_id, title=one.vacancy.title,
        employer_name=one.vacancy.employer_name, state=one.state, state_word=one.get_state_display(),
        sent_on=one.sent_on, answer_by=one.answer_by, slot=one.slot, starts_on=one.starts_on,
        refusal=str(RefusalReason(one.refusal).label) if one.refusal else "", answer=one.answer,
        contact_open=one.contact_open, contact_by_employer=one.contact_by_employer,
        contact_by_person=one.contact_by_person,
    )  # fmt: skip
