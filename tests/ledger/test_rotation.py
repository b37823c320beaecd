"""New keys for identity numbers: people are found all the time, and a rotation may be killed anywhere."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from leye.accounts.scope import acting, as_service
from leye.casework.actions.transfers import AskTransfer
from leye.casework.models import TransferRequest
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.errors import AlreadyHere
from leye.ledger.identities import holders_of, keys_are_settled
from leye.ledger.models import Person
from leye.ledger.rotation import numbered_models, reencrypt_people, rows_under_old_keys
from leye.vault.crypto import decrypt, forget_keys, ring
from leye.vault.keys import key_file, load_keys, save_keys
from tests.ledger.people import HEHAO, actor, history, number, register, scope

PEOPLE = 25


@pytest.fixture
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A key file of the test's own, so that no other test's numbers become unreadable."""
    monkeypatch.setenv("LEYE_KEY_FILE", str(tmp_path / "keys.json"))
    forget_keys()
    yield
    forget_keys()


@pytest.fixture
def people(own_keys: None, own_database: str) -> None:
    """Committed people, one of them with a corrected number, and a request for a transfer."""
    with acting(scope("town")):
        town = actor("town")
        for sequence in range(1, PEOPLE + 1):
            person = register(town, sequence, "王小梅")
        UpdatePerson(town, person_id=person.pk, version=1, changes={"id_number": number(900)}).run()
        AskTransfer(town, id_number=number(800), name="满都拉", reason="随子女居住", area_no=HEHAO).run()


def everybody_is_found_and_readable() -> None:
    numbers = [number(sequence) for sequence in range(1, PEOPLE)] + [number(900)]
    with as_service():
        assert sorted(holders_of(numbers)) == sorted(numbers)
        assert sorted(decrypt(bytes(person.id_cipher)) for person in Person.objects.all()) == sorted(numbers)
        assert [decrypt(bytes(request.id_cipher)) for request in TransferRequest.objects.all()] == [
            number(800)
        ]
        old = Person.objects.get(id_tail=number(900)[-4:], birth_date=dt.date(1990, 5, 17), version=2)
        events = history(old)
        assert [decrypt(event.id_cipher) for event in events] == [number(PEOPLE), number(900)]


def test_every_table_with_numbers_is_rotated(db: None) -> None:
    labels = {model._meta.label for model in numbered_models()}
    assert labels == {
        "ledger.Person",
        "ledger.PersonEvent",
        "cases.HandoverItem",
        "cases.HandoverItemEvent",
        "cases.HandoverRefusal",
        "casework.TransferRequest",
        "casework.TransferRequestEvent",
        "fairs.Visit",
        "fairs.VisitEvent",
        "selfservice.HelpRequest",
        "selfservice.HelpRequestEvent",
    }


def test_a_rotation_cut_off_half_way_is_finished_by_the_next(people: None) -> None:
    before = ring()
    save_keys(before.rotated())
    new = ring()
    assert new.current == before.current + 1
    assert not keys_are_settled()
    everybody_is_found_and_readable()

    class KilledError(Exception):
        """Stands for the kill."""

    def stop(_name: str, done: int) -> None:
        if done >= 14:
            raise KilledError

    with pytest.raises(KilledError):
        reencrypt_people(new, batch=7, progress=stop)
    with as_service():
        generations = {bytes(index)[0] for index in Person.objects.values_list("id_index", flat=True)}
    assert generations == {before.current, new.current}
    everybody_is_found_and_readable()
    with acting(scope("town")), pytest.raises(AlreadyHere):
        register(actor("town"), 20, "王小梅")
    with as_service():
        events = history(Person.objects.first()).count()
    reencrypt_people(new, batch=7)
    assert rows_under_old_keys(new) == 0
    save_keys(new.only_current())
    assert keys_are_settled()
    everybody_is_found_and_readable()
    with as_service():
        assert history(Person.objects.first()).count() == events


def test_the_command_rotates_and_can_be_killed(people: None) -> None:
    first = load_keys().current
    command = [
        sys.executable,
        "-c",
        "from leye.ops.cli import main; main()",
        "keys",
        "rotate",
        "--batch",
        "1",
    ]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ.copy())
    assert running.stdout is not None
    for line in running.stdout:
        if "已改写3条" in line:
            running.kill()
            break
    running.wait(timeout=30)
    running.stdout.close()
    assert len(load_keys().sm4) == 2
    everybody_is_found_and_readable()
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ.copy(), timeout=60, check=True
    )
    assert "接着做上次没有做完的轮换" in done.stdout
    assert "轮换完成" in done.stdout
    held = load_keys()
    assert (held.current, list(held.sm4)) == (first + 1, [first + 1])
    assert key_file().stat().st_mode & 0o077 == 0
    everybody_is_found_and_readable()


def test_keys_from_the_environment_are_not_rotated(own_keys: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from leye.ops.cli import app

    text = key_file().read_text() if key_file().exists() else ""
    load_keys()
    monkeypatch.setenv("LEYE_KEYS", text or key_file().read_text())
    result = CliRunner().invoke(app, ["keys", "rotate"])
    assert result.exit_code == 1
    assert "LEYE_KEYS" in result.output
