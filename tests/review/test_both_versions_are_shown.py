"""The second of two clerks sees every field that the first changed, the place too, and nothing is overwritten."""

import pytest

from leye.accounts.scope import acting
from leye.ledger.actions.employers import SaveEmployer
from leye.ledger.actions.households import SetHousehold
from leye.ledger.errors import ChangedMeanwhile
from tests.ledger.people import BALENG, HEHAO, actor, scope

pytestmark = pytest.mark.django_db


def test_the_place_of_an_employer_that_somebody_moved_meanwhile_is_shown() -> None:
    with acting(scope("county")):
        by = actor("county")
        made = SaveEmployer(by, area_no=HEHAO, name="磴口县甲厂").run()
        SaveEmployer(by, area_no=BALENG, name="磴口县甲厂", employer_id=made.pk, version=made.version).run()
        with pytest.raises(ChangedMeanwhile) as caught:
            SaveEmployer(
                by,
                area_no=HEHAO,
                name="磴口县甲厂",
                phone="13800000001",
                employer_id=made.pk,
                version=made.version,
            ).run()
    rows = {row.name: (row.base, row.mine, row.theirs) for row in caught.value.rows}
    assert rows["area_no"] == ("河壕村", "河壕村", "坝楞村")


def test_the_place_of_a_household_that_somebody_moved_meanwhile_is_shown() -> None:
    with acting(scope("county")):
        by = actor("county")
        made = SetHousehold(by, area_no=HEHAO).run()
        SetHousehold(by, area_no=BALENG, household_id=made.pk, version=made.version).run()
        with pytest.raises(ChangedMeanwhile) as caught:
            SetHousehold(by, area_no=HEHAO, number="7", household_id=made.pk, version=made.version).run()
    rows = {row.name: (row.base, row.mine, row.theirs) for row in caught.value.rows}
    assert rows["area_no"] == ("河壕村", "河壕村", "坝楞村")
