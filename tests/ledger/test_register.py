"""Opening a file: what is checked, what is kept, and what is never told."""

from collections.abc import Callable

import pytest

from leye.accounts.actions.base import Actor, NotAllowed
from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.ledger.actions.register_person import RegisterPerson
from leye.ledger.actions.reveal import Reveal
from leye.ledger.errors import Absent, AlreadyHere, Invalid, MayBeElsewhere
from leye.ledger.models import Person
from tests.ledger.people import HEHAO, NANLIANGTAI, WOYANGTAI, actor, history, number, register, scope

AsUser = Callable[[str], Actor]


def test_a_registered_person_is_found_by_name_keys_and_kept_as_cipher(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 8, "单 田 芳", phone="138 0000 1111")
    person.refresh_from_db()
    assert (person.name, person.name_pinyin, person.name_initials) == ("单田芳", "shantianfang", "stf")
    assert person.phone == "13800001111"
    assert (person.sex, person.birth_date.isoformat(), person.id_tail) == ("2", "1990-05-17", number(8)[-4:])
    assert number(8).encode() not in bytes(person.id_cipher)
    assert Reveal(village, person_id=person.pk).run() == number(8)
    assert AccessLog.objects.filter(access="reveal", person_id=person.pk).count() == 1
    event = history(person).get()
    assert event.pgh_context.metadata["action"] == "RegisterPerson"
    assert event.pgh_context.metadata["source"] == "clerk"


def test_names_with_dots_and_rare_characters_are_kept(as_user: AsUser) -> None:
    town = as_user("town")
    assert register(town, 1, "苏日娜•其其格").name == "苏日娜·其其格"
    assert register(town, 2, "𠮷田").name == "𠮷田"


def test_every_wrong_field_is_named_at_once(as_user: AsUser) -> None:
    village = as_user("village")
    with pytest.raises(Invalid) as caught:
        RegisterPerson(village, area_no=HEHAO, name="王*", id_number="15082219900517001", phone="12").run()
    assert set(caught.value.problems) == {"name", "id_number", "phone"}
    assert Person.objects.count() == 0


def test_an_area_out_of_scope_is_refused(as_user: AsUser) -> None:
    village = as_user("village")
    with pytest.raises(Invalid, match="辖区"):
        RegisterPerson(village, area_no=NANLIANGTAI, name="王小梅", id_number=number(1)).run()


def test_looking_roles_do_not_register(as_user: AsUser) -> None:
    auditor = as_user("auditor")
    with pytest.raises(NotAllowed):
        RegisterPerson(auditor, area_no=HEHAO, name="王小梅", id_number=number(1)).run()


def test_a_number_held_in_scope_names_its_person(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town, 1)
    with pytest.raises(AlreadyHere, match=r"王小梅.河壕村") as caught:
        register(town, 1, "别名")
    assert caught.value.person_id == person.pk


def test_a_number_held_elsewhere_is_refused_without_telling_anything(as_user: AsUser) -> None:
    with acting(scope("banner")):
        register(actor("banner"), 1, "满都拉", WOYANGTAI)
    with acting(scope("county")):
        register(actor("county"), 2, "李秀英", NANLIANGTAI)
    village = as_user("village")
    sentences = set()
    for sequence in (1, 2):
        with pytest.raises(MayBeElsewhere, match="请提交转入申请") as caught:
            register(village, sequence, "王小梅")
        sentences.add(str(caught.value))
    (sentence,) = sentences
    for word in ("满都拉", "乌拉特", "卧羊台", "李秀英", "南粮台", "已在", "存在"):
        assert word not in sentence
    # Asking is itself a look-up, so it is logged, without the number.
    logs = AccessLog.objects.filter(access="search")
    assert [log.detail for log in logs] == [{"registering": True, "found": False}] * 2


def test_losing_the_race_for_a_number_gives_the_same_neutral_answer(
    as_user: AsUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting(scope("banner")):
        register(actor("banner"), 1, "满都拉", WOYANGTAI)
    monkeypatch.setattr("leye.ledger.actions.register_person.holders_of", lambda numbers: {})
    with pytest.raises(MayBeElsewhere):
        register(as_user("village"), 1)


def test_a_reveal_out_of_scope_is_absent(as_user: AsUser) -> None:
    with as_service():
        person = register(actor("banner"), 1, "满都拉", WOYANGTAI)
    with pytest.raises(Absent):
        Reveal(as_user("county"), person_id=person.pk).run()
    with pytest.raises(Absent):
        Reveal(actor("county"), person_id=10**9).run()
