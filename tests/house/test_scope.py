"""Scope holds below the queryset method: forgetting it still shows nothing."""

import datetime as dt

import pytest

from leye.accounts.models import Post
from leye.accounts.scope import acting, as_service, scope_of
from leye.ledger.models import GroupMembership, Person

pytestmark = pytest.mark.django_db


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


def test_nothing_is_visible_without_a_scope() -> None:
    with as_service():
        _person(150822101201, 1)
    assert Person.objects.count() == 0


def test_a_post_sees_its_subtree_and_no_more() -> None:
    with as_service():
        here, there = _person(150822101201, 1), _person(150822101202, 2)
        for person in (here, there):
            GroupMembership.objects.create(
                person=person, area_id=person.area_id, group_id="veteran", valid_from=dt.date(2020, 1, 1)
            )
        there.phone = "13800000000"
        there.save()
    village = Post.objects.get(user__username="village")
    with acting(scope_of(village)):
        assert [p.pk for p in Person.objects.all()] == [here.pk]
        assert GroupMembership.objects.count() == 1
        assert here.events.count() == 1
        assert there.events.count() == 0
    with acting(scope_of(Post.objects.get(user__username="town"))):
        assert Person.objects.count() == 2
        assert there.events.count() == 2
    assert Person.objects.count() == 0


def test_moving_a_person_takes_everything_along() -> None:
    with as_service():
        person = _person(150822101201, 1)
        GroupMembership.objects.create(
            person=person, area_id=person.area_id, group_id="veteran", valid_from=dt.date(2020, 1, 1)
        )
        Person.objects.filter(pk=person.pk).update(area_id=150823100201)
        assert GroupMembership.objects.get().area_id == 150823100201
