"""A recommendation counts when the job was open, fitting and delivered; a refusal changes what comes next."""

import pytest

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import acting
from leye.casework.models import ServiceRecord
from leye.hiring.actions.recommend import Choose, Decline, Deliver, MarkRead, Recommend
from leye.hiring.fitting import three_for
from leye.hiring.models import Recommendation
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Employer
from leye.standards.calendar import today
from leye.vacancies.actions.lifecycle import CloseVacancy
from tests.hiring.making import deliver, willing
from tests.ledger.people import actor, register, scope
from tests.vacancies.making import AsUser, publish

pytestmark = pytest.mark.django_db


def test_delivering_writes_one_record_that_names_the_job(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop)
    person = willing(as_user("village"))
    one = deliver(person, job)
    record = ServiceRecord.objects.get(person=person)
    assert (record.kind, record.outcome, record.channel) == ("job_recommendation", "done", "phone")
    assert record.item == "河套食品有限公司 电焊工"
    assert one.service_id == record.pk
    assert one.pay
    with pytest.raises(ActionError, match="已推荐"):
        Deliver(actor("village"), recommendation_id=one.pk, channel="phone", on=today()).run()
    assert ServiceRecord.objects.filter(person=person).count() == 1


def test_what_was_only_picked_does_not_count(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop)
    by = as_user("village")
    person = willing(by)
    Recommend(by, person_id=person.pk, vacancy_id=job.pk).run()
    assert not ServiceRecord.objects.filter(person=person).exists()


def test_a_job_closed_before_delivery_does_not_count(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop)
    by = as_user("village")
    person = willing(by)
    made = Recommend(by, person_id=person.pk, vacancy_id=job.pk).run()
    with acting(scope("county")):
        CloseVacancy(actor("county"), vacancy_id=job.pk, reason="单位停产").run()
    with pytest.raises(ActionError, match="已经不在招聘"):
        Deliver(by, recommendation_id=made.pk, channel="phone", on=today()).run()
    assert not ServiceRecord.objects.filter(person=person).exists()


def test_a_job_whose_certificate_is_missing_is_refused_with_the_reason(
    as_user: AsUser, shop: Employer
) -> None:
    job = publish(shop, certificates=["叉车证"])
    by = as_user("village")
    person = willing(by)
    with pytest.raises(ActionError, match="叉车证"):
        Recommend(by, person_id=person.pk, vacancy_id=job.pk).run()
    assert not Recommendation.objects.filter(person=person).exists()


def test_the_same_job_is_recommended_once_for_ever(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop)
    by = as_user("village")
    person = willing(by)
    one = deliver(person, job)
    Decline(by, recommendation_id=one.pk, reason="family").run()
    with pytest.raises(ActionError, match="已向此人推荐过"):
        Recommend(by, person_id=person.pk, vacancy_id=job.pk).run()


def test_declining_asks_for_a_reason_and_changes_the_next_three(as_user: AsUser, shop: Employer) -> None:
    welding, guard = publish(shop), publish(shop, title="保安", occupation="4-07-05-01", duties="看大门")
    alike = publish(shop, title="电焊工（夜班）", pay_low_fen=500_000, place="二号厂房")
    by = as_user("village")
    person = willing(by)
    answer = three_for(person.pk)
    assert answer is not None
    assert [one.offer_id for one in answer.recommendations][0] in (welding.pk, alike.pk)
    one = deliver(person, welding)
    with pytest.raises(Invalid):
        Decline(by, recommendation_id=one.pk, reason="").run()
    Decline(by, recommendation_id=one.pk, reason="kind_of_work", note="眼睛受不了").run()
    after = three_for(person.pk)
    assert after is not None
    assert [found.offer_id for found in after.recommendations] == [guard.pk]


def test_seen_twice_is_seen_once(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop)
    by = as_user("village")
    one = deliver(willing(by), job)
    assert MarkRead(by, recommendation_id=one.pk).run().state == "read"
    assert MarkRead(by, recommendation_id=one.pk).run().read_on == today()
    Decline(by, recommendation_id=one.pk, reason="hours").run()
    assert MarkRead(by, recommendation_id=one.pk).run().state == "declined"


def test_officers_pin_and_exclude_and_see_what_the_rules_would_have_done(
    as_user: AsUser, shop: Employer
) -> None:
    welding = publish(shop)
    guard = publish(shop, title="保安", occupation="4-07-05-01", duties="看大门")
    by = as_user("village")
    person = willing(by)
    Choose(by, person_id=person.pk, vacancy_id=guard.pk, kind="pin", reason="本人想在村口上班").run()
    Choose(by, person_id=person.pk, vacancy_id=welding.pk, kind="exclude", reason="与班长有矛盾").run()
    settled, plain = three_for(person.pk), three_for(person.pk, by_hand=False)
    assert settled is not None
    assert plain is not None
    assert [one.offer_id for one in settled.recommendations] == [guard.pk]
    assert settled.recommendations[0].pinned
    assert [one.offer_id for one in plain.recommendations][0] == welding.pk


def test_people_of_elsewhere_are_absent(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop)
    person = register(as_user("village"))
    with pytest.raises(Absent):
        Recommend(as_user("yanchuan"), person_id=person.pk, vacancy_id=job.pk).run()
