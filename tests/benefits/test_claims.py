"""Claims decided elsewhere: entered with their document, paid, recovered."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.scope import as_service
from leye.adoption.registry import packs
from leye.benefits.actions.claims import MarkPaid, MarkRecovered, RecordClaim
from leye.benefits.models import Claim
from leye.benefits.reading import claims_of
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Person
from leye.policy import Benefit
from leye.standards.calendar import today
from tests.ledger.people import WOYANGTAI, actor, history, register, scope

AsUser = Callable[[str], Actor]
DAY = dt.date(2025, 3, 1)
PACK = "nm_2022_28"


def benefit_of_a_person() -> str:
    rules = packs()[PACK].rules.values()
    return next(r.name for r in rules if isinstance(r, Benefit) and r.subject.kind == "person")


def claim_for(by: Actor, person: Person, **more: object) -> Claim:
    values: dict[str, object] = {
        "pack": PACK, "rule": benefit_of_a_person(), "subject_id": person.pk, "amount_fen": 150_000, "decided_on": DAY,
        "document_no": "磴人社发〔2025〕3号", **more,
    }  # fmt: skip
    return RecordClaim(by, **values).run()  # type: ignore[arg-type]  # spelt out by callers


def test_a_claim_is_approved_paid_and_recovered(as_user: AsUser) -> None:
    county = as_user("county")
    person = register(county, 1)
    claim = claim_for(county, person, fund="就业补助资金")
    assert (claim.state, claim.subject_kind, claim.person_id, claim.payee_id) == (
        "approved",
        "person",
        person.pk,
        person.pk,
    )
    assert list(Claim.objects.standing()) == [claim]
    with pytest.raises(ActionError, match="已登记过"):
        claim_for(county, person)
    with pytest.raises(Invalid, match="不能早于"):
        MarkPaid(county, claim_id=claim.pk, paid_on=DAY - dt.timedelta(days=1)).run()
    assert MarkPaid(county, claim_id=claim.pk, paid_on=DAY).run().state == "paid"
    with pytest.raises(ActionError, match="已于2025-03-01发放"):
        MarkPaid(county, claim_id=claim.pk, paid_on=DAY).run()
    with pytest.raises(Invalid, match="追回原因"):
        MarkRecovered(county, claim_id=claim.pk, recovered_on=DAY, reason="").run()
    back = MarkRecovered(county, claim_id=claim.pk, recovered_on=DAY, reason="重复享受，已退回").run()
    assert (back.state, back.recovered_on) == ("recovered", DAY)
    with pytest.raises(ActionError, match="已追回"):
        MarkPaid(county, claim_id=claim.pk, paid_on=DAY).run()
    assert list(Claim.objects.standing()) == []
    assert [event.state for event in history(claim)] == ["approved", "paid", "recovered"]
    lines = claims_of(scope("village"), person.pk)
    assert [(line.claim.pk, line.title) for line in lines] == [
        (claim.pk, packs()[PACK].rules[claim.rule].title)
    ]


def test_what_is_wrong_with_a_claim_is_said_at_once(as_user: AsUser) -> None:
    county = as_user("county")
    person = register(county, 1)
    tomorrow = today() + dt.timedelta(days=1)
    with pytest.raises(Invalid) as caught:
        claim_for(county, person, document_no=" ", decided_on=tomorrow, amount_fen=-1, refused=True)
    assert set(caught.value.problems) == {"document_no", "decided_on", "amount_fen", "reason"}
    duty = packs()[PACK].duties[0].name
    for pack, rule in (("no_such_pack", "x"), (PACK, "no_such_rule"), (PACK, duty)):
        with pytest.raises(ActionError, match="没有这项待遇"):
            claim_for(county, person, pack=pack, rule=rule)
    refused = claim_for(county, person, refused=True, reason="不在群体之内")
    assert (refused.state, list(Claim.objects.standing())) == ("refused", [])


def test_claims_keep_to_the_scope_and_to_the_county_officer(as_user: AsUser) -> None:
    with as_service():
        elsewhere = register(actor("banner"), 2, area=WOYANGTAI)
    county = as_user("county")
    with pytest.raises(Absent):
        claim_for(county, elsewhere)
    with pytest.raises(NotAllowed):
        claim_for(actor("town"), elsewhere)


def test_a_claim_follows_its_person(as_user: AsUser) -> None:
    county = as_user("county")
    claim = claim_for(county, register(county, 1), paid_on=DAY)
    assert claim.state == "paid"
    with as_service():
        Person.objects.filter(pk=claim.person_id).update(area_id=WOYANGTAI)
        assert Claim.objects.get().area_id == WOYANGTAI
