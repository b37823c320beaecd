"""Villages merged, split and moved: every table follows, whichever app it belongs to, and nothing is lost."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.guard import append_only_tables, guarded_models
from leye.accounts.models import Post, Share
from leye.accounts.scope import acting, as_service, scope_of
from leye.areas.enums import Kind
from leye.areas.models import Area
from leye.casework.actions.record_service import RecordServices
from leye.casework.models import ServiceRecord
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.actions.units import MergeUnits, MoveUnit, SplitUnit
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.carrying import STAYING, following_models, place_columns
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Household, Person
from leye.ledger.personfile import person_file
from leye.standards.calendar import today
from tests.casework.conftest import as_user
from tests.ledger.people import BALENG, HEHAO, NANLIANGTAI, WOYANGTAI, history, register, scope
from tests.ledger.rows import an_area_row

pytestmark = pytest.mark.django_db
__all__ = ["as_user"]

AsUser = Callable[[str], Actor]
BULONGNAOER, BAYANGAOLE = 150822101000, 150822102000


def test_every_table_with_an_area_follows_or_is_reviewed() -> None:
    following = {model._meta.label_lower for model in following_models()}
    known = {model._meta.label_lower for model in apps.get_models()}
    assert set(STAYING) <= known, "a reviewed table is gone"
    guarded = {model._meta.label_lower for model, _guard, is_history in guarded_models() if not is_history}
    assert guarded - following == {"accounts.accesslog", "accounts.share"}, "guarded rows follow their unit"
    assert set(append_only_tables()) & {m._meta.db_table for m in following_models()} == set()
    for model in following_models():
        # A number of an area that is no foreign key would be forgotten.
        named = {one.name for one in model._meta.concrete_fields if "area" in one.name}
        assert named <= set(place_columns(model)), f"{model._meta.label}: make these foreign keys to areas"


def test_what_hangs_on_a_person_follows_in_the_database() -> None:
    """Every guarded table of one person has the composite key, or is one that may have nobody."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND confupdtype = 'c'"
            " AND confrelid = 'ledger_person'::regclass AND array_length(conkey, 1) = 2"
        )
        keyed = {name for (name,) in cursor.fetchall()}
    reviewed = {
        "casework_transfercase": "a decided case stays with those who decided it; a trigger moves the open one",
    }
    for model in following_models():
        fields: dict[str, Any] = {one.name: one for one in model._meta.concrete_fields}
        person = fields.get("person")
        if (
            "area" not in fields
            or not isinstance(person, models.ForeignKey)
            or model._meta.db_table in reviewed
        ):
            continue
        assert model._meta.db_table in keyed, f"{model._meta.label} needs the composite key to its person"


def test_a_row_of_every_table_follows(as_user: AsUser) -> None:
    """One row of each model there is, made by hand in the village that ends."""
    by = as_user("county")
    person = register(by, 901, "李随迁")
    with as_service():
        rows = [person, *(an_area_row(model, person) for model in following_models()[1:])]
    done = MergeUnits(by, source_no=HEHAO, into_no=BALENG, first_day=today()).run()
    with as_service():
        for row in rows:
            row.refresh_from_db()
            for column in place_columns(type(row)):
                assert getattr(row, f"{column}_id") != HEHAO, (
                    f"{type(row)._meta.label}.{column} stayed behind"
                )
        # No constraint that the database checks at the end is broken.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert done.carried.stayed == {}


def home(by: Actor, number: str, area: int, *people: Person) -> Household:
    made = SetHousehold(by, area_no=area, number=number).run()
    for person in people:
        MoveMember(by, person_id=person.pk, household_id=made.pk, relation="head").run()
    return made


def test_a_merged_village_brings_files_households_posts_and_shares(as_user: AsUser) -> None:
    by = as_user("county")
    person, there = register(by, 1, "王小梅"), register(by, 3, "赵海燕", area=BALENG)
    UpdatePerson(by, person_id=person.pk, version=1, changes={"address": "二组"}).run()
    mine, theirs = home(by, "001", HEHAO, person), home(by, "001", BALENG, there)
    RecordServices(by, person_ids=[person.pk], kinds=["follow_up"], served_on=today()).run()
    share = Share.objects.create(
        post=Post.objects.get(user__username="village2"), person_id=person.pk, area_id=HEHAO, right="view",
        purpose="代办", valid_from=today(), valid_to=today(), granted_by_id=by.user,
    )  # fmt: skip
    before = len(history(person))
    done = MergeUnits(by, source_no=HEHAO, into_no=BALENG, first_day=today()).run()
    assert (done.area.no, done.carried.people, done.carried.households) == (BALENG, 1, 1)
    assert done.carried.stayed == {}
    for row in (person, mine, theirs, share):
        row.refresh_from_db()
        assert row.area_id == BALENG
    assert ServiceRecord.objects.get().area_id == BALENG
    assert (mine.number, theirs.number) == ("河壕村001", "001")
    events = history(person)
    assert len(events) == before + 1
    last = events.last()
    assert last.pgh_context.metadata["action"] == "MergeUnits"
    assert (last.pgh_context.metadata["from"], last.pgh_context.metadata["into"]) == (HEHAO, BALENG)
    # The village that takes over sees the file with where each word came from, and its helper works on.
    with acting(scope_of(Post.objects.get(user__username="village2"))):
        facts = person_file(scope("village2"), person.pk).facts
        assert "二组" in {fact.value for fact in facts}
    moved = Post.objects.get(user__username="village")
    assert (moved.area_id, moved.valid_to) == (BALENG, None)
    old = Area.objects.get(pk=HEHAO)
    assert old.valid_to == today() - dt.timedelta(days=1)


def shared(by: Actor, person: Person) -> Share:
    """Shown by the village in which the person is, to somebody of another county."""
    return Share.objects.create(
        post=Post.objects.get(user__username="banner"), person_id=person.pk, area_id=person.area_id, right="edit",
        purpose="代办", valid_from=today(), valid_to=today() + dt.timedelta(days=90), granted_by_id=by.user,
    )  # fmt: skip


def test_a_merge_wakes_up_no_share_that_lapsed(as_user: AsUser) -> None:
    by = as_user("county")
    stays, came, left = register(by, 1), register(by, 3, "赵海燕", area=BALENG), register(by, 5, "周婷婷")
    back = register(by, 7, "李建国", area=NANLIANGTAI)
    kept, elsewhere, gone = shared(by, stays), shared(by, back), shared(by, left)
    before = shared(by, came)
    for person, area in ((came, HEHAO), (left, NANLIANGTAI), (back, HEHAO)):
        MovePersonArea(by, person_id=person.pk, area_no=area).run()
    with as_service():  # as if they had lapsed by themselves: an import moves people too
        Share.objects.update(valid_to=today() + dt.timedelta(days=90))
    assert scope("banner").shared == (stays.pk,)
    MergeUnits(by, source_no=HEHAO, into_no=BALENG, first_day=today()).run()
    assert scope("banner").editable == (stays.pk,), (
        "what the village showed, the next one shows; nothing else"
    )
    for share in (kept, elsewhere, gone, before):
        share.refresh_from_db()
    assert [one.area_id for one in (kept, elsewhere, gone)] == [BALENG, NANLIANGTAI, HEHAO]
    assert before.valid_to < today()


def test_a_split_wakes_up_no_share_that_lapsed(as_user: AsUser) -> None:
    by = as_user("county")
    stays, goes, came = register(by, 1), register(by, 3, "赵海燕"), register(by, 5, "周婷婷", area=BALENG)
    held, kept, lapsed = shared(by, stays), shared(by, goes), shared(by, came)
    MovePersonArea(by, person_id=came.pk, area_no=HEHAO).run()
    with as_service():
        Share.objects.update(valid_to=today() + dt.timedelta(days=90))
    done = SplitUnit(
        by, area_no=HEHAO, name="东河壕村", kind=Kind.VILLAGE, first_day=today(), household_ids=[],
        person_ids=[goes.pk, came.pk],
    ).run()  # fmt: skip
    assert scope("banner").shared == tuple(sorted((stays.pk, goes.pk)))
    for share in (held, kept, lapsed):
        share.refresh_from_db()
    assert [one.area_id for one in (held, kept, lapsed)] == [HEHAO, done.area.no, BALENG]


def test_rows_that_both_villages_have_stay_and_are_told(as_user: AsUser) -> None:
    by = as_user("county")
    site = apps.get_model("registers.Site")._default_manager
    with as_service():
        for area in (HEHAO, BALENG):
            site.create(area_id=area, kind="help_workshop", name="帮扶车间", opened_on=today())
        site.create(area_id=HEHAO, kind="help_workshop", name="河壕就业帮扶车间", opened_on=today())
    done = MergeUnits(by, source_no=HEHAO, into_no=BALENG, first_day=today()).run()
    assert sum(done.carried.stayed.values()) == 1
    assert site.filter(area_id=BALENG).count() == 2


def test_a_merged_township_brings_its_villages(as_user: AsUser) -> None:
    by = as_user("county")
    people = [register(by, 1, "王小梅"), register(by, 3, "赵海燕", area=BALENG)]
    done = MergeUnits(by, source_no=BULONGNAOER, into_no=BAYANGAOLE, first_day=today()).run()
    assert done.carried.people == 2
    for person, name in zip(people, ("河壕村", "坝楞村"), strict=True):
        person.refresh_from_db()
        assert (person.area.name, person.area.parent_id) == (name, BAYANGAOLE)
    assert Post.objects.get(user__username="town").area_id == BAYANGAOLE
    assert not Area.objects.filter(parent_id=BULONGNAOER, valid_to__isnull=True).exists()


def test_a_moved_village_keeps_its_code_and_its_people(as_user: AsUser) -> None:
    by = as_user("county")
    person = register(by, 1, "王小梅")
    done = MoveUnit(by, area_no=HEHAO, parent_no=BAYANGAOLE, first_day=today()).run()
    person.refresh_from_db()
    assert person.area_id == done.area.no
    assert (done.area.parent_id, done.area.code, done.area.name) == (BAYANGAOLE, str(HEHAO), "河壕村")
    assert BAYANGAOLE < done.area.no <= done.area.last <= BAYANGAOLE + 999
    assert Post.objects.get(user__username="village").area_id == done.area.no
    with acting(scope("town")):
        assert not Person.objects.filter(pk=person.pk).exists()


def test_a_part_of_a_village_becomes_one(as_user: AsUser) -> None:
    by = as_user("county")
    goes, stays = register(by, 1, "王小梅"), register(by, 3, "赵海燕")
    alone = register(by, 5, "周婷婷")
    mine = home(by, "001", HEHAO, goes)
    home(by, "002", HEHAO, stays)
    RecordServices(by, person_ids=[goes.pk, stays.pk], kinds=["follow_up"], served_on=today()).run()
    done = SplitUnit(
        by, area_no=HEHAO, name="东河壕村", kind=Kind.VILLAGE, first_day=today(), household_ids=[mine.pk],
        person_ids=[alone.pk],
    ).run()  # fmt: skip
    for row in (goes, stays, alone, mine):
        row.refresh_from_db()
    assert {goes.area_id, alone.area_id, mine.area_id} == {done.area.no}
    assert stays.area_id == HEHAO
    assert ServiceRecord.objects.get(person=goes).area_id == done.area.no
    assert ServiceRecord.objects.get(person=stays).area_id == HEHAO
    assert (done.carried.people, done.carried.households) == (2, 1)


def test_what_cannot_be(as_user: AsUser) -> None:
    by = as_user("county")
    day = today()
    apps.get_model("adoption.Campaign")._default_manager.create(
        title="春风行动", area_id=HEHAO, since=day, until=day
    )
    with pytest.raises(ActionError, match="正在开展行动"):
        MergeUnits(by, source_no=HEHAO, into_no=BALENG, first_day=day).run()
    with pytest.raises(Invalid, match="另一个"):
        MergeUnits(by, source_no=BALENG, into_no=BALENG, first_day=day).run()
    with pytest.raises(Invalid, match="同一级"):
        MergeUnits(by, source_no=BALENG, into_no=BAYANGAOLE, first_day=day).run()
    with pytest.raises(Invalid, match="晚于今天"):
        MergeUnits(by, source_no=BALENG, into_no=NANLIANGTAI, first_day=day + dt.timedelta(days=1)).run()
    with pytest.raises(Absent):
        MergeUnits(by, source_no=BALENG, into_no=WOYANGTAI, first_day=day).run()
    with pytest.raises(Invalid, match="另一个乡镇"):
        MoveUnit(by, area_no=BALENG, parent_no=BULONGNAOER, first_day=day).run()
    with pytest.raises(Invalid, match="至少选择一户"):
        SplitUnit(
            by, area_no=BALENG, name="新村", kind=Kind.VILLAGE, first_day=day, household_ids=[], person_ids=[]
        ).run()
    with pytest.raises(ActionError, match="不能跨县"):
        MergeUnits(as_user("city"), source_no=BALENG, into_no=WOYANGTAI, first_day=day).run()
    with pytest.raises(NotAllowed):
        MergeUnits(as_user("town"), source_no=BALENG, into_no=HEHAO, first_day=day).run()
