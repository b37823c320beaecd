"""Nobody lifts himself up, and nobody reaches out of his area."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from leye.accounts.actions.accounts import DisableUser, EnableUser, ResetPassword, ResetTotp, Unlock
from leye.accounts.actions.areas import AddArea, EndArea
from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.actions.posts import AssignPost, EndPost
from leye.accounts.enums import Access, Role
from leye.accounts.models import AccessLog, Post, User
from leye.accounts.rules import may_manage
from leye.accounts.scope import acting, as_service
from leye.areas.enums import Kind, Level
from leye.areas.models import Area
from leye.ledger.models import Household, Person
from leye.standards.calendar import today
from tests.security.test_scope_lifetime import _person

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
OFFICER, CITY = "county", "city"


def _actor(username: str) -> Actor:
    return Actor.holding(Post.objects.select_related("area").get(user__username=username))


def _user(username: str) -> User:
    return User.objects.get(username=username)


def _assign(
    actor: str, user: str, area: int, role: Role, start: dt.date | None = None, end: dt.date | None = None
) -> Post:
    who = _actor(actor)
    with acting(who.scope):
        return AssignPost(who, _user(user), Area.objects.get(pk=area), role, start or today(), end).run()


@pytest.mark.parametrize(
    ("actor", "user", "area", "role", "why"),
    [
        (OFFICER, "village", 150822000000, Role.COUNTY_LEADER, "上一级管理员"),
        (OFFICER, "village", 150822000000, Role.AUDITOR, "上一级管理员"),
        (OFFICER, "village", 150800000000, Role.SUPERVISOR, "上一级管理员"),
        (OFFICER, "village", 150823100201, Role.VILLAGE_ASSISTANT, "本辖区"),
        (OFFICER, "village", 150822101000, Role.VILLAGE_ASSISTANT, "不能设在"),
        (OFFICER, "village", 150822101201, Role.TOWNSHIP_CLERK, "不能设在"),
        (OFFICER, "county", 150822000000, Role.COUNTY_OFFICER, "给自己"),
        (OFFICER, "county", 150822101201, Role.VILLAGE_ASSISTANT, "给自己"),
        (OFFICER, "leader", 150822000000, Role.COUNTY_OFFICER, "更高一级"),
        (OFFICER, "auditor", 150822000000, Role.COUNTY_OFFICER, "更高一级"),
        (OFFICER, "banner", 150822101201, Role.VILLAGE_ASSISTANT, "更高一级"),
        (CITY, "city", 150800000000, Role.SUPERVISOR, "给自己"),
        (CITY, "village", 150000000000, Role.SUPERVISOR, "本辖区"),
        (CITY, "village", 610622000000, Role.COUNTY_OFFICER, "本辖区"),
        ("village", "village2", 150822101201, Role.VILLAGE_ASSISTANT, "您的岗位不能办理"),
        ("town", "village", 150822101201, Role.VILLAGE_ASSISTANT, "您的岗位不能办理"),
        ("leader", "village", 150822000000, Role.COUNTY_OFFICER, "您的岗位不能办理"),
        ("auditor", "village", 150822000000, Role.COUNTY_OFFICER, "您的岗位不能办理"),
    ],
)
def test_posts_that_may_not_be_given(actor: str, user: str, area: int, role: Role, why: str) -> None:
    with pytest.raises(ActionError, match=why):
        _assign(actor, user, area, role)
    assert Post.objects.filter(user__username=user).count() == 1


def test_posts_that_may_be_given() -> None:
    assert _assign(OFFICER, "village", 150822101202, Role.VILLAGE_ASSISTANT).pk
    assert _assign(OFFICER, "village", 150822000000, Role.COUNTY_OFFICER).pk
    assert _assign(CITY, "village", 150823000000, Role.COUNTY_LEADER).pk


def test_the_same_post_is_not_given_twice_at_a_time() -> None:
    first = _assign(OFFICER, "village", 150822101202, Role.VILLAGE_ASSISTANT, today(), today() + 10 * DAY)
    with pytest.raises(ActionError, match="不必重复设"):
        _assign(OFFICER, "village", 150822101202, Role.VILLAGE_ASSISTANT, today() + 10 * DAY)
    again = _assign(OFFICER, "village", 150822101202, Role.VILLAGE_ASSISTANT, today() + 11 * DAY)
    assert first.pk != again.pk
    with pytest.raises(ActionError, match="早于任职日期"):
        _assign(OFFICER, "village2", 150822101201, Role.VILLAGE_ASSISTANT, today(), today() - DAY)


@pytest.mark.parametrize("action", [ResetPassword, ResetTotp, DisableUser, Unlock])
@pytest.mark.parametrize(
    ("actor", "user"),
    [
        (OFFICER, "county"),
        (OFFICER, "leader"),
        (OFFICER, "auditor"),
        (OFFICER, "city"),
        (OFFICER, "banner"),
        (OFFICER, "yanchuan"),
        (CITY, "city"),
        (CITY, "yanchuan"),
        ("village", "village2"),
        ("leader", "village"),
        ("auditor", "village"),
        ("town", "village"),
    ],
)
def test_accounts_that_may_not_be_managed(action: Any, actor: str, user: str) -> None:
    who, whom = _actor(actor), _user(user)
    before = (whom.password, whom.is_active, whom.session_epoch)
    with acting(who.scope), pytest.raises(NotAllowed):
        action(who, whom).run()
    whom.refresh_from_db()
    assert (whom.password, whom.is_active, whom.session_epoch) == before


@pytest.mark.parametrize(
    ("actor", "user"),
    [(OFFICER, "village"), (OFFICER, "town"), (CITY, "county"), (CITY, "leader"), (CITY, "banner")],
)
def test_accounts_that_may(actor: str, user: str) -> None:
    who, whom = _actor(actor), _user(user)
    with acting(who.scope):
        password = ResetPassword(who, whom).run()
        whom.refresh_from_db()
        assert whom.check_password(password)
        assert whom.must_change_password
        assert whom.session_epoch == 1
        DisableUser(who, whom).run()
        with pytest.raises(ActionError, match="已经停用"):
            DisableUser(who, whom).run()
        EnableUser(who, whom).run()
        whom.refresh_from_db()
        assert whom.is_active


def test_a_post_elsewhere_takes_the_account_out_of_the_officers_hands() -> None:
    _assign(CITY, "village", 150823100201, Role.VILLAGE_ASSISTANT)
    assert not may_manage(_actor(OFFICER), _user("village"))
    assert may_manage(_actor(CITY), _user("village"))
    post = Post.objects.get(user__username="village", area_id=150823100201)
    officer = _actor(OFFICER)
    with acting(officer.scope), pytest.raises(NotAllowed):
        EndPost(officer, post, today()).run()


def test_a_future_post_above_counts_too() -> None:
    _assign(CITY, "village", 150822000000, Role.COUNTY_LEADER, today() + 30 * DAY)
    assert not may_manage(_actor(OFFICER), _user("village"))


def test_ending_posts() -> None:
    officer = _actor(OFFICER)
    post = Post.objects.get(user__username="village")
    with acting(officer.scope):
        EndPost(officer, post, today()).run()
        assert _user("village").posts.held_on(today()).exists()
        assert not _user("village").posts.held_on(today() + DAY).exists()
        EndPost(officer, post, today() - DAY).run()
        assert not _user("village").posts.held_on(today()).exists()
        with pytest.raises(ActionError, match="结束"):
            EndPost(officer, post, today()).run()
        assert may_manage(officer, _user("village")), "his last post was here"
    own = Post.objects.get(user__username="county")
    with acting(officer.scope), pytest.raises(NotAllowed, match="自己的岗位"):
        EndPost(officer, own, today()).run()
    future = _assign(OFFICER, "village2", 150822102201, Role.VILLAGE_ASSISTANT, today() + 5 * DAY)
    with acting(officer.scope):
        assert EndPost(officer, future, today()).run() is None


def test_everything_is_in_the_history_and_the_log_but_never_the_password() -> None:
    officer, whom = _actor(OFFICER), _user("village")
    with acting(officer.scope):
        ResetPassword(officer, whom).run()
        post = _assign(OFFICER, "village", 150822101202, Role.VILLAGE_ASSISTANT)
        assert [event.pgh_label for event in post.events.all()] == ["insert"]
        assert post.events.get().pgh_context.metadata["action"] == "AssignPost"
        event = whom.events.order_by("-pgh_id").first()
        assert event.pgh_context.metadata == {
            "action": "ResetPassword",
            "user": officer.user_id,
            "post": officer.post_id,
            "source": "clerk",
            "account": whom.pk,
        }
        done = AccessLog.objects.filter(access=Access.ACCOUNT).order_by("pk")
        assert [line.detail["action"] for line in done] == ["ResetPassword", "AssignPost"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'accounts_userevent'"
        )
        columns = {name for (name,) in cursor.fetchall()}
    assert "username" in columns
    assert not {"password", "last_login"} & columns


def test_a_zone_takes_a_free_position_behind_the_national_ones() -> None:
    city, prefecture = _actor(CITY), Area.objects.get(pk=150800000000)
    with acting(city.scope):
        zone = AddArea(city, prefecture, "巴彦淖尔经济技术开发区", Kind.ZONE, today()).run()
        second = AddArea(city, prefecture, "农高区", Kind.ZONE, today()).run()
        assert (zone.no, zone.last, zone.level) == (150899000000, 150899999999, Level.COUNTY)
        assert second.no == 150898000000
        park = AddArea(city, zone, "东区工业园", Kind.ZONE, today()).run()
        assert zone.contains(park.no)
        with pytest.raises(ActionError, match="已有"):
            AddArea(city, prefecture, "农高区", Kind.ZONE, today()).run()
        with pytest.raises(ActionError, match="没有填名称"):
            AddArea(city, prefecture, " ", Kind.ZONE, today()).run()
        with pytest.raises(NotAllowed):
            AddArea(city, Area.objects.get(pk=150000000000), "某区", Kind.ZONE, today()).run()
        with pytest.raises(ActionError, match="不能再设"):
            AddArea(city, Area.objects.get(pk=150822101201), "一组", Kind.VILLAGE, today()).run()
        assert zone.events.get().pgh_context.metadata["action"] == "AddArea"


def test_a_unit_has_a_kind_of_its_level() -> None:
    city = _actor(CITY)
    with acting(city.scope), pytest.raises(ActionError, match="类型只能是"):
        AddArea(city, Area.objects.get(pk=150822102000), "新镇", Kind.TOWN, today()).run()


def test_the_dead_and_the_merged_do_not_keep_a_unit() -> None:
    city, township = _actor(CITY), Area.objects.get(pk=150822102000)
    with acting(city.scope):
        empty = AddArea(city, township, "新村", Kind.VILLAGE, today()).run()
    with as_service():
        home = Household.objects.create(area=empty)
        people = [_person(empty.no, sequence) for sequence in (1, 2, 3)]
        for person in people:
            Person.objects.filter(pk=person.pk).update(household=home)
        Person.objects.filter(pk=people[0].pk).update(deceased_on=today())
        Person.objects.filter(pk=people[1].pk).update(merged_into=people[2])
    with acting(city.scope), pytest.raises(ActionError, match="人员1个、家庭1个"):
        EndArea(city, empty, today()).run()
    with as_service():
        Person.objects.filter(pk=people[2].pk).update(area_id=150822102201, household=None)
    with acting(city.scope):
        assert EndArea(city, empty, today()).run().valid_to == today()


def test_a_unit_with_people_or_posts_does_not_end() -> None:
    city = _actor(CITY)
    with acting(city.scope):
        with pytest.raises(ActionError, match="岗位1个"):
            EndArea(city, Area.objects.get(pk=150822101201), today()).run()
        with pytest.raises(ActionError, match="下级单位"):
            EndArea(city, Area.objects.get(pk=150822102000), today()).run()
        with pytest.raises(NotAllowed):
            EndArea(city, Area.objects.get(pk=150800000000), today()).run()
        empty = AddArea(city, Area.objects.get(pk=150822102000), "新村", Kind.VILLAGE, today()).run()
        EndArea(city, empty, today()).run()
        with pytest.raises(ActionError, match="已经停用"):
            EndArea(city, empty, today()).run()
    with pytest.raises(ActionError, match="已停用"):
        _assign(OFFICER, "village", empty.no, Role.VILLAGE_ASSISTANT, today() + DAY)
