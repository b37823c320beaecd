"""Figures of other areas, sums of other people, decisions on outdated pages, and what runs leave on the disk."""

import datetime as dt
import stat
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from django import forms
from django.db import IntegrityError, transaction
from django.template import RequestContext, Template
from django.test import Client, RequestFactory

from leye.accounts.actions.base import ActionError
from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.adoption.actions import overriding
from leye.adoption.actions.adopting import DecideAdoption, ProposeAdoption
from leye.adoption.actions.overriding import DecideValues, EndOverride, ProposeValues
from leye.adoption.models import Adoption, Campaign, ParameterOverride
from leye.adoption.nights import nights_home
from leye.adoption.registry import packs
from leye.adoption.resolution import InForce
from leye.areas.models import Area
from leye.benefits.actions.claims import RecordClaim
from leye.benefits.models import Claim
from leye.engine.archive import keep_sources
from leye.engine.replay import RunUnknown, find_run
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.errors import Invalid
from leye.packs.loader import load_kept_packs, load_packs
from leye.policy import Benefit, PackBroken
from leye.standards.calendar import today
from leye.web.employers import explaining
from leye.worklist import explaining as worklist_explaining
from tests.ledger.people import HEHAO, WOYANGTAI, actor, register, scope
from tests.security.helpers import signed_in
from tests.web.conftest import plain_static

__all__ = ["plain_static"]
PACK, COUNTY = "nm_2022_28", 150822000000
DAY = dt.timedelta(days=1)
SUMMARY = "全县组织走访，逐人落实服务任务，群众满意，办成了一批实事。"


@pytest.fixture
def client_of(db: None) -> Callable[[str], Client]:
    """A browser in which a user of the small world is signed in."""
    return signed_in


def test_figures_and_report_of_a_campaign_stay_with_its_area(client_of: Callable[[str], Client]) -> None:
    days = {"since": (today() - DAY).isoformat(), "until": (today() + DAY).isoformat()}
    words = {"area": COUNTY, "title": "春风行动", "basis": "磴人社发1号", **days}
    client_of("county").post("/campaigns/plan/", words)
    address = f"/campaigns/{Campaign.objects.get().pk}/"
    client_of("county").post(f"{address}close/", {"summary": SUMMARY, "cases": "王师傅上岗"})
    for user in ("village", "town"):
        page = client_of(user).get(address)
        assert page.status_code == 200
        assert "figures" not in page.context
        assert "report/" not in page.text
        assert client_of(user).get(f"{address}report/").status_code == 404
    for user in ("county", "city"):
        assert "figures" in client_of(user).get(address).context
        assert client_of(user).get(f"{address}report/").status_code == 200


def test_the_sum_for_an_employer_is_of_the_people_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    titles = {"title": "补贴", "document": "", "clause": "", "clause_url": "", "status": "yes"}
    monkeypatch.setattr(explaining, "show_rule", lambda rule: dict(titles))
    rules = [SimpleNamespace(person_id=n, status="yes", amount_fen=n * 100) for n in (1, 2, 4)]
    shown = explaining._benefit(rules, {1: "甲", 4: "丁"})  # type: ignore[arg-type]  # what of a rule is read
    assert (shown.given, shown.total) == (2, explaining.yuan(500))


@pytest.mark.django_db
def test_opening_the_form_of_a_declaration_is_a_look_at_each_member(
    client_of: Callable[[str], Client],
) -> None:
    with acting(scope("county")):
        person = register(actor("county"), 1)
        home = SetHousehold(actor("county"), area_no=HEHAO).run()
        MoveMember(actor("county"), person_id=person.pk, household_id=home.pk).run()
    assert person.name in client_of("village").get(f"/households/{home.pk}/declare/").text
    with as_service():
        assert AccessLog.objects.filter(person_id=person.pk, user__username="village").count() == 1


def _claim(person_id: int, payee_id: int) -> Claim:
    rules = packs()[PACK].rules.values()
    rule = next(r.name for r in rules if isinstance(r, Benefit) and r.subject.kind == "person")
    return RecordClaim(
        actor("county"), pack=PACK, rule=rule, subject_id=person_id, amount_fen=1, decided_on=today(),
        document_no="1号", payee_id=payee_id,
    ).run()  # fmt: skip


@pytest.mark.django_db
def test_nobody_out_of_sight_is_paid() -> None:
    with acting(scope("banner")):
        elsewhere = register(actor("banner"), 2, area=WOYANGTAI)
    with acting(scope("county")):
        person = register(actor("county"), 1)
        with pytest.raises(Invalid) as caught:
            _claim(person.pk, elsewhere.pk)
        assert set(caught.value.problems) == {"payee_id"}
        assert _claim(person.pk, person.pk).payee_id == person.pk


def _values(value: int) -> list[ParameterOverride]:
    return ProposeValues(
        actor("county"), pack=PACK, values={"job_recommendations": value}, area=Area.objects.get(no=COUNTY),
        valid_from=today(), valid_to=None, basis="测试",
    ).run()  # fmt: skip


@pytest.fixture
def adopted(db: None) -> None:
    """The county follows the document."""
    made = ProposeAdoption(
        actor("county"), pack=PACK, area=Area.objects.get(no=COUNTY), valid_from=today(), valid_to=None, standing=True,
        basis="测试",
    ).run()  # fmt: skip
    DecideAdoption(actor("leader"), made, approve=True).run()


@pytest.mark.usefixtures("adopted")
def test_no_adoption_is_approved_by_nobody() -> None:
    with pytest.raises(IntegrityError, match="adoption_decided_by_somebody"), transaction.atomic():
        Adoption.objects.update(decided_by=None)


def test_no_number_however_long_breaks_a_decision(client_of: Callable[[str], Client]) -> None:
    for key in ("9" * 5000, "9" * 30, "0", "x"):
        answer = client_of("leader").post("/policy/overrides/decide/", {"override": key, "approve": "yes"})
        assert answer.status_code == 404


@pytest.mark.usefixtures("adopted")
def test_a_local_value_that_gave_way_meanwhile_is_not_brought_back() -> None:
    (held,) = DecideValues(actor("leader"), _values(4), approve=True).run()
    outdated = ParameterOverride.objects.get(pk=held.pk)
    DecideValues(actor("leader"), _values(5), approve=True).run()
    with pytest.raises(ActionError):
        EndOverride(actor("leader"), outdated, on=today()).run()
    held.refresh_from_db()
    assert held.state == "ended"


@pytest.mark.usefixtures("adopted")
def test_what_is_in_force_is_looked_at_under_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    proposed, now = _values(4), InForce.now
    steps: list[str] = []

    def looked() -> InForce:
        steps.append("look")
        return now()

    monkeypatch.setattr(overriding, "hold_still", lambda: steps.append("lock"))
    monkeypatch.setattr(InForce, "now", staticmethod(looked))
    DecideValues(actor("leader"), proposed, approve=True).run()
    assert steps[:2] == ["lock", "look"]


@pytest.mark.parametrize(
    "fault", [duckdb.IOException("/somewhere"), PackBroken("x", "y"), FileNotFoundError("/somewhere")]
)
def test_a_damaged_run_is_told_without_its_place(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def damaged(_folder: Path, _person_id: int) -> None:
        raise fault

    monkeypatch.setattr(worklist_explaining, "find_run", lambda _home, _name: Path("run-abc"))
    monkeypatch.setattr(worklist_explaining, "explain_then", damaged)
    with pytest.raises(worklist_explaining.RunGone, match="读不出来") as told:
        worklist_explaining.explanation_then(1, "abc")
    assert "somewhere" not in str(told.value)


def test_what_a_field_helps_with_is_text(rf: RequestFactory) -> None:
    class Unit(forms.Form):
        value = forms.CharField(label="值", help_text="<i>元</i>")

    shown = Template("{% load ui %}{% field form.value %}").render(
        RequestContext(rf.get("/"), {"form": Unit()})
    )
    assert "&lt;i&gt;元" in shown


def test_no_name_is_no_run(tmp_path: Path) -> None:
    (tmp_path / "run-abc").mkdir()
    for name in ("", "run-", "../run-abc", "abc/.."):
        with pytest.raises(RunUnknown):
            find_run(tmp_path, name)
    assert find_run(tmp_path, "a").name == "run-abc"


def test_kept_packs_are_read_by_several_threads_at_once(tmp_path: Path) -> None:
    import leye.packs

    now, path = load_packs(), list(leye.packs.__path__)
    homes = [tmp_path / "one", tmp_path / "two"]
    for home in homes:
        keep_sources({PACK: now[PACK]}, home)
    ready = threading.Barrier(4)

    def read(n: int) -> str:
        ready.wait(20)
        return str(load_kept_packs(homes[n % 2] / "packs")[PACK].folder)

    with ThreadPoolExecutor(4) as pool:
        folders = list(pool.map(read, range(4)))
    assert folders == [str(homes[n % 2] / "packs" / PACK) for n in range(4)]
    assert list(leye.packs.__path__) == path
    assert load_packs()[PACK].folder == now[PACK].folder


@pytest.mark.django_db
def test_others_on_the_machine_cannot_read_the_nights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEYE_STATE", str(tmp_path))
    home = nights_home().parent
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    home.chmod(0o755)
    nights_home()
    assert stat.S_IMODE(home.stat().st_mode) == 0o750
