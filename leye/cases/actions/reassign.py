"""Give many people another helper at once: who leaves, is ill, or has too many."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Role
from leye.accounts.models import User
from leye.cases.models import Case, Plan
from leye.cases.staff import helping_posts
from leye.ledger.actions.base import LedgerAction
from leye.ledger.errors import Invalid
from leye.ledger.models import Person

CAN_REASSIGN = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
#: More people than a township has helped ones; a whole county is moved township by township.
MOST_PEOPLE = 5_000
NAMES_SHOWN = 5


@dataclass(frozen=True)
class Reassigned:
    """Who got another helper, and how many open cases went along; `without`: people without a back-up, left as they were."""

    people: list[int]
    cases: int
    without: int = 0


@dataclass(kw_only=True)
class ReassignHelpers(LedgerAction[Reassigned]):
    """Give people of one's own areas another helper (`user_id`), or each his plan's back-up (`to_backup`).

    Whom: everybody whom `from_user_id` helps in an area (`area_no` and below), with all open cases that he works on
    there: of people whom somebody else helps the case is given on and the helper stays. `person_ids` narrows this to
    some people; without `from_user_id` they are given the helper whoever helps them now, and an open case that their
    old helper worked on goes along. All or nobody: one person outside the new helper's area stops it.
    """

    allowed = CAN_REASSIGN

    person_ids: Iterable[int] | None = None
    from_user_id: int | None = None
    area_no: int | None = None
    user_id: int | None = None
    to_backup: bool = False

    def describe(self) -> dict[str, Any]:
        return {"helper_to": "backup" if self.to_backup else self.user_id}

    def execute(self) -> Reassigned:
        people = list(
            self._whom()
            .select_for_update(of=("self",))
            .order_by("pk")
            .only("pk", "name", "area_id", "helper_id", "deceased_on")[: MOST_PEOPLE + 1]
        )
        if not people:
            raise ActionError(_("没有选中可以改派的人。"))
        if len(people) > MOST_PEOPLE:
            raise ActionError(_("一次最多改派%(most)d人，请分村办理。") % {"most": MOST_PEOPLE})
        if not self.to_backup:
            return self._give(people, self._chosen())
        return self._to_backups(people)

    def _whom(self) -> QuerySet[Person]:
        scope = self.actor.scope
        mine = Person.objects.in_range(scope.lo, scope.hi).current()
        if self.person_ids is not None:
            mine = mine.filter(pk__in=list(self.person_ids))
        elif self.area_no is None:
            raise Invalid({"area_no": _("请选择辖区。")})
        else:
            area = self.area(self.area_no)
            mine = mine.in_range(area.no, area.last)
        if self.from_user_id:
            worked_on = Case.objects.open().filter(person_id=OuterRef("pk"), owner_id=self.from_user_id)
            return mine.filter(self._helped() | Q(Exists(worked_on)))
        return mine.living() if self.person_ids is not None else mine.none()

    def _helped(self) -> Q:
        """Who is to be given another helper."""
        living = Q(deceased_on__isnull=True)
        return living & Q(helper_id=self.from_user_id) if self.from_user_id else living

    def _chosen(self) -> User:
        user = User.objects.filter(pk=self.user_id or 0, is_active=True).first()
        if user is None:
            raise Invalid({"user_id": _("请选择新的帮扶联系人。")})
        return user

    def _to_backups(self, people: list[Person]) -> Reassigned:
        ids = [person.pk for person in people]
        backups = dict(
            Plan.objects.open().filter(person_id__in=ids, backup__isnull=False, backup__is_active=True)
            .values_list("person_id", "backup_id")
        )  # fmt: skip
        if not backups:
            raise ActionError(_("选中的人的计划里都没有写后备联系人，请另选联系人。"))
        users = User.objects.in_bulk(set(backups.values()))
        moved: list[int] = []
        cases = 0
        for user_id, user in sorted(users.items()):
            given = self._give([person for person in people if backups.get(person.pk) == user_id], user)
            moved += given.people
            cases += given.cases
        return Reassigned(moved, cases, len(ids) - len(backups))

    def _give(self, people: list[Person], user: User) -> Reassigned:
        self._check_area(people, user)
        ids = [person.pk for person in people]
        cases = Case.objects.open().filter(person_id__in=ids).exclude(owner=user)
        if self.from_user_id:
            cases = cases.filter(owner_id=self.from_user_id)
        else:
            # Before the people change: a case follows its person's old helper.
            theirs = Person.objects.filter(pk=OuterRef("person_id"), helper_id=OuterRef("owner_id"))
            cases = cases.filter(Exists(theirs))
        moved = cases.update(owner=user, version=F("version") + 1)
        helped = Person.objects.filter(self._helped(), pk__in=ids)
        given = list(helped.order_by("pk").values_list("pk", flat=True))
        Person.objects.filter(pk__in=given).exclude(helper=user).update(helper=user, version=F("version") + 1)
        return Reassigned(given, moved)

    def _check_area(self, people: list[Person], user: User) -> None:
        areas = {person.area_id for person in people}
        posts = [post for post in helping_posts(min(areas), max(areas)) if post.user_id == user.pk]
        missed = [p.name for p in people if not any(post.area.contains(p.area_id) for post in posts)]
        if missed:
            raise ActionError(
                _("%(helper)s的岗位不覆盖这些人所在的辖区：%(names)s（共%(count)d人），没有改派任何人。")
                % {"helper": user.name, "names": "、".join(missed[:NAMES_SHOWN]), "count": len(missed)}
            )
