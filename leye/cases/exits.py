"""What must be there before a case may end, for each reason (退出有据).

The evidence is looked for, not ticked: the job that began, the death that is registered, the declaration with all
that belongs to it. Where a document gives no test, a written reason stands for it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from leye.cases.enums import ExitKind
from leye.cases.models import Case
from leye.casework.enums import DeclarationKind
from leye.casework.models import Declaration, Placement
from leye.casework.no_intention import missing
from leye.ledger.ages import retires_from
from leye.ledger.cards import age_on, running
from leye.ledger.enums import RegistrationEnd
from leye.ledger.models import EmploymentSpell, Person

#: How the registration of unemployment ends when the case does; nothing for what says nothing about it.
REGISTRATION_ENDS = {
    ExitKind.EMPLOYED: RegistrationEnd.EMPLOYED,
    ExitKind.LEFT_AREA: RegistrationEnd.LEFT,
    ExitKind.RETIRED: RegistrationEnd.RETIRED,
    ExitKind.NO_INTENTION: RegistrationEnd.NO_INTENTION,
    ExitKind.DECEASED: RegistrationEnd.DECEASED,
}


@dataclass(frozen=True)
class Evidence:
    """What was found for a reason on a day, and what is lacking, a sentence each (none: the case may end so).

    `day` is the day to suggest; `note` asks for words, and says which.
    """

    kind: ExitKind
    day: dt.date
    lacking: list[str] = field(default_factory=list)
    note: str = ""
    spells: list[EmploymentSpell] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    declaration: Declaration | None = None


def evidence_for(case: Case, kind: ExitKind, on: dt.date) -> Evidence:
    """What speaks for ending a case for a reason on a day."""
    return _FINDERS[kind](case, on)


def all_evidence(case: Case, on: dt.date) -> list[Evidence]:
    """What speaks for each reason on a day, in the order of the reasons."""
    return [evidence_for(case, kind, on) for kind in ExitKind]


def _not_before(case: Case, day: dt.date) -> dt.date:
    return max(day, case.registered_on or case.applied_on)


def _employed(case: Case, on: dt.date) -> Evidence:
    """Jobs that began since the application, as on the list of what may end: an older one ends no case."""
    since = running(on, "started_on") & Q(started_on__gte=case.applied_on)
    spells = list(EmploymentSpell.objects.filter(since, person_id=case.person_id))
    placements = list(Placement.objects.filter(since, person_id=case.person_id).select_related("post"))
    begun = [spell.started_on for spell in spells] + [placement.started_on for placement in placements]
    lacking = (
        [] if begun else [_("%(day)s没有正在进行的就业记录（申请以后开始的），请先登记就业。") % {"day": on}]
    )
    day = _not_before(case, max(begun, default=on))
    return Evidence(ExitKind.EMPLOYED, day, lacking, spells=spells, placements=placements)


def _left_area(case: Case, on: dt.date) -> Evidence:
    return Evidence(ExitKind.LEFT_AREA, on, note=_("写明去了哪里、从哪天起、怎样核实的。"))


def _retired(case: Case, on: dt.date) -> Evidence:
    age, least = age_on(case.person.birth_date, on), retires_from(case.person.sex)
    lacking = (
        []
        if age >= least
        else [_("此人%(age)d岁，不到%(least)d岁，还不能按退休办理。") % {"age": age, "least": least}]
    )
    return Evidence(ExitKind.RETIRED, on, lacking, note=_("写明退休证号，或从哪个月起领取养老待遇。"))


def standing_declaration(person: Person) -> Declaration | None:
    """The declaration in force that nobody of the person's household wants to work."""
    whose = Q(person=person)
    if person.household_id is not None:
        whose |= Q(household_id=person.household_id)
    rows = Declaration.objects.filter(whose, kind=DeclarationKind.NO_INTENTION, ended_on__isnull=True)
    return rows.first()


def _no_intention(case: Case, on: dt.date) -> Evidence:
    declaration = standing_declaration(case.person)
    if declaration is None:
        return Evidence(ExitKind.NO_INTENTION, on, [_("没有有效的无就业意愿声明，请先在家庭页面登记声明。")])
    lacking = missing(declaration)
    if declaration.declared_on > on:
        lacking.append(_("声明日期是%(day)s，退出日期不能更早。") % {"day": declaration.declared_on})
    return Evidence(
        ExitKind.NO_INTENTION, _not_before(case, declaration.declared_on), lacking, declaration=declaration
    )


def _deceased(case: Case, on: dt.date) -> Evidence:
    died = case.person.deceased_on
    if died is None:
        return Evidence(ExitKind.DECEASED, on, [_("档案里没有死亡登记，请先在档案里登记。")])
    lacking = [] if died <= on else [_("死亡日期是%(day)s，退出日期不能更早。") % {"day": died}]
    return Evidence(ExitKind.DECEASED, _not_before(case, died), lacking)


def _withdrawn(case: Case, on: dt.date) -> Evidence:
    return Evidence(ExitKind.WITHDRAWN, on, note=_("写明本人怎样提出撤回、为什么。"))


def _not_eligible(case: Case, on: dt.date) -> Evidence:
    return Evidence(ExitKind.NOT_ELIGIBLE, on, note=_("写明不符合哪一条、怎样核实的。"))


_FINDERS: dict[ExitKind, Callable[[Case, dt.date], Evidence]] = {
    ExitKind.EMPLOYED: _employed,
    ExitKind.LEFT_AREA: _left_area,
    ExitKind.RETIRED: _retired,
    ExitKind.NO_INTENTION: _no_intention,
    ExitKind.DECEASED: _deceased,
    ExitKind.WITHDRAWN: _withdrawn,
    ExitKind.NOT_ELIGIBLE: _not_eligible,
}
