"""A scope ends with its transaction; shares and posts end with their days."""

import datetime as dt

import pytest
from django.db import ProgrammingError, connection, transaction

from leye.accounts.enums import Role, ShareRight
from leye.accounts.models import Post, Share, User
from leye.accounts.scope import Scope, acting, as_service, enter, scope_of, set_scope
from leye.ledger.models import Person
from leye.standards.calendar import today

HERE, THERE = 150822101201, 150822101202
DAY = dt.timedelta(days=1)


def _person(area: int, number: int) -> Person:
    return Person.objects.create(
        area_id=area,
        name="测试",
        name_pinyin="ceshi",
        name_initials="cs",
        id_cipher=b"x",
        id_index=number.to_bytes(33, "big"),
        id_tail="0000",
        birth_date=dt.date(1990, 1, 1),
        sex="1",
    )


def _post(username: str) -> Post:
    return Post.objects.select_related("area").get(user__username=username)


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _fail_under(scope: Scope) -> None:
    with transaction.atomic():
        set_scope(scope)
        raise RuntimeError


def test_a_scope_does_not_reach_the_next_transaction_on_the_same_connection(
    own_database: str, django_db_blocker: pytest.FixtureRequest
) -> None:
    with django_db_blocker.unblock():
        with as_service():
            _person(HERE, 1)
        scope = scope_of(_post("village"))
        with transaction.atomic():
            set_scope(scope)
            assert Person.objects.count() == 1
            first = _backend()
        assert Person.objects.count() == 0
        with transaction.atomic():
            assert Person.objects.count() == 0
            assert _backend() == first, "the point is that the connection is the same"
        with pytest.raises(RuntimeError):
            _fail_under(scope)
        assert Person.objects.count() == 0


def _role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def _fail_as_service(savepoint: bool) -> None:
    with transaction.atomic(), as_service(savepoint=savepoint):
        raise RuntimeError


@pytest.mark.django_db
@pytest.mark.parametrize("savepoint", [True, False])
def test_the_role_that_sees_everything_ends_with_its_reading(savepoint: bool) -> None:
    with transaction.atomic():
        with as_service(savepoint=savepoint):
            assert _role() == "leye_service"
            with as_service(savepoint=savepoint):
                assert _role() == "leye_service"
            assert _role() == "leye_service", "the inner one gives back what it found"
        assert _role() == "leye_app"
    with pytest.raises(RuntimeError):
        _fail_as_service(savepoint)
    assert _role() == "leye_app"


@pytest.mark.django_db
def test_a_page_enters_the_very_scope_of_its_post() -> None:
    post, day = _post("village2"), today()
    with as_service():
        shown, worked_on = _person(HERE, 1), _person(HERE, 2)
        for person, right in ((worked_on, ShareRight.EDIT), (shown, ShareRight.VIEW)):
            Share.objects.create(
                post=post, person_id=person.pk, area_id=HERE, right=right, purpose="走访", valid_from=day,
                valid_to=day + DAY, granted_by=User.objects.get(username="village"),
            )  # fmt: skip
    with transaction.atomic():
        scope = enter(post)
        assert scope == scope_of(post)
        assert (scope.shared, scope.editable) == ((shown.pk, worked_on.pk), (worked_on.pk,))
        assert set(Person.objects.values_list("pk", flat=True)) == {shown.pk, worked_on.pk}
        assert Person.objects.filter(pk=worked_on.pk).update(note="看过") == 1
        assert Person.objects.filter(pk=shown.pk).update(note="看过") == 0


@pytest.mark.django_db
def test_an_inner_scope_gives_the_outer_one_back() -> None:
    with as_service():
        _person(HERE, 1)
        _person(THERE, 2)
    with acting(scope_of(_post("town"))):
        with acting(scope_of(_post("village"))):
            assert Person.objects.count() == 1
        assert Person.objects.count() == 2
        with as_service():
            assert Person.objects.count() == 2
        assert Person.objects.count() == 2
    assert Person.objects.count() == 0


def _share(person: Person, right: ShareRight, start: dt.date, end: dt.date) -> Share:
    with acting(scope_of(_post("village2"))):
        return Share.objects.create(
            post=_post("village"),
            person_id=person.pk,
            area_id=THERE,
            right=right,
            purpose="邻村代办",
            valid_from=start,
            valid_to=end,
            granted_by=User.objects.get(username="village2"),
        )


@pytest.mark.django_db
def test_a_person_shared_for_looking_is_seen_but_not_written() -> None:
    with as_service():
        person = _person(THERE, 1)
        _person(THERE, 2)
    _share(person, ShareRight.VIEW, today(), today())
    scope = scope_of(_post("village"))
    assert (scope.shared, scope.editable) == ((person.pk,), ())
    with acting(scope):
        assert [one.pk for one in Person.objects.all()] == [person.pk]
        assert [one.pk for one in Person.objects.visible_to(scope)] == [person.pk]
        assert Person.objects.filter(pk=person.pk).update(phone="13800000000") == 0


@pytest.mark.django_db
def test_a_person_shared_for_work_may_be_written_but_not_removed() -> None:
    with as_service():
        person = _person(THERE, 1)
    _share(person, ShareRight.EDIT, today(), today())
    with acting(scope_of(_post("village"))):
        assert Person.objects.filter(pk=person.pk).update(phone="13800000000") == 1
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM ledger_person WHERE id = %s", [person.pk])
            assert cursor.rowcount == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("start", "end", "seen"), [(-2, -1, 0), (-1, 0, 1), (0, 1, 1), (1, 2, 0)])
def test_a_share_counts_on_its_days_only(start: int, end: int, seen: int) -> None:
    with as_service():
        person = _person(THERE, 1)
    _share(person, ShareRight.VIEW, today() + start * DAY, today() + end * DAY)
    with acting(scope_of(_post("village"))):
        assert Person.objects.count() == seen


@pytest.mark.django_db
def test_nobody_can_share_to_himself_what_he_does_not_hold() -> None:
    with as_service():
        person = _person(THERE, 1)
    for claimed in (THERE, HERE):
        with acting(scope_of(_post("village"))), pytest.raises(ProgrammingError), transaction.atomic():
            Share.objects.create(
                post=_post("village"),
                person_id=person.pk,
                area_id=claimed,
                right=ShareRight.EDIT,
                purpose="x",
                valid_from=today(),
                valid_to=today(),
                granted_by=User.objects.get(username="village"),
            )


@pytest.mark.django_db
def test_shares_of_other_posts_are_not_told() -> None:
    with as_service():
        person = _person(THERE, 1)
    _share(person, ShareRight.VIEW, today(), today())
    assert Share.objects.count() == 0
    with acting(scope_of(_post("banner"))):
        assert Share.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end", "held"),
    [(-10, None, True), (0, 0, True), (-10, -1, False), (1, None, False), (-1, 1, True)],
)
def test_a_post_is_held_on_its_days_only(start: int, end: int | None, held: bool) -> None:
    user = User.objects.create(username="dated", name="某某")
    Post.objects.create(
        user=user,
        area_id=HERE,
        role=Role.VILLAGE_ASSISTANT,
        valid_from=today() + start * DAY,
        valid_to=None if end is None else today() + end * DAY,
    )
    assert user.posts.held_on(today()).exists() is held
