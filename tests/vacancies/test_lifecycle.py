"""A vacancy from draft to closed: reviewed by another, confirmed, stale ones warned of and taken down."""

import datetime as dt

import pytest

from leye.accounts.actions.base import ActionError, Conflict, NotAllowed
from leye.accounts.scope import acting, as_service
from leye.ledger.errors import Absent, ChangedMeanwhile, Invalid
from leye.ledger.models import Employer
from leye.standards.calendar import today
from leye.vacancies.actions.lifecycle import (
    CloseVacancy,
    ConfirmVacancy,
    FillVacancy,
    ReopenVacancy,
    UnpublishVacancy,
    sweep,
)
from leye.vacancies.actions.review import PublishVacancy, RefuseVacancy, SubmitVacancy
from leye.vacancies.actions.rules import SetRules
from leye.vacancies.actions.standing import SaveStanding
from leye.vacancies.models import Posting, Vacancy
from leye.vacancies.reading import public_vacancy
from leye.vacancies.states import STEPS
from tests.ledger.people import actor, history, scope
from tests.vacancies.making import COUNTY, HEHAO, YONGPING_TOWN, AsUser, employer, publish, save


def later(vacancy: Vacancy, days: int) -> Vacancy:
    """As if it had been published and confirmed so many days ago."""
    with as_service():
        day = today() - dt.timedelta(days)
        Vacancy.objects.filter(pk=vacancy.pk).update(published_on=day, confirmed_on=day)
        vacancy.refresh_from_db()
    return vacancy


def state(vacancy: Vacancy) -> str:
    with as_service():
        return Vacancy.objects.get(pk=vacancy.pk).status


def test_one_enters_and_another_publishes(as_user: AsUser, shop: Employer) -> None:
    made = save(actor("town"), shop)
    assert (made.status, made.office_id) == ("draft", made.area_id)
    assert public_vacancy(made.pk) is None
    SubmitVacancy(actor("town"), vacancy_id=made.pk).run()
    with pytest.raises(NotAllowed, match="另一位经办人"):
        PublishVacancy(actor("town"), vacancy_id=made.pk).run()
    with acting(scope("county")):
        found = PublishVacancy(actor("county"), vacancy_id=made.pk).run()
    assert (found.status, found.published_on, found.confirmed_on) == ("published", today(), today())
    seen = public_vacancy(made.pk)
    assert seen is not None
    assert seen.pay == "4,500-6,000元/月"
    assert not hasattr(seen, "contact_phone")
    assert [event.status for event in history(made)] == ["draft", "submitted", "published"]


def test_a_refused_one_comes_back_with_the_reason(as_user: AsUser, shop: Employer) -> None:
    made = save(actor("town"), shop)
    with pytest.raises(ActionError, match="不能发布"), acting(scope("county")):
        PublishVacancy(actor("county"), vacancy_id=made.pk).run()
    SubmitVacancy(actor("town"), vacancy_id=made.pk).run()
    with acting(scope("county")):
        with pytest.raises(Invalid, match="请写明原因"):
            RefuseVacancy(actor("county"), vacancy_id=made.pk).run()
        refused = RefuseVacancy(actor("county"), vacancy_id=made.pk, reason="电话打不通").run()
    assert (refused.status, refused.reason) == ("refused", "电话打不通")
    SubmitVacancy(actor("town"), vacancy_id=made.pk).run()
    assert state(made) == "submitted"


def test_who_reviews_sees_what_he_publishes(as_user: AsUser, shop: Employer) -> None:
    made = save(actor("town"), shop)
    seen = SubmitVacancy(actor("town"), vacancy_id=made.pk).run().version
    save(actor("town"), shop, vacancy_id=made.pk, version=seen, pay_low_fen=300_000)
    with acting(scope("county")), pytest.raises(Conflict, match="刚被改过"):
        PublishVacancy(actor("county"), vacancy_id=made.pk, version=seen).run()


def test_two_officers_editing_see_both_values(as_user: AsUser, shop: Employer) -> None:
    made = save(actor("town"), shop)
    save(actor("town"), shop, vacancy_id=made.pk, version=made.version, seats=5)
    with acting(scope("county")), pytest.raises(ChangedMeanwhile) as caught:
        save(actor("county"), shop, vacancy_id=made.pk, version=made.version, pay_high_fen=700_000)
    rows = {row.name: row for row in caught.value.rows if not row.same}
    assert (rows["seats"].mine, rows["seats"].theirs) == ("2", "5")
    assert (rows["pay_high_fen"].mine, rows["pay_high_fen"].theirs) == ("7,000元", "6,000元")
    with as_service():
        assert Vacancy.objects.get(pk=made.pk).pay_high_fen == 600_000


def test_a_villages_change_of_an_open_one_goes_back_to_review(as_user: AsUser) -> None:
    as_user("village")
    unit = employer(actor("village"), area=HEHAO)
    found = publish(unit, by="village", reviewer="town", area_no=HEHAO)
    save(actor("village"), unit, area_no=HEHAO, vacancy_id=found.pk, version=found.version, seats=3)
    assert state(found) == "submitted"
    assert not Posting.objects.filter(pk=found.pk).exists()


def test_a_reviewers_change_stays_open_unless_something_is_against_it(
    as_user: AsUser, shop: Employer
) -> None:
    found = publish(shop)
    save(actor("town"), shop, vacancy_id=found.pk, seats=9)
    assert Posting.objects.get(pk=found.pk).seats_left == 9
    with pytest.raises(Invalid, match="不合常理"):
        save(actor("town"), shop, vacancy_id=found.pk, pay_low_fen=100, pay_high_fen=100)
    with as_service():
        assert Vacancy.objects.get(pk=found.pk).pay_low_fen == 450_000


def test_stale_ones_are_warned_of_then_taken_down(as_user: AsUser, shop: Employer) -> None:
    found = later(publish(shop), 29)
    assert sweep().warned == 0
    later(found, 30)
    assert (sweep().warned, state(found)) == (1, "warned")
    assert sweep().warned == 0
    assert public_vacancy(found.pk) is not None
    ConfirmVacancy(actor("town"), vacancy_id=found.pk).run()
    assert (sweep().warned, state(found)) == (0, "published")
    later(found, 45)
    done = sweep()
    assert (done.warned, done.unpublished, state(found)) == (1, 0, "warned")
    assert (sweep().unpublished, state(found)) == (1, "unpublished")
    with as_service():
        assert "45天没有确认" in Vacancy.objects.get(pk=found.pk).reason
    assert public_vacancy(found.pk) is None
    assert not Posting.objects.filter(pk=found.pk).exists()


def test_a_county_sets_its_own_days(as_user: AsUser, shop: Employer) -> None:
    with acting(scope("county")):
        SetRules(actor("county"), area_no=COUNTY, warn_days=10, unpublish_days=3, reason="县人社局通知").run()
        with pytest.raises(Invalid, match="依据"):
            SetRules(actor("county"), area_no=COUNTY, reason="").run()
    found = later(publish(shop), 10)
    assert sweep().warned == 1
    later(found, 13)
    assert sweep().unpublished == 1


def test_past_its_last_day_it_is_taken_down(as_user: AsUser, shop: Employer) -> None:
    found = publish(shop, expires_on=today() + dt.timedelta(2))
    assert sweep(today() + dt.timedelta(2)).expired == 0
    assert sweep(today() + dt.timedelta(3)).expired == 1
    assert state(found) == "unpublished"


def test_closed_filled_and_taken_down_by_hand(as_user: AsUser, shop: Employer) -> None:
    one, two, three = (publish(shop, title=title) for title in ("电焊工", "钳工", "车工"))
    UnpublishVacancy(actor("town"), vacancy_id=one.pk, reason="单位停工").run()
    CloseVacancy(actor("town"), vacancy_id=two.pk, reason="不招了").run()
    FillVacancy(actor("town"), vacancy_id=three.pk).run()
    assert [state(each) for each in (one, two, three)] == ["unpublished", "closed", "filled"]
    assert not Posting.objects.exists()
    with pytest.raises(ActionError, match="不能确认在招"):
        ConfirmVacancy(actor("town"), vacancy_id=two.pk).run()
    with pytest.raises(ActionError, match="不能再改"):
        save(actor("town"), shop, vacancy_id=two.pk)


def test_a_full_one_looks_for_more_people(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop, seats=1)
    by = as_user("town")
    FillVacancy(by, vacancy_id=job.pk).run()
    with pytest.raises(Invalid, match="再招的人数"):
        ReopenVacancy(by, vacancy_id=job.pk, more=0).run()
    assert ReopenVacancy(by, vacancy_id=job.pk, more=3).run().seats_left == 3
    assert Posting.objects.get(pk=job.pk).seats_left == 3
    FillVacancy(by, vacancy_id=job.pk).run()
    SaveStanding(by, employer_id=shop.pk, closed_on=today(), closed_reason="注销").run()
    with pytest.raises(ActionError, match="停业或注销"):
        ReopenVacancy(by, vacancy_id=job.pk, more=1).run()


def test_a_closed_employers_vacancies_go_at_once(as_user: AsUser, shop: Employer) -> None:
    found = publish(shop)
    SaveStanding(actor("town"), employer_id=shop.pk, closed_on=today(), closed_reason="注销").run()
    assert state(found) == "unpublished"
    with pytest.raises(Invalid, match="停业或注销"):
        SubmitVacancy(actor("town"), vacancy_id=found.pk).run()


def test_work_elsewhere_is_looked_after_by_who_collects_it(as_user: AsUser) -> None:
    as_user("county")
    unit = employer(actor("county"), "永坪石油公司", COUNTY)
    made = save(actor("county"), unit, area_no=YONGPING_TOWN)
    assert (made.area_id, made.office_id) == (YONGPING_TOWN, COUNTY)
    with acting(scope("yanchuan")), pytest.raises(Absent):
        CloseVacancy(actor("yanchuan"), vacancy_id=made.pk, reason="不是我们的").run()


def test_nobody_outside_the_office_touches_or_reads_the_row(as_user: AsUser, shop: Employer) -> None:
    found = publish(shop)
    with acting(scope("banner")):
        assert not Vacancy.objects.filter(pk=found.pk).exists()
        with pytest.raises(Absent):
            ConfirmVacancy(actor("banner"), vacancy_id=found.pk).run()
        assert public_vacancy(found.pk) is not None


def test_every_step_is_described() -> None:
    from leye.vacancies.states import step_word

    assert all(step_word(step) for step in STEPS)
