"""The people of the demo's county who do the month's work, and how a step of it is carried out."""

import datetime as dt
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TypeVar

from leye.accounts.actions.base import Action, Actor
from leye.accounts.models import Post
from leye.accounts.scope import acting
from leye.areas.models import Area
from leye.standards.calendar import today
from leye.worklist.refresh import refresh_people

Result = TypeVar("Result")
#: The demo's accounts begin with this: one county tells the month, the others are as the night left them.
COUNTY = "wuqianqi"


@dataclass
class Member:
    """One user at work in one post."""

    actor: Actor
    area: Area
    name: str

    def at_work(self) -> AbstractContextManager[None]:
        """A transaction in which only the post's rows exist."""
        return acting(self.actor.scope)

    @property
    def user_id(self) -> int:
        """The user's key."""
        return self.actor.user


@dataclass
class Team:
    """Who works in the county, what day it is, and whose to-dos have to be worked out again."""

    village: Member
    village2: Member
    town: Member
    county: Member
    leader: Member
    day: dt.date = field(default_factory=today)
    touched: set[int] = field(default_factory=set)

    def ago(self, days: int) -> dt.date:
        """So many days before today."""
        return self.day - dt.timedelta(days=days)

    def refresh(self, people: Iterable[int] = ()) -> None:
        """Work the to-dos out again after a chapter."""
        self.touched |= set(people)
        refresh_people(self.touched)
        self.touched.clear()


def find_team(county: str = COUNTY) -> Team | None:
    """The county's team; None where the demo's accounts are not there."""
    names = ("village1", "village2", "town", "county", "leader")
    usernames = {name: f"{county}_{name}" for name in names}
    held = Post.objects.filter(user__username__in=usernames.values()).select_related("user", "area")
    posts = {post.user.username: post for post in held}
    if len(posts) < len(names):
        return None
    village, village2, town, officer, leader = (
        Member(Actor.holding(post), post.area, post.user.name)
        for post in (posts[usernames[name]] for name in names)
    )
    return Team(village, village2, town, officer, leader)


def do(member: Member, action: Action[Result]) -> Result:
    """One action of a member, in the member's scope."""
    with member.at_work():
        return action.run()
