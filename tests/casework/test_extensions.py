"""Temporary posts: the county approves that somebody stays longer; kin is declared when somebody is placed."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.scope import acting
from leye.casework.actions.placements import ApproveExtension, PlacePerson
from leye.casework.actions.posts import AddPost
from leye.casework.models import Placement
from leye.ledger.errors import Invalid
from tests.ledger.people import HEHAO, actor, register, scope

AsUser = Callable[[str], Actor]
START = dt.date(2025, 1, 6)


def placed(by: Actor, kind: str = "temporary", **more: str) -> Placement:
    post = AddPost(by, area_no=HEHAO, title="防汛值守员", kind=kind, valid_from=START).run()
    person = register(by, 1)
    return PlacePerson(
        by, person_id=person.pk, post_id=post.pk, started_on=START, term_months=6, **more
    ).run()


def approve(by: Actor, placement: Placement, **more: object) -> Placement:
    values: dict[str, object] = {
        "approved_on": dt.date(2025, 7, 1), "due_end_on": dt.date(2025, 12, 31), "reason": "汛情未解除，经县级同意", **more,
    }  # fmt: skip
    return ApproveExtension(by, placement_id=placement.pk, **values).run()  # type: ignore[arg-type]  # spelt out by callers


def test_the_county_approves_with_day_and_reason(as_user: AsUser) -> None:
    with acting(scope("town")):
        placement = placed(actor("town"), kin_relation="村委会主任的表弟")
        assert placement.kin_relation == "村委会主任的表弟"
        with pytest.raises(NotAllowed):
            approve(actor("town"), placement)
    county = as_user("county")
    with pytest.raises(Invalid, match="批准日期不能早于"):
        approve(county, placement, approved_on=dt.date(2025, 1, 5))
    with pytest.raises(Invalid, match="新的期满日期"):
        approve(county, placement, due_end_on=placement.due_end_on)
    placement.refresh_from_db()
    assert placement.extension_approved_on is None
    done = approve(county, placement)
    assert (done.extension_approved_on, done.due_end_on) == (dt.date(2025, 7, 1), dt.date(2025, 12, 31))


def test_other_posts_are_extended_without_it(as_user: AsUser) -> None:
    county = as_user("county")
    with pytest.raises(ActionError, match="只有临时公益性岗位"):
        approve(county, placed(county, kind="rural"))
