"""The jobs of one person as a card shows them: to be told, told, earlier, kept away; and why there are too few."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.scope import Scope, as_service
from leye.hiring.enums import ChoiceKind, RecommendationState
from leye.hiring.models import Choice, Recommendation, Unmatched
from leye.hiring.models.recommending import LIVE
from leye.hiring.openings import Opening, openings
from leye.hiring.planning import WANT
from leye.hiring.widening import Remedy, remedy
from leye.vacancies.models import Vacancy

#: Tables of a person that a card reads.
ROOMS: tuple[Any, ...] = (Recommendation, Choice, Unmatched)
COUNTY = 10**6
#: Earlier recommendations shown; all of them stand on the person's time line as services.
EARLIER = 20
KINDS = {
    RecommendationState.MADE: "info", RecommendationState.DELIVERED: "good", RecommendationState.READ: "good",
    RecommendationState.DECLINED: "warn", RecommendationState.APPLIED: "good", RecommendationState.CLOSED: "plain",
}  # fmt: skip


@dataclass(frozen=True)
class JobLine:
    """A recommendation with the job as it is today; `gone` says why it cannot be recommended any more."""

    one: Recommendation
    job: Opening | None
    pin: Choice | None

    @property
    def gone(self) -> str:
        """'' while the job is open with a seat left."""
        if self.job is None:
            return _("已不在招聘")
        return "" if self.job.seats_left else _("已招满")

    @property
    def where(self) -> str:
        """The place; with its county when that is not the person's own."""
        if self.job is None:
            return ""
        near = self.job.area_id // COUNTY == self.one.area_id // COUNTY
        return self.job.place if near and self.job.place else self.job.where

    @property
    def kind(self) -> str:
        """How its state is shown."""
        return KINDS[RecommendationState(self.one.state)]

    @property
    def lasting(self) -> list[str]:
        """The reasons without the number of seats, which is told as it is today."""
        return [words for words in self.one.reasons if "名额" not in words]


@dataclass(frozen=True)
class KeptAway:
    """A job that an officer keeps from being recommended, with its name."""

    choice: Choice
    words: str


@dataclass(frozen=True)
class JobCard:
    """`waiting`: picked and not yet told. `told`: the person has not answered. `few`: why there are fewer than three."""

    waiting: list[JobLine] = field(default_factory=list)
    told: list[JobLine] = field(default_factory=list)
    earlier: list[JobLine] = field(default_factory=list)
    excluded: list[KeptAway] = field(default_factory=list)
    few: Unmatched | None = None

    @property
    def remedy(self) -> Remedy | None:
        """What to do about too few."""
        return remedy(self.few.about) if self.few else None

    @property
    def short(self) -> bool:
        """Whether further jobs may be picked."""
        return len(self.waiting) < WANT

    @property
    def nothing(self) -> bool:
        """Whether the person was never matched."""
        return not (self.waiting or self.told or self.earlier or self.excluded or self.few)


def job_card(scope: Scope, person_id: int, held: Collection[Any] = ROOMS) -> JobCard:
    """The card of a person; `held`: which of the tables have rows of the person, so that the others are not asked."""
    rows: list[Recommendation] = []
    if Recommendation in held:
        # What waits comes first, so that a long story does not push it out.
        found = Recommendation.objects.visible_to(scope).filter(person_id=person_id)
        rows = [*found.live(), *found.exclude(state__in=LIVE).order_by("-pk")[:EARLIER]]
    choices = list(Choice.objects.visible_to(scope).filter(person_id=person_id)) if Choice in held else []
    few = None
    if Unmatched in held:
        few = Unmatched.objects.visible_to(scope).filter(person_id=person_id).first()
    live = [one.vacancy_id for one in rows if one.state in LIVE]
    jobs = openings(live) if live else {}
    pins = {one.vacancy_id: one for one in choices if one.kind == ChoiceKind.PIN}
    lines = [JobLine(one, jobs.get(one.vacancy_id), pins.get(one.vacancy_id)) for one in rows]
    waiting = [line for line in lines if line.one.state == RecommendationState.MADE]
    return JobCard(
        waiting=sorted(waiting, key=lambda line: (line.pin is None, -line.one.points, line.one.pk)),
        told=[line for line in lines if line.one.state in LIVE and line.one.state != RecommendationState.MADE],
        earlier=[line for line in lines if line.one.state not in LIVE],
        excluded=_kept_away([one for one in choices if one.kind == ChoiceKind.EXCLUDE]),
        few=few,
    )  # fmt: skip


def _kept_away(choices: list[Choice]) -> list[KeptAway]:
    if not choices:
        return []
    with as_service():
        rows = Vacancy.objects.filter(pk__in=[one.vacancy_id for one in choices])
        names = {
            pk: f"{employer} {title}"
            for pk, employer, title in rows.values_list("pk", "employer_name", "title")
        }
    return [KeptAway(one, names.get(one.vacancy_id, "")) for one in choices]
