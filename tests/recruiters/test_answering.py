"""Applications in an employer's hands: a masked résumé, steps with reasons, and never a hire."""

import datetime as dt

import pytest
from django.utils import timezone

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.hiring.actions.apply import AgreeToContact, Apply
from leye.hiring.actions.hire import HirePerson
from leye.hiring.models import Application, Hire
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import EmploymentSpell
from leye.recruiters.actions.answering import (
    AgreeOwnContact,
    InviteApplicant,
    OfferJob,
    OpenOwnSlot,
    RefuseApplicant,
    ReportStart,
    SeeApplicant,
)
from leye.recruiters.actions.mandates import EndMandate
from leye.recruiters.models import RecruiterMember
from leye.recruiters.seeing import applicant, applicants, waiting_count
from leye.standards.calendar import today
from leye.vacancies.models import Vacancy
from tests.hiring.making import willing
from tests.ledger.people import actor, scope
from tests.recruiters.making import being, opened, posted
from tests.recruiters.test_posting import agency_of, give

pytestmark = pytest.mark.django_db


def _applied(job: Vacancy, sequence: int = 1, name: str = "王小梅") -> Application:
    with acting(scope("village")):
        person = willing(actor("village"), sequence, name, phone="13800138000")
        return Apply(actor("village"), person_id=person.pk, vacancy_id=job.pk, words="能上夜班").run()


def _slot(by: Actor, job: Vacancy) -> int:
    starts = timezone.now() + dt.timedelta(days=1)
    return OpenOwnSlot(
        by, vacancy_id=job.pk, starts_at=starts, ends_at=starts + dt.timedelta(hours=1), place="厂办二楼"
    ).run().pk  # fmt: skip


def test_the_resume_is_masked_until_both_agree_and_every_look_is_logged() -> None:
    member = opened()
    sent = _applied(posted(member))
    with being(member) as by:
        assert [(one.name, one.phone, one.lines) for one in applicants(by.scope)] == [("王某", "", ())]
        assert waiting_count(by.scope) == 1
        seen = applicant(by.scope, sent.pk, by.user)
        assert seen is not None
        assert (seen.name, seen.phone) == ("王某", "")
        assert {line.label for line in seen.lines} >= {"学历", "技能和证书", "本人说"}
        assert not {"性别", "年龄"} & {line.label for line in seen.lines}
        AgreeOwnContact(by, application_id=sent.pk).run()
        again = applicant(by.scope, sent.pk, by.user)
        assert again is not None
        assert again.phone == ""
    with acting(scope("village")):
        AgreeToContact(actor("village"), application_id=sent.pk, by_person=True).run()
        assert AccessLog.objects.filter(person_id=sent.person_id, user_id=member.user_id).count() == 2
    with being(member) as by:
        told = applicant(by.scope, sent.pk, by.user)
        assert told is not None
        assert (told.name, told.phone) == ("王小梅", "13800138000")
        assert [(one.name, one.phone) for one in applicants(by.scope)] == [("王某", "")], (
            "a list is no look, and none is logged"
        )


def test_from_seen_to_offered_and_the_officer_completes_the_hire() -> None:
    member = opened()
    job = posted(member)
    sent = _applied(job)
    with being(member) as by:
        SeeApplicant(by, application_id=sent.pk, version=1).run()
        with pytest.raises(ActionError, match="拟录用"):
            ReportStart(by, application_id=sent.pk, starts_on=today()).run()
        InviteApplicant(by, application_id=sent.pk, slot_id=_slot(by, job)).run()
        with pytest.raises(Invalid, match="半年"):
            OfferJob(by, application_id=sent.pk, starts_on=today() + dt.timedelta(days=400)).run()
        OfferJob(by, application_id=sent.pk, starts_on=today()).run()
        ReportStart(by, application_id=sent.pk, starts_on=today() - dt.timedelta(days=1)).run()
        with pytest.raises(NotAllowed):
            HirePerson(by, application_id=sent.pk, started_on=today()).run()
    with as_service():
        assert not EmploymentSpell.objects.exists(), "what the employer says is no evidence"
        assert not Hire.objects.exists()
        sent.refresh_from_db()
        assert (sent.state, sent.starts_on) == ("offered", today() - dt.timedelta(days=1))
    with acting(scope("village")):
        HirePerson(actor("village"), application_id=sent.pk, started_on=today()).run()
    with being(member) as by:
        assert [one.state for one in applicants(by.scope)] == ["hired"]


def test_refused_with_a_reason() -> None:
    member = opened()
    sent = _applied(posted(member))
    with being(member) as by:
        with pytest.raises(Invalid):
            RefuseApplicant(by, application_id=sent.pk, reason="").run()
        RefuseApplicant(by, application_id=sent.pk, reason="skill", answer="欢迎学会后再来").run()
        one = applicants(by.scope)[0]
        assert (one.state_word, one.refusal, one.answer) == ("未录用", "技能不够", "欢迎学会后再来")
        with pytest.raises(ActionError, match="未录用"):
            OfferJob(by, application_id=sent.pk).run()


def test_another_units_applications_are_not_there() -> None:
    member, other = opened(), opened(2)
    job = posted(member)
    sent = _applied(job)
    with being(member) as by:
        slot = _slot(by, job)
    with being(other) as by:
        assert applicants(by.scope) == []
        assert applicant(by.scope, sent.pk, by.user) is None
        for action in (
            SeeApplicant(by, application_id=sent.pk),
            InviteApplicant(by, application_id=sent.pk, slot_id=slot),
            OfferJob(by, application_id=sent.pk),
            RefuseApplicant(by, application_id=sent.pk, reason="skill"),
            AgreeOwnContact(by, application_id=sent.pk),
        ):
            with pytest.raises(Absent):
                action.run()
        with pytest.raises(Absent):
            _slot(by, job)


def test_an_agency_without_a_mandate_sees_nobody() -> None:
    client, agency = opened(), agency_of()
    given = give(client, 8, as_client=True)
    sent = _applied(posted(agency, employer_id=client.employer_id))
    with being(agency) as by:
        assert len(applicants(by.scope)) == 1
        SeeApplicant(by, application_id=sent.pk).run()
    _end(client, given.pk)
    with being(agency) as by:
        assert applicants(by.scope) == []
        assert applicant(by.scope, sent.pk, by.user) is None
        with pytest.raises(Absent):
            OfferJob(by, application_id=sent.pk).run()
    with being(client) as by:
        assert OfferJob(by, application_id=sent.pk).run().state == "offered"


def _end(client: RecruiterMember, mandate_id: int) -> None:
    with being(client) as by:
        EndMandate(by, mandate_id=mandate_id, reason="不再委托").run()
