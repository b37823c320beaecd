"""What contradicts itself in the ledger, or is missing in it: each check with its words and its remedy (#215).

账实相符、账账相符: fields of one person agree with each other, and one register agrees with another. Families may
share a telephone, so a shared one is no fault; it is not looked for.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.casework.at_work import at_work
from leye.casework.enums import DeclarationKind
from leye.casework.models import Declaration, Placement
from leye.ledger.ages import WORKS_UNTIL_AT_MOST
from leye.ledger.cards import WORKING_AGE, running
from leye.ledger.enums import SpellKind, WorkCapacity
from leye.ledger.models import (
    EmploymentSpell,
    GroupMembership,
    Person,
    UnemploymentRegistration,
)
from leye.ledger.querysets import PersonQuerySet
from leye.sheets.people import is_registered, last_wish
from leye.standards.calendar import add_months

Narrow = Callable[[PersonQuerySet, dt.date], PersonQuerySet]


@dataclass(frozen=True)
class Check:
    """One thing that must not be. `kind`: bad for a contradiction, warn for a gap. `people` leaves whom it concerns."""

    key: str
    kind: str
    title: str | Promise
    remedy: str | Promise
    people: Narrow
    dead: bool = False


def _spells(day: dt.date, **more: object) -> Exists:
    return Exists(EmploymentSpell.objects.filter(running(day, "started_on"), person=OuterRef("pk"), **more))


def _placed(day: dt.date) -> Exists:
    return Exists(Placement.objects.filter(running(day, "started_on"), person=OuterRef("pk")))


def _member(*codes: str) -> Exists:
    return Exists(
        GroupMembership.objects.filter(person=OuterRef("pk"), valid_to__isnull=True, group__in=codes)
    )


def _still_in_ended_group(people: PersonQuerySet, day: dt.date) -> PersonQuerySet:
    stale = Q(group__valid_to__lt=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=F("group__valid_to")))
    return people.filter(Exists(GroupMembership.objects.filter(stale, person=OuterRef("pk"))))


def _dead_but_active(people: PersonQuerySet, day: dt.date) -> PersonQuerySet:
    opened = (EmploymentSpell, UnemploymentRegistration, Placement)
    active = Q(pk__in=[])
    for model in opened:
        active |= Q(Exists(model.objects.filter(person=OuterRef("pk"), ended_on__isnull=True)))
    return people.filter(active, deceased_on__isnull=False)


def _wants_and_declared_not(people: PersonQuerySet, day: dt.date) -> PersonQuerySet:
    declared = Declaration.objects.filter(
        kind=DeclarationKind.NO_INTENTION, ended_on__isnull=True, household=OuterRef("household")
    ).exclude(file_no="")  # without a number it is still being put together
    return people.annotate(said=last_wish(day)).filter(Exists(declared), said="yes")


def _unknown_capacity(people: PersonQuerySet, day: dt.date) -> PersonQuerySet:
    return people.filter(
        work_capacity=WorkCapacity.UNKNOWN,
        birth_date__lte=add_months(day, -12 * WORKING_AGE),
        birth_date__gt=add_months(day, -12 * WORKS_UNTIL_AT_MOST),
    )


CHECKS = (
    Check(
        "working-registered", "bad", _("已就业，失业登记未注销"),
        _("核实是否仍在岗：在岗的注销失业登记，已离岗的补登离职日期。"),
        lambda people, day: people.filter(at_work(day), is_registered(day))),
    Check(
        "spell-without-post", "bad", _("登记为公益性岗位就业，岗位安置里没有"),
        _("到公益性岗位补登安置，或改正就业形式。"),
        lambda people, day: people.filter(_spells(day, kind=SpellKind.PUBLIC_POST), ~_placed(day))),
    Check(
        "too-young", "bad", _("未满16周岁，登记了就业或失业"),
        _("核对身份证号和出生日期；确未满16周岁的，结束登记。"),
        lambda people, day: people.filter(
            at_work(day) | Q(is_registered(day)), birth_date__gt=add_months(day, -12 * WORKING_AGE))),
    Check(
        "unable-registered", "bad", _("无劳动能力，又登记失业"),
        _("重新确认劳动能力；确实没有的，注销失业登记。"),
        lambda people, day: people.filter(is_registered(day), work_capacity=WorkCapacity.NONE)),
    Check(
        "wants-declared-not", "bad", _("有就业意愿，本户又声明暂无就业意愿"),
        _("向本人问清意愿：有意愿的撤回声明，没有的改正就业意愿。"), _wants_and_declared_not),
    Check(
        "dead-active", "bad", _("已登记死亡，还有未结束的就业、失业登记或岗位安置"),
        _("打开档案，逐项结束；死亡登错的先撤销死亡登记。"), _dead_but_active, dead=True),
    Check(
        "student-graduated", "bad", _("毕业日期已过，仍标为在校学生"),
        _("核实是否毕业，改正“在校学生”或毕业日期。"),
        lambda people, day: people.filter(is_student=True, graduated_on__lte=day)),
    Check(
        "ended-group", "bad", _("群体已停用，身份没有退出"),
        _("退出已停用的群体，符合的加入接续它的群体。"), _still_in_ended_group),
    Check(
        "graduate-undated", "warn", _("高校毕业生没有毕业日期"),
        _("在档案中补填毕业日期，否则算不出离校年限。"),
        lambda people, day: people.filter(_member("graduate"), graduated_on__isnull=True)),
    Check(
        "capacity-unknown", "warn", _("劳动年龄内，劳动能力未确认"),
        _("入户或查档确认后，在档案中填写劳动能力。"), _unknown_capacity),
    Check(
        "wish-unknown", "warn", _("登记失业，就业意愿未了解"),
        _("联系本人，记下就业意愿。"),
        lambda people, day: people.annotate(said=last_wish(day)).filter(
            Q(said__isnull=True) | Q(said="unknown"), is_registered(day))),
    Check(
        "phone-missing", "warn", _("没有电话"),
        _("补填本人或家人的电话；一家共用一个电话可以照填。"),
        lambda people, day: people.filter(phone="")),
    Check(
        "no-household", "warn", _("没有归户"),
        _("在档案中选择所在家庭，或新建家庭。"),
        lambda people, day: people.filter(household__isnull=True)),
)  # fmt: skip
BY_KEY = {check.key: check for check in CHECKS}


def concerned(scope: Scope, check: Check, day: dt.date) -> PersonQuerySet:
    """The people of the scope's own areas whom a check finds."""
    people = Person.objects.visible_to(scope).in_range(scope.lo, scope.hi)
    return check.people(people.current() if check.dead else people.living(), day)


@dataclass(frozen=True)
class Found:
    """How many people a check finds, and how many of them in each village."""

    check: Check
    count: int
    villages: dict[int, int]


def run_checks(scope: Scope, day: dt.date) -> list[Found]:
    """Every check over the scope: one query each, whatever the number of people and villages."""
    found = []
    for check in CHECKS:
        rows = concerned(scope, check, day).order_by().values("area_id").annotate(n=Count("pk"))
        villages = dict(rows.values_list("area_id", "n"))
        found.append(Found(check, sum(villages.values()), villages))
    return found
