"""A corner of the small world with work to do: people, an adopted document, a post, an employer."""

import datetime as dt
from dataclasses import dataclass, field

from leye.accounts.models import User
from leye.accounts.scope import acting
from leye.adoption.enums import AdoptionState
from leye.adoption.models import Adoption
from leye.casework.actions.posts import AddPost
from leye.ledger.actions.employers import SaveEmployer
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.memberships import AddMembership
from leye.ledger.actions.registrations import RegisterUnemployment
from leye.ledger.actions.wishes import StateIntention
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.worklist.refresh import refresh_area, refresh_people
from tests.ledger.people import BALENG, HEHAO, WOYANGTAI, actor, register, scope

PACK = "nm_2022_28"
COUNTY = 150822000000
#: name, sequence, village
UNEMPLOYED = [
    ("王秀兰", 102, HEHAO),
    ("李建国", 103, HEHAO),
    ("赵海燕", 104, HEHAO),
    ("张强", 105, HEHAO),
    ("周婷婷", 106, HEHAO),
    ("阿依古丽·买买提江·阿卜杜热合曼", 108, HEHAO),
    ("刘志远", 109, BALENG),
]
ELSEWHERE = ("苏和", 111)


@dataclass
class Seeded:
    """Ids by name."""

    people: dict[str, int] = field(default_factory=dict)
    household: int = 0
    employer: int = 0
    post: int = 0


def adopt(area_no: int = COUNTY) -> None:
    """The document is applied as a standing local rule since the beginning of last year."""
    users = {user.username: user for user in User.objects.filter(username__in=("county", "leader"))}
    Adoption.objects.create(
        pack=PACK, area_id=area_no, valid_from=dt.date(today().year - 1, 1, 1), standing=True,
        state=AdoptionState.APPROVED, proposed_by=users["county"], decided_by=users["leader"],
    )  # fmt: skip


def unemployed(name: str, sequence: int, area: int) -> Person:
    """Somebody able and willing, registered unemployed for some weeks, in a key group. The county's scope is active."""
    by = actor("county")
    day = today() - dt.timedelta(days=40)
    person = register(by, sequence, name, area, phone=f"138{sequence:08d}", work_capacity="able")
    RegisterUnemployment(by, person_id=person.pk, place_kind="household", registered_on=day).run()
    StateIntention(by, person_id=person.pk, stated_on=day, wants_work="yes").run()
    AddMembership(by, person_id=person.pk, group_code="returned_worker", valid_from=day).run()
    return person


def build(names: list[tuple[str, int, int]] | None = None) -> Seeded:
    """Everything, with the to-dos that follow."""
    seeded = Seeded()
    adopt()
    with acting(scope("county")):
        by = actor("county")
        for name, sequence, area in UNEMPLOYED if names is None else names:
            seeded.people[name] = unemployed(name, sequence, area).pk
        first = next(iter(seeded.people.values()))
        home = SetHousehold(by, area_no=HEHAO, number="001", address="一组12号").run()
        MoveMember(by, person_id=first, household_id=home.pk, relation="head").run()
        seeded.household = home.pk
        seeded.employer = SaveEmployer(by, area_no=COUNTY, name="磴口县草原红牛肉制品有限公司").run().pk
        seeded.post = AddPost(
            by, area_no=HEHAO, title="村级保洁员", kind="rural", places=2, valid_from=dt.date(today().year - 1, 1, 1)
        ).run().pk  # fmt: skip
    with acting(scope("banner")):
        other = register(actor("banner"), ELSEWHERE[1], ELSEWHERE[0], WOYANGTAI)
        seeded.people[ELSEWHERE[0]] = other.pk
    refresh_people(seeded.people.values())
    refresh_area(COUNTY)
    return seeded
