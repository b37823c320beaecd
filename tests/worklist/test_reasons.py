"""A finding keeps the reasons of the run that found it; they stay what they were when the ledger changes."""

import datetime as dt
import shutil
from collections.abc import Iterator

import pytest

from leye.adoption.nights import nights_home
from leye.casework.models import Placement, PublicPost
from leye.ledger.models import Person
from leye.worklist.explaining import RunGone, explanation_then, kept_runs
from leye.worklist.models import Finding
from leye.worklist.night import run_night
from tests.worklist.people import DAY, adopt, unemployed

VILLAGE = 150822101201
COUNTY = 150822000000


@pytest.fixture
def holder(own_database: str) -> Iterator[int]:
    """Somebody who has stood on a public-welfare post longer than its term."""
    adopt(COUNTY)
    shutil.rmtree(nights_home(), ignore_errors=True)
    person = unemployed("150822199003040021", VILLAGE)
    post = PublicPost.objects.using("owner").create(
        area_id=VILLAGE, title="保洁", kind="urban", valid_from=dt.date(2023, 1, 1)
    )
    started = dt.date(2023, 1, 1)
    Placement.objects.using("owner").create(
        person=person, area_id=VILLAGE, post=post, post_kind="urban", started_on=started, due_end_on=dt.date(2025, 12, 31)
    )  # fmt: skip
    yield person.pk
    shutil.rmtree(nights_home(), ignore_errors=True)


def test_reasons_are_kept_with_the_finding_and_stay(holder: int) -> None:
    run = run_night(DAY)
    found = Finding.objects.using("owner").get(rule="welfare_post_term", person_id=holder)
    assert found.reasons["run"] == run.key
    assert found.reasons["as_of"] == DAY.isoformat()
    first, *conditions = found.reasons["sentences"]
    assert "现为42个月，超过上限36个月，须处理。" in first
    assert any("在岗：是" in sentence for sentence in conditions)
    Person.objects.using("owner").filter(pk=holder).update(work_capacity="none")
    run_night(DAY)
    found.refresh_from_db(using="owner")
    assert found.reasons["sentences"][0] == first
    assert found.reasons["run"] == run.key


def test_a_run_can_be_looked_back_at_until_its_snapshot_is_gone(holder: int) -> None:
    run = run_night(DAY)
    assert [kept.key for kept in kept_runs()] == [run.key]
    Person.objects.using("owner").filter(pk=holder).update(work_capacity="none")
    then = explanation_then(holder, run.key)
    able = next(r for r in then.rules if r.rule == "career_guidance").conditions[1]
    assert (able.label, able.answer) == ("有劳动能力", True)
    shutil.rmtree(nights_home())
    with pytest.raises(RunGone, match="保留期限"):
        explanation_then(holder, run.key)
