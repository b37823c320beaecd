"""How work came about: kinds of employers, who placed the person, contract, insurance, how far away."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import Actor
from leye.ledger.actions.employers import SaveEmployer
from leye.ledger.actions.spells import StartSpell
from leye.ledger.errors import ChangedMeanwhile, Invalid
from tests.ledger.people import HEHAO, register

AsUser = Callable[[str], Actor]
DAY = dt.date(2025, 3, 1)


def test_an_employer_has_kind_size_and_park(as_user: AsUser) -> None:
    village = as_user("village")
    firm = SaveEmployer(
        village, area_no=HEHAO, name="禾丰合作社", kind="cooperative", size="micro", in_park=True
    ).run()
    assert (firm.kind, firm.size, firm.in_park) == ("cooperative", "micro", True)
    with pytest.raises(Invalid) as caught:
        SaveEmployer(village, area_no=HEHAO, name="甲", kind="castle", size="huge").run()
    assert set(caught.value.problems) == {"kind", "size"}
    SaveEmployer(
        village, employer_id=firm.pk, version=1, area_no=HEHAO, name="禾丰合作社", kind="enterprise"
    ).run()
    with pytest.raises(ChangedMeanwhile) as conflict:
        SaveEmployer(
            village, employer_id=firm.pk, version=1, area_no=HEHAO, name="禾丰合作社", kind="soe"
        ).run()
    shown = {row.name: (row.base, row.mine, row.theirs) for row in conflict.value.rows}
    assert shown["kind"] == ("农民专业合作社", "国有企业", "企业")
    assert shown["in_park"] == ("是", "否", "否")


def test_a_spell_says_who_placed_the_person_and_how_far_away(as_user: AsUser) -> None:
    village = as_user("village")
    agency = SaveEmployer(village, area_no=HEHAO, name="惠民人力资源公司", kind="agency").run()
    person = register(village, 1)
    spell = StartSpell(
        village, person_id=person.pk, started_on=DAY, kind="contract", channel="export", introduced_by_id=agency.pk,
        contract_months=12, insured_on=dt.date(2025, 4, 1), reach="outside", is_on_job_training=True,
    ).run().spell  # fmt: skip
    spell.refresh_from_db()
    assert (spell.introduced_by_id, spell.contract_months, spell.reach) == (agency.pk, 12, "outside")
    with pytest.raises(Invalid) as caught:
        StartSpell(
            village, person_id=person.pk, started_on=DAY, kind="contract", employer_name="乙", introduced_by_id=0,
            contract_months=0, reach="moon", insured_on=dt.date(1980, 1, 1),
        ).run()  # fmt: skip
    assert set(caught.value.problems) == {"introduced_by_id", "contract_months", "reach", "insured_on"}
