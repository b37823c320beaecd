"""五个“一口清”: what heads of townships and villages must be able to tell of poor labourers by heart (#254).

Policies; how many labourers there are; how many work and for what wage; where and in which industries; how many do
not, and why. Everything is worked out from the ledger as it stands, and every number has its list of people.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median_low

from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.areas.models import Area
from leye.ledger.ages import works_until
from leye.ledger.cards import WORKING_AGE, age_on
from leye.ledger.enums import Reach, WorkCapacity
from leye.ledger.models import Employer, EmploymentSpell, Person
from leye.sheets.books import BUILT_IN
from leye.sheets.known import Known, know
from leye.sheets.people import Filter, people_of

#: Steps of wage in yuan a month; the last is open.
WAGE_STEPS = (0, 2000, 3000, 4000, 5000, 6000)
#: Places and industries named one by one; the rest is summed up.
NAMED = 8


@dataclass(frozen=True)
class Figure:
    """A number with its words and the people behind it."""

    key: str
    label: str
    people: list[int]

    @property
    def count(self) -> int:
        """How many people."""
        return len(self.people)


@dataclass
class FiveThings:
    """The five things of one area on a day; wages in fen a month."""

    area: Area
    day: dt.date
    labourers: Figure
    able: list[Figure] = field(default_factory=list)
    working: Figure = field(default_factory=lambda: Figure("working", "", []))
    wage_median: int | None = None
    wages: list[Figure] = field(default_factory=list)
    reaches: list[Figure] = field(default_factory=list)
    places: list[Figure] = field(default_factory=list)
    industries: list[Figure] = field(default_factory=list)
    idle: Figure = field(default_factory=lambda: Figure("idle", "", []))
    reasons: list[Figure] = field(default_factory=list)

    def figures(self) -> dict[str, Figure]:
        """Every figure by its key."""
        several = (self.able, self.wages, self.reaches, self.places, self.industries, self.reasons)
        every = [self.labourers, self.working, self.idle, *(one for part in several for one in part)]
        return {figure.key: figure for figure in every}


def is_labourer(person: Person, day: dt.date) -> bool:
    """Of working age, not at school, and able to work at least in part."""
    age = age_on(person.birth_date, day)
    until = works_until(person.sex)
    capable = person.work_capacity in (WorkCapacity.ABLE, WorkCapacity.PARTIAL)
    return WORKING_AGE <= age < until and not person.is_student and capable


def five_things(scope: Scope, area: Area, day: dt.date) -> FiveThings:
    """The five things of an area of the scope: a few queries, the rest is counted here."""
    poor = people_of(scope, BUILT_IN["formerly-poor"], day, Filter(area_no=area.no))
    people = [person for person in poor.order_by("pk") if is_labourer(person, day)]
    known = know(scope, people, ("work", "wish", "registration"), day)
    employers = _industries(known.values())
    found = FiveThings(
        area, day, Figure("labourers", _("有劳动能力的贫困劳动力"), [person.pk for person in people])
    )
    found.able = _grouped(
        "able", ((str(WorkCapacity(person.work_capacity).label), person.pk) for person in people)
    )
    working = [person.pk for person in people if known[person.pk].at_work]
    found.working = Figure("working", _("已就业"), working)
    _wages(found, working, known)
    jobs = [(pk, known[pk].work) for pk in working]
    # A public-welfare post lies in the county; what it pays is a subsidy of the post, not a wage of the ledger.
    found.reaches = _grouped(
        "reach", ((_reach(work.reach if work else Reach.COUNTY), pk) for pk, work in jobs), order=_REACHES
    )
    found.places = _grouped("place", ((_place(work), pk) for pk, work in jobs), most=NAMED)
    found.industries = _grouped(
        "industry",
        ((employers.get(pk) or (_("未填写") if work else _("公益性岗位")), pk) for pk, work in jobs),
        most=NAMED,
    )
    idle = [person.pk for person in people if not known[person.pk].at_work]
    found.idle = Figure("idle", _("未就业"), idle)
    found.reasons = _grouped("reason", ((reason_of(known[pk]), pk) for pk in idle))
    return found


_REACHES = [*(str(one.label) for one in Reach)]


def _reach(code: str) -> str:
    return str(Reach(code).label) if code else _("未填写")


def _place(work: EmploymentSpell | None) -> str:
    return (work.work_place or _("未填写")) if work else _("公益性岗位")


def _industries(known: Iterable[Known]) -> dict[int, str]:
    """The industry of the employer of everybody who works, by person: one query."""
    by_person = {
        one.work.person_id: one.work.employer_id for one in known if one.work and one.work.employer_id
    }
    industries = dict(Employer.objects.filter(pk__in=set(by_person.values())).values_list("pk", "industry"))
    return {person: industries.get(employer, "") for person, employer in by_person.items()}


def _wages(found: FiveThings, working: list[int], known: dict[int, Known]) -> None:
    wages = {pk: work.wage_fen for pk in working if (work := known[pk].work) and work.wage_fen is not None}
    found.wage_median = median_low(wages.values()) if wages else None
    steps: dict[int, list[int]] = defaultdict(list)
    for pk, fen in wages.items():
        steps[max(step for step in WAGE_STEPS if fen >= step * 100)].append(pk)
    for step, following in zip(WAGE_STEPS, [*WAGE_STEPS[1:], None], strict=True):
        if people := steps.get(step):
            words = _("%(from)d元以上") if following is None else _("%(from)d—%(to)d元")
            label = words % {"from": step, "to": (following or 0) - 1}
            found.wages.append(Figure(f"wage:{step}", label, people))
    if unknown := [pk for pk in working if pk not in wages]:
        found.wages.append(Figure("wage:unknown", _("未填写"), unknown))


def reason_of(known: Known) -> str:
    """Why somebody has no job, from what the ledger knows: the last word about work, then how the last job ended."""
    if known.wish and known.wish.wants_work == "no":
        return _("暂无就业意愿")
    if known.last_work and known.last_work.end_reason:
        return str(known.last_work.get_end_reason_display())
    if known.last_work:
        return _("离岗，原因未填写")
    return _("登记失业，未曾就业") if known.registration else _("原因未了解")


def _grouped(
    kind: str, pairs: Iterable[tuple[str, int]], *, order: list[str] | None = None, most: int = 0
) -> list[Figure]:
    """People by a word, the most frequent first (or in a given order); beyond `most` words summed up as one."""
    people: dict[str, list[int]] = defaultdict(list)
    for word, pk in pairs:
        people[word].append(pk)
    ranked = [word for word, _n in Counter({word: len(ids) for word, ids in people.items()}).most_common()]
    if order is not None:
        ranked.sort(key=lambda word: order.index(word) if word in order else len(order))
    figures = [Figure(f"{kind}:{word}", word, people[word]) for word in ranked]
    if most and len(figures) > most:
        rest = [pk for figure in figures[most:] for pk in figure.people]
        figures = [*figures[:most], Figure(f"{kind}:", _("其他%(n)d处") % {"n": len(figures) - most}, rest)]
    return figures
