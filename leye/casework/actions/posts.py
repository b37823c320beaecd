"""Public-welfare posts: set up with a number of places, put right, and closed."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Role
from leye.casework.limits import places_held
from leye.casework.models import PublicPost
from leye.ledger.actions.base import LedgerAction, Problems
from leye.standards.calendar import today

CAN_MANAGE_POSTS = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
#: A row of the list is one post; more places than this are a mistyped number.
MOST_PLACES = 2000


@dataclass(kw_only=True)
class AddPost(LedgerAction[PublicPost]):
    """Set up a post in an area of the scope."""

    allowed = CAN_MANAGE_POSTS

    area_no: int
    title: str
    kind: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    places: int = 1
    employer_name: str = ""
    wage_fen: int | None = None
    duty: str = ""

    def execute(self) -> PublicPost:
        self.area(self.area_no)
        problems = Problems()
        problems.choice(PublicPost, "duty", self.duty, required=False)
        title = problems.text(PublicPost, "title", self.title, required=True)
        employer_name = problems.text(PublicPost, "employer_name", self.employer_name)
        problems.choice(PublicPost, "kind", self.kind)
        problems.wage("wage_fen", _("月岗位补贴"), self.wage_fen)
        problems.order("valid_to", _("撤销日期"), self.valid_from, self.valid_to)
        if not 1 <= self.places <= MOST_PLACES:
            problems.add("places", _("名额应在1至%(most)d之间。") % {"most": MOST_PLACES})
        problems.check()
        return PublicPost.objects.create(
            area_id=self.area_no,
            title=title,
            kind=self.kind,
            places=self.places,
            employer_name=employer_name,
            wage_fen=self.wage_fen,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            duty=self.duty,
        )


@dataclass(kw_only=True)
class ChangePost(LedgerAction[PublicPost]):
    """Put name, employer, places, wage and purpose of a post right; not fewer places than people on it."""

    allowed = CAN_MANAGE_POSTS

    post_id: int
    title: str
    places: int
    employer_name: str = ""
    wage_fen: int | None = None
    duty: str = ""

    def execute(self) -> PublicPost:
        post = self.row(PublicPost.objects.all(), self.post_id)
        problems = Problems()
        post.title = problems.text(PublicPost, "title", self.title, required=True)
        post.employer_name = problems.text(PublicPost, "employer_name", self.employer_name)
        post.duty = problems.choice(PublicPost, "duty", self.duty, required=False)
        problems.wage("wage_fen", _("月岗位补贴"), self.wage_fen)
        held = places_held([post], today()).get(post.pk, 0)
        if not max(held, 1) <= self.places <= MOST_PLACES:
            words = _("已有%(held)d人在岗，名额应在%(least)d至%(most)d之间。")
            problems.add("places", words % {"held": held, "least": max(held, 1), "most": MOST_PLACES})
        problems.check()
        post.places, post.wage_fen = self.places, self.wage_fen
        post.save()
        return post


@dataclass(kw_only=True)
class EndPost(LedgerAction[PublicPost]):
    """Close a post. Whoever holds it has to leave it first."""

    allowed = CAN_MANAGE_POSTS

    post_id: int
    valid_to: dt.date

    def execute(self) -> PublicPost:
        post = self.row(PublicPost.objects.all(), self.post_id)
        problems = Problems()
        problems.order("valid_to", _("撤销日期"), post.valid_from, self.valid_to)
        problems.check()
        if held := places_held([post], self.valid_to).get(post.pk, 0):
            raise ActionError(_("还有%(count)d人在岗，请先办理离岗再撤销岗位。") % {"count": held})
        post.valid_to = self.valid_to
        post.save(update_fields=["valid_to"])
        return post
