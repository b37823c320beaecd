"""Who looks after whom."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Role
from leye.accounts.models import Post
from leye.ledger.actions.base import LedgerAction
from leye.ledger.errors import Invalid
from leye.ledger.models import Person
from leye.standards.calendar import today

#: Roles that go and see people.
HELPING_ROLES = (Role.VILLAGE_ASSISTANT, Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)


@dataclass(kw_only=True)
class SetHelper(LedgerAction[list[Person]]):
    """Give people a helper who holds a post over their areas, or take the helper away (None)."""

    allowed = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)

    person_ids: list[int]
    user_id: int | None

    def execute(self) -> list[Person]:
        people = [self.person(person_id, held=True) for person_id in sorted(set(self.person_ids))]
        if self.user_id is not None:
            self._check_posts(people, self.user_id)
        for person in people:
            person.helper_id = self.user_id
            person.version += 1
            person.save(update_fields=["helper", "version"])
        return people

    def _check_posts(self, people: list[Person], user_id: int) -> None:
        posts = list(
            Post.objects.filter(user_id=user_id, role__in=HELPING_ROLES).held_on(today()).with_places()
        )
        if not posts:
            raise Invalid({"user_id": _("请选择现任的村级协管员或经办员。")})
        missed = [p.name for p in people if not any(post.area.contains(p.area_id) for post in posts)]
        if missed:
            raise ActionError(
                _("%(helper)s的岗位不覆盖这些人所在的辖区：%(names)s。请另选联系人。")
                % {"helper": posts[0].user.name, "names": "、".join(missed[:5])}
            )
