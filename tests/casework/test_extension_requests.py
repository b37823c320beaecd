"""To stay longer on a post: asked by the township within the document's limit, answered by another of the county."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.scope import acting
from leye.casework.actions.extensions import AskExtension, DecideExtension
from leye.casework.actions.placements import ApproveExtension, EndPlacement, PlacePerson
from leye.casework.actions.posts import AddPost
from leye.casework.documents import extension_limits
from leye.casework.limits import placement_warnings
from leye.casework.models import ExtensionRequest, Placement
from leye.ledger.actions.memberships import AddMembership
from leye.ledger.errors import Invalid
from leye.standards.calendar import add_months, today
from tests.casework.test_zero_episodes import adopt
from tests.ledger.people import HEHAO, actor, register, scope

AsUser = Callable[[str], Actor]


def placed(by: Actor, months_ago: int = 5, kind: str = "temporary", term: int = 6) -> Placement:
    start = add_months(today(), -months_ago)
    post = AddPost(by, area_no=HEHAO, title="防汛值守员", kind=kind, valid_from=start).run()
    person = register(by, 1)
    AddMembership(by, person_id=person.pk, group_code="formerly_poor", valid_from=start).run()
    return PlacePerson(by, person_id=person.pk, post_id=post.pk, started_on=start, term_months=term).run()


def ask(by: Actor, placement: Placement, until: dt.date, reason: str = "汛情未解除") -> ExtensionRequest:
    return AskExtension(by, placement_id=placement.pk, due_end_on=until, reason=reason).run()


def decide(by: Actor, found: ExtensionRequest, agreed: bool = True, answer: str = "") -> ExtensionRequest:
    return DecideExtension(by, request_id=found.pk, agreed=agreed, decided_on=today(), answer=answer).run()


def last_day(placement: Placement, months: int) -> dt.date:
    return add_months(placement.started_on, months) - dt.timedelta(1)


def test_asked_and_agreed(as_user: AsUser) -> None:
    with acting(scope("town")):
        placement = placed(actor("town"))
        found = ask(actor("town"), placement, last_day(placement, 9))
        with pytest.raises(ActionError, match="已有一份延期申请"):
            ask(actor("town"), placement, last_day(placement, 8))
        with pytest.raises(NotAllowed):
            decide(actor("town"), found)
    county = as_user("county")
    assert decide(county, found, answer="同意").state == "approved"
    placement.refresh_from_db()
    assert (placement.due_end_on, placement.extension_approved_on) == (last_day(placement, 9), today())
    with pytest.raises(ActionError, match="已于"):
        decide(county, found)


def test_refused_needs_a_reason_and_changes_nothing(as_user: AsUser) -> None:
    with acting(scope("town")):
        placement = placed(actor("town"), kind="rural")
        found = ask(actor("town"), placement, last_day(placement, 9))
    county = as_user("county")
    with pytest.raises(Invalid, match="写明理由"):
        decide(county, found, agreed=False)
    assert decide(county, found, agreed=False, answer="已有市场岗位").state == "refused"
    placement.refresh_from_db()
    assert placement.due_end_on == last_day(placement, 6)
    assert ask(county, placement, last_day(placement, 9)).state == "asked"


def test_nobody_answers_himself(as_user: AsUser) -> None:
    county = as_user("county")
    placement = placed(county)
    with pytest.raises(ActionError, match="不能审批自己"):
        decide(county, ask(county, placement, last_day(placement, 7)))


def test_the_documents_longest_stay_shows_before_it_is_asked(db: None, as_user: AsUser) -> None:
    adopt()
    town = as_user("town")
    placement = placed(town)
    before = list(Placement.objects.values())
    assert extension_limits(placement, last_day(placement, 12)) == []
    (words,) = extension_limits(placement, last_day(placement, 12) + dt.timedelta(1))
    assert "最多12个月" in words
    assert "将为13个月" in words
    assert list(Placement.objects.values()) == before
    with pytest.raises(Invalid, match="最多12个月"):
        ask(town, placement, last_day(placement, 13))
    EndPlacement(town, placement_id=placement.pk, ended_on=today(), reason="expired").run()
    with pytest.raises(ActionError, match="不能延期"):
        ask(town, placement, last_day(placement, 12))


def test_the_limits_are_judged_again_when_it_is_answered(as_user: AsUser) -> None:
    placement = placed(as_user("town"))
    found = ask(actor("town"), placement, last_day(placement, 13))
    adopt()
    county = as_user("county")
    with pytest.raises(Invalid, match="最多12个月"):
        decide(county, found)
    found.refresh_from_db()
    assert found.state == "asked"
    with pytest.raises(Invalid, match="最多12个月"):
        ApproveExtension(
            county, placement_id=placement.pk, approved_on=today(), due_end_on=found.due_end_on, reason="x"
        ).run()
    assert decide(county, found, agreed=False, answer="超过最长期限").state == "refused"


def test_nobody_answers_before_he_was_asked(as_user: AsUser) -> None:
    placement = placed(as_user("town"))
    found = ask(actor("town"), placement, last_day(placement, 9))
    yesterday = today() - dt.timedelta(1)
    with pytest.raises(Invalid, match="审批日期不能早于"):
        DecideExtension(as_user("county"), request_id=found.pk, agreed=True, decided_on=yesterday).run()


def test_a_term_beyond_the_documents_is_told_while_placing(db: None, as_user: AsUser) -> None:
    adopt()
    town = as_user("town")
    post = AddPost(
        town, area_no=HEHAO, title="防汛值守员", kind="temporary", valid_from=dt.date(2026, 1, 1)
    ).run()
    person = register(town, 1)
    AddMembership(town, person_id=person.pk, group_code="formerly_poor", valid_from=dt.date(2026, 1, 1)).run()
    assert placement_warnings(person, post, today(), 6) == []
    (words,) = placement_warnings(person, post, today(), 7)
    assert "期限最多6个月，现在填的是7个月" in words
    with pytest.raises(ActionError, match="期限最多6个月"):
        PlacePerson(town, person_id=person.pk, post_id=post.pk, started_on=today(), term_months=7).run()
