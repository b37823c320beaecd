"""Two files of one person with a plan each become one file with one plan, and part again as they were."""

import datetime as dt
from typing import Any

import pytest

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import acting
from leye.cases.actions.apply import Apply
from leye.cases.actions.plans import EndPlan, SavePlan
from leye.cases.goals import Goal
from leye.cases.models import Case, Plan
from leye.cases.plan_reading import plan_card
from leye.ledger.actions.merges import MergePeople, UndoMerge
from leye.ledger.errors import Invalid
from leye.ledger.models import MergeRecord, Person
from leye.standards.calendar import today
from tests.cases.test_plans import DAY, plan_for
from tests.ledger.people import BALENG, HEHAO, actor, register, scope


@pytest.fixture
def pair(db: None) -> tuple[Person, Person]:
    """The file that will stay, and the other one of the same woman, in another village."""
    with acting(scope("town")):
        return register(actor("town"), 1, "王秀兰", HEHAO), register(actor("town"), 3, "王秀兰", BALENG)


def merged(stays: Person, goes: Person) -> MergeRecord:
    with acting(scope("town")):
        return MergePeople(actor("town"), survivor_id=stays.pk, loser_id=goes.pk).run()


def plans() -> list[dict[str, Any]]:
    with acting(scope("town")):
        return list(Plan.objects.order_by("pk").values())


@pytest.mark.parametrize("newer_goes", [True, False])
def test_one_plan_stays_open_the_newer_and_the_other_is_closed_with_the_reason(
    pair: tuple[Person, Person], newer_goes: bool
) -> None:
    stays, goes = pair
    early, late = (stays, goes) if newer_goes else (goes, stays)
    older = plan_for(early, Goal("home_visit"), since=today() - 90 * DAY)
    newer = plan_for(late, Goal("job_recommendation"), since=today() - 10 * DAY)
    merged(stays, goes)
    with acting(scope("town")):
        card = plan_card(scope("town"), stays.pk)
        assert card.plan == newer
        assert card.earlier == 1, "the closed one is on the same file, to be read"
        closed = Plan.objects.get(pk=older.pk)
        assert (closed.get_end_reason_display(), closed.ended_on) == ("两份档案合并", today())
        assert closed.end_note == f"两份档案都有计划，保留{newer.since}开始的一份"
        assert closed.person_id == stays.pk
        assert not Plan.objects.filter(person=goes).exists()
        history = closed.events.order_by("pgh_id").values_list("state", "end_reason")  # type: ignore[attr-defined]  # made by @tracked
        assert [*history][0] == ("draft", "")
        assert ("ended", "merged") in [*history]


def test_undoing_the_merge_opens_both_again(pair: tuple[Person, Person]) -> None:
    stays, goes = pair
    plan_for(stays, Goal("home_visit"), since=today() - 90 * DAY)
    plan_for(goes, Goal("job_recommendation"), since=today() - 10 * DAY)
    before = plans()
    merge = merged(stays, goes)
    assert plans() != before
    with acting(scope("town")):
        UndoMerge(actor("town"), merge_id=merge.pk).run()
        assert [plan_card(scope("town"), one.pk).plan is not None for one in pair] == [True, True]
    assert plans() == before


def test_what_was_done_since_to_the_plan_that_stayed_stays_done(pair: tuple[Person, Person]) -> None:
    stays, goes = pair
    plan_for(goes, since=today() - 90 * DAY)
    newer = plan_for(stays, since=today() - 10 * DAY)
    merge = merged(stays, goes)
    with acting(scope("town")):
        EndPlan(actor("town"), plan_id=newer.pk, reason="unmet", ended_on=today()).run()
        UndoMerge(actor("town"), merge_id=merge.pk).run()
        assert plan_card(scope("town"), stays.pk).plan is None, "what was done to it since stays done"
        assert plan_card(scope("town"), goes.pk).plan is not None


def test_undoing_is_refused_once_the_closed_plan_was_touched(pair: tuple[Person, Person]) -> None:
    stays, goes = pair
    plan_for(stays, since=today() - 90 * DAY)
    newer = plan_for(goes, since=today() - 10 * DAY)
    merge = merged(stays, goes)
    with acting(scope("town")):
        EndPlan(actor("town"), plan_id=newer.pk, reason="unmet", ended_on=today()).run()
        with pytest.raises(ActionError, match=r"援助计划（.*结束日期"):
            UndoMerge(actor("town"), merge_id=merge.pk).run()


def test_the_plan_that_stays_goes_on_with_the_case_that_stays(pair: tuple[Person, Person]) -> None:
    stays, goes = pair
    cases: list[Case] = []
    for person in pair:
        with acting(scope("town")):
            cases.append(
                Apply(
                    actor("town"), person_id=person.pk, channel="counter", applied_on=today() - 5 * DAY
                ).run()
            )
    plan_for(stays, since=today() - 90 * DAY)
    newer = plan_for(goes, since=today() - 10 * DAY)
    before = plans()
    merge = merged(stays, goes)
    with acting(scope("town")):
        newer.refresh_from_db()
        assert (newer.person_id, newer.case_id) == (stays.pk, cases[0].pk)
        UndoMerge(actor("town"), merge_id=merge.pk).run()
    assert plans() == before


def test_nobody_chooses_that_a_plan_ended_by_a_merge(pair: tuple[Person, Person]) -> None:
    plan = plan_for(pair[0])
    with acting(scope("town")), pytest.raises(Invalid, match="结束原因"):
        EndPlan(actor("town"), plan_id=plan.pk, reason="merged", ended_on=today()).run()


def test_a_plan_that_begins_later_is_ended_on_its_first_day(pair: tuple[Person, Person]) -> None:
    stays, goes = pair
    soon = today() + dt.timedelta(days=5)
    older, newer = plan_for(stays, since=soon), plan_for(goes, since=soon + DAY)
    merged(stays, goes)
    with acting(scope("town")):
        assert Plan.objects.get(pk=older.pk).ended_on == soon
        assert (
            SavePlan(
                actor("town"), person_id=stays.pk, plan_id=newer.pk, since=newer.since, until=newer.until
            ).run()
            == newer
        )
