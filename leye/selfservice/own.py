"""What a person sees of the own jobs and the own file. Call it only inside the person's own scope."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from leye.accounts.access import LOOKS, UNIT
from leye.accounts.enums import Access, Outside, Role
from leye.accounts.models import AccessLog
from leye.accounts.scope import as_service
from leye.areas.paths import path_names
from leye.hiring.enums import ApplicationState, Origin, RecommendationState
from leye.hiring.models import Application, InterviewSlot, Recommendation, Unmatched
from leye.hiring.openings import openings
from leye.hiring.seen_jobs import SeenJob, seen_jobs
from leye.hiring.states import WAITING, may
from leye.ledger.models import Employer
from leye.vacancies.models import Vacancy

#: What an officer has recommended, and what the program has picked and nobody has delivered yet.
TOLD = (RecommendationState.DELIVERED, RecommendationState.READ)
#: What each state means for who waits, in words.
SENTENCES = {
    ApplicationState.SENT: _("单位还没有看，%(by)s前应答复。"),
    ApplicationState.SEEN: _("单位已经看了，%(by)s前应答复。"),
    ApplicationState.INTERVIEW: _("单位约您面试。"),
    ApplicationState.OFFERED: _("单位想录用您，请等办理录用。"),
    ApplicationState.HIRED: _("已经录用。"),
    ApplicationState.REFUSED: _("单位没有录用：%(why)s。"),
    ApplicationState.WITHDRAWN: _("您已撤回。"),
    ApplicationState.EXPIRED: _("单位逾期没有答复，已自动结束。可以再找别的岗位。"),
}


@dataclass(frozen=True)
class OwnJob:
    """A job for the person: why, and whether one can still apply. `told`: an officer recommended it."""

    pk: int
    vacancy_id: int
    title: str
    employer_name: str
    pay: str
    place: str
    seats_left: int
    reasons: tuple[str, ...]
    told: bool
    told_on: dt.date | None
    is_open: bool


def own_jobs(person_id: int) -> list[OwnJob]:
    """Recommended jobs that the person has not answered: the officers' first, then what the program picked."""
    rows = Recommendation.objects.filter(person_id=person_id, state__in=TOLD)
    picked = Recommendation.objects.filter(
        person_id=person_id, state=RecommendationState.MADE, origin=Origin.MATCHING
    )
    found = [*rows.order_by("-delivered_on", "-points", "pk"), *picked.order_by("-points", "pk")]
    there = openings([one.vacancy_id for one in found])
    jobs = []
    for one in found:
        job = there.get(one.vacancy_id)
        if job is None and one.state == RecommendationState.MADE:
            continue
        jobs.append(OwnJob(
            one.pk, one.vacancy_id, one.title, one.employer_name, job.pay if job else one.pay, job.place if job else "",
            job.seats_left if job else 0, tuple(one.reasons), one.state != RecommendationState.MADE, one.delivered_on,
            job is not None and job.seats_left > 0,
        ))  # fmt: skip
    return jobs


def why_few(person_id: int) -> list[str]:
    """Why the last matching found fewer than three jobs, and what would open more."""
    one = Unmatched.objects.filter(person_id=person_id).first()
    return list(one.reasons) if one is not None else []


@dataclass(frozen=True)
class OwnApplication:
    """An application as its person sees it."""

    row: Application
    job: SeenJob | None
    kind: str
    sentence: str
    slot: InterviewSlot | None
    may_withdraw: bool
    waits: bool
    contact: str


KINDS = {
    ApplicationState.SENT: "plain", ApplicationState.SEEN: "info", ApplicationState.INTERVIEW: "warn",
    ApplicationState.OFFERED: "good", ApplicationState.HIRED: "good",
}  # fmt: skip


def own_applications(person_id: int, only: int | None = None) -> list[OwnApplication]:
    """Applications of the person, those that wait first; `only` one of them."""
    rows = Application.objects.filter(person_id=person_id)
    if only is not None:
        rows = rows.filter(pk=only)
    found = sorted(rows, key=lambda one: (one.state not in WAITING, -one.pk))
    jobs = seen_jobs(one.vacancy_id for one in found)
    with as_service():
        slots = InterviewSlot.objects.in_bulk([one.slot_id for one in found if one.slot_id])
        open_ones = [one.vacancy_id for one in found if one.contact_open]
        called = {
            vacancy.pk: " ".join(filter(None, [vacancy.contact_name, vacancy.contact_phone]))
            for vacancy in Vacancy.objects.filter(pk__in=open_ones)
        }
    return [
        OwnApplication(
            one, jobs.get(one.vacancy_id), KINDS.get(ApplicationState(one.state), "plain"), _sentence(one),
            slots.get(one.slot_id or 0), may(one.state, "withdraw"), one.state in WAITING,
            called.get(one.vacancy_id, ""),
        )
        for one in found
    ]  # fmt: skip


def _sentence(one: Application) -> str:
    why = "，".join(filter(None, [str(one.get_refusal_display()), one.answer]))
    said = SENTENCES[ApplicationState(one.state)]
    return str(said) % {"by": f"{one.answer_by.month}月{one.answer_by.day}日", "why": why}


@dataclass(frozen=True)
class LookAtMe:
    """One look at the file, in plain words: the day, the office and the post, nobody's name."""

    at: dt.datetime
    office: str
    role: str
    what: str


def looks_at(person_id: int, limit: int = 50) -> list[LookAtMe]:
    """Who looked at the person's file, the newest first; the same office on one day for the same thing once."""
    rows = AccessLog.objects.filter(person_id=person_id, access__in=LOOKS).select_related("post")
    found: dict[tuple[dt.date, int | None, str, int | None], LookAtMe] = {}
    newest = list(rows.order_by("-at", "-pk")[: limit * 10])
    units = _units({row.detail[UNIT] for row in newest if UNIT in row.detail and row.post is None})
    for row in newest:
        unit = row.detail.get(UNIT) if row.post is None else None
        office, role, what = "", "", str(Access(row.access).label)
        if row.post is not None:
            office, role = path_names(row.post.area_id), str(Role(row.post.role).label)
        elif unit is not None:
            office, role, what = units.get(unit, ""), str(Outside.EMPLOYER.label), str(_("查看应聘简历"))
        found.setdefault((row.at.date(), row.post_id, row.access, unit), LookAtMe(row.at, office, role, what))
    return list(found.values())[:limit]


def _units(keys: set[int]) -> dict[int, str]:
    """Names of units that looked at an application of the person's own."""
    if not keys:
        return {}
    with as_service():
        return dict(Employer.objects.filter(pk__in=keys).values_list("pk", "name"))
