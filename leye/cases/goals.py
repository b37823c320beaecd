"""Goals of a plan and their evidence. A goal is never ticked: it is met by what was recorded since the plan began."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from leye.cases.models import Plan
from leye.cases.plan_enums import DAY_GOALS, DISTINCT_GOALS, SERVICE_GOALS, GoalKind
from leye.casework.models import Placement, ServiceRecord
from leye.facts.tables import GIVEN
from leye.ledger.enums import SpellKind
from leye.ledger.errors import Invalid
from leye.ledger.models import EmploymentSpell
from leye.standards.calendar import today
from leye.standards.text import trim
from leye.training.models import Trainee

MOST_GOALS = 12
LONGEST_TEXT = 80
#: Nobody plans more of one thing; days of steady work may be a year and some.
MOST_TIMES, MOST_DAYS = 99, 400
TRAINING_GOALS = {GoalKind.TRAINED, GoalKind.CERTIFIED}
JOB_GOALS = {GoalKind.EMPLOYED, GoalKind.KEPT, GoalKind.STARTUP}


@dataclass(frozen=True)
class Goal:
    """One thing to reach. `need`: times, or days for steady work. `due_on` of a plan, `days` of a template."""

    kind: str
    need: int = 1
    text: str = ""
    due_on: dt.date | None = None
    days: int | None = None

    @property
    def label(self) -> str:
        """What it says in a list."""
        return self.text or str(GoalKind(self.kind).label)

    @property
    def kind_label(self) -> str:
        """The words of its kind."""
        return str(GoalKind(self.kind).label)

    @property
    def unit(self) -> str:
        """What `need` counts."""
        return _("天") if self.kind in DAY_GOALS else _("次")

    def as_dict(self) -> dict[str, Any]:
        """As the database keeps it."""
        kept = {"kind": str(self.kind), "need": self.need, "text": self.text, "days": self.days}
        return {**kept, "due_on": self.due_on.isoformat() if self.due_on else None}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Goal":
        """The goal that `as_dict` wrote."""
        due = kept.get("due_on")
        return cls(
            kept["kind"],
            int(kept.get("need") or 1),
            kept.get("text") or "",
            dt.date.fromisoformat(due) if due else None,
            kept.get("days"),
        )

    def dated(self, since: dt.date, until: dt.date) -> "Goal":
        """A template's goal as a goal of a plan of these dates."""
        due = since + dt.timedelta(days=self.days) if self.days else None
        return Goal(self.kind, self.need, self.text, min(due, until) if due else None)


def goals_of(row: Any) -> list[Goal]:
    """The goals of a plan or a template."""
    return [Goal.of(kept) for kept in row.goals]


def check_goals(goals: Sequence[Goal], since: dt.date | None = None, until: dt.date | None = None) -> None:
    """Raise Invalid at "goals" when a goal cannot be used."""
    if len(goals) > MOST_GOALS:
        raise Invalid({"goals": _("分项目标最多%(most)d项。") % {"most": MOST_GOALS}})
    for goal in goals:
        if goal.kind not in GoalKind.values:
            raise Invalid({"goals": _("请为每项目标选择类型。")})
        most = MOST_DAYS if goal.kind in DAY_GOALS else MOST_TIMES
        if not 1 <= goal.need <= most:
            raise Invalid(
                {"goals": _("“%(goal)s”的数量应在1至%(most)d之间。") % {"goal": goal.label, "most": most}}
            )
        if len(trim(goal.text)) > LONGEST_TEXT:
            raise Invalid({"goals": _("每项目标最多写%(most)d个字。") % {"most": LONGEST_TEXT}})
        if goal.due_on and since and until and not since <= goal.due_on <= until:
            raise Invalid({"goals": _("“%(goal)s”的期限应在计划开始和到期之间。") % {"goal": goal.label}})


@dataclass(frozen=True)
class Proof:
    """One piece of evidence: the day, what it is, and its row (model label, key)."""

    on: dt.date
    text: str
    model: str
    pk: int
    key: str = ""


@dataclass(frozen=True)
class Standing:
    """A goal with what there is for it: `have` of `need`, and the day on which it was enough."""

    goal: Goal
    have: int
    met_on: dt.date | None
    proofs: tuple[Proof, ...] = ()

    def late(self, day: dt.date) -> bool:
        """Whether it was due before a day and is not met, or was met after its day."""
        due = self.goal.due_on
        return due is not None and (self.met_on or day) > due


@dataclass
class _Evidence:
    """What the records hold about one person."""

    services: list[Proof] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)
    spells: list[EmploymentSpell] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    trainings: list[Trainee] = field(default_factory=list)


def standings(plans: Iterable[Plan], day: dt.date | None = None) -> dict[int, list[Standing]]:
    """How far the goals of plans have come, by plan: four queries at most, however many plans there are."""
    rows = list(plans)
    if not rows:
        return {}
    kinds = {goal.kind for plan in rows for goal in goals_of(plan)}
    evidence = _read({plan.person_id for plan in rows}, min(plan.since for plan in rows), kinds)
    return {plan.pk: _of_plan(plan, evidence[plan.person_id], day or today()) for plan in rows}


def _read(people: set[int], since: dt.date, kinds: set[str]) -> dict[int, _Evidence]:
    """What counts for goals of these kinds; a table that no goal asks about is not read."""
    found: dict[int, _Evidence] = defaultdict(_Evidence)
    services = ServiceRecord.objects.filter(
        person_id__in=people, kind__in=kinds & set(SERVICE_GOALS), outcome__in=GIVEN, served_on__gte=since
    )
    for record in services.order_by("served_on", "pk"):
        one = found[record.person_id]
        words = f"{record.get_kind_display()}：{record.item}" if record.item else record.get_kind_display()
        one.services.append(Proof(record.served_on, str(words), "service", record.pk, record.item_key))
        one.kinds[record.pk] = record.kind
    if kinds & JOB_GOALS:
        for spell in EmploymentSpell.objects.filter(person_id__in=people).order_by("started_on", "pk"):
            found[spell.person_id].spells.append(spell)
    if GoalKind.PUBLIC_POST in kinds:
        placements = Placement.objects.filter(person_id__in=people, started_on__gte=since)
        for placement in placements.order_by("started_on", "pk"):
            found[placement.person_id].placements.append(placement)
    if kinds & TRAINING_GOALS:
        for training in Trainee.objects.filter(person_id__in=people).order_by("pk"):
            found[training.person_id].trainings.append(training)
    return found


def _of_plan(plan: Plan, evidence: _Evidence, day: dt.date) -> list[Standing]:
    last = plan.ended_on or day
    return [_stand(goal, evidence, plan.since, last) for goal in goals_of(plan)]


def _stand(goal: Goal, evidence: _Evidence, since: dt.date, last: dt.date) -> Standing:
    if goal.kind in DAY_GOALS:
        return _kept(goal, evidence.spells, since, last)
    proofs = [proof for proof in _proofs(goal.kind, evidence) if since <= proof.on <= last]
    if goal.kind in DISTINCT_GOALS:
        # A record without a key names no job, so nothing can be said to repeat it.
        proofs = list(
            {proof.key or f"{proof.model}:{proof.pk}": proof for proof in reversed(proofs)}.values()
        )[::-1]
    met = proofs[goal.need - 1].on if len(proofs) >= goal.need else None
    return Standing(goal, len(proofs), met, tuple(proofs))


def _proofs(kind: str, evidence: _Evidence) -> list[Proof]:
    """Everything that counts for a kind, oldest first."""
    if kind in SERVICE_GOALS:
        return [proof for proof in evidence.services if evidence.kinds[proof.pk] == kind]
    if kind == GoalKind.PUBLIC_POST:
        words = _("到公益性岗位上岗")
        return [Proof(one.started_on, words, "placement", one.pk) for one in evidence.placements]
    if kind in TRAINING_GOALS:
        name, words = (
            ("completed_on", _("培训结业")) if kind == GoalKind.TRAINED else ("certified_on", _("取得证书"))
        )
        days = [(getattr(one, name), one.pk) for one in evidence.trainings if getattr(one, name)]
        return [Proof(on, words, "trainee", pk) for on, pk in sorted(days)]
    wanted = [
        one for one in evidence.spells if kind != GoalKind.STARTUP or one.kind == SpellKind.SELF_EMPLOYED
    ]
    return [Proof(one.started_on, _spell_words(one), "spell", one.pk) for one in wanted]


def _spell_words(spell: EmploymentSpell) -> str:
    return _("就业：%(name)s") % {"name": spell.employer_name or spell.get_kind_display()}


def _kept(goal: Goal, spells: Sequence[EmploymentSpell], since: dt.date, last: dt.date) -> Standing:
    """Days of the longest job within the plan; a job that ended starts the count again."""
    best = Standing(goal, 0, None)
    for spell in spells:
        start = max(spell.started_on, since)
        days = (min(spell.ended_on or last, last) - start).days
        if days > best.have:
            met = start + dt.timedelta(days=goal.need) if days >= goal.need else None
            proof = Proof(spell.started_on, _spell_words(spell), "spell", spell.pk)
            best = Standing(goal, days, met, (proof,))
    return best
