"""Actors with their scope, and a fair that is held today."""

import datetime as dt

import pytest

from leye.accounts.actions.base import Actor
from leye.fairs.actions.booths import AcceptBooth, Offer, SignUp
from leye.fairs.models import Booth
from leye.market.actions.fairs import AnnounceFair, PlanFair
from leye.market.models import Fair
from leye.standards.calendar import today
from tests.market.conftest import as_user

__all__ = ["as_user"]
COUNTY = 150822000000


def fair_of(by: Actor, title: str = "金秋招聘会", **more: object) -> Fair:
    """An announced fair of the county, today unless told otherwise."""
    told = {
        "area_no": COUNTY, "held_on": today(), "place": "文化广场", "starts_at": dt.time(9), "ends_at": dt.time(12),
        **more,
    }  # fmt: skip
    fair = PlanFair(by, title=title, **told).run()
    return AnnounceFair(by, fair_id=fair.pk).run()


def booth_of(
    by: Actor, fair: Fair, name: str = "磴口县番茄制品有限公司", *posts: Offer, **more: object
) -> Booth:
    """An accepted booth."""
    booth = SignUp(
        by, fair_id=fair.pk, name=name, posts=posts or (Offer("分拣工", 20, "3500–4500元/月"),), **more
    ).run()
    return AcceptBooth(by, booth_id=booth.pk).run()


@pytest.fixture
def county(as_user: object) -> Actor:
    """The county's officer, in scope."""
    return as_user("county")  # type: ignore[operator]  # a fixture of another module
