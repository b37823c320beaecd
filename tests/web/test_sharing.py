"""A person shared with a post of another county: seen, not written, worked on, taken back."""

import datetime as dt
from collections.abc import Callable

from django.test import Client

from leye.accounts.models import Post, Share
from leye.accounts.scope import as_service
from leye.standards.calendar import today
from leye.worklist.enums import TodoState
from leye.worklist.models import Todo
from tests.web.seed import Seeded
from tests.web.test_people import looks, words

ClientOf = Callable[[str], Client]
DAY = dt.timedelta(days=1)


def share(client: Client, pk: int, right: str, **more: str) -> str:
    """Press the button; the page that comes."""
    data = {
        "who": "banner", "purpose": "跨县务工跟踪服务", "right": right, "valid_from": today().isoformat(),
        "valid_to": (today() + 60 * DAY).isoformat(), **more,
    }  # fmt: skip
    return words(client.post(f"/people/{pk}/share/", data, follow=True))


def test_shared_to_look_at_and_taken_back(corner: Seeded, client_of: ClientOf) -> None:
    town, other, pk = client_of("town"), client_of("banner"), corner.people["王秀兰"]
    address = f"/people/{pk}/"
    assert other.get(address).status_code == 404
    assert "没有别的岗位能看到此人" in words(town.get(address))
    assert "已共享给苏日娜·其其格" in share(town, pk, "view")
    assert "跨县务工跟踪服务" in words(client_of("village").get(address))
    before = looks(pk)
    page = words(other.get(address))
    assert "由李志强共享给您查看" in page
    assert looks(pk) == before + 1
    for button in ("记一次服务", f"{address}edit/", f"{address}do/", "看完整证号", f"{address}share/"):
        assert button not in page, button
    assert "王秀兰" in words(other.get("/people/shared/"))
    assert "王秀兰" not in words(other.get("/"))
    found = words(other.get("/find/?q=王秀兰"))
    assert address in found
    assert f"/services/{pk}/" not in found
    data = {"kinds": "follow_up", "outcome": "done", "channel": "phone", "served_on": today().isoformat()}
    for refused in (
        f"/services/{pk}/",
        f"{address}edit/",
        f"{address}do/group/",
        f"{address}share/",
        f"{address}number/",
    ):
        assert other.post(refused, data).status_code == 403, refused
    assert other.post("/services/many/", data | {"person": pk}).status_code == 403
    with as_service():
        made = Share.objects.get()
    assert other.post(f"{address}share/{made.pk}/end/").status_code == 403
    assert client_of("village").post(f"{address}share/{made.pk}/end/").status_code == 403
    assert town.post(f"{address}share/{made.pk}/end/").status_code == 302
    gone, nobody = other.get(address), other.get("/people/999999999/")
    assert (gone.status_code, words(gone)) == (404, words(nobody))
    assert "现在没有共享给您的人" in words(other.get("/people/shared/"))


def test_an_expired_share_is_as_none(corner: Seeded, client_of: ClientOf) -> None:
    pk = corner.people["王秀兰"]
    share(client_of("town"), pk, "edit")
    with as_service():
        Share.objects.update(valid_from=today() - 9 * DAY, valid_to=today() - DAY)
    assert client_of("banner").get(f"/people/{pk}/").status_code == 404
    assert client_of("banner").post(f"/services/{pk}/", {"kinds": "follow_up"}).status_code == 404


def test_shared_to_work_on_a_service_closes_the_to_do(corner: Seeded, client_of: ClientOf) -> None:
    pk, other = corner.people["李建国"], client_of("banner")
    share(client_of("county"), pk, "edit")
    page = words(other.get(f"/people/{pk}/"))
    assert "记一次服务" in page
    assert "转到别的村" not in page
    with as_service():
        assert Todo.objects.get(person_id=pk, rule="monthly_follow_up").state == TodoState.OPEN
    data = {"kinds": "follow_up", "outcome": "done", "channel": "phone", "served_on": today().isoformat()}
    assert other.post(f"/services/{pk}/", data).status_code == 302
    with as_service():
        assert Todo.objects.get(person_id=pk, rule="monthly_follow_up").state == TodoState.DONE
    assert other.post(f"/people/{pk}/do/move/", {"area_no": 150823100201}).status_code in (200, 403)
    with as_service():
        assert Todo.objects.filter(person_id=pk).exclude(area_id=150822101201).count() == 0


def test_of_several_posts_one_is_chosen(corner: Seeded, client_of: ClientOf) -> None:
    pk, town = corner.people["王秀兰"], client_of("town")
    with as_service():
        first = Post.objects.get(user__username="banner")
        Post.objects.create(
            user=first.user, area_id=150823100000, role="township_clerk", valid_from=today()
        )  # fmt: skip
    assert "找到2个岗位" in share(town, pk, "view")
    assert "已共享给" in share(town, pk, "view", post=str(first.pk))
    assert "没有找到这样的在任岗位" in share(town, pk, "view", who="nobody")
    assert "本来就" not in share(town, pk, "view", who="", area="延川县", role="county_officer")
    with as_service():
        assert Share.objects.count() == 2
