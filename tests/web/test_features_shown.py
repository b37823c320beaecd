"""What the checklist asks a form or a file to hold, seen on the page by who works with it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from leye.accounts.models import User
from leye.accounts.scope import acting, as_service
from leye.adoption.enums import AdoptionState
from leye.adoption.models import Adoption, Resolution
from leye.casework.enums import ServiceKind
from leye.ledger.enums import Channel, RegistrationPlace
from leye.ledger.models import EmploymentSpell, Person, UnemploymentRegistration
from leye.standards.calendar import quarter_of, today
from leye.worklist.enums import SubjectKind
from leye.worklist.models import Todo
from tests.benefits.test_claims import claim_for
from tests.ledger.people import HEHAO, actor, scope
from tests.ledger.test_reading import full_person
from tests.web.seed import COUNTY, PACK, Seeded
from tests.web.test_people import words

ClientOf = Callable[[str], Client]
LEAGUE = 150800000000


def step(person: int, what: str) -> str:
    return reverse("person_step", args=[person, what])


def test_a_service_is_of_a_kind_and_came_by_telephone_visit_or_message(
    corner: Seeded, client_of: ClientOf
) -> None:
    client, pk = client_of("village"), corner.people["王秀兰"]
    page = words(client.get(reverse("record", args=[pk])))
    for channel in ("短信", "电话", "上门", "微信", "窗口"):
        assert channel in page, channel
    for kind in (ServiceKind.COUNSELLING, ServiceKind.POLICY_HELP, ServiceKind.CAREER_GUIDANCE):
        assert str(kind.label) in page, kind
    told = {
        "served_on": today().isoformat(),
        "kinds": ["counselling"],
        "channel": "wechat",
        "outcome": "done",
    }
    assert client.post(reverse("record", args=[pk]), told).status_code == 302
    page = words(client.get(reverse("person", args=[pk])))
    assert "心理疏导" in page
    assert "微信" in page


@pytest.mark.parametrize("place", RegistrationPlace.values)
def test_somebody_is_registered_unemployed_at_one_of_four_places(
    corner: Seeded, client_of: ClientOf, place: str
) -> None:
    client = client_of("village")
    with acting(scope("village")):
        pk = full_person(actor("village")).pk
        UnemploymentRegistration.objects.filter(person=pk).delete()
    form = words(client.get(step(pk, "registration")))
    assert [label for label in RegistrationPlace.labels if str(label) not in form] == []
    told = {"place_kind": place, "registered_on": today().isoformat()}
    assert client.post(step(pk, "registration"), told).status_code == 302
    assert str(RegistrationPlace(place).label) in words(client.get(reverse("person", args=[pk])))


def test_a_job_has_its_form_and_one_of_five_ways_into_it(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people["李建国"]
    form = words(client.get(step(pk, "spell")))
    assert [label for label in Channel.labels if str(label) not in form] == []
    assert "灵活就业" in form
    told = {"kind": "flexible", "channel": "nearby", "started_on": today().isoformat(), "work_place": "县城"}
    assert client.post(step(pk, "spell"), told).status_code == 302
    with as_service():
        assert EmploymentSpell.objects.get(person=pk).kind == "flexible"
    page = words(client.get(reverse("person", args=[pk])))
    assert "灵活就业" in page
    assert "就地就近安置" in page


def test_one_person_has_one_file(corner: Seeded, client_of: ClientOf) -> None:
    with acting(scope("town")):
        person = full_person(actor("town"))
    page = words(client_of("village").get(reverse("person", args=[person.pk])))
    for told in (
        "王小梅", "磴口县补隆淖尔镇河壕村", "脱贫", "砖厂", "每月3,500.50元", "有意愿", "电焊", "育婴", "王大山", "户主",
        "建立档案", "援助计划", "援助个案", "摸底和提醒",
    ):  # fmt: skip
        assert told in page, told


def test_a_benefit_names_the_money_it_was_paid_from(corner: Seeded, client_of: ClientOf) -> None:
    pk = corner.people["王秀兰"]
    with acting(scope("county")):
        claim_for(actor("county"), Person.objects.get(pk=pk), fund="失业保险基金")
    assert "失业保险基金" in words(client_of("village").get(reverse("person", args=[pk])))


def test_a_report_that_is_due_is_noted_with_its_number(corner: Seeded, client_of: ClientOf) -> None:
    client, day = client_of("city"), today()
    with as_service():
        quarter = quarter_of(day)
        todo = Todo.objects.create(
            pack=PACK, rule="quarterly_form", subject_kind=SubjectKind.AREA, subject_id=LEAGUE, area_id=LEAGUE,
            since=quarter.first, until=quarter.last, due_on=day, suggested_on=day, need=1, have=0,
        )  # fmt: skip
    assert reverse("send_report", args=[todo.pk]) in words(client.get(reverse("reports")))
    told = {"submitted_on": day.isoformat(), "document_no": "巴人社报〔2026〕12号"}
    answer = client.post(reverse("send_report", args=[todo.pk]), told, follow=True)
    assert "已登记报送" in words(answer)
    assert "巴人社报〔2026〕12号" in words(answer)


def test_what_an_employer_can_be_paid_is_explained(corner: Seeded, client_of: ClientOf) -> None:
    with as_service():
        users = {user.username: user for user in User.objects.filter(username__in=("county", "leader"))}
        Adoption.objects.create(
            pack="sn_2020_26", area_id=COUNTY, valid_from=dt.date(today().year - 1, 1, 1), standing=True,
            state=AdoptionState.APPROVED, proposed_by=users["county"], decided_by=users["leader"],
        )  # fmt: skip
        Resolution.objects.all().delete()
        EmploymentSpell.objects.create(
            person_id=corner.people["王秀兰"], area_id=HEHAO, employer_id=corner.employer, kind="contract",
            started_on=today(), employer_name="砖厂",
        )  # fmt: skip
    page = words(client_of("county").get(reverse("explain_employer", args=[corner.employer])))
    for told in ("对单位本身", "企业一次性吸纳就业补贴", "王秀兰"):
        assert told in page, told
