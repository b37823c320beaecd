"""People sign up for a fair, come, are matched with the ledger, or were checked in by mistake."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import as_service
from leye.casework.actions.correct_service import CancelService
from leye.fairs.actions.base import CAN_RUN_DESK, FairDayAction, as_desk
from leye.fairs.attending import note_arrival, note_talk, open_case
from leye.fairs.codes import new_token
from leye.fairs.enums import VisitSource
from leye.fairs.models import BoothTalk, Visit
from leye.ledger.actions.base import Problems
from leye.ledger.errors import Absent
from leye.ledger.identities import hold_keys, indexes_of
from leye.ledger.models import Person
from leye.market.enums import FairState
from leye.market.models import Fair
from leye.standards.identity import Identity, IdentityError, parse_identity
from leye.standards.names import PersonNameError, clean_name
from leye.standards.phones import PhoneError, clean_phone
from leye.vault.crypto import encrypt, index_of

#: More people than this do not sign up from the public page of one fair.
MOST_SIGNED_UP = 20_000


@dataclass(frozen=True)
class CheckedIn:
    """A visit, whether the visitor had been checked in before, and people whose to-dos are to be looked at again."""

    visit: Visit
    again: bool = False
    touched: tuple[int, ...] = ()


@dataclass(frozen=True)
class WalkIn:
    """What somebody says who is in no ledger: name, phone, perhaps the identity number."""

    name: str
    phone: str
    identity: Identity | None = None


def clean_walk_in(problems: Problems, name: str, phone: str, number: str = "") -> WalkIn:
    """Name and phone in one form. What is wrong goes to the fields name, phone and id_number."""
    tidy, called, identity = "", "", None
    try:
        tidy = clean_name(name)
    except PersonNameError as error:
        problems.add("name", str(error))
    try:
        called = clean_phone(phone) if phone.strip() or not number.strip() else ""
    except PhoneError as error:
        problems.add("phone", str(error))
    if number.strip():
        try:
            identity = parse_identity(number)
        except IdentityError as error:
            problems.add("id_number", str(error))
    return WalkIn(tidy, called, identity)


def new_visit(fair: Fair, **values: Any) -> Visit:
    """A visit with the next number. The fair must be locked.

    The last number is asked for behind the scope: a visitor who has moved away meanwhile keeps his.
    """
    with as_service():
        last = Visit.objects.filter(fair_id=fair.pk).aggregate(last=Max("number"))["last"] or 0
    values.setdefault("area_id", fair.area_id)
    visit = Visit.objects.create(fair=fair, number=last + 1, token=new_token(), **values)
    visit.fair = fair
    return visit


@dataclass(kw_only=True)
class SignUpToCome(FairDayAction[Visit]):
    """Somebody signs up from the public page. The same name and phone again get the same slip, from who holds it.

    Anybody else who knows name and phone gets a slip of his own: a slip is shown to nobody but who signed up for it.
    Nothing is looked up in the ledger: the page would tell who stands in it.
    """

    fair_id: int
    name: str
    phone: str
    wants: str = ""
    held: Sequence[str] = ()
    """Tokens of the slips that were given to the same browser."""

    def execute(self) -> Visit:
        fair = self.coming_fair(self.fair_id)
        if fair.status != FairState.ANNOUNCED:
            raise Absent
        problems = Problems()
        who = clean_walk_in(problems, self.name, self.phone)
        wants = problems.text(Visit, "wants", self.wants)
        problems.check()
        same = Visit.objects.filter(fair=fair, person__isnull=True, name=who.name, phone=who.phone)
        here = same.filter(token__in=self.held).first()
        if here is not None:
            return here
        if Visit.objects.filter(fair=fair, source=VisitSource.PUBLIC).count() >= MOST_SIGNED_UP:
            raise ActionError(_("网上预约已满，欢迎当天直接到现场。"))
        return new_visit(fair, name=who.name, phone=who.phone, wants=wants, source=VisitSource.PUBLIC)


@dataclass(kw_only=True)
class CheckIn(FairDayAction[CheckedIn]):
    """Somebody has come: a visitor with a slip, a person of the ledger, or a walk-in with name and phone.

    Checked in twice, at two desks at once too, there is one visit and one service. A walk-in whose number belongs to
    somebody out of scope is a walk-in like any other: nothing tells the two apart.
    """

    allowed = CAN_RUN_DESK

    fair_id: int
    visit_id: int | None = None
    person_id: int | None = None
    name: str = ""
    phone: str = ""
    id_number: str = ""
    asked_help: bool = False

    def execute(self) -> CheckedIn:
        fair = self.fair_of_today(self.fair_id)
        if self.visit_id is not None:
            visit = Visit.objects.filter(fair=fair, pk=self.visit_id).first()
            if visit is None:
                raise Absent
            visit.fair = fair
        else:
            visit = self._of_person(fair, self.person_id) if self.person_id else self._of_walk_in(fair)
        again = visit.arrived_at is not None
        if not again:
            visit.arrived_at, visit.arrived_by_id = timezone.now(), self.actor.user
        visit.asked_help = visit.asked_help or self.asked_help
        visit.save()
        if visit.person_id is None:
            recognise(self, visit)
        note_arrival(self.actor, visit)
        open_case(self.actor, visit)
        return CheckedIn(visit, again, () if again or visit.person_id is None else (visit.person_id,))

    def _of_person(self, fair: Fair, person_id: int) -> Visit:
        person = self.person(person_id, lock=False)
        if person.deceased_on is not None:
            raise ActionError(_("%(name)s已登记死亡，请核对是不是同一个人。") % {"name": person.name})
        here = Visit.objects.filter(fair=fair, person=person).first()
        if here is None:
            here = new_visit(fair, person=person, area_id=person.area_id)
        here.fair = fair
        return here

    def _of_walk_in(self, fair: Fair) -> Visit:
        problems = Problems()
        who = clean_walk_in(problems, self.name, self.phone, self.id_number)
        problems.check()
        known = person_of(self, who)
        if known is not None:
            return self._of_person(fair, known.pk)
        here = None
        if who.identity is not None:
            here = Visit.objects.filter(fair=fair, id_index__in=indexes_of(who.identity.number)).first()
        if here is None and who.phone:
            same = Visit.objects.filter(fair=fair, person__isnull=True, name=who.name, phone=who.phone)
            # Of several slips the one that was checked in, so that nobody is counted twice.
            here = same.order_by(F("arrived_at").asc(nulls_last=True), "number").first()
        visit = here or new_visit(fair, name=who.name, phone=who.phone)
        visit.fair = fair
        if who.identity is not None and visit.id_index is None:
            hold_keys()
            visit.id_cipher, visit.id_index = encrypt(who.identity.number), index_of(who.identity.number)
            visit.id_tail = who.identity.number[-4:]
        return visit


def person_of(action: FairDayAction[Any], who: WalkIn) -> Person | None:
    """The living person of the scope with this identity number; without a number, the only one with name and phone."""
    people = Person.objects.visible_to(action.actor.scope).living()
    if who.identity is not None:
        return people.filter(id_index__in=indexes_of(who.identity.number)).first()
    if not who.phone:
        return None
    found = list(people.filter(phone=who.phone, name=who.name)[:2])
    return found[0] if len(found) == 1 else None


def recognise(action: FairDayAction[Any], visit: Visit) -> None:
    """Match a visitor who signed up by name and phone with the ledger, now that an officer sees who it is."""
    if not visit.phone:
        return
    person = person_of(action, WalkIn(visit.name, visit.phone))
    if person is not None and not Visit.objects.filter(fair=visit.fair, person=person).exists():
        give(visit, person)


def give(visit: Visit, person: Person) -> None:
    """The visit and its talks are this person's; what the walk-in left is not kept twice."""
    visit.person, visit.area_id = person, person.area_id
    visit.name = visit.phone = visit.id_tail = ""
    visit.id_cipher = visit.id_index = None
    visit.save()
    visit.talks.update(person=person, area_id=person.area_id)


@dataclass(kw_only=True)
class MatchVisit(FairDayAction[CheckedIn]):
    """A walk-in is a person of the ledger. Had the person come under the own name too, both visits become one."""

    allowed = CAN_RUN_DESK

    visit_id: int
    person_id: int

    def execute(self) -> CheckedIn:
        visit = self.visit(self.visit_id)
        if visit.person_id is not None:
            raise ActionError(_("这位来访者已对上台账，请刷新页面。"))
        person = self.person(self.person_id, lock=False)
        other = Visit.objects.filter(fair=visit.fair, person=person).first()
        if other is None:
            give(visit, person)
            kept = visit
        else:
            kept = other
            self._join(visit, other)
        kept.fair = visit.fair
        note_arrival(self.actor, kept)
        for talk in kept.talks.select_related("booth", "visit__fair", "post"):
            note_talk(self.actor, talk)
        open_case(self.actor, kept)
        return CheckedIn(kept, other is not None, (person.pk,))

    def _join(self, visit: Visit, other: Visit) -> None:
        met = set(other.talks.values_list("booth_id", flat=True))
        moving = visit.talks.exclude(booth_id__in=met)
        moving.update(visit=other, person_id=other.person_id, area_id=other.area_id)
        other.arrived_at = other.arrived_at or visit.arrived_at
        other.asked_help = other.asked_help or visit.asked_help
        other.wants = other.wants or visit.wants
        other.save()
        visit.delete()


@dataclass(kw_only=True)
class TakeBackArrival(FairDayAction[Visit]):
    """Somebody was checked in by mistake: the service goes, and the visit, unless it was signed up for before."""

    allowed = CAN_RUN_DESK

    visit_id: int

    def execute(self) -> Visit:
        visit = self.visit(self.visit_id)
        if visit.fair.status == FairState.REPORTED:
            raise ActionError(_("这场招聘会已总结，不能再撤销签到。"))
        if BoothTalk.objects.filter(visit=visit).exists():
            raise ActionError(_("此人已有洽谈记录，不能撤销签到。"))
        if visit.record_id is not None:
            CancelService(as_desk(self.actor), service_id=visit.record_id, reason=_("招聘会签到撤销")).run()
            visit.refresh_from_db()
        if visit.source == VisitSource.PUBLIC:
            visit.arrived_at = visit.arrived_by = visit.record = None
            visit.save()
        else:
            visit.delete()
        return visit
