"""Adoption by two people, local numbers by who may, simulation without names."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from leye.accounts.models import Post, User
from leye.accounts.scope import as_service
from leye.adoption import simulation as simulations
from leye.adoption.enums import AdoptionState
from leye.adoption.models import Adoption, ParameterOverride
from leye.adoption.population import Source
from leye.adoption.registry import packs
from leye.adoption.simulation import NOTHING, Pair, Proposal, Simulation
from leye.packs.loader import LoadedPacks
from leye.policy import PackBroken
from leye.standards.calendar import today
from leye.web.policy import simulating
from leye.web.policy.simulating import simulation_url

pytestmark = pytest.mark.django_db

COUNTY, BANNER = 150822000000, 150823000000
Clients = Callable[[str], Client]
PROPOSAL = {
    "area": COUNTY,
    "valid_from": "2026-01-01",
    "valid_to": "",
    "standing": "on",
    "basis": "磴人社发1号",
}


def propose(client: Client, **changes: object) -> Adoption | None:
    client.post("/policy/nm_2022_28/adopt/", {**PROPOSAL, **changes})
    return Adoption.objects.order_by("-pk").first()


def test_one_proposes_and_another_approves(client_of: Clients) -> None:
    made = propose(client_of("county"))
    assert made is not None
    assert made.state == AdoptionState.PROPOSED
    leader = client_of("leader")
    assert "批准" in leader.get(f"/policy/adoptions/{made.pk}/").text
    leader.post(f"/policy/adoptions/{made.pk}/decide/", {"approve": "yes"})
    made.refresh_from_db()
    assert (made.state, str(made.decided_by)) == (AdoptionState.APPROVED, "赵国庆")
    page = client_of("county").get(f"/policy/adoptions/{made.pk}/").text
    assert "张建华" in page
    assert "赵国庆" in page


def test_nobody_approves_his_own_proposal(client_of: Clients) -> None:
    made = propose(client_of("city"))
    assert made is not None
    page = client_of("city").get(f"/policy/adoptions/{made.pk}/").text
    assert "须由另一位负责人审批" in page
    client_of("city").post(f"/policy/adoptions/{made.pk}/decide/", {"approve": "yes"})
    made.refresh_from_db()
    assert made.state == AdoptionState.PROPOSED


@pytest.mark.parametrize("user", ["village", "town", "leader", "auditor"])
def test_only_officers_and_supervisors_propose(client_of: Clients, user: str) -> None:
    assert client_of(user).get("/policy/nm_2022_28/adopt/").status_code == 403
    assert propose(client_of(user)) is None


@pytest.mark.parametrize("user", ["village", "town", "county", "auditor"])
def test_only_leaders_and_supervisors_approve(client_of: Clients, user: str) -> None:
    made = propose(client_of("county"))
    assert made is not None
    answer = client_of(user).post(f"/policy/adoptions/{made.pk}/decide/", {"approve": "yes"})
    assert answer.status_code == 403


def test_a_document_past_its_dates_is_adopted_only_as_a_standing_rule(client_of: Clients) -> None:
    client = client_of("county")
    page = client.post("/policy/nm_2022_28/adopt/", {**PROPOSAL, "standing": ""})
    assert "作为本地常设规则" in page.text
    assert not Adoption.objects.exists()
    page = client.post("/policy/nm_2022_28/adopt/", {**PROPOSAL, "basis": ""})
    assert "请写明依据" in page.text
    assert not Adoption.objects.exists()


def test_another_countys_area_and_adoption_are_out_of_reach(client_of: Clients) -> None:
    assert propose(client_of("county"), area=BANNER) is None
    made = propose(client_of("banner"), area=BANNER)
    assert made is not None
    for user in ("county", "leader"):
        assert client_of(user).get(f"/policy/adoptions/{made.pk}/").status_code == 404
    assert (
        client_of("leader").post(f"/policy/adoptions/{made.pk}/decide/", {"approve": "yes"}).status_code
        == 404
    )


def test_an_adoption_that_overlaps_another_is_refused_when_it_is_proposed(client_of: Clients) -> None:
    assert propose(client_of("county")) is not None
    page = client_of("county").post("/policy/nm_2022_28/adopt/", {**PROPOSAL, "valid_from": "2026-05-01"})
    assert "期间重叠" in page.text
    assert "待批准" in page.text
    assert Adoption.objects.count() == 1


def test_an_adoption_of_a_broken_document_says_why_and_what_to_do(
    client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = propose(client_of("county"))
    assert made is not None
    loaded = LoadedPacks()
    loaded.broken["nm_2022_28"] = PackBroken("nm_2022_28", "缺少 rules.py。")
    for place in ("leye.adoption.registry", "leye.adoption.actions.adopting", "leye.web.policy.adopting"):
        monkeypatch.setattr(f"{place}.packs", lambda: loaded)
    leader = client_of("leader")
    page = leader.get(f"/policy/adoptions/{made.pk}/")
    assert page.status_code == 200
    assert "缺少 rules.py" in page.text
    assert "转给系统管理员" in page.text
    leader.post(f"/policy/adoptions/{made.pk}/decide/", {"approve": "yes"})
    made.refresh_from_db()
    assert made.state == AdoptionState.PROPOSED
    leader.post(f"/policy/adoptions/{made.pk}/decide/", {"approve": "no"})
    made.refresh_from_db()
    assert made.state == AdoptionState.REJECTED


def test_the_leader_ends_an_adoption_with_a_reason(client_of: Clients) -> None:
    made = propose(client_of("county"))
    assert made is not None
    leader = client_of("leader")
    leader.post(f"/policy/adoptions/{made.pk}/decide/", {"approve": "yes"})
    yesterday = today() - dt.timedelta(days=1)
    leader.post(f"/policy/adoptions/{made.pk}/end/", {"on": yesterday.isoformat(), "reason": ""})
    made.refresh_from_db()
    assert made.state == AdoptionState.APPROVED
    leader.post(f"/policy/adoptions/{made.pk}/end/", {"on": yesterday.isoformat(), "reason": "新文件施行"})
    made.refresh_from_db()
    assert (made.state, made.valid_to) == (AdoptionState.ENDED, yesterday)


NUMBER = "/policy/nm_2022_28/parameters/job_recommendations/"


def propose_number(client: Client, value: str = "5", **changes: object) -> ParameterOverride | None:
    sent = {
        "area": COUNTY,
        "p_job_recommendations": value,
        "valid_from": "2026-01-01",
        "basis": "磴人社发2号",
    }
    client.post(NUMBER, {**sent, **changes})
    return ParameterOverride.objects.order_by("-pk").first()


def decide_number(client: Client, made: ParameterOverride, answer: str = "yes") -> Any:
    return client.post("/policy/overrides/decide/", {"override": made.pk, "approve": answer})


def test_a_local_number_is_proposed_approved_shown_and_ended(client_of: Clients) -> None:
    made = propose_number(client_of("county"))
    assert made is not None
    assert made.state == AdoptionState.PROPOSED
    page = client_of("village").get(NUMBER)
    assert page.context["number"].value == 3
    assert "待批准" in page.text
    leader = client_of("leader")
    decide_number(leader, made)
    made.refresh_from_db()
    assert (made.state, str(made.decided_by)) == (AdoptionState.APPROVED, "赵国庆")
    page = client_of("village").get(NUMBER)
    assert page.context["number"].value == 5
    assert "磴人社发2号" in page.text
    assert (
        client_of("county").post(f"/policy/overrides/{made.pk}/end/", {"on": "2026-06-30"}).status_code == 403
    )
    leader.post(f"/policy/overrides/{made.pk}/end/", {"on": "2026-06-30"})
    made.refresh_from_db()
    assert made.valid_to == dt.date(2026, 6, 30)


def test_what_held_on_a_day_is_looked_up(client_of: Clients) -> None:
    made = propose_number(client_of("county"), valid_from="2026-03-01")
    assert made is not None
    decide_number(client_of("leader"), made)
    for day, value in (("2026-02-28", 3), ("2026-03-01", 5), ("not a day", 5)):
        page = client_of("village").get(NUMBER, {"on": day})
        assert page.context["number"].value == value, day
    page = client_of("town").get("/policy/nm_2022_28/parameters/", {"on": "2026-02-28"})
    assert "不是今天的" in page.text
    assert client_of("banner").get(NUMBER).context["number"].value == 3


def test_nobody_approves_his_own_number(client_of: Clients) -> None:
    made = propose_number(client_of("city"))
    assert made is not None
    assert "须由另一位负责人审批" in client_of("city").get(NUMBER).text
    decide_number(client_of("city"), made)
    made.refresh_from_db()
    assert made.state == AdoptionState.PROPOSED


def test_a_rejected_number_never_holds(client_of: Clients) -> None:
    made = propose_number(client_of("county"))
    assert made is not None
    decide_number(client_of("leader"), made, "no")
    page = client_of("village").get(NUMBER)
    assert page.context["number"].value == 3
    assert "未批准" in page.text


def test_a_later_number_ends_the_earlier_and_both_stay_as_history(client_of: Clients) -> None:
    first = propose_number(client_of("county"), valid_from="2026-01-01")
    assert first is not None
    decide_number(client_of("leader"), first)
    second = propose_number(client_of("county"), "4", valid_from="2026-05-01")
    assert second is not None
    decide_number(client_of("leader"), second)
    third = propose_number(client_of("county"), "6", valid_from="2026-05-01")
    assert third is not None
    decide_number(client_of("leader"), third)
    states = {o.value: (o.state, o.valid_to) for o in ParameterOverride.objects.all()}
    assert states == {5: ("approved", dt.date(2026, 4, 30)), 4: ("ended", None), 6: ("approved", None)}
    assert client_of("county").get(NUMBER).context["number"].value == 6


def test_two_proposals_of_one_number_do_not_wait_beside_each_other(client_of: Clients) -> None:
    propose_number(client_of("county"))
    propose_number(client_of("county"), "6")
    assert [o.value for o in ParameterOverride.objects.all()] == [5]


@pytest.mark.parametrize("user", ["village", "town", "leader", "auditor"])
def test_only_who_may_propose_proposes_a_number(client_of: Clients, user: str) -> None:
    assert propose_number(client_of(user)) is None


@pytest.mark.parametrize("user", ["village", "town", "county", "auditor"])
def test_only_who_may_approve_approves_a_number(client_of: Clients, user: str) -> None:
    made = propose_number(client_of("county"))
    assert made is not None
    assert decide_number(client_of(user), made).status_code == 403


def test_another_countys_number_is_out_of_reach(client_of: Clients) -> None:
    assert propose_number(client_of("county"), area=BANNER) is None
    made = propose_number(client_of("banner"), area=BANNER)
    assert made is not None
    assert decide_number(client_of("leader"), made).status_code == 404


def test_a_switch_takes_only_its_choices(client_of: Clients) -> None:
    url = "/policy/nm_2022_28/parameters/distinct_items/"
    sent = {"area": COUNTY, "p_distinct_items": "7", "valid_from": "2026-01-01", "basis": "x"}
    client_of("county").post(url, sent)
    assert not ParameterOverride.objects.exists()


def _made_up(proposal: Proposal) -> Simulation:
    then = {**NOTHING, "people": 12, "open": 30, "entitled": 2, "fen": 123450, "in_kind": 1}
    area = Pair("150822101000", "补隆淖尔镇", NOTHING, then)
    rule = Pair("nm_2022_28.survey", "摸排", NOTHING, then)
    group = Pair("disabled", "disabled", NOTHING, then)
    return Simulation(today(), "按此刻的台账计算", 0.1, area, (rule,), (area,), (group,))


def test_a_simulation_answers_with_numbers(client_of: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulating, "simulate", _made_up)
    url = simulation_url(Proposal("nm_2022_28", COUNTY, today(), None, True))
    page = client_of("leader").get(url, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert "+30" in page.text
    assert "1,234.50" in page.text
    assert "残疾人" in page.text
    assert "<html" not in page.text
    assert "<html" in client_of("leader").get(url).text
    assert client_of("village").get(url).status_code == 403


def test_a_simulation_of_too_great_a_number_is_refused_in_words(client_of: Clients) -> None:
    def ask(value: int) -> Any:
        proposal = Proposal("nm_2022_28", COUNTY, today(), adopt=False, values={"welfare_post_term": value})
        return client_of("leader").get(simulation_url(proposal))

    for value in (10_001, 3_000_000_000, 10**30):
        refused = ask(value)
        assert refused.status_code == 400
        assert "最多10000" in refused.content.decode()


def test_the_page_of_a_simulation_offers_every_number(client_of: Clients) -> None:
    proposal = Proposal("nm_2022_28", COUNTY, today(), adopt=False, values={"job_recommendations": 2})
    page = client_of("leader").get(simulation_url(proposal))
    assert page.context["proposal"] == proposal
    assert [words for _p, *words in page.context["changes"]] == [["3个", "2个"]]
    assert len(page.context["lines"]) == len(packs()["nm_2022_28"].parameters)
    start = client_of("leader").get("/policy/nm_2022_28/simulate/")
    assert start.status_code == 302
    assert "adopt=on" in start["Location"]


def test_a_simulation_of_another_county_is_absent(client_of: Clients) -> None:
    url = simulation_url(Proposal("nm_2022_28", BANNER, today(), None, True))
    assert client_of("leader").get(url).status_code == 404
    assert client_of("leader").get("/policy/simulation/").status_code == 400


def test_a_big_area_is_simulated_in_the_background(
    client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulating, "AT_ONCE", 0)
    monkeypatch.setattr("leye.adoption.tasks.simulate", lambda proposal, tell: _made_up(proposal))
    proposal = Proposal("nm_2022_28", COUNTY, today(), None, True)
    client = client_of("leader")
    page = client.get(simulation_url(proposal), headers={"HX-Request": "true"})
    assert "progressbar" in page.text
    from leye.adoption.tasks import run_simulation

    run_simulation(proposal=proposal.as_dict())
    assert "+30" in client.get(simulation_url(proposal), headers={"HX-Request": "true"}).text


def test_a_contradiction_is_told_in_words(client_of: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    made = propose(client_of("county"))
    assert made is not None
    client_of("leader").post(f"/policy/adoptions/{made.pk}/decide/", {"approve": "yes"})
    monkeypatch.setattr(simulations, "population", lambda area, folder: Source(folder, ""))
    url = simulation_url(Proposal("nm_2022_28", COUNTY, today(), None, True))
    page = client_of("leader").get(url, headers={"HX-Request": "true"})
    assert "同一地区同一时间有两条：磴口县" in page.text
    assert str(COUNTY) not in page.text


def test_a_supervisor_of_a_city_approves_what_its_county_proposed(client_of: Clients) -> None:
    made = propose(client_of("county"))
    assert made is not None
    client_of("city").post(f"/policy/adoptions/{made.pk}/decide/", {"approve": "no"})
    made.refresh_from_db()
    assert made.state == AdoptionState.REJECTED
    with as_service():
        assert Post.objects.filter(user=User.objects.get(username="city")).count() == 1


def test_what_does_not_go_together_is_told_before_the_approval(client_of: Clients) -> None:
    first = propose(client_of("county"))
    assert first is not None
    client_of("leader").post(f"/policy/adoptions/{first.pk}/decide/", {"approve": "yes"})
    client_of("county").post("/policy/sn_2020_26/adopt/", PROPOSAL)
    second = Adoption.objects.get(pack="sn_2020_26")
    page = client_of("leader").get(f"/policy/adoptions/{second.pk}/")
    lines = page.context["conflicts"]
    assert all("内人社发〔2022〕28号" in line["words"] for line in lines)
    if lines:
        assert lines[0]["words"] in page.text


def test_a_document_that_takes_anothers_place_is_told_on_both_pages(
    client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = packs()["nm_2022_28"], packs()["sn_2020_26"]
    later = dataclasses.replace(new, info=dataclasses.replace(new.info, supersedes=(old.info.number,)))
    monkeypatch.setitem(packs(), new.id, later)
    assert "已被替代" in client_of("county").get(f"/policy/{old.id}/").text
    page = client_of("county").get(f"/policy/{new.id}/")
    assert [line.number for line in page.context["relations"]] == [old.info.number]
    first = propose(client_of("county"))
    assert first is not None
    client_of("leader").post(f"/policy/adoptions/{first.pk}/decide/", {"approve": "yes"})
    client_of("county").post(f"/policy/{new.id}/adopt/", PROPOSAL)
    page = client_of("leader").get(f"/policy/adoptions/{Adoption.objects.get(pack=new.id).pk}/")
    assert any(line["word"] == "已被替代" for line in page.context["conflicts"])
