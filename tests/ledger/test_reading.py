"""What pages read: a file with sources, search, masks; few queries, and nothing out of scope."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Source
from leye.accounts.scope import acting, as_service, set_scope
from leye.areas.paths import forget_paths
from leye.casework.actions.transfers import AskTransfer, DecideTransfer
from leye.casework.models import TransferCase
from leye.ledger.actions.employers import SaveEmployer
from leye.ledger.actions.helpers import SetHelper
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.memberships import AddMembership
from leye.ledger.actions.merges import MergePeople
from leye.ledger.actions.registrations import RegisterUnemployment
from leye.ledger.actions.spells import StartSpell
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.actions.wishes import AddSkill, StateIntention, StateNeed
from leye.ledger.errors import Absent
from leye.ledger.models import Household, Person
from leye.ledger.reading import (
    household_card,
    masked_number,
    people_by_ids,
    person_file,
    search_employers,
    search_people,
    source_label,
)
from leye.ledger.search import after_prefix
from leye.standards.calendar import today
from tests.ledger.people import BALENG, HEHAO, WOYANGTAI, actor, number, post, register, scope

AsUser = Callable[[str], Actor]
DAY = dt.date(2025, 3, 1)


def full_person(by: Actor) -> Person:
    """Somebody with a little of everything."""
    person = register(by, 2, "王小梅", phone="13911112222", education="31", hukou_code="150822")
    home = SetHousehold(by, area_no=HEHAO, number="12", address="三组").run()
    father = register(by, 1, "王大山", born=dt.date(1962, 1, 1))
    MoveMember(by, person_id=father.pk, household_id=home.pk, relation="head").run()
    MoveMember(by, person_id=person.pk, household_id=home.pk, relation="child").run()
    AddMembership(by, person_id=person.pk, group_code="formerly_poor", valid_from=DAY).run()
    StartSpell(
        by,
        person_id=person.pk,
        started_on=DAY,
        kind="contract",
        channel="nearby",
        employer_name="砖厂",
        wage_fen=350050,
    ).run()
    RegisterUnemployment(
        by, person_id=person.pk, place_kind="residence", registered_on=DAY, place_area_no=HEHAO
    ).run()
    StateIntention(by, person_id=person.pk, stated_on=DAY, wants_work="no").run()
    StateIntention(
        by,
        person_id=person.pk,
        stated_on=dt.date(2025, 5, 1),
        wants_work="yes",
        occupation="保洁",
        wage_min_fen=300000,
    ).run()
    AddSkill(by, person_id=person.pk, name="电焊", level="初级", stated_on=DAY).run()
    StateNeed(by, person_id=person.pk, subject="育婴", stated_on=DAY).run()
    return person


def test_each_fact_shows_the_source_of_its_last_change(as_user: AsUser) -> None:
    town = as_user("town")
    surveyor = replace(town, source=Source.SURVEY)
    person = register(surveyor, 2, "王小梅", education="31", phone="13911112222")
    UpdatePerson(
        replace(actor("county"), source=Source.COUNTER),
        person_id=person.pk,
        version=1,
        changes={"phone": "13911113333", "education": "31"},
    ).run()
    facts = {fact.name: fact for fact in person_file(scope("town"), person.pk).facts}
    assert (facts["phone"].value, facts["phone"].source, facts["phone"].by) == (
        "13911113333",
        "现场求助点",
        "张建华",
    )
    assert (facts["education"].source, facts["education"].by, facts["education"].on) == (
        "摸底排查",
        "李志强",
        today(),
    )
    assert (facts["note"].value, facts["note"].source) == ("", "")
    assert facts["id_number"].value == f"150822********{number(2)[-4:]}"
    assert facts["sex"].value == "女"


def test_a_file_has_everything_and_asks_few_questions(
    as_user: AsUser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    town = as_user("town")
    person = full_person(town)
    SetHelper(town, person_ids=[person.pk], user_id=post("village").user.pk).run()
    mine = scope("town")
    forget_paths()
    # Person; two of history with two statements around them; users; what there is, and rows of six kinds; places;
    # household; situations.
    with django_assert_num_queries(16):
        file = person_file(mine, person.pk)
    assert (file.name, file.helper, file.area_path, file.status) == (
        "王小梅",
        "王小梅",
        "磴口县补隆淖尔镇河壕村",
        "在业",
    )
    assert [(line.code, line.sensitive) for line in file.groups] == [("formerly_poor", True)]
    assert [line.text for line in file.registrations] == ["常住地，河壕村"]
    assert [(line.title, line.text) for line in file.spells] == [
        ("砖厂", "合同就业，就地就近安置，每月3,500.50元")
    ]
    assert [(line.title, line.is_open) for line in file.intentions] == [("有意愿", True), ("暂无意愿", False)]
    assert [line.title for line in (*file.skills, *file.needs)] == ["电焊", "育婴"]
    assert all(
        line.source == "经办人登记" and line.by == "李志强"
        for line in (*file.groups, *file.spells, *file.skills)
    )
    assert file.household is not None
    assert [(m.name, m.relation, m.is_head) for m in file.household.members] == [
        ("王大山", "户主", True),
        ("王小梅", "子女", False),
    ]
    assert household_card(mine, file.household.id) == file.household
    assert file.editable


def test_a_file_out_of_scope_is_absent_as_if_nobody(as_user: AsUser) -> None:
    with acting(scope("banner")):
        person = register(actor("banner"), 1, "满都拉", WOYANGTAI)
        home = SetHousehold(actor("banner"), area_no=WOYANGTAI, number="1").run()
    as_user("county")
    for pk in (person.pk, 10**9):
        with pytest.raises(Absent):
            person_file(scope("county"), pk)
        with pytest.raises(Absent):
            household_card(scope("county"), home.pk)
        assert people_by_ids(scope("county"), [pk]) == []


def test_sources_stay_with_the_file_when_the_person_is_handed_over(as_user: AsUser) -> None:
    with acting(scope("banner")):
        person = register(
            replace(actor("banner"), source=Source.DEPARTMENT), 1, "满都拉", WOYANGTAI, phone="13911112222"
        )
    with acting(scope("village")):
        AskTransfer(
            actor("village"), id_number=number(1), name="满都拉", reason="随子女居住", area_no=HEHAO
        ).run()
    with acting(scope("banner")):
        DecideTransfer(actor("banner"), case_id=TransferCase.objects.get().pk, accept=True).run()
    as_user("village")
    file = person_file(scope("village"), person.pk)
    phone = next(fact for fact in file.facts if fact.name == "phone")
    assert (phone.source, phone.by) == ("部门移交", "苏日娜·其其格")


@pytest.mark.parametrize("source", Source.values)
def test_every_source_has_words(source: str) -> None:
    assert source_label({"source": source}) == Source(source).label
    assert source_label(None) == source_label({"source": "?"}) == "系统"


SEARCHES = [
    ("王小", "姓名"), ("王小梅", "姓名"), ("王 小 梅", "姓名"), ("小梅", "姓名中含有"), ("王晓梅", "读音相同"),
    ("wangxiaomei", "拼音"), ("Wang Xiao", "拼音"), ("wxm", "拼音首字母"), ("WX", "拼音首字母"),
    (number(2), "身份证号"), (f"{number(2)[:6]} {number(2)[6:14]} {number(2)[14:]}", "身份证号"),
    (f"王小梅 {number(2)[-4:]}", "姓名和后四位"), (f"王{number(2)[-4:].lower()}", "姓名和后四位"),
    (number(2)[-4:], "身份证后四位"), ("13911112222", "电话"), ("139 1111 2222", "电话"), ("1391111", "电话"),
    ("王大山", "户主是王大山"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "why"), SEARCHES)
def test_a_person_is_found_by_what_people_know(as_user: AsUser, text: str, why: str) -> None:
    person = full_person(as_user("town"))
    found = {hit.id: hit.matched for hit in search_people(scope("town"), text).hits}
    assert found.get(person.pk) == why


def test_nothing_is_found_by_nothing_and_nobody_out_of_scope(as_user: AsUser) -> None:
    with acting(scope("banner")):
        full = register(actor("banner"), 3, "满都拉", WOYANGTAI, phone="13922223333")
    as_user("county")
    assert search_people(scope("county"), "  ").hits == []
    for text in ("满都拉", "mandula", number(3), "13922223333", f"满都拉{full.id_tail}"):
        assert search_people(scope("county"), text).hits == []
    wrong = search_people(scope("county"), number(3)[:-1] + ("0" if number(3)[-1] != "0" else "1"))
    assert wrong.hits == []
    assert "校验" in wrong.understood
    assert "太短" in search_people(scope("county"), "139").understood


def test_names_with_dots_are_found_with_any_dot_or_none(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town, 1, "苏日娜·其其格")
    for text in ("苏日娜·其其格", "苏日娜•其其格", "苏日娜其其格", "苏日娜", "其其格", "srnqqg", "surina"):
        assert [hit.id for hit in search_people(scope("town"), text).hits] == [person.pk], text


def test_hits_show_masks_groups_and_situation_in_few_queries(
    as_user: AsUser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    town = as_user("town")
    person = full_person(town)
    for sequence in range(11, 41):
        register(town, sequence, "王小兰")
    mine = scope("town")
    # The first way of looking fills the list; groups, jobs and registrations.
    with django_assert_num_queries(3):
        result = search_people(mine, "王", limit=20)
    assert (len(result.hits), result.more) == (20, True)
    (hit,) = people_by_ids(mine, [person.pk])
    assert (hit.phone, hit.groups, hit.status, hit.sex) == ("139****2222", ["脱贫人口"], "在业", "女")
    assert number(2)[6:14] not in str(result) + str(hit)
    assert masked_number(person) == hit.masked_number


def test_merged_people_are_not_found(as_user: AsUser) -> None:
    town = as_user("town")
    keep, lose = register(town, 1, "王小梅"), register(town, 3, "赵四", area=BALENG)
    MergePeople(town, survivor_id=keep.pk, loser_id=lose.pk).run()
    assert search_people(scope("town"), "赵四").hits == []


def test_employers_are_found_by_name_part_and_code(as_user: AsUser) -> None:
    town = as_user("town")
    employer = SaveEmployer(
        town, area_no=HEHAO, name="磴口县河套乳业有限公司", uscc="91350100M000100Y43"
    ).run()
    for text in ("磴口县河套", "乳业", "91350100m000100y43"):
        assert [found.pk for found in search_employers(scope("town"), text)] == [employer.pk]
    assert search_employers(scope("town"), " ") == []
    assert search_employers(scope("village2"), "乳业") == []


def test_the_end_of_a_prefix_skips_what_is_no_character() -> None:
    assert after_prefix("王") == chr(ord("王") + 1)
    assert after_prefix("a\ud7ff") == "a\ue000"
    assert after_prefix("abc") == "abd"


def test_a_prefix_in_a_large_ledger_reads_an_index(db: None) -> None:
    """Row-level security on, a village's scope: the plan compares an index, not every row."""
    with as_service(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_person (area_id, relation, name, name_pinyin, name_initials, id_cipher, id_index, id_tail,"
            " birth_date, sex, ethnic, education, phone, address, hukou_code, work_capacity, is_student, note, version)"
            " SELECT %s + n %% 2, '', chr(19968 + n %% 3000) || chr(20000 + n %% 777), 'p' || n, 'i' || n, ''::bytea,"
            " int4send(n), '0000', '1990-01-01', '1', '', '', '', '', '', 'unknown', false, '', 1"
            " FROM generate_series(1, 20000) n",
            [HEHAO],
        )
    with as_service(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'none', true)")
        cursor.execute("ANALYZE ledger_person")
    with acting(scope("city")):
        plans = {}
        for text in ("一丁", "p1999", "13911112222", number(2)):
            with _explained() as lines:
                search_people(scope("city"), text)
            plans[text] = "\n".join(lines)
    for text, plan in plans.items():
        assert "Seq Scan on ledger_person" not in plan, text
        assert "Index" in plan, text


def test_households_of_other_scopes_are_not_searched(as_user: AsUser) -> None:
    full_person(as_user("town"))
    set_scope(scope("village2"))
    assert Household.objects.count() == 0
    assert search_people(scope("village2"), "王大山").hits == []


class _explained:
    """Collects the plans of the queries on people that run inside."""

    def __enter__(self) -> list[str]:
        self.lines: list[str] = []
        self.wrapper = connection.execute_wrapper(self._explain)
        self.wrapper.__enter__()
        return self.lines

    def __exit__(self, *error: object) -> None:
        self.wrapper.__exit__(None, None, None)

    def _explain(
        self, execute: Callable[..., object], sql: str, params: object, many: bool, context: dict[str, object]
    ) -> object:
        if sql.startswith("SELECT") and 'FROM "ledger_person"' in sql:
            with (
                connection.connection.cursor() as cursor
            ):  # the driver's own, so that this is not explained again
                cursor.execute(f"EXPLAIN {sql}", params)
                self.lines += [row[0] for row in cursor.fetchall()]
        return execute(sql, params, many, context)
