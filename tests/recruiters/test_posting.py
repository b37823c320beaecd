"""Units post for themselves, agencies for their clients while a mandate stands; officers publish."""

import datetime as dt

import pytest

from leye.accounts.actions.base import ActionError, NotAllowed
from leye.accounts.scope import acting, as_service
from leye.ledger.errors import Absent, ChangedMeanwhile, Invalid
from leye.recruiters.actions.mandates import ConfirmMandate, EndMandate, GiveMandate
from leye.recruiters.actions.own import CloseOwn, ConfirmOwn, SaveOwn, SubmitOwn, UnpublishOwn
from leye.recruiters.membership import clients_of, in_hand
from leye.recruiters.models import Mandate, RecruiterMember
from leye.standards.calendar import today
from leye.vacancies.actions.standing import SaveStanding
from leye.vacancies.models import Posting, Vacancy
from tests.ledger.people import actor, scope
from tests.recruiters.making import being, opened, posted, uscc
from tests.vacancies.making import TOWN, YONGPING_TOWN

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def _shared(member: RecruiterMember, title: str = "包装工") -> dict[str, object]:
    return {"employer_id": member.employer_id, "area_no": TOWN, "title": title, "duties": "装箱"}


def test_a_unit_writes_an_officer_publishes_and_everybody_finds_it() -> None:
    member = opened()
    job = posted(member)
    assert (job.status, job.source, job.office_id, job.agency_id) == ("published", "employer", TOWN, None)
    assert job.submitted_by_id == member.user_id
    assert Posting.objects.filter(pk=job.pk).exists()
    with being(member) as by:
        assert ConfirmOwn(by, vacancy_id=job.pk).run().confirmed_on == today()
        UnpublishOwn(by, vacancy_id=job.pk, reason="暂时不招").run()
        assert not Posting.objects.filter(pk=job.pk).exists()
        SubmitOwn(by, vacancy_id=job.pk).run()
        assert CloseOwn(by, vacancy_id=job.pk, reason="不招了").run().status == "closed"


def test_what_a_unit_changes_of_an_open_vacancy_is_reviewed_again() -> None:
    member = opened()
    job = posted(member)
    with being(member) as by:
        values = {**_shared(member, "高级电焊工"), "vacancy_id": job.pk, "version": job.version}
        changed = SaveOwn(by, **values).run()
        assert changed.status == "submitted"
        with pytest.raises(ChangedMeanwhile) as conflict:
            SaveOwn(by, **values).run()
        assert [row.base for row in conflict.value.rows if row.name == "title"] == ["电焊工"]


def test_work_elsewhere_is_looked_after_where_the_unit_is() -> None:
    member = opened()
    with being(member) as by:
        away = SaveOwn(by, **{**_shared(member), "area_no": YONGPING_TOWN}).run()
    assert (away.area_id, away.office_id) == (YONGPING_TOWN, TOWN)


def test_the_checks_hold_for_units_as_for_officers() -> None:
    member = opened()
    with being(member) as by:
        bad = {**_shared(member), "duties": "只招男性，押金200元", "pay_low_fen": 100, "pay_high_fen": 100}
        made = SaveOwn(by, **bad).run()
        with pytest.raises(Invalid, match="不合常理"):
            SubmitOwn(by, vacancy_id=made.pk).run()


def test_another_units_vacancy_is_as_if_it_were_not_there() -> None:
    one, other = opened(), opened(2)
    job = posted(one)
    with being(other) as by:
        for action in (
            ConfirmOwn(by, vacancy_id=job.pk),
            CloseOwn(by, vacancy_id=job.pk, reason="x"),
            SaveOwn(by, vacancy_id=job.pk, **_shared(other)),
        ):
            with pytest.raises(Absent):
                action.run()
        with pytest.raises(NotAllowed, match="没有委托"):
            SaveOwn(by, **_shared(one)).run()


def test_a_closed_unit_posts_nothing() -> None:
    member = opened()
    job = posted(member)
    with acting(scope("town")):
        SaveStanding(actor("town"), employer_id=member.employer_id, closed_on=today()).run()
    with being(member) as by:
        with pytest.raises(ActionError, match="停业或注销"):
            SaveOwn(by, **_shared(member)).run()
        with pytest.raises(ActionError, match="停业或注销"):
            SubmitOwn(by, vacancy_id=job.pk).run()


def agency_of(number: int = 8) -> RecruiterMember:
    return opened(number, name="磴口县人力资源公司", agency_kind="agency", licence="蒙人服证字0001")


def give(by: RecruiterMember, to: int, as_client: bool, until: dt.date | None = None) -> Mandate:
    with being(by) as one:
        return GiveMandate(
            one, other_uscc=uscc(to), valid_from=today() - DAY, valid_to=until, evidence="2026年代招协议3号",
            as_client=as_client,
        ).run()  # fmt: skip


def test_an_agency_posts_for_a_client_while_the_mandate_stands() -> None:
    client, agency = opened(), agency_of()
    asked = give(agency, 1, as_client=False)
    with being(agency) as by:
        assert clients_of(agency.employer_id or 0) == {}
        with pytest.raises(NotAllowed, match="没有委托"):
            SaveOwn(by, **_shared(client)).run()
        with pytest.raises(NotAllowed, match="用人单位自己"):
            ConfirmMandate(by, mandate_id=asked.pk).run()
    with being(client) as by:
        ConfirmMandate(by, mandate_id=asked.pk).run()
    job = posted(agency, employer_id=client.employer_id)
    assert (job.employer_id, job.agency_id, job.source) == (client.employer_id, agency.employer_id, "agency")
    with being(client) as by:
        assert in_hand(by.scope).get() == job, "the client has what is posted in its name in hand too"
        values = {**_shared(client, "电焊师傅"), "vacancy_id": job.pk, "version": job.version}
        assert SaveOwn(by, **values).run().agency_id == agency.employer_id
        EndMandate(by, mandate_id=asked.pk, reason="不再委托").run()
    with being(agency) as by:
        assert not in_hand(by.scope).exists()
        with pytest.raises(Absent):
            CloseOwn(by, vacancy_id=job.pk, reason="x").run()
        with pytest.raises(NotAllowed, match="委托已经结束"):
            SaveOwn(by, **_shared(client)).run()


def test_a_mandate_ends_with_its_day() -> None:
    client, agency = opened(), agency_of()
    given = give(client, 8, as_client=True, until=today())
    assert given.state == "confirmed"
    job = posted(agency, employer_id=client.employer_id)
    with as_service():
        Mandate.objects.filter(pk=given.pk).update(valid_to=today() - DAY)
    with being(agency) as by, pytest.raises(Absent):
        ConfirmOwn(by, vacancy_id=job.pk).run()


def test_an_agency_has_nothing_in_hand_once_it_may_post_for_nobody() -> None:
    client, agency = opened(), agency_of()
    give(client, 8, as_client=True)
    job = posted(agency, employer_id=client.employer_id)

    def noted(kind: str, until: dt.date | None) -> bool:
        with acting(scope("town")):
            SaveStanding(
                actor("town"), employer_id=agency.employer_id or 0, verified=True, verified_how="核对", agency_kind=kind,
                licence="蒙人服证字0001", licence_until=until,
            ).run()  # fmt: skip
        with being(agency) as by:
            return in_hand(by.scope).filter(pk=job.pk).exists()

    assert noted("agency", today())
    assert not noted("agency", today() - DAY), "the licence has run out"
    assert not noted("", None), "officers have cleared it"
    assert noted("agency", None)


def test_only_who_is_entitled_may_be_given_a_mandate() -> None:
    client, plain = opened(), opened(2)
    with pytest.raises(ActionError, match="没有登记代招身份"):
        give(client, 2, as_client=True)
    with pytest.raises(Invalid, match="没有这家单位"):
        give(client, 99, as_client=True)
    with pytest.raises(ActionError, match="没有登记代招身份"):
        give(plain, 1, as_client=False)
    agency = agency_of()
    with acting(scope("town")):
        SaveStanding(
            actor("town"), employer_id=agency.employer_id or 0, verified=True, verified_how="核对", agency_kind="agency",
            licence="蒙人服证字0001", licence_until=today() - DAY,
        ).run()  # fmt: skip
    with pytest.raises(ActionError, match="没有有效的人力资源服务许可证"):
        give(agency, 1, as_client=False)


def test_an_officer_confirms_and_ends_what_he_has_seen() -> None:
    opened()
    agency = agency_of()
    asked = give(agency, 1, as_client=False)
    with acting(scope("yanchuan")), pytest.raises(Absent):
        ConfirmMandate(actor("yanchuan"), mandate_id=asked.pk).run()
    with acting(scope("county")):
        ConfirmMandate(actor("county"), mandate_id=asked.pk).run()
        EndMandate(actor("county"), mandate_id=asked.pk, reason="协议解除").run()
        with pytest.raises(ActionError, match="已经结束"):
            EndMandate(actor("county"), mandate_id=asked.pk).run()
    assert not Vacancy.objects.exists()
