"""`leye explain`: for a user within his scope and on the log; for the operator of the machine everywhere."""

import datetime as dt
from pathlib import Path

import pytest

from leye.accounts.actions.base import ActionError
from leye.accounts.models import AccessLog
from leye.accounts.scope import as_service
from leye.ops.explaining import explain_person
from leye.standards.identity import make_identity
from leye.vault.keys import key_file
from tests.worklist.people import unemployed

NUMBER = make_identity("150822", dt.date(1990, 3, 4), 2)

pytestmark = pytest.mark.django_db


def test_a_user_is_logged_and_the_operator_sees_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEYE_KEY_FILE", str(key_file()))
    monkeypatch.setenv("LEYE_STATE", str(tmp_path))
    with as_service():
        person = unemployed(NUMBER, 150822101201, using="default").pk
    assert explain_person(str(person), "county").as_dict()["person_id"] == person
    with as_service():
        assert AccessLog.objects.filter(person_id=person).count() == 1
    assert explain_person(NUMBER, "").as_dict()["person_id"] == person
    log = tmp_path / "operator-looks.log"
    assert log.read_text().endswith(f" explain person {person}\n")
    assert log.stat().st_mode & 0o077 == 0
    with as_service():
        assert AccessLog.objects.filter(person_id=person).count() == 1
    for wanted, user in ((str(person), "banner"), ("999999999", ""), (str(person), "nobody")):
        with pytest.raises(ActionError):
            explain_person(wanted, user)
