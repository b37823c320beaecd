"""People for tests of the worklist: able, willing, registered, in a key group."""

import datetime as dt

from leye.accounts.models import User
from leye.adoption.enums import AdoptionState
from leye.adoption.models import Adoption
from leye.areas.models import Area
from leye.ledger.models import GroupMembership, Intention, Person, UnemploymentRegistration
from leye.vault.crypto import encrypt, index_of

PACK = "nm_2022_28"
DAY = dt.date(2026, 6, 15)


def adopt(area_no: int, using: str = "owner") -> Adoption:
    """The document as a standing rule of an area, proposed and approved by two people."""
    officer, leader = (User.objects.using(using).get(username=name) for name in ("county", "leader"))
    return Adoption.objects.using(using).create(
        pack=PACK, area=Area.objects.using(using).get(no=area_no), valid_from=dt.date(2026, 1, 1), standing=True,
        basis="测试", state=AdoptionState.APPROVED, proposed_by=officer, decided_by=leader,
    )  # fmt: skip


def unemployed(number: str, area: int, name: str = "王小花", using: str = "owner") -> Person:
    """A registered unemployed veteran who can and wants to work, known since January."""
    person = Person.objects.using(using).create(
        area_id=area, name=name, name_pinyin="wangxiaohua", name_initials="wxh", id_cipher=encrypt(number),
        id_index=index_of(number), id_tail=number[-4:], birth_date=dt.date(1990, 3, 4), sex="2", work_capacity="able",
    )  # fmt: skip
    since = dt.date(2026, 1, 10)
    GroupMembership.objects.using(using).create(
        person=person, area_id=area, group_id="veteran", valid_from=since
    )
    UnemploymentRegistration.objects.using(using).create(
        person=person, area_id=area, place_kind="household", registered_on=since)  # fmt: skip
    Intention.objects.using(using).create(person=person, area_id=area, wants_work="yes", stated_on=since)
    return person
