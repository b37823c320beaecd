"""Three courses for a person who lacks something: what a need names, and what most jobs ask for and the person has not.

The rule table of courses (leye.matching.courses) is asked for each course that may still be joined. There are some
dozens of them, so that each is explained in words, also why it is not for this person.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.casework.enums import Outcome, ServiceKind
from leye.casework.items import item_key
from leye.casework.models import ServiceRecord
from leye.hiring import market, seekers
from leye.hiring.fitting import labels
from leye.hiring.models import Unmatched
from leye.ledger.models import TrainingNeed
from leye.matching import COURSES, OFFER, prepare, words_for
from leye.standards.calendar import today
from leye.training.models import Course

WANT = 3
#: The next so many courses by their first day are looked at.
LOOKED_AT = 300
COUNTY, TOWNSHIP = 10**6, 10**3


@dataclass(frozen=True)
class CourseFor:
    """A course for a person: points, why, and what stands against it."""

    course: Course
    points: int
    sentences: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True)
class CoursesFor:
    """`lacking`: what the person needs. `three`: the best. `told`: how many different ones were recommended this year."""

    lacking: list[str]
    three: list[CourseFor]
    others: list[CourseFor]
    told: int


def lacking_of(scope: Scope, person_id: int) -> list[str]:
    """What a person wants to learn, and what would open most jobs."""
    needs = TrainingNeed.objects.visible_to(scope).filter(person_id=person_id, ended_on__isnull=True)
    few = Unmatched.objects.visible_to(scope).filter(person_id=person_id).exclude(gain="")
    return list(
        dict.fromkeys([*few.values_list("gain", flat=True), *needs.values_list("subject", flat=True)])
    )


def gives(course: Course, name: str) -> bool:
    """Whether a course teaches something: its certificate or its title names it ("叉车" in "叉车证")."""
    stem = name.removesuffix("证书").removesuffix("证") or name
    return stem in course.certificate or stem in course.title


def courses_for(scope: Scope, person_id: int) -> CoursesFor | None:
    """The courses of a person, the best first; None when the scope does not show the person."""
    found = seekers.person(person_id, today()).to_pylist()
    if not found:
        return None
    lacking = lacking_of(scope, person_id)
    told = _told(scope, person_id)
    courses = [one for one in open_courses(scope) if item_key(one.words) not in told]
    if not courses:
        return CoursesFor(lacking, [], [], len(told))
    pool = prepare(_offers(courses, lacking), _reach(found[0]["home"], courses), rules=COURSES)
    person = {**found[0], "skills": lacking}
    names = labels()
    lines = []
    for one in courses:
        words = words_for(person, pool, one.pk, names)
        if words is not None:
            lines.append(
                CourseFor(one, sum(part.points for part in words.parts), words.sentences, words.misses)
            )
    lines.sort(key=lambda line: (bool(line.misses), -line.points, line.course.starts_on, line.course.pk))
    three: dict[str, CourseFor] = {}
    for line in lines:
        if not line.misses and len(three) < WANT:
            three.setdefault(item_key(line.course.words), line)
    chosen = list(three.values())
    return CoursesFor(lacking, chosen, [line for line in lines if line not in chosen], len(told))


def open_courses(scope: Scope) -> list[Course]:
    """Courses of a scope and of the areas above it that may still be joined."""
    return list(Course.objects.visible_to(scope).open_on(today()).order_by("starts_on", "pk")[:LOOKED_AT])


def count_for(scope: Scope, name: str) -> int:
    """How many open courses teach something."""
    return sum(gives(one, name) for one in open_courses(scope)) if name else 0


def _told(scope: Scope, person_id: int) -> set[str]:
    since = today().replace(month=1, day=1)
    records = ServiceRecord.objects.visible_to(scope).filter(
        person_id=person_id,
        kind=ServiceKind.COURSE_RECOMMENDATION,
        outcome=Outcome.DONE,
        served_on__gte=since,
    )
    return set(records.exclude(item_key="").values_list("item_key", flat=True))


def _offers(courses: list[Course], lacking: list[str]) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "id": one.pk, "place": one.area_id // COUNTY * COUNTY, "occupation": one.occupation or None,
                "town": one.area_id // TOWNSHIP * TOWNSHIP if one.area_id % COUNTY else None,
                "skills": [name for name in lacking if gives(one, name)], "seats": one.seats, "filled": 0,
            }
            for one in courses
        ],
        schema=OFFER,
    )  # fmt: skip


def _reach(home: int, courses: list[Course]) -> pa.Table:
    return market.reach(
        pa.table({"home": pa.array([home], pa.int64())}),
        pa.table({"place": pa.array([one.area_id // COUNTY * COUNTY for one in courses], pa.int64())}),
    )


def why_no_courses(found: CoursesFor) -> str:
    """Why there are fewer than three."""
    if len(found.three) >= WANT:
        return ""
    if not found.three and not found.others:
        return _("目前没有还能报名的新课程。请县里在“培训课程”里登记。")
    return _("适合此人的新课程只有%(n)d门。") % {"n": len(found.three)}
