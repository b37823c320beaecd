"""What every action on a case needs: the case and its person, locked, and of the version that was opened."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Conflict, Result
from leye.accounts.models import Post
from leye.cases.models import Case
from leye.ledger.actions.base import LedgerAction
from leye.ledger.actions.helpers import HELPING_ROLES
from leye.ledger.errors import Absent, Invalid
from leye.standards.calendar import today


@dataclass
class CaseAction(LedgerAction[Result]):
    """An action on a case that exists."""

    def any_case(self, case_id: int) -> Case:
        """The case, open or ended, locked. Raises Absent, NotAllowed, ActionError for a merged file.

        Its person is locked first, as by every action on a person, so that two cannot wait for each other.
        """
        person_id = Case.objects.visible_to(self.actor.scope).values_list("person_id", flat=True)
        found = person_id.filter(pk=case_id).first()
        if found is None:
            raise Absent
        person = self.person(found)
        case = self.row(Case.objects.all(), case_id)
        case.person = person
        return case

    def open_case(self, case_id: int, version: int | None = None) -> Case:
        """As `any_case`. Raises ActionError also when it has ended, Conflict when it was changed."""
        case = self.any_case(case_id)
        if case.exited_on is not None:
            raise ActionError(
                _("这个个案已于%(day)s退出，不能再改。此人再次需要援助时，请另办申请。")
                % {"day": case.exited_on}
            )
        if version is not None and case.version != version:
            raise Conflict(
                _("您填写期间，这个个案已被别人改过，您的内容没有写入。请刷新页面，看过现状再办。")
            )
        return case

    def save(self, case: Case, *names: str) -> Case:
        """Write these columns and count the version up."""
        case.version += 1
        case.save(update_fields=[*names, "version"])
        return case


def check_owner(user_id: int, areas: Iterable[int], field: str = "user_id") -> None:
    """Raise Invalid unless the user holds a helping post over every one of these area numbers."""
    posts = list(Post.objects.filter(user_id=user_id, role__in=HELPING_ROLES).held_on(today()).with_places())
    if not posts:
        raise Invalid({field: _("请选择现任的村级协管员或经办员。")})
    if not all(any(post.area.contains(no) for post in posts) for no in areas):
        raise Invalid(
            {field: _("%(name)s的岗位不覆盖这里的辖区，请另选经办人。") % {"name": posts[0].user.name}}
        )
